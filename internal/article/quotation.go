package article

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Quotation is a person's own words within a sentence.
type Quotation struct {
	Words string // without the quotation marks
	// Speaker is the person, by the fullest name that the article had given
	// by then, or a description such as "the mayor"; "" if it does not say.
	Speaker string
}

// Quotations returns the quotations that stand in a sentence, in order. One
// that runs over several sentences is given sentence by sentence. "He", a verb
// without a subject and a quotation that goes on speak for the person named
// last. Without a speaker, one or two words in quotation marks are a title or
// said with distance, and left out.
func (a *Article) Quotations(s Sentence) []Quotation {
	if at, ok := a.At(s.Block, s.Number); !ok || at != s {
		return nil
	}
	h := a.heard
	if h == nil { // an article that was not made by Read
		h = new(hearing)
	}
	h.once.Do(func() { h.quotations = listen(a) })
	return h.quotations[[2]int{s.Block, s.Number}]
}

// maxScare is how many words may stand in quotation marks for distance.
const maxScare = 2

// hearing is who says what in an article, worked out when first asked for.
type hearing struct {
	once       sync.Once
	quotations map[[2]int][]Quotation // by block and sentence
}

// A listener goes through an article and keeps in mind who was named.
type listener struct {
	spanish bool
	known   map[string]string // full names by their last word; "" if several have it
	person  string            // named last
	speaker string            // of the last quotation
}

func listen(a *Article) map[[2]int][]Quotation {
	l := &listener{spanish: a.Language == "es", known: map[string]string{}}
	all := map[[2]int][]Quotation{}
	for i, b := range a.Blocks {
		if b.Kind == Boilerplate {
			continue
		}
		next := ""
		if i+1 < len(a.Blocks) {
			next = a.Blocks[i+1].Text
		}
		l.block(b, next, all)
	}
	return all
}

// A span is the words between two quotation marks, in bytes of a block's text.
type span struct {
	start, end int
	speaker    string
}

// block finds the quotations of a block and their speakers. What is next may
// be the name under a quotation that has a block of its own.
func (l *listener) block(b Block, next string, all map[[2]int][]Quotation) {
	var text strings.Builder
	var starts []int
	for _, s := range b.Sentences {
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		starts = append(starts, text.Len())
		text.WriteString(s.Text)
	}
	spans := quotedSpans(text.String())
	if l.spanish {
		spans = append(spans, dialogue(text.String())...)
		slices.SortFunc(spans, func(a, b span) int { return a.start - b.start })
	}
	masked := mask(text.String(), spans)
	for i, s := range b.Sentences {
		l.sentence(masked, starts[i], starts[i]+len(s.Text), spans, i == 0 && b.Kind != Heading, b.Kind.Body())
	}
	if len(spans) == 1 && spans[0].speaker == "" && !strings.ContainsFunc(masked, unicode.IsLetter) {
		spans[0].speaker = signature(next)
	}
	for i, s := range b.Sentences {
		start, end := starts[i], starts[i]+len(s.Text)
		for _, q := range spans {
			from, to := max(q.start, start), min(q.end, end)
			if from >= to {
				continue
			}
			said := strings.TrimSpace(text.String()[from:to])
			if hasWord(said) && (q.speaker != "" || words(said) > maxScare) {
				at := [2]int{s.Block, s.Number}
				all[at] = append(all[at], Quotation{said, q.speaker})
			}
		}
	}
	if len(spans) == 0 {
		l.speaker = ""
	}
}

// sentence gives the spans that touch a sentence their speaker.
func (l *listener) sentence(masked string, start, end int, spans []span, first, body bool) {
	toks := tokens(masked[start:end])
	found := attributions(toks, l.spanish)
	for i := range found {
		found[i].at += start
		switch f := &found[i]; {
		case f.pronoun:
			f.speaker = l.person
		case f.name:
			f.speaker = l.full(f.speaker)
		}
	}
	if body {
		l.remember(toks)
	}
	for _, f := range found {
		if f.name && !f.pronoun {
			l.person = f.speaker
		}
	}
	alone := !strings.ContainsFunc(masked[start:end], unicode.IsLetter)
	for i := range spans {
		q := &spans[i]
		if q.start >= end || q.end <= start {
			continue
		}
		switch by := nearest(found, *q); {
		case by != "":
			q.speaker = by
		case q.speaker != "": // from the sentence in which it begins
		case alone && (i > 0 || first):
			q.speaker = l.speaker // goes on
		case strings.HasSuffix(strings.TrimRight(masked[start:max(start, q.start)], ` "“«'‘`), ":"):
			q.speaker = l.full(firstPerson(tokens(masked[start:q.start])))
		}
		l.speaker = q.speaker
	}
}

// closing gives the marks that end what an opening mark begins; careless
// texts mix straight and curly ones.
var closing = map[rune]string{'“': `”"`, '"': `"”`, '„': `“”"`, '«': `»`, '‘': `’'`, '\'': `'’`}

// maxSingle is how many bytes may stand between single quotation marks, so that
// a text full of apostrophes is not searched to its end for each.
const maxSingle = 1000

// quotedSpans finds what stands between quotation marks. One that is never
// closed runs to the end, as when the next paragraph goes on with it; a single
// mark that is never closed is an apostrophe.
func quotedSpans(text string) []span {
	var out []span
	before := ' '
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		start := i + size
		after, _ := utf8.DecodeRuneInString(text[start:])
		closers := closing[r]
		if closers == "" || wordRune(before) || strings.ContainsRune(".,;:!?", before) || start == len(text) || unicode.IsSpace(after) {
			before, i = r, start
			continue
		}
		single := r == '‘' || r == '\''
		within := text
		if single { // or an apostrophe
			within = text[:min(len(text), start+maxSingle)]
		}
		end := closedAt(within, start, closers)
		if end < 0 && single {
			before, i = r, start
			continue
		}
		if end < 0 {
			end = len(text)
		}
		out = append(out, span{start: start, end: end})
		before, i = ' ', end
		if i < len(text) {
			_, size = utf8.DecodeRuneInString(text[i:])
			i += size
		}
	}
	return out
}

// closedAt finds the closing mark, which no word goes on after.
func closedAt(text string, from int, closers string) int {
	for i, r := range text[from:] {
		if !strings.ContainsRune(closers, r) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[from+i+utf8.RuneLen(r):])
		if !wordRune(next) {
			return from + i
		}
	}
	return -1
}

// dialogue finds speech that begins with a dash, as Spanish writes it: from a
// dash at the head of a sentence, without what stands between two more, to the
// end of the block. "—Vamos —dijo Weld—. Ya." has two spans.
func dialogue(text string) []span {
	const dash = "—"
	var out []span
	speaking, from := false, 0
	for i := 0; i < len(text); {
		d := strings.Index(text[i:], dash)
		if d < 0 {
			break
		}
		at := i + d
		i = at + len(dash)
		before := strings.TrimRight(text[:at], " ")
		spaced := at == 0 || len(before) < at
		after, _ := utf8.DecodeRuneInString(text[i:])
		glued := i < len(text) && after != ' '
		switch {
		case !speaking && from == 0 && spaced && glued && (before == "" || stopped(before)): // opens
			speaking, from = true, i
		case speaking && spaced && glued: // somebody says so
			out = append(out, span{start: from, end: at})
			speaking, from = false, i
		case !speaking && from > 0 && !spaced: // speech goes on
			speaking, from = true, i
		}
	}
	if speaking {
		out = append(out, span{start: from, end: len(text)})
	}
	for i := range out { // "—dice—, y con eso": the comma is not said
		said := strings.TrimLeft(text[out[i].start:out[i].end], " .,;:")
		out[i].start = out[i].end - len(said)
	}
	return out
}

// mask blanks the quoted words, for who speaks is said outside.
func mask(text string, spans []span) string {
	b := []byte(text)
	for _, q := range spans {
		for i := q.start; i < q.end; i++ {
			b[i] = '"'
		}
	}
	return string(b)
}

// nearest is the speaker named closest to a quotation.
func nearest(found []attribution, q span) string {
	if len(found) == 0 {
		return ""
	}
	distance := func(a attribution) int {
		if a.at < q.start {
			return q.start - a.at
		}
		return max(0, a.at-q.end)
	}
	return slices.MinFunc(found, func(a, b attribution) int { return distance(a) - distance(b) }).speaker
}

// full is the fullest form of a name that the article has given.
func (l *listener) full(name string) string {
	if strings.Contains(name, " ") || l.known[name] == "" {
		return name
	}
	return l.known[name]
}

// remember notes the names in a sentence, and who was named last.
func (l *listener) remember(toks []token) {
	for i := 0; i < len(toks); i++ {
		n := runLength(toks[i:])
		if n == 0 {
			continue
		}
		name := bareName(toks[i : i+n])
		subject := i == 0 || toks[i-1].stop != "" || !determiners[toks[i-1].low] && !prepositions[toks[i-1].low]
		switch {
		case words(name) >= 2:
			l.know(name)
			if subject && !determiners[toks[i].low] {
				l.person = name
			}
		case subject && l.known[name] != "":
			l.person = l.known[name]
		}
		i += n - 1
	}
}

// know keeps a full name by its last word, unless others have that too.
func (l *listener) know(name string) {
	last := name[strings.LastIndexByte(name, ' ')+1:]
	switch before, seen := l.known[last]; {
	case !seen, strings.HasSuffix(before, " "+name):
		l.known[last] = name
	case before != name && !strings.HasSuffix(name, " "+before):
		l.known[last] = ""
	}
}
