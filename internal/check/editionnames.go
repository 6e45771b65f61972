package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// editionNames reports an agent or a source that one edition names and
// another, where it says the same, does not. Names are those of the records,
// with aliases, outlets and labels. Only proper names count, which
// are written alike in all editions: a description such as "the council" may
// well become "it" in one of them. So may a name once the paragraph has given
// it, unless another name stands there instead.
func editionNames(m *manuscript, l *diag.List) {
	x := newNameIndex(m)
	for _, t := range m.twins() {
		main, other := x.named(t.main.parts), x.named(t.other.parts)
		left, right := without(main, other), without(other, main)
		both := min(len(left), len(right))
		for i, good := range left[:both] {
			wrong := right[i]
			if !x.supports(t, good) && x.supports(t, wrong) {
				wrong, good = good, wrong
			}
			l.Errorf(wrong.place, "edition-name-differs", "%q stands where edition %q has %q", wrong.words, good.edition, good.words).
				Note(good.place, "edition %q", good.edition).Helpf("name the same in both")
		}
		for _, n := range left[both:] {
			x.lacks(l, t, n, t.other)
		}
		for _, n := range right[both:] {
			x.lacks(l, t, n, t.main)
		}
	}
}

// lacks reports a name that one half has and the other lacks: there, if the
// claims' statements have it, else where it stands.
func (x *nameIndex) lacks(l *diag.List, t twin, n naming, other half) {
	switch {
	case slices.ContainsFunc(x.named(other.around), n.isAlso):
	case x.supports(t, n), len(t.claims) == 0 && n.edition == t.main.edition:
		l.Errorf(other.start(), "edition-name-differs", "edition %q names %q here", n.edition, n.words).
			Note(n.place, "edition %q", n.edition).Helpf("name the same in both")
	default:
		l.Errorf(n.place, "edition-name-differs", "edition %q does not name %q", other.edition, n.words).
			Note(other.start(), "edition %q", other.edition).Helpf("name the same in both")
	}
}

// supports reports whether the twin's claims rest on somebody, are asserted by
// them or name them.
func (x *nameIndex) supports(t twin, n naming) bool {
	return slices.ContainsFunc(t.claims, func(c *explainer.Claim) bool {
		statement := x.corpus().statements[c].in[n.edition]
		return c.AssertedBy.Value == n.id ||
			slices.ContainsFunc(c.Evidence, func(e *explainer.Evidence) bool { return sourcePrefix+e.Source.Value == n.id }) ||
			statement != nil && slices.ContainsFunc(x.named([]*passage{statement}), n.isAlso)
	})
}

// sourcePrefix keeps the ids of sources apart from those of agents.
const sourcePrefix = "source "

func without(list, others []naming) []naming {
	return slices.DeleteFunc(slices.Clone(list), func(n naming) bool { return slices.ContainsFunc(others, n.isAlso) })
}

// A naming is the first mention of somebody.
type naming struct {
	id      string
	words   string
	edition string
	place   diag.Place
}

func (n naming) isAlso(o naming) bool { return n.id == o.id }

// A nameIndex finds names by their first words.
type nameIndex struct {
	*manuscript
	byFirst map[string]map[string][]nameForm // by edition
}

type nameForm struct{ id, name string }

func newNameIndex(m *manuscript) *nameIndex {
	x := &nameIndex{m, map[string]map[string][]nameForm{}}
	for _, ed := range m.Editions {
		byFirst := map[string][]nameForm{}
		add := func(id string, forms ...string) {
			for _, f := range forms {
				if r, _ := utf8.DecodeRuneInString(f); unicode.IsUpper(r) || strings.ContainsAny(f, ".0123456789") {
					first := firstWord(f)
					byFirst[first] = append(byFirst[first], nameForm{id, f})
				}
			}
		}
		for _, a := range m.Agents {
			if m.sameName(a.Name) {
				add(a.ID, agentNames(a, ed.ID)...)
			}
		}
		for _, s := range m.Sources {
			for _, name := range []explainer.Localized{s.Outlet, s.Label} {
				if m.sameName(name) {
					add(sourcePrefix+s.ID, name.In(ed.ID))
				}
			}
		}
		for _, forms := range byFirst {
			slices.SortStableFunc(forms, func(a, b nameForm) int { return len(b.name) - len(a.name) })
		}
		x.byFirst[ed.ID] = byFirst
	}
	return x
}

// sameName tells a proper name, which all editions write alike, from a
// description.
func (m *manuscript) sameName(name explainer.Localized) bool {
	return !slices.ContainsFunc(m.Editions, func(ed explainer.Edition) bool { return name.In(ed.ID) != name.In(m.Main().ID) })
}

// named lists who is named in passages, each once.
func (x *nameIndex) named(parts []*passage) []naming {
	var list []naming
	for _, p := range parts {
		end := 0 // of the longest name so far
		for _, t := range p.tokens {
			if t.from < end {
				continue
			}
			for _, f := range x.byFirst[p.edition][firstWord(p.text[t.from:t.to])] {
				rest, ok := strings.CutPrefix(p.text[t.from:], f.name)
				if after, _ := utf8.DecodeRuneInString(rest); !ok || wordRune(after) {
					continue
				}
				n := naming{f.id, f.name, p.edition, p.at(t.from)}
				if !slices.ContainsFunc(list, n.isAlso) {
					list = append(list, n)
				}
				end = max(end, t.from+len(f.name))
			}
		}
	}
	return list
}

// firstWord is what a text begins with of letters and digits.
func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !wordRune(r) })
	if end < 0 {
		end = len(s)
	}
	return s[:end]
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
