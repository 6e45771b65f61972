package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// quantities reports evidence whose quantity cannot be read as one.
func quantities(m *manuscript, l *diag.List) {
	for _, c := range m.Claims {
		for _, e := range c.Evidence {
			s := m.sources[e.Source.Value]
			if s == nil {
				continue
			}
			for _, q := range e.Quantities {
				if err := m.unreadable(s, q); err != nil {
					l.Errorf(q.Place, "unreadable-quantity", "%q is not one quantity: %v", q.Value, err).
						Helpf("copy the number with its unit and qualifier as the source gives them")
				}
			}
		}
	}
}

// unreadable is the reason why a quantity of a source cannot be read as one.
func (m *manuscript) unreadable(s *explainer.Source, q explainer.Text) error {
	_, err := m.readers[s.Language.Value].ReadOne(q.Value)
	return err
}

// readable reports whether all quantities of a claim's evidence can be read:
// what its numbers rest on is not known otherwise.
func (m *manuscript) readable(c *explainer.Claim) bool {
	for _, e := range c.Evidence {
		if s := m.sources[e.Source.Value]; s != nil && slices.ContainsFunc(e.Quantities, func(q explainer.Text) bool { return m.unreadable(s, q) != nil }) {
			return false
		}
	}
	return true
}
