package lineage

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"explainer/internal/article"
)

// A Family is two or more articles linked by derivation: they go back to one
// report, which is one of them or is not at hand.
type Family struct {
	Members []string // SHA-256 of the articles, sorted
	// Origin is the member that the others appear to go back to. It is empty
	// where only likeness speaks for one, because likeness has no direction.
	Origin string
	// Likeliest is the origin or, where none is known, the member that the
	// others are most like.
	Likeliest string
	Why       string // what supports the origin, or that nothing does
}

// Families finds the families among the articles, sorted by their first
// member. What supports an origin, each deciding among those that the one
// before left: a credit line, or an agency's name over it; that others name
// its outlet or agency, and it not theirs; that it is dated before the others.
func Families(articles []*article.Article, relations []Relation) []Family {
	return newTracer(articles, relations).families()
}

// Trace names for each article, in the order given, what it derives from.
//
// The members of a family derive from its likeliest where they resemble it
// enough, else from the member nearest to them: a report and its copy are
// equally like a third text, and the report is meant. An origin's relation has
// no From and is independent. Where the origin is not known, the likeliest
// member's relation has no From either, but is possibly derived.
//
// An article outside any family gets the relation with the highest score, for
// the record, of those whose direction is not ruled out: by the dates, or, in
// doubt, by the other direction being the stronger.
func Trace(articles []*article.Article, relations []Relation) []Relation {
	t := newTracer(articles, relations)
	parents := map[string]Relation{}
	for _, f := range t.families() {
		t.settle(f, parents)
	}
	for _, id := range t.ids {
		if _, settled := parents[id]; !settled {
			parents[id] = t.nearest(id, parents)
		}
	}
	out := make([]Relation, len(articles))
	for i, a := range articles {
		out[i] = parents[a.SHA256]
	}
	return out
}

type tracer struct {
	ids      []string // sorted
	articles map[string]*article.Article
	about    map[string]article.About
	between  map[[2]string]*Relation // by From and To
	owed     map[string][]*Relation  // by To
	linked   map[string][]string     // by derivation, in either direction
}

func newTracer(articles []*article.Article, relations []Relation) *tracer {
	t := &tracer{
		articles: map[string]*article.Article{},
		about:    map[string]article.About{},
		between:  make(map[[2]string]*Relation, len(relations)),
		owed:     map[string][]*Relation{},
		linked:   map[string][]string{},
	}
	for _, a := range articles {
		t.articles[a.SHA256] = a
		t.about[a.SHA256] = a.About()
	}
	t.ids = slices.Sorted(maps.Keys(t.articles))
	for i := range relations {
		r := &relations[i]
		if t.articles[r.From] == nil || t.articles[r.To] == nil {
			continue
		}
		t.between[[2]string{r.From, r.To}] = r
		t.owed[r.To] = append(t.owed[r.To], r)
		if r.Kind.Derived() {
			t.linked[r.From] = append(t.linked[r.From], r.To)
			t.linked[r.To] = append(t.linked[r.To], r.From)
		}
	}
	return t
}

func (t *tracer) families() []Family {
	var all []Family
	seen := map[string]bool{}
	for _, id := range t.ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		members := []string{id}
		for i := 0; i < len(members); i++ {
			for _, other := range t.linked[members[i]] {
				if !seen[other] {
					seen[other] = true
					members = append(members, other)
				}
			}
		}
		if len(members) > 1 {
			slices.Sort(members)
			all = append(all, t.family(members))
		}
	}
	return all
}

// family finds what supports one of the members as the others' origin.
func (t *tracer) family(members []string) Family {
	likeness := make(map[string]float64, len(members)) // of the others to it
	for _, id := range members {
		for _, r := range t.owed[id] {
			likeness[r.From] += r.Overlap.Score
		}
	}
	likeliest := func(among []string) string {
		return slices.MaxFunc(among, func(a, b string) int { return cmp.Compare(likeness[a], likeness[b]) })
	}

	others := fmt.Sprintf("%d other articles are like it", len(members)-1)
	if len(members) == 2 {
		others = "Another article is like it"
	}
	among := members
	for _, support := range []func(among, members []string) ([]string, string){t.signed, t.named, t.first} {
		switch found, why := support(among, members); len(found) {
		case 0:
		case 1:
			return Family{members, found[0], found[0], fmt.Sprintf("%s and may go back to it: %s.", others, why)}
		default:
			among = found
		}
	}
	return Family{members, "", likeliest(among), others + ", but no credit line, mention or date says which was first. An editor must settle the origin."}
}

// borrowed is a credit for what another outlet wrote.
var borrowed = regexp.MustCompile(`^(?i:\W*(?:with|con|sources?|fuentes?|via|vía)\b)`)

// signed are the members with a credit line of their own, or with an agency's
// name over them.
func (t *tracer) signed(among, _ []string) ([]string, string) {
	var found []string
	for _, id := range among {
		own, others := false, false
		for _, b := range t.articles[id].Blocks {
			if b.Kind == article.Credit {
				others = others || borrowed.MatchString(b.Text)
				own = own || !borrowed.MatchString(b.Text)
			}
		}
		if own || !others && len(t.about[id].Agencies) > 0 {
			found = append(found, id)
		}
	}
	return found, "it alone carries a credit line or an agency's name"
}

// named are those whose outlet or agency most members name, while it names
// none of theirs.
func (t *tracer) named(among, members []string) ([]string, string) {
	in := map[string]map[string]bool{} // by name: the members that hold it
	for _, id := range members {
		for _, name := range t.names(id) {
			if in[name] != nil {
				continue
			}
			in[name] = map[string]bool{}
			for _, other := range members {
				in[name][other] = slices.ContainsFunc(t.articles[other].Blocks, func(b article.Block) bool {
					return b.Kind != article.Boilerplate && strings.Contains(b.Text, name)
				})
			}
		}
	}
	mentions := func(id, other string) bool {
		return slices.ContainsFunc(t.names(other), func(name string) bool { return in[name][id] })
	}
	most, found := 0, []string(nil)
	for _, id := range among {
		n := 0
		for _, other := range members {
			if other != id && mentions(other, id) && !mentions(id, other) {
				n++
			}
		}
		if n > most {
			most, found = n, nil
		}
		if n == most && n > 0 {
			found = append(found, id)
		}
	}
	return found, fmt.Sprintf("its outlet or agency is named in %d of them", most)
}

// names are what others call an article's source.
func (t *tracer) names(id string) []string {
	about := t.about[id]
	if about.Outlet == "" {
		return about.Agencies
	}
	return append(slices.Clip(about.Agencies), about.Outlet)
}

// first is the one dated before all others, if there is one.
func (t *tracer) first(among, _ []string) ([]string, string) {
	for _, id := range among {
		if !slices.ContainsFunc(among, func(other string) bool { return other != id && !t.before(id, other) }) {
			return []string{id}, "it is dated first, " + t.about[id].Issued
		}
	}
	return nil, ""
}

// before reports whether a is known to have been issued on an earlier day.
func (t *tracer) before(a, b string) bool {
	const day = len("2006-01-02")
	x, y := t.about[a].Issued, t.about[b].Issued
	return len(x) == day && len(y) == day && x < y
}

// settle hangs the members of a family below its likeliest.
func (t *tracer) settle(f Family, parents map[string]Relation) {
	root := Relation{To: f.Likeliest, Kind: Independent, Why: f.Why}
	if f.Origin == "" {
		root.Kind = Possibly
	}
	parents[f.Likeliest] = root
	best := map[string]*Relation{} // to each member, from those that have their place
	for at := f.Likeliest; at != ""; {
		for _, to := range f.Members {
			if r := t.between[[2]string{at, to}]; r != nil && (best[to] == nil || t.closer(r, best[to], f.Likeliest)) {
				best[to] = r
			}
		}
		at = ""
		for _, to := range f.Members {
			if _, placed := parents[to]; !placed && best[to] != nil && (at == "" || t.closer(best[to], best[at], f.Likeliest)) {
				at = to
			}
		}
		if at != "" {
			r := *best[at]
			r.Settled = r.From == f.Origin || t.before(r.From, at)
			if !r.Settled {
				r.Why += " Nothing says which of the two was first."
			}
			parents[at] = r
		}
	}
}

// closer reports whether a is to be settled before b: derivations before
// doubts, the likeliest's before others, what the dates allow before the rest,
// then by score.
func (t *tracer) closer(a, b *Relation, likeliest string) bool {
	return cmp.Or(
		yes(a.Kind.Derived())-yes(b.Kind.Derived()),
		yes(a.From == likeliest)-yes(b.From == likeliest),
		yes(!t.before(a.To, a.From))-yes(!t.before(b.To, b.From)),
		cmp.Compare(a.Overlap.Score, b.Overlap.Score),
	) > 0
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

// nearest is the relation with the highest score among those to id.
func (t *tracer) nearest(id string, parents map[string]Relation) Relation {
	best := Relation{To: id, Kind: Independent, Why: "None of the other articles is like it."}
	for _, r := range t.owed[id] {
		if t.possible(r) && !circular(r, parents) && (best.From == "" || r.Overlap.Score > best.Overlap.Score) {
			best = *r
		}
	}
	return best
}

// circular reports whether r would make an article derive from itself.
func circular(r *Relation, parents map[string]Relation) bool {
	for at := *r; at.From != "" && at.Kind != Independent; at = parents[at.From] {
		if at.From == r.To {
			return true
		}
	}
	return false
}

// possible reports whether the direction of a relation is not ruled out.
func (t *tracer) possible(r *Relation) bool {
	back := t.between[[2]string{r.To, r.From}]
	switch {
	case back == nil || back.Kind == Independent:
		return r.Kind == Independent || !t.before(r.To, r.From)
	case r.Kind == Independent || t.before(r.To, r.From):
		return false
	case t.before(r.From, r.To):
		return true
	}
	return cmp.Or(cmp.Compare(r.Overlap.Score, back.Overlap.Score), cmp.Compare(r.To, r.From)) > 0
}
