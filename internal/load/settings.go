package load

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// settings reads hugo.toml, of which only these keys may be set: what Hugo
// may do is for the build to say, not for a site.
func (l *loader) settings(file string) bool {
	text, ok := l.text(file)
	if !ok {
		return false
	}
	l.tomlWording(file, text)
	var t struct {
		BaseURL string `toml:"baseURL"`
		Params  struct {
			Slug     string `toml:"slug"`
			License  string `toml:"license"`
			Contact  string `toml:"contact"`
			Coverage struct {
				From toml.LocalDate `toml:"from"`
				To   toml.LocalDate `toml:"to"`
			} `toml:"coverage"`
		} `toml:"params"`
		Languages map[string]struct {
			Locale string `toml:"locale"`
			Label  string `toml:"label"`
			Weight int    `toml:"weight"`
			Title  string `toml:"title"`
			Params struct {
				Description string `toml:"description"`
			} `toml:"params"`
		} `toml:"languages"`
	}
	dec := toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields()
	err := dec.Decode(&t)
	if strict := (*toml.StrictMissingError)(nil); errors.As(err, &strict) {
		for _, e := range strict.Errors {
			row, col := position(text, e.Position)
			l.diags.Errorf(diag.Place{File: file, Line: row, Col: col}, "unknown-key", "there is no setting %q", strings.Join(e.Key(), ".")).
				Helpf("docs/authoring.md lists the settings")
		}
		return false
	}
	if err != nil {
		l.malformedTOML(file, text, err)
		return false
	}

	f := newTOMLFile(file, text)
	x := &l.x.Settings
	x.Place = diag.Place{File: file, Line: 1, Col: 1}
	x.Home = t.BaseURL
	x.BaseURL, x.Slug, x.License, x.Contact = t.BaseURL, t.Params.Slug, t.Params.License, t.Params.Contact
	if from, to := t.Params.Coverage.From, t.Params.Coverage.To; from.Year > 0 && to.Year > 0 {
		x.Coverage = explainer.Coverage{Place: f.at("params.coverage"), From: from.String(), To: to.String()}
		if x.Coverage.From > x.Coverage.To {
			l.diags.Errorf(f.at("params.coverage"), "bad-setting", "coverage ends before it begins").Helpf("swap from and to")
		}
	} else {
		l.diags.Errorf(f.at("params.coverage"), "bad-setting", "params.coverage lacks from or to").Helpf("write the first and last day that the articles report from, as 2025-03-16")
	}
	if !urlForm.MatchString(x.BaseURL) {
		l.diags.Errorf(f.at("baseURL"), "bad-setting", "baseURL %q is not an address", x.BaseURL).Helpf(urlHelp)
	}
	if !idForm.MatchString(x.Slug) {
		l.diags.Errorf(f.at("params.slug"), "bad-setting", "params.slug %q cannot name files", x.Slug).Helpf("use lower-case letters, digits and single hyphens")
	}
	ids := slices.SortedFunc(maps.Keys(t.Languages), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.Languages[a].Weight, t.Languages[b].Weight), cmp.Compare(a, b))
	})
	for _, id := range ids {
		lang := t.Languages[id]
		key := "languages." + id
		place := f.at(key)
		switch {
		case !article.Supported(id):
			l.diags.Errorf(place, "bad-setting", "no edition can be made in %q", id).Helpf("editions are en and es; others need their words in internal/article and internal/quantity")
			continue
		case lang.Title == "":
			l.diags.Errorf(place, "bad-setting", "edition %q has no title", id)
		case lang.Label == "":
			l.diags.Errorf(place, "bad-setting", "edition %q has no label", id).Helpf("give the language's own name, such as Español")
		}
		if _, err := language.Parse(lang.Locale); err != nil {
			l.diags.Errorf(f.at(key+".locale"), "bad-setting", "locale %q of edition %q is not a BCP 47 tag", lang.Locale, id)
		}
		x.Editions = append(x.Editions, explainer.Edition{
			ID: id, Locale: lang.Locale, Label: lang.Label,
			Title: f.text(key+".title", lang.Title), Description: f.text(key+".params.description", lang.Params.Description),
		})
	}
	if len(x.Editions) == 0 {
		l.diags.Errorf(x.Place, "bad-setting", "no edition is set").Helpf("add a table [languages.en]")
		return false
	}
	return true
}
