// Package lineage measures how much of one article stands in another, and in
// which way: copied, summed up, or retold.
//
// Word sequences find copies but miss retellings, so sentences are aligned by
// the rarity of the words they share, and the aligned ones must come in the
// same order: two reports of one event share facts, a rewrite also shares the
// way through them.
//
// Figures are those of one corpus: how rare a word is depends on the articles
// measured together. Text shows likeness, hardly ever who wrote first; an
// editor confirms every verdict. Articles in different languages, and numbers
// written as words, are not matched.
package lineage

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"

	"explainer/internal/article"
)

// Kind says in which way an article derives from another.
type Kind string

// The kinds of relation, from the closest.
const (
	Verbatim    Kind = "verbatim"         // most of it is copied
	Summary     Kind = "summary"          // retold, and clearly shorter
	Rewrite     Kind = "rewrite"          // retold
	Possibly    Kind = "possibly derived" // alike, with a doubt an editor must settle
	Independent Kind = "independent"
)

// Derived reports whether the text alone settles that one derives from the other.
func (k Kind) Derived() bool { return k == Verbatim || k == Summary || k == Rewrite }

// Thresholds. Where figures are given they are those of five articles on one
// event, four of them from one wire report, and each threshold lies in the
// gap between what was to be told apart.
const (
	minSimilarity = .30 // for two sentences to be aligned; common practice, kept
	numberBonus   = .15 // added to similarity for a number both sentences give
	minShingles   = .50 // verbatim: a copy had .74, the next article .10
	minScore      = .30 // derived: .47 and more, against .17 for the independent article
	minNumbers    = .60 // derived: .77 and more, against .46
	minAligned    = .40 // possibly derived, if reordered: as minScore, with some to spare
	maxSummary    = .80 // length of a summary: .57 of the report's, a rewrite 1.03
	minPairs      = 3   // fewer aligned sentences may be chance
)

// Overlap is how much of the derived article stands in its parent, in shares
// from 0 to 1.
type Overlap struct {
	Shingles float64 // of the derived article's five-word sequences: found in the parent
	Aligned  float64 // of its body sentences: like one of the parent's
	Order    float64 // of the aligned ones: in the longest run that follows the parent's order
	Numbers  float64 // of its different numbers: found in the parent; 1 if it has none
	Score    float64 // Aligned × Order
}

// Round returns the figures as they are published, to two decimals. Compare
// published figures with rounded ones only.
func (o Overlap) Round() Overlap {
	round := func(f float64) float64 { return math.Round(f*100) / 100 }
	return Overlap{round(o.Shingles), round(o.Aligned), round(o.Order), round(o.Numbers), round(o.Score)}
}

// Relation is one article's debt to another: To derives from From.
type Relation struct {
	From, To string // SHA-256 of the articles' raw bytes; From is empty for an origin
	Kind     Kind
	Overlap  Overlap
	Why      string // the verdict in one sentence, with the figures behind it
	Aligned  []Pair // in the order of the derived article
	Stronger bool   // this direction's score is not below the other's; set by Measure
}

// Pair is a sentence of the derived article and the most similar one of its
// parent. Several sentences may share a parent's.
type Pair struct {
	From, To   article.Sentence
	Similarity float64
}

// Compare measures how far to derives from from.
func Compare(from, to *article.Article, corpus *Corpus) Relation {
	return compare(corpus.profile(from), corpus.profile(to))
}

// Measure compares every article with every other, in both directions. The
// result depends on the set of articles, not on their order.
func Measure(articles []*article.Article) []Relation {
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b *article.Article) int { return cmp.Compare(a.SHA256, b.SHA256) })
	articles = slices.CompactFunc(articles, func(a, b *article.Article) bool { return a.SHA256 == b.SHA256 })

	corpus := NewCorpus(articles...)
	profiles := make([]*profile, len(articles))
	for i, a := range articles {
		profiles[i] = corpus.profile(a)
	}
	var relations []Relation
	at := map[[2]string]int{}
	for _, from := range profiles {
		for _, to := range profiles {
			if from != to {
				at[[2]string{from.id, to.id}] = len(relations)
				relations = append(relations, compare(from, to))
			}
		}
	}
	for i, r := range relations {
		back := relations[at[[2]string{r.To, r.From}]]
		relations[i].Stronger = r.Overlap.Score >= back.Overlap.Score
	}
	return relations
}

// Own returns the body sentences of the derived article that have no match in
// the parent: what it may support independently.
func Own(r Relation, derived *article.Article) []article.Sentence {
	matched := map[string]bool{}
	for _, p := range r.Aligned {
		matched[p.To.Locator()] = true
	}
	var own []article.Sentence
	for s := range derived.Body() {
		if !matched[s.Locator()] {
			own = append(own, s)
		}
	}
	return own
}

func compare(from, to *profile) Relation {
	r := Relation{From: from.id, To: to.id}
	var places []int // in the parent, of what is aligned
	for i, s := range to.sentences {
		j, similarity := from.closest(s)
		if similarity > minSimilarity {
			r.Aligned = append(r.Aligned, Pair{from.sentences[j].sentence, to.sentences[i].sentence, similarity})
			places = append(places, j)
		}
	}
	inOrder := longestRun(places)
	numbers := common(to.numbers, from.numbers)
	r.Overlap = Overlap{
		Shingles: share(common(to.shingles, from.shingles), len(to.shingles), 0),
		Aligned:  share(len(places), len(to.sentences), 0),
		Order:    share(inOrder, len(places), 0),
		Numbers:  share(numbers, len(to.numbers), 1),
		Score:    share(inOrder, len(to.sentences), 0), // the aligned cancel out
	}
	length := share(to.words, from.words, 1)

	var verdict string
	r.Kind, verdict = judge(r.Overlap, length, len(places))
	r.Why = fmt.Sprintf("%d of its %d sentences match the other article's, %.0f%% of these in the same order, and so do %d of its %d numbers and %.0f%% of its five-word sequences: %s.",
		len(places), len(to.sentences), 100*r.Overlap.Order, numbers, len(to.numbers), 100*r.Overlap.Shingles, verdict)
	return r
}

// judge applies the thresholds to the figures as published, so that whoever
// reads those can follow.
func judge(o Overlap, length float64, pairs int) (Kind, string) {
	switch o = o.Round(); {
	case o.Shingles >= minShingles:
		return Verbatim, "most of it is copied word for word"
	case o.Score < minScore && (o.Aligned < minAligned || o.Numbers < minNumbers):
		return Independent, "too little to derive from it"
	case o.Score < minScore:
		return Possibly, "much is alike, in another order"
	case o.Numbers < minNumbers:
		return Possibly, "the way it is told is alike, the numbers are not"
	case pairs < minPairs:
		return Possibly, "alike, but too short to tell"
	case length <= maxSummary:
		return Summary, fmt.Sprintf("the same told in %.0f%% of the length", 100*length)
	}
	return Rewrite, "the same told in other words"
}

// longestRun is the length of the longest non-decreasing subsequence: a
// sentence split in two still keeps the order.
func longestRun(places []int) int {
	var ends []int // smallest last place of a run of each length
	for _, p := range places {
		i := sort.SearchInts(ends, p+1)
		if i == len(ends) {
			ends = append(ends, p)
		}
		ends[i] = p
	}
	return len(ends)
}

func common(a, b map[string]bool) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

func share(part, whole int, ifNone float64) float64 {
	if whole == 0 {
		return ifNone
	}
	return float64(part) / float64(whole)
}
