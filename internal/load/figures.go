package load

import (
	"math"
	"strconv"

	"go.yaml.in/yaml/v4"

	"explainer/internal/explainer"
)

func (r *record) chart(n *yaml.Node) *explainer.Chart {
	c := &explainer.Chart{ID: r.id, Place: r.place(n)}
	r.fields(n,
		must("title", r.localized(&c.Title)),
		may("note", r.localized(&c.Note)),
		must("claims", r.texts(&c.Claims)),
	)
	return c
}

// locator reads a map: a locator map is what it is called in newsrooms.
func (r *record) locator(n *yaml.Node) *explainer.Map {
	m := &explainer.Map{ID: r.id, Place: r.place(n)}
	r.fields(n,
		must("title", r.localized(&m.Title)),
		may("note", r.localized(&m.Note)),
		must("credit", r.localized(&m.Credit)),
		must("outline", r.list(func(n *yaml.Node) {
			var at explainer.Coordinates
			r.coordinates(&at)(n)
			m.Outline = append(m.Outline, at)
		})),
		must("places", r.list(func(n *yaml.Node) {
			p := &explainer.MapPlace{}
			r.fields(n,
				must("id", r.pattern(&p.ID, idForm, "use lower-case letters, digits and single hyphens")),
				must("name", r.localized(&p.Name)),
				must("at", r.coordinates(&p.At)),
				must("kind", r.oneOf(&p.Kind, "capital", "town", "area")),
			)
			m.Places = append(m.Places, p)
		})),
		may("distance", func(n *yaml.Node) {
			d := &explainer.MapDistance{}
			r.fields(n,
				must("claim", r.text(&d.Claim)),
				must("from", r.text(&d.From)),
				must("to", r.text(&d.To)),
			)
			m.Distance = d
		}),
	)
	if len(m.Outline) > 0 && !encloses(m.Outline) {
		r.errorf(valueOf(n, "outline"), "malformed-value", "the outline encloses nothing").
			Helpf("give at least three points that are not on one line")
	}
	return m
}

// encloses reports whether a ring has an area worth drawing, by the shoelace
// formula.
func encloses(ring []explainer.Coordinates) bool {
	twice := 0.0
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		twice += a.Lon*b.Lat - b.Lon*a.Lat
	}
	return math.Abs(twice) > 1e-6
}

// coordinates reads [longitude, latitude] in degrees, as GeoJSON has them.
func (r *record) coordinates(to *explainer.Coordinates) func(*yaml.Node) {
	return r.described(func(f form) {
		degrees := func(most float64) form { return form{"type": "number", "minimum": -most, "maximum": most} }
		f["type"], f["minItems"], f["maxItems"], f["prefixItems"] = "array", 2, 2, []form{degrees(180), degrees(85)}
	}, func(n *yaml.Node) {
		if n.Kind == yaml.SequenceNode && len(n.Content) == 2 {
			lon, errLon := strconv.ParseFloat(n.Content[0].Value, 64)
			lat, errLat := strconv.ParseFloat(n.Content[1].Value, 64)
			if errLon == nil && errLat == nil && -180 <= lon && lon <= 180 && -85 <= lat && lat <= 85 {
				*to = explainer.Coordinates{Lon: lon, Lat: lat}
				return
			}
		}
		r.errorf(n, "wrong-type", "these are no coordinates").Helpf("write [longitude, latitude] in degrees, such as [-89.2, 13.7]")
	})
}
