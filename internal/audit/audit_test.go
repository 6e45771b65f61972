package audit

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func read(files map[string][]byte, o Options) *Reading {
	r := New(o)
	r.Read(files)
	return r
}

// open is a policy that lets a page load what is on its own site.
const open = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; frame-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'"

// whole is a page with that in it, on its third line.
func whole(html string) []byte {
	return []byte(`<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="` + open + `"><title>A</title>
<meta name="description" content="B"><link rel="canonical" href="https://example.org/"><h1 id="b">C</h1>
` + html)
}

// TestSite plants one link or id on a page two folders down and says what is
// to be found.
func TestSite(t *testing.T) {
	const nothing = ""
	tests := []struct {
		name, html, want string
	}{
		{"a page", `<a href="../b/index.html">`, nothing},
		{"this page", `<a href="">`, "broken-link"},
		{"a place on this page", `<p id="here"><a href="#here">`, nothing},
		{"no place on this page", `<a href="#there">`, "broken-link"},
		{"the top", `<a href="#">`, nothing},
		{"a place on a page", `<a href="../b/index.html#b">`, nothing},
		{"no place on a page", `<a href="../b/index.html#c">`, "broken-link"},
		{"an escaped place", `<a href="../b/index.html#s%C3%AD">`, nothing},
		{"a page with a query", `<a href="../b/index.html?x=1">`, nothing},
		{"data", `<a href="../data/claims.json">`, nothing},
		{"a file that is not there", `<a href="../b/other.html">`, "broken-link"},
		{"a folder", `<a href="../b/">`, "folder-link"},
		{"a folder without a slash", `<a href="../b">`, "folder-link"},
		{"a domain's root", `<a href="/b/index.html">`, "absolute-link"},
		{"above the site", `<a href="../../b/index.html">`, "broken-link"},
		{"the site's root and down again", `<a href="../index.html">`, nothing},
		{"another site", `<a href="https://example.org/">`, nothing},
		{"another site without a scheme", `<a href="//example.org/">`, "broken-link"},
		{"mail", `<a href="mailto:a@example.org">`, nothing},
		{"a script", `<a href="javascript:alert(1)">`, "broken-link"},
		{"no address", `<a href="https://[">`, "broken-link"},
		{"an anchor without an address", `<a id="x">`, nothing},
		{"an area", `<map><area href="../b/gone.html"></map>`, "broken-link"},
		{"an image", `<img src="../img/a.png">`, nothing},
		{"an image that is not there", `<img src="../img/b.png">`, "broken-link"},
		{"an image in the page", `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`, nothing},
		{"an image of another host", `<img src="https://example.org/a.png">`, "outside-request"},
		{"an image of another host without a scheme", `<img src="//example.org/a.png">`, "outside-request"},
		{"images by width", `<img src="../img/a.png" srcset="../img/a.png 1x, ../img/a.png 2x">`, nothing},
		{"an image by width that is not there", `<img src="../img/a.png" srcset="../img/a.png 1x, ../img/b.png 2x">`, "broken-link"},
		{"a script of another host", `<script src="https://example.org/a.js"></script>`, "outside-request"},
		{"a frame of another host", `<iframe src="https://example.org/"></iframe>`, "outside-request"},
		{"a style sheet", `<link rel="stylesheet" href="../css/a.css">`, nothing},
		{"a style sheet of another host", `<link rel="stylesheet" href="https://example.org/a.css">`, "outside-request"},
		{"a font of another host", `<link rel="preload" as="font" href="https://example.org/a.woff2">`, "outside-request"},
		{"the canonical address", `<link rel="canonical" href="https://example.org/a/">`, nothing},
		{"another form", `<link rel="alternate" type="application/json+oembed" href="https://example.org/a.json">`, nothing},
		{"a picture for sharing", `<link rel="canonical" href="https://example.org/x/a/"><meta property="og:image" content="https://example.org/x/img/a.png">`, nothing},
		{"a picture for sharing that is not there", `<link rel="canonical" href="https://example.org/x/a/"><meta property="og:image" content="https://example.org/x/img/b.png">`, "broken-link"},
		{"a picture for sharing of another host", `<link rel="canonical" href="https://example.org/x/a/"><meta property="og:image" content="https://example.com/b.png">`, nothing},
		{"two of an id", `<p id="x"><p id="x">`, "duplicate-anchor"},
		{"an id in each of two cases", `<p id="x"><p id="X">`, nothing},
		{"an id in a comment", `<p id="x"><!-- <p id="x"> -->`, nothing},
		{"an id in a script", `<p id="x"><script type="application/json">"<p id='x'>"</script>`, nothing},
		{"a style of another host", `<style>@import url("https://example.org/a.css");</style>`, "blocked-by-policy outside-request"},
		{"a background of another host", `<p style="background: url(https://example.org/a.png)">`, "blocked-by-policy"},
		{"a base", `<base href="https://example.org/">`, "outside-request"},
		{"a refresh", `<meta http-equiv="refresh" content="0; url=../b/index.html">`, nothing},
		{"a refresh in capitals", `<meta http-equiv="Refresh" content="0;URL='https://example.org/'">`, "outside-request"},
		{"a refresh without a word", `<meta http-equiv="refresh" content="0; //example.org/">`, "outside-request"},
		{"a refresh of other letters", "<meta http-equiv=\"refresh\" content=\"ȺȺȺȺȺȺȺȺȺȺ url=//example.org/\">", "broken-link"},
		{"what only a reader without scripts sees", `<noscript><img src="https://example.org/a.png"></noscript>`, "outside-request"},
		{"a style that a drawing makes elements of", `<svg><style>p { } <b></style></svg>`, "blocked-by-policy malformed-output"},
		{"a host that is only greeted", `<link rel="preconnect" href="https://example.org">`, "outside-request"},
		{"a name that is only looked up", `<link rel="dns-prefetch" href="//example.org">`, "outside-request"},
		{"a page fetched ahead", `<link rel="next prefetch" href="../b/index.html">`, nothing},
		{"an image fetched ahead, by width", `<link rel="preload" as="image" href="../img/a.png" imagesrcset="https://example.org/a.png 2x">`, "outside-request"},
		{"a poster", `<video poster="https://example.org/a.png"></video>`, "outside-request"},
		{"a form", `<form action="https://example.org/"></form>`, "outside-request"},
		{"a form of this site", `<form action="../b/index.html"></form>`, "blocked-by-policy"},
		{"a button that sends elsewhere", `<button formaction="https://example.org/">`, "outside-request"},
		{"a ping", `<a href="../b/index.html" ping="https://example.org/">`, "outside-request"},
		{"a drawing of another file", `<svg><use xlink:href="https://example.org/a.svg#x"/></svg>`, "outside-request"},
		{"a drawing of this page", `<svg><use href="#b"/></svg>`, nothing},
		{"an image in a drawing", `<svg><image href="//example.org/a.png"/></svg>`, "outside-request"},
		{"a style hidden by escapes", `<style>p { background: u\72l(https://example.org/) }</style>`, "blocked-by-policy outside-request"},
		{"a style hidden by comments", `<style>@import/**/"https://example.org/";</style>`, "blocked-by-policy outside-request"},
		{"an image set", `<style>p { background: image-set("https://example.org/a.png" 1x) }</style>`, "blocked-by-policy outside-request"},
		{"a script that names another host", `<script>fetch("https://example.org/")</script>`, "blocked-by-policy outside-request"},
		{"a script that names a name space", `<script type="module">let x = "http://www.w3.org/2000/svg"</script>`, "blocked-by-policy"},
		{"a script of this site", `<script src="../js/a.js"></script>`, nothing},
		{"a frame of this site", `<iframe src="../b/index.html"></iframe>`, nothing},
		{"an object of this site", `<object data="../img/a.png"></object>`, "blocked-by-policy"},
		{"a page in a page", `<iframe srcdoc="<script>alert(1)</script>"></iframe>`, "blocked-by-policy"},
		{"a handler", `<img src="../img/a.png" onerror="alert(1)">`, "blocked-by-policy"},
		{"a style attribute", `<p style="color: red">`, "blocked-by-policy"},
		{"data in the page", `<script type="application/ld+json">{"@context": "https://schema.org"}</script>`, nothing},
		{"data that is broken", `<script type="application/ld+json">{"@context": }</script>`, "malformed-output"},
		{"a second heading of the first level", `<h1>D</h1>`, "incomplete-page:1"},
		{"a character that nobody sees", "<p>a\u200bb", "hidden-character"},
		{"a character that turns the text around", "<p>a\u202eb", "hidden-character"},
		{"the same as a number", "<p>a&#8238;b", "hidden-character"},
		{"the same by name", "<p>a&rlm;b", "hidden-character"},
		{"an ampersand", "<p>a & b &amp; c &#39; &nbsp; &#8239;", nothing},
		{"a control character", "<p>a\x01b", "hidden-character"},
		{"what a template refused", `<p class="ZgotmplZ">`, "template-residue"},
		{"what a template lacked", `<p>&lt;no value&gt;`, "template-residue"},
		{"what a template lacked, not escaped", `<p><no value>`, "template-residue"},
		{"an action", `<p>{{ .Title }}`, "template-residue"},
		{"a verb without its value", `<p>%!s(int=4)`, "template-residue"},
		{"a share, loudly", `<p>100%! (Really.)`, nothing},
		{"a folder of this machine", `<p>/home/ada/explainer/content`, "build-path"},
		{"a refresh to another host", `<meta http-equiv="refresh" content="0; url=https://example.org/">`, "outside-request"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := read(map[string][]byte{
				"index.html":       whole(""),
				"a/index.html":     whole(tt.html),
				"b/index.html":     whole(`<p id="sí">`),
				"data/claims.json": []byte(`{}`),
				"img/a.png":        {},
				"css/a.css":        {},
				"js/a.js":          {},
			}, Options{Name: "public", Paths: []string{"/home/ada/explainer"}}).Check()
			var got []string
			for _, d := range list {
				code := d.Code
				if d.Place.Line != 3 {
					code += fmt.Sprint(":", d.Place.Line)
				}
				if got = append(got, code); d.Place.File != "public/a/index.html" {
					t.Errorf("%v: want a place in the page", d.Place)
				}
			}
			slices.Sort(got)
			if tt.want == nothing && len(got) > 0 || tt.want != nothing && fmt.Sprint(got) != "["+tt.want+"]" {
				t.Errorf("%s: got %v, want %q", tt.html, got, tt.want)
			}
		})
	}
}

// Style sheets fetch, too.
func TestStyleSheets(t *testing.T) {
	list := read(map[string][]byte{
		"index.html": whole(`<link rel="stylesheet" href="a.css">`),
		"a.css":      []byte("p { color: red }\n@font-face { src: url(https://example.org/a.woff2) }\n"),
	}, Options{Name: "public"}).Check()
	if len(list) != 1 || list[0].Code != "outside-request" {
		t.Errorf("got %v, want one outside-request", list)
	}
}

// Whatever order the pages are read in, findings are in the order of places.
func TestSorted(t *testing.T) {
	pages := map[string][]byte{}
	for i := range 20 {
		pages[fmt.Sprintf("%02d.html", i)] = []byte("<a href=gone.html>\n<a href=/gone.html>")
	}
	list := read(pages, Options{Name: "out"}).Check()
	if len(list) != 40 {
		t.Fatalf("%d findings, want 40", len(list))
	}
	for i, d := range list {
		if want := fmt.Sprintf("out/%02d.html:%d:1", i/2, i%2+1); d.Place.String() != want {
			t.Errorf("finding %d is at %v, want %s", i, d.Place, want)
		}
	}
}

// codes lists what is found in one file, without the folder.
func codes(t *testing.T, file, text string, o Options) string {
	t.Helper()
	var got []string
	for _, d := range read(map[string][]byte{file: []byte(text)}, o).Check() {
		got = append(got, d.Code)
	}
	return strings.Join(got, " ")
}

// TestPage takes parts from a complete page and changes its policy.
func TestPage(t *testing.T) {
	const style = "p { color: red }"
	page := `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ` + hash([]byte(style)) + `; base-uri 'none'; form-action 'none'">
<title>A</title>
<meta name="description" content="B">
<link rel="canonical" href="https://example.org/">
<style>` + style + `</style>
<h1>C</h1>
`
	tests := []struct{ name, file, old, new, want string }{
		{"a complete page", "index.html", "", "", ""},
		{"no language", "index.html", ` lang="en"`, "", "incomplete-page"},
		{"no title", "index.html", "<title>A</title>", "", "incomplete-page"},
		{"an empty title", "index.html", "<title>A</title>", "<title> </title>", "incomplete-page"},
		{"no description", "index.html", "description", "keywords", "incomplete-page"},
		{"no description, not for search engines", "index.html", `description" content="B`, `robots" content="noindex`, ""},
		{"no canonical address", "index.html", "canonical", "help", "incomplete-page"},
		{"no canonical address of no page", "404.html", "canonical", "help", ""},
		{"no heading", "index.html", "<h1>C</h1>", "<h2>C</h2>", "incomplete-page"},
		{"no policy", "index.html", "Content-Security-Policy", "X", "lax-policy"},
		{"a policy that comes late", "index.html", "<meta charset", "<style>b { color: red }</style><meta charset", "lax-policy"},
		{"unsafe styles", "index.html", "style-src ", "style-src 'unsafe-inline' ", "lax-policy"},
		{"unsafe scripts", "index.html", "base-uri", "script-src 'unsafe-eval'; base-uri", "lax-policy"},
		{"scripts of any host", "index.html", "base-uri", "script-src https:; base-uri", "lax-policy"},
		{"scripts in addresses", "index.html", "base-uri", "script-src data:; base-uri", "lax-policy"},
		{"images of a host", "index.html", "base-uri", "img-src example.org; base-uri", "lax-policy"},
		{"images in addresses", "index.html", "base-uri", "img-src 'self' data:; base-uri", ""},
		{"markup by policy only", "index.html", "base-uri", "require-trusted-types-for 'script'; base-uri", ""},
		{"all is allowed", "index.html", "default-src 'none'", "default-src 'self'", "lax-policy"},
		{"a base is allowed", "index.html", "base-uri 'none'; ", "", "lax-policy"},
		{"forms are allowed", "index.html", "; form-action 'none'", "", "lax-policy"},
		{"another style", "index.html", style, style + " ", "blocked-by-policy"},
		{"a part of a page", "fragments/a.html", page, "<h2>C</h2>", ""},
		{"a page that leads on", "old/index.html", "<h1>C</h1>", `<meta http-equiv="refresh" content="0; url=index.html">`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(page, tt.old, tt.new, 1)
			if tt.old != tt.new && text == page {
				t.Fatalf("%q is not on the page", tt.old)
			}
			if got := codes(t, tt.file, text, Options{}); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestFiles reads what is no page.
func TestFiles(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg"><style>p { color: red }</style></svg>`
	const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>b</title><updated>2031-10-09T00:00:00Z</updated><entry><id>c</id><title>d</title><updated>2031-10-09T00:00:00Z</updated></entry></feed>`
	tests := []struct{ name, file, text, want string }{
		{"JSON", "a.json", `{"a": 1}`, ""},
		{"broken JSON", "a.json", `{"a": 1,}`, "malformed-output"},
		{"empty JSON", "a.json", ``, "malformed-output"},
		{"lines of JSON", "a.jsonl", "{}\n{}\n", ""},
		{"broken lines of JSON", "a.jsonl", "{}\n{\n", "malformed-output"},
		{"CSV", "a.csv", "\ufeffa,b\n1,\"2\n3\"\n", ""},
		{"uneven CSV", "a.csv", "a,b\n1\n", "malformed-output"},
		{"XML", "a.xml", `<?xml version="1.0"?><a><b/></a>`, ""},
		{"broken XML", "a.xml", `<a><b></a`, "malformed-output"},
		{"no XML", "a.xml", ``, "malformed-output"},
		{"XML with a style sheet", "a.xml", `<?xml-stylesheet href="https://example.org/a.xsl"?><a/>`, "outside-request"},
		{"XML with entities", "a.xml", `<!DOCTYPE a [<!ENTITY b "c">]><a/>`, "malformed-output"},
		{"a feed", "feed.xml", feed, ""},
		{"an entry without a time", "feed.xml", strings.Replace(feed, "2031", "x", 1), "malformed-output"},
		{"no feed", "feed.xml", `<a/>`, "malformed-output"},
		{"a picture", "a.svg", svg, ""},
		{"a picture with a script", "a.svg", strings.Replace(svg, "<style>", "<script>1</script><style>", 1), "blocked-by-policy"},
		{"a picture with a handler", "a.svg", strings.Replace(svg, "<svg", `<svg onload="1"`, 1), "blocked-by-policy"},
		{"a picture that loads", "a.svg", strings.Replace(svg, "<style>", `<image href="https://example.org/"/><style>`, 1), "outside-request"},
		{"a picture with a style that loads", "a.svg", strings.Replace(svg, "red", "url(https://example.org/)", 1), "outside-request"},
		{"a script", "a.js", "{{ let a = `/b` }}", ""},
		{"a script that names a host", "a.js", "new WebSocket('wss://example.org')", "outside-request"},
		{"text", "a.txt", "a", ""},
		{"text in another encoding", "a.txt", "a\xff", "malformed-output"},
		{"text with a mark at its start", "a.txt", "\ufeffa", "hidden-character"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := codes(t, tt.file, tt.text, Options{}); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A page of words that repeat is light however long it is; one of words that
// do not is heavy. What was weighed is known the next time.
func TestWeight(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new", "weights")
	random := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for b.Len() < 60_000 {
		fmt.Fprintf(&b, "%x ", random.Uint64()>>32)
	}
	for _, tt := range []struct{ name, file, text, want string }{
		{"short", "index.html", b.String()[:13_000], ""},
		{"repeated", "index.html", strings.Repeat("word ", 40_000), ""},
		{"long", "index.html", b.String(), "page-too-heavy"},
		{"long, on a copy to take away", "offline/a.html", b.String(), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for range 2 {
				w := ReadWeights(file)
				if got := codes(t, tt.file, tt.text, Options{Weights: w}); got != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
				w.Write()
			}
			if tt.want == "" {
				return
			}
			_, err := ReadWeights(file).Of(sha256.Sum256([]byte(tt.text)), func() (int, error) { return 0, errors.New("weighed again") })
			if err != nil {
				t.Error(err)
			}
		})
	}
}
