package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"explainer/internal/article"
	"explainer/internal/explainer"
	"explainer/internal/lineage"
	"explainer/internal/quantity"
)

type ingestCommand struct {
	Language string   `help:"Language of the articles: en or es (default: guessed)." placeholder:"LANG"`
	Files    []string `arg:"" name:"file" help:"Articles to read: text, Markdown or saved HTML." type:"path"`
}

// Run reads each article, prints its sentences, and writes a record for one
// that no source stands for yet. A record that exists is never touched.
func (c ingestCommand) Run(ctx context.Context, o *options) error {
	x, err := o.formed()
	if err != nil {
		return err
	}
	articles, bad := o.readArticles(ctx, c.Files, c.Language)
	if err := ctx.Err(); err != nil {
		return err
	}
	files := addSources(x, articles, lineage.Measure(articles))
	if err := create(o.Site, files); err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintf(o.stderr, "wrote %s; check it, fill in what is empty and remove \"draft: true\"\n", f.Path)
	}
	for _, a := range articles {
		for _, s := range x.Sources {
			if s.ArticleSHA256.Value == a.SHA256 {
				o.printSentences(s, a, x.Units)
			}
		}
	}
	return o.report(bad, nil)
}

// formed loads the site for a command that adds to it: drafts are welcome,
// mistakes of form are not, and what is said is not judged.
func (o *options) formed() (*explainer.Explainer, error) {
	x, _, list, err := o.read()
	return x, o.report(list, err)
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
