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
func quotationSpeaker(m *manuscript, l *diag.List) {
	for _, p := range m.corpus().passages {
		if !p.said() || len(p.claims) == 0 || len(p.quotations) == 0 || m.namesSpeaker(p) || m.unattributed(p) {
			continue
		}
		for _, q := range p.quotations {
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
			if names := m.asserters(c, p.edition); len(names) > 0 {
				d.Helpf("name who said it in this %s: %q", p.kind, names[0])
			}
		}
	}
}

func (m *manuscript) namesSpeaker(p *passage) bool {
	own := ownNouns[p.edition]
	for i, t := range p.tokens {
		if !t.quoted && own.plurals[t.low] && own.all[p.previous(i)] {
			return true
		}
	}
	text := p.unquoted()
	asserted := false
	for _, c := range p.claims {
		if c.AssertedBy.Value != "" && m.agents[c.AssertedBy.Value] == nil {
			return true // reported as unknown; who it is cannot be told
		}
		asserted = asserted || c.AssertedBy.Value != ""
		if mentionsAny(text, m.asserters(c, p.edition)) || mentionsAny(text, m.reporters(c, p.edition)) {
			return true
		}
	}
	return !asserted && slices.ContainsFunc(m.Agents, func(a *explainer.Agent) bool { return mentionsAny(text, agentNames(a, p.edition)) })
}

// unattributed reports whether the rule on allegations has something to say.
func (m *manuscript) unattributed(p *passage) bool {
	text := p.unquoted()
	return slices.ContainsFunc(p.claims, func(c *explainer.Claim) bool {
		return contested(c) && !mentionsAny(text, m.asserters(c, p.edition))
	})
}

// unquoted is the text without what is quoted: who is spoken of in a quotation
// need not be the one who speaks.
func (p *passage) unquoted() string {
	text := p.text
	for _, q := range slices.Backward(p.quotations) {
		text = text[:q.from] + text[q.to:]
	}
	return text
}
