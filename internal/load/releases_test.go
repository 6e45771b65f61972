package load

import (
	"testing"

	"explainer/internal/explainer"
)

// What stands in a ledger becomes pages: what could not have been released does
// not get there.
func TestProsaic(t *testing.T) {
	note := func(line, col int, claims ...string) explainer.PublishedNote {
		return explainer.PublishedNote{Line: line, Col: col, Claims: claims}
	}
	for _, test := range []struct {
		body  string
		notes []explainer.PublishedNote
		want  string
	}{
		{"A ferry sails.\n\nIt ends.", []explainer.PublishedNote{note(1, 15, "ferry"), note(3, 9, "end", "ferry")}, ""},
		{"A ferry {{ sails }}.", nil, "the page has template code"},
		{"A ferry {{< sails >}}.", nil, "the page has template code"},
		{"A ferry sails.", []explainer.PublishedNote{note(2, 1, "ferry")}, "a note of the page stands nowhere"},
		{"A ferry sails.", []explainer.PublishedNote{note(0, 1, "ferry")}, "a note of the page stands nowhere"},
		{"A ferry sails.", []explainer.PublishedNote{note(1, 5)}, "a note of the page stands nowhere"},
		{"A ferry sails.", []explainer.PublishedNote{note(1, 9, "ferry"), note(1, 9, "ferry")}, "a note of the page stands nowhere"},
	} {
		got := ""
		if err := prosaic(&explainer.PublishedPage{Body: test.body, Notes: test.notes}); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%q with notes %v: %q, want %q", test.body, test.notes, got, test.want)
		}
	}
}
