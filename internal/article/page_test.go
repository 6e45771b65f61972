package article

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite testdata/articles/*.want")

// TestArticles reads saved pages and pasted pages in the styles of several
// outlets. The files beside them hold what a reader should find: what the
// article says of itself, each block with its kind, and who is quoted.
func TestArticles(t *testing.T) {
	for file, raw := range fixtures(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := Read(raw, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, want := summary(a), file+".want"
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(text) {
				t.Errorf("got\n%s\nwant\n%s", got, text)
			}
		})
	}
}

// fixtures are the raw articles in testdata, by file.
func fixtures(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/articles/*")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, file := range files {
		if filepath.Ext(file) == ".want" {
			continue
		}
		if all[file], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	if len(all) == 0 {
		t.Fatal("no articles in testdata")
	}
	return all
}

func summary(a *Article) string {
	var b strings.Builder
	about := a.About()
	fmt.Fprintf(&b, "language %s\ntitle %s\noutlet %s\nauthors %s\nissued %s\nupdated %s\nplace %s\nagencies %s\nurl %s\n\n", a.Language, about.Title, about.Outlet,
		strings.Join(about.Authors, ", "), about.Issued, about.Updated, about.Place, strings.Join(about.Agencies, ", "), about.URL)
	for _, block := range a.Blocks {
		fmt.Fprintf(&b, "%d %s: %s\n", block.Number, block.Kind, block.Text)
		for _, s := range block.Sentences {
			for _, q := range a.Quotations(s) {
				fmt.Fprintf(&b, "\t%s: %s\n", q.Speaker, q.Words)
			}
		}
	}
	return b.String()
}

// A saved page is read whatever its file is called; a text with a tag in it
// stays a text.
func TestPagesAreRecognised(t *testing.T) {
	for text, want := range map[string]bool{
		"<!DOCTYPE html><html><body><p>The dam held.":                                   true,
		"\ufeff\n <html><body><p>The dam held.":                                         true,
		"<!-- saved from url=(0014)about:internet -->\n<html><body><p>The dam held.":    true,
		`<?xml version="1.0"?><html xmlns="x"><body><p>The dam held.</p></body></html>`: true,
		"<div>The dam held.</div>":                                                      true,
		"The dam <b>held</b>.":                                                          false,
		"<b>The dam held.</b>\nNobody knew.":                                            false,
		"<The dam held.>":                                                               false,
		"# The dam held\n\n<p>It did.</p>":                                              false,
	} {
		if got := isPage([]byte(text)); got != want {
			t.Errorf("isPage(%q) = %v", text, got)
		}
	}
}

// Numbers count all that a page shows, so that another version of the
// readability library, or a change around the article, does not renumber.
func TestPageBlocksAreNumberedOverThePage(t *testing.T) {
	a := read(t, `<!doctype html><title>x</title><nav><a href=/>Home</a></nav><div hidden>Hidden</div>
		<article><p>The dam held on Sunday, officials said, and nobody was hurt.</p></article>
		<script>"Scripted"</script><style>p{}</style><noscript>No script</noscript><p style="display: none">Styled away</p><footer>Imprint</footer>`)
	var got []string
	for _, b := range a.Blocks {
		got = append(got, fmt.Sprintf("%d %s %s", b.Number, b.Kind, b.Text))
	}
	want := "1 boilerplate Home\n2 paragraph The dam held on Sunday, officials said, and nobody was hurt.\n3 boilerplate Imprint"
	if strings.Join(got, "\n") != want {
		t.Errorf("got  %q", got)
	}
}

// A page may say that it is in an older encoding; then it is read in that.
func TestPageInADeclaredEncoding(t *testing.T) {
	a := read(t, "<html><head><meta charset=\"iso-8859-1\"></head><body><p>El a\xf1o de la presa fue 1962, seg\xfan la junta del valle.</p></body></html>")
	if got, want := a.Blocks[0].Text, "El año de la presa fue 1962, según la junta del valle."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPageLanguage(t *testing.T) {
	const es, en = "<p>La presa de Valle Alondra aguantó el domingo, según la junta.</p>", "<p>The dam in Lark Valley held on Sunday, officials said.</p>"
	for page, want := range map[string]string{
		"<html lang=es><body>" + es:    "es",
		"<html><body>" + es:            "es",
		"<html lang=es_SV><body>" + es: "es",
		"<html lang=en><body>" + es:    "es", // the publishing system's
		"<html lang=es><body>" + en:    "en",
		"<html lang=es><body><p>Valle Alondra, 1962. Larkton, 2031. Norvania 7, Larkton 3.</p>": "es",
	} {
		if got := read(t, page).Language; got != want {
			t.Errorf("%q is taken for %q", page, got)
		}
	}
	page := []byte("<html lang=fr-CA><body><p>La digue du val a tenu, selon le conseil qui la dirige.</p>")
	if _, err := Read(page, Options{}); err == nil || err.Error() != `the page declares its language as "fr-CA"; en and es are known [article-language]` {
		t.Errorf("French: %v", err)
	}
	if _, err := Read(page, Options{Language: "es"}); err != nil {
		t.Errorf("in the language given: %v", err)
	}
}

// What pages say of their authors comes in many forms.
func TestPageAuthors(t *testing.T) {
	const body = "<body><h1>Dam holds</h1><p>The dam in Lark Valley held on Sunday, officials said, and nobody was hurt.</p>"
	for head, want := range map[string]string{
		`<meta name=author content="Jane Doe">`:                                                              "Jane Doe",
		`<meta name=author content="By Jane Doe and John Roe">`:                                              "Jane Doe, John Roe",
		`<meta name=author content="Emily Post">`:                                                            "Emily Post",
		`<meta name=author content="https://social.example/jane">`:                                           "",
		`<meta name=author content="admin">`:                                                                 "",
		`<meta name=author content="Staff">`:                                                                 "",
		`<script type=application/ld+json>{"@type":"NewsArticle","author":"Jane Doe"}</script>`:              "Jane Doe",
		`<script type=application/ld+json>[{"@type":"NewsArticle","author":{"name":"Jane Doe"}}]</script>`:   "Jane Doe",
		`<script type=application/ld+json>{"@type":["NewsArticle"],"author":[{"name":"Ж. Ли"}]}</script>`:    "Ж. Ли",
		`<script type=application/ld+json>{"@type":"NewsArticle","author":[{"name":"JANE DOE"},7]}</script>`: "Jane Doe",
		`<script type=application/ld+json>{"@type":"WebSite","author":{"name":"Jane Doe"}}</script>`:         "",
		`<script type=application/ld+json>{"@type":"NewsArticle","author":</script>`:                         "",
	} {
		if got := strings.Join(read(t, "<!doctype html><html><head><title>Dam holds</title>"+head+"</head>"+body).About().Authors, ", "); got != want {
			t.Errorf("%s: %q, want %q", head, got, want)
		}
	}
}

// What no outlet would write must cost little.
func TestPagesThatAreHardToRead(t *testing.T) {
	for name, test := range map[string]struct{ page, code string }{
		"2,000 levels":       {"<html><body>" + strings.Repeat("<div>", 2000) + "<p>The dam held.", "article-too-deep"},
		"2,000 unclosed":     {"<html><body><p>The dam held." + strings.Repeat("<b>x", 2000), "article-too-deep"},
		"5 MB of elements":   {"<html><body>" + strings.Repeat("<p>The dam held.</p>", MaxBytes/20-2), "article-too-large"},
		"1 MB of brackets":   {"<html><body>" + strings.Repeat("<", 1<<20), "article-no-body"},
		"1 MB of attributes": {"<html><body><p " + strings.Repeat("a=b ", 1<<18), "article-no-body"},
		"5 MB of a script":   {"<html><body><script>" + strings.Repeat("x", MaxBytes-40), "article-no-body"},
		"scripts only":       {"<!doctype html><div id=app></div><script>render('The dam held, officials said.')</script>", "article-no-body"},
		"menus only":         {"<!doctype html><body><nav><a href=/>Home</a> <a href=/n>News</a></nav>", "article-no-body"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := Read([]byte(test.page), Options{})
			if e, ok := err.(*Error); !ok || e.Code != test.code {
				t.Errorf("%v, want %s", err, test.code)
			}
			if spent := time.Since(start); spent > 20*time.Second {
				t.Errorf("took %v", spent)
			}
		})
	}
}
