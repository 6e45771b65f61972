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
func editionNames(x *explainer.Explainer, l *diag.List) {
	names := map[string]*nameIndex{}
	for _, ed := range x.Editions {
		names[ed.ID] = newNameIndex(x, ed.ID)
	}
	for _, t := range twins(x) {
		main, other := names[t.main.edition].in(t.main), names[t.other.edition].in(t.other)
		left, right := without(main, other), without(other, main)
		for i, n := range left {
			if i >= len(right) {
				if !names[t.other.edition].mentions(t.other.around, n.id) {
					lacksName(l, t, n, t.main, t.other, names)
				}
				continue
			}
			wrong, good, edition := right[i], n, t.main.edition
			if !named(t, good, t.main.edition, names) && named(t, wrong, t.other.edition, names) {
				wrong, good, edition = good, wrong, t.other.edition
			}
			l.Errorf(wrong.place, "edition-name-differs", "%q stands where edition %q has %q", wrong.words, edition, good.words).
				Note(good.place, "edition %q", edition).Helpf("name the same in both")
		}
		for _, n := range right[min(len(left), len(right)):] {
			if !names[t.main.edition].mentions(t.main.around, n.id) {
				lacksName(l, t, n, t.other, t.main, names)
			}
		}
	}
}

// lacksName reports a name that a half has and the other lacks: there, if the
// claims' statements have it, else where it stands.
func lacksName(l *diag.List, t twin, n naming, in, other half, names map[string]*nameIndex) {
	if named(t, n, in.edition, names) || len(t.claims) == 0 && in.edition == t.main.edition {
		l.Errorf(other.start(), "edition-name-differs", "edition %q names %q here", in.edition, n.words).
			Note(n.place, "edition %q", in.edition).Helpf("name the same in both")
		return
	}
	l.Errorf(n.place, "edition-name-differs", "edition %q does not name %q", other.edition, n.words).
		Note(other.start(), "edition %q", other.edition).Helpf("name the same in both")
}

// named reports whether the twin's claims rest on somebody, are asserted by
// them or name them.
func named(t twin, n naming, edition string, names map[string]*nameIndex) bool {
	for _, c := range t.claims {
		if c.AssertedBy.Value == n.id {
			return true
		}
		for _, e := range c.Evidence {
			if "source "+e.Source.Value == n.id {
				return true
			}
		}
		text := c.Statement[edition]
		for _, m := range names[edition].in(half{parts: []part{{text.Value, func(int) diag.Place { return text.Place }}}}) {
			if m.id == n.id {
				return true
			}
		}
	}
	return false
}

func without(list, others []naming) []naming {
	var rest []naming
	for _, n := range list {
		if !slices.ContainsFunc(others, func(o naming) bool { return o.id == n.id }) {
			rest = append(rest, n)
		}
	}
	return rest
}

// A naming is the first mention of somebody.
type naming struct {
	id    string
	words string
	place diag.Place
}

// nameIndex finds the names of one edition by their first words.
type nameIndex struct{ byFirst map[string][]nameForm }

type nameForm struct{ id, name string }

func newNameIndex(x *explainer.Explainer, edition string) *nameIndex {
	n := &nameIndex{map[string][]nameForm{}}
	add := func(id string, forms ...string) {
		for _, f := range forms {
			if r, _ := utf8.DecodeRuneInString(f); unicode.IsUpper(r) || strings.ContainsAny(f, ".0123456789") {
				first := firstWord(f)
				n.byFirst[first] = append(n.byFirst[first], nameForm{id, f})
			}
		}
	}
	for _, a := range x.Agents {
		if sameName(x, a.Name) {
			add(a.ID, agentNames(a, edition)...)
		}
	}
	for _, s := range x.Sources {
		for _, name := range []explainer.Localized{s.Outlet, s.Label} {
			if sameName(x, name) {
				add("source "+s.ID, name.In(edition))
			}
		}
	}
	for _, forms := range n.byFirst {
		slices.SortStableFunc(forms, func(a, b nameForm) int { return len(b.name) - len(a.name) })
	}
	return n
}

// sameName tells a proper name, which all editions write alike, from a
// description.
func sameName(x *explainer.Explainer, name explainer.Localized) bool {
	for _, ed := range x.Editions {
		if name.In(ed.ID) != name.In(x.Main().ID) {
			return false
		}
	}
	return true
}

func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !wordRune(r) })
	if end < 0 {
		end = len(s)
	}
	return s[:end]
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (n *nameIndex) mentions(list []part, id string) bool {
	return slices.ContainsFunc(n.in(half{parts: list}), func(m naming) bool { return m.id == id })
}

// in lists who is named in a half, each once.
func (n *nameIndex) in(h half) []naming {
	var list []naming
	for _, p := range h.parts {
		for at := 0; at < len(p.text); {
			r, size := utf8.DecodeRuneInString(p.text[at:])
			if !wordRune(r) {
				at += size
				continue
			}
			first := firstWord(p.text[at:])
			step := len(first)
			for _, f := range n.byFirst[first] {
				rest, ok := strings.CutPrefix(p.text[at:], f.name)
				if after, _ := utf8.DecodeRuneInString(rest); !ok || wordRune(after) {
					continue
				}
				if !slices.ContainsFunc(list, func(m naming) bool { return m.id == f.id }) {
					list = append(list, naming{f.id, f.name, p.at(at)})
				}
				step = max(step, len(f.name))
			}
			at += step
		}
	}
	return list
}
