package lineage

import (
	"cmp"
	"math"
	"slices"

	"explainer/internal/article"
)

// A profile is an article made ready for comparison: slices in the order of
// the vocabulary, so that two are compared by walking along both.
type profile struct {
	id        string
	length    int // in words
	sentences []article.Sentence
	terms     []term   // by word, then by sentence
	places    []uint32 // of the terms in terms, by sentence, then by word
	ends      []int    // of the sentences in places
	numbers   []word   // the different ones
	shingles  []uint64 // hashes of the different five-word sequences, sorted
}

// sentence gives the places of its terms.
func (p *profile) sentence(i int) []uint32 {
	if i == 0 {
		return p.places[:p.ends[0]]
	}
	return p.places[p.ends[i-1]:p.ends[i]]
}

// A term is a word in a sentence. The squares of a sentence's weights sum to 1.
type term struct {
	word     word
	sentence uint32
	weight   float64
}

// shingle is the number of words in a sequence that counts as copied.
const shingle = 5

// A vocabulary is what profiles have in common.
type vocabulary struct {
	words    []string // sorted
	in       []int    // number of sentences with the word
	rarities []float64
	numbers  word // words below this one begin with a digit
}

func (c *Corpus) vocabulary(words []string) *vocabulary {
	numbers, _ := slices.BinarySearch(words, ":") // the character after 9
	v := &vocabulary{words, make([]int, len(words)), make([]float64, len(words)), word(numbers)}
	for i, w := range words {
		v.in[i] = c.in[w]
		v.rarities[i] = c.rarity(w)
	}
	return v
}

// distinctive: single digits are shared by chance.
func (v *vocabulary) distinctive(w word) bool { return w < v.numbers && len(v.words[w]) > 1 }

func (v *vocabulary) profile(t *text) *profile {
	p := &profile{id: t.id, length: len(t.words), sentences: t.sentences, terms: make([]term, 0, len(t.words))}
	for i := range t.sentences {
		all := distinct(t.sentence(i))
		length := 0.0
		for _, w := range all {
			// The conversion keeps processors with a fused multiply-add from
			// rounding differently.
			length += float64(v.rarities[w] * v.rarities[w])
			if w < v.numbers {
				p.numbers = append(p.numbers, w)
			}
		}
		for _, w := range all {
			p.terms = append(p.terms, term{w, uint32(i), v.rarities[w] / math.Sqrt(length)})
		}
		p.ends = append(p.ends, len(p.terms))
	}
	slices.SortFunc(p.terms, func(a, b term) int {
		return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.sentence, b.sentence))
	})
	p.places = make([]uint32, len(p.terms))
	next := append([]int{0}, p.ends...) // by sentence: where its next place goes
	for i, t := range p.terms {
		p.places[next[t.sentence]] = uint32(i)
		next[t.sentence]++
	}
	p.numbers = distinct(p.numbers)
	for i := 0; i+shingle <= len(t.words); i++ {
		p.shingles = append(p.shingles, hash(t.words[i:i+shingle]...))
	}
	slices.Sort(p.shingles)
	p.shingles = slices.Clip(slices.Compact(p.shingles))
	return p
}

// hash mixes words into 64 bits (the finalizer of SplitMix64); among the few
// million sequences of a corpus, two alike by chance are not to be expected.
func hash(words ...word) uint64 {
	var h uint64
	for _, w := range words {
		h += uint64(w) + 0x9e3779b97f4a7c15
		h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
		h = (h ^ h>>27) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}
