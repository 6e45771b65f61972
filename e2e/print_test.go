package e2e

import (
	"bytes"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPrint prints pages to A4 and Letter, and reads the sheets back: the
// evidence is on them, what is folded away too, every word is whole, and what
// is only of use on a screen is not there.
func TestPrint(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("skipped: pdftotext is not installed: on Debian or Ubuntu run apt-get install poppler-utils")
	}
	tab, dir := open(t)
	for _, as := range []struct {
		file         string
		sheets       int      // at most
		shown, never []string // words
	}{
		{"index.html", 14, []string{"5 articles from 2 independent reports"}, []string{"Skip to the text", "Español"}},
		{"us-deal/index.html", 10, []string{"Evidence, source by source"}, []string{"Skip to the text", "Next question", "On this page", "Español"}},
		{"claims/distance/index.html", 2, []string{"located roughly 47 miles", "5839ece2fc7f0128"}, []string{"Skip to the text", "Español"}},
		{"disagreements/index.html", 24, []string{"Roughly 47 miles"}, []string{"Skip to the text", "Español"}},
		{"es/conditions/index.html", 12, []string{"at least 261 people"}, []string{"Saltar al texto", "English"}},
	} {
		for _, paper := range []struct {
			name string
			size chromedp.PaperSize
		}{{"A4", chromedp.PaperA4}, {"Letter", chromedp.PaperLetter}} {
			t.Run(as.file+"/"+paper.name, func(t *testing.T) {
				if err := chromedp.Do(tab, prefers("light"), viewport(1280), chromedp.Navigate(address(dir, as.file))); err != nil {
					t.Fatal(err)
				}
				notes, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`[...document.querySelectorAll("[popover] .claim-note > p:first-child")].map(p => p.innerText || p.textContent)`))
				if err != nil {
					t.Fatal(err)
				}
				pdf, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPaper(paper.size)))
				if err != nil {
					t.Fatal(err)
				}
				if n := len(sheet.FindAll(pdf, -1)); n == 0 || n > as.sheets {
					t.Errorf("%d sheets, want 1 to %d", n, as.sheets)
				}
				text := read(t, pdf)
				for _, words := range append(as.shown, notes...) {
					if !strings.Contains(text, squeeze(words)) {
						t.Errorf("not on paper: %q", words)
					}
				}
				for _, words := range as.never {
					if strings.Contains(text, squeeze(words)) {
						t.Errorf("on paper, where it is of no use: %q", words)
					}
				}
			})
		}
	}
}

// sheet is a page within a PDF.
var sheet = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

// read gives a PDF's words as squeeze does. Words that lie outside of their
// sheet are not among them.
func read(t *testing.T, pdf []byte) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return squeeze(string(text))
}

// squeeze leaves out where lines and columns break.
func squeeze(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u202f", " ")), "")
}
