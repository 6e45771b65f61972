package article

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/neurosnap/sentences"
	"github.com/neurosnap/sentences/english"
)

// A splitter finds sentences: Punkt proposes, and rules for what Punkt gets
// wrong in news text dispose.
type splitter struct {
	punkt    *sentences.DefaultSentenceTokenizer
	starters map[string]bool // words that begin sentences, in lower case
	titles   map[string]bool // abbreviations that never end one
}

var splitters = map[string]func() *splitter{
	"en": sync.OnceValue(func() *splitter { return newSplitter(nil, englishStarters, englishTitles) }),
	"es": sync.OnceValue(func() *splitter { return newSplitter(spanishTraining(), spanishStarters, spanishTitles) }),
}

// Supported reports whether sentences of a language ("en", "es") can be found.
func Supported(language string) bool { return splitters[language] != nil }

// Split cuts text in a supported language into sentences;
// joined by single spaces they are the text, whose white space must be single
// spaces.
func Split(language, text string) []string { return splitters[language]().split(text) }

// newSplitter panics only if the training data compiled into the module is
// broken.
func newSplitter(training *sentences.Storage, starters, titles string) *splitter {
	punkt, err := english.NewSentenceTokenizer(training) // nil: English
	if err != nil {
		panic(err)
	}
	// The module adds "no" as in "No. 5"; here that needs a digit (see ends).
	punkt.AbbrevTypes.Remove("no")
	return &splitter{punkt, set(starters), set(titles)}
}

// spanishTraining is the module's Spanish model reduced to its abbreviations.
// The module compiles in English only, and the rest of the 580 KB of Spanish
// decides cases that ends decides already.
func spanishTraining() *sentences.Storage {
	training := sentences.NewStorage()
	for _, list := range []string{spanishAbbreviations, spanishTitles} {
		for abbreviation := range set(list) {
			training.AbbrevTypes.Add(strings.TrimSuffix(abbreviation, "."))
		}
	}
	for word := range set(spanishStarters) {
		training.SentStarters.Add(word)
	}
	return training
}

// split cuts cleaned text into sentences. Joined by spaces they are the text.
func (s *splitter) split(text string) []string {
	// Punkt overlooks a last word that ends in a multi-byte character.
	broken := map[int]bool{}
	for _, token := range s.punkt.AnnotatedTokens(text + " ") {
		if token.SentBreak {
			broken[token.Position] = true
		}
	}
	var out []string
	start, word := 0, 0 // of the sentence, of the word
	letters := false    // in the sentence so far: "1." opens one rather than being one
	last := strings.LastIndexFunc(text, wordRune)
	for i := 0; i < last; i++ {
		if text[i] != ' ' {
			continue
		}
		before := text[word:i]
		letters = letters || strings.ContainsFunc(before, unicode.IsLetter)
		if letters && s.ends(before, text[i+1:], broken[i]) {
			out = append(out, text[start:i])
			start, letters = i+1, false
		}
		word = i + 1
	}
	return append(out, text[start:])
}

const (
	openers = `"'“‘«([¿¡—–-`
	closers = `"'”’»)]`
)

var (
	initialism = regexp.MustCompile(`^(?:.*[-–—(])?(?:\p{Lu}{1,2}\.){2,}$`) // U.S., EE.UU., non-U.S.
	numbered   = regexp.MustCompile(`(?i)^(?:no|nos|núm|nro|art|fig|sec|p|pp|pág|vol|ch|cap)\.$`)
)

// ends reports whether a sentence ends between the word before and the text
// after, given what Punkt thinks.
func (s *splitter) ends(before, after string, punkt bool) bool {
	bare := strings.TrimRight(before, closers)
	last, _ := utf8.DecodeLastRuneInString(bare)
	if !strings.ContainsRune(".?!…", last) {
		return false
	}
	next, _, _ := strings.Cut(after, " ")
	word := strings.TrimLeft(next, openers)
	first, _ := utf8.DecodeRuneInString(word)
	closed, opened := bare != before, word != next

	core := strings.TrimLeft(bare, openers)
	switch {
	case word == "":
		return punkt
	case unicode.IsLower(first):
		return false
	case last == '?', last == '!':
		return true
	case s.titles[strings.ToLower(core)] && !closed,
		unicode.IsDigit(first) && numbered.MatchString(core):
		return false
	case strings.HasSuffix(core, ".") && endsInDigit(core[:len(core)-1]):
		return true // Punkt expects ordinals, as in German
	case initialism.MatchString(core), last == '…', strings.HasSuffix(core, ".."):
		// Capitals follow these inside sentences too ("U.S. President").
		return s.starters[firstWord(word)]
	}
	return punkt || closed || opened && !s.punkt.IsAbbr(strings.ToLower(strings.TrimSuffix(core, ".")))
}

func endsInDigit(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsDigit(r)
}

// firstWord is the word s begins with, in lower case: "It's" gives "it".
func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		s = s[:i]
	}
	return strings.ToLower(s)
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		m[word] = true
	}
	return m
}

const (
	englishStarters = `a according after all although among an and another as at before both but by
		despite during each even every few for from he her here his how however if in indeed instead it its
		many meanwhile more moreover most neither nevertheless no nonetheless nor now of on once one or other
		others our separately several she since so some still such that the their then there these they this
		those though thus to two under unlike until we what when where while who why with yet you`
	englishTitles = `mr. mrs. ms. messrs. dr. drs. prof. gov. govs. sen. sens. rep. reps. gen. lt. col. maj.
		capt. cmdr. cpl. pvt. sgt. adm. rev. hon. pres. supt. st. mt. ft. vs. e.g. i.e.`
	spanishStarters = `a además ahora al algunos ante antes así asimismo aunque cada como con cuando
		de del desde después durante el ella ellas ello ellos en entonces entre es esa esas ese eso esos esta
		estas este esto estos fue ha había hasta hay hoy igualmente la las le les lo los mientras muchos no o
		otra otras otro otros para pero pese por porque posteriormente que quien se según si sin sobre su sus
		también tampoco tras un una uno unos y ya`
	spanishTitles = `sr. sra. srta. sres. dr. dra. dres. prof. profa. gral. cnel. tte. cap. cmdte. lic. licda. ing. arq.
		abog. mons. pbro. hno. hna. d. dña. ud. uds. sta. sto. p.ej.`
	// From the module's Spanish training data, less the ordinary words in it.
	spanishAbbreviations = `a.d.n arg atl avda c cc cc.oo ch dgt ee.uu esp etc f g h j k l m mt n p r s s.a
		s.o.s ss t u.p v vv w z art aprox av depto dpto ej fig km núm nro pág págs tel vol a.m p.m`
)
