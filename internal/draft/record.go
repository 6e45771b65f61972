package draft

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"explainer/internal/article"
	"explainer/internal/explainer"
	"explainer/internal/lineage"
)

// A File is a record to be written, by its path within the site.
type File struct {
	Path string
	Data []byte
}

// Records have the keys of package load, in the order of docs/authoring.md.
// Words that an editor is to write are there, and empty.
type (
	sourceRecord struct {
		Draft         bool              `yaml:"draft"`
		Title         string            `yaml:"title"`
		Outlet        map[string]string `yaml:"outlet"`
		Label         map[string]string `yaml:"label"`
		Authors       []string          `yaml:"authors,omitempty"`
		Issued        string            `yaml:"issued,omitempty"`
		URL           string            `yaml:"url,omitempty"`
		URLStatus     string            `yaml:"url_status,omitempty"`
		Language      string            `yaml:"language"`
		ArticleSHA256 string            `yaml:"article_sha256"`
		Lineage       *lineageRecord    `yaml:"lineage,omitempty"`
	}
	lineageRecord struct {
		Of      string        `yaml:"of"`
		Kind    string        `yaml:"kind"`
		Overlap overlapRecord `yaml:"overlap,flow"`
	}
	overlapRecord struct {
		Shingles float64 `yaml:"shingles"`
		Aligned  float64 `yaml:"aligned"`
		Order    float64 `yaml:"order"`
		Numbers  float64 `yaml:"numbers"`
		Score    float64 `yaml:"score"`
	}
	agentRecord struct {
		Draft       bool              `yaml:"draft"`
		Name        map[string]string `yaml:"name"`
		Description map[string]string `yaml:"description"`
	}
	claimRecord struct {
		Draft      bool              `yaml:"draft"`
		Kind       string            `yaml:"kind"`
		Status     string            `yaml:"status"`
		AssertedBy string            `yaml:"asserted_by,omitempty"`
		Date       string            `yaml:"date,omitempty"`
		Statement  map[string]string `yaml:"statement"`
		Evidence   []evidenceRecord  `yaml:"evidence"`
	}
	evidenceRecord struct {
		Source      string   `yaml:"source"`
		At          string   `yaml:"at"`
		Fingerprint string   `yaml:"fingerprint"`
		Own         bool     `yaml:"own,omitempty"`
		Part        string   `yaml:"part,omitempty"`
		Excerpt     string   `yaml:"excerpt,omitempty"`
		Quantities  []string `yaml:"quantities,omitempty"`
	}
	disagreementRecord struct {
		Draft     bool              `yaml:"draft"`
		Kind      string            `yaml:"kind"`
		Weight    int               `yaml:"weight"`
		Title     map[string]string `yaml:"title"`
		Claims    []string          `yaml:"claims"`
		Positions []positionRecord  `yaml:"positions"`
		Note      map[string]string `yaml:"note"`
	}
	positionRecord struct {
		Sources    []string          `yaml:"sources"`
		Says       map[string]string `yaml:"says"`
		Quantities []string          `yaml:"quantities,omitempty"`
	}
)

func encode(record any) []byte {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(record); err != nil {
		panic(err) // plain structs of strings and numbers
	}
	if err := e.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// everywhere gives one text for each edition.
func everywhere(editions []string, text string) map[string]string {
	m := map[string]string{}
	for _, ed := range editions {
		m[ed] = text
	}
	return m
}

// Source makes the record of an article that no source stands for yet, with
// what the article says of itself. The id is made from that too, and differs
// from those taken.
func Source(a *article.Article, editions []string, taken func(id string) bool) *explainer.Source {
	about := a.About()
	s := &explainer.Source{
		ID:            sourceID(a, about, taken),
		Title:         explainer.Text{Value: shortened(about.Title)},
		Outlet:        explainer.Localized{},
		Issued:        explainer.Text{Value: about.Issued},
		URL:           explainer.Text{Value: about.URL},
		Language:      explainer.Text{Value: a.Language},
		ArticleSHA256: explainer.Text{Value: a.SHA256},
		Draft:         explainer.Flag{Value: true},
	}
	for _, name := range about.Authors {
		s.Authors = append(s.Authors, explainer.Text{Value: withoutDelimiters(name)})
	}
	for _, ed := range editions {
		s.Outlet[ed] = explainer.Text{Value: fit(about.Outlet)}
	}
	return s
}

// SourceFile writes a source with the relation to the one it derives from, or
// is most like; ids gives sources by their articles' SHA-256.
func SourceFile(s *explainer.Source, editions []string, r lineage.Relation, ids map[string]string) File {
	record := sourceRecord{
		Draft: true, Title: s.Title.Value, Outlet: s.Outlet.Strings(), Label: s.Outlet.Strings(),
		Issued: s.Issued.Value, URL: s.URL.Value, Language: s.Language.Value, ArticleSHA256: s.ArticleSHA256.Value,
	}
	for _, name := range s.Authors {
		record.Authors = append(record.Authors, name.Value)
	}
	if s.URL.Value != "" {
		record.URLStatus = "unopened"
	}
	if of := ids[r.From]; of != "" {
		o := r.Overlap.Round()
		record.Lineage = &lineageRecord{of, string(r.Kind), overlapRecord{o.Shingles, o.Aligned, o.Order, o.Numbers, o.Score}}
	}
	return File{path.Join("data/sources", s.ID+".yaml"), encode(record)}
}

// titleWords is how much of a headline a record keeps: enough to find the
// article.
const titleWords = 8

func shortened(title string) string {
	title = withoutDelimiters(title)
	if words := strings.Fields(title); len(words) > titleWords {
		return strings.Join(words[:titleWords], " ") + " …"
	}
	return title
}

// sourceID names an article by its outlet or, failing that, its headline.
func sourceID(a *article.Article, about article.About, taken func(string) bool) string {
	base := Slug(about.Outlet)
	if base == "" {
		var words []string
		for _, w := range tokenize(about.Title) {
			if !grammar[a.Language][w.text] && Slug(w.text) != "" && len(words) < idWords {
				words = append(words, w.text)
			}
		}
		base = Slug(strings.Join(words, " "))
	}
	base = cmp.Or(base, "article")
	id := base
	for n := 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

func (c *Candidate) file(editions []string, agent string) File {
	record := claimRecord{Draft: true, Kind: c.Kind, Status: c.Status, AssertedBy: agent, Date: c.Date, Statement: everywhere(editions, "")}
	for _, e := range c.Evidence {
		record.Evidence = append(record.Evidence, e.record())
	}
	return File{path.Join("data/claims", cmp.Or(c.Section, explainer.Unplaced), c.ID+".yaml"), encode(record)}
}

func (e *Evidence) record() evidenceRecord {
	r := evidenceRecord{
		Source: e.Source, At: e.Sentence.Locator(), Fingerprint: e.Sentence.Fingerprint, Own: e.Own, Excerpt: e.Excerpt,
	}
	if e.Part != article.Paragraph {
		r.Part = string(e.Part)
	}
	for _, q := range e.Quantities {
		r.Quantities = append(r.Quantities, q.Text)
	}
	return r
}

func (d *Disagreement) file(editions []string) File {
	record := disagreementRecord{
		Draft: true, Kind: d.Kind, Weight: d.Weight, Title: everywhere(editions, ""), Claims: []string{d.Candidate.ID}, Note: everywhere(editions, ""),
	}
	for _, p := range d.Positions {
		record.Positions = append(record.Positions, positionRecord{p.Sources, everywhere(editions, ""), p.Quantities})
	}
	return File{path.Join("data/disagreements", d.ID+".yaml"), encode(record)}
}

func agentFile(id, name string, editions []string) File {
	return File{path.Join("data/agents", id+".yaml"), encode(agentRecord{true, everywhere(editions, name), everywhere(editions, "")})}
}
