package check

import "explainer/internal/diag"

// lineageLoop reports sources that derive from themselves, directly or
// through others: a family has one root.
func lineageLoop(m *manuscript, l *diag.List) {
	for _, s := range m.Sources {
		seen := map[string]bool{}
		for at := s; at != nil && at.Lineage != nil && at.Lineage.Kind.Value != "independent"; at = m.sources[at.Lineage.Of.Value] {
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
