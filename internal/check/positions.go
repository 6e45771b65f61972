package check

import (
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// positions reports a disagreement that is none, and a position that its
// sources' evidence does not bear out.
func positions(m *manuscript, l *diag.List) {
	for _, d := range m.Disagreements {
		// An omission is between one source that says it and one that does not.
		if len(d.Positions) < 2 && d.Kind.Value != "omission" {
			l.Errorf(d.Place, "one-position", "a disagreement needs two positions; this has %d", len(d.Positions))
		}
		for _, p := range d.Positions {
			given := func(q explainer.Text) bool { return m.borne(d, p, q.Value) }
			backed := false // or that is what is reported
			for _, s := range p.Sources {
				evidence := m.evidenceOf(d, s.Value)
				switch {
				case m.sources[s.Value] == nil: // reported as such
				case len(evidence) == 0:
					l.Errorf(s.Place, "position-without-evidence", "%q has no evidence on the claims of this disagreement", s.Value).
						Helpf("cite its sentence in one of the claims, or take it out of the position")
				default:
					backed = true
					mentioned := func(q explainer.Text) bool { return mentions(evidence, q.Value) }
					if slices.ContainsFunc(p.Quantities, given) && !slices.ContainsFunc(p.Quantities, mentioned) {
						l.Errorf(s.Place, "position-without-evidence", "%q gives none of this position's quantities on these claims", s.Value).
							Note(evidence[0].Place, "its evidence").
							Helpf("add the quantity as its evidence gives it, or give it a position of its own")
					}
				}
			}
			for _, q := range p.Quantities {
				if backed && !given(q) {
					l.Errorf(q.Place, "position-without-evidence", "%q is in no evidence of this position's sources", q.Value).
						Helpf("copy it as the evidence gives it")
				}
			}
		}
	}
}

// borne reports whether a source of a position gives a quantity on the claims
// of its disagreement.
func (m *manuscript) borne(d *explainer.Disagreement, p *explainer.Position, q string) bool {
	return slices.ContainsFunc(p.Sources, func(s explainer.Text) bool { return mentions(m.evidenceOf(d, s.Value), q) })
}

// evidenceOf is what a source has on the claims of a disagreement.
func (m *manuscript) evidenceOf(d *explainer.Disagreement, source string) []*explainer.Evidence {
	var found []*explainer.Evidence
	for _, id := range d.Claims {
		if c := m.claims[id.Value]; c != nil {
			for _, e := range c.Evidence {
				if e.Source.Value == source {
					found = append(found, e)
				}
			}
		}
	}
	return found
}

func mentions(evidence []*explainer.Evidence, words string) bool {
	for _, e := range evidence {
		for _, q := range e.Quantities {
			if strings.Contains(strings.ToLower(q.Value), strings.ToLower(words)) {
				return true
			}
		}
	}
	return false
}
