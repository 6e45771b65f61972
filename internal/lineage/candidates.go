package lineage

import (
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// To compare every article with every other takes quadratic time, and nearly
// all of it goes to articles that have nothing in common. Beyond a few dozen,
// an index names for each article those worth comparing: a sentence and its
// retelling share some of their rarest words, and hardly ever does another
// sentence hold the same two of them.
const (
	few      = 64 // up to so many articles, every pair is compared
	rarest   = 6  // words of a sentence whose pairs are indexed
	crowd    = 24 // articles with a pair of words that are looked at from one of them, on either side
	partners = 24 // articles that an article is compared with
	enough   = 8  // score below which what two articles share may be chance
)

// candidates are the pairs of articles (by number, the lower first) that are
// worth comparing, sorted. Their number grows linearly with the articles'.
func candidates(texts []text, v *vocabulary, exhaustive int) [][2]int {
	if len(texts) <= exhaustive {
		var all [][2]int
		for a := range texts {
			for b := a + 1; b < len(texts); b++ {
				all = append(all, [2]int{a, b})
			}
		}
		return all
	}
	index := newIndex(texts, v)
	found := make([][][2]int, len(texts))
	each(len(texts), func(scores *[]uint32, a int) {
		if *scores == nil {
			*scores = make([]uint32, len(texts))
		}
		for _, b := range index.partners(a, *scores) {
			found[a] = append(found[a], [2]int{min(a, b), max(a, b)})
		}
	})
	all := slices.Concat(found...)
	slices.SortFunc(all, comparePairs)
	return slices.Compact(all)
}

// An index lists the articles by the pairs of rare words in their sentences.
type index struct {
	entries []uint64   // hash of the pair, then article; sorted
	places  [][]uint32 // by article: of its entries
}

func newIndex(texts []text, v *vocabulary) *index {
	own := make([][]uint64, len(texts))
	each(len(texts), func(_ *struct{}, a int) { own[a] = pairs(&texts[a], v, uint64(a)) })
	x := &index{entries: slices.Concat(own...), places: make([][]uint32, len(texts))}
	slices.Sort(x.entries)
	for a := range own {
		x.places[a] = make([]uint32, 0, len(own[a]))
	}
	for i, e := range x.entries {
		a := uint32(e)
		x.places[a] = append(x.places[a], uint32(i))
	}
	return x
}

// pairs are the index entries of a text: each two of the rarest words of a
// sentence, as far as any other sentence has them.
func pairs(t *text, v *vocabulary, article uint64) []uint64 {
	var entries []uint64
	for i := range t.sentences {
		all := slices.DeleteFunc(distinct(t.sentence(i)), func(w word) bool { return v.in[w] < 2 })
		slices.SortStableFunc(all, func(a, b word) int { return cmp.Compare(v.in[a], v.in[b]) })
		all = all[:min(rarest, len(all))]
		slices.Sort(all)
		for j, a := range all {
			for _, b := range all[:j] {
				entries = append(entries, hash(b, a)&^(1<<32-1)|article)
			}
		}
	}
	slices.Sort(entries)
	return slices.Compact(entries)
}

// partners are the articles that share the most with article a. A pair of
// words counts the more, the fewer articles have it. In a crowd only the
// nearest by number are looked at: the copies of a much-copied report are in
// the same crowds in the same order, and so still find each other. Scores are
// zero before and after.
func (x *index) partners(a int, scores []uint32) []int {
	var found []int
	for _, at := range x.places[a] {
		at, pair := int(at), x.entries[at]>>32
		from, to := at, at+1
		for from > 0 && at-from < crowd && x.entries[from-1]>>32 == pair {
			from--
		}
		for to < len(x.entries) && to-at <= crowd && x.entries[to]>>32 == pair {
			to++
		}
		weight := uint32(1 + bits.Len(uint(2*crowd/(to-from))))
		for _, e := range x.entries[from:to] {
			b := int(uint32(e))
			if b == a {
				continue
			}
			if scores[b] == 0 {
				found = append(found, b)
			}
			scores[b] += weight
		}
	}
	slices.SortFunc(found, func(b, c int) int { return cmp.Or(cmp.Compare(scores[c], scores[b]), cmp.Compare(b, c)) })
	best := 0
	for best < min(partners, len(found)) && scores[found[best]] >= enough {
		best++
	}
	for _, b := range found {
		scores[b] = 0
	}
	return found[:best]
}

// within are the pairs of one family that were not among the candidates, so
// that its origin is chosen with all of them in view. Of a large family only
// those with the members that the others are most like.
func within(n int, pairs [][2]int, relations []Relation) [][2]int {
	family := make([]int, n) // by article: the lowest of its family, after find
	for i := range family {
		family[i] = i
	}
	find := func(i int) int {
		for family[i] != i {
			family[i] = family[family[i]]
			i = family[i]
		}
		return i
	}
	likeness := make([]float64, n)
	for i, p := range pairs {
		ab, ba := relations[2*i], relations[2*i+1]
		if ab.Kind.Derived() || ba.Kind.Derived() {
			a, b := find(p[0]), find(p[1])
			family[max(a, b)] = min(a, b)
			likeness[p[0]] += ab.Overlap.Score
			likeness[p[1]] += ba.Overlap.Score
		}
	}
	members := map[int][]int{}
	for i := range family {
		members[find(i)] = append(members[find(i)], i)
	}
	var missing [][2]int
	for _, all := range members {
		slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(likeness[b], likeness[a]) })
		for i, hub := range all[:min(partners, len(all))] {
			for _, other := range all[i+1:] {
				p := [2]int{min(hub, other), max(hub, other)}
				if _, compared := slices.BinarySearchFunc(pairs, p, comparePairs); !compared {
					missing = append(missing, p)
				}
			}
		}
	}
	slices.SortFunc(missing, comparePairs)
	return missing
}

func comparePairs(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }

// each does something n times, side by side, and returns when all is done.
// Every goroutine has a state of its own, which it begins with at zero.
func each[State any](n int, do func(own *State, i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		all.Go(func() {
			var own State
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(&own, i)
			}
		})
	}
	all.Wait()
}
