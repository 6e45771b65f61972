package check

import "explainer/internal/diag"

// unused warns of claims that no sentence, key list or disagreement names:
// readers reach them by their sources only. That may be meant, so it does not
// stop the build.
func unused(m *manuscript, l *diag.List) {
	used, unwritten := map[string]bool{}, map[string]bool{} // claims, pages
	for _, p := range m.Pages {
		unwritten[p.ID] = unwritten[p.ID] || p.Draft.Value
		for _, k := range p.Key {
			used[k.Value] = true
		}
		for _, s := range p.Sentences {
			for _, k := range s.Citations {
				used[k.Claim.Value] = true
			}
		}
	}
	for _, d := range m.Disagreements {
		for _, c := range d.Claims {
			used[c.Value] = true
		}
	}
	for _, c := range m.Claims {
		if !used[c.ID] && !c.Draft.Value && !unwritten[c.Section.Value] {
			l.Warnf(c.Place, "unused-claim", "no sentence, key list or disagreement names claim %q", c.ID).
				Helpf("cite it, or delete it if its statement is said elsewhere")
		}
	}
}
