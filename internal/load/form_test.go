package load

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/explainer"
)

// found lists what Load says of one file, "line:col code".
func found(file, text string) string {
	_, list := Load(site(file, text))
	var lines []string
	for _, d := range list {
		if d.Place.File == file {
			lines = append(lines, fmt.Sprintf("%d:%d %s", d.Place.Line, d.Place.Col, d.Code))
		}
	}
	return strings.Join(lines, ", ")
}

func TestFormOfPages(t *testing.T) {
	const head = "---\ntitle: X\ndescription: Y\neditorial: true\n---\n" // 5 lines
	for _, c := range []struct{ body, want string }{
		{"A {{< fig src=\"a\" >}} b", "6:3 unknown-shortcode"},
		{"{{% a %}}b\n{{% /a %}}", "6:1 unknown-shortcode"},
		{"a {{<b>}} <i>", "6:3 unknown-shortcode, 6:11 raw-html"},
		{"é {{ .X }} and }}", "6:3 template-delimiter, 6:16 template-delimiter"},
		{"{% if %} 5 % <%= x %>", "6:1 template-delimiter, 6:14 template-delimiter"},
		{"TODO", "6:1 unfinished-text"},
		{"A (TKTK), ??? and XXX.", "6:4 unfinished-text, 6:11 unfinished-text, 6:19 unfinished-text"},
		{"Pendiente: la cifra. Lorem ipsum", "6:1 unfinished-text, 6:22 unfinished-text"},
		{"Some [tk: name] here", "6:6 unfinished-text"},
		{"MÉTODO, TODOS, siglo XX, ATK, [todo](https://x.example/) ¿qué?? Está pendiente; lo hizo todo.", ""},
		{"a\u200bb \u2067c\u2069", "6:2 hidden-character, 6:5 hidden-character, 6:7 hidden-character"},
		{"TODO a&zwj;b &amp; &#8238;", "6:7 hidden-character, 6:20 hidden-character"},
		{"a\u0085b", "6:2 hidden-character"},
		{"a\u00a0b\r\n", ""},
		{"[a](javascript:x) [b](JavaScript:x) [c](&#106;avascript:x)", "6:5 link-scheme, 6:23 link-scheme, 6:41 link-scheme"},
		{"[a](https://) [b](http:x) [c](mailto:) [d](tel:1)", "6:5 link-scheme, 6:19 link-scheme, 6:31 link-scheme, 6:44 link-scheme"},
		{"[a](HTTPS://x.example) <https://y.example> <a@b.example> [c](mailto:a@b.example)", ""},
		{"<ftp://x>", "6:2 link-scheme"},
		{"[a](/x) [b](../x/) [c](x.html) [d](no.md)", "6:5 link-scheme, 6:13 link-scheme, 6:24 link-scheme, 6:36 link-scheme"},
		{"[a](page.md#über-uns) [b](#über-uns) [c](_index.md)\n\n## Über *uns*!", ""},
		{"[a](#uber)\n\n## Über", "6:5 link-scheme"},
		{"[a][r]\n\n[r]: data:x", "6:1 link-scheme"},
		{"## A {#x}\n\n### B {#x}", "8:1 duplicate-heading"},
		{"## A\n\n## a", "8:1 duplicate-heading"},
		{"## A {#x}\n\n## A {#y}", "8:1 duplicate-heading"},
		{"# A", "6:1 skipped-heading"},
		{"A\n===", "6:1 skipped-heading"},
		{"## A\n\n#### B\n\n#### C\n\n## D", "8:1 skipped-heading"},
		{"## <b>x</b>", "6:4 raw-html, 6:8 raw-html"},
		{"## [x](claim:a)", "6:14 link-scheme"},
		{"a ![](x.png)", "6:3 image-without-text"},
		{"![a boat](data:x)", "6:11 link-scheme"},
		{"[ ](https://x.example) [a]() [](claim:b) [c](#) [d](claim:)", "6:1 empty-link, 6:24 empty-link, 6:30 empty-link, 6:42 empty-link, 6:49 empty-link"},
		{"[![a boat](x.png)](https://x.example)", ""},
		{"a\n\n    b\n\n```\nc\n```\n\n- d\n\n      e\n", "8:5 code-block, 10:1 code-block, 16:7 code-block"},
		{"Run `go build` in there.", ""},
		{"４５,０００ of 𝟒𝟓,000, ٤٥, ⁴⁵ and Ⅻ, 2½", "6:1 disguised-text, 6:11 disguised-text, 6:19 disguised-text, 6:23 disguised-text, 6:30 disguised-text, 6:34 disguised-text"},
		{"a gаng, ｇａｎｇ, the ﬁnd, ca\u006de\u0301", "6:4 disguised-text, 6:9 disguised-text, 6:19 disguised-text, 6:27 disguised-text"},
		{"creció а más, by α and В", "6:8 disguised-text"},
		{"&frac12; of 45 km², 5 µm and 5 μm, the 1.ª, Владимир, José, Æthel, «ñu» №", "6:1 disguised-text"},
		{"It has 8 bunks.The stove is new. It costs “a lot”.Then it went… Next", "6:16 missing-space, 6:51 missing-space"},
		{"[It](https://x.example) has [bunks](https://x.example).The", "6:56 missing-space"},
		{"In the U.S.Then. See x.Y.Z, 1.5 and example.com, or Example.Com.", ""},
		{strings.Repeat("- ", 8) + "a", ""},
		{strings.Repeat("- ", 9) + "a", "6:17 nested-too-deep"},
		{strings.Repeat("> ", 9) + "a", "6:17 nested-too-deep"},
		{"- - - - - - - - - - - -", ""},
		{"> - > - > - > - > 1. a", "6:17 nested-too-deep"},
		{strings.Repeat("[a](https://x.example) ", 300), ""},
		{strings.Repeat("|a", 200) + "|\n" + strings.Repeat("|-", 200) + "|\n" + strings.Repeat("|\n", 500), "105:1 nested-too-deep"},
		{strings.Repeat("*a_", 50_000), "6:1501 nested-too-deep"},
	} {
		if got := found("content/en/page.md", head+c.body); got != c.want {
			t.Errorf("%.80q: %s, want %s", c.body, got, c.want)
		}
	}
}

func TestCounterpartOfTheFirstEdition(t *testing.T) {
	const text = "---\ntitle: X\ndescription: Y\neditorial: true\ncounterpart: 0123456789abcdef\n---\n"
	if got := found("content/en/page.md", text); got != "5:14 unknown-key" {
		t.Error(got)
	}
}

// What is wrong with a page is reported there, and not of all that lead to it.
func TestLinksToFaultyPages(t *testing.T) {
	const head = "---\ntitle: X\ndescription: Y\neditorial: true\n---\n"
	for _, c := range []struct{ terms, other, want string }{
		{head + "## Oar", "", ""},
		{head + "## Ore", "", "content/en/page.md:6:5 link-scheme"},
		{"## Oar", "", "content/en/terms.md:1:1 missing-front-matter"},
		{head + "## <b>Oar</b>", "", "content/en/terms.md:6:4 raw-html, content/en/terms.md:6:10 raw-html"},
		{"", "", "content/en/page.md:6:5 link-scheme"},
		{"", head + "## Oar", ""}, // the missing page is reported by check
	} {
		fsys := site("content/en/page.md", head+"[a](terms.md#oar)")
		fsys["hugo.toml"] = &fstest.MapFile{Data: []byte(settings + "\n[languages.es]\nlocale = \"es\"\nlabel = \"Español\"\nweight = 2\ntitle = \"X\"\n")}
		for file, text := range map[string]string{"content/en/terms.md": c.terms, "content/es/terms.md": c.other} {
			if text != "" {
				fsys[file] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		_, list := Load(fsys)
		var found []string
		for _, d := range list {
			if path.Ext(d.Place.File) == ".md" {
				found = append(found, d.Place.String()+" "+d.Code)
			}
		}
		if got := strings.Join(found, ", "); got != c.want {
			t.Errorf("%q and %q: %s, want %s", c.terms, c.other, got, c.want)
		}
	}
}

func TestNestedByIndent(t *testing.T) {
	var b strings.Builder
	for i := range 2_000 {
		fmt.Fprintf(&b, "%s- a\n", strings.Repeat("  ", i))
	}
	src := []byte(b.String())
	if offset, _ := tooDeep(src); offset == 0 {
		t.Error("2,000 lists in one another pass")
	}
	// Lines that belong to the innermost item only because they need no indent.
	if _, message := tooDeep([]byte("- a\nb\n" + strings.Repeat(" ", 120) + "- c\n")); message == "" {
		t.Error("an item beyond any indent passes")
	}
	flat := []byte(strings.Repeat("- a [b](claim:c)\n\n", 20_000))
	if n := testing.AllocsPerRun(1, func() { tooDeep(flat) }); n > 10 {
		t.Errorf("%v allocations for a long list", n)
	}
}

func TestFormOfRecords(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"hold 40 people.", "hold TODO people.", "5:19 unfinished-text"},
		{"It can", "{{ it }} can", "5:7 template-delimiter"},
		{"It can hold 40 people.", "\"It {{< a >}} can\\u200b\"", "5:7 hidden-character"},
		{"It can hold 40 people.", "\"It {{< a >}} can\"", "5:11 unknown-shortcode"},
		{"statement:\n  en: It can hold 40 people.", "statement: {en: \"a }} b\"}", "4:20 template-delimiter"},
		{"\"can hold 40 people\"", "\"can hold ??? TODO\"", ""}, // theirs
		{"It can hold", "It TODO: hold", "5:10 unfinished-text"},
		{"hold 40 people", "hold ４０ people", "5:19 disguised-text"},
		{"can hold 40 people\"", "can hold ４０ people\"", ""}, // theirs
		{"statement", "state\u00adment", "4:6 hidden-character"},
		{"people.\n", "\u001b people.\n", "5:22 hidden-character"},
		{"kind: quantity", "kind: quantity # TODO", ""},
	} {
		if got := found("data/claims/s/a.yaml", strings.Replace(claim, c.old, c.new, 1)); got != c.want {
			t.Errorf("%q: %s, want %s", c.new, got, c.want)
		}
	}
	if got := found("hugo.toml", strings.Replace(settings, `"X"`, `"{{ X }} ???"`, 1)); got != "14:10 template-delimiter, 14:18 unfinished-text" {
		t.Error("hugo.toml:", got)
	}
}

// Hash tells words and links apart, and nothing else.
func TestHash(t *testing.T) {
	hash := func(text string) string {
		x, _ := Load(site("content/en/page.md", text))
		return x.Pages[len(x.Pages)-1].Hash
	}
	page := front + "A [b](claim:c) d.\n"
	first := hash(page)
	for _, same := range []string{front + "\nA\n[b](claim:c)   d.", strings.ReplaceAll(page, "\n", "\r\n"), strings.Replace(page, "weight: 1", "weight: 2", 1)} {
		if hash(same) != first {
			t.Errorf("%q has another hash", same)
		}
	}
	for _, other := range []string{front + "A [b](claim:e) d.", front + "A [b](claim:c) e.", strings.Replace(page, "'Y'", "'Z'", 1), strings.Replace(page, "[can]", "[may]", 1)} {
		if hash(other) == first {
			t.Errorf("%q has the same hash", other)
		}
	}
}

func TestWords(t *testing.T) {
	x := &explainer.Explainer{Settings: explainer.Settings{Editions: []explainer.Edition{{ID: "en"}, {ID: "es"}}}}
	say := func(en, es, ourEN, ourES string) string {
		files := func(en, es string) fstest.MapFS {
			fsys := fstest.MapFS{}
			for name, text := range map[string]string{"i18n/en.toml": en, "i18n/es.toml": es} {
				if text != "" {
					fsys[name] = &fstest.MapFile{Data: []byte(text)}
				}
			}
			return fsys
		}
		var lines []string
		for _, d := range Words(x, files(en, es), files(ourEN, ourES)) {
			lines = append(lines, fmt.Sprintf("%s %s", d.Place, d.Code))
		}
		return strings.Join(lines, ", ")
	}
	for _, c := range []struct{ en, es, ourEN, ourES, want string }{
		{"a = 'x'\nb = 'y'\n", "b = 'z'\na = 'x'\n", "", "", ""},
		{"a = 'x'\nb = 'y'\nc = 'z'\n", "a = 'x'\nc = 'z'\n", "", "", "i18n/es.toml:2:1 missing-interface-word"},
		{"a = 'x'\n", "", "a = 'x'\n", "a = 'x'\n", ""},
		{"a = 'x'\n", "", "", "", "i18n/es.toml missing-interface-word"},
		{"a = '{{ .N }} x'\n", "a = 'x'\n", "", "", "i18n/es.toml:1:1 missing-interface-word"},
		{"a = '{{ if eq .n 1.0 }}x{{ end }}'\n", "a = '{{ .m }}'\n", "", "", "i18n/es.toml:1:1 missing-interface-word"},
		{"a = 'x'\n", "a = '{{ .N }}'\n", "", "", "i18n/en.toml:1:1 missing-interface-word"},
		{"a = '{{ .N }}'\n", "a = 'x'\n", "a = 'x'\n", "a = 'x'\n", "i18n/es.toml:1:1 missing-interface-word"},
		{"a =\n", "a = 'x'\n", "", "", "i18n/en.toml:1:4 malformed-toml"},
		{"[a]\none = '{{ .N }}'\nother = 'x'\n", "[a]\nother = '{{ .N }}'\n", "", "", ""},
		{"", "", "a = 'x'\n", "", "i18n/es.toml missing-interface-word"},
	} {
		if got := say(c.en, c.es, c.ourEN, c.ourES); got != c.want {
			t.Errorf("%q and %q: %s, want %s", c.en, c.es, got, c.want)
		}
	}
}

// TestDaysOfTheCalendar: a day has the form of one and is one, wherever one is
// asked for.
func TestDaysOfTheCalendar(t *testing.T) {
	for _, tt := range []struct{ file, before, after, at string }{
		{"data/corrections/c.yaml", "date: ", "\nkind: trivial\nclaims: [a]\nwas: {en: a}\nnow: {en: b}\nwhy: {en: c}\n", "1:7"},
		{"data/sources/s.yaml", "draft: true\nchecked: ", "\naccessed: 2031-01-01\nlanguage: en\narticle_sha256: " + strings.Repeat("0", 64) + "\n", "2:10"},
		{"data/sources/s.yaml", "draft: true\nchanged: {note: {en: a}, on: ", "}\naccessed: 2031-01-01\nlanguage: en\narticle_sha256: " + strings.Repeat("0", 64) + "\n", "2:30"},
	} {
		for day, fault := range map[string]string{"2032-02-29": "", "2031-02-29": tt.at + " malformed-value", "2031-04-31": tt.at + " malformed-value"} {
			if got := found(tt.file, tt.before+day+tt.after); got != fault {
				t.Errorf("%s%s: %q, want %q", tt.before, day, got, fault)
			}
		}
	}
}

// TestRedirectedTwice: a page's address is the same with and without its last
// slash; a place on it is another.
func TestRedirectedTwice(t *testing.T) {
	for second, want := range map[string]string{"hall/": "2:10 duplicate-id", "hall": "2:10 duplicate-id", "'hall/#seats'": "", "halls/": ""} {
		if got := found("data/redirects.yaml", "- {from: hall/, to: a/}\n- {from: "+second+", to: b/}\n"); got != want {
			t.Errorf("%s: %q, want %q", second, got, want)
		}
	}
}
