package check

import "explainer/internal/diag"

// quantities reports evidence whose quantity cannot be read as one.
func quantities(m *manuscript, l *diag.List) {
	for _, c := range m.Claims {
		for _, e := range c.Evidence {
			s := m.sources[e.Source.Value]
			if s == nil {
				continue
			}
			for _, q := range e.Quantities {
				if _, err := m.readers[s.Language.Value].ReadOne(q.Value); err != nil {
					l.Errorf(q.Place, "unreadable-quantity", "%q is not one quantity: %v", q.Value, err).
						Helpf("copy the number with its unit and qualifier as the source gives them")
				}
			}
		}
	}
}
