package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// undated reports a figure that a claim gives as of a date, in a sentence or
// statement that does not name that date: a reader takes it for today's. The
// sentence need not repeat a date within the coverage, which the page gives,
// as long as it does not put the figure in the present tense ("holds 250").
//
// A date counts when it is part of the figure's own or the other way round:
// "in 2024" and "on 3 March 2024" both date what is as of March 2024. Of the
// tense only common verbs of state are known.
func undated(m *manuscript, l *diag.List) {
	b := newLedger(m)
	for _, p := range m.corpus().passages {
		if !p.said() {
			continue
		}
		for _, c := range p.claims {
			if b.undated(l, p, c) {
				break
			}
		}
	}
}

func (b *ledger) undated(l *diag.List, p *passage, c *explainer.Claim) bool {
	asOf := quantity.ParseDate(c.AsOf.Value)
	if asOf.Year == 0 {
		return false
	}
	current := b.Coverage.From != "" && !outsideCoverage(b.Coverage, quantity.Quantity{Unit: quantity.OnDate, Date: asOf})
	for _, q := range p.quantities {
		if q.Unit == quantity.OnDate && !q.Date.Relative && (q.Date.Covers(asOf) || asOf.Covers(q.Date)) {
			return false
		}
	}
	for _, q := range p.quantities {
		if q.Unit == quantity.OnDate || isArticle(q) || !b.givenBy(q, p, c) || current && !p.isPresent(q) {
			continue
		}
		from, words := b.bare(p.edition, q)
		l.Errorf(p.at(q.Start+from), "undated-figure", "%q is given without its date", words).
			Note(c.AsOf.Place, "claim %q is as of %s", c.ID, c.AsOf.Value).
			Helpf("name the date in this %s, with the verb in the past", p.kind)
		return true
	}
	return false
}

// givenBy reports whether a figure is this claim's, and not one that another
// claim of the sentence, which is as of no date, gives as well.
func (b *ledger) givenBy(q quantity.Quantity, p *passage, c *explainer.Claim) bool {
	gives := func(c *explainer.Claim) bool {
		return b.carry(q, p.edition, slices.Concat(b.evidence(c), b.said(c, p.edition)))
	}
	for _, other := range p.claims {
		if other.AsOf.Value == "" && gives(other) {
			return false
		}
	}
	return gives(c)
}

// isPresent reports whether a verb of the present tense stands near a figure:
// "it holds more than 250 people", "250 people are held".
func (p *passage) isPresent(q quantity.Quantity) bool {
	const near = 4 // tokens
	first, last := p.tokenFrom(q.Start), p.tokenFrom(q.End)
	return present[p.edition].within(p, first-near, last+near)
}

// present are verbs that say how things are.
var present = map[string]phrases[bool]{
	"en": phraseTable("is|are|has|have|holds|hold|houses|house|contains|contain|includes|include|keeps|keep|lives|live|sits|stands at|" +
		"amounts to|totals|remains|remain|exceeds|employs|employ|runs to|serves|serve"),
	"es": phraseTable("es|son|está|están|hay|tiene|tienen|alberga|albergan|aloja|alojan|mantiene|mantienen|contiene|contienen|incluye|" +
		"incluyen|vive|viven|suma|suman|asciende a|ascienden a|supera|superan|permanecen|permanece|emplea|emplean|cuenta con|cuentan con"),
}
