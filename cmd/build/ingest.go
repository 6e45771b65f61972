package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/load"
	"explainer/internal/quantity"
	"explainer/internal/verify"
)

type ingestCommand struct {
	Language string   `help:"Language of the articles: en or es (default: guessed)." placeholder:"LANG"`
	Files    []string `arg:"" name:"file" help:"Articles to read." type:"path"`
}

// Run reads each article, prints its sentences, and writes a record for one
// that no source stands for yet. A record that exists is never touched.
func (c ingestCommand) Run(o *options) error {
	fsys, err := o.open()
	if err != nil {
		return err
	}
	x, list := load.Load(fsys)
	if err := o.report(list, nil); err != nil {
		return err
	}
	sources := map[string]*explainer.Source{}
	for _, s := range x.Sources {
		sources[s.ArticleSHA256.Value] = s
	}
	var bad diag.List
	for _, file := range c.Files {
		raw, err := os.ReadFile(file)
		var a *article.Article
		if err == nil {
			a, err = article.Read(raw, article.Options{Language: c.Language})
		}
		if err != nil {
			verify.Unreadable(&bad, o.relative(file), err)
			continue
		}
		s := sources[a.SHA256]
		if s == nil {
			if s, err = newSource(o.Site, x, file, a); err != nil {
				return err
			}
			sources[a.SHA256] = s
			x.Sources = append(x.Sources, s)
			fmt.Fprintf(o.stderr, "wrote data/sources/%s.yaml; fill in outlet, label, title and dates\n", s.ID)
		}
		o.printSentences(s, a, x.Units)
	}
	return o.report(bad, nil)
}

// printSentences prints what an editor needs to write evidence.
func (o *options) printSentences(s *explainer.Source, a *article.Article, units quantity.Units) {
	fmt.Fprintf(o.stdout, "%s  sha256 %s  %s\n", s.ID, a.SHA256, a.Language)
	reader := quantity.NewReader(a.Language, units)
	w := tabwriter.NewWriter(o.stdout, 0, 0, 2, ' ', 0)
	for sentence := range a.Sentences() {
		kind := a.Blocks[sentence.Block-1].Kind
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", sentence.Locator(), sentence.Fingerprint, kind, sentence.Text)
		for _, q := range reader.Read(sentence.Text) {
			fmt.Fprintf(w, "\t\t%s\t%q\n", "quantity", q.Text)
		}
	}
	w.Flush()
}

// newSource writes a record with what the article itself says. The file's
// name gives the id; what is not known is left for the editor.
func newSource(site string, x *explainer.Explainer, file string, a *article.Article) (*explainer.Source, error) {
	base := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	id := slug(base)
	for n := 2; x.Source(id) != nil; n++ {
		id = fmt.Sprintf("%s-%d", slug(base), n)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "title: %q\n", title(a))
	for _, key := range []string{"outlet", "label"} {
		fmt.Fprintf(&b, "%s:\n", key)
		for _, ed := range x.Editions {
			fmt.Fprintf(&b, "  %s: %q\n", ed.ID, base)
		}
	}
	fmt.Fprintf(&b, "language: %s\narticle_sha256: %s\n", a.Language, a.SHA256)
	dir := filepath.Join(site, "data", "sources")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, id+".yaml"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	if _, err := f.WriteString(b.String()); err != nil {
		f.Close()
		return nil, err
	}
	return &explainer.Source{ID: id}, f.Close()
}

// title is the article's own, as far as an excerpt may go.
func title(a *article.Article) string {
	for _, b := range a.Blocks {
		if b.Kind == "title" {
			words := strings.Fields(b.Text)
			if len(words) > 8 {
				return strings.Join(words[:8], " ") + " …"
			}
			return b.Text
		}
	}
	return "[no title in the text]"
}

// slug makes an id from a file's name.
func slug(name string) string {
	id := strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
	if id == "" {
		return "article"
	}
	return id
}
