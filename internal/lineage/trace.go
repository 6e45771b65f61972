package lineage

import (
	"cmp"
	"fmt"
	"slices"

	"explainer/internal/article"
)

// Trace names for each article, in the order given, what it derives from.
//
// Articles linked by derivation form a family. Its origin is the one with a
// credit line (an agency's name, "X reported from Y"); among several, or none,
// the one the others resemble most. The members derive from the origin where
// they resemble it enough, else from the member nearest to them: a report and
// its copy are equally like a third text, and the report is meant.
//
// An origin's relation has no From. An article outside any family gets the
// relation with the highest score, for the record.
func Trace(articles []*article.Article, relations []Relation) []Relation {
	t := tracer{relations: map[[2]string]Relation{}, parents: map[string]Relation{}}
	for _, a := range articles {
		t.ids = append(t.ids, a.SHA256)
	}
	slices.Sort(t.ids)
	t.ids = slices.Compact(t.ids)
	for _, r := range relations {
		t.relations[[2]string{r.From, r.To}] = r
	}
	credited := map[string]bool{}
	for _, a := range articles {
		credited[a.SHA256] = slices.ContainsFunc(a.Blocks, func(b article.Block) bool { return b.Kind == article.Credit })
	}
	for _, id := range t.ids {
		if _, done := t.parents[id]; done {
			continue
		}
		if family := t.family(id); len(family) > 1 {
			t.settle(family, credited)
		} else {
			t.parents[id] = t.nearest(id)
		}
	}
	out := make([]Relation, len(articles))
	for i, a := range articles {
		out[i] = t.parents[a.SHA256]
	}
	return out
}

type tracer struct {
	ids       []string // sorted
	relations map[[2]string]Relation
	parents   map[string]Relation // by the derived article
}

func (t *tracer) between(from, to string) Relation { return t.relations[[2]string{from, to}] }

// family is id and all articles linked to it by derivation in any direction.
func (t *tracer) family(id string) []string {
	members := []string{id}
	for i := 0; i < len(members); i++ {
		for _, other := range t.ids {
			linked := t.between(members[i], other).Kind.Derived() || t.between(other, members[i]).Kind.Derived()
			if linked && !slices.Contains(members, other) {
				members = append(members, other)
			}
		}
	}
	slices.Sort(members)
	return members
}

// settle finds the family's origin and hangs the others below it.
func (t *tracer) settle(family []string, credited map[string]bool) {
	likeness := func(id string) (sum float64) {
		for _, other := range family {
			sum += t.between(id, other).Overlap.Score
		}
		return sum
	}
	origin := slices.MaxFunc(family, func(a, b string) int {
		return cmp.Or(compareBool(credited[a], credited[b]), cmp.Compare(likeness(a), likeness(b)))
	})
	placed := []string{origin}
	for len(placed) < len(family) {
		var best Relation
		for _, from := range placed {
			for _, to := range family {
				r := t.between(from, to)
				if !slices.Contains(placed, to) && (best.To == "" || closer(r, best, origin)) {
					best = r
				}
			}
		}
		t.parents[best.To] = best
		placed = append(placed, best.To)
	}
	why := fmt.Sprintf("%d of the other articles are like it and appear to go back to it", len(family)-1)
	if credited[origin] {
		why += "; it carries a credit line"
	}
	t.parents[origin] = Relation{To: origin, Kind: Independent, Why: why + "."}
}

// closer reports whether a is to be settled before b: derivations before
// doubts, the origin's before others, then by score.
func closer(a, b Relation, origin string) bool {
	return cmp.Or(
		compareBool(a.Kind.Derived(), b.Kind.Derived()),
		compareBool(a.From == origin, b.From == origin),
		cmp.Compare(a.Overlap.Score, b.Overlap.Score),
	) > 0
}

// nearest is the relation with the highest score among those to id.
func (t *tracer) nearest(id string) Relation {
	best := Relation{To: id, Kind: Independent, Why: "There is no other article to compare it with."}
	for _, other := range t.ids {
		if r := t.between(other, id); r.From != "" && (best.From == "" || r.Overlap.Score > best.Overlap.Score) {
			best = r
		}
	}
	return best
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
