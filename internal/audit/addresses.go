package audit

import (
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"explainer/internal/explainer"
)

var (
	// unlinked are elements whose ids serve the page itself.
	unlinked = map[string]bool{
		"button": true, "input": true, "label": true, "main": true, "output": true, "script": true, "select": true, "style": true, "template": true, "textarea": true,
	}
	// passing are ids that are counted anew in each build: those of notes.
	passing = regexp.MustCompile(`^n[0-9]+$`)
)

// Addresses are the files of a checked site that others may link to, in order,
// and the places in each: what the site links to itself, by an id that is none
// of a control or a note. Left out are files for the host, whose names begin
// with an underscore, the page for addresses that are not there, the pictures
// that apps show of pages, and the places in pages that search engines are
// asked to leave alone, as embeds are.
func (r *Reading) Addresses() []*explainer.Address {
	spots, shared := map[*page]map[string]bool{}, map[string]bool{}
	for _, p := range r.files {
		shared[p.shared] = true
		for _, l := range p.links {
			if u, err := url.Parse(l.href); err == nil && u.Scheme == "" && u.Host == "" && u.Fragment != "" {
				to := p
				if u.Path != "" {
					to = r.files[path.Join(path.Dir(p.file), u.Path)]
				}
				if to != nil && to.ids[u.Fragment] && !to.private[u.Fragment] && !to.apart {
					if spots[to] == nil {
						spots[to] = map[string]bool{}
					}
					spots[to][u.Fragment] = true
				}
			}
		}
	}
	var list []*explainer.Address
	for file, p := range r.files {
		if strings.HasPrefix(path.Base(file), "_") || path.Base(file) == "404.html" || shared[file] {
			continue
		}
		list = append(list, &explainer.Address{Path: addressOf(file), IDs: slices.Sorted(maps.Keys(spots[p]))})
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

// Has reports whether the site has a file at an address.
func (r *Reading) Has(address string) bool { return r.at(address) != nil }

// HasPlace reports whether the page at an address has an id.
func (r *Reading) HasPlace(address, id string) bool {
	p := r.at(address)
	return p != nil && p.ids[id]
}

func (r *Reading) at(address string) *page {
	if address == "" || strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	return r.files[address]
}
