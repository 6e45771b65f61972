package check

import "explainer/internal/diag"

// uncited reports sentences of prose that cite no claim. Headings, editorial
// pages and notes speak of the explainer itself and need none.
func uncited(m *manuscript, l *diag.List) {
	for _, p := range m.Pages {
		for _, s := range p.Sentences {
			if !s.Editorial && len(s.Citations) == 0 {
				l.Errorf(s.Place, "sentence-without-claim", "this sentence cites no claim").
					Helpf("link its statement to a claim, as [words](claim:id), or put it in a note: > [!NOTE]")
			}
		}
	}
}
