package check

import (
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// editions reports a claim that a page cites in one edition and not in
// another: readers of each language are owed the same statements with the
// same sources. A page that an edition lacks altogether is for the rule pages.
// Within a page the claims may stand in another order, other sentences, and
// more or less often.
func editions(x *explainer.Explainer, l *diag.List) {
	type cited struct {
		page  *explainer.Page
		first map[string]explainer.Text // by claim, the first citation
		order []explainer.Text

		doubtful bool // it cites an unknown claim, which may be meant for any
	}
	known := map[string]bool{}
	for _, c := range x.Claims {
		known[c.ID] = true
	}
	byID := map[string]map[string]*cited{}
	for _, p := range x.Pages {
		k := &cited{page: p, first: map[string]explainer.Text{}}
		for _, s := range p.Sentences {
			for _, c := range s.Citations {
				if !known[c.Claim.Value] {
					k.doubtful = true // references reports it
				}
				if _, seen := k.first[c.Claim.Value]; !seen {
					k.first[c.Claim.Value] = c.Claim
					k.order = append(k.order, c.Claim)
				}
			}
		}
		if byID[p.ID] == nil {
			byID[p.ID] = map[string]*cited{}
		}
		byID[p.ID][p.Edition] = k
	}
	for _, p := range x.Pages {
		pages := byID[p.ID]
		for _, ed := range x.Editions {
			other := pages[ed.ID]
			if other == nil || ed.ID == p.Edition || other.doubtful || pages[p.Edition].doubtful {
				continue
			}
			for _, t := range pages[p.Edition].order {
				if _, there := other.first[t.Value]; there {
					continue
				}
				l.Errorf(t.Place, "edition-incomplete", "edition %q omits claim %q", ed.ID, t.Value).
					Note(other.page.Place, "this page in edition %q", ed.ID).
					Helpf("cite it in %s too, or take it out here", other.page.Place.File)
			}
		}
	}
}
