package draft

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

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
	}
}

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
	return strings.Trim(text[run[0].start:run[len(run)-1].end], " \t,;:.!?—–-\"“”«»()…")
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
	return cmp.Or(strings.Join(parts, "-"), "claim")
}

// digits is 1 if a word has any, else 0.
func digits(word string) int {
	if strings.ContainsFunc(word, unicode.IsDigit) {
		return 1
	}
	return 0
}

// Slug makes an id of words: letters without their marks and digits, joined by
// hyphens; "" if there are none in Latin script.
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
	return strings.Join(strings.Fields(plain), "-")
}
