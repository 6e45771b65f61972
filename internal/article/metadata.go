package article

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// head is what a page says of its article for machines, beyond what the
// readability library passes on: single authors, dates as they stand.
type head struct {
	canonical          string
	window             string // the title of the browser's window
	headline, outlet   string
	authors            []string
	published, updated string
	times              []string // of <time datetime>, in the page's order
}

func headOf(doc *html.Node) head {
	var h head
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Title:
			if h.window == "" && n.FirstChild != nil && n.Namespace == "" {
				h.window = clean(n.FirstChild.Data)
			}
		case atom.Link:
			if h.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
				h.canonical = attr(n, "href")
			}
		case atom.Meta:
			h.meta(strings.ToLower(attr(n, "property")+attr(n, "name")), strings.TrimSpace(attr(n, "content")))
		case atom.Time:
			if at := attr(n, "datetime"); at != "" {
				h.times = append(h.times, at)
			}
		case atom.Script:
			if attr(n, "type") == "application/ld+json" && n.FirstChild != nil {
				var v any
				if json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
					h.linked(v)
				}
			}
		}
	}
	return h
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (h *head) meta(name, content string) {
	if content == "" {
		return
	}
	switch name {
	case "article:published_time", "date", "dc.date", "dc.date.issued", "dcterms.issued", "pubdate", "publish-date", "parsely-pub-date":
		setOnce(&h.published, content)
	case "article:modified_time", "og:updated_time", "dcterms.modified", "last-modified", "lastmod":
		setOnce(&h.updated, content)
	case "og:url":
		setOnce(&h.canonical, content)
	}
}

// linked looks through JSON-LD for a schema.org article.
func (h *head) linked(v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			h.linked(item)
		}
	case map[string]any:
		h.linked(v["@graph"])
		if slices.ContainsFunc(several(v["@type"]), articleType) {
			setOnce(&h.headline, plain(v["headline"]))
			setOnce(&h.published, plain(v["datePublished"]))
			setOnce(&h.updated, plain(v["dateModified"]))
			setOnce(&h.outlet, nameOf(v["publisher"]))
			for _, author := range several(v["author"]) {
				if name := nameOf(author); name != "" && !slices.Contains(h.authors, name) {
					h.authors = append(h.authors, name)
				}
			}
		}
	}
}

func articleType(v any) bool {
	t := plain(v)
	return strings.HasSuffix(t, "Article") || t == "Report" || strings.HasSuffix(t, "BlogPosting")
}

// several makes one of a lone value, as JSON-LD allows.
func several(v any) []any {
	if all, ok := v.([]any); ok {
		return all
	}
	return []any{v}
}

// plain is a value's text, cleaned; "" for what is none.
func plain(v any) string {
	s, _ := v.(string)
	return clean(html.UnescapeString(s))
}

// nameOf is the name of a person or organisation, given as such or as text.
func nameOf(v any) string {
	if thing, ok := v.(map[string]any); ok {
		return plain(thing["name"])
	}
	return plain(v)
}

func setOnce(s *string, value string) {
	if *s == "" {
		*s = value
	}
}

// afterTitle is what follows the headline in a window's title.
var afterTitle = lazily(`^ (?:[|·•»–—-]|::) (\p{L}[^|]*)$`)

var byPrefix = phrases(`^(?:by|por)\s+`)

// about joins what the library found with the declarations.
func (h head) about(found readability.Article) About {
	title, outlet := cutOutlet(clean(found.Title()))
	if h.headline != "" {
		title = h.headline
	}
	if m := afterTitle().FindStringSubmatch(strings.TrimPrefix(h.window, title)); m != nil && words(m[1]) <= maxOutlet {
		outlet = outletName(m[1])
	}
	about := About{Title: title, Outlet: clean(found.SiteName()), Issued: day(h.published), Updated: day(h.updated), URL: address(h.canonical)}
	setOnce(&about.Outlet, h.outlet)
	setOnce(&about.Outlet, outlet)
	if about.Issued == "" && len(h.times) > 0 {
		about.Issued = day(h.times[0])
	}
	for _, name := range h.authors {
		about.addAuthor(name)
	}
	if len(about.Authors) == 0 {
		about.addAuthors("by " + byPrefix().ReplaceAllString(clean(found.Byline()), ""))
	}
	return about
}

var isoDay = lazily(`^\s*((?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:[T ].*)?$`)

// day is the date of an ISO 8601 time, in the zone that it is given in.
func day(timestamp string) string {
	if m := isoDay().FindStringSubmatch(timestamp); m != nil {
		return m[1]
	}
	return ""
}

// address is a web address, or "".
func address(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
