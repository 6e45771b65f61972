// Package audit reads a finished site as a browser, a search engine and a
// hostile reader would: every link leads to a file and a place in it, at a
// domain's root, under a sub-path and from file://; nothing is fetched from
// elsewhere; every page is complete, allows itself only what stands in it, and
// is light; and nothing got into a file that was not meant for it.
//
// It knows nothing of what the site is made from, so that it finds what
// templates, styles and scripts do wrong, a site's own as well as ours.
package audit

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"explainer/internal/diag"
)

// Options say what is audited.
type Options struct {
	Name    string   // the site's folder, as diagnostics name it
	Paths   []string // absolute folders of this machine that the site must not tell
	Weights *Weights // of pages weighed before; nil weighs none
}

// A Reading is a finished site as a browser would find it.
type Reading struct {
	o      Options
	sheets sheets
	files  map[string]*page
}

// New is a reading of a site of which nothing is read yet.
func New(o Options) *Reading {
	o.Paths = outermost(o.Paths)
	return &Reading{o: o, sheets: sheets{seed: maphash.MakeSeed()}, files: map[string]*page{}}
}

// Read reads files of the site, which it is given by their paths. What has the
// path of one that was read takes its place.
func (r *Reading) Read(files map[string][]byte) {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	// The largest first, so that none is left over when all others are done.
	largest := slices.SortedFunc(maps.Keys(files), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(files[b]), len(files[a])), cmp.Compare(a, b))
	})
	for _, file := range largest {
		p, raw := &page{file: file}, files[file]
		r.files[file] = p
		kind := path.Ext(file)
		if !texts[kind] {
			continue
		}
		g.Go(func() error {
			count := p.text(raw, r.o.Paths)
			p.form(kind, raw)
			switch kind {
			case ".html", ".svg":
				p.read(raw, &r.sheets)
			case ".css":
				p.add(styled(string(raw)), 1)
			case ".js":
				p.add(scripted(string(raw)), 1)
			}
			if kind == ".html" && r.o.Weights != nil {
				p.weigh(raw, count, r.o.Weights)
			}
			return nil
		})
	}
	_ = g.Wait()
}

// Check follows the links of all files, and gives what is wrong with them. Its
// places are in those files.
func (r *Reading) Check() diag.List {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range r.files {
		if len(p.links) > 0 {
			g.Go(func() error { r.follow(p); return nil })
		}
	}
	_ = g.Wait()
	var list diag.List
	for _, p := range r.files {
		for _, f := range p.findings {
			report := list.Errorf
			if f.warn {
				report = list.Warnf
			}
			at := diag.Place{File: path.Join(r.o.Name, p.file), Line: f.line, Col: 1}
			if d := report(at, f.code, "%s", f.message); f.help != "" {
				d.Helpf("%s", f.help)
			}
		}
	}
	list.Sort()
	return list
}

// texts are the kinds of files that are read.
var texts = map[string]bool{
	".html": true, ".css": true, ".js": true, ".svg": true, ".xml": true, ".json": true, ".jsonl": true, ".csv": true, ".md": true, ".txt": true,
}

// page is a file of the site, with what is in it if it is read.
type page struct {
	file     string
	ids      map[string]bool
	links    []link
	policy   policy
	findings []finding
	private  map[string]bool // ids that only the page itself needs
	apart    bool            // search engines are asked to leave it alone
	shared   string          // the file that apps show of it
}

// A finding is a diagnostic of a page, by itself.
type finding struct {
	line          int
	warn          bool
	code, message string
	help          string
}

func (p *page) errorf(line int, code, format string, args ...any) {
	p.findings = append(p.findings, finding{line: line, code: code, message: fmt.Sprintf(format, args...)})
}

func (p *page) warnf(line int, code, format string, args ...any) {
	p.errorf(line, code, format, args...)
	p.findings[len(p.findings)-1].warn = true
}

func (p *page) help(text string) { p.findings[len(p.findings)-1].help = text }

// outermost leaves out folders that stand within others.
func outermost(dirs []string) []string {
	slices.Sort(dirs)
	var list []string
	for _, dir := range dirs {
		if len(list) == 0 || !strings.HasPrefix(dir, list[len(list)-1]) {
			list = append(list, dir)
		}
	}
	return list
}
