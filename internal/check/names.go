package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// names reports a capitalised word within a sentence of prose that stands
// nowhere in the records of its edition: a person, place or organisation that
// no claim, agent or source knows. A word that opens a sentence or a quotation
// says nothing by its capital, and a name that other claims know passes.
func names(x *explainer.Explainer, l *diag.List) {
	for _, ed := range x.Editions {
		known := knownWords(x, ed)
		for _, p := range x.Pages {
			if p.Edition != ed.ID {
				continue
			}
			for i := range p.Sentences {
				s := &p.Sentences[i]
				if s.Editorial || len(s.Citations) == 0 {
					continue
				}
				for _, loc := range capitalised.FindAllStringIndex(s.Text, -1) {
					from, to := loc[0], loc[1]
					before := strings.TrimRight(s.Text[:from], " ")
					last, _ := utf8.DecodeLastRuneInString(before)
					if before == "" || strings.ContainsRune(`.:?!“"«‘¿¡(–—`, last) || known[s.Text[from:to]] {
						continue
					}
					l.Errorf(s.At(from), "unknown-name", "%q is a name that no record of edition %q has", s.Text[from:to], ed.ID).
						Helpf("mend the name, or record who or what it is")
				}
			}
		}
	}
}

var capitalised = regexp.MustCompile(`\p{Lu}[\pL\d'’-]*`)

// knownWords are the capitalised words of what an edition's records say.
func knownWords(x *explainer.Explainer, ed explainer.Edition) map[string]bool {
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
	add(ed.Title)
	for _, c := range x.Claims {
		add(c.Statement.In(ed.ID), c.DateNote.In(ed.ID))
		for _, e := range c.Evidence {
			add(e.Excerpt.Value, e.Note.In(ed.ID))
		}
	}
	for _, a := range x.Agents {
		add(a.Name.In(ed.ID), a.Description.In(ed.ID))
		for _, other := range a.Aliases[ed.ID] {
			add(other.Value)
		}
	}
	for _, style := range x.Style {
		for _, term := range style.Terms[ed.ID] {
			add(term.Value)
		}
	}
	for _, s := range x.Sources {
		add(s.Title.Value, s.Outlet.In(ed.ID), s.Label.In(ed.ID), s.Note.In(ed.ID))
		for _, a := range s.Authors {
			add(a.Value)
		}
	}
	for _, d := range x.Disagreements {
		add(d.Title.In(ed.ID), d.Note.In(ed.ID))
		for _, p := range d.Positions {
			add(p.Says.In(ed.ID))
		}
	}
	return known
}
