package verify

import (
	"reflect"
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

// wording reports what a record or a page says in words of which a longer run
// stands in an article.
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
	localized(reflect.ValueOf(*v.x), func(l explainer.Localized) {
		for _, ed := range v.x.EditionIDs() {
			text(l[ed].Place, l.In(ed))
		}
	})
	for _, ed := range v.x.Editions {
		text(ed.Title.Place, ed.Title.Value)
		text(ed.Description.Place, ed.Description.Value)
	}
	for _, p := range v.x.Pages {
		for _, t := range []explainer.Text{p.Title, p.Description, p.Answer} {
			text(t.Place, t.Value)
		}
		for _, h := range p.Headings {
			text(h.Place, h.Text)
		}
		for _, s := range p.Sentences {
			text(s.Place, s.Text)
		}
	}
}

// localized gives each every text of a value that stands in several editions:
// what a record says in our words. What it has of an article's stands once.
func localized(v reflect.Value, each func(explainer.Localized)) {
	if l, ok := v.Interface().(explainer.Localized); ok {
		each(l)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			localized(v.Elem(), each)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				localized(v.Field(i), each)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			localized(v.Index(i), each)
		}
	}
}

func words(s string) []string {
	return strings.FieldsFunc(article.Normalize(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '¶'
	})
}
