package bundle

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"explainer/internal/kept"
)

// FuzzJoin puts any page into the one file. No script, style or template of a
// page comes along, ids are those of its place, and what the frame has after
// the page is still there.
func FuzzJoin(f *testing.F) {
	for _, s := range []string{
		`<h1 id="a" class=b>T</h1><p lang=es hidden>x`, `<a href="../index.html#k">x</a><a href=#>y</a><a href="//h/x">z</a><a href="JavaScript:x">`, `<img src=p.png srcset="p.png 1x"><svg><image xlink:href="p.png"/><use href="#a"/></svg>`,
		`<script>"</main>"</script><style>p{}</style><template id=x><p></template>`, `</main><script>x</script>`, `<!-- <main> --><textarea></main></textarea><title>`, `<SCRIPT>x</SCRIPT><script/>x`, `<svg><style>a{}</style><script>x</script></svg>`,
		`<p id=""><p id><p fill="url(#a"><p aria-labelledby=" a  b ">`, "<p \x00=\"\xff\">&#0;", `<plaintext>`, `<main><main>`, `<p data-page="x">`, `<p class="a off">x<p>y</p>z<p class=off/><img class=off>`, `<xmp><script>x</script></xmp><noscript><script>y</script></noscript>`,
	} {
		f.Add(s)
	}
	const frame = `<!doctype html><main data-without="off"><section data-page="../index.html"></section><section data-page="../a/index.html"></section></main><p id="end">`
	f.Fuzz(func(t *testing.T, main string) {
		j := joiner{known: kept.Read[part]("", ""), live: "https://live.example/", places: map[string]string{}, files: map[string][]byte{
			"offline/x-en.html": []byte(frame), "index.html": page("front"), "a/index.html": page(main), "a/p.png": []byte("png"),
		}}
		got, err := j.join("offline/x-en.html")
		if err != nil {
			return
		}
		if !bytes.HasPrefix(got, []byte(`<!doctype html><main><section id="/">front</section><section id="a/">`)) || !bytes.HasSuffix(got, []byte(`</section></main><p id="end">`)) {
			t.Fatalf("the frame is no more: %q", got)
		}
		inside := got[len(`<!doctype html><main><section id="/">front</section><section id="a/">`) : len(got)-len(`</section></main><p id="end">`)]
		for z := html.NewTokenizer(bytes.NewReader(inside)); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				if z.Err() != io.EOF {
					t.Error(z.Err())
				}
				return
			}
			if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
				continue
			}
			token := z.Token()
			if slices.Contains(dropped, token.Data) {
				t.Errorf("%q becomes %q, which has an element %s", main, inside, token.Data)
			}
			for _, a := range token.Attr {
				if a.Key == "class" && slices.Contains(strings.Fields(a.Val), "off") {
					t.Errorf("%q becomes %q, which has what is left out", main, inside)
				}
				if a.Key == "id" && !strings.HasPrefix(a.Val, "a/") {
					t.Errorf("%q becomes %q, which has the id %q", main, inside, a.Val)
				}
			}
		}
	})
}

// FuzzFill completes any page: what it leaves out is not there, and it asks
// for files by no attribute any more.
func FuzzFill(f *testing.F) {
	for _, s := range []string{
		`<p data-in="site"><b>x</b></p>y`, `<p data-in=zip>x<br><hr/><p data-in=site></p></p>z`, `<code data-sum="offline/a.zip"></code><b data-size="offline/a.zip">`, `<b data-size="lost">`, `</p></p><p data-in=zip>`, `<svg data-in=site><path/></svg>a`, `<area data-in=zip>b`,
	} {
		f.Add(s)
	}
	files := describe(map[string][]byte{"offline/a.zip": []byte("zip")})
	f.Fuzz(func(t *testing.T, text string) {
		got, err := fill([]byte(text), onSite, "en", files)
		if err != nil {
			return
		}
		for z := html.NewTokenizer(bytes.NewReader(got)); ; {
			switch z.Next() {
			case html.ErrorToken:
				return
			case html.StartTagToken:
				for _, a := range z.Token().Attr {
					if a.Key == "data-in" || a.Key == "data-size" || a.Key == "data-sum" {
						t.Errorf("%q becomes %q, which has %s", text, got, a.Key)
					}
				}
			}
		}
	})
}
