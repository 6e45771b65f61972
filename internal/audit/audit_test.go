package audit

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

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
		{"two of an id", `<p id="x"><p id="x">`, "duplicate-anchor"},
		{"an id in each of two cases", `<p id="x"><p id="X">`, nothing},
		{"an id in a comment", `<p id="x"><!-- <p id="x"> -->`, nothing},
		{"an id in a script", `<p id="x"><script>"<p id='x'>"</script>`, nothing},
		{"a style of another host", `<style>@import url("https://example.org/a.css");</style>`, "outside-request"},
		{"a background of another host", `<p style="background: url(https://example.org/a.png)">`, "outside-request"},
		{"a base", `<base href="https://example.org/">`, "outside-request"},
		{"a refresh to another host", `<meta http-equiv="refresh" content="0; url=https://example.org/">`, "outside-request"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, err := Site(fstest.MapFS{
				"index.html":       {Data: []byte(`<!doctype html>`)},
				"a/index.html":     {Data: []byte("<!doctype html>\n<title>A</title>\n" + tt.html)},
				"b/index.html":     {Data: []byte(`<h1 id="b">B</h1><p id="sí">`)},
				"data/claims.json": {Data: []byte(`{}`)},
				"img/a.png":        {},
				"css/a.css":        {},
			}, "public")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range list {
				got = append(got, d.Code)
				if at := "public/a/index.html:3:"; !strings.HasPrefix(d.Place.String(), at) {
					t.Errorf("%v: want a place on %s", d.Place, at)
				}
			}
			if tt.want == nothing && len(got) > 0 || tt.want != nothing && fmt.Sprint(got) != "["+tt.want+"]" {
				t.Errorf("%s: got %v, want %q", tt.html, got, tt.want)
			}
		})
	}
}

// Style sheets fetch, too.
func TestStyleSheets(t *testing.T) {
	list, err := Site(fstest.MapFS{
		"index.html": {Data: []byte(`<link rel="stylesheet" href="a.css">`)},
		"a.css":      {Data: []byte("p { color: red }\n@font-face { src: url(https://example.org/a.woff2) }\n")},
	}, "public")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0].Code != "outside-request" {
		t.Errorf("got %v, want one outside-request", list)
	}
}

// Whatever order the pages are read in, findings are in the order of places.
func TestSorted(t *testing.T) {
	pages := fstest.MapFS{}
	for i := range 20 {
		pages[fmt.Sprintf("%02d.html", i)] = &fstest.MapFile{Data: []byte("<a href=gone.html>\n<a href=/gone.html>")}
	}
	list, err := Site(pages, "out")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 40 {
		t.Fatalf("%d findings, want 40", len(list))
	}
	for i, d := range list {
		if want := fmt.Sprintf("out/%02d.html:%d:1", i/2, i%2+1); d.Place.String() != want {
			t.Errorf("finding %d is at %v, want %s", i, d.Place, want)
		}
	}
}
