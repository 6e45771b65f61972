package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/sync/errgroup"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/draft"
	"explainer/internal/explainer"
	"explainer/internal/lineage"
	"explainer/internal/verify"
)

// readArticles reads files side by side. What cannot be read, or has the text
// of a file before it, is reported and left out.
func (o *options) readArticles(ctx context.Context, files []string, language string) ([]*article.Article, diag.List) {
	read := make([]*article.Article, len(files))
	errs := make([]error, len(files))
	bar := o.progress(len(files), "reading")
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		g.Go(func() error {
			var raw []byte
			if errs[i] = ctx.Err(); errs[i] != nil {
				return nil
			}
			if raw, errs[i] = readCapped(file); errs[i] == nil {
				read[i], errs[i] = article.Read(raw, article.Options{Language: language})
			}
			_ = bar.Add(1) // a bar that cannot be drawn is no error
			return nil
		})
	}
	_ = g.Wait() // errors are kept one by one
	_ = bar.Finish()

	var articles []*article.Article
	var list diag.List
	first := map[string]string{} // file by text
	for i, file := range files {
		if errs[i] != nil {
			verify.Unreadable(&list, o.relative(file), errs[i])
			continue
		}
		text := fingerprints(read[i])
		if other, ok := first[text]; ok {
			list.Errorf(diag.Place{File: o.relative(file)}, "duplicate-article", "the file has the text of %q", o.relative(other)).
				Helpf("keep one of the two")
			continue
		}
		first[text] = file
		articles = append(articles, read[i])
	}
	return articles, list
}

// readCapped reads no more of a file than makes clear that it is too large. A
// pipe or a device might never end, or never begin.
func readCapped(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if m := info.Mode(); !m.IsRegular() && !m.IsDir() { // reading a folder says so
		return nil, errNotAFile
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, article.MaxBytes+1))
}

var errNotAFile = errors.New("this is no regular file")

// fingerprints tell an article's text, however its file writes it.
func fingerprints(a *article.Article) string {
	var b strings.Builder
	for s := range a.Body() {
		b.WriteString(s.Fingerprint)
	}
	return b.String()
}

// progress shows how far a longer task is, and the time left, on a terminal.
func (o *options) progress(n int, what string) *progressbar.ProgressBar {
	if n < 20 || !isTerminal(o.stderr) {
		return progressbar.DefaultSilent(int64(n))
	}
	return progressbar.NewOptions(n,
		progressbar.OptionSetWriter(o.stderr), progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}

// articleFiles lists the files of a folder and those below it, hidden ones
// left out. A folder that cannot be listed is among them, to be reported with
// what else cannot be read. The site must not stand there, or its pages would
// be read as articles.
func (o *options) articleFiles(dir, site string) ([]string, error) {
	if below, err := filepath.Rel(dir, site); err == nil && filepath.IsLocal(below) {
		return nil, fmt.Errorf("%s is in the folder of articles; keep the two apart", o.relative(site))
	}
	var files []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(file string, e fs.DirEntry, err error) error {
		hidden := file != "." && strings.HasPrefix(e.Name(), ".")
		switch {
		case err != nil && file == ".":
			return err
		case hidden && e.IsDir():
			return fs.SkipDir
		case !hidden && (err != nil || !e.IsDir()):
			files = append(files, filepath.Join(dir, filepath.FromSlash(file)))
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s holds no articles", o.relative(dir))
	}
	return files, err
}

// addSources makes a record for each article that no source stands for, with
// its relation to the others, and adds the sources to x. Their ids do not
// depend on the order of the articles or the names of their files.
func addSources(x *explainer.Explainer, articles []*article.Article, relations []lineage.Relation) []draft.File {
	ids := map[string]string{} // by SHA-256
	for _, s := range x.Sources {
		ids[s.ArticleSHA256.Value] = s.ID
	}
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b *article.Article) int { return cmp.Compare(a.SHA256, b.SHA256) })
	added := map[string]*explainer.Source{}
	for _, a := range articles {
		if ids[a.SHA256] == "" {
			s := draft.Source(a, x.EditionIDs(), func(id string) bool { return x.Source(id) != nil })
			ids[a.SHA256], added[a.SHA256] = s.ID, s
			x.Sources = append(x.Sources, s)
		}
	}
	var files []draft.File
	for i, r := range lineage.Trace(articles, relations) {
		if s := added[articles[i].SHA256]; s != nil {
			files = append(files, draft.SourceFile(s, x.EditionIDs(), r, ids))
		}
	}
	slices.SortFunc(x.Sources, func(a, b *explainer.Source) int { return cmp.Compare(a.ID, b.ID) })
	return files
}

// create writes new files below a folder, through a root that no link leads
// out of. A file that exists is an error and stays as it is. A record begins
// with the line that tells editor programs its schema, if the folder has it.
func create(dir string, files []draft.File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, file := range files {
		if err := root.MkdirAll(filepath.Dir(file.Path), 0o755); err != nil {
			return err
		}
		if _, err := root.Lstat(file.Path); err == nil {
			return &fs.PathError{Op: "create", Path: file.Path, Err: fs.ErrExist}
		}
		if err := writeWhole(root, file.Path, append(schemaLine(root, file.Path), file.Data...)); err != nil {
			return err
		}
	}
	return nil
}

// schemaLine names the schema of a record in data/, by the path to it.
func schemaLine(root *os.Root, file string) []byte {
	kind, isData := strings.CutPrefix(filepath.ToSlash(file), "data/")
	if folder, _, ok := strings.Cut(kind, "/"); ok {
		kind = strings.TrimSuffix(folder, "s")
	}
	schema := "schema/" + strings.TrimSuffix(kind, ".yaml") + ".json"
	if _, err := root.Stat(schema); !isData || err != nil {
		return nil
	}
	return fmt.Appendf(nil, "# yaml-language-server: $schema=%s%s\n", strings.Repeat("../", strings.Count(filepath.ToSlash(file), "/")), schema)
}

// rewrite writes a file anew.
func rewrite(dir string, file draft.File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return writeWhole(root, file.Path, file.Data)
}

// writeWhole writes a file that is there whole or not at all, also where the
// disk is full or the command is killed: a hidden one takes its place.
func writeWhole(root *os.Root, file string, data []byte) error {
	hidden := filepath.Join(filepath.Dir(file), fmt.Sprintf(".%s-%d", filepath.Base(file), os.Getpid()))
	err := root.WriteFile(hidden, data, 0o644)
	if err == nil {
		err = root.Rename(hidden, file)
	}
	if err != nil {
		_ = root.Remove(hidden)
	}
	return err
}
