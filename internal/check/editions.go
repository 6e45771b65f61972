package check

import (
	"slices"

	"explainer/internal/diag"
)

// editions reports a claim that a page cites in one edition and not in
// another: readers of each language are owed the same statements with the
// same sources. A page that an edition lacks altogether is for the rule pages.
// Within a page the claims may stand in another order, other sentences, and
// more or less often.
func editions(m *manuscript, l *diag.List) {
	all := m.corpus()
	for _, page := range m.Pages {
		for _, ed := range m.Editions {
			other := m.pages[pageID{ed.ID, page.ID}]
			if other == nil || other == page || page.Draft.Value || other.Draft.Value ||
				doubtful(all.sentences[page]) || doubtful(all.sentences[other]) {
				continue
			}
			there := citedIn(all.sentences[other])
			for _, p := range all.sentences[page] {
				for _, c := range p.claims {
					if there[c] {
						continue
					}
					there[c] = true // or it would be reported again
					l.Errorf(p.cites(c), "edition-incomplete", "edition %q omits claim %q", ed.ID, c.ID).
						Note(other.Place, "this page in edition %q", ed.ID).
						Helpf("cite it in %s too, or take it out here", other.Place.File)
				}
			}
		}
	}
}

// doubtful reports whether sentences cite an unknown claim, which may be meant
// for any.
func doubtful(list []*passage) bool {
	return slices.ContainsFunc(list, func(p *passage) bool { return p.doubtful })
}
