// Package audit reads a finished site as a browser would find it: every link
// leads to a file and a place in it, at a domain's root, under a sub-path and
// from file://, and nothing is fetched from elsewhere.
package audit

import (
	"bytes"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"explainer/internal/diag"
)

// Site audits the pages of a site. Places are in the site's own files, below
// the folder name given.
func Site(fsys fs.FS, name string) (diag.List, error) {
	a := &auditor{fsys: fsys, name: name, pages: map[string]*page{}}
	err := fs.WalkDir(fsys, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(file) != ".html" {
			return err
		}
		raw, err := fs.ReadFile(fsys, file)
		if err == nil {
			a.pages[file] = a.read(file, raw)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, p := range a.pages {
		for _, l := range p.links {
			a.follow(p, l)
		}
	}
	a.diags.Sort()
	return a.diags, nil
}

type auditor struct {
	fsys  fs.FS
	name  string
	pages map[string]*page
	diags diag.List
}

type page struct {
	file  string
	ids   map[string]bool
	links []link
}

type link struct {
	href string
	line int
	load bool // the browser fetches it by itself
}

func (a *auditor) errorf(file string, line int, code, format string, args ...any) {
	a.diags.Errorf(diag.Place{File: path.Join(a.name, file), Line: line, Col: 1}, code, format, args...)
}

// loads are the attributes that make a browser fetch something.
var loads = map[string][]string{
	"img": {"src", "srcset"}, "script": {"src"}, "iframe": {"src"}, "source": {"src", "srcset"}, "video": {"src", "poster"},
	"audio": {"src"}, "embed": {"src"}, "object": {"data"}, "track": {"src"}, "input": {"src"}, "use": {"href"}, "image": {"href"},
}

// Relations of <link> that point somewhere without fetching it.
var pointers = []string{"canonical", "alternate", "license", "author", "help", "next", "prev"}

func (a *auditor) read(file string, raw []byte) *page {
	p := &page{file: file, ids: map[string]bool{}}
	z := html.NewTokenizer(bytes.NewReader(raw))
	line := 1
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return p
		}
		at := line
		line += bytes.Count(z.Raw(), []byte("\n"))
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		attr := map[string]string{}
		for _, x := range t.Attr {
			attr[x.Key] = x.Val
		}
		if id, ok := attr["id"]; ok {
			if p.ids[id] {
				a.errorf(file, at, "duplicate-anchor", "the id %q stands twice on this page", id)
			}
			p.ids[id] = true
		}
		switch {
		case t.Data == "link" && slices.ContainsFunc(strings.Fields(attr["rel"]), func(r string) bool { return slices.Contains(pointers, r) }):
		case t.Data == "link":
			p.links = append(p.links, link{attr["href"], at, true})
		case t.Data == "a" || t.Data == "area":
			if href, ok := attr["href"]; ok {
				p.links = append(p.links, link{href, at, false})
			}
		}
		for _, key := range loads[t.Data] {
			if v, ok := attr[key]; ok {
				p.links = append(p.links, link{v, at, true})
			}
		}
	}
}

func (a *auditor) follow(p *page, l link) {
	u, err := url.Parse(l.href)
	switch {
	case err != nil || l.href == "":
		a.errorf(p.file, l.line, "broken-link", "the link %q is not an address", l.href)
		return
	case u.Scheme == "data" && l.load, u.Scheme == "mailto" && !l.load:
		return
	case u.Scheme != "" || u.Host != "":
		if l.load {
			a.errorf(p.file, l.line, "outside-request", "the page loads %q from another host", l.href)
		} else if u.Scheme != "https" && u.Scheme != "http" {
			a.errorf(p.file, l.line, "broken-link", "the link %q has a scheme that readers cannot follow safely", l.href)
		}
		return
	case strings.HasPrefix(u.Path, "/"):
		a.errorf(p.file, l.line, "absolute-link", "the link %q works only at a domain's root", l.href)
		return
	}
	target := p.file
	if u.Path != "" {
		target = path.Join(path.Dir(p.file), u.Path)
	}
	if strings.HasPrefix(target, "../") {
		a.errorf(p.file, l.line, "broken-link", "the link %q leaves the site", l.href)
		return
	}
	info, err := fs.Stat(a.fsys, target)
	switch {
	case err != nil:
		a.errorf(p.file, l.line, "broken-link", "the link %q leads nowhere", l.href)
	case info.IsDir():
		a.errorf(p.file, l.line, "folder-link", "the link %q leads to a folder, which file:// cannot open", l.href)
	case u.Fragment != "" && a.pages[target] != nil && !a.pages[target].ids[u.Fragment]:
		a.errorf(p.file, l.line, "broken-link", "the page %q has no place %q", target, u.Fragment)
	}
}
