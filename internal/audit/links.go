package audit

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// A link is an address in a file, and what the browser does with it: the
// directive of a policy that lets it be fetched, or none if it is only
// followed when a reader asks for it.
type link struct {
	href  string
	line  int
	fetch string
}

// loads are the attributes that make a browser fetch something, or send it,
// and the directive that lets it.
var loads = map[string]map[string]string{
	"img":    {"src": "img-src", "srcset": "img-src"},
	"source": {"src": "media-src", "srcset": "img-src"},
	"video":  {"src": "media-src", "poster": "img-src"},
	"audio":  {"src": "media-src"}, "track": {"src": "media-src"},
	"script": {"src": "script-src", "href": "script-src"},
	"iframe": {"src": "frame-src"}, "frame": {"src": "frame-src"}, "fencedframe": {"src": "frame-src"}, "portal": {"src": "frame-src"},
	"embed": {"src": "object-src"}, "object": {"data": "object-src", "codebase": "object-src", "archive": "object-src"}, "applet": {"codebase": "object-src"},
	"input": {"src": "img-src", "formaction": "form-action"}, "button": {"formaction": "form-action"}, "form": {"action": "form-action"},
	"base": {"href": "base-uri"}, "html": {"manifest": "manifest-src"}, "a": {"ping": "connect-src"}, "area": {"ping": "connect-src"},
	"body": {"background": "img-src"}, "table": {"background": "img-src"}, "td": {"background": "img-src"}, "th": {"background": "img-src"},
	"use": {"href": "img-src"}, "image": {"href": "img-src"}, "feimage": {"href": "img-src"}, "link": {"href": "style-src", "imagesrcset": "img-src"},
}

// pointers are relations of <link> that point somewhere without fetching it.
var pointers = map[string]bool{
	"canonical": true, "alternate": true, "license": true, "author": true, "help": true, "next": true, "prev": true,
	"bookmark": true, "cite-as": true, "describedby": true, "up": true, "me": true, "item": true, "collection": true, "related": true, "type": true,
}

var fetches = regexp.MustCompile(`(?i)(?:url|src)\(\s*(?:"([^"]*)|'([^']*)|([^"')\s][^)\s]*))|(?:@import|image-set\(|image\()\s*["']([^"']+)`)

// styled gives what CSS makes a browser fetch, by line from 0.
func styled(css string) []link {
	css = plainCSS(css)
	var links []link
	for _, m := range fetches.FindAllStringSubmatchIndex(css, -1) {
		for g := 2; g < len(m); g += 2 {
			if from, to := m[g], m[g+1]; from >= 0 && !strings.HasPrefix(css[from:to], "#") {
				links = append(links, link{css[from:to], strings.Count(css[:from], "\n"), "img-src"})
			}
		}
	}
	return links
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssEscape  = regexp.MustCompile(`\\([0-9a-fA-F]{1,6}\s?|[^0-9a-fA-F\n])`)
)

// plainCSS is CSS without comments and escapes, behind which it could name what
// it fetches.
func plainCSS(css string) string {
	if strings.Contains(css, "/*") {
		css = cssComment.ReplaceAllStringFunc(css, func(s string) string { return " " + strings.Repeat("\n", strings.Count(s, "\n")) })
	}
	if strings.Contains(css, `\`) {
		css = cssEscape.ReplaceAllStringFunc(css, func(s string) string {
			if c, err := strconv.ParseInt(strings.TrimSpace(s[1:]), 16, 32); err == nil {
				return string(rune(c))
			}
			return s[1:]
		})
	}
	return css
}

var foreign = regexp.MustCompile(`["'\x60](?:https?:|wss?:|\\?/\\?/)[^"'\x60\s]*`)

// scripted gives the addresses of other hosts that a script names, by line
// from 0. A name space is none.
func scripted(js string) []link {
	var links []link
	for _, m := range foreign.FindAllStringIndex(js, -1) {
		if address := js[m[0]+1 : m[1]]; len(address) > 2 && !strings.HasPrefix(address, "http://www.w3.org/") {
			links = append(links, link{address, strings.Count(js[:m[0]], "\n"), "connect-src"})
		}
	}
	return links
}

// follow wants the links of a page to lead somewhere, wherever the site stands.
func (r *Reading) follow(p *page) {
	from := path.Dir(p.file)
	for _, l := range p.links {
		if to, id, plain := within(from, l.href); plain && l.fetch == "" && r.files[to] != nil && (id == "" || r.files[to].ids[id]) {
			continue // as nearly all do
		}
		r.judge(p, l)
	}
}

// within resolves an address that is only a path and perhaps a place, below
// the site's root.
func within(from, href string) (file, id string, plain bool) {
	if href == "" || href[0] == '/' || href[0] == '#' || strings.ContainsAny(href, `:?%\`) {
		return "", "", false
	}
	file, id, _ = strings.Cut(href, "#")
	return path.Join(from, file), id, true
}

func (r *Reading) judge(p *page, l link) {
	u, err := url.Parse(l.href)
	switch {
	case err != nil || l.href == "":
		p.errorf(l.line, "broken-link", "the link %q is not an address", l.href)
		return
	case u.Scheme == "data" && l.fetch != "":
		if !p.policy.allows(l.fetch, "data:") {
			p.errorf(l.line, "blocked-by-policy", "the page's policy has no %s that lets %.40q load", l.fetch, l.href)
		}
		return
	case u.Scheme == "mailto" && l.fetch == "":
		return
	case u.Scheme != "" || u.Host != "":
		if l.fetch != "" {
			p.errorf(l.line, "outside-request", "the page loads %q from another host", l.href)
		} else if u.Scheme != "https" && u.Scheme != "http" {
			p.errorf(l.line, "broken-link", "the link %q has a scheme that readers cannot follow safely", l.href)
		}
		return
	case strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, `\`):
		p.errorf(l.line, "absolute-link", "the link %q works only at a domain's root", l.href)
		return
	case l.fetch != "" && !strings.HasPrefix(l.href, "#") && !p.policy.allows(l.fetch, "'self'"):
		p.errorf(l.line, "blocked-by-policy", "the page's policy has no %s that lets %q load", l.fetch, l.href)
	}
	target := p.file
	if u.Path != "" {
		target = path.Join(path.Dir(p.file), u.Path)
	}
	if strings.HasPrefix(target, "../") {
		p.errorf(l.line, "broken-link", "the link %q leaves the site", l.href)
		return
	}
	to := r.files[target]
	switch {
	case to == nil && r.files[path.Join(target, "index.html")] != nil:
		p.errorf(l.line, "folder-link", "the link %q leads to a folder, which file:// cannot open", l.href)
	case to == nil:
		p.errorf(l.line, "broken-link", "the link %q leads nowhere", l.href)
	case u.Fragment != "" && to.ids != nil && !to.ids[u.Fragment]:
		p.errorf(l.line, "broken-link", "the page %q has no place %q", target, u.Fragment)
	}
}
