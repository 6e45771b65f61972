package derive

import (
	"path"
	"slices"
	"strings"

	"explainer/internal/explainer"
)

// A Redirect leads from an address that was published to one that the site
// has, both from the site's root: "es/the-hall/", "es/hall/#seats".
type Redirect struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// A Moved place was on this page and is on another now, at To within the
// edition.
type Moved struct {
	ID string `json:"id"`
	To string `json:"to"`
}

// redirects derives what keeps addresses alive. A page that moved is a page
// that leads to the new one; a place that has another name on its page keeps
// the old one beside it; a place that moved to another page leaves a line at
// the foot of its own. No redirect is made over a page that the site has.
func (s *Site) redirects(x *explainer.Explainer) {
	live := map[string]bool{"": true}
	for _, p := range x.Pages {
		live[Address(p.ID)] = true
	}
	for _, p := range s.Pages[x.Main().ID] {
		live[Address(p.Path)] = slices.Contains(p.Outputs, "html")
	}
	pages := map[string]string{} // where a page that moved is now
	for _, r := range x.Redirects {
		if from, place := split(r.From.Value); place == "" && !live[from] {
			pages[from] = r.To.Value
		}
	}
	s.Former, s.Moved = map[string]map[string][]string{}, map[string][]Moved{}
	for _, e := range s.Editions {
		for _, r := range x.Redirects {
			from, place := split(r.From.Value)
			to, at := split(r.To.Value)
			if place == "" {
				if live[from] {
					continue
				}
				s.redirect(e, from, joined(to, at))
				s.renamed(x, e.Path, from, to)
				for _, with := range companions(x, e.Path, from) {
					s.redirect(e, with, companion(with, from, to, at))
				}
				continue
			}
			if now, ok := pages[from]; ok {
				from, _ = split(now) // where a browser takes the place along to
			}
			page := e.Path + from
			if from == to {
				if s.Former[page] == nil {
					s.Former[page] = map[string][]string{}
				}
				s.Former[page][at] = append(s.Former[page][at], place)
			} else {
				s.Moved[page] = append(s.Moved[page], Moved{place, joined(to, at)})
			}
		}
	}
}

// renamed keeps places that are called after a page that moved, on pages that
// list it: claims/#the-hall.
func (s *Site) renamed(x *explainer.Explainer, edition, from, to string) {
	from, to = strings.Trim(from, "/"), strings.Trim(to, "/")
	for _, r := range x.Releases {
		for _, a := range r.Addresses {
			if strings.HasPrefix(a.Path, edition) && slices.Contains(a.IDs, from) {
				if s.Former[a.Path] == nil {
					s.Former[a.Path] = map[string][]string{}
				}
				if !slices.Contains(s.Former[a.Path][to], from) {
					s.Former[a.Path][to] = append(s.Former[a.Path][to], from)
				}
			}
		}
	}
}

// redirect leads from an address of an edition to another.
func (s *Site) redirect(e Edition, from, to string) {
	s.Redirects = append(s.Redirects, Redirect{e.Path + from, e.Path + to})
	if strings.HasSuffix(from, "/") {
		// Hugo would make a page of a folder that nobody else has.
		if dir, rest, _ := strings.Cut(from, "/"); rest != "" && !slices.ContainsFunc(s.Pages[e.ID], func(p Page) bool { return p.Path == dir }) {
			s.Pages[e.ID] = append(s.Pages[e.ID], Page{Path: dir, Kind: "section", Layout: "redirect", Outputs: []string{}})
		}
		s.Pages[e.ID] = append(s.Pages[e.ID], Page{Path: strings.Trim(from, "/"), Kind: "page", Layout: "redirect", To: to, Outputs: []string{"html"}})
	}
}

// companions are published addresses of an edition that stand for a page in
// another form and go where it goes: embed/<page>/, oembed/<page>.json,
// <page>/index.md. Pinned embeds stay where they are.
func companions(x *explainer.Explainer, edition, page string) []string {
	var list []string
	name := strings.Trim(page, "/")
	for _, r := range x.Releases {
		for _, a := range r.Addresses {
			within, ok := strings.CutPrefix(a.Path, edition)
			dir, rest, found := strings.Cut("/"+within, "/"+name)
			switch {
			case !ok || !found || within == page || strings.HasPrefix(within, "embed/pinned/"):
			case dir == "" || strings.Count(dir, "/") == 1 && !slices.Contains(x.EditionIDs(), dir[1:]):
				if rest != "" && strings.ContainsRune("/.", rune(rest[0])) && !slices.Contains(list, within) {
					list = append(list, within)
				}
			}
		}
	}
	return list
}

// companion is where the companion of a page that moved is now: that of the new
// page if it is one of the same kind, else the new page itself.
func companion(with, from, to, at string) string {
	if kind := path.Dir(strings.Trim(from, "/")); kind != path.Dir(strings.Trim(to, "/")) || to == "" || at != "" || kind == "." && slices.Contains(made, to) {
		return joined(to, at)
	}
	return strings.Replace(with, strings.Trim(from, "/"), strings.Trim(to, "/"), 1)
}

// made are pages beside the sections that have no companions.
var made = []string{"claims/", "corrections/", "data/", "disagreements/", "embed/", "method/", "offline/", "sources/", "timeline/"}

// split gives the page and the place of an address within an edition.
func split(to string) (page, place string) {
	page, place, _ = strings.Cut(to, "#")
	return Address(page), place
}

// Address gives a page's path as the ledger has it: a folder ends in a slash,
// a file in its ending.
func Address(page string) string {
	page = strings.Trim(strings.TrimSuffix(page, "index.html"), "/")
	if page == "" || path.Ext(page) != "" {
		return page
	}
	return page + "/"
}

func joined(page, place string) string {
	if place == "" {
		return page
	}
	return page + "#" + place
}

// Live reports whether the site makes a page at an address within an edition,
// as one of its own.
func (s *Site) Live(x *explainer.Explainer, page string) bool {
	page, _ = split(page)
	made := func(p Page) bool {
		return p.Layout != "redirect" && slices.Contains(p.Outputs, "html") && Address(p.Path) == page
	}
	return page == "" || slices.ContainsFunc(x.Pages, func(p *explainer.Page) bool { return Address(p.ID) == page }) ||
		slices.ContainsFunc(s.Pages[s.Editions[0].ID], made)
}
