package derive

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A Chart is one quantity at several dates. Shares are percentages of the
// plot: of its width from the left, of its height from zero at the foot.
type Chart struct {
	ID     string  `json:"id"`
	Title  Words   `json:"title"`
	Note   Words   `json:"note"`
	Points []Point `json:"points"` // by date
	Ticks  []Tick  `json:"ticks"`
}

// A Point is what a claim gives at its date.
type Point struct {
	Claim  string  `json:"claim"`
	X      float64 `json:"x"`
	Height float64 `json:"height"`
	Shown  Words   `json:"shown"` // the value, whatever its sources' qualifiers
	Given  []Given `json:"given"`
}

// A Tick is the beginning of a year.
type Tick struct {
	Year int     `json:"year"`
	X    float64 `json:"x"`
}

// Given is what some sources give alike, hedged alike, as the first of them
// does.
type Given struct {
	Quantity
	Sources []string `json:"sources"`
	read    quantity.Quantity
}

// A Map is drawn Width units wide and Height high. The positions of places are
// percentages of these; lengths are of the width.
type Map struct {
	ID       string     `json:"id"`
	Title    Words      `json:"title"`
	Note     Words      `json:"note"`
	Credit   Words      `json:"credit"`
	Width    int        `json:"width"`
	Height   int        `json:"height"`
	Outline  string     `json:"outline"` // the data of an SVG path
	Places   []MapPlace `json:"places"`
	Scale    Length     `json:"scale"`
	Distance *Distance  `json:"distance,omitempty"`
}

// A MapPlace is a name at a position.
type MapPlace struct {
	Name Words   `json:"name"`
	Kind string  `json:"kind"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
}

// A Length in words, and as a share of the map's width.
type Length struct {
	Km    float64 `json:"km"`
	Shown Words   `json:"shown"`
	Share float64 `json:"share"`
}

// A Distance between two places: as reported, and on the map.
type Distance struct {
	Claim    string     `json:"claim"`
	Ends     []MapPlace `json:"ends"`
	Reported []Reported `json:"reported"`
}

// Reported is a distance as some sources give it, and in kilometers where
// they give it otherwise.
type Reported struct {
	Given
	Share      float64 `json:"share"`
	Kilometers Words   `json:"kilometers,omitempty"`
}

// figures derives charts and maps. What cannot be drawn is left out: check
// has reported it.
func (s *Site) figures(x *explainer.Explainer) {
	s.Charts, s.Maps = []Chart{}, []Map{}
	for _, c := range x.Charts {
		if chart := s.chart(c); len(chart.Points) > 0 {
			s.Charts = append(s.Charts, chart)
		}
	}
	for _, m := range x.Maps {
		s.Maps = append(s.Maps, s.locator(m))
	}
}

func (s *Site) chart(c *explainer.Chart) Chart {
	chart := Chart{ID: c.ID, Title: c.Title.Strings(), Note: c.Note.Strings()}
	type point struct {
		claim *Claim
		given []Given
		year  float64 // with its fraction
	}
	var points []point
	unit := ""
	for i, id := range c.Claims {
		claim := s.claims[id.Value]
		if i == 0 {
			if all := s.given(claim, func(quantity.Quantity) bool { return true }); len(all) > 0 {
				unit = all[0].Unit
			}
		}
		given := s.given(claim, func(q quantity.Quantity) bool { return q.Unit == unit })
		if claim.AsOf != "" && len(given) > 0 {
			points = append(points, point{claim, given, yearOf(claim.AsOf)})
		}
	}
	if len(points) == 0 {
		return chart
	}
	slices.SortStableFunc(points, func(a, b point) int { return strings.Compare(a.claim.AsOf, b.claim.AsOf) })
	from, to := math.Floor(points[0].year), math.Floor(points[len(points)-1].year)+1
	across := func(year float64) float64 { return percent((year - from) / (to - from)) }
	most := 0.0
	for _, p := range points {
		most = max(most, p.given[0].read.Min)
	}
	for _, p := range points {
		q := p.given[0].read
		q.Qualifier = quantity.Exactly
		chart.Points = append(chart.Points, Point{
			Claim: p.claim.ID, X: across(p.year), Height: percent(q.Min / most), Shown: s.shown(q), Given: p.given,
		})
	}
	step := math.Ceil((to - from) / 8)
	for year := from; year <= to; year += step {
		chart.Ticks = append(chart.Ticks, Tick{int(year), across(year)})
	}
	return chart
}

// given groups what a claim's sources say by value and hedge: the first
// single value of each that is of the kind wanted.
func (s *Site) given(c *Claim, wanted func(quantity.Quantity) bool) []Given {
	var groups []Given
	for _, m := range c.Marks {
		q, read, ok := s.first(m, wanted)
		if !ok {
			continue
		}
		i := slices.IndexFunc(groups, func(g Given) bool {
			return quantity.Agree(g.read, read) && quantity.SameQualifier(g.read, read)
		})
		if i < 0 {
			i = len(groups)
			groups = append(groups, Given{Quantity: q, read: read})
		}
		groups[i].Sources = append(groups[i].Sources, m.Source)
	}
	return groups
}

func (s *Site) first(m Mark, wanted func(quantity.Quantity) bool) (Quantity, quantity.Quantity, bool) {
	r := s.readers[s.source(m.Source).Language]
	for _, e := range m.Evidence {
		for _, q := range e.Quantities {
			read, err := r.ReadOne(q.Text)
			if err != nil || read.Unit == quantity.OnDate || read.Min != read.Max {
				continue
			}
			if read.Unit == "" || wanted(read) { // "110,000" may be of anything
				return q, read, true
			}
		}
	}
	return Quantity{}, quantity.Quantity{}, false
}

// shown writes a quantity of our own reckoning for each edition.
func (s *Site) shown(q quantity.Quantity) Words {
	w := Words{}
	for _, e := range s.Editions {
		w[e.ID] = s.units.Format(q, e.Locale)
	}
	return w
}

// yearOf places an ISO date of any precision on a line of years: in the middle
// of what it leaves open.
func yearOf(iso string) float64 {
	year, month, day := 0, 0, 0
	switch n, _ := fmt.Sscanf(iso, "%d-%d-%d", &year, &month, &day); n {
	case 1:
		return float64(year) + 0.5
	case 2:
		return float64(year) + (float64(month)-0.5)/12
	}
	return float64(year) + (float64(month-1)+float64(day)/31)/12
}

// percent of a share, as precise as a screen shows.
func percent(share float64) float64 { return math.Round(share*1000) / 10 }

const (
	mapWidth  = 1000
	mapMargin = 0.04    // of the outline's extent, on each side
	kmDegree  = 111.195 // of latitude, on a sphere of the Earth's mean radius
)

// locator projects a map: degrees of longitude shrunk by the cosine of the
// middle latitude, which is right to a hundredth for a country that is no
// wider than a few hundred kilometers and misleads for a continent.
func (s *Site) locator(m *explainer.Map) Map {
	low, high := m.Outline[0], m.Outline[0]
	for _, p := range m.Outline {
		low.Lon, low.Lat = min(low.Lon, p.Lon), min(low.Lat, p.Lat)
		high.Lon, high.Lat = max(high.Lon, p.Lon), max(high.Lat, p.Lat)
	}
	shrunk := math.Cos((low.Lat + high.Lat) / 2 * math.Pi / 180)
	margin := mapMargin * max((high.Lon-low.Lon)*shrunk, high.Lat-low.Lat)
	width := (high.Lon-low.Lon)*shrunk + 2*margin // in degrees of latitude, as all below
	height := high.Lat - low.Lat + 2*margin
	across := func(c explainer.Coordinates) float64 { return ((c.Lon-low.Lon)*shrunk + margin) / width }
	down := func(c explainer.Coordinates) float64 { return (high.Lat - c.Lat + margin) / height }

	d := Map{
		ID: m.ID, Title: m.Title.Strings(), Note: m.Note.Strings(), Credit: m.Credit.Strings(),
		Width: mapWidth, Height: int(math.Round(mapWidth * height / width)),
	}
	var path strings.Builder
	x, y := 0, 0
	for i, c := range m.Outline {
		nx, ny := int(math.Round(across(c)*mapWidth)), int(math.Round(down(c)*float64(d.Height)))
		if i == 0 {
			fmt.Fprintf(&path, "M%d %dl", nx, ny)
		} else {
			path.WriteString(strings.ReplaceAll(fmt.Sprintf(" %d %d", nx-x, ny-y), " -", "-"))
		}
		x, y = nx, ny
	}
	d.Outline = strings.Replace(path.String(), "l ", "l", 1) + "z"
	place := func(p *explainer.MapPlace) MapPlace {
		return MapPlace{p.Name.Strings(), p.Kind.Value, percent(across(p.At)), percent(down(p.At))}
	}
	for _, p := range m.Places {
		d.Places = append(d.Places, place(p))
	}
	share := func(km float64) float64 { return percent(km / kmDegree / width) }
	scale := roundScale(width * kmDegree / 4)
	d.Scale = Length{scale, s.shown(quantity.Quantity{Min: scale, Max: scale, Unit: "km"}), share(scale)}
	if m.Distance == nil {
		return d
	}
	from, to := m.PlaceOf(m.Distance.From.Value), m.PlaceOf(m.Distance.To.Value)
	if from == nil || to == nil {
		return d
	}
	claim := s.claims[m.Distance.Claim.Value]
	d.Distance = &Distance{Claim: claim.ID, Ends: []MapPlace{place(from), place(to)}}
	for _, g := range s.given(claim, func(q quantity.Quantity) bool { _, ok := q.In("km"); return ok }) {
		r := Reported{Given: g}
		if q, ok := g.read.In("km"); ok {
			r.Share = share(q.Min)
			if g.read.Unit != "km" {
				q.Qualifier, q.Min = quantity.About, math.Round(q.Min)
				q.Max = q.Min
				r.Kilometers = s.shown(q)
			}
			d.Distance.Reported = append(d.Distance.Reported, r)
		}
	}
	return d
}

// roundScale gives the round number nearest below: 1, 2 or 5 and zeros.
func roundScale(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, n := range []float64{5, 2} {
		if v >= n*power {
			return n * power
		}
	}
	return power
}
