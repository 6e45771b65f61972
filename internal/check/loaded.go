package check

import (
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// loadedTerms reports a term of the site's style list in whatever the site
// says in its own voice: prose, statements, titles and notes. In quotation
// marks it is somebody's word, and a longer phrase that the record excepts,
// such as the name of a law, is not the term.
func loadedTerms(m *manuscript, l *diag.List) {
	type listed struct {
		style *explainer.Style
		at    diag.Place // of the term in its record
		fine  bool
	}
	terms := map[string]phrases[listed]{}
	for _, ed := range m.Editions {
		terms[ed.ID] = phrases[listed]{}
	}
	for _, s := range m.Style {
		if s.Kind.Value != explainer.Loaded {
			continue
		}
		for ed, list := range s.Terms {
			for _, t := range list {
				terms[ed].add(t.Value, listed{s, t.Place, false})
			}
		}
		for ed, list := range s.Except {
			for _, t := range list {
				terms[ed].add(t.Value, listed{style: s, fine: true})
			}
		}
	}
	for _, p := range m.corpus().passages {
		ps := terms[p.edition]
		for i := 0; i < len(p.tokens); i++ {
			term, n := ps.at(p, i)
			if n == 0 {
				continue
			}
			if !term.fine && !p.tokens[i].quoted {
				d := l.Errorf(p.at(p.tokens[i].from), "loaded-term", "%q is a loaded term", p.words(i, n)).
					Note(term.at, "listed here")
				if prefer := term.style.Prefer.In(p.edition); prefer != "" {
					d.Helpf("write %q", prefer)
				} else {
					d.Helpf("%s", term.style.Reason.In(p.edition))
				}
			}
			i += n - 1
		}
	}
}
