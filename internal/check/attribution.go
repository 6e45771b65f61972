package check

import (
	"slices"
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
func attribution(m *manuscript, l *diag.List) {
	for _, p := range m.corpus().passages {
		for _, c := range p.claims {
			names := m.asserters(c, p.edition)
			if len(names) == 0 || !contested(c) || mentionsAny(p.crediting(c), names) {
				continue // without names: an unknown agent or source, which references reports
			}
			verb := "alleges"
			if c.Status.Value == string(explainer.Disputed) {
				verb = "says"
			}
			d := l.Errorf(p.cites(c), "allegation-not-attributed", "%s claim %q is stated without attribution", c.Status.Value, c.ID)
			if c.AssertedBy.Value != "" {
				d.Note(c.AssertedBy.Place, "asserted by %q", c.AssertedBy.Value)
			}
			d.Helpf("name who %s it in this %s: %q", verb, p.kind, names[0])
		}
	}
}

// crediting is the stretch of a passage in which the asserter of a claim must
// be named: what follows a word by which somebody does not say what comes
// next, unless a word of saying stands between.
func (p *passage) crediting(c *explainer.Claim) string {
	at := slices.IndexFunc(p.links, func(k link) bool { return k.claim == c.ID })
	if at < 0 {
		return p.text
	}
	w, from, to := hedgeWords[p.edition], 0, p.tokenFrom(p.links[at].to)
	for i := range p.tokenFrom(p.links[at].from) {
		if _, n := unsaid[p.edition].at(p, i); n > 0 && !w.saying.within(p, i+n, to) && !w.names.within(p, i+n, to) {
			from = p.tokens[i].from
		}
	}
	return p.text[from:]
}

// unsaid are the words by which somebody acts on what follows, knows it or
// denies it: none of them makes it what he says.
var unsaid = map[string]phrases[bool]{
	"en": phraseTable("because|given that|seeing that|knew that|knows that|is right that|was right that|are right that|were right that|" +
		"denied that|denies that|deny that|did not say|did not allege|does not say|does not allege|do not say|never said|never alleged"),
	"es": phraseTable("porque|ya que|puesto que|dado que|debido a|sabía que|sabe que|sabían que|saben que|tiene razón en que|tenía razón en que|" +
		"negó que|niega que|niegan que|negaron que|no dijo que|no dice que|no alegó|no alega|nunca dijo que"),
}

func mentionsAny(text string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return mentioned(text, name) })
}

// mentioned reports whether a name stands in text as whole words. Capitals
// count in names of one word ("Independent" is not "independent") save for the
// first letter of one written small, and not in others, which are often
// descriptions ("the US government" opening a sentence). The space within
// "EE. UU." may be left out.
func mentioned(text, name string) bool {
	if closed := strings.ReplaceAll(name, ". ", "."); closed != name && mentioned(text, closed) {
		return true
	}
	if strings.Contains(name, " ") {
		return hasWords(strings.ToLower(text), strings.ToLower(name))
	}
	first, size := utf8.DecodeRuneInString(name)
	return hasWords(text, name) || unicode.IsLower(first) && hasWords(text, string(unicode.ToUpper(first))+name[size:])
}

func hasWords(text, name string) bool {
	for at := 0; name != ""; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			break
		}
		from, to := at+i, at+i+len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[to:])
		if !wordRune(before) && !wordRune(after) {
			return true
		}
		at = to
	}
	return false
}
