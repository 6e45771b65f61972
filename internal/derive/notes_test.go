package derive

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// TestNotes counts what carries all of a sentence and what only part of it.
// A source is the report itself only if it is for all that it carries.
func TestNotes(t *testing.T) {
	tests := []struct {
		claims       []string // the sources of each
		marks        string   // of a, b, c and d
		sources      int
		part, origin int
	}{
		{[]string{"a b"}, "origin derived silent silent", 2, 0, 1},
		{[]string{"a b", "a b"}, "origin derived silent silent", 2, 0, 1},
		{[]string{"a b d", "a d"}, "origin derived/part silent origin", 2, 1, 2},
		{[]string{"a", "d"}, "origin/part silent silent origin/part", 0, 2, 2},
		{[]string{"b!", "b"}, "silent derived silent silent", 1, 0, 1},
		{[]string{"b", "b!", "a"}, "origin/part derived/part silent silent", 0, 2, 1},
		{[]string{"a b!", "a b!"}, "origin origin silent silent", 2, 0, 2},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.claims, ", "), func(t *testing.T) {
			var claims []*explainer.Claim
			sentence := explainer.Sentence{End: diag.Place{Line: 1, Col: 1}}
			var ids []string
			for i, sources := range tt.claims {
				id := fmt.Sprint("x", i)
				c := claim(id, sources)
				c.Status = text("reported")
				claims, ids = append(claims, c), append(ids, id)
				sentence.Citations = append(sentence.Citations, explainer.Citation{Claim: text(id)})
			}
			claims[0].Status = text("alleged")
			x := explained(claims...)
			x.Pages[0].Sentences = []explainer.Sentence{sentence}
			x.Disagreements = []*explainer.Disagreement{
				{ID: "least", Weight: 1, Kind: text("number"), Claims: []explainer.Text{text("x0")}},
				{ID: "left-out", Kind: text("omission"), Claims: []explainer.Text{text("x0")}},
			}
			n := New(x).notes[strings.Join(ids, "+")]
			if n == nil {
				t.Fatal("there is no note")
			}
			var marks []string
			for _, m := range n.Marks {
				s := m.State
				if m.Part {
					s += "/part"
				}
				marks = append(marks, s)
			}
			if got := strings.Join(marks, " "); got != tt.marks {
				t.Errorf("marks %s; want %s", got, tt.marks)
			}
			if s := n.Support; s.Sources != tt.sources || s.Part != tt.part || s.Origins != tt.origin || s.Total != 4 {
				t.Errorf("%+v; want %d sources, %d in part, %d origins of 4", s, tt.sources, tt.part, tt.origin)
			}
			if got := fmt.Sprint(n.Differ, n.Statuses, n.Disagreements); got != "true [alleged] [least left-out]" {
				t.Errorf("differ, statuses, disagreements: %s", got)
			}
		})
	}
}
