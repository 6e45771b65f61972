package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// terms reports a term of a glossary that says nothing, and one that an
// edition lacks. A term has one id in all editions: it is an address.
func terms(m *manuscript, l *diag.List) {
	for _, p := range m.Pages {
		for _, t := range p.Terms {
			if t.From == t.To {
				l.Errorf(t.Place, "term-without-definition", "nothing is said of %q", t.Name).
					Helpf("write a sentence below it, with its claims")
			}
		}
	}
	for main, p := range m.counterparts() {
		lacksTerm(l, main, p)
		lacksTerm(l, p, main)
	}
}

func lacksTerm(l *diag.List, p, other *explainer.Page) {
	for _, t := range p.Terms {
		if !slices.ContainsFunc(other.Terms, func(o explainer.Term) bool { return o.ID == t.ID }) {
			l.Errorf(t.Place, "term-missing", "edition %q lacks the term %q", other.Edition, t.ID).
				Note(other.Place, "this page in edition %q", other.Edition).
				Helpf("write it there; a heading of other words has the same id as: ## words {#%s}", t.ID)
		}
	}
}
