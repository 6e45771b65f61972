package check

import "explainer/internal/diag"

// stale reports a page that was last compared with a main edition's page which
// has changed since: its front matter records that page's hash. Pages that
// record none are not judged.
func stale(m *manuscript, l *diag.List) {
	for main, p := range m.counterparts() {
		if p.Counterpart.Value == "" || p.Counterpart.Value == main.Hash {
			continue
		}
		l.Errorf(p.Counterpart.Place, "stale-edition", "edition %q has changed since this page was compared with it", main.Edition).
			Note(main.Place, "this page in edition %q", main.Edition).
			Helpf("compare them, then write counterpart: %s", main.Hash)
	}
}
