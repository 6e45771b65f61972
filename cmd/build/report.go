package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/publish"
)

// diagnosed is the error of a site with mistakes, already printed.
type diagnosed struct{ diag.List }

func (diagnosed) Error() string { return "the site has errors" }

// report prints a list. It returns err, or an error when the list has one.
func (o *options) report(list diag.List, err error) error {
	if err != nil || len(list) == 0 {
		return err
	}
	list = list.Sorted() // what is counted is what is printed
	p := diag.Printer{Format: o.Format, Root: os.DirFS(o.Site)}
	out := o.stderr
	if o.Format == "text" {
		p.Color = isTerminal(out) && os.Getenv("NO_COLOR") == ""
	} else {
		out = o.stdout // machines read these
	}
	if err := p.Print(out, list); err != nil {
		return err
	}
	if o.Format == "text" {
		fmt.Fprintln(out, diag.Summary(list))
	}
	if list.Errors() > 0 {
		return diagnosed{list}
	}
	return nil
}

// lines gives the line that a place is in, "" where there is none.
func lines(fsys fs.FS) func(diag.Place) string {
	read := map[string][]string{}
	return func(at diag.Place) string {
		all, known := read[at.File]
		if !known && at.Line > 0 {
			if raw, err := fs.ReadFile(fsys, at.File); err == nil {
				all = strings.Split(string(raw), "\n")
			}
			read[at.File] = all
		}
		if at.Line < 1 || at.Line > len(all) {
			return ""
		}
		return all[at.Line-1]
	}
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// relative shortens a path for a message.
func (o *options) relative(path string) string {
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, path); err == nil && len(rel) < len(path) {
			return rel
		}
	}
	return path
}

// toolFolder is the folder of this module, which holds layouts, assets and
// interface words: the source that the command was compiled from.
func toolFolder() (string, error) {
	_, file, _, ok := runtime.Caller(0)
	dir := filepath.Dir(filepath.Dir(filepath.Dir(file)))
	if _, err := os.Stat(filepath.Join(dir, "layouts")); !ok || !filepath.IsAbs(file) || err != nil {
		return "", errors.New("the tool's layouts are not beside its source; run it with go run ./cmd/build")
	}
	return dir, nil
}

// workFolder makes a folder for what one build generates, so that two builds
// do not share any.
func workFolder(site string) (*publish.Scratch, error) {
	build := filepath.Join(site, ".build")
	if info, err := os.Lstat(build); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; what is generated stands there and nowhere else: remove it", build)
	}
	work, err := publish.NewScratch(build, "run-*")
	if err != nil {
		return nil, err
	}
	return work, os.Mkdir(filepath.Join(work.Path, "data"), 0o755)
}
