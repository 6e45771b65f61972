package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"

	"explainer/internal/article"
	"explainer/internal/draft"
	"explainer/internal/quantity"
)

type newCommand struct {
	Dir      string   `arg:"" help:"Folder to make; it must not exist, or be empty." type:"path"`
	Articles string   `help:"Folder with the articles, under any names." type:"existingdir" placeholder:"DIR"`
	Sections string   `help:"Titles of the sections: \"Title; Title; …\"." placeholder:"TITLES"`
	Editions []string `help:"Languages of the explainer, the main one first: en, es (default: that of most articles)." placeholder:"LANG,…"`
	Language string   `help:"Language of the articles: en or es (default: guessed)." placeholder:"LANG"`
}

// Run makes a new explainer beside its place and moves it there whole.
func (c newCommand) Run(ctx context.Context, o *options) error {
	if entries, err := os.ReadDir(c.Dir); len(entries) > 0 {
		return fmt.Errorf("%s is not empty; give a folder that is not there yet", o.relative(c.Dir))
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if here, err := os.Getwd(); err == nil && here == c.Dir {
		return errors.New("the current folder cannot be exchanged for another; run new from the one above it")
	}
	var articles []*article.Article
	if c.Articles != "" {
		files, err := o.articleFiles(c.Articles, c.Dir)
		if err != nil {
			return err
		}
		read, list := o.readArticles(ctx, files, c.Language)
		if err := o.report(list, ctx.Err()); err != nil {
			return err
		}
		articles = read
	}
	s, err := c.starter(articles)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.Dir), 0o755); err != nil {
		return err
	}
	stage, err := os.MkdirTemp(filepath.Dir(c.Dir), "."+filepath.Base(c.Dir)+"-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	tool, err := toolFolder()
	if err != nil {
		return err
	}
	if err := errors.Join(s.write(stage), copyHelp(tool, stage)); err != nil {
		return err
	}
	site := o.Site
	o.Site = stage
	plan, err := o.draft(ctx, articles, s.sections)
	if o.Site = site; err != nil {
		return err
	}
	if err := os.Chmod(stage, 0o755); err != nil {
		return err
	}
	if err := os.Remove(c.Dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(stage, c.Dir); err != nil {
		return err
	}
	if len(articles) > 0 {
		o.summary(plan, c.Dir)
	}
	dir := o.relative(c.Dir)
	fmt.Fprintf(o.stdout, "%s is made: look at it with go run ./cmd/build serve --site %s --drafts\n", dir, dir)
	return nil
}

// A starter is what a new explainer begins with.
type starter struct {
	Slug, Title, From, To string
	Guessed               bool // From and To are no article's own date
	Editions              []edition
	sections              []string
}

type edition struct {
	ID, Locale, Label string
	Weight            int
}

var editions = map[string]edition{
	"en": {ID: "en", Locale: "en", Label: "English"},
	"es": {ID: "es", Locale: "es", Label: "Español"},
}

// overview is the section of an explainer for which none is named.
var overview = map[string]string{"en": "What happened", "es": "Qué pasó"}

func (c newCommand) starter(articles []*article.Article) (*starter, error) {
	base := filepath.Base(c.Dir)
	s := &starter{Slug: draft.Slug(base), Title: strings.NewReplacer("-", " ", "_", " ").Replace(base)}
	if s.Slug == "" {
		return nil, fmt.Errorf("%q makes no address; name the folder in Latin letters or digits", base)
	}
	var err error
	if s.sections, err = titles(c.Sections); err != nil {
		return nil, err
	}
	ids := c.Editions
	if len(ids) == 0 {
		ids = []string{mainLanguage(articles)}
	}
	for i, id := range ids {
		ed, ok := editions[id]
		if !ok || slices.Contains(ids[:i], id) {
			return nil, fmt.Errorf("editions are en and es, each once: %q", id)
		}
		ed.Weight = i + 1
		s.Editions = append(s.Editions, ed)
	}
	if len(s.sections) == 0 {
		s.sections = []string{overview[ids[0]]}
	}
	s.From, s.To, s.Guessed = coverage(articles)
	return s, nil
}

// mainLanguage is that of most articles; English wins a tie.
func mainLanguage(articles []*article.Article) string {
	spanish := 0
	for _, a := range articles {
		if a.Language == "es" {
			spanish++
		}
	}
	if 2*spanish > len(articles) {
		return "es"
	}
	return "en"
}

// coverage is from the first to the last day that the articles are dated. If
// none is, it is guessed from the days that they speak of; without any, today.
func coverage(articles []*article.Article) (from, to string, guessed bool) {
	var dated, spoken []string
	for _, a := range articles {
		if d := quantity.ParseDate(a.About().Issued); d.Day > 0 {
			dated = append(dated, d.String())
		}
		reader := quantity.NewReader(a.Language, nil)
		for s := range a.Body() {
			for _, q := range reader.Read(s.Text) {
				if d := q.Date; q.Unit == quantity.OnDate && !d.Relative && d.Year > 0 && d.Day > 0 {
					spoken = append(spoken, d.String())
				}
			}
		}
	}
	days := dated
	if len(days) == 0 {
		days = spoken
	}
	if len(days) == 0 {
		days = []string{time.Now().Format(time.DateOnly)}
	}
	return slices.Min(days), slices.Max(days), len(dated) == 0
}

// copyHelp copies what editor programs complete and check records by.
func copyHelp(tool, dir string) error {
	var err error
	for _, folder := range []string{"schema", ".vscode"} {
		err = errors.Join(err, os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join(tool, folder))))
	}
	return err
}

//go:embed starter
var starterFiles embed.FS

// write fills in the starter's files: those of an edition's language go to its
// folder of content.
func (s *starter) write(dir string) error {
	var files []draft.File
	add := func(path, from string, data any) error {
		t, err := template.ParseFS(starterFiles, "starter/"+from)
		if err != nil {
			return err
		}
		var b strings.Builder
		if err := t.Execute(&b, data); err != nil {
			return err
		}
		files = append(files, draft.File{Path: path, Data: []byte(b.String())})
		return nil
	}
	err := errors.Join(add("hugo.toml", "hugo.toml", s), add(".gitignore", "gitignore", s))
	for _, ed := range s.Editions {
		err = errors.Join(err, add("content/"+ed.ID+"/_index.md", "front.md", s), add("content/"+ed.ID+"/method.md", "method."+ed.ID+".md", s))
	}
	if err != nil {
		return err
	}
	for _, folder := range []string{"sources", "claims"} {
		if err := os.MkdirAll(filepath.Join(dir, "data", folder), 0o755); err != nil {
			return err
		}
	}
	return create(dir, files)
}
