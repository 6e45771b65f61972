package check

import (
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// lineageLoop reports sources that derive from themselves, directly or
// through others: a family has one root.
func lineageLoop(x *explainer.Explainer, l *diag.List) {
	for _, s := range x.Sources {
		seen := map[string]bool{}
		for at := s; at != nil && at.Lineage != nil && at.Lineage.Kind.Value != "independent"; at = x.Source(at.Lineage.Of.Value) {
			if seen[at.ID] {
				if at == s { // reported once, by each member for itself
					l.Errorf(s.Lineage.Of.Place, "lineage-loop", "source %q derives from itself", s.ID).
						Helpf("leave out the lineage of the one that was first")
				}
				break
			}
			seen[at.ID] = true
		}
	}
}
