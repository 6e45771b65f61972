package verify

import (
	"regexp"
	"strings"
	"unicode"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// maxShared is how many consecutive words of ours may stand in an article:
// names and set phrases are shorter, borrowed sentences longer.
const maxShared = 7

// quoted is what stands in quotation marks, which is to be word for word.
var quoted = regexp.MustCompile(`"[^"]*"|“[^”]*”|«[^»]*»`)

// wording reports statements, notes and prose that share a longer run of
// words with an article.
func (v *verifier) wording() {
	runs := map[string]string{} // words → source id
	for _, s := range v.x.Sources {
		a := v.articles[s.ID]
		if a == nil {
			continue
		}
		for sentence := range a.Sentences() {
			w := words(sentence.Text)
			for i := 0; i+maxShared < len(w); i++ {
				runs[strings.Join(w[i:i+maxShared+1], " ")] = s.ID
			}
		}
	}
	text := func(at diag.Place, s string) {
		w := words(quoted.ReplaceAllString(s, " ¶ "))
		for i := 0; i+maxShared < len(w); i++ {
			run := strings.Join(w[i:i+maxShared+1], " ")
			if source := runs[run]; source != "" {
				v.diags.Errorf(at, "borrowed-wording", "%q stands word for word in %q", run, source).Helpf("say it in our own words")
				return
			}
		}
	}
	localized := func(l explainer.Localized) {
		for _, ed := range v.x.EditionIDs() {
			text(l[ed].Place, l.In(ed))
		}
	}
	for _, c := range v.x.Claims {
		localized(c.Statement)
		localized(c.DateNote)
		for _, e := range c.Evidence {
			localized(e.Note)
		}
	}
	for _, d := range v.x.Disagreements {
		localized(d.Title)
		localized(d.Note)
		for _, p := range d.Positions {
			localized(p.Says)
		}
	}
	for _, s := range v.x.Sources {
		localized(s.Note)
		if s.Lineage != nil {
			localized(s.Lineage.Basis)
		}
	}
	for _, p := range v.x.Pages {
		for _, h := range p.Headings {
			text(h.Place, h.Text)
		}
		for _, s := range p.Sentences {
			text(s.Place, s.Text)
		}
	}
}

func words(s string) []string {
	return strings.FieldsFunc(article.Normalize(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '¶'
	})
}
