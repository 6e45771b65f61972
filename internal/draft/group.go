package draft

import (
	"cmp"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// minAnchors is how many links two articles have at least before their order
// means something.
const minAnchors = 4

// maxHolders is in how many clauses a stem may stand and still be looked up:
// what is more common does not tell clauses apart. It bounds the work for a
// clause, whatever the number of articles.
const maxHolders = 100

// A link joins two clauses of different articles, the first one's index lower.
type link struct {
	a, b       int
	similarity float64
}

// group joins clauses that say the same. A group takes at most a few
// neighbouring clauses of one article, so that no chain of half-alike clauses
// runs through a whole topic. Groups are in the order of their first clause.
//
// Clauses are linked where each is the other article's most similar one, and
// where they stand between the same links of an article and one that follows
// it. The strongest links are joined first. Then an article still silent in a
// group joins with its clause nearest to the whole group, which may belong to
// another group too.
func group(clauses []clause, t tuning) [][]int {
	nearest := nearest(clauses, t)
	links := mutual(clauses, nearest, t)
	links = append(links, inGaps(clauses, links, t)...)
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.similarity, x.similarity), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})

	in := make([]*cluster, len(clauses))
	for i := range clauses {
		in[i] = &cluster{members: []int{i}}
	}
	for _, l := range links {
		if a, b := in[l.a], in[l.b]; a != b {
			if joined, ok := join(a, b, clauses, t.span); ok {
				for _, i := range joined.members {
					in[i] = joined
				}
			}
		}
	}
	var groups [][]int
	for i, c := range in {
		if c.members[0] == i {
			groups = append(groups, c.members)
		}
	}
	return attach(groups, clauses, nearest, t)
}

// A cluster is a group in the making, its members sorted.
type cluster struct{ members []int }

// join merges two clusters unless one article would have clauses in it that
// are not neighbours.
func join(a, b *cluster, clauses []clause, span int) (*cluster, bool) {
	members := slices.Concat(a.members, b.members)
	slices.Sort(members)
	first := 0
	for i, m := range members {
		if clauses[m].article != clauses[members[first]].article {
			first = i
		}
		if m-members[first] > span {
			return nil, false
		}
	}
	return &cluster{members}, true
}

// A neighbour is the clause of another article most similar to one.
type neighbour struct {
	clause     int
	similarity float64
}

// nearest gives for each clause the most similar one of each other article,
// from the first article on, if it is at all similar.
func nearest(clauses []clause, t tuning) [][]neighbour {
	holders := map[int][]int{} // clauses by stem
	for i, c := range clauses {
		for _, s := range c.stems {
			holders[s] = append(holders[s], i)
		}
	}
	all := make([][]neighbour, len(clauses))
	var g errgroup.Group
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		g.Go(func() error {
			seen := make([]int, len(clauses)) // the clause, plus one, for which it was met
			var met []int
			for i := w; i < len(clauses); i += workers {
				met = met[:0]
				for _, s := range clauses[i].stems {
					if len(holders[s]) > maxHolders {
						continue
					}
					for _, j := range holders[s] {
						if clauses[j].article != clauses[i].article && seen[j] != i+1 {
							seen[j] = i + 1
							met = append(met, j)
						}
					}
				}
				slices.Sort(met)
				for _, j := range met {
					n := neighbour{j, similarity(&clauses[i], &clauses[j])}
					last := len(all[i]) - 1
					switch {
					case n.similarity < min(t.link, t.between, t.join):
					case last < 0 || clauses[all[i][last].clause].article != clauses[j].article:
						all[i] = append(all[i], n)
					case n.similarity > all[i][last].similarity:
						all[i][last] = n
					}
				}
			}
			return nil
		})
	}
	_ = g.Wait() // none fails
	return all
}

// within finds the neighbour in an article.
func within(neighbours []neighbour, clauses []clause, article int) (neighbour, bool) {
	i, ok := slices.BinarySearchFunc(neighbours, article, func(n neighbour, a int) int {
		return cmp.Compare(clauses[n.clause].article, a)
	})
	if !ok {
		return neighbour{}, false
	}
	return neighbours[i], true
}

// mutual links clauses that are each other's nearest.
func mutual(clauses []clause, nearest [][]neighbour, t tuning) []link {
	var links []link
	for i := range clauses {
		for _, n := range nearest[i] {
			if n.clause < i || n.similarity < t.link {
				continue
			}
			if back, ok := within(nearest[n.clause], clauses, clauses[i].article); ok && back.clause == i {
				links = append(links, link{i, n.clause, n.similarity})
			}
		}
	}
	return links
}

// inGaps links what stands between the links of two articles of which one
// follows the other: a retelling keeps the place of what it says, also where
// it shares few words.
func inGaps(clauses []clause, links []link, t tuning) []link {
	byPair := map[[2]int][]link{}
	for _, l := range links {
		pair := [2]int{clauses[l.a].article, clauses[l.b].article}
		byPair[pair] = append(byPair[pair], l) // in the order of l.a
	}
	bounds := articleBounds(clauses)
	var more []link
	for pair, anchors := range byPair {
		if len(anchors) < minAnchors || ordered(anchors) < t.inOrder {
			continue
		}
		back := make([]link, len(anchors))
		for i, l := range anchors {
			back[i] = link{l.b, l.a, l.similarity}
		}
		slices.SortFunc(back, func(x, y link) int { return cmp.Compare(x.a, y.a) })
		more = append(more, fill(clauses, anchors, bounds[pair[0]], bounds[pair[1]], t.between)...)
		for _, l := range fill(clauses, back, bounds[pair[1]], bounds[pair[0]], t.between) {
			more = append(more, link{l.b, l.a, l.similarity})
		}
	}
	return more
}

// articleBounds gives the first clause of each article and the one after its
// last.
func articleBounds(clauses []clause) map[int][2]int {
	bounds := map[int][2]int{}
	for i, c := range clauses {
		b, ok := bounds[c.article]
		if !ok {
			b[0] = i
		}
		b[1] = i + 1
		bounds[c.article] = b
	}
	return bounds
}

// ordered is the share of links that go forward in the second article where
// they do in the first.
func ordered(anchors []link) float64 {
	n := 0
	for i := 1; i < len(anchors); i++ {
		if anchors[i].b > anchors[i-1].b {
			n++
		}
	}
	return float64(n) / float64(len(anchors)-1)
}

// fill links each clause of one article that has no anchor to the most similar
// one between the anchors around it.
func fill(clauses []clause, anchors []link, of, to [2]int, least float64) []link {
	var links []link
	next := 0 // the first anchor after i
	for i := of[0]; i < of[1]; i++ {
		if next < len(anchors) && anchors[next].a == i {
			next++
			continue
		}
		from, until := to[0], to[1]-1
		if next > 0 {
			from = anchors[next-1].b
		}
		if next < len(anchors) {
			until = anchors[next].b
		}
		best := link{similarity: least, b: -1}
		for j := from; j <= until; j++ {
			if s := similarity(&clauses[i], &clauses[j]); s >= best.similarity && (best.b < 0 || s > best.similarity) {
				best = link{i, j, s}
			}
		}
		if best.b >= 0 {
			links = append(links, best)
		}
	}
	return links
}

// attach adds to each group that several articles share the clause of each
// other article that is most like the group as a whole.
func attach(groups [][]int, clauses []clause, nearest [][]neighbour, t tuning) [][]int {
	out := make([][]int, len(groups))
	for g, members := range groups {
		out[g] = members
		here := map[int]bool{}
		for _, m := range members {
			here[clauses[m].article] = true
		}
		if len(here) < 2 {
			continue
		}
		centre := centroid(members, clauses)
		best := map[int]neighbour{} // by article
		for _, m := range members {
			for _, n := range nearest[m] {
				article := clauses[n.clause].article
				if here[article] {
					continue
				}
				s := similarity(&centre, &clauses[n.clause])
				if b, ok := best[article]; s >= t.join && (!ok || s > b.similarity || s == b.similarity && n.clause < b.clause) {
					best[article] = neighbour{n.clause, s}
				}
			}
		}
		if len(best) > 0 {
			out[g] = slices.Clone(members)
			for _, n := range best {
				out[g] = append(out[g], n.clause)
			}
			slices.Sort(out[g])
		}
	}
	return out
}

// centroid is the middle of clauses, as a clause without words.
func centroid(members []int, clauses []clause) clause {
	sum := map[int]float64{}
	for _, m := range members {
		for i, s := range clauses[m].stems {
			sum[s] += clauses[m].weights[i]
		}
	}
	var c clause
	for s := range sum {
		c.stems = append(c.stems, s)
	}
	slices.Sort(c.stems)
	length := 0.0
	for _, s := range c.stems {
		c.weights = append(c.weights, sum[s])
		length += float64(sum[s] * sum[s])
	}
	normalize(c.weights, length)
	return c
}
