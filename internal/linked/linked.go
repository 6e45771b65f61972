// Package linked says what pages are about as linked data, in the words of
// schema.org: claims with the articles that they cite, articles with what they
// appear to be based on, the open data as a dataset. Pages carry it as JSON-LD,
// with what templates know of a page itself around it.
package linked

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"explainer/internal/derive"
)

// nodes are written for Hugo as texts of JSON, ready to stand in a page: what
// could end a script element is escaped in them.
type nodes struct {
	Claims      map[string]map[string]string `json:"claims"`  // by id and edition
	Sources     map[string]string            `json:"sources"` // all, as a list, by edition
	Dataset     map[string]string            `json:"dataset"` // without its name, which templates know
	BasedOn     string                       `json:"based_on"`
	Corrections map[string]map[string]string `json:"corrections"` // by edition: of pages by id, and under "all" as what the page about them is about
}

// A thing of schema.org. Which properties it has depends on its type.
type thing struct {
	Type           any     `json:"@type,omitempty"`
	ID             string  `json:"@id,omitempty"`
	Name           string  `json:"name,omitempty"`
	Headline       string  `json:"headline,omitempty"`
	Text           string  `json:"text,omitempty"`
	URL            string  `json:"url,omitempty"`
	InLanguage     string  `json:"inLanguage,omitempty"`
	Author         []thing `json:"author,omitempty"`
	Publisher      *thing  `json:"publisher,omitempty"`
	DatePublished  string  `json:"datePublished,omitempty"`
	TemporalCover  string  `json:"temporalCoverage,omitempty"`
	Appearance     []thing `json:"appearance,omitempty"`
	Citation       []thing `json:"citation,omitempty"`
	Correction     []thing `json:"correction,omitempty"`
	About          []thing `json:"about,omitempty"`
	IsBasedOn      []thing `json:"isBasedOn,omitempty"`
	ArchivedAt     string  `json:"archivedAt,omitempty"`
	TranslationOf  *thing  `json:"translationOfWork,omitempty"`
	License        string  `json:"license,omitempty"`
	Distribution   []thing `json:"distribution,omitempty"`
	EncodingFormat string  `json:"encodingFormat,omitempty"`
	ContentURL     string  `json:"contentUrl,omitempty"`
	AccessibleFree bool    `json:"isAccessibleForFree,omitempty"`
	Keywords       string  `json:"keywords,omitempty"`
}

// Write writes linked.json to dir, as data for Hugo.
func Write(dir string, s *derive.Site) error {
	l := linker{s, map[string]*derive.Source{}, map[string]*derive.Correction{}}
	for _, src := range s.Sources {
		l.sources[src.ID] = src
	}
	for _, c := range s.Corrections {
		l.corrections[c.ID] = c
	}
	n := nodes{
		Claims: map[string]map[string]string{}, Sources: map[string]string{}, Dataset: map[string]string{},
		Corrections: map[string]map[string]string{},
	}
	var based []thing
	for _, src := range s.Sources {
		based = append(based, l.reference(src.ID))
	}
	n.BasedOn = text(based)
	for _, ed := range s.Editions {
		var articles []thing
		for _, src := range s.Sources {
			articles = append(articles, l.article(src.ID, ed))
		}
		n.Sources[ed.ID] = text(articles)
		n.Dataset[ed.ID] = text(l.dataset(ed))
		n.Corrections[ed.ID] = map[string]string{}
		for page, ids := range s.PageCorrections {
			n.Corrections[ed.ID][page] = text(l.corrected(ids, ed))
		}
		var all []thing
		for _, c := range s.Corrections {
			all = append(all, l.correction(c, ed))
		}
		if len(all) > 0 {
			n.Corrections[ed.ID]["all"] = text(all)
		}
	}
	for _, c := range s.Claims {
		n.Claims[c.ID] = map[string]string{}
		for _, ed := range s.Editions {
			n.Claims[c.ID][ed.ID] = text(l.claim(c, ed))
		}
	}
	raw, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "linked.json"), raw, 0o644)
}

// text is a thing as JSON; encoding/json writes <, > and & as escapes.
func text(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and lists of them: cannot fail
	}
	return string(raw)
}

type linker struct {
	*derive.Site
	sources     map[string]*derive.Source
	corrections map[string]*derive.Correction
}

// address of a page. Things that are the same in every edition have one in the
// first.
func (l linker) address(ed derive.Edition, page string) string { return l.BaseURL + ed.Path + page }

func (l linker) reference(source string) thing {
	return thing{ID: l.address(l.Editions[0], "sources/#"+source)}
}

// article is a source as a claim cites it.
func (l linker) article(id string, ed derive.Edition) thing {
	src := l.sources[id]
	t := l.reference(id)
	t.Type, t.Headline, t.URL, t.InLanguage = "NewsArticle", src.Title, src.URL, src.Language
	t.DatePublished, t.ArchivedAt = src.Issued, src.ArchiveURL
	t.Publisher = &thing{Type: "Organization", Name: src.Outlet[ed.ID]}
	for _, name := range src.Authors {
		t.Author = append(t.Author, thing{Type: "Person", Name: name})
	}
	if lin := src.Lineage; lin != nil && lin.Kind != "independent" {
		t.IsBasedOn = []thing{l.reference(lin.Of)}
	}
	return t
}

// claim is our statement: it appears on our pages and cites articles.
func (l linker) claim(c *derive.Claim, ed derive.Edition) thing {
	page := "claims/" + c.ID + "/"
	t := thing{
		Type: "Claim", ID: l.address(ed, page+"#claim"), Text: c.Statement[ed.ID], InLanguage: ed.Locale,
		TemporalCover: cmp.Or(c.Date, c.AsOf),
	}
	if c.Status != "reported" {
		t.Keywords = c.Status // schema.org has no word for it
	}
	if ed.Path != "" {
		t.TranslationOf = &thing{ID: l.address(l.Editions[0], page+"#claim")}
	}
	if a, ok := l.Agents[c.AssertedBy]; ok {
		t.Author = []thing{{Name: a.Name[ed.ID]}} // a person or an organisation: records do not say which
	}
	for _, id := range c.CitedIn {
		t.Appearance = append(t.Appearance, thing{ID: l.address(ed, strings.TrimPrefix(id+"/", "/"))})
	}
	t.Correction = l.corrected(c.Corrections, ed)
	for _, m := range c.Marks {
		if m.State == "silent" {
			continue
		}
		a := l.article(m.Source, ed)
		a.Author, a.ArchivedAt = nil, "" // the page of sources has the rest
		if m.State == "origin" {
			a.IsBasedOn = nil // not for what it has of its own
		}
		t.Citation = append(t.Citation, a)
	}
	return t
}

// correction says what was wrong and what it says now.
func (l linker) correction(c *derive.Correction, ed derive.Edition) thing {
	t := thing{
		Type: "CorrectionComment", ID: l.address(ed, "corrections/#"+c.ID), DatePublished: c.Date,
		Text: c.Was[ed.ID] + " → " + c.Now[ed.ID], InLanguage: ed.Locale,
	}
	for _, id := range c.Claims {
		t.About = append(t.About, thing{ID: l.address(ed, "claims/"+id+"/#claim")})
	}
	return t
}

// corrected are the corrections of one thing, which say themselves what else
// they are about.
func (l linker) corrected(ids []string, ed derive.Edition) []thing {
	var list []thing
	for _, id := range ids {
		t := l.correction(l.corrections[id], ed)
		t.About = nil
		list = append(list, t)
	}
	return list
}

func (l linker) dataset(ed derive.Edition) thing {
	t := thing{
		Type: "Dataset", ID: l.address(l.Editions[0], "data/#dataset"), URL: l.address(ed, "data/"), License: License(l.License), AccessibleFree: true,
		TemporalCover: l.Coverage.From + "/" + l.Coverage.To,
	}
	for _, file := range []struct{ name, format string }{
		{"claims.json", "application/json"}, {"claims.csv", "text/csv"}, {"evidence.csv", "text/csv"},
		{"sources.json", "application/json"}, {"disagreements.json", "application/json"},
	} {
		t.Distribution = append(t.Distribution, thing{Type: "DataDownload", Name: file.name, EncodingFormat: file.format, ContentURL: l.BaseURL + "data/" + file.name})
	}
	return t
}

// License is the address of a licence by its SPDX id.
func License(spdx string) string {
	if spdx == "" {
		return ""
	}
	return "https://spdx.org/licenses/" + spdx
}
