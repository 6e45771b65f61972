package check

import (
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// editionLinks reports an ordinary link that a page has in one edition and not
// in another. An address may name its edition's language as a part of the host
// or path, and headings have other ids in another language.
func editionLinks(m *manuscript, l *diag.List) {
	for main, p := range m.counterparts() {
		left, right := m.linksLeft(main, p), m.linksLeft(p, main)
		for i, k := range left {
			if i < len(right) {
				l.Errorf(right[i].Destination.Place, "edition-link-differs", "%q stands where edition %q links to %q", right[i].Destination.Value, main.Edition, k.Destination.Value).
					Note(k.Destination.Place, "edition %q", main.Edition).Helpf("link to the same in both")
				continue
			}
			lacksLink(l, k, p)
		}
		for _, k := range right[min(len(left), len(right)):] {
			lacksLink(l, k, main)
		}
	}
}

func lacksLink(l *diag.List, k explainer.Link, other *explainer.Page) {
	l.Errorf(k.Destination.Place, "edition-link-differs", "edition %q lacks the link to %q", other.Edition, k.Destination.Value).
		Note(other.Place, "this page in edition %q", other.Edition).
		Helpf("link to it in %s too, or take it out here", other.Place.File)
}

// linksLeft are the links of a page that the other page lacks, each once.
func (m *manuscript) linksLeft(p, other *explainer.Page) []explainer.Link {
	seen := map[string]bool{}
	for _, k := range other.Links {
		seen[m.linkKey(k.Destination.Value)] = true
	}
	var left []explainer.Link
	for _, k := range p.Links {
		if id := m.linkKey(k.Destination.Value); !seen[id] {
			seen[id] = true
			left = append(left, k)
		}
	}
	return left
}

// linkKey is equal for destinations that are the same but for language.
func (m *manuscript) linkKey(dest string) string {
	page, _, local := strings.Cut(dest, "#")
	if strings.Contains(page, ":") {
		page, local = dest, false
	}
	if local || strings.HasSuffix(page, ".md") {
		return page
	}
	// Any edition's language goes, so that /es/ may stand against nothing.
	parts := strings.FieldsFunc(dest, func(r rune) bool { return strings.ContainsRune("/.?&=", r) })
	parts = slices.DeleteFunc(parts, func(part string) bool {
		return slices.ContainsFunc(m.Editions, func(ed explainer.Edition) bool {
			return strings.EqualFold(part, ed.ID) || strings.EqualFold(part, ed.Locale)
		})
	})
	return strings.Join(parts, "/")
}
