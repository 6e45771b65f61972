package check

import (
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// unused warns of claims that no sentence, key list or disagreement names:
// readers reach them by their sources only. That may be meant, so it does not
// stop the build.
func unused(x *explainer.Explainer, l *diag.List) {
	used := map[string]bool{}
	for _, p := range x.Pages {
		for _, k := range p.Key {
			used[k.Value] = true
		}
		for _, s := range p.Sentences {
			for _, k := range s.Citations {
				used[k.Claim.Value] = true
			}
		}
	}
	for _, d := range x.Disagreements {
		for _, c := range d.Claims {
			used[c.Value] = true
		}
	}
	for _, c := range x.Claims {
		if !used[c.ID] {
			l.Warnf(c.Place, "unused-claim", "no sentence, key list or disagreement names claim %q", c.ID).
				Helpf("cite it, or delete it if its statement is said elsewhere")
		}
	}
}
