package check

import (
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// positions reports a disagreement that is none, and a position that its
// sources' evidence does not bear out.
func positions(x *explainer.Explainer, l *diag.List) {
	claims := map[string]*explainer.Claim{}
	for _, c := range x.Claims {
		claims[c.ID] = c
	}
	for _, d := range x.Disagreements {
		// An omission is between one source that says it and one that does not.
		if len(d.Positions) < 2 && d.Kind.Value != "omission" {
			l.Errorf(d.Place, "one-position", "a disagreement needs two positions; this has %d", len(d.Positions))
		}
		for _, p := range d.Positions {
			for _, s := range p.Sources {
				evidence := evidenceOf(claims, d, s.Value)
				if x.Source(s.Value) != nil && len(evidence) == 0 {
					l.Errorf(s.Place, "position-without-evidence", "%q has no evidence on the claims of this disagreement", s.Value).
						Helpf("cite its sentence in one of the claims, or take it out of the position")
					continue
				}
				for _, q := range p.Quantities {
					if len(evidence) > 0 && !mentions(evidence, q.Value) {
						l.Errorf(q.Place, "position-without-evidence", "%q is in no evidence of %q on these claims", q.Value, s.Value).
							Note(evidence[0].Place, "its evidence")
					}
				}
			}
		}
	}
}

func evidenceOf(claims map[string]*explainer.Claim, d *explainer.Disagreement, source string) []*explainer.Evidence {
	var found []*explainer.Evidence
	for _, id := range d.Claims {
		if c := claims[id.Value]; c != nil {
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
