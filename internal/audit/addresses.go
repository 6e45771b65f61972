package audit

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"explainer/internal/explainer"
)

var (
	// unlinked are elements whose ids serve the page itself.
	unlinked = []string{"button", "input", "label", "main", "output", "script", "select", "style", "template", "textarea"}
	// passing are ids that are counted anew in each build: those of notes.
	passing = regexp.MustCompile(`^n[0-9]+$`)
)

// Addresses are the files of a checked site that others may link to, in order,
// and the places in each: what the site links to itself, by an id that is none
// of a control or a note. Left out are files for the host, whose names begin
// with an underscore, the page for addresses that are not there, and the places
// in pages that search engines are asked to leave alone, as embeds are.
func (r *Reading) Addresses() []*explainer.Address {
	var list []*explainer.Address
	for file, p := range r.files {
		if strings.HasPrefix(path.Base(file), "_") || path.Base(file) == "404.html" {
			continue
		}
		a := &explainer.Address{Path: addressOf(file)}
		for id := range p.spots {
			if !p.apart && !p.skip[id] {
				a.IDs = append(a.IDs, id)
			}
		}
		slices.Sort(a.IDs)
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b *explainer.Address) int { return strings.Compare(a.Path, b.Path) })
	return list
}

func addressOf(file string) string {
	if path.Base(file) == "index.html" {
		return strings.TrimSuffix(file, "index.html")
	}
	return file
}
