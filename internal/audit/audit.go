// Package audit reads a finished site as a browser would find it: every link
// leads to a file and a place in it, at a domain's root, under a sub-path and
// from file://, and nothing is fetched from elsewhere.
package audit

import (
	"bytes"
	"errors"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/sync/errgroup"

	"explainer/internal/diag"
)

// Site audits the pages of a site. Places are in the site's own files, below
// the folder name given.
func Site(fsys fs.FS, name string) (diag.List, error) {
	s, err := Read(fsys)
	if err != nil {
		return nil, err
	}
	return s.Check(name), nil
}

// A Reading is a finished site as a browser would find it.
type Reading struct{ files map[string]*page }

// Read reads the pages of a site.
func Read(fsys fs.FS) (*Reading, error) {
	a := &Reading{map[string]*page{}}
	var sheets sync.Map // style sheets read: most pages have the same
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	err := fs.WalkDir(fsys, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		p := &page{file: file}
		a.files[file] = p
		switch path.Ext(file) {
		case ".html":
			g.Go(func() error {
				raw, err := fs.ReadFile(fsys, file)
				p.read(raw, &sheets)
				return err
			})
		case ".css":
			g.Go(func() error {
				raw, err := fs.ReadFile(fsys, file)
				p.links = styled(string(raw), 1)
				return err
			})
		}
		return nil
	})
	return a, errors.Join(err, g.Wait())
}

// Check audits the pages. Places are in the site's own files, below the folder
// name given.
func (r *Reading) Check(name string) diag.List {
	a := &auditor{name: name, files: r.files}
	for _, p := range a.files {
		for _, id := range p.twice {
			a.errorf(p, id.line, "duplicate-anchor", "the id %q stands twice on this page", id.href)
		}
		for _, l := range p.links {
			a.follow(p, l)
		}
	}
	a.diags.Sort()
	return a.diags
}

type auditor struct {
	name  string
	files map[string]*page
	diags diag.List
}

// page is a file of the site, with what is in it if it is HTML.
type page struct {
	file  string
	ids   map[string]bool
	links []link
	twice []link          // ids that stand there already
	skip  map[string]bool // ids that only the page itself needs
	spots map[string]bool // ids that a link of the site leads to
	apart bool            // search engines are asked to leave it alone
}

type link struct {
	href string
	line int
	load bool // the browser fetches it by itself
}

func (a *auditor) errorf(p *page, line int, code, format string, args ...any) {
	a.diags.Errorf(diag.Place{File: path.Join(a.name, p.file), Line: line, Col: 1}, code, format, args...)
}

// loads are the attributes that make a browser fetch something.
var loads = map[string][]string{
	"img": {"src", "srcset"}, "script": {"src"}, "iframe": {"src"}, "source": {"src", "srcset"}, "video": {"src", "poster"},
	"audio": {"src"}, "embed": {"src"}, "object": {"data"}, "track": {"src"}, "input": {"src"}, "base": {"href"}, "use": {"href"}, "image": {"href"},
}

// attributes are those that read looks at.
var attributes = func() map[string]bool {
	m := map[string]bool{"id": true, "rel": true, "href": true, "style": true, "content": true, "http-equiv": true}
	for _, keys := range loads {
		for _, key := range keys {
			m[key] = true
		}
	}
	return m
}()

// Relations of <link> that point somewhere without fetching it.
var pointers = []string{"canonical", "alternate", "license", "author", "help", "next", "prev"}

func (p *page) read(raw []byte, sheets *sync.Map) {
	p.ids, p.skip, p.spots = map[string]bool{}, map[string]bool{}, map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(raw))
	line, style := 1, false
	attr := map[string]string{}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		at := line
		line += bytes.Count(z.Raw(), []byte("\n"))
		if kind == html.TextToken && style {
			css := string(z.Raw())
			found, ok := sheets.Load(css)
			if !ok {
				found, _ = sheets.LoadOrStore(css, styled(css, 0))
			}
			for _, l := range found.([]link) {
				l.line += at
				p.links = append(p.links, l)
			}
		}
		style = false
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		tag := string(name)
		style = tag == "style"
		clear(attr)
		for more {
			var key, value []byte
			key, value, more = z.TagAttr()
			if attributes[string(key)] {
				attr[string(key)] = string(value)
			}
		}
		if tag == "meta" && strings.Contains(attr["content"], "noindex") {
			p.apart = true
		}
		if id, ok := attr["id"]; ok {
			if slices.Contains(unlinked, tag) || passing.MatchString(id) {
				p.skip[id] = true
			}
			if p.ids[id] {
				p.twice = append(p.twice, link{href: id, line: at})
			}
			p.ids[id] = true
		}
		switch {
		case tag == "link" && slices.ContainsFunc(strings.Fields(attr["rel"]), func(r string) bool { return slices.Contains(pointers, r) }):
		case tag == "link":
			p.links = append(p.links, link{attr["href"], at, true})
		case tag == "a" || tag == "area":
			if href, ok := attr["href"]; ok {
				p.links = append(p.links, link{href, at, false})
			}
		}
		p.links = append(p.links, styled(attr["style"], at)...)
		for _, key := range loads[tag] {
			v, ok := attr[key]
			switch {
			case key == "srcset":
				for candidate := range strings.SplitSeq(v, ",") {
					if words := strings.Fields(candidate); len(words) > 0 {
						p.links = append(p.links, link{words[0], at, true})
					}
				}
			case ok:
				p.links = append(p.links, link{v, at, true})
			}
		}
		if _, address, ok := strings.Cut(attr["content"], "url="); ok && tag == "meta" && strings.EqualFold(attr["http-equiv"], "refresh") {
			p.links = append(p.links, link{strings.Trim(address, `"' `), at, true})
		}
	}
}

var fetches = regexp.MustCompile(`(?i)url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)`)

// styled gives what CSS makes a browser fetch.
func styled(css string, line int) []link {
	var links []link
	for _, m := range fetches.FindAllStringSubmatchIndex(css, -1) {
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		if css[from] != '#' {
			links = append(links, link{css[from:to], line + strings.Count(css[:from], "\n"), true})
		}
	}
	return links
}

func (a *auditor) follow(p *page, l link) {
	u, err := url.Parse(l.href)
	switch {
	case err != nil || l.href == "":
		a.errorf(p, l.line, "broken-link", "the link %q is not an address", l.href)
		return
	case u.Scheme == "data" && l.load, u.Scheme == "mailto" && !l.load:
		return
	case u.Scheme != "" || u.Host != "":
		if l.load {
			a.errorf(p, l.line, "outside-request", "the page loads %q from another host", l.href)
		} else if u.Scheme != "https" && u.Scheme != "http" {
			a.errorf(p, l.line, "broken-link", "the link %q has a scheme that readers cannot follow safely", l.href)
		}
		return
	case strings.HasPrefix(u.Path, "/"):
		a.errorf(p, l.line, "absolute-link", "the link %q works only at a domain's root", l.href)
		return
	}
	target := p.file
	if u.Path != "" {
		target = path.Join(path.Dir(p.file), u.Path)
	}
	if strings.HasPrefix(target, "../") {
		a.errorf(p, l.line, "broken-link", "the link %q leaves the site", l.href)
		return
	}
	to := a.files[target]
	switch {
	case to == nil && a.files[path.Join(target, "index.html")] != nil:
		a.errorf(p, l.line, "folder-link", "the link %q leads to a folder, which file:// cannot open", l.href)
	case to == nil:
		a.errorf(p, l.line, "broken-link", "the link %q leads nowhere", l.href)
	case u.Fragment != "" && to.ids != nil && !to.ids[u.Fragment]:
		a.errorf(p, l.line, "broken-link", "the page %q has no place %q", target, u.Fragment)
	case u.Fragment != "" && to.ids != nil:
		to.spots[u.Fragment] = true
	}
}
