package lineage

import (
	"slices"
	"strings"

	"explainer/internal/article"
	"explainer/internal/quantity"
)

// Own returns the body sentences of the derived article that have no match in
// the parent: what it may support independently.
func Own(r Relation, derived *article.Article) []article.Sentence {
	matched := r.matched()
	var own []article.Sentence
	for s := range derived.Body() {
		if !matched[s.Locator()] {
			own = append(own, s)
		}
	}
	return own
}

// matched are the places of the derived article's aligned sentences.
func (r *Relation) matched() map[string]bool {
	places := make(map[string]bool, len(r.Aligned))
	for _, p := range r.Aligned {
		places[p.To.Locator()] = true
	}
	return places
}

// An Addition is a sentence with something that the parent does not have.
type Addition struct {
	Sentence   article.Sentence
	Matched    bool     // it is like a sentence of the parent, which gives neither of these:
	Numbers    []string // as the sentence gives them
	Quotations []article.Quotation
}

// Additions returns the derived article's body sentences that have no match
// in the parent, and those that do but give a number or a quotation that
// stands nowhere in the parent. A retelling that adds a figure has looked
// elsewhere for it, or has made it up.
//
// A number is known to the parent whatever it counts there, in digits or
// words. Relative dates and vague numbers, such as "Sunday" or "hundreds", are
// left out.
func Additions(r Relation, parent, derived *article.Article) []Addition {
	known := newKnowledge(parent)
	matched := r.matched()
	reader := quantity.NewReader(derived.Language, nil)
	var all []Addition
	for s := range derived.Body() {
		a := Addition{Sentence: s, Matched: matched[s.Locator()], Numbers: known.lacksNumbers(s.Text, reader)}
		for _, q := range derived.Quotations(s) {
			if !strings.Contains(known.text, spaced(words(q.Words))) {
				a.Quotations = append(a.Quotations, q)
			}
		}
		if !a.Matched || len(a.Numbers) > 0 || len(a.Quotations) > 0 {
			all = append(all, a)
		}
	}
	return all
}

// knowledge is what an article says, to be looked up.
type knowledge struct {
	text       string // its words
	quantities []quantity.Quantity
}

func newKnowledge(a *article.Article) knowledge {
	reader := quantity.NewReader(a.Language, nil)
	var k knowledge
	var all []string
	for s := range a.Sentences() {
		all = append(all, words(s.Text)...)
		k.quantities = append(k.quantities, reader.Read(s.Text)...)
	}
	k.text = spaced(all)
	return k
}

// spaced joins words so that one list stands in another as its text does.
func spaced(words []string) string { return " " + strings.Join(words, " ") + " " }

// lacksNumbers are the numbers of a text that k does not hold.
func (k knowledge) lacksNumbers(text string, reader *quantity.Reader) []string {
	var own []string
	rest := text // without the quantities
	for _, q := range reader.Read(text) {
		rest = strings.Replace(rest, q.Text, " ", 1)
		if !q.Vague && !q.Date.Relative && !k.holds(q) {
			own = append(own, q.Text)
		}
	}
	for _, w := range words(rest) {
		if w[0] >= '0' && w[0] <= '9' && !strings.Contains(k.text, spaced([]string{w})) {
			own = append(own, w)
		}
	}
	return own
}

// holds reports whether k gives the amount of q, of whatever, or its date.
func (k knowledge) holds(q quantity.Quantity) bool {
	return slices.ContainsFunc(k.quantities, func(p quantity.Quantity) bool {
		switch {
		case p.Unit == quantity.OnDate && q.Unit == quantity.OnDate:
			return p.Date.Covers(q.Date) || q.Date.Covers(p.Date)
		case p.Unit == quantity.OnDate || q.Unit == quantity.OnDate:
			return false
		}
		return p.Min == q.Min && p.Max == q.Max || quantity.Agree(p, q)
	})
}
