package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// names reports a capitalised word within a sentence of prose, a title or a
// heading that stands nowhere in the records of its edition: a person, place or
// organisation that no claim, agent or source knows. A word that opens a
// sentence or a quotation says nothing by its capital, and a name that other
// claims know passes.
func names(m *manuscript, l *diag.List) {
	known := map[string]map[string]bool{}
	for _, ed := range m.Editions {
		known[ed.ID] = m.knownWords(ed)
	}
	for _, p := range m.corpus().passages {
		if !p.tops() && (p.kind != isSentence || p.editorial || len(p.claims) == 0) ||
			p.tops() && !inSentenceCase(p.text) {
			continue
		}
		for _, at := range capitalised.FindAllStringIndex(p.text, -1) {
			name := p.text[at[0]:at[1]]
			before := strings.TrimRight(p.text[:at[0]], " ")
			last, _ := utf8.DecodeLastRuneInString(before)
			if before == "" || strings.ContainsRune(`.:?!“"«‘¿¡(–—`, last) || known[p.edition][name] || isCalendar(p.edition, name) {
				continue
			}
			l.Errorf(p.at(at[0]), "unknown-name", "%q is a name that no record of edition %q has", name, p.edition).
				Helpf("mend the name, or record who or what it is")
		}
	}
}

// inSentenceCase tells a title whose capitals mean something: one in title
// case has no word of four letters without.
func inSentenceCase(text string) bool { return uncapitalised.MatchString(text) }

var uncapitalised = regexp.MustCompile(`(?:^|[^\pL])\p{Ll}\pL{3}`)

// isCalendar tells "Sundays", which English writes with a capital.
func isCalendar(edition, word string) bool {
	return edition == "en" && weekdayNames["en"][strings.TrimSuffix(strings.ToLower(word), "s")]
}

var capitalised = regexp.MustCompile(`\p{Lu}[\pL\d'’-]*`)

// knownWords are the capitalised words of what an edition's records say.
func (m *manuscript) knownWords(ed explainer.Edition) map[string]bool {
	known := map[string]bool{}
	add := func(texts ...string) {
		for _, t := range texts {
			for _, w := range capitalised.FindAllString(t, -1) {
				known[w] = true
				// "Trump's" knows "Trump".
				known[strings.TrimFunc(strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"), unicode.IsPunct)] = true
				known[w+"'s"], known[w+"’s"] = true, true
			}
		}
	}
	add(ed.Title.Value)
	for _, c := range m.Claims {
		add(c.Statement.In(ed.ID), c.DateNote.In(ed.ID))
		for _, e := range c.Evidence {
			add(e.Excerpt.Value, e.Note.In(ed.ID))
		}
	}
	for _, a := range m.Agents {
		add(a.Name.In(ed.ID), a.Description.In(ed.ID))
		for _, other := range a.Aliases[ed.ID] {
			add(other.Value)
		}
	}
	for _, style := range m.Style {
		for _, term := range style.Terms[ed.ID] {
			add(term.Value)
		}
	}
	for _, s := range m.Sources {
		add(s.Title.Value, s.Outlet.In(ed.ID), s.Label.In(ed.ID), s.Note.In(ed.ID))
		for _, a := range s.Authors {
			add(a.Value)
		}
	}
	for _, d := range m.Disagreements {
		add(d.Title.In(ed.ID), d.Note.In(ed.ID))
		for _, p := range d.Positions {
			add(p.Says.In(ed.ID))
		}
	}
	return known
}
