package draft

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/spanish"

	"explainer/internal/article"
	"explainer/internal/quantity"
)

// A sentence as it is compared.
type sentence struct {
	article.Sentence
	article    int // its index
	language   string
	words      []word
	quantities []quantity.Quantity
	stems      []int // sorted, unique
	heading    []int // of the heading above it
}

// A word of a text.
type word struct {
	start, end int    // in the text
	text       string // in lower case, numbers without the separators of thousands
	stem       int    // its number in the vocabulary; none for grammar
}

const none = -1

// tokenize finds the words of a text; their stems are numbered later.
func tokenize(text string) []word {
	var words []word
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		inner := ""
		var is func(rune) bool
		switch {
		case unicode.IsDigit(r):
			is, inner = unicode.IsDigit, ".,"
		case unicode.IsLetter(r):
			is, inner = func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }, "'’"
		default:
			at += size
			continue
		}
		end := at + size
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if strings.ContainsRune(inner, r) {
				next, _ := utf8.DecodeRuneInString(text[end+size:])
				if !is(next) {
					break
				}
			} else if !is(r) {
				break
			}
			end += size
		}
		words = append(words, word{at, end, plain(text[at:end]), none})
		at = end
	}
	return words
}

var (
	thousands  = regexp.MustCompile(`[.,](\p{Nd}{3})\b`)
	apostrophe = strings.NewReplacer("’", "'")
)

func plain(token string) string {
	if unicode.IsDigit(rune(token[0])) {
		return thousands.ReplaceAllString(token, "$1")
	}
	return strings.TrimSuffix(apostrophe.Replace(strings.ToLower(token)), "'s")
}

// grammar are words that say nothing of a topic.
var grammar = map[string]map[string]bool{
	"en": wordSet(`a about after all also an and any are as at be been before being but by can could did do does for from had has have he her his if in into is it its may more most new no not of on one or other our over said say says she should so some such than that the their them then there these they this those to two under up was we were what when where which who whose why will with would you`),
	"es": wordSet(`a al algo ante antes aunque cada como con contra cual cuando de del desde después dijo donde dos durante e el ella ellos en entre era eran es esa ese eso esta está están este esto estos fue fueron ha había han hasta hay la las le les lo los más me mientras muy ni no nos o otra otras otro otros para pero por porque que quien quienes se según ser será si sin sobre son su sus también tan tiene tras un una unas uno unos ya y qué cómo cuándo dónde quién quiénes cuál cuánto sé sí él`),
}

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// A vocabulary numbers the stems of all articles and counts the clauses that
// each stands in.
type vocabulary struct {
	ids     map[string]int
	known   map[string]map[string]int // by language: the stems of words
	in      []int                     // by stem, how many clauses
	clauses int
}

func newVocabulary() *vocabulary {
	return &vocabulary{ids: map[string]int{}, known: map[string]map[string]int{}}
}

// id numbers a stem.
func (v *vocabulary) id(stem string) int {
	id, ok := v.ids[stem]
	if !ok {
		id = len(v.in)
		v.ids[stem] = id
		v.in = append(v.in, 0)
	}
	return id
}

// number gives words their stems.
func (v *vocabulary) number(words []word, language string) {
	known := v.known[language]
	if known == nil {
		known = map[string]int{}
		v.known[language] = known
	}
	for i, w := range words {
		id, ok := known[w.text]
		if !ok {
			if id = none; !grammar[language][w.text] {
				id = v.id(stem(w.text, language))
			}
			known[w.text] = id
		}
		words[i].stem = id
	}
}

func stem(word, language string) string {
	env := snowballstem.NewEnv(word)
	if language == "es" {
		spanish.Stem(env)
	} else {
		english.Stem(env)
	}
	return env.Current()
}

// stems are those of a text, sorted and unique.
func (v *vocabulary) stems(text, language string) []int {
	words := tokenize(text)
	v.number(words, language)
	return unique(words)
}

func unique(words []word) []int {
	var ids []int
	for _, w := range words {
		if w.stem != none {
			ids = append(ids, w.stem)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// A clause is a stretch of a sentence that could be a statement of its own:
// news copy packs several facts into one sentence, and a claim holds one.
type clause struct {
	article    int // its index
	sentence   int // its index
	words      []word
	start, end int   // in the sentence's text
	stems      []int // sorted, unique
	weights    []float64
}

// joints are where a sentence can be cut. Each match begins a new clause.
var joints = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`\s[—–-]+\s|—|;|, (?:and|but|while|where|which|who|whose|as|even as|when|giving|including|saying|after|before|or|with)\b|\s(?:while|where|which|even as|as part of)\s`),
	"es": regexp.MustCompile(`\s[—–-]+\s|—|;|, (?:y|e|pero|mientras|donde|que|quien|quienes|cuyo|cuya|cuyos|cuyas|como|cuando|incluid[oa]s?|tras|después|antes|según|aunque|con|o)\b|\s(?:mientras|donde|aunque|como parte de|en el marco de)\s`),
}

// minContent is how many words a clause has at least, those of grammar apart.
const minContent = 6

// cut splits a sentence at its joints into clauses that say something.
func (v *vocabulary) cut(s *sentence) []clause {
	content := func(from, to int) (n int) {
		for _, w := range s.words {
			if w.stem != none && w.start >= from && w.end <= to {
				n++
			}
		}
		return n
	}
	var cuts []int
	if len(s.words) >= 2*minContent {
		at := 0
		for _, m := range joints[s.language].FindAllStringIndex(s.Text, -1) {
			if content(at, m[0]) >= minContent && content(m[0], len(s.Text)) >= minContent {
				cuts = append(cuts, m[0])
				at = m[0]
			}
		}
	}
	var out []clause
	rest, at := s.words, 0
	for _, end := range append(cuts, len(s.Text)) {
		n := 0
		for n < len(rest) && rest[n].end <= end {
			n++
		}
		c := clause{article: s.article, words: rest[:n], start: at, end: end}
		c.stems = v.withUnits(unique(c.words), s.quantities, at, end)
		out = append(out, c)
		rest, at = rest[n:], end
	}
	return out
}

// withUnits adds what a clause measures to its stems: articles that differ in
// a number still give it of the same thing.
func (v *vocabulary) withUnits(stems []int, read []quantity.Quantity, start, end int) []int {
	for _, q := range read {
		if q.Start >= start && q.End <= end && q.Unit != "" {
			stems = append(stems, v.id("#"+measure(q)))
		}
	}
	slices.Sort(stems)
	return slices.Compact(stems)
}

// measure names what a quantity is a measure of: a unit that stands for all
// those of its dimension.
func measure(q quantity.Quantity) string {
	for _, unit := range []string{"km", "kg", "day"} {
		if _, ok := q.In(unit); ok {
			return unit
		}
	}
	return q.Unit
}

// count takes the clauses' stems into account for rarity.
func (v *vocabulary) count(clauses []clause) {
	for _, c := range clauses {
		for _, s := range c.stems {
			v.in[s]++
		}
	}
	v.clauses += len(clauses)
}

// rarity is a stem's inverse document frequency over clauses, smoothed so
// that what stands in all of a small corpus keeps some weight.
func (v *vocabulary) rarity(stem int) float64 {
	return math.Log(1 + float64(v.clauses)/float64(max(v.in[stem], 1)))
}

// weigh gives a clause's stems weights whose squares sum to 1.
func (v *vocabulary) weigh(c *clause) {
	length := 0.0
	c.weights = make([]float64, len(c.stems))
	for i, s := range c.stems {
		c.weights[i] = v.rarity(s)
		length += float64(c.weights[i] * c.weights[i])
	}
	normalize(c.weights, length)
}

// normalize scales weights whose squares sum to length.
func normalize(weights []float64, length float64) {
	for i := range weights {
		weights[i] /= math.Sqrt(length)
	}
}

// similarity is the cosine of two clauses.
func similarity(a, b *clause) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a.stems) && j < len(b.stems); {
		switch {
		case a.stems[i] < b.stems[j]:
			i++
		case a.stems[i] > b.stems[j]:
			j++
		default:
			// The conversion keeps processors with a fused multiply-add from
			// rounding differently.
			sum += float64(a.weights[i] * b.weights[j])
			i, j = i+1, j+1
		}
	}
	return sum
}
