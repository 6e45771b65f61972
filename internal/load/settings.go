package load

import (
	"cmp"
	"errors"
	"maps"
	"regexp"
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

	at := func(key string) diag.Place { return keyPlace(file, text, key) }
	x := &l.x.Settings
	x.Place = diag.Place{File: file, Line: 1, Col: 1}
	x.Home = t.BaseURL
	x.BaseURL, x.Slug, x.License, x.Contact = t.BaseURL, t.Params.Slug, t.Params.License, t.Params.Contact
	if from, to := t.Params.Coverage.From, t.Params.Coverage.To; from.Year > 0 && to.Year > 0 {
		x.Coverage = explainer.Coverage{Place: at("coverage"), From: from.String(), To: to.String()}
		if x.Coverage.From > x.Coverage.To {
			l.diags.Errorf(at("coverage"), "bad-setting", "coverage ends before it begins").Helpf("swap from and to")
		}
	} else {
		l.diags.Errorf(at("coverage"), "bad-setting", "params.coverage lacks from or to").Helpf("write the first and last day that the articles report from, as 2025-03-16")
	}
	if !urlForm.MatchString(x.BaseURL) {
		l.diags.Errorf(at("baseURL"), "bad-setting", "baseURL %q is not an address", x.BaseURL).Helpf(urlHelp)
	}
	if !idForm.MatchString(x.Slug) {
		l.diags.Errorf(at("slug"), "bad-setting", "params.slug %q cannot name files", x.Slug).Helpf("use lower-case letters, digits and single hyphens")
	}
	ids := slices.SortedFunc(maps.Keys(t.Languages), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.Languages[a].Weight, t.Languages[b].Weight), cmp.Compare(a, b))
	})
	for _, id := range ids {
		lang := t.Languages[id]
		place := at("languages." + id)
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
			l.diags.Errorf(place, "bad-setting", "locale %q of edition %q is not a BCP 47 tag", lang.Locale, id)
		}
		x.Editions = append(x.Editions, explainer.Edition{
			ID: id, Locale: lang.Locale, Label: lang.Label, Title: lang.Title, Description: lang.Params.Description,
		})
	}
	if len(x.Editions) == 0 {
		l.diags.Errorf(x.Place, "bad-setting", "no edition is set").Helpf("add a table [languages.en]")
		return false
	}
	return true
}

// malformedTOML reports what the decoder says, at the place that it names.
func (l *loader) malformedTOML(file, text string, err error) {
	at := diag.Place{File: file, Line: 1, Col: 1}
	if bad := (*toml.DecodeError)(nil); errors.As(err, &bad) {
		at.Line, at.Col = position(text, bad.Position)
	}
	l.diags.Errorf(at, "malformed-toml", "%s", strings.TrimPrefix(err.Error(), "toml: "))
}

// keyPlace finds where a setting or table stands; failing that, the file's
// start. TOML decoding keeps no places for values that are well formed.
func keyPlace(file, text, key string) diag.Place {
	form := regexp.MustCompile(`^\s*(\[(\w+\.)*)?` + regexp.QuoteMeta(key) + `\b`)
	for i, line := range strings.Split(text, "\n") {
		if loc := form.FindStringIndex(line); loc != nil {
			return diag.Place{File: file, Line: i + 1, Col: loc[1] - len(key) + 1}
		}
	}
	return diag.Place{File: file, Line: 1, Col: 1}
}

// position gives a place as the decoder knows it, whose columns count bytes,
// with columns that count characters.
func position(text string, of func() (row, col int)) (row, col int) {
	row, bytes := of()
	lines := strings.Split(text, "\n")
	if row > len(lines) {
		return row, bytes
	}
	col = 1
	for i := range lines[row-1] {
		if i < bytes-1 {
			col++
		}
	}
	return row, col
}
