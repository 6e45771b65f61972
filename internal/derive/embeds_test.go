package derive

import (
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// TestEmbeds says where an embed stands and how its frame goes from the height
// of a phone's column to that of a page's.
func TestEmbeds(t *testing.T) {
	x := explained(claim("x", "a"))
	x.Pages[0].Section, x.Pages[0].ID = true, "s"
	s := New(x)
	s.claims["x"].Statement = Words{"en": strings.Repeat("x", 40)}
	s.embeds(x)

	got := *s.Embeds["en"]["claims/x"]
	want := Embed{
		Kind: "claim", Path: "claims/x", Title: strings.Repeat("x", 40), Full: "claims/x/index.html",
		Home: "https://example.org/", Address: "https://example.org/claims/x/", Embed: "https://example.org/embed/claims/x/",
		// Edges and credit; the title in three lines or two; how it is supported,
		// its status, its source and who is silent, in two lines each or one; the
		// line between.
		Narrow: 170 + 88 + 4*46 + 27, Wide: 104 + 63 + 4*27 + 27, Fluid: "clamp(302px,636px - 52vw,469px)",
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for path, title := range map[string]string{"s": "S", "timeline": "", "claims/x": want.Title} {
		if e := s.Embeds["en"][path]; e == nil || e.Title != title {
			t.Errorf("%s: %+v, want the title %q", path, e, title)
		}
	}
	if len(s.Embeds["en"]) != 3 {
		t.Errorf("there are %d embeds, want 3: a page without one has none", len(s.Embeds["en"]))
	}
}

// TestSectionHeight counts the first paragraph alone, its marks, and no
// address.
func TestSectionHeight(t *testing.T) {
	page := func(body string, marks ...int) *explainer.Page {
		p := &explainer.Page{ID: "s", Edition: "en", Title: text("S"), Body: body, BodyLine: 6}
		for _, line := range marks {
			end := diag.Place{Line: line, Col: 1}
			p.Sentences = append(p.Sentences, explainer.Sentence{End: end, Block: line, Citations: []explainer.Citation{{Claim: text("x")}}})
		}
		return p
	}
	s := New(explained(claim("x", "a")))
	plain := s.sectionHeight(page("\n" + strings.Repeat("a", 120) + "\n\n" + strings.Repeat("b", 900) + "\n"))
	for name, p := range map[string]*explainer.Page{
		"a link":             page("\n[" + strings.Repeat("a", 117) + "](claim:of-a-long-name) a\n\nb\n"),
		"a mark before it":   page("\n"+strings.Repeat("a", 120)+"\n\nb\n", 5),
		"a mark after it":    page("\n"+strings.Repeat("a", 120)+"\n\nb\n", 9),
		"marks in its lines": page("\n"+strings.Repeat("a", 50)+"\n"+strings.Repeat("a", 51)+"\n\nb\n", 7, 8),
	} {
		if got := s.sectionHeight(p); *got != *plain {
			t.Errorf("%s: %v, want %v", name, *got, *plain)
		}
	}
	if more := s.sectionHeight(page("\n"+strings.Repeat("a", 120)+"\n\nb\n", 7, 7, 7)); more.narrow <= plain.narrow {
		t.Errorf("with three marks it is %v high, without %v", more.narrow, plain.narrow)
	}
}
