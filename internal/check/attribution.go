package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// attribution reports an alleged or disputed claim that prose, or its own
// statement, gives without naming who asserts it: the agent by its name in
// that edition or one of its aliases, or without an agent the outlet or label
// of one of the claim's sources. Words such as "alleged" do not attribute: they
// leave open by whom. A pronoun does not either, since a sentence is quoted and
// embedded without the one before it.
//
// That the name is there does not prove that it is the one who asserts; the
// rule reads no grammar.
func attribution(x *explainer.Explainer, l *diag.List) {
	a := attributor{agents: map[string]*explainer.Agent{}, sources: map[string]*explainer.Source{}}
	for _, g := range x.Agents {
		a.agents[g.ID] = g
	}
	for _, s := range x.Sources {
		a.sources[s.ID] = s
	}
	claims := map[string]*explainer.Claim{}
	for _, c := range x.Claims {
		if s := explainer.Status(c.Status.Value); s != explainer.Alleged && s != explainer.Disputed {
			continue
		}
		claims[c.ID] = c
		for _, ed := range x.Editions {
			if t := c.Statement[ed.ID]; t.Value != "" {
				a.judge(l, c, ed.ID, t.Value, t.Place, "statement")
			}
		}
	}
	for _, p := range x.Pages {
		for _, s := range p.Sentences {
			var seen []string
		citations:
			for _, k := range s.Citations {
				c := claims[k.Claim.Value]
				for _, id := range seen {
					if c == nil || id == c.ID {
						continue citations
					}
				}
				if c != nil {
					seen = append(seen, c.ID)
					a.judge(l, c, p.Edition, s.Text, k.Claim.Place, "sentence")
				}
			}
		}
	}
}

type attributor struct {
	agents  map[string]*explainer.Agent
	sources map[string]*explainer.Source
}

// judge reports a text, a "sentence" or "statement", that gives c without who
// asserts it.
func (a *attributor) judge(l *diag.List, c *explainer.Claim, edition, text string, at diag.Place, what string) {
	names := a.asserters(c, edition)
	if len(names) == 0 {
		return // an unknown agent or source, which references reports
	}
	for _, name := range names {
		if mentioned(text, name) {
			return
		}
	}
	verb := "alleges"
	if c.Status.Value == string(explainer.Disputed) {
		verb = "says"
	}
	d := l.Errorf(at, "allegation-not-attributed", "%s claim %q is stated without attribution", c.Status.Value, c.ID)
	if c.AssertedBy.Value != "" {
		d.Note(c.AssertedBy.Place, "asserted by %q", c.AssertedBy.Value)
	}
	d.Helpf("name who %s it in this %s: %q", verb, what, names[0])
}

// asserters lists the names of which one must stand with the claim.
func (a *attributor) asserters(c *explainer.Claim, edition string) []string {
	if c.AssertedBy.Value != "" {
		return agentNames(a.agents[c.AssertedBy.Value], edition)
	}
	var names []string
	for _, e := range c.Evidence {
		if s := a.sources[e.Source.Value]; s != nil {
			for _, name := range []string{s.Outlet.In(edition), s.Label.In(edition)} {
				if name != "" {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// agentNames lists an agent's name in an edition and its other forms.
func agentNames(a *explainer.Agent, edition string) []string {
	var names []string
	if a != nil {
		if name := a.Name.In(edition); name != "" {
			names = append(names, name)
		}
		for _, t := range a.Aliases[edition] {
			names = append(names, t.Value)
		}
	}
	return names
}

// mentioned reports whether a name stands in text as whole words. Capitals
// count in names of one word ("Independent" is not "independent") save for the
// first letter of one written small, and not in others, which are often
// descriptions ("the US government" opening a sentence).
func mentioned(text, name string) bool {
	if strings.Contains(name, " ") {
		return hasWords(strings.ToLower(text), strings.ToLower(name))
	}
	first, size := utf8.DecodeRuneInString(name)
	return hasWords(text, name) || unicode.IsLower(first) && hasWords(text, string(unicode.ToUpper(first))+name[size:])
}

func hasWords(text, name string) bool {
	part := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for at := 0; name != ""; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			break
		}
		from, to := at+i, at+i+len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[to:])
		if !part(before) && !part(after) {
			return true
		}
		at = to
	}
	return false
}
