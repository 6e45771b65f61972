package derive

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/explainer"
)

// A Term of the glossary in one edition, with where else its name occurs.
type Term struct {
	ID         string       `json:"id"`
	Page       string       `json:"page"` // the glossary's id
	Name       string       `json:"name"`
	Definition []Definition `json:"definition"`
	Sections   []string     `json:"sections"`
	Claims     []string     `json:"claims"` // none where too many name it
}

// A Definition is a sentence of what is said of a term.
type Definition struct {
	Text string `json:"text"`
	Note string `json:"note"` // key of the note with its claims
}

// mostClaims is how many claims may name a term for a list of them to help
// anyone find anything.
const mostClaims = 24

// terms derives the glossary of each edition, and its panels.
func (s *Site) terms(x *explainer.Explainer) {
	s.Terms = map[string]map[string]Term{}
	for _, ed := range x.EditionIDs() {
		s.Terms[ed] = map[string]Term{}
	}
	for _, p := range x.Pages {
		for _, t := range p.Terms {
			d := Term{ID: t.ID, Page: p.ID, Name: t.Name, Sections: []string{}, Claims: []string{}}
			for _, sentence := range p.Sentences[t.From:t.To] {
				d.Definition = append(d.Definition, Definition{sentence.Text, s.noteOn(sentence.Claims())})
			}
			names := forms(x, p.Edition, t.Name)
			for _, q := range x.Sections(p.Edition) {
				if slices.ContainsFunc(q.Sentences, func(n explainer.Sentence) bool { return occurs(n.Text, names) }) {
					d.Sections = append(d.Sections, q.ID)
				}
			}
			for _, c := range s.Claims {
				if occurs(c.Statement[p.Edition], names) {
					d.Claims = append(d.Claims, c.ID)
				}
			}
			if len(d.Claims) > mostClaims {
				d.Claims = nil
			}
			s.Terms[p.Edition][t.ID] = d
			if n := len(p.Sentences[t.From:t.To]); n > 0 {
				s.Panels = append(s.Panels, explainer.Panel{Kind: explainer.Occurs, ID: t.ID, Place: p.Sentences[t.To-1].End})
			}
		}
	}
}

// forms are those of a term's name: the name, and the aliases of an agent of
// that name.
func forms(x *explainer.Explainer, edition, name string) []string {
	list := []string{name}
	for _, a := range x.Agents {
		if a.Name.In(edition) == name {
			for _, alias := range a.Aliases[edition] {
				list = append(list, alias.Value)
			}
		}
	}
	return list
}

// occurs reports whether one of some names stands in a text as a whole word.
func occurs(text string, names []string) bool {
	for _, name := range names {
		for from := 0; name != ""; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(name)
			before, _ := utf8.DecodeLastRuneInString(text[:at])
			after, _ := utf8.DecodeRuneInString(text[from:])
			if !inWord(before) && !inWord(after) {
				return true
			}
		}
	}
	return false
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
