package lineage

import (
	"fmt"
	"slices"
)

// compare measures the pairs of articles, each in both directions.
func (v *vocabulary) compare(profiles []*profile, pairs [][2]int) []Relation {
	relations := make([]Relation, 2*len(pairs))
	each(len(pairs), func(c *comparer, i int) {
		a, b := profiles[pairs[i][0]], profiles[pairs[i][1]]
		relations[2*i], relations[2*i+1] = c.compare(v, a, b)
	})
	return relations
}

// A comparer is used for one pair of articles after the other. It holds the
// likeness of one sentence at a time, for articles may be long.
type comparer struct {
	spans  []span    // by term of a: the terms of b with the same word
	sums   []float64 // by sentence of b
	bonus  []bool    // by sentence of b: it gives the same distinctive number
	ab, ba []match   // by sentence of b: its best in a; the reverse
}

type span struct{ start, end int }

// A match is the place of the most similar sentence, the first of equals, if
// any is similar enough.
type match struct {
	place      int
	similarity float64
}

// compare gives what b owes to a, and what a owes to b.
func (c *comparer) compare(v *vocabulary, a, b *profile) (ab, ba Relation) {
	c.match(v, a, b)
	ab, ba = relate(a, b, c.ab), relate(b, a, c.ba)
	ab.Stronger = ab.Overlap.Score >= ba.Overlap.Score
	ba.Stronger = ba.Overlap.Score >= ab.Overlap.Score
	return ab, ba
}

// match finds for each sentence the most similar one of the other article: by
// the cosine of their words by rarity, and a bonus for a number in common.
func (c *comparer) match(v *vocabulary, a, b *profile) {
	c.align(a, b)
	c.ab, c.ba = zero(c.ab, len(b.sentences)), zero(c.ba, len(a.sentences))
	c.sums, c.bonus = zero(c.sums, len(b.sentences)), zero(c.bonus, len(b.sentences))
	for i := range a.sentences {
		for _, at := range a.sentence(i) {
			term, span := a.terms[at], c.spans[at]
			bonus := v.distinctive(term.word)
			for _, other := range b.terms[span.start:span.end] {
				c.sums[other.sentence] += float64(term.weight * other.weight) // not fused, see profile
				c.bonus[other.sentence] = c.bonus[other.sentence] || bonus
			}
		}
		for j, similarity := range c.sums {
			if c.bonus[j] {
				similarity += numberBonus
			}
			if similarity > max(minSimilarity, c.ba[i].similarity) {
				c.ba[i] = match{j, similarity}
			}
			if similarity > max(minSimilarity, c.ab[j].similarity) {
				c.ab[j] = match{i, similarity}
			}
			c.sums[j], c.bonus[j] = 0, false
		}
	}
}

// align finds the words that both articles have.
func (c *comparer) align(a, b *profile) {
	c.spans = zero(c.spans, len(a.terms))
	end := 0
	for i, t := range a.terms {
		if i > 0 && t.word == a.terms[i-1].word {
			c.spans[i] = c.spans[i-1]
			continue
		}
		for end < len(b.terms) && b.terms[end].word < t.word {
			end++
		}
		start := end
		for end < len(b.terms) && b.terms[end].word == t.word {
			end++
		}
		c.spans[i] = span{start, end}
	}
}

// zero makes a slice of n zeros, of an old one if it is large enough.
func zero[T any](old []T, n int) []T {
	s := slices.Grow(old[:0], n)[:n]
	clear(s)
	return s
}

// relate gives what to owes to from, of which sentences match its own.
func relate(from, to *profile, matches []match) Relation {
	r := Relation{From: from.id, To: to.id}
	var places []int // in the parent, of what is aligned
	for i, m := range matches {
		if m.similarity > 0 {
			r.Aligned = append(r.Aligned, Pair{from.sentences[m.place], to.sentences[i], m.similarity})
			places = append(places, m.place)
		}
	}
	r.Aligned = slices.Clip(r.Aligned)
	inOrder := longestRun(places)
	numbers := common(to.numbers, from.numbers)
	r.Overlap = Overlap{
		Shingles: share(common(to.shingles, from.shingles), len(to.shingles), 0),
		Aligned:  share(len(places), len(to.sentences), 0),
		Order:    share(inOrder, len(places), 0),
		Numbers:  share(numbers, len(to.numbers), 1),
		Score:    share(inOrder, len(to.sentences), 0), // the aligned cancel out
	}
	var verdict, doubt string
	r.Kind, verdict, doubt = judge(r.Overlap, share(to.length, from.length, 1), inOrder)
	alike := fmt.Sprintf("%d of its %d sentences match the other article's", len(places), len(to.sentences))
	switch {
	case len(places) == 1:
		alike = fmt.Sprintf("1 of its %d sentences matches one of the other article's", len(to.sentences))
	case len(places) > 1:
		alike += fmt.Sprintf(", %.0f%% of these in the same order", 100*r.Overlap.Order)
	}
	stand := fmt.Sprintf("%.0f%% of its five-word sequences stand there", 100*r.Overlap.Shingles)
	if len(to.numbers) > 0 {
		stand = fmt.Sprintf("%d of its %d numbers and %s", numbers, len(to.numbers), stand)
	}
	r.Why = fmt.Sprintf("%s: %s; %s.", verdict, alike, stand)
	if doubt != "" {
		r.Why += fmt.Sprintf(" An editor must settle whether %s.", doubt)
	}
	return r
}
