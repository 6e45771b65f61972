package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestEmbedWeight holds what a section's embed weighs beside its words: all
// that a frame asks for, less what its text would weigh alone. A story that has
// four of them should not notice.
func TestEmbedWeight(t *testing.T) {
	t.Parallel()
	const most = 3000
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(dir, "embed", "resize.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range []string{"what-is-cecot", "us-deal", "conditions", "legal-basis"} {
		for _, edition := range []string{"", "es"} {
			raw, err := os.ReadFile(filepath.Join(dir, edition, "embed", section, "index.html"))
			if err != nil {
				t.Fatal(err)
			}
			doc, err := html.Parse(strings.NewReader(string(raw)))
			if err != nil {
				t.Fatal(err)
			}
			text := lines(doc)
			if len(text) < 5000 {
				t.Fatalf("%s %s: only %d bytes of text", edition, section, len(text))
			}
			all, words := packed(raw)+packed(script), packed([]byte(text))
			t.Logf("%s %s: %d bytes, of which words %d", edition, section, all, words)
			if all-words > most {
				t.Errorf("%s %s: %d bytes beside its words, want %d at most", edition, section, all-words, most)
			}
		}
	}
}

// packed is how many bytes brotli makes of some at its best.
func packed(raw []byte) int {
	var b strings.Builder
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	_, _ = w.Write(raw)
	_ = w.Close()
	return b.Len()
}

// lines is the text of a page as one copies it, everything opened: a line for
// each that it begins.
func lines(doc *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		}
		if n.DataAtom == atom.Head {
			return
		}
		block := begins(n)
		if block {
			b.WriteByte('\n')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if block {
			b.WriteByte('\n')
		}
	}
	walk(doc)
	var list []string
	for line := range strings.Lines(b.String()) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			list = append(list, line)
		}
	}
	return strings.Join(list, "\n")
}

// begins reports whether an element of an embed begins a line.
func begins(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.Li, atom.Blockquote, atom.Footer, atom.Summary:
		return true
	}
	class := func(n *html.Node) string {
		for _, a := range n.Attr {
			if a.Key == "class" {
				return a.Val
			}
		}
		return ""
	}
	return class(n) == "card" || class(n) == "by" || n.DataAtom == atom.A && class(n.Parent) == "card"
}
