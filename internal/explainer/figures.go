package explainer

import "explainer/internal/diag"

// A Chart draws quantities over time: of each claim the one it gives, at the
// date that the claim refers to.
type Chart struct {
	ID     string
	Place  diag.Place
	Title  Localized
	Note   Localized // what is counted, where the title does not say
	Claims []Text
}

// A Map shows where places lie in a country, and a distance as reported.
type Map struct {
	ID       string
	Place    diag.Place
	Title    Localized
	Note     Localized
	Credit   Localized     // where outline and coordinates come from
	Outline  []Coordinates // of the country: a ring, the last point joined to the first
	Places   []*MapPlace
	Distance *MapDistance
}

// Coordinates are degrees east and north.
type Coordinates struct{ Lon, Lat float64 }

// A MapPlace is a point with a name, or a name alone.
type MapPlace struct {
	ID   Text
	Name Localized
	At   Coordinates
	Kind Text // capital, town, or area: a name without a point
}

// A MapDistance is between two places of the map, as a claim reports it.
type MapDistance struct {
	Claim    Text
	From, To Text // ids of places
}

// PlaceOf gives the place with an id, or nil.
func (m *Map) PlaceOf(id string) *MapPlace {
	return find(m.Places, func(p *MapPlace) bool { return p.ID.Value == id })
}
