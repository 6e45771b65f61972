package check

import (
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// allegations reports an allegation whose status says otherwise: by its status
// a claim is held to the rules of attribution, guilt and certainty.
func allegations(m *manuscript, l *diag.List) {
	for _, c := range m.Claims {
		if c.Kind.Value == "allegation" && !contested(c) {
			l.Errorf(c.Status.Place, "allegation-as-fact", "claim %q is an allegation, and its status is %q", c.ID, c.Status.Value).
				Note(c.Kind.Place, "the kind").
				Helpf("write %q, or %q if it is denied", explainer.Alleged, explainer.Disputed)
		}
	}
}
