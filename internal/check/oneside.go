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
// it, and without giving what another side says.
//
// A position has the quantities recorded for it and those in its own words.
// "Hundreds", where others say 250, is said by all of them; 250 is not.
// Differences that lie in words alone ("evidence", "conclusive evidence") are
// not read, nor are qualifiers.
func oneSide(x *explainer.Explainer, l *diag.List) {
	b := newLedger(x)
	listed := map[string][]*explainer.Disagreement{}
	for _, d := range x.Disagreements {
		if ofValues(d) {
			for _, c := range d.Claims {
				listed[c.Value] = append(listed[c.Value], d)
			}
		}
	}
	sides := map[*explainer.Disagreement]map[string][]side{}
	for _, p := range x.Pages {
		for i := range p.Sentences {
			s := &p.Sentences[i]
			if s.Editorial {
				continue
			}
			var about []*explainer.Disagreement
			for _, k := range s.Citations {
				for _, d := range listed[k.Claim.Value] {
					if !slices.Contains(about, d) {
						about = append(about, d)
					}
				}
			}
			if len(about) == 0 {
				continue
			}
			qs := b.read(p.Edition, s.Text)
			for _, d := range about {
				if sides[d] == nil {
					sides[d] = map[string][]side{}
				}
				if sides[d][p.Edition] == nil {
					sides[d][p.Edition] = b.sides(d, p.Edition)
				}
				if b.flat(l, d, sides[d][p.Edition], p.Edition, s, qs) {
					break // one cause, one message
				}
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
		s := side{Position: p}
		lang := ""
		for _, id := range p.Sources {
			if src := b.sources[id.Value]; src != nil && lang == "" {
				lang = src.Language.Value
			}
		}
		add := func(t explainer.Text, lang string) {
			for _, q := range b.read(lang, t.Value) {
				s.gives = append(s.gives, carried{Quantity: q, place: t.Place, text: t.Value, lang: lang})
			}
		}
		for _, t := range p.Quantities {
			add(t, lang)
		}
		add(p.Says[edition], edition)
		list = append(list, s)
	}
	return list
}

// flat reports a quantity of a sentence that is one side's alone, if there is
// one.
func (b *ledger) flat(l *diag.List, d *explainer.Disagreement, sides []side, edition string, s *explainer.Sentence, qs []quantity.Quantity) bool {
	for _, q := range qs {
		if b.countsSources(edition, s.Text, q) || isArticle(q) || b.inName(edition, s.Text, q) {
			continue
		}
		var has []side
		var rival *carried
		for i := range sides {
			gives := sides[i].gives
			switch {
			case slices.ContainsFunc(gives, func(c carried) bool { return b.bears(q, edition, c) }):
				has = append(has, sides[i])
			default:
				mine := carried{Quantity: q, lang: edition}
				j := slices.IndexFunc(gives, func(c carried) bool { return !c.Date.Relative && b.comparable(c, mine) })
				if j < 0 {
					continue // it gives none
				}
				if rival == nil {
					rival = &gives[j]
				}
				// The other side's value stands there too.
				for _, o := range qs {
					if b.bears(o, edition, gives[j]) {
						return false
					}
				}
			}
		}
		if len(has) == 0 || rival == nil || b.saysWho(d, has, edition, s.Text) {
			continue
		}
		says := has[0].Says.In(edition)
		m := l.Errorf(s.At(q.Start), "one-side-stated", "%q is one side of disagreement %q, stated flatly", q.Text, d.ID)
		m.Note(rival.place, "others say %q", rival.text)
		if names := b.namesOf(has[0], edition); names != "" {
			m.Helpf("name who says it (%q), or give both", names)
		} else {
			m.Helpf("name who says %q, or give both", says)
		}
		return true
	}
	return false
}

// saysWho reports whether a text names a source of these sides, or an agent
// who asserts one of the claims that differ.
func (b *ledger) saysWho(d *explainer.Disagreement, has []side, edition, text string) bool {
	for _, s := range has {
		for _, id := range s.Sources {
			if src := b.sources[id.Value]; src != nil && namesSource(text, edition, src) {
				return true
			}
		}
	}
	for _, id := range d.Claims {
		if c := b.claims[id.Value]; c != nil && b.namesAgent(text, edition, c.AssertedBy.Value) {
			return true
		}
	}
	return false
}

func (b *ledger) namesOf(s side, edition string) string {
	for _, id := range s.Sources {
		if src := b.sources[id.Value]; src != nil {
			return src.Label.In(edition)
		}
	}
	return ""
}
