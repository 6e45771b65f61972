package audit

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// FuzzPage audits any page, and reads it as browsers do, with scripts and
// without. Where nothing is found, nothing on it runs, and nothing is loaded
// from another host.
func FuzzPage(f *testing.F) {
	for _, s := range []string{
		"", `<p id=a>b<a href="#a">c</a>`, `<img src=x onerror=y>`, `<IMG SRC="//h/x">`, `<svg onload=x><use xlink:href="https://h/#a"/></svg>`, `<svg><style><img src=x onerror=y></style></svg>`, `<svg><desc></svg></desc><style><img onerror=y></style>`,
		`<noscript><img src="https://h/x"></noscript>`, `<math><mtext><textarea><p onclick=x></textarea>`, `<iframe srcdoc="<script>x</script>"></iframe>`, `<script>x</script>`, `<script type=module src=//h/x></script>`, `<script type="application/json">{"a":1}</script>`,
		`<a href="javascript:x">`, "<a href=\"java\nscript:x\">", "<img src=\"\thttps://h/x\">", "<img src=\"/\t/h/x\">", `<img src="\\h\x">`, `<img src=https:h/x>`, `<p style="a:url(x)">`, `<style>@import "//h/x";</style>`, `<meta http-equiv=refresh content="0;url=//h/">`,
		`<plaintext><p onclick=x>`, `<!--><p onclick=x>-->`, `<!-- --!><p onclick=x>`, `<![CDATA[<p onclick=x>]]>`, `<template><p onclick=x></template>`, `<title></title><p/onclick=x>`, `<base href="https://h/">`, `<object data=//h/x><embed src=//h/y>`, "<p \x00onclick=x>", `<textarea><p onclick=x>`,
		`<form action=//h/><input formaction=//h/ type=image src=//h/x>`, `<link rel="preload stylesheet" href=//h/x>`, `<video poster=//h/x><source srcset="x 1x, //h/y 2x">`, `<a ping=//h/ href=#>`, "&#x202e;&zwj;<no>", "\u202e",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, inside string) {
		page := whole(inside)
		list := read(map[string][]byte{"index.html": page, "x": nil, "y": nil}, Options{Name: "public"}).Check()
		for _, d := range list {
			if d.Code == "" || d.Message == "" || d.Place.Line < 1 || d.Place.Line > 1+strings.Count(string(page), "\n") {
				t.Errorf("%v: %q [%s] is no diagnostic of this page", d.Place, d.Message, d.Code)
			}
		}
		if len(list) > 0 {
			return
		}
		for _, scripts := range []bool{true, false} {
			doc, err := html.ParseWithOptions(strings.NewReader(string(page)), html.ParseOptionEnableScripting(scripts))
			if err != nil {
				return // too deep
			}
			for n := range doc.Descendants() {
				if n.Type == html.ElementNode {
					harmless(t, n)
				}
			}
		}
	})
}

// harmless wants an element to run nothing and to load nothing from elsewhere.
func harmless(t *testing.T, n *html.Node) {
	t.Helper()
	if n.Data == "script" && n.FirstChild != nil && !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return strings.Contains(strings.ToLower(a.Val), "json") }) {
		t.Error("nothing is said of a script")
	}
	for _, a := range n.Attr {
		address := strings.Map(func(r rune) rune { // as browsers read it
			switch {
			case r == '\t' || r == '\n' || r == '\r':
				return -1
			case r == '\\':
				return '/'
			}
			return r
		}, strings.Trim(a.Val, " \t\n\r\f"))
		switch _, loaded := loads[n.Data][a.Key]; {
		case len(a.Key) > 2 && strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
			t.Errorf("nothing is said of the attribute %s of %s", a.Key, n.Data)
		case a.Key == "href" && strings.HasPrefix(strings.ToLower(address), "javascript:"):
			t.Errorf("nothing is said of the address %q", a.Val)
		case loaded && n.Data != "link" && !strings.HasSuffix(a.Key, "srcset"):
			if u, err := url.Parse(address); err == nil && (u.Host != "" || u.Scheme != "" && u.Scheme != "data") {
				t.Errorf("nothing is said of the %s %q of %s", a.Key, a.Val, n.Data)
			}
		}
	}
}

// FuzzFile audits any file of any kind.
func FuzzFile(f *testing.F) {
	for kind, s := range []string{
		"a{b:url(https://h/x)}", "fetch('//h/x')", `<svg xmlns="http://www.w3.org/2000/svg"><image href="//h/x"/><style>a{b:url(x)}</style></svg>`, `<?xml version="1.0"?><a>&b;</a>`, `{"a":[1,{}]}`, "{}\n[]\n", "\ufeffa,b\n1,\"2\n3\"\n", "# a {{ .b }}", "\xff\x00%!d(x)",
		"@import \"x\";\\", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry/></feed>", "<!DOCTYPE a><a>", "\u200b\u202e", "a{b:\\72 url(x}/*", "[[[[[[[[",
	} {
		f.Add(byte(kind), s)
	}
	var kinds []string
	for kind := range texts {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	f.Fuzz(func(t *testing.T, kind byte, text string) {
		for _, name := range []string{"a" + kinds[int(kind)%len(kinds)], "feed.xml"} {
			for _, d := range read(map[string][]byte{name: []byte(text)}, Options{Name: "public", Paths: []string{"/home/a"}}).Check() {
				if d.Code == "" || d.Message == "" || d.Place.Line < 1 || d.Place.Line > 1+strings.Count(text, "\n") {
					t.Errorf("%v: %q [%s] is no diagnostic of this file", d.Place, d.Message, d.Code)
				}
			}
		}
	})
}
