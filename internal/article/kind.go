package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths, in words, up to which a line may play a part other than body text.
// Generous ones only where the wording leaves no doubt.
const (
	maxTitle   = 30
	maxHeading = 14
	maxKicker  = 3
	maxFurther = 8 // from here a second headline is a standfirst
	maxAppeal  = 2 // blocks inside a run of appeals that make none
)

// classify names the kind of each block. The order of the steps matters:
// what is recognised by its wording first, by its place after.
func classify(bs []rawBlock) []rawBlock {
	for i := range bs {
		bs[i].kind = byWording(bs[i])
	}
	markAppeals(bs)
	markCells(bs)
	markHeadings(bs)
	markTop(bs)
	return bs
}

// byWording recognises blocks that say themselves what they are.
func byWording(b rawBlock) Kind {
	n := words(b.text)
	switch {
	case b.debris, n <= 12 && furniture.MatchString(b.text), n <= 40 && notice.match(b.text):
		return Boilerplate
	case n <= 6 && agency.MatchString(b.text), n <= 30 && credit.MatchString(b.text):
		return Credit
	case n <= 10 && dateline.MatchString(b.text):
		return Dateline
	case n <= 20 && !stopped(b.text) && byline.MatchString(b.text):
		return Byline
	case caption.match(b.text):
		return Caption
	case n <= maxHeading && !b.bullet && (b.level || headline(b.text)):
		return Heading
	case n <= maxTitle && b.level:
		return Heading
	}
	return Paragraph
}

// headline reports whether text has a headline's shape: no end mark but a
// question's, and nothing that says a sentence was cut short or a list begins.
func headline(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, openers))
	if unicode.IsLower(first) {
		return false
	}
	if strings.HasSuffix(s, "?") {
		return !strings.ContainsAny(strings.TrimSuffix(s, "?"), ".?!")
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return !stopped(s) && !strings.ContainsRune(",;:", last)
}

// markAppeals marks an outlet's appeal to its readers. One paragraph of it may
// hold no telling phrase: it is taken as part of the appeal if it stands
// between appeals and either speaks as "we" or is outnumbered by them.
func markAppeals(bs []rawBlock) {
	appeals := make([]bool, len(bs))
	for i, b := range bs {
		appeals[i] = b.kind != Caption && appeal.match(unquoted(b.text))
	}
	for i := 0; i < len(bs); i++ {
		if !appeals[i] {
			continue
		}
		end, count := i, 1
		for j := i + 1; j < len(bs) && j-end <= maxAppeal+1; j++ {
			if appeals[j] {
				end, count = j, count+1
			}
		}
		for ; i <= end; i++ {
			if appeals[i] || count > maxAppeal || outlet.MatchString(unquoted(bs[i].text)) {
				bs[i].kind = Boilerplate
			}
		}
	}
}

var quoted = regexp.MustCompile(`["“«][^"”»]*["”»]`)

// unquoted drops quoted speech, where people may say "we" and "your support".
func unquoted(s string) string { return quoted.ReplaceAllString(s, "") }

// markCells marks the text under a picture in a table: a cell after the image's.
func markCells(bs []rawBlock) {
	for i := 1; i < len(bs); i++ {
		if bs[i].cell && bs[i-1].cell && bs[i-1].kind == Boilerplate && bs[i].kind != Boilerplate {
			bs[i].kind = Caption
		}
	}
}

// markHeadings looks at runs of headlines. In a pair a very short first one is
// a kicker; three or more in a row are a list, and the last block heads
// nothing: both are body text, to be safe.
func markHeadings(bs []rawBlock) {
	last := len(bs) - 1 // block of body text
	for last >= 0 && !bs[last].kind.Body() {
		last--
	}
	top := true
	for i := 0; i < len(bs); {
		n := 0
		for i+n < len(bs) && bs[i+n].kind == Heading {
			n++
		}
		switch {
		case n == 0:
			top = top && bs[i].kind != Paragraph
			i++
			continue
		case (n >= 3 || i > last) && !top:
			for j := i; j < i+n; j++ {
				if !bs[j].level {
					bs[j].kind = Paragraph
				}
			}
		case n >= 2 && words(bs[i].text) <= maxKicker && !bs[i].level:
			bs[i].kind = Kicker
		}
		i += n
	}
}

// markTop finds the title and the standfirst, before the first paragraph.
func markTop(bs []rawBlock) {
	title := -1
	for i, b := range bs {
		// A title may be longer than other headlines.
		if b.kind == Heading || b.kind == Paragraph && !b.bullet && words(b.text) <= maxTitle && headline(b.text) {
			title = i
			break
		}
		if b.kind == Paragraph {
			return
		}
	}
	if title < 0 {
		return
	}
	bs[title].kind = Title
	next, after := following(bs, title), -1
	if next >= 0 {
		after = following(bs, next)
	}
	switch {
	case next < 0:
	case bs[next].kind == Heading && words(bs[next].text) >= maxFurther && !strings.HasSuffix(bs[next].text, "?"):
		bs[next].kind = Standfirst
	case bs[next].kind == Paragraph && after >= 0 && bs[after].kind == Paragraph && repeats(bs[next].text, bs[after].text):
		bs[next].kind = Standfirst
	}
}

// following is the index of the next block that belongs to the running text,
// or -1.
func following(bs []rawBlock, i int) int {
	for i++; i < len(bs); i++ {
		switch bs[i].kind {
		case Heading, Kicker, Paragraph:
			return i
		}
	}
	return -1
}

// repeats reports whether most of a short text stands again in the one after
// it, as a standfirst does in the lead.
func repeats(short, lead string) bool {
	in := map[string]bool{}
	for _, w := range longWords(lead) {
		in[w] = true
	}
	all := longWords(short)
	shared := 0
	for _, w := range all {
		if in[w] {
			shared++
		}
	}
	return len(all) > 0 && words(short) <= maxTitle && shared*2 >= len(all)
}

// longWords leaves out most function words.
func longWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(Normalize(s), func(r rune) bool { return !wordRune(r) }) {
		if utf8.RuneCountInString(w) > 3 {
			out = append(out, w)
		}
	}
	return out
}

func words(s string) int { return len(strings.Fields(s)) }
