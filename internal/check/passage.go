package check

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// A passage is one text of ours in one edition, as the rules about wording
// read it: as words, of which some stand in quotation marks.
type passage struct {
	kind      kind
	edition   string
	text      string
	editorial bool               // speaks of the explainer itself
	claims    []*explainer.Claim // that it cites, or whose statement it is
	sentence  *explainer.Sentence
	place     diag.Place
	tokens    []token
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
	quoted   bool
}

// at gives the place of a byte offset, as exactly as it is known.
func (p *passage) at(offset int) diag.Place {
	if p.sentence != nil {
		return p.sentence.At(offset)
	}
	return p.place
}

// said reports whether the explainer makes the passage its own statement.
func (p *passage) said() bool {
	return p.kind == isSentence && !p.editorial || p.kind == isStatement
}

// passages gives the sentences of every page and the statements of every
// claim, unread.
func passages(x *explainer.Explainer) iter.Seq[*passage] {
	return func(yield func(*passage) bool) {
		claims := map[string]*explainer.Claim{}
		for _, c := range x.Claims {
			claims[c.ID] = c
		}
		for _, page := range x.Pages {
			for i := range page.Sentences {
				s := &page.Sentences[i]
				p := &passage{kind: isSentence, edition: page.Edition, text: s.Text, editorial: s.Editorial, sentence: s, place: s.Place}
				for _, k := range s.Citations {
					if c := claims[k.Claim.Value]; c != nil {
						p.claims = append(p.claims, c)
					}
				}
				if !yield(p) {
					return
				}
			}
		}
		for _, c := range x.Claims {
			for _, ed := range x.Editions {
				if t := c.Statement[ed.ID]; t.Value != "" {
					p := &passage{kind: isStatement, edition: ed.ID, text: t.Value, place: t.Place, claims: []*explainer.Claim{c}}
					if !yield(p) {
						return
					}
				}
			}
		}
	}
}

// everything gives passages and, besides, titles, descriptions, the notes of
// records and the positions of disagreements.
func everything(x *explainer.Explainer) iter.Seq[*passage] {
	return func(yield func(*passage) bool) {
		for p := range passages(x) {
			if !yield(p) {
				return
			}
		}
		more := true
		text := func(k kind, edition string, t explainer.Text) {
			if more && t.Value != "" {
				more = yield(&passage{kind: k, edition: edition, text: t.Value, place: t.Place, editorial: true})
			}
		}
		each := func(k kind, l explainer.Localized) {
			for _, ed := range x.Editions {
				text(k, ed.ID, l[ed.ID])
			}
		}
		for _, page := range x.Pages {
			text(isTitle, page.Edition, page.Title)
			text(isTitle, page.Edition, page.Description)
		}
		for _, c := range x.Claims {
			each(isRemark, c.DateNote)
			for _, e := range c.Evidence {
				each(isRemark, e.Note)
			}
		}
		for _, d := range x.Disagreements {
			each(isPosition, d.Title) // names what is at issue
			each(isRemark, d.Note)
			for _, p := range d.Positions {
				each(isPosition, p.Says)
			}
		}
		for _, s := range x.Sources {
			each(isRemark, s.Note)
			if s.Lineage != nil {
				each(isRemark, s.Lineage.Basis)
			}
		}
		for _, a := range x.Agents {
			each(isRemark, a.Description)
		}
	}
}

// read takes the text apart, for rules that look for words.
func (p *passage) read() *passage {
	p.tokens = tokenize(p.text)
	for _, q := range quotations(p.text) {
		for i := range p.tokens {
			if t := &p.tokens[i]; q.from <= t.from && t.to <= q.to {
				t.quoted = true
			}
		}
	}
	return p
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

// gap is what stands between token i and the one before it.
func (p *passage) gap(i int) string {
	if i == 0 {
		return p.text[:p.tokens[0].from]
	}
	return p.text[p.tokens[i-1].to:p.tokens[i].from]
}

// word is the low form of token i, or "" where there is none or where
// punctuation parts it from the token that follows or precedes it.
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
// dashes and brackets. Semicolons begin a new part.
type clause struct{ from, to, part int }

func (p *passage) clauses() []clause {
	var list []clause
	part := 0
	for i := range p.tokens {
		gap := p.gap(i)
		if i == 0 || strings.ContainsAny(gap, ",:;()—–") || strings.Contains(gap, " - ") {
			if strings.Contains(gap, ";") {
				part++
			}
			list = append(list, clause{i, i, part})
		}
		list[len(list)-1].to = i + 1
	}
	return list
}

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

// links are the ids of the claims linked in a clause. A citation knows its
// words and not where they stand: they are looked for in order.
func (p *passage) links(in clause) map[string]bool {
	from, to := p.tokens[in.from].from, p.tokens[in.to-1].to
	ids := map[string]bool{}
	at, last := 0, ""
	for _, k := range p.sentence.Citations {
		start := at
		if k.Words == last { // claim:a+b is one link
			start = max(at-len(last), 0)
		}
		i := strings.Index(p.text[start:], k.Words)
		if i < 0 {
			continue
		}
		i += start
		at, last = i+len(k.Words), k.Words
		if i < to && at > from {
			ids[k.Claim.Value] = true
		}
	}
	return ids
}
