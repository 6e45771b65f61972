package audit

import (
	"bytes"
	"hash/maphash"
	"path"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// sheets keeps what was worked out of styles and scripts, of which most pages
// have the same.
type sheets struct {
	seed   maphash.Seed
	byText sync.Map
}

// A sheet is a style or a script: where it leads, by line from 0, and its hash
// as policies name it.
type sheet struct {
	links []link
	hash  string
}

func (s *sheets) of(text []byte, links func(string) []link) sheet {
	key := maphash.Bytes(s.seed, text)
	found, ok := s.byText.Load(key)
	if !ok {
		found, _ = s.byText.LoadOrStore(key, sheet{links(string(text)), hash(text)})
	}
	return found.(sheet)
}

// attributes of an element, by name.
type attributes map[string]string

// read reads HTML, or SVG, of which it is enough to know the same.
func (p *page) read(raw []byte, sheets *sheets) {
	p.ids, p.private = map[string]bool{}, map[string]bool{}
	picture := path.Ext(p.file) == ".svg"
	var d document
	z := html.NewTokenizer(bytes.NewReader(raw))
	at, next := 1, 1
	within := "" // the element whose text comes
	attr := attributes{}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		at, next = next, next+bytes.Count(z.Raw(), newline)
		switch kind {
		case html.DoctypeToken:
			d.is = true
		case html.TextToken:
			p.inside(within, z.Raw(), at, attr, &d, sheets)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag, known := tags[string(name)]
			if !known {
				tag = string(name)
			}
			clear(attr)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if k, ok := wanted[string(bytes.TrimPrefix(key, xlink))]; ok {
					if _, twice := attr[k]; !twice { // the first holds
						attr[k] = string(value)
					}
				} else if len(key) > 2 && key[0] == 'o' && key[1] == 'n' {
					p.errorf(at, "blocked-by-policy", "the attribute %q is a script, which no page's policy allows", key)
				}
			}
			if known || len(attr) > 0 {
				p.element(tag, attr, at, &d, picture)
			}
			if within = tag; tag == "noscript" {
				z.NextIsNotRawText() // to browsers without scripts, and so to readers
			}
			continue
		}
		if kind != html.CommentToken {
			within = ""
		}
	}
	if d.is {
		p.complete(&d)
	}
}

var newline, xlink = []byte("\n"), []byte("xlink:")

// A document is a whole page: what is to be said of it once.
type document struct {
	is                                  bool
	language, title, summary, canonical string
	headings                            int
	policed                             bool // the policy has been judged
	forward                             bool // leads on to another page by itself
	shared                              link // the picture that apps show of it
}

// wanted are the attributes that element and inside look at, and tags the
// elements of which they want to know even without.
var wanted, tags = func() (attributes, attributes) {
	m, n := attributes{}, attributes{}
	for _, key := range []string{"id", "rel", "href", "style", "content", "http-equiv", "name", "property", "lang", "type", "srcdoc"} {
		m[key] = key
	}
	for tag, keys := range loads {
		n[tag] = tag
		for key := range keys {
			m[key] = key
		}
	}
	for _, tag := range []string{"html", "h1", "style", "title", "no", "nil"} {
		n[tag] = tag
	}
	return m, n
}()

// element takes note of a start tag.
func (p *page) element(tag string, attr attributes, at int, d *document, picture bool) {
	if id, ok := attr["id"]; ok {
		if p.ids[id] {
			p.errorf(at, "duplicate-anchor", "the id %q stands twice on this page", id)
		}
		p.ids[id] = true
		if unlinked[tag] || strings.HasPrefix(id, "n") && passing.MatchString(id) {
			p.private[id] = true
		}
	}
	switch tag {
	case "html":
		d.is, d.language = true, attr["lang"]
	case "h1":
		d.headings++
	case "no", "nil":
		p.errorf(at, "template-residue", "the page has an element %q: a template printed a value that there is not", tag)
	case "meta":
		p.meta(attr, at, d)
	case "link":
		for rel := range strings.FieldsSeq(strings.ToLower(attr["rel"])) {
			if rel == "canonical" {
				d.canonical = attr["href"]
			}
			if pointers[rel] {
				return
			}
		}
	case "a", "area":
		if href, ok := attr["href"]; ok {
			p.links = append(p.links, link{href, at, ""})
		}
	}
	if _, ok := attr["srcdoc"]; ok {
		p.errorf(at, "blocked-by-policy", "a page within a page escapes what is checked of it")
	}
	if style, ok := attr["style"]; ok && picture {
		for _, l := range styled(style) {
			p.links = append(p.links, link{l.href, at, l.fetch})
		}
	} else if ok {
		p.errorf(at, "blocked-by-policy", "a style attribute has no effect under the page's policy")
		p.help("give the element a class, and the class a style in assets/css")
	}
	if (tag == "script" || tag == "style") && d.is && !picture {
		p.judgePolicy(d, at)
	}
	for key, fetch := range loads[tag] {
		v, ok := attr[key]
		switch {
		case !ok:
		case strings.HasSuffix(key, "srcset"):
			for candidate := range strings.SplitSeq(v, ",") {
				if words := strings.Fields(candidate); len(words) > 0 {
					p.links = append(p.links, link{words[0], at, fetch})
				}
			}
		default:
			if tag == "link" && strings.EqualFold(attr["rel"], "icon") {
				fetch = "img-src"
			}
			p.links = append(p.links, link{v, at, fetch})
		}
	}
}

// refreshed is where a page leads on to by itself; "url=" may be left out.
var refreshed = regexp.MustCompile(`(?is)^[\s\d.]*[;,]?\s*(?:url\s*=)?(.*\S)`)

// meta takes note of what a page says of itself.
func (p *page) meta(attr attributes, at int, d *document) {
	if attr["property"] == "og:image" {
		d.shared = link{attr["content"], at, ""}
	}
	content := attr["content"]
	switch strings.ToLower(attr["name"]) {
	case "description":
		d.summary = content
	case "robots":
		p.apart = strings.Contains(content, "noindex")
	}
	switch strings.ToLower(attr["http-equiv"]) {
	case "content-security-policy":
		if p.policy == nil && !d.policed {
			p.policy = parsePolicy(content)
		}
	case "refresh":
		d.forward = true
		if to := refreshed.FindStringSubmatch(content); to != nil {
			p.links = append(p.links, link{strings.Trim(to[1], `"' `), at, leads})
		}
	}
}

// judgePolicy does so before the first thing that a policy is there for.
func (p *page) judgePolicy(d *document, at int) {
	if d.policed {
		return
	}
	d.policed = true
	if why := p.policy.lax(); why != "" {
		p.errorf(at, "lax-policy", "%s", why)
		p.help("layouts/_partials/policy.html makes a page's policy, which stands first in its head")
	}
}

// inside takes note of text and of the element that it stands in.
func (p *page) inside(tag string, raw []byte, at int, attr attributes, d *document, sheets *sheets) {
	switch tag {
	case "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp":
		// In a drawing, browsers read that as an element.
		if bytes.IndexByte(raw, '<') >= 0 {
			p.errorf(at, "malformed-output", "a %q stands in the text of the element %s, where it can be read in two ways", "<", tag)
		}
	}
	switch tag {
	case "style", "script":
		p.sheet(tag, raw, at, attr, sheets)
	case "title":
		if d.title == "" {
			d.title = strings.TrimSpace(string(raw))
		}
	}
	if bytes.IndexByte(raw, '&') >= 0 {
		p.entities(raw, at)
	}
}

func (p *page) sheet(tag string, text []byte, at int, attr attributes, sheets *sheets) {
	if tag == "style" {
		s := sheets.of(text, styled)
		p.add(s.links, at)
		if !p.policy.allows("style-src", s.hash) {
			p.errorf(at, "blocked-by-policy", "the page's policy does not have the hash of this style, %s", s.hash)
		}
		return
	}
	switch kind := strings.ToLower(strings.TrimSpace(attr["type"])); {
	case path.Ext(p.file) == ".svg":
		p.errorf(at, "blocked-by-policy", "a picture runs no script")
	case kind == "application/ld+json", kind == "application/json":
		if err := wellFormedJSON(text); err != nil {
			p.errorf(at, "malformed-output", "the data in the page is not well formed: %v", err)
		}
	default:
		s := sheets.of(text, scripted)
		p.add(s.links, at)
		if !p.policy.allows("script-src", s.hash) {
			p.errorf(at, "blocked-by-policy", "the page's policy does not have the hash of this script, %s", s.hash)
		}
	}
}

// add adds the links of a sheet that begins on a line.
func (p *page) add(links []link, at int) {
	for _, l := range links {
		l.line += at
		p.links = append(p.links, l)
	}
}

// complete wants a page to say what it is.
func (p *page) complete(d *document) {
	p.judgePolicy(d, 1)
	lost := path.Base(p.file) == "404.html" // has no address of its own
	for _, part := range []struct {
		missing bool
		name    string
	}{
		{d.language == "", "language"},
		{d.title == "", "title"},
		{d.summary == "" && !p.apart && !d.forward, "description"},
		{d.canonical == "" && !lost, "canonical address"},
		{d.headings == 0 && !d.forward, "heading of the first level"},
	} {
		if part.missing {
			p.errorf(1, "incomplete-page", "the page has no %s", part.name)
		}
	}
	// The picture's address is absolute, as apps want it: one that begins as the
	// page's own is of this site, and is followed like a link.
	if base, ok := strings.CutSuffix(d.canonical, addressOf(p.file)); ok && d.shared.href != "" {
		if file, ok := strings.CutPrefix(d.shared.href, base); ok {
			p.shared = file
			p.links = append(p.links, link{strings.Repeat("../", strings.Count(p.file, "/")) + file, d.shared.line, ""})
		}
	}
	if d.headings > 1 {
		p.errorf(1, "incomplete-page", "the page has %d headings of the first level; one says what it is", d.headings)
	}
}
