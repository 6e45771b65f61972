package lineage

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/article"
)

// Corpus knows how rare a word is over all articles: in few of their body
// sentences, or in many. It needs no list of function words in any language.
type Corpus struct {
	sentences int
	in        map[string]int // number of sentences with the word
}

// NewCorpus counts the words of the articles.
func NewCorpus(articles ...*article.Article) *Corpus {
	c := &Corpus{in: map[string]int{}}
	for _, a := range articles {
		for s := range a.Body() {
			c.sentences++
			for w := range set(words(s.Text)) {
				c.in[w]++
			}
		}
	}
	return c
}

// rarity is the word's inverse document frequency. The 1 keeps some weight on
// words that stand in every sentence of a small corpus.
func (c *Corpus) rarity(word string) float64 {
	return 1 + math.Log(float64(max(c.sentences, 1))/float64(max(c.in[word], 1)))
}

// A profile is an article made ready for comparison.
type profile struct {
	id        string
	words     int
	sentences []vector
	holds     map[string][]posting // by word: the sentences it stands in
	numbers   map[string]bool
	shingles  map[string]bool
}

// A vector is a sentence's words with weights that square and sum to 1.
type vector struct {
	sentence article.Sentence
	words    []string // sorted and unique, so that sums add up alike every time
	weights  []float64
	numbers  []string
}

type posting struct {
	sentence int
	weight   float64
}

// shingle is the number of words in a sequence that counts as copied.
const shingle = 5

func (c *Corpus) profile(a *article.Article) *profile {
	p := &profile{id: a.SHA256, holds: map[string][]posting{}, numbers: map[string]bool{}, shingles: map[string]bool{}}
	var text []string
	for s := range a.Body() {
		all := words(s.Text)
		text = append(text, all...)
		v := vector{sentence: s, words: slices.Sorted(maps.Keys(set(all)))}
		length := 0.0
		for _, w := range v.words {
			weight := c.rarity(w)
			v.weights = append(v.weights, weight)
			length += float64(weight * weight)
			if unicode.IsDigit(rune(w[0])) {
				v.numbers = append(v.numbers, w)
				p.numbers[w] = true
			}
		}
		for i, w := range v.words {
			v.weights[i] /= math.Sqrt(length)
			p.holds[w] = append(p.holds[w], posting{len(p.sentences), v.weights[i]})
		}
		p.sentences = append(p.sentences, v)
	}
	p.words = len(text)
	for i := 0; i+shingle <= len(text); i++ {
		p.shingles[strings.Join(text[i:i+shingle], " ")] = true
	}
	return p
}

// closest finds the sentence of p most similar to s; the first of equals.
func (p *profile) closest(s vector) (place int, similarity float64) {
	sums := make([]float64, len(p.sentences))
	for i, w := range s.words {
		for _, in := range p.holds[w] {
			// The conversion keeps processors with a fused multiply-add from
			// rounding differently.
			sums[in.sentence] += float64(s.weights[i] * in.weight)
		}
	}
	for j := range sums {
		if slices.ContainsFunc(s.numbers, func(n string) bool {
			return distinctive(n) && slices.Contains(p.sentences[j].numbers, n)
		}) {
			sums[j] += numberBonus
		}
		if sums[j] > similarity {
			place, similarity = j, sums[j]
		}
	}
	return place, similarity
}

// distinctive: single digits are shared by chance.
func distinctive(number string) bool { return utf8.RuneCountInString(number) > 1 }

var (
	// Numbers with their separators, words with their inner apostrophes.
	token      = regexp.MustCompile(`\p{Nd}+(?:[.,]\p{Nd}+)*|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*`)
	grouped    = regexp.MustCompile(`^\p{Nd}{1,3}(?:[.,]\p{Nd}{3})+$`)
	separators = strings.NewReplacer(",", "", ".", "")
)

// words are a text's words and numbers, normalised: possessives without their
// ending, 40,000 and 40.000 as 40000.
func words(text string) []string {
	all := token.FindAllString(article.Normalize(text), -1)
	for i, w := range all {
		if grouped.MatchString(w) {
			w = separators.Replace(w)
		}
		all[i] = strings.TrimSuffix(w, "'s")
	}
	return all
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
