package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a block is by its place among the others.

// markAppeals marks an outlet's appeal to its readers. One paragraph of it may
// hold no telling phrase: it is taken as part of the appeal if it stands
// between appeals and either speaks as "we" or is outnumbered by them.
func markAppeals(bs []rawBlock) {
	appeals := make([]bool, len(bs))
	for i, b := range bs {
		appeals[i] = b.kind != Caption && appeal.match(b.text) && appeal.match(unquoted(b.text))
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
			if appeals[i] || count > maxAppeal || outlet().MatchString(unquoted(bs[i].text)) {
				bs[i].kind = Boilerplate
			}
		}
	}
}

var quoted = lazily(`["“«][^"”»]*["”»]`)

// unquoted drops quoted speech, where people may say "we" and "your support".
func unquoted(s string) string { return quoted().ReplaceAllString(s, "") }

// markCells marks the text under a picture in a table: a cell after the image's.
func markCells(bs []rawBlock) {
	for i := 1; i < len(bs); i++ {
		if bs[i].cell && bs[i-1].cell && bs[i-1].kind == Boilerplate && bs[i].kind != Boilerplate {
			bs[i].kind = Caption
		}
	}
}

// markPictures marks the line under a picture, or a button for it, that ends in
// the picture's source.
func markPictures(bs []rawBlock) {
	for i := 1; i < len(bs); i++ {
		b := &bs[i]
		if bs[i-1].kind == Boilerplate && (b.kind == Paragraph || b.kind == Heading) && len(b.text) <= maxTold &&
			(strings.HasPrefix(bs[i-1].text, "![") || gallery().MatchString(bs[i-1].text)) && signed().MatchString(b.text) {
			b.kind = Caption
		}
	}
}

// maxLabel is how many words in capitals are rather a section's than an outlet's.
const maxLabel = 2

// markMasthead marks an outlet's name at the head of a text that was copied
// with its page: a few words with a longer headline after them, which stand
// again where outlets are named, or in capitals that the headline is not in.
// Between the two are section labels.
func markMasthead(bs []rawBlock) {
	top := topHeadlines(bs)
	long := slices.IndexFunc(top, func(i int) bool { return words(bs[i].text) > maxOutlet })
	if long < 1 || bs[top[0]].level > 0 || words(bs[top[0]].text) < 2 && !allCapitals(bs[top[0]].text) {
		return
	}
	first, headline := &bs[top[0]], bs[top[long]]
	name := article().ReplaceAllString(Normalize(first.text), "")
	again := slices.ContainsFunc(bs[top[0]+1:], func(b rawBlock) bool {
		text := Normalize(b.text)
		return !b.debris && (b.kind == Boilerplate || b.kind == Byline || b.kind == Credit) && strings.Contains(text, name) ||
			b.kind == Caption && strings.Contains(strings.ReplaceAll(text, "/ ", "/"), "/"+name)
	})
	from := 1
	switch capitals := allCapitals(first.text) && !allCapitals(headline.text); {
	case again && words(first.text) > 1, capitals && words(first.text) > maxLabel:
		first.kind = Boilerplate
	case capitals:
		from = 0
	default:
		return
	}
	for _, i := range top[from:long] {
		if words(bs[i].text) <= maxKicker {
			bs[i].kind = Kicker
		}
	}
}

var article = lazily(`^(?:the|el|la|los|las) `)

// topHeadlines are the indices of what may be headlines before the first
// paragraph. A title may be longer than other headlines.
func topHeadlines(bs []rawBlock) []int {
	var top []int
	for i, b := range bs {
		switch {
		case b.kind == Heading, b.kind == Paragraph && !b.bullet && words(b.text) <= maxTitle && headline(b.text):
			top = append(top, i)
		case b.kind == Paragraph:
			return top
		}
	}
	return top
}

func allCapitals(s string) bool { return s == strings.ToUpper(s) }

// markUnsigned marks a byline without "by": names on a line between a headline
// and a date. Of a single name without a place nobody could say whether it is
// a person's, and next to a headline in title case neither of several.
func markUnsigned(bs []rawBlock) {
	top := topHeadlines(bs)
	for n, i := range top {
		if n == 0 || i+1 == len(bs) || words(bs[i].text) <= maxKicker || !unsigned().MatchString(bs[i].text) || !sentenceCase(bs[top[n-1]].text) {
			continue
		}
		if next := bs[i+1].kind; next == Dateline || next == Byline {
			bs[i].kind = Byline
		}
	}
}

// sentenceCase reports whether a long word has no capital.
func sentenceCase(headline string) bool {
	return slices.ContainsFunc(strings.Fields(headline), func(word string) bool {
		first, _ := utf8.DecodeRuneInString(word)
		return unicode.IsLower(first) && utf8.RuneCountInString(word) > 4
	})
}

// maxPlace is the length, in bytes, of a dateline's place and date.
const maxPlace = 100

// markAgency marks an agency's name alone on a line: one that no list has is
// known by the article's dateline, or by its headline's end.
func markAgency(bs []rawBlock) {
	named := map[string]bool{}
	for _, b := range bs {
		if i := strings.IndexByte(b.text, '('); i > 0 && i < maxPlace {
			if m := opening().FindStringSubmatch(b.text); m != nil && m[2] != "" {
				named[Normalize(m[2])] = true
			}
		}
		if b.kind == Heading || b.kind == Paragraph && headline(b.text) {
			if _, outlet := cutOutlet(b.text); outlet != "" {
				named[Normalize(outlet)] = true
			}
		}
	}
	for i := range bs {
		if bs[i].kind == Heading && bs[i].level == 0 && named[Normalize(bs[i].text)] {
			bs[i].kind = Credit
		}
	}
}

// markTopics marks the labels that stand under an article, a word or two each.
func markTopics(bs []rawBlock) {
	for i := 0; i < len(bs); i++ {
		if len(bs[i].text) > maxTold || !topics().MatchString(bs[i].text) {
			continue
		}
		for bs[i].kind = Boilerplate; i+1 < len(bs) && label(bs[i+1].text); i++ {
			bs[i+1].kind = Boilerplate
		}
	}
}

// label reports whether text is a topic or several with marks between them.
func label(text string) bool {
	return !stopped(text) && (words(text) <= maxKicker || words(text) <= maxFurther && strings.ContainsAny(text, "•·|#"))
}

// markLives marks what an outlet says of the authors: of one in the byline
// anywhere, of others after the text only.
func markLives(bs []rawBlock) {
	var about About
	for _, b := range bs {
		if b.kind == Byline {
			about.addAuthors(b.text)
		}
	}
	after := true
	for i := len(bs) - 1; i >= 0; i-- {
		b := &bs[i]
		if !b.kind.Body() {
			continue
		}
		if words(b.text) <= maxNotice && life().MatchString(b.text) && !narrated().MatchString(b.text) &&
			(after || slices.ContainsFunc(about.Authors, func(name string) bool { return strings.HasPrefix(b.text, name+" ") })) {
			b.kind = Boilerplate
			continue
		}
		after = false
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
				if bs[j].level == 0 {
					bs[j].kind = Paragraph
				}
			}
		case n >= 2 && words(bs[i].text) <= maxKicker && bs[i].level == 0:
			bs[i].kind = Kicker
		}
		i += n
	}
}

// markTop finds the title, before the first paragraph, and the standfirst.
func markTop(bs []rawBlock) {
	title := findTitle(bs)
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
	case bs[next].kind == Paragraph && words(bs[next].text) <= maxStandfirst && signedBelow(bs, next):
		bs[next].kind = Standfirst
	}
}

// signedBelow reports whether a byline or a date stands between a block and
// the text, and none before it.
func signedBelow(bs []rawBlock, i int) bool {
	signs := func(b rawBlock) bool { return b.kind == Byline || b.kind == Dateline }
	end := following(bs, i)
	return end >= 0 && slices.ContainsFunc(bs[i:end], signs) && !slices.ContainsFunc(bs[:i], signs)
}

// findTitle is the index of the title, or -1.
func findTitle(bs []rawBlock) int {
	if i := slices.IndexFunc(bs, func(b rawBlock) bool { return b.kind == Title }); i >= 0 {
		return i
	}
	if top := topHeadlines(bs); len(top) > 0 {
		return top[0]
	}
	return -1
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
