package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// oneSide reports a sentence that cites a claim of a recorded disagreement
// about numbers, dates, arithmetic or certainty and flatly states what only
// one side of it gives: without naming a source of that side or who asserts
// it, and without giving what another side says. Naming both does not help if
// the sentence gives to one what the other says.
//
// A position has the quantities recorded for it and those in its own words.
// "Hundreds", where others say 250, is said by all of them; 250 is not.
// Differences that lie in words alone ("evidence", "conclusive evidence") are
// not read, nor are qualifiers.
func oneSide(m *manuscript, l *diag.List) {
	b := newLedger(m)
	listed := map[*explainer.Claim][]*explainer.Disagreement{}
	for _, d := range m.Disagreements {
		if ofValues(d) {
			for _, c := range d.Claims {
				listed[m.claims[c.Value]] = append(listed[m.claims[c.Value]], d)
			}
		}
	}
	sides := map[*explainer.Disagreement]map[string][]side{}
	for _, p := range m.corpus().passages {
		if p.kind != isSentence || p.editorial {
			continue
		}
		var about []*explainer.Disagreement
		for _, c := range p.claims {
			for _, d := range listed[c] {
				if !slices.Contains(about, d) {
					about = append(about, d)
				}
			}
		}
		for _, d := range about {
			if sides[d] == nil {
				sides[d] = map[string][]side{}
			}
			if sides[d][p.edition] == nil {
				sides[d][p.edition] = b.sides(d, p.edition)
			}
			if b.flat(l, d, sides[d][p.edition], p) {
				break // one cause, one message
			}
		}
	}
}

// A side is what one position gives, in quantities.
type side struct {
	*explainer.Position
	gives []carried
}

func (b *ledger) sides(d *explainer.Disagreement, edition string) []side {
	var list []side
	for _, p := range d.Positions {
		s := side{p, b.recorded(d, p)}
		if says := b.corpus().positions[p].in[edition]; says != nil {
			for _, q := range says.quantities {
				s.gives = append(s.gives, carried{Quantity: q, place: says.at(0), text: says.text, lang: edition})
			}
		}
		list = append(list, s)
	}
	return list
}

// recorded are the quantities that a position lists, each in the language of
// its source that gives it on the claims of their disagreement.
func (b *ledger) recorded(d *explainer.Disagreement, p *explainer.Position) []carried {
	var list []carried
	for _, t := range p.Quantities {
		for _, id := range p.Sources {
			s := b.sources[id.Value]
			if s == nil || !mentions(b.evidenceOf(d, s.ID), t.Value) {
				continue
			}
			for _, q := range b.quantities(s.Language.Value, t.Value) {
				list = append(list, carried{Quantity: q, place: t.Place, text: t.Value, lang: s.Language.Value})
			}
			break
		}
	}
	return list
}

// firstSource is the first source of a position that is known, or nil.
func (m *manuscript) firstSource(p *explainer.Position) *explainer.Source {
	for _, id := range p.Sources {
		if s := m.sources[id.Value]; s != nil {
			return s
		}
	}
	return nil
}

// flat reports a quantity of a sentence that is one side's alone, if there is
// one, or that it gives to the other side.
func (b *ledger) flat(l *diag.List, d *explainer.Disagreement, sides []side, p *passage) bool {
	for _, q := range p.quantities {
		if b.countsSources(p, q) || isArticle(q) || b.inName(p, q) {
			continue
		}
		var has, others []side
		var rival *carried
		both := false // the other side's value stands there too
		for _, s := range sides {
			if slices.ContainsFunc(s.gives, func(c carried) bool { return b.bears(q, p.edition, &c) }) {
				has = append(has, s)
				continue
			}
			mine := carried{Quantity: q, lang: p.edition}
			i := slices.IndexFunc(s.gives, func(c carried) bool { return !c.Date.Relative && b.comparable(c, mine) })
			if i < 0 {
				continue // it gives none
			}
			others = append(others, s)
			if rival == nil {
				rival = &s.gives[i]
			}
			both = both || slices.ContainsFunc(p.quantities, func(o quantity.Quantity) bool { return b.bears(o, p.edition, &s.gives[i]) })
		}
		if len(has) == 0 || rival == nil {
			continue
		}
		if name := b.wronglyCredited(p, q, has, others); name != "" {
			l.Errorf(p.at(q.Start), "one-side-stated", "%q is not what %q says in disagreement %q", q.Text, name, d.ID).
				Note(rival.place, "others say %q", rival.text).
				Helpf("name who says it (%q)", b.firstName(has, p.edition))
			return true
		}
		if both || b.saysWho(d, has, p) {
			continue
		}
		l.Errorf(p.at(q.Start), "one-side-stated", "%q is one side of disagreement %q, stated flatly", q.Text, d.ID).
			Note(rival.place, "others say %q", rival.text).
			Helpf("name who says it (%q), or give both", b.firstName(has, p.edition))
		return true
	}
	return false
}

// wronglyCredited is a source of the other sides, if it is named as the one who
// gives q, and none of q's own side is.
func (m *manuscript) wronglyCredited(p *passage, q quantity.Quantity, has, others []side) string {
	mine, theirs := m.namesOf(has, p.edition), m.namesOf(others, p.edition)
	credit := p.credit(q, slices.Concat(mine, theirs))
	i := slices.IndexFunc(theirs, func(name string) bool { return mentioned(credit, name) })
	if i < 0 || mentionsAny(credit, mine) {
		return ""
	}
	return theirs[i]
}

// credit is the stretch of a passage in which one of names stands as who gives
// a quantity, or "" if that is not clear. In a clause with names, what belongs
// to a quantity lies between it and the next: before it if the clause begins
// with a name ("the AP gives 45 and the Post 47"), else behind it ("45 by the
// AP's count, 47 by the Post's"). A clause without names has that of the one
// before or behind it in its part.
func (p *passage) credit(q quantity.Quantity, names []string) string {
	at := p.tokens[min(p.tokenFrom(q.Start), len(p.tokens)-1)].clause
	beside := func(k int) string {
		if k < 0 || k >= len(p.clauses) || p.clauses[k].part != p.clauses[at].part {
			return ""
		}
		return p.words(p.clauses[k].from, p.clauses[k].to-p.clauses[k].from)
	}
	from, to := p.tokens[p.clauses[at].from].from, p.tokens[p.clauses[at].to-1].to
	first, before, behind := q.Start, from, to
	for _, o := range p.quantities {
		switch {
		case from <= o.Start && o.End <= q.Start:
			first, before = min(first, o.Start), o.End
		case q.End <= o.Start && o.Start < behind:
			behind = o.Start
		}
	}
	switch {
	case mentionsAny(p.text[from:max(from, first)], names):
		return p.text[before:max(before, q.Start)]
	case mentionsAny(p.text[from:to], names):
		return p.text[min(q.End, behind):behind]
	}
	switch last, next := beside(at-1), beside(at+1); {
	case !mentionsAny(next, names):
		return last
	case !mentionsAny(last, names):
		return next
	}
	return ""
}

// saysWho reports whether a passage names a source of these sides, or an agent
// who asserts one of the claims that differ, and not all of them: of what
// sources make of one person's word, that person takes no side.
func (m *manuscript) saysWho(d *explainer.Disagreement, has []side, p *passage) bool {
	names := m.namesOf(has, p.edition)
	asserters := map[string]bool{}
	for _, id := range d.Claims {
		if c := m.claims[id.Value]; c != nil {
			asserters[c.AssertedBy.Value] = true
		}
	}
	if len(asserters) > 1 {
		for id := range asserters {
			names = append(names, agentNames(m.agents[id], p.edition)...)
		}
	}
	return mentionsAny(p.text, names)
}

func (m *manuscript) namesOf(sides []side, edition string) []string {
	var names []string
	for _, s := range sides {
		for _, id := range s.Sources {
			names = append(names, outletNames(m.sources[id.Value], edition)...)
		}
	}
	return names
}

// firstName is that of a source of some sides or else what they say.
func (m *manuscript) firstName(sides []side, edition string) string {
	if s := m.firstSource(sides[0].Position); s != nil {
		return s.Label.In(edition)
	}
	return sides[0].Says.In(edition)
}
