package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// quotationSpeaker reports words in quotation marks whose sentence names
// nobody they can be from: who asserts a cited claim or a source that carries
// it, or, where no cited claim has an asserter, any agent. All sources
// together ("the articles call it …") are named too. A pronoun is not a name,
// as in the rule on allegations, and a sentence that gives an allegation
// without its asserter is left to that rule.
func quotationSpeaker(x *explainer.Explainer, l *diag.List) {
	a := newAttributor(x)
	for p := range passages(x) {
		if !p.said() || len(p.claims) == 0 {
			continue
		}
		qs := quotations(p.text)
		if len(qs) == 0 || a.namesSpeaker(x, p.read()) || a.unattributed(p) {
			continue
		}
		for _, q := range qs {
			if q.from >= q.to {
				continue
			}
			d := l.Errorf(p.at(q.from), "quotation-without-speaker", "%q is quoted without its speaker", p.text[q.from:q.to])
			c := p.claims[0]
			if linked := p.linked(p.text[q.from:q.to]); len(linked) > 0 {
				c = linked[0]
			}
			if c.AssertedBy.Value != "" {
				d.Note(c.AssertedBy.Place, "asserted by %q", c.AssertedBy.Value)
			} else if len(c.Evidence) > 0 {
				d.Note(c.Evidence[0].Source.Place, "reported by %q", c.Evidence[0].Source.Value)
			}
			if names := a.asserters(c, p.edition); len(names) > 0 {
				d.Helpf("name who said it in this %s: %q", p.kind, names[0])
			}
		}
	}
}

func newAttributor(x *explainer.Explainer) *attributor {
	a := &attributor{agents: map[string]*explainer.Agent{}, sources: map[string]*explainer.Source{}}
	for _, g := range x.Agents {
		a.agents[g.ID] = g
	}
	for _, s := range x.Sources {
		a.sources[s.ID] = s
	}
	return a
}

func (a *attributor) namesSpeaker(x *explainer.Explainer, p *passage) bool {
	for i, t := range p.tokens {
		if !t.quoted && ownNouns[p.edition].plurals[t.low] && ownNouns[p.edition].all[p.previous(i)] {
			return true
		}
	}
	asserted := false
	for _, c := range p.claims {
		asserted = asserted || c.AssertedBy.Value != ""
		if a.named(p, a.asserters(c, p.edition)) {
			return true
		}
		unasserted := *c
		unasserted.AssertedBy.Value = ""
		if a.named(p, a.asserters(&unasserted, p.edition)) {
			return true
		}
	}
	return !asserted && slices.ContainsFunc(x.Agents, func(g *explainer.Agent) bool { return a.named(p, agentNames(g, p.edition)) })
}

func (a *attributor) named(p *passage, names []string) bool {
	text := p.text // without quotations: who is spoken of in one need not speak it
	for _, q := range slices.Backward(quotations(p.text)) {
		text = text[:q.from] + text[q.to:]
	}
	return slices.ContainsFunc(names, func(name string) bool { return mentioned(text, name) })
}

// unattributed reports whether the rule on allegations has something to say.
func (a *attributor) unattributed(p *passage) bool {
	return slices.ContainsFunc(p.claims, func(c *explainer.Claim) bool {
		s := explainer.Status(c.Status.Value)
		return (s == explainer.Alleged || s == explainer.Disputed) && !a.named(p, a.asserters(c, p.edition))
	})
}
