package derive

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// TestPanels puts a disagreement behind the paragraph that cites most of its
// claims, in the section that has most of them.
func TestPanels(t *testing.T) {
	tests := []struct {
		name          string
		prose         string // sentences by paragraph: "a b, c | d"; * has no end
		disagreements string // the claims of each, those that matter most first
		want          string // disagreement@paragraph
	}{
		{"nothing cited", "a | b", "c", ""},
		{"where it is cited", "a | b", "b", "0@2"},
		{"the first of several", "a | b | b", "b", "0@2"},
		{"where most of it is cited", "a | a, b | b", "a+b", "0@2"},
		{"the same claim twice is one", "a, a | a, b", "a+b", "0@2"},
		{"one a paragraph", "a b | b", "a b", "0@1 1@2"},
		{"the next waits in vain", "a b", "a b", "0@1"},
		{"three a page", "a | b | c | d", "a b c d", "0@1 1@2 2@3"},
		{"behind a sentence that ends nowhere", "a* | a", "a", "0@2"},
		{"most of it elsewhere", "a", "a+y+z", ""},
		{"half of it elsewhere, which comes later", "a", "a+z", "0@1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var claims []*explainer.Claim
			for id := range strings.SplitSeq("a b c d y z", " ") {
				claims = append(claims, claim(id, "a"))
			}
			claims[4].Section, claims[5].Section = text("t"), text("t")
			x := explained(claims...)
			x.Pages[0].BodyLine = 4
			x.Pages = append(x.Pages, &explainer.Page{ID: "t", Edition: "en", Section: true, Weight: 2, Title: text("T")})
			// The answer, in the front matter, has no room for a panel.
			x.Pages[0].Sentences = []explainer.Sentence{sentence("a+b+c+d", 2, 1)}
			for i, paragraph := range strings.Split(tt.prose, " | ") {
				for s := range strings.SplitSeq(paragraph, ", ") {
					words, open := strings.CutSuffix(s, "*")
					n := sentence(strings.ReplaceAll(words, " ", "+"), 5+2*i, 2+i)
					if open {
						n.End = diag.Place{}
					}
					x.Pages[0].Sentences = append(x.Pages[0].Sentences, n)
				}
			}
			for i, ids := range strings.Fields(tt.disagreements) {
				d := &explainer.Disagreement{ID: fmt.Sprint(i), Kind: text("number")}
				for id := range strings.SplitSeq(ids, "+") {
					d.Claims = append(d.Claims, text(id))
				}
				x.Disagreements = append(x.Disagreements, d)
			}
			var got []string
			for _, p := range New(x).Panels {
				got = append(got, fmt.Sprintf("%s@%d", p.ID, (p.Place.Line-3)/2))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("panels %q; want %q", s, tt.want)
			}
		})
	}
}

// sentence cites claims, "a+b", and ends on a line.
func sentence(claims string, line, block int) explainer.Sentence {
	at := diag.Place{File: "content/en/s.md", Line: line, Col: 9}
	s := explainer.Sentence{Place: at, End: at, Block: block}
	for id := range strings.SplitSeq(claims, "+") {
		s.Citations = append(s.Citations, explainer.Citation{Claim: text(id)})
	}
	return s
}
