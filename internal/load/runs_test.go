package load

import (
	"fmt"
	"slices"
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

// Sentences are read as they are shown: without escapes and entities, whose
// words stay where they are.
func TestSentencesAsShown(t *testing.T) {
	l := &loader{x: &explainer.Explainer{}}
	p := &explainer.Page{Edition: "es"}
	l.markdown(p, "&ldquo;No&rdquo;, bru&#116;al 110\\,000 & tr&eacute;s&nbsp;camas `&amp;` de EE. UU. hoy. Fin &unknown; \\\\", diag.Place{Line: 1, Col: 1}, nil)
	want := []string{"“No”, brutal 110,000 & trés\u00a0camas &amp; de EE. UU. hoy.", "Fin &unknown; \\"}
	var got []string
	for _, s := range p.Sentences {
		got = append(got, s.Text)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("read %q, want %q", got, want)
	}
	for word, col := range map[string]int{"“No": 1, "No": 8, "al ": 28, "110": 31, ",000": 35, "camas": 59, "de EE": 73} {
		if at := p.Sentences[0].At(strings.Index(got[0], word)); at.Col != col {
			t.Errorf("%q is at %d, want %d", word, at.Col, col)
		}
	}
}

func TestHeadings(t *testing.T) {
	l := &loader{x: &explainer.Explainer{}}
	p := &explainer.Page{Edition: "en"}
	l.markdown(p, "A.\n\n## The *two* bunks #\n\n> [!NOTE]\n> ## Ours\n\n##\n", diag.Place{Line: 1, Col: 1}, map[string]diag.Place{})
	var got []string
	for _, h := range p.Headings {
		got = append(got, fmt.Sprintf("%s %d %t", h.Text, h.At(len("The ")).Col, h.Editorial))
	}
	if want := []string{"The two bunks 9 false", "Ours 10 true"}; !slices.Equal(got, want) {
		t.Errorf("headings are %q, want %q", got, want)
	}
}

// Text.At finds words where a value stands as it is, and else gives its start.
func TestTextAt(t *testing.T) {
	const known = "It can hold 40 people."
	for _, c := range []struct {
		yaml string
		col  int // of hold
	}{
		{"  en: " + known, 14},
		{"  en:   \"" + known + "\" # as told", 17},
		{"  en: '" + known + "'", 15},
		{"  en: It can\n    hold 40 people.", 7},
		{"  en: >\n    " + known, 7},
		{"  en: \"It c\\u0061n hold 40 people.\"", 7},
		{"  en: 'It can hold 40 people. It''s so.'", 7},
	} {
		x, _ := Load(site("data/claims/s/a.yaml", strings.Replace(claim, "  en: "+known, c.yaml, 1)))
		s := x.Claims[0].Statement["en"]
		if at := s.At(strings.Index(s.Value, "hold")); at.Col != c.col || at.Line != s.Place.Line {
			t.Errorf("%q: hold is at %s, want column %d", c.yaml, at, c.col)
		}
	}
}

// Notes stand behind sentences and the markup around their ends, and never
// within the words of a link.
func TestNotes(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"prose", "It [rose](claim:a) and [fell](claim:b+a). Then **it [sank](claim:c).**", "It [rose](claim:a) and [fell](claim:b+a).‹a+b› Then **it [sank](claim:c).**‹c›"},
		{"a sentence that is a link", "[It rose.](claim:a) [It fell.](claim:b)", "[It rose.](claim:a)‹a› [It fell.](claim:b)‹b›"},
		{"a link over two sentences", "[One](claim:a) and [it rose. It fell](claim:b) again. End.", "[One](claim:a) and [it rose. It fell](claim:b) again.‹a+b› End."},
		{"lines", "Él [subió](claim:a).  \nY [bajó](claim:b)\n  después.\n\nNada.", "Él [subió](claim:a).‹a›  \nY [bajó](claim:b)\n  después.‹b›\n\nNada."},
		{"items and quotations", "- [Up](claim:a)\n- [down](claim:b)!\n\n> [Out](claim:c).\n", "- [Up](claim:a)‹a›\n- [down](claim:b)!‹b›\n\n> [Out](claim:c).‹c›\n"},
		{"cells", "| [Up](claim:a) | b |\n|---|---|\n| x | [bajó](claim:b). Más. |\n", "| [Up](claim:a)‹a› | b |\n|---|---|\n| x | [bajó](claim:b).‹b› Más. |\n"},
		{"code", "[So](claim:a) `it. Ran` on.", "[So](claim:a) `it. Ran` on.‹a›"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &loader{x: &explainer.Explainer{}}
			p := &explainer.Page{Edition: "es"}
			l.markdown(p, c.src, diag.Place{File: "f", Line: 1, Col: 1}, nil)
			lines := strings.Split(c.src, "\n")
			for _, n := range slices.Backward(p.Notes()) {
				line := []rune(lines[n.Place.Line-1])
				lines[n.Place.Line-1] = string(line[:n.Place.Col-1]) + "‹" + n.Key + "›" + string(line[n.Place.Col-1:])
			}
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
