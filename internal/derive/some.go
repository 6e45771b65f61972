package derive

import (
	"maps"
	"slices"
)

// many are the kinds of pages that there are many of and that no page of
// another kind asks for.
var many = []string{"claim", "disagreement", "pinned", "pinned-section"}

// Some is the site for rendering some of its pages alone, as they are read and
// not as they are embedded, by their paths within an edition. Of the many
// pages, the others are left out, with what only they show.
func (s *Site) Some(paths []string) *Site {
	some := *s
	left := func(kind, path string) bool { return slices.Contains(many, kind) && !slices.Contains(paths, path) }
	some.Pages = map[string][]Page{}
	for edition, pages := range s.Pages {
		some.Pages[edition] = slices.DeleteFunc(slices.Clone(pages), func(p Page) bool { return left(p.Layout, p.Path) })
	}
	some.Embeds = map[string]map[string]*Embed{}
	for edition, embeds := range s.Embeds {
		some.Embeds[edition] = maps.Clone(embeds)
		maps.DeleteFunc(some.Embeds[edition], func(_ string, e *Embed) bool { return left(e.Kind, e.Path) })
	}
	// Pages look claims up by id, among all that there are; what follows the
	// list is about each on its own page.
	some.Claims = slices.DeleteFunc(slices.Clone(s.Claims), func(c *Claim) bool { return left("claim", "claims/"+c.ID) })
	some.Pinned, some.Past = nil, nil
	return &some
}
