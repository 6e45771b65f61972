package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths, in words, up to which a line may play a part other than body text.
// Generous ones only where the wording leaves no doubt.
const (
	maxTitle      = 30
	maxHeading    = 14
	maxKicker     = 3
	maxFurther    = 8 // from here a second headline is a standfirst
	maxStandfirst = 50
	maxAppeal     = 2 // blocks inside a run of appeals that make none

	maxTold      = 2000 // in bytes: from here nothing but body text
	maxFurniture = 12
	maxNotice    = 40
)

// classify names the kind of each block. The order of the steps matters:
// what is recognised by its wording first, by its place after.
func classify(bs []rawBlock) []rawBlock {
	for i := range bs {
		bs[i].kind = byWording(bs[i])
	}
	markAppeals(bs)
	markCells(bs)
	markPictures(bs)
	markMasthead(bs)
	markUnsigned(bs)
	markAgency(bs)
	markTopics(bs)
	markHeadings(bs)
	markTop(bs)
	markLives(bs)
	return bs
}

// byWording recognises blocks that say themselves what they are.
func byWording(b rawBlock) Kind {
	n := words(b.text)
	ended := stopped(b.text) && !strings.HasSuffix(b.text, ".m.")
	switch {
	case b.debris, b.outside:
		return Boilerplate
	case len(b.text) > maxTold:
		return Paragraph
	case n <= 6 && agency().MatchString(b.text):
		return Credit
	case n <= maxFurniture && isFurniture(b.text), n <= maxNotice && notice.match(b.text):
		return Boilerplate
	case b.hint != "":
		return b.hint
	case b.caption:
		return Caption
	case n <= 14 && dateline.match(b.text) && datedBy(b.text) != "":
		return Dateline
	case n <= 20 && !ended && byline().MatchString(b.text), n <= 16 && posting().MatchString(b.text):
		return Byline
	case n <= 14 && dateline.match(b.text):
		return Dateline
	case caption.match(b.text):
		return Caption
	case n <= 30 && credit.match(b.text):
		return Credit
	case b.quote == nil && n <= maxHeading && !b.bullet && (b.level > 0 || headline(b.text)):
		return Heading
	case n <= maxTitle && b.level > 0:
		return Heading
	}
	return Paragraph
}

// ordinal numbers a heading.
var ordinal = lazily(`^\d{1,2}[.)] `)

// headline reports whether text has a headline's shape: no end mark but a
// question's, and nothing that says a sentence was cut short or a list begins.
func headline(s string) bool {
	s = ordinal().ReplaceAllString(s, "")
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

func words(s string) int { return len(strings.Fields(s)) }
