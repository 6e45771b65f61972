package draft

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxExcerpt is the number of words of an excerpt; the rule allows 12.
const maxExcerpt = 8

// excerpts picks from each piece of evidence the fragment that says most of
// what the candidate's evidence shares.
func (d *drafter) excerpts(c *Candidate) {
	holders := c.holders()
	for _, e := range c.Evidence {
		words := e.sentence.words
		e.Excerpt = fragment(e.Sentence.Text, e.start, e.end, func(start, end int) (sum float64) {
			i, _ := slices.BinarySearchFunc(words, start, func(w word, at int) int { return cmp.Compare(w.start, at) })
			for ; i < len(words) && words[i].end <= end; i++ {
				if s := words[i].stem; s != none {
					sum += holders[s] * d.words.rarity(s)
				}
			}
			return sum
		})
		if at := strings.Index(e.Sentence.Text, e.Excerpt); cutsWord(e.Sentence.Text, at, at+len(e.Excerpt)) || len(tokenize(e.Excerpt)) == len(words) {
			e.Excerpt = "" // it cuts a word, or leaves out nothing but marks
		}
	}
}

// cutsWord reports whether text[start:end] begins or ends within a word or
// number.
func cutsWord(text string, start, end int) bool {
	inside := func(at int) bool {
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at:])
		return wordPart(before) && wordPart(after)
	}
	return inside(start) || inside(end)
}

func wordPart(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// holders counts the pieces of evidence that have each stem.
func (c *Candidate) holders() map[int]float64 {
	holders := map[int]float64{}
	for _, e := range c.Evidence {
		for _, s := range unique(e.words()) {
			holders[s]++
		}
	}
	return holders
}

// fragment is the stretch of at most maxExcerpt words within text[start:end]
// that weighs most, and never all of text.
func fragment(text string, start, end int, weight func(start, end int) float64) string {
	type field struct {
		start, end int
		weight     float64
	}
	var fields []field
	from := -1
	for i, r := range text + " " {
		switch {
		case unicode.IsSpace(r) && from >= 0:
			fields = append(fields, field{from, i, weight(from, i)})
			from = -1
		case !unicode.IsSpace(r) && from < 0:
			from = i
		}
	}
	size := min(maxExcerpt, len(fields)-2)
	best, sum := -1, 0.0
	var within []int
	for i, f := range fields {
		if f.start >= start && f.end <= end {
			within = append(within, i)
		}
	}
	size = min(size, len(within))
	if size < 2 {
		return ""
	}
	for k := 0; k+size <= len(within); k++ {
		total := 0.0
		for _, i := range within[k : k+size] {
			total += fields[i].weight
		}
		if best < 0 || total > sum {
			best, sum = k, total
		}
	}
	run := fields[within[best] : within[best]+size]
	for len(run) > 2 && run[0].weight == 0 {
		run = run[1:]
	}
	for len(run) > 2 && run[len(run)-1].weight == 0 {
		run = run[:len(run)-1]
	}
	return closed(text[run[0].start:run[len(run)-1].end])
}

// enclosures are the marks that open and close a stretch of text; what stands
// in quotation marks says more than what is around them, and what stands in
// brackets less.
var enclosures = []struct {
	opens, closes string
	inside        bool
}{{"(", ")", false}, {"[", "]", false}, {"“", "”", true}, {"«", "»", true}}

// closed keeps of a fragment one side of a mark that opens or closes what is
// not all within it. A fragment with a template's delimiters, which no record
// may hold, is dropped.
func closed(fragment string) string {
	if delimiters.MatchString(fragment) {
		return ""
	}
	side := func(wanted, other string) string {
		if len(strings.Fields(wanted)) > 1 {
			return wanted
		}
		return other
	}
	for _, e := range enclosures {
		if before, after, ok := strings.Cut(fragment, e.closes); ok && !strings.Contains(before, e.opens) {
			if fragment = side(after, before); e.inside {
				fragment = side(before, after)
			}
		}
		if at := strings.LastIndex(fragment, e.opens); at >= 0 && !strings.Contains(fragment[at:], e.closes) {
			before, after := fragment[:at], fragment[at+len(e.opens):]
			if fragment = side(before, after); e.inside {
				fragment = side(after, before)
			}
		}
	}
	return strings.Trim(fragment, " \t,;:.!?—–-\"“”«»…")
}

// delimiters are what package load reports as a template's.
var delimiters = regexp.MustCompile(`{{|}}|{%|%}|<%|%>`)

// withoutDelimiters is a text without a template's delimiters.
func withoutDelimiters(text string) string {
	return strings.TrimSpace(delimiters.ReplaceAllString(text, " "))
}

// idWords is how many words make an id.
const idWords = 3

// number makes ids that several candidates have different.
func number(candidates []*Candidate) {
	taken := map[string]bool{}
	for _, c := range candidates {
		base := c.ID
		for n := 2; taken[c.ID]; n++ {
			c.ID = fmt.Sprintf("%s-%d", base, n)
		}
		taken[c.ID] = true
	}
}

// id names a candidate by words that most of its evidence shares and few
// others have. Numbers make poor names, and are what an editor may yet correct.
func (d *drafter) id(c *Candidate) string {
	type choice struct {
		place, digits int
		word          string
		weight        float64
	}
	holders := c.holders()
	var all []choice
	seen := map[int]bool{none: true}
	for i, w := range c.Evidence[0].words() {
		if slug := Slug(w.text); slug != "" && !seen[w.stem] {
			seen[w.stem] = true
			all = append(all, choice{i, digits(slug), slug, holders[w.stem] * d.words.rarity(w.stem)})
		}
	}
	slices.SortStableFunc(all, func(a, b choice) int {
		return cmp.Or(cmp.Compare(a.digits, b.digits), cmp.Compare(b.weight, a.weight))
	})
	all = all[:min(idWords, len(all))]
	slices.SortFunc(all, func(a, b choice) int { return cmp.Compare(a.place, b.place) })
	parts := make([]string, len(all))
	for i, w := range all {
		parts[i] = w.word
	}
	return cmp.Or(Slug(strings.Join(parts, " ")), "claim")
}

// digits is 1 if a word has any, else 0.
func digits(word string) int {
	if strings.ContainsFunc(word, unicode.IsDigit) {
		return 1
	}
	return 0
}

var placeholder = regexp.MustCompile(`^(?:x{3,}|(?:tk){2,})$`)

// maxSlug is the length of an id at most: files are named by it.
const maxSlug = 80

// Slug makes an id of words: letters without their marks and digits, joined by
// hyphens; "" if there are none in Latin script. Words such as "xxx", which
// package load takes for a mark of unfinished text, are no part of it.
func Slug(words string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
			return -1
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return ' '
	}, norm.NFKD.String(strings.ToLower(words)))
	slug := strings.Join(slices.DeleteFunc(strings.Fields(plain), placeholder.MatchString), "-")
	return strings.TrimSuffix(slug[:min(maxSlug, len(slug))], "-")
}
