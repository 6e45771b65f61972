package bundle

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"explainer/internal/kept"
)

// page is one as layouts make it: what stands outside of main is the site's.
func page(main string) []byte {
	return []byte(`<!doctype html><html><head><style>p{}</style></head><body><header id="top">away</header><main id="main">` + main + `</main><footer>away</footer></body></html>`)
}

func TestJoin(t *testing.T) {
	const frame = `<html><body><a href="../us-deal/index.html#why">a</a><main id="main" data-without="way off"><h1>All</h1>` +
		`<section data-page="../index.html"></section><section class="page" data-page="../us-deal/index.html"></section></main></body></html>`
	tests := []struct{ name, main, want string }{
		{"ids", `<h2 id="why">Why</h2>`, `<h2 id="us-deal/why" aria-level="3">Why</h2>`},
		{"references to ids", `<svg aria-labelledby="a b"><g fill="url(#a)"/></svg><button popovertarget="n1">x</button><label for="f">x</label>`,
			`<svg aria-labelledby="us-deal/a us-deal/b"><g fill="url(#us-deal/a)"/></svg><button popovertarget="us-deal/n1">x</button><label for="us-deal/f">x</label>`},
		{"links on the page", `<a href="#why">x</a>`, `<a href="#us-deal/why">x</a>`},
		{"links to pages in the file", `<a href="../index.html">x</a><a href="../index.html#key">x</a><a href="index.html">x</a>`,
			`<a href="#/">x</a><a href="#/key">x</a><a href="#us-deal/">x</a>`},
		{"links to what is not", `<a href="../embed/index.html#b">x</a><a href="../data/claims.json">x</a>`,
			`<a href="https://live.example/embed/#b">x</a><a href="https://live.example/data/claims.json">x</a>`},
		{"links elsewhere", `<a href="https://news.example/a?b=1&amp;c=2#d">x</a><a href="mailto:a@b.example">x</a>`,
			`<a href="https://news.example/a?b=1&amp;c=2#d">x</a><a href="mailto:a@b.example">x</a>`},
		{"headings", `<h1 class="big">T</h1><h2>a</h2><h3>b</h3>`, `<h2 class="title big">T</h2><h2 aria-level="3">a</h2><h3 aria-level="4">b</h3>`},
		{"what is the page's own is left", `a<template id="f"><p>x</p></template>b<script>"</p>"</script>c<style>p{}</style>d`, `abcd`},
		{"what the frame does without", `a<div class="far way"><div>x</div><br>y</div><p class="ways">b</p><img class="way" src="p.png">c<svg><path class="way"/></svg>d`, `a<p class="ways">b</p>c<svg></svg>d`},
		{"text and attributes as they are", `<p lang="es" hidden>«a» &lt;b&gt; &#8239;<!-- c --><input value="&quot;&lt;">`, `<p lang="es" hidden>«a» &lt;b&gt; &#8239;<!-- c --><input value="&quot;&lt;">`},
		{"pictures", `<img src="p.png" srcset="p.png 1x" alt="p">`, `<img src="data:image/png;base64,cG5n" alt="p">`},
		{"pictures that are not the site's", `<img src="https://else.example/p.png"><img src="lost.png">`, `<img src="https://else.example/p.png"><img src="lost.png">`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := joiner{known: kept.Read[part]("", ""), live: "https://live.example/", places: map[string]string{}, files: map[string][]byte{
				"offline/x-en.html": []byte(frame), "index.html": page("front"), "us-deal/index.html": page(tt.main), "us-deal/p.png": []byte("png"),
			}}
			got, err := j.join("offline/x-en.html")
			if err != nil {
				t.Fatal(err)
			}
			want := `<html><body><a href="#us-deal/why">a</a><main id="main"><h1>All</h1>` +
				`<section id="/">front</section><section class="page" id="us-deal/">` + tt.want + `</section></main></body></html>`
			if string(got) != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// In another edition, places are those within it.
func TestJoinEdition(t *testing.T) {
	j := joiner{known: kept.Read[part]("", ""), live: "https://live.example/", edition: "es/", places: map[string]string{}, files: map[string][]byte{
		"offline/x-es.html":     []byte(`<section data-page="../es/us-deal/index.html"></section>`),
		"es/us-deal/index.html": page(`<a href="index.html#a">x</a><a href="../../us-deal/index.html">x</a>`),
	}}
	got, err := j.join("offline/x-es.html")
	want := `<section id="us-deal/"><a href="#us-deal/a">x</a><a href="https://live.example/us-deal/">x</a></section>`
	if err != nil || string(got) != want {
		t.Errorf("%v; got %s\nwant %s", err, got, want)
	}
}

// What is kept of a page is taken as long as nothing that it depends on is
// another: what stands outside of main does not count, a picture does.
func TestJoinKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "joined")
	files := map[string][]byte{
		"offline/x.html": []byte(`<section data-page="../a/index.html"></section>`),
		"a/index.html":   page(`<a href="../b/index.html">b</a><img src="p.png"><p class="off">c</p>`), "b/index.html": page(`b`), "a/p.png": []byte("png"),
	}
	for _, step := range []struct {
		what, file, text string
		live             string
		anew             bool
		want             string
	}{
		{"all", "", "", "1", true, `<section id="a/"><a href="https://1.example/b/">b</a><img src="data:image/png;base64,cG5n"><p class="off">c</p></section>`},
		{"the same", "", "", "1", false, `<section id="a/"><a href="https://1.example/b/">b</a><img src="data:image/png;base64,cG5n"><p class="off">c</p></section>`},
		{"another picture", "a/p.png", "gif", "1", false, `<section id="a/"><a href="https://1.example/b/">b</a><img src="data:image/png;base64,Z2lm"><p class="off">c</p></section>`},
		{"another address", "", "", "2", true, `<section id="a/"><a href="https://2.example/b/">b</a><img src="data:image/png;base64,Z2lm"><p class="off">c</p></section>`},
		{"one more page", "offline/x.html", `<section data-page="../a/index.html"></section><section data-page="../b/index.html"></section>`, "2", true,
			`<section id="a/"><a href="#b/">b</a><img src="data:image/png;base64,Z2lm"><p class="off">c</p></section><section id="b/">b</section>`},
		{"a class left out", "offline/x.html", `<main data-without="off"><section data-page="../a/index.html"></section></main>`, "2", true,
			`<main><section id="a/"><a href="https://2.example/b/">b</a><img src="data:image/png;base64,Z2lm"></section></main>`},
		{"another text", "a/index.html", string(page(`d`)), "2", true, `<main><section id="a/">d</section></main>`},
	} {
		if step.file != "" {
			files[step.file] = []byte(step.text)
		}
		before := kept.Read[part](file, "")
		j := joiner{known: before, live: "https://" + step.live + ".example/", places: map[string]string{}, files: files}
		got, err := j.join("offline/x.html")
		if err != nil || string(got) != step.want {
			t.Errorf("%s: %v; got %s\nwant %s", step.what, err, got, step.want)
		}
		was, err := os.ReadFile(file)
		before.Write()
		is, err2 := os.ReadFile(file)
		if err2 != nil || bytes.Equal(was, is) == step.anew {
			t.Errorf("%s: something was kept: %t, want %t: %v, %v", step.what, !bytes.Equal(was, is), step.anew, err, err2)
		}
	}
}

func TestJoinRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ frame, main, want string }{
		"no page":     {`<main></main>`, "", "asks for no page"},
		"a lost page": {`<section data-page="../lost.html"></section>`, "", "lost.html"},
	} {
		j := joiner{known: kept.Read[part]("", ""), places: map[string]string{}, files: map[string][]byte{"offline/x.html": []byte(tt.frame), "index.html": page(tt.main)}}
		if _, err := j.join("offline/x.html"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

func TestFill(t *testing.T) {
	files := map[string][]byte{"offline/a.zip": make([]byte, 2_350_000), "offline/b.html": make([]byte, 12_345)}
	sum := fmt.Sprintf("%x", sha256.Sum256(files["offline/b.html"]))
	const in = `<p class="x">a</p><div data-in="site"><p>here<br><small data-size="offline/a.zip"></small> <code class="s" data-sum="offline/b.html"></code></p></div><div data-in="zip">there <b data-size="offline/b.html"></b></div>z`
	for _, tt := range []struct {
		where        place
		locale, want string
	}{
		{onSite, "en-US", `<p class="x">a</p><div><p>here<br><small>2.4&#160;MB</small> <code class="s">` + sum + `</code></p></div>z`},
		{onSite, "es", `<p class="x">a</p><div><p>here<br><small>2,4&#160;MB</small> <code class="s">` + sum + `</code></p></div>z`},
		{inZip, "es", `<p class="x">a</p><div>there <b>12&#160;KB</b></div>z`},
	} {
		got, err := fill([]byte(in), tt.where, tt.locale, describe(files))
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.ReplaceAll(tt.want, "&#160;", "\u00a0"); string(got) != want {
			t.Errorf("%s, %s: got %s\nwant %s", tt.where, tt.locale, got, want)
		}
	}
	if _, err := fill([]byte(`<b data-sum="lost"></b>`), onSite, "en", describe(files)); err == nil {
		t.Error("a file that is not there has a sum")
	}
}

func TestPack(t *testing.T) {
	files := map[string][]byte{"b/ñ.html": []byte("b"), "a.html": bytes.Repeat([]byte("a"), 1000), "B.html": nil, "c.png": []byte("png")}
	const level = flate.DefaultCompression
	file := filepath.Join(t.TempDir(), "packed")
	packed, err := pack(files, level, kept.Read[[]byte](file, ""))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{file, ""} {
		if again, err := pack(files, level, kept.Read[[]byte](file, "")); err != nil || !bytes.Equal(again, packed) {
			t.Errorf("the same files make another zip, packed again or taken from %q: %v", file, err)
		}
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r) // and checks its CRC
		if err != nil || !bytes.Equal(raw, files[f.Name]) {
			t.Errorf("%s holds %q: %v", f.Name, raw, err)
		}
		if stored := f.Method == zip.Store; stored != (f.Name == "c.png") {
			t.Errorf("%s is stored: %t", f.Name, stored)
		}
		if f.Flags != 0x800 || f.Mode() != 0o644 || !strings.HasPrefix(f.Modified.Format("2006-01-02T15:04:05"), "1980-01-01T00:00:00") {
			t.Errorf("%s: flags %x, mode %v, time %v", f.Name, f.Flags, f.Mode(), f.Modified)
		}
	}
	if got := strings.Join(names, " "); got != "B.html a.html b/ñ.html c.png" {
		t.Errorf("the zip holds %s", got)
	}
}

func TestPackRefuses(t *testing.T) {
	for _, names := range [][]string{
		{"claims/con/index.html"}, {"AUX.txt"}, {"a/../b"}, {"/a"}, {"a//b"}, {`a\b`}, {"a:b"}, {"a?"}, {"a."}, {"a /b"}, {"a\nb"}, {"Ab.html", "aB.html"}, {"COM².txt"}, {"a/conin$"}, {strings.Repeat("folder/", 28) + "a.html"},
	} {
		files := map[string][]byte{}
		for _, name := range names {
			files[name] = nil
		}
		if _, err := pack(files, 0, kept.Read[[]byte]("", "")); err == nil {
			t.Errorf("%q can be unpacked on every system", names)
		}
	}
}
