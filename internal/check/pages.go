package check

import (
	"slices"

	"explainer/internal/diag"
)

// Reserved are the addresses that the build makes itself, in every edition.
var Reserved = []string{"claims", "corrections", "data", "disagreements", "embed", "fragments", "oembed", "offline", "sources", "style", "timeline"}

// pages reports a page that an edition lacks, and one that would stand where
// the build puts its own.
func pages(m *manuscript, l *diag.List) {
	for _, p := range m.Pages {
		if slices.Contains(Reserved, p.ID) || slices.Contains(m.EditionIDs(), p.ID) {
			l.Errorf(p.Place, "reserved-address", "the build makes the page %q itself", p.ID).Helpf("rename the file")
		}
	}
	for _, ed := range m.Editions {
		if m.pages[pageID{ed.ID, ""}] == nil {
			l.Errorf(diag.Place{File: "content/" + ed.ID}, "page-missing", "edition %q has no front page", ed.ID).
				Helpf("write content/%s/_index.md", ed.ID)
		}
		for _, p := range m.Pages {
			if p.ID != "" && m.pages[pageID{ed.ID, p.ID}] == nil {
				l.Errorf(p.Place, "page-missing", "edition %q lacks the page %q", ed.ID, p.ID).
					Helpf("write content/%s/%s.md", ed.ID, p.ID)
			}
		}
	}
}
