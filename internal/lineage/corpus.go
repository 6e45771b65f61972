package lineage

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"explainer/internal/article"
)

// Corpus knows how rare a word is over all articles: in few of their body
// sentences, or in many. It needs no list of function words in any language.
type Corpus struct {
	sentences int
	in        map[string]int // number of sentences with the word
}

// NewCorpus counts the words of the articles.
func NewCorpus(articles ...*article.Article) *Corpus { return count(tokenize(articles)) }

// count makes the corpus of texts that are already read.
func count(words []string, texts []text) *Corpus {
	c := &Corpus{in: make(map[string]int, len(words))}
	in := make([]int, len(words))
	for _, t := range texts {
		c.sentences += len(t.sentences)
		for i := range t.sentences {
			for _, w := range distinct(t.sentence(i)) {
				in[w]++
			}
		}
	}
	for w, n := range in {
		c.in[words[w]] = n
	}
	return c
}

// rarity is the word's inverse document frequency. The 1 keeps some weight on
// words that stand in every sentence of a small corpus.
func (c *Corpus) rarity(word string) float64 {
	return 1 + math.Log(float64(max(c.sentences, 1))/float64(max(c.in[word], 1)))
}

// A word is known by its place in a sorted vocabulary: one number instead of
// a string, the same for whatever order the articles come in, and numbers,
// which begin with a digit, before all others.
type word uint32

// A text is the body of an article as words.
type text struct {
	id        string
	sentences []article.Sentence
	ends      []int // of each sentence, in words
	words     []word
}

func (t *text) sentence(i int) []word {
	if i == 0 {
		return t.words[:t.ends[0]]
	}
	return t.words[t.ends[i-1]:t.ends[i]]
}

// tokenize finds the words of the articles' bodies and their sorted vocabulary.
func tokenize(articles []*article.Article) ([]string, []text) {
	texts := make([]text, len(articles))
	readers := make([]*reader, len(articles))
	each(len(articles), func(own *reader, i int) { texts[i], readers[i] = own.read(articles[i]), own })

	var words []string
	places := map[*reader][]word{} // in the vocabulary, by the reader's number
	for _, r := range readers {
		if places[r] == nil {
			places[r] = make([]word, len(r.numbers))
			words = slices.AppendSeq(words, maps.Keys(r.numbers))
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	for r, place := range places {
		for w, number := range r.numbers {
			at, _ := slices.BinarySearch(words, w)
			place[number] = word(at)
		}
	}
	for i, t := range texts {
		for j, number := range t.words {
			t.words[j] = places[readers[i]][number]
		}
	}
	return words, texts
}

// A reader numbers words as they come to it.
type reader struct {
	numbers map[string]word
}

func (r *reader) read(a *article.Article) text {
	if r.numbers == nil {
		r.numbers = map[string]word{}
	}
	t := text{id: a.SHA256}
	for s := range a.Body() {
		for _, w := range words(s.Text) {
			number, known := r.numbers[w]
			if !known {
				number = word(len(r.numbers))
				r.numbers[strings.Clone(w)] = number // not all of the text
			}
			t.words = append(t.words, number)
		}
		t.sentences = append(t.sentences, s)
		t.ends = append(t.ends, len(t.words))
	}
	return t
}

// distinct are the words sorted, each once.
func distinct(words []word) []word {
	words = slices.Clone(words)
	slices.Sort(words)
	return slices.Compact(words)
}

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
