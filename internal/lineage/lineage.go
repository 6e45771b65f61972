// Package lineage measures how much of one article stands in another, and in
// which way: copied, summed up, or retold.
//
// Word sequences find copies but miss retellings, so sentences are aligned by
// the rarity of the words they share, and the aligned ones must come in the
// same order: two reports of one event share facts, a rewrite also shares the
// way through them.
//
// Figures are those of one corpus: how rare a word is depends on the articles
// measured together. Among many topics the words of each one are rare, and
// reports of one event look more alike; their order still differs.
//
// Text shows likeness, hardly ever who wrote first: [Families] names an origin
// only where something else supports it. An editor confirms every verdict.
// Articles in different languages, and numbers written as words, are not
// matched.
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

// Thresholds. Those with figures lie in the gap that three topics leave, of 21
// articles and 93 pairs whose relation is known. Chosen in the middle of the
// gap that two topics leave, they misjudge one pair of the third.
const (
	minSimilarity = .30 // for two sentences to be aligned; common practice, kept
	numberBonus   = .15 // added to similarity for a number both sentences give
	minShingles   = .50 // verbatim: .65 and more, all others .19 and less
	minScore      = .40 // derived: .51 and more, independent articles .29 and less
	minDoubt      = .30 // possibly derived: above what any independent article had
	minOrder      = .70 // derived: .81 and more, what was rearranged .60 and less
	minAligned    = .60 // possibly derived, if rearranged: .73 and more, independent .54 and less
	minNumbers    = .60 // derived: .76 and more; some independent articles reach that
	maxSummary    = .80 // length of a summary: .57 of the report's and less
	minRun        = 5   // fewer sentences come in the same order by chance
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
	Stronger bool   // this direction's score is not below the other's
	Settled  bool   // more than likeness says that From was first; set by Trace
}

// Pair is a sentence of the derived article and the most similar one of its
// parent. Several sentences may share a parent's.
type Pair struct {
	From, To   article.Sentence
	Similarity float64
}

// Compare measures how far to derives from from.
func Compare(from, to *article.Article, corpus *Corpus) Relation {
	words, texts := tokenize([]*article.Article{from, to})
	v := corpus.vocabulary(words)
	r, _ := new(comparer).compare(v, v.profile(&texts[0]), v.profile(&texts[1]))
	return r
}

// Measure compares the articles that may have something in common, each two
// in both directions, and leaves out those of which nothing is alike. Up to a
// few dozen articles these are all pairs; beyond, those that share rare words.
// The result is sorted by From and To and depends on the set of articles, not
// on their order.
func Measure(articles []*article.Article) []Relation { return measure(articles, few) }

func measure(articles []*article.Article, exhaustive int) []Relation {
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b *article.Article) int { return cmp.Compare(a.SHA256, b.SHA256) })
	articles = slices.CompactFunc(articles, func(a, b *article.Article) bool { return a.SHA256 == b.SHA256 })

	words, texts := tokenize(articles)
	v := count(words, texts).vocabulary(words)
	pairs := candidates(texts, v, exhaustive)
	profiles := make([]*profile, len(texts))
	each(len(texts), func(_ *struct{}, i int) { profiles[i], texts[i] = v.profile(&texts[i]), text{} })
	relations := v.compare(profiles, pairs)
	relations = append(relations, v.compare(profiles, within(len(profiles), pairs, relations))...)

	relations = slices.DeleteFunc(relations, func(r Relation) bool { return len(r.Aligned) == 0 && r.Overlap.Shingles == 0 })
	slices.SortFunc(relations, func(a, b Relation) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return relations
}

// judge applies the thresholds to the figures as published, so that whoever
// reads those can follow. It names the kind, the verdict in words and, where
// the text alone does not settle it, the doubt.
func judge(o Overlap, length float64, inOrder int) (kind Kind, verdict, doubt string) {
	switch o = o.Round(); {
	case o.Shingles >= minShingles:
		return Verbatim, "Most of it is copied word for word", ""
	case o.Aligned >= minAligned && o.Order < minOrder && o.Numbers >= minNumbers:
		return Possibly, "Much is alike, in another order", "it was rearranged, or both report the same facts"
	case o.Aligned >= minDoubt && o.Order < minOrder:
		return Independent, "What is alike comes in another order", ""
	case o.Score < minDoubt:
		return Independent, "Too little is alike for it to derive from the other article", ""
	case o.Score < minScore:
		return Possibly, "Part of it is told alike", "it draws on the other article, or both on the same statements"
	case o.Numbers < minNumbers:
		return Possibly, "It is told alike, with other numbers", "it brings the other article up to date, or both follow the events"
	case inOrder < minRun:
		return Possibly, "It is alike, but too short to tell", "it is an extract, or a report of its own"
	case length <= maxSummary:
		return Summary, fmt.Sprintf("The same told in %.0f%% of the length", 100*length), ""
	}
	return Rewrite, "The same told in other words", ""
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

// common counts what two sorted lists, each without repetition, both hold.
func common[T cmp.Ordered](a, b []T) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch cmp.Compare(a[0], b[0]) {
		case -1:
			a = a[1:]
		case 1:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
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
