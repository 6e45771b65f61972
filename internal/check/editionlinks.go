package check

import (
	"maps"
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// editionLinks reports an ordinary link that a page has in one edition and not
// in another. An address may name its edition's language as a part of the host
// or path, and headings have other ids in another language.
func editionLinks(x *explainer.Explainer, l *diag.List) {
	locales := map[string]string{}
	for _, ed := range x.Editions {
		locales[ed.ID] = ed.Locale
	}
	for main, p := range counterparts(x) {
		left, right := linksLeft(main, p, locales), linksLeft(p, main, locales)
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
func linksLeft(p, other *explainer.Page, locales map[string]string) []explainer.Link {
	seen := map[string]bool{}
	for _, k := range other.Links {
		seen[linkKey(k.Destination.Value, other.Edition, locales)] = true
	}
	var left []explainer.Link
	for _, k := range p.Links {
		if id := linkKey(k.Destination.Value, p.Edition, locales); !seen[id] {
			seen[id] = true
			left = append(left, k)
		}
	}
	return left
}

// linkKey is equal for destinations that are the same but for language.
func linkKey(dest, edition string, locales map[string]string) string {
	page, _, local := strings.Cut(dest, "#")
	if strings.Contains(page, ":") {
		page, local = dest, false
	}
	if local || strings.HasSuffix(page, ".md") {
		return page
	}
	// Any edition's language goes, so that /es/ may stand against nothing.
	ids := slices.Collect(maps.Keys(locales))
	for _, locale := range locales {
		ids = append(ids, strings.ToLower(locale))
	}
	parts := strings.FieldsFunc(dest, func(r rune) bool { return strings.ContainsRune("/.?&=", r) })
	parts = slices.DeleteFunc(parts, func(s string) bool { return slices.Contains(ids, strings.ToLower(s)) })
	return strings.Join(parts, "/")
}
