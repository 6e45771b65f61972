package check

import (
	"cmp"
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// drafts reports what is marked as a draft, unless this run may build drafts.
// All words written or not, it is one until its editor says otherwise.
func drafts(m *manuscript, l *diag.List) {
	if m.Drafts {
		return
	}
	lacks := func(words ...explainer.Localized) bool {
		return slices.ContainsFunc(words, func(w explainer.Localized) bool { return len(w) < len(m.Editions) })
	}
	report := func(mark explainer.Flag, what, id, words string, unwritten bool) *diag.Diagnostic {
		d := l.Errorf(mark.Place, "draft", "%s %q is a draft", what, id)
		if unwritten {
			return d.Helpf("write its %s and remove %q, or build with --drafts", words, "draft: true")
		}
		return d.Helpf("remove %q if it is finished, or build with --drafts", "draft: true")
	}
	for _, s := range m.Sources {
		if s.Draft.Value {
			report(s.Draft, "source", s.ID, "title, outlet and label", s.Title.Value == "" || lacks(s.Outlet, s.Label))
		}
	}
	for _, a := range m.Agents {
		if a.Draft.Value {
			report(a.Draft, "agent", a.ID, "name and description", lacks(a.Name, a.Description))
		}
	}
	cited := citedInPublic(m)
	for _, c := range m.Claims {
		if c.Draft.Value {
			d := report(c.Draft, "claim", c.ID, "statement", lacks(c.Statement))
			if at, ok := cited[c.ID]; ok {
				d.Note(at, "cited here, on a page that is no draft")
			}
		}
	}
	for _, d := range m.Disagreements {
		if d.Draft.Value {
			words := []explainer.Localized{d.Title, d.Note}
			for _, p := range d.Positions {
				words = append(words, p.Says)
			}
			report(d.Draft, "disagreement", d.ID, "title, note and positions", lacks(words...))
		}
	}
	for _, p := range m.Pages {
		if p.Draft.Value {
			report(p.Draft, "page", cmp.Or(p.ID, "_index"), "text", len(p.Sentences) == 0)
		}
	}
}

// citedInPublic finds where each claim is cited first on a page that is no
// draft.
func citedInPublic(m *manuscript) map[string]diag.Place {
	first := map[string]diag.Place{}
	for _, p := range m.Pages {
		if p.Draft.Value {
			continue
		}
		for _, s := range p.Sentences {
			for _, c := range s.Citations {
				if _, seen := first[c.Claim.Value]; !seen {
					first[c.Claim.Value] = c.Claim.Place
				}
			}
		}
	}
	return first
}

// What a sentence lacks by these codes may stand in words that are not written
// yet: in the statement of a claim that it cites, or in the name of a source.
var (
	inStatement = []string{"number-not-in-claim", "qualifier-differs", "unit-differs", "quotation-differs", "unknown-name"}
	inName      = []string{"quotation-without-speaker", "one-side-stated", "unknown-name"}
)

// withoutUnwritten drops what drafts may settle once they are written.
func withoutUnwritten(x *explainer.Explainer, l diag.List) diag.List {
	if !x.HasDrafts() {
		return l
	}
	type gap struct{ statement, name bool }
	claims := map[string]map[string]gap{} // by edition and id
	for _, ed := range x.EditionIDs() {
		claims[ed] = map[string]gap{}
		nameless := map[string]bool{}
		for _, s := range x.Sources {
			nameless[s.ID] = s.Outlet.In(ed) == "" || s.Label.In(ed) == ""
		}
		for _, c := range x.Claims {
			claims[ed][c.ID] = gap{
				statement: c.Statement.In(ed) == "",
				name:      slices.ContainsFunc(c.Evidence, func(e *explainer.Evidence) bool { return nameless[e.Source.Value] }),
			}
		}
	}
	gaps := map[diag.Place]gap{} // by where a sentence begins
	for _, p := range x.Pages {
		for _, s := range p.Sentences {
			var g gap
			for _, k := range s.Citations {
				c := claims[p.Edition][k.Claim.Value]
				g.statement, g.name = g.statement || c.statement, g.name || c.name
			}
			gaps[s.Place] = g
		}
	}
	sentence := sentences(x)
	return slices.DeleteFunc(l, func(d *diag.Diagnostic) bool {
		g := gaps[sentence(d.Place)]
		return g.statement && slices.Contains(inStatement, d.Code) || g.name && slices.Contains(inName, d.Code)
	})
}
