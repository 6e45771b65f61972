package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// figures reports charts and maps that cannot be drawn from the claims that
// they name.
func figures(m *manuscript, l *diag.List) {
	for _, chart := range m.Charts {
		unit := ""
		for i, id := range chart.Claims {
			c := m.claims[id.Value]
			if c == nil {
				continue // reported as such
			}
			amounts := m.amounts(c)
			if i == 0 && len(amounts) > 0 {
				unit = amounts[0].Unit
			}
			switch {
			case c.AsOf.Value == "":
				l.Errorf(id.Place, "figure-without-quantity", "claim %q has no date to stand at", c.ID).
					Note(c.Place, "the claim").
					Helpf("give its %q, the date that its quantity refers to", "as_of")
			case !slices.ContainsFunc(amounts, func(q quantity.Quantity) bool { return q.Unit == unit }):
				l.Errorf(id.Place, "figure-without-quantity", "claim %q gives no single value to draw beside the others", c.ID).
					Note(c.Place, "the claim").
					Helpf("a chart takes numbers of one unit, no ranges and no words such as %q", "hundreds")
			}
		}
	}
	for _, at := range m.Maps {
		d := at.Distance
		if d == nil {
			continue
		}
		if c := m.claims[d.Claim.Value]; c != nil && !slices.ContainsFunc(m.amounts(c), isLength) {
			l.Errorf(d.Claim.Place, "figure-without-quantity", "claim %q gives no distance", c.ID).Note(c.Place, "the claim")
		}
		for _, end := range []explainer.Text{d.From, d.To} {
			if at.PlaceOf(end.Value) == nil {
				l.Errorf(end.Place, "unknown-place", "no place of this map has the id %q", end.Value)
			}
		}
	}
}

// amounts are the single values that a claim's evidence gives.
func (m *manuscript) amounts(c *explainer.Claim) []quantity.Quantity {
	var list []quantity.Quantity
	for _, e := range c.Evidence {
		s := m.sources[e.Source.Value]
		if s == nil {
			continue
		}
		for _, text := range e.Quantities {
			if q, err := m.readers[s.Language.Value].ReadOne(text.Value); err == nil && q.Unit != quantity.OnDate && q.Min == q.Max {
				list = append(list, q)
			}
		}
	}
	return list
}

func isLength(q quantity.Quantity) bool {
	_, ok := q.In("km")
	return ok
}
