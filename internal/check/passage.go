package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A passage is one text of ours in one edition, as the rules about wording
// read it: as words, of which some stand in quotation marks.
type passage struct {
	kind      kind
	edition   string
	text      string
	editorial bool               // speaks of the explainer itself
	claims    []*explainer.Claim // that it cites, or whose statement it is
	doubtful  bool               // cites an unknown claim, which references reports
	sentence  *explainer.Sentence
	page      *explainer.Page // whose title, description or heading it is
	source    explainer.Text  // whose words it is, unless those of a sentence

	tokens     []token
	clauses    []clause
	links      []link
	quotations []quotation
	quantities []quantity.Quantity
}

// What a passage is. Sentences and statements are what the explainer says;
// remarks are what its editors explain; a position is what sources say, and
// its record names them.
type kind string

const (
	isSentence  kind = "sentence"
	isStatement kind = "statement"
	isTitle     kind = "title"
	isRemark    kind = "note"
	isPosition  kind = "position"
)

// A token is a word or number. Its low form is lower case, with straight
// apostrophes and without a possessive 's.
type token struct {
	low      string
	from, to int
	clause   int // index of the clause it stands in
	quoted   bool
}

// at gives the place of a byte offset, as exactly as it is known.
func (p *passage) at(offset int) diag.Place {
	if p.sentence != nil {
		return p.sentence.At(offset)
	}
	return p.source.At(offset)
}

// cites is where a passage first links to a claim.
func (p *passage) cites(c *explainer.Claim) diag.Place {
	if p.sentence != nil {
		for _, k := range p.sentence.Citations {
			if k.Claim.Value == c.ID {
				return k.Claim.Place
			}
		}
	}
	return p.at(0)
}

// A link is where the words of a citation stand.
type link struct {
	claim    string
	from, to int
}

// linksOf finds the words of citations, which know their words and not where
// they stand, in order.
func linksOf(s *explainer.Sentence) []link {
	if s == nil {
		return nil
	}
	var list []link
	at, last := 0, ""
	for _, k := range s.Citations {
		from := at
		if k.Words == last { // claim:a+b is one link
			from = max(at-len(last), 0)
		}
		i := strings.Index(s.Text[from:], k.Words)
		if i < 0 {
			continue
		}
		at, last = from+i+len(k.Words), k.Words
		list = append(list, link{k.Claim.Value, from + i, at})
	}
	return list
}

// said reports whether the explainer makes the passage its own statement.
func (p *passage) said() bool {
	return p.kind == isSentence && !p.editorial || p.kind == isStatement
}

// tops reports whether the passage is a title, description or heading of a page
// about the subject. It cites nothing itself, and is held to what its page
// does.
func (p *passage) tops() bool { return p.page != nil && !p.page.Editorial }

// read takes the text apart.
func (p *passage) read() {
	p.tokens, p.quotations, p.links = tokenize(p.text), quotations(p.text), linksOf(p.sentence)
	part := 0
	for i := range p.tokens {
		t := &p.tokens[i]
		for _, q := range p.quotations {
			t.quoted = t.quoted || q.from <= t.from && t.to <= q.to
		}
		switch gap := p.gap(i); {
		case i > 0 && gap == " ": // most of them
		case strings.Contains(gap, ";") || i > 0 && endsSentence(p.words(i-1, 1), gap):
			part++
			p.clauses = append(p.clauses, clause{from: i, part: part})
		case i == 0 || strings.ContainsAny(gap, ",:()—–") || strings.Contains(gap, " - "):
			p.clauses = append(p.clauses, clause{from: i, part: part})
		}
		t.clause = len(p.clauses) - 1
		p.clauses[t.clause].to = i + 1
	}
}

// endsSentence reports whether what follows a word ends a sentence, as the full
// stops of "U.S." and "EE. UU." do not.
func endsSentence(word, gap string) bool {
	stop := strings.IndexAny(gap, ".!?")
	if stop < 0 || !strings.ContainsAny(gap[stop:], " \n") {
		return false
	}
	return gap[stop] != '.' || len(word) > len("UU") || !isUpper(word)
}

// tokenize gives the words and numbers of a text. Hyphens part words, and
// marks between digits do not: "MS-13" is two words, "110,000" one.
func tokenize(text string) []token {
	tokens := make([]token, 0, len(text)/6+1)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += size
			continue
		}
		from := i
		for i < len(text) {
			if b := text[i]; 'a' <= b && b <= 'z' { // most of them
				i++
				continue
			}
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.In(r, unicode.L, unicode.N, unicode.M) {
				next, _ := utf8.DecodeRuneInString(text[i+size:])
				before, _ := utf8.DecodeLastRuneInString(text[:i])
				apostrophe := (r == '\'' || r == '’') && unicode.IsLetter(next)
				inNumber := (r == '.' || r == ',') && unicode.IsDigit(before) && unicode.IsDigit(next)
				if !apostrophe && !inNumber {
					break
				}
			}
			i += size
		}
		low := strings.ToLower(text[from:i])
		if strings.Contains(low, "’") {
			low = strings.ReplaceAll(low, "’", "'")
		}
		tokens = append(tokens, token{low: strings.TrimSuffix(low, "'s"), from: from, to: i})
	}
	return tokens
}

// tokenFrom is the first token that begins at or after a byte offset.
func (p *passage) tokenFrom(offset int) int {
	i, _ := slices.BinarySearchFunc(p.tokens, offset, func(t token, o int) int { return t.from - o })
	return i
}

// gap is what stands between token i and the one before it.
func (p *passage) gap(i int) string {
	if i == 0 {
		return p.text[:p.tokens[0].from]
	}
	return p.text[p.tokens[i-1].to:p.tokens[i].from]
}

// next and previous are the low form of the token after and before token i, or
// "" where there is none or punctuation parts the two.
func (p *passage) next(i int) string {
	if i+1 >= len(p.tokens) || strings.TrimSpace(p.gap(i+1)) != "" {
		return ""
	}
	return p.tokens[i+1].low
}

func (p *passage) previous(i int) string {
	if i == 0 || strings.TrimSpace(p.gap(i)) != "" {
		return ""
	}
	return p.tokens[i-1].low
}

// words are the author's words from token i on, n of them.
func (p *passage) words(i, n int) string { return p.text[p.tokens[i].from:p.tokens[i+n-1].to] }

// A clause is a stretch of tokens between marks: commas, colons, semicolons,
// dashes, brackets and full stops. The last and semicolons begin a new part.
type clause struct{ from, to, part int }

// clauseOf is the clause that token i stands in.
func (p *passage) clauseOf(i int) clause { return p.clauses[p.tokens[i].clause] }

// A quotation is a stretch in quotation marks, without them.
type quotation struct{ from, to int }

// quotations finds what stands in “ ”, « », „ “ or straight marks; single marks
// are apostrophes too often. A mark without its counterpart reaches to the
// end or beginning of the text, since a quotation may run over sentences.
func quotations(text string) []quotation {
	if !strings.ContainsAny(text, "\"“”«»„‟") {
		return nil
	}
	var list []quotation
	open, mark := -1, rune(0)
	for i, r := range text {
		opens, closes := strings.ContainsRune("“«„", r), strings.ContainsRune("”»‟", r)
		if r == '"' {
			opens, closes = open < 0, open >= 0 && mark == '"'
		}
		if r == '“' && mark == '„' {
			opens, closes = false, true
		}
		switch {
		case closes && open >= 0:
			list = append(list, quotation{open, i})
			open, mark = -1, 0
		case closes && len(list) == 0:
			list = append(list, quotation{0, i})
		case opens && open < 0: // not one inside another
			open, mark = i+utf8.RuneLen(r), r
		}
	}
	if open >= 0 {
		list = append(list, quotation{open, len(text)})
	}
	return list
}

// phrases are sequences of words to look for, each with what it means. A word
// that ends in * stands for all that begin so.
type phrases[T any] map[string][]phrase[T] // by how the first word begins

type phrase[T any] struct {
	words []string
	means T
}

// initial is the key of a word: enough of it that few phrases share one.
func initial(word string) string { return word[:min(2, len(word))] }

func (ps phrases[T]) add(text string, means T) {
	var words []string
	for _, w := range strings.Fields(text) {
		stem, isPrefix := strings.CutSuffix(w, "*")
		parts := tokenize(stem)
		for i, t := range parts {
			if isPrefix && i == len(parts)-1 {
				t.low += "*"
			}
			words = append(words, t.low)
		}
	}
	if len(words) > 0 {
		ps[initial(words[0])] = append(ps[initial(words[0])], phrase[T]{words, means})
	}
}

// phraseTable reads "one phrase|another phrase".
func phraseTable(list string) phrases[bool] {
	ps := phrases[bool]{}
	for text := range strings.SplitSeq(list, "|") {
		ps.add(text, true)
	}
	return ps
}

// at finds the longest phrase that begins at token i, all of it inside or all
// of it outside quotation marks; n is 0 if there is none.
func (ps phrases[T]) at(p *passage, i int) (means T, n int) {
candidates:
	for _, c := range ps[initial(p.tokens[i].low)] {
		if len(c.words) <= n || i+len(c.words) > len(p.tokens) {
			continue
		}
		for k, w := range c.words {
			t := p.tokens[i+k]
			if stem, isPrefix := strings.CutSuffix(w, "*"); t.quoted != p.tokens[i].quoted ||
				isPrefix && !strings.HasPrefix(t.low, stem) || !isPrefix && t.low != w {
				continue candidates
			}
			if k > 0 && strings.ContainsAny(p.gap(i+k), ".,;:()") {
				continue candidates
			}
		}
		means, n = c.means, len(c.words)
	}
	return means, n
}

// within reports whether a phrase stands unquoted among tokens from to to.
func (ps phrases[T]) within(p *passage, from, to int) bool {
	for i := max(from, 0); i < min(to, len(p.tokens)); i++ {
		if !p.tokens[i].quoted {
			if _, n := ps.at(p, i); n > 0 && i+n <= to {
				return true
			}
		}
	}
	return false
}
