package load

import (
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// Sentence.At finds words behind link syntax, accents and line ends.
func TestSentenceAt(t *testing.T) {
	src := "Él vio [unas *tres* camas](claim:a+b) y\n  [45 literas](claim:c) allí. Luego [9](claim:d).\n"
	l := &loader{x: &explainer.Explainer{}}
	p := &explainer.Page{Edition: "es"}
	l.markdown(p, src, diag.Place{File: "f", Line: 3, Col: 5}, nil)
	for _, c := range []struct {
		sentence int
		word     string
		line     int
		col      int
	}{
		{0, "Él", 3, 5}, {0, "vio", 3, 8}, {0, "tres", 3, 19}, {0, "camas", 3, 25}, {0, "45", 4, 4}, {0, "allí", 4, 25}, {1, "9", 4, 38},
	} {
		s := &p.Sentences[c.sentence]
		at := s.At(strings.Index(s.Text, c.word))
		if at.Line != c.line || at.Col != c.col {
			t.Errorf("%q is at %s, want %d:%d", c.word, at, c.line, c.col)
		}
	}
}
