package draft

import (
	"slices"

	"explainer/internal/quantity"
)

// A Disagreement is a difference between articles on one candidate, without
// its words.
type Disagreement struct {
	ID        string // the candidate's, and what it is about
	Candidate *Candidate
	Kind      string // as in explainer.Disagreement
	Weight    int    // 0–100: how likely it matters to a reader
	Positions []*Position

	about string
}

// A Position is what some of the sources say.
type Position struct {
	Sources    []string // by the order of the evidence
	Quantities []string // as those sources give them
}

// Weights of disagreements. Values are most likely to matter, wording least.
const (
	weightNumber    = 70
	weightDate      = 60
	weightNegation  = 60
	weightCertainty = 50
	weightQualifier = 30
	weightOmission  = 20
)

// differences proposes the disagreements on a candidate, one of each kind.
func (d *drafter) differences(c *Candidate) []*Disagreement {
	var found []*Disagreement
	add := func(kind, about string, weight int, positions []*Position) {
		if len(positions) > 0 {
			found = append(found, &Disagreement{ID: c.ID + "-" + about, Candidate: c, Kind: kind, Weight: weight, Positions: positions, about: about})
		}
	}
	isDate := func(q quantity.Quantity) bool { return q.Unit == quantity.OnDate }
	numbers := quantities(c.Evidence, func(q quantity.Quantity) bool { return !isDate(q) })
	add("number", "number", weightNumber, opposed(numbers))
	add("date", "date", weightDate, opposed(quantities(c.Evidence, isDate)))
	add("wording", "qualifier", weightQualifier, hedging(numbers))
	add("wording", "negation", weightNegation, d.divided(c.Evidence, func(e *Evidence) bool { return e.cues.negated }))
	add("certainty", "certainty", weightCertainty, d.divided(c.Evidence, func(e *Evidence) bool { return e.cues.hedged && !e.cues.asserted }))
	add("omission", "left-out", weightOmission, d.silence(c))
	return found
}

// commensurable reports whether two quantities measure the same sort of thing,
// so that a difference between them is one.
func commensurable(a, b quantity.Quantity) bool {
	if a.Unit == quantity.OnDate || b.Unit == quantity.OnDate {
		return a.Unit == b.Unit && a.Date.Relative == b.Date.Relative && precision(a.Date) == precision(b.Date)
	}
	if a.Unit == "" || b.Unit == "" || a.Per != b.Per {
		return false
	}
	_, ok := a.In(b.Unit)
	return ok
}

func precision(d quantity.Date) int {
	switch {
	case d.Day > 0:
		return 3
	case d.Month > 0:
		return 2
	}
	return 1
}

// held is a quantity that a source gives.
type held struct {
	source string
	quantity.Quantity
}

// quantities lists those of evidence that keep admits.
func quantities(evidence []*Evidence, keep func(quantity.Quantity) bool) []held {
	var all []held
	for _, e := range evidence {
		for _, q := range e.Quantities {
			if keep(q) {
				all = append(all, held{e.Source, q})
			}
		}
	}
	return all
}

// opposed gives a position for each value where two sources each have one
// that the other does not bear out.
func opposed(all []held) []*Position {
	borne := func(h held, by string) bool {
		return slices.ContainsFunc(all, func(o held) bool {
			return o.source == by && commensurable(h.Quantity, o.Quantity) && quantity.Agree(h.Quantity, o.Quantity)
		})
	}
	contested := func(h held) bool {
		return slices.ContainsFunc(all, func(o held) bool {
			return o.source != h.source && commensurable(h.Quantity, o.Quantity) && !borne(h, o.source) && !borne(o, h.source)
		})
	}
	first := slices.IndexFunc(all, contested)
	if first < 0 {
		return nil
	}
	// One disagreement is about one thing.
	return positions(all, func(h held) bool { return commensurable(all[first].Quantity, h.Quantity) && contested(h) },
		func(a, b held) bool { return quantity.Agree(a.Quantity, b.Quantity) })
}

// hedging gives positions where sources give one value with different
// qualifiers.
func hedging(all []held) []*Position {
	for _, h := range all {
		alike := func(o held) bool {
			return commensurable(h.Quantity, o.Quantity) && quantity.Agree(h.Quantity, o.Quantity)
		}
		found := positions(all, alike, func(a, b held) bool { return quantity.SameQualifier(a.Quantity, b.Quantity) })
		if len(found) > 1 {
			return found
		}
	}
	return nil
}

// positions gathers the quantities of interest by what they say; a source
// takes the first position that it gives.
func positions(all []held, of func(held) bool, same func(a, b held) bool) []*Position {
	var list []*Position
	var values []held
	taken := map[string]*Position{}
	for _, h := range all {
		if !of(h) {
			continue
		}
		at := slices.IndexFunc(values, func(v held) bool { return same(v, h) })
		if at < 0 {
			if taken[h.source] != nil {
				continue
			}
			at = len(values)
			values = append(values, h)
			list = append(list, &Position{})
		}
		p := list[at]
		if taken[h.source] == nil {
			taken[h.source] = p
			p.Sources = append(p.Sources, h.source)
		}
		if taken[h.source] == p && !slices.Contains(p.Quantities, h.Text) {
			p.Quantities = append(p.Quantities, h.Text)
		}
	}
	return list
}

// alike is how similar two clauses are at least for a mark that one of them
// has and the other has not to be a difference in what they say.
const alike = .35

// divided gives two positions where some sources' evidence has a mark and
// similar evidence of others has not.
func (d *drafter) divided(evidence []*Evidence, has func(*Evidence) bool) []*Position {
	marked := map[string]bool{}
	for _, e := range evidence {
		marked[e.Source] = marked[e.Source] || has(e)
	}
	with, without := &Position{}, &Position{}
	near := false
	for _, e := range evidence {
		p := without
		if marked[e.Source] {
			p = with
		}
		if !slices.Contains(p.Sources, e.Source) {
			p.Sources = append(p.Sources, e.Source)
		}
		for _, o := range evidence {
			near = near || has(e) && !marked[o.Source] && similarity(&d.clauses[e.clause], &d.clauses[o.clause]) >= alike
		}
	}
	if !near {
		return nil
	}
	return []*Position{with, without}
}

// silence gives what at least half of the articles say and others of their
// language leave out: those in another language were not compared.
func (d *drafter) silence(c *Candidate) []*Position {
	saying := &Position{}
	languages := map[string]bool{}
	for _, e := range c.Evidence {
		languages[e.sentence.language] = true
		if !slices.Contains(saying.Sources, e.Source) {
			saying.Sources = append(saying.Sources, e.Source)
		}
	}
	compared := 0
	for l := range languages {
		compared += d.inLanguage[l]
	}
	if n := len(saying.Sources); n < 2 || n == compared || 2*n < len(d.articles) {
		return nil
	}
	return []*Position{saying}
}
