package check

import (
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// quantities reports evidence whose quantity cannot be read as one.
func quantities(x *explainer.Explainer, l *diag.List) {
	readers := map[string]*quantity.Reader{}
	for _, s := range x.Sources {
		readers[s.ID] = quantity.NewReader(s.Language.Value, x.Units)
	}
	for _, c := range x.Claims {
		for _, e := range c.Evidence {
			r := readers[e.Source.Value]
			if r == nil {
				continue // an unknown source
			}
			for _, q := range e.Quantities {
				if _, err := r.ReadOne(q.Value); err != nil {
					l.Errorf(q.Place, "unreadable-quantity", "%q is not one quantity: %v", q.Value, err).
						Helpf("copy the number with its unit and qualifier as the source gives them")
				}
			}
		}
	}
}
