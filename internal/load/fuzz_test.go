package load

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

const settings = `baseURL = "https://example.org/"

[params]
slug = "x"

[params.coverage]
from = 2031-10-07
to = 2031-10-09

[languages.en]
locale = "en"
label = "English"
weight = 1
title = "X"
`

const claim = `kind: quantity
status: reported
as_of: 2031-10
statement:
  en: It can hold 40 people.
evidence:
- source: a
  at: p1.s2
  fingerprint: 0123456789abcdef
  excerpt: "can hold 40 people"
  quantities: [40 people]
  own: true
`

const front = "---\ntitle: \"X\"\ndescription: 'Y'\nweight: 1\nanswer: \"It [can](claim:a).\"\n---\n"

const prose1 = `It can hold [up to 40](claim:a+b) people. *They* say:

> [!NOTE]
> About this page.

- one [two](claim:c)
- three \[four\]

| a | b |
|---|---|
| c [d](claim:e) | f |

<b>No</b> ` + "`code`" + ` ![image](x.png) https://example.org
`

// site is a site with one file in question.
func site(file, text string) fstest.MapFS {
	fsys := fstest.MapFS{
		"hugo.toml":            {Data: []byte(settings)},
		"content/en/_index.md": {Data: []byte(front)},
		"data/claims/s/a.yaml": {Data: []byte(claim)},
	}
	fsys[file] = &fstest.MapFile{Data: []byte(text)}
	return fsys
}

// odd line ends are some to YAML and none to editors.
var odd = regexp.MustCompile("\r[^\n]|\r$|[\u0085\u2028\u2029]")

// load loads the site and fails the test when a place lies outside its file,
// when nothing is said of a file that was not read, or when it takes too long.
func load(t *testing.T, file, text string) *explainer.Explainer {
	t.Helper()
	if odd.MatchString(text) {
		t.Skip("its lines are counted in two ways")
	}
	start := time.Now()
	fsys := site(file, text)
	x, list := Load(fsys)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("loading %d bytes took %v", len(text), took)
	}
	for _, d := range list {
		if d.Code == "" || d.Message == "" || strings.HasSuffix(d.Message, ".") && !strings.HasSuffix(d.Message, "..") {
			t.Errorf("%v: %q [%s] is not written as a diagnostic is", d.Place, d.Message, d.Code)
		}
		inside(t, fsys, d.Place)
		for _, n := range d.Notes {
			inside(t, fsys, n.Place)
		}
	}
	for _, p := range x.Pages {
		for _, s := range slices.Concat(p.Headings, p.Sentences) {
			inside(t, fsys, s.Place)
			inside(t, fsys, s.At(len(s.Text)))
			for _, c := range s.Citations {
				inside(t, fsys, c.Claim.Place)
				cited(t, fsys, c.Claim)
			}
		}
	}
	for _, c := range x.Claims {
		for _, text := range c.Statement {
			inside(t, fsys, text.At(len(text.Value)))
		}
	}
	return x
}

// inside wants a place to be in its file: on one of its lines, and at most
// one character after the line's last. The line after the last one counts:
// YAML's parser adds a line end that is missing.
func inside(t *testing.T, fsys fstest.MapFS, at diag.Place) {
	t.Helper()
	if at.Line == 0 && at.Col == 0 && at.File != "" {
		return // the whole file, or a folder
	}
	f := fsys[at.File]
	if f == nil {
		t.Errorf("%v is in no file", at)
		return
	}
	lines := append(strings.Split(strings.TrimPrefix(string(f.Data), "\ufeff"), "\n"), "")
	if at.Line < 1 || at.Line > len(lines) {
		t.Errorf("%v: the file has %d lines", at, len(lines)-1)
		return
	}
	if n := utf8.RuneCountInString(lines[at.Line-1]); at.Col < 1 || at.Col > n+1 {
		t.Errorf("%v: the line has %d characters", at, n)
	}
}

// cited wants the id of a citation to stand where its place says.
func cited(t *testing.T, fsys fstest.MapFS, c explainer.Text) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(string(fsys[c.Place.File].Data), "\ufeff"), "\n")
	if c.Place.Line < 1 || c.Place.Line > len(lines) {
		return // reported by inside
	}
	line := []rune(lines[c.Place.Line-1])
	// Escapes and entities write an id in other characters, a reference link
	// elsewhere.
	text := string(fsys[c.Place.File].Data)
	if strings.ContainsAny(text, `\&%`) || strings.Contains(text, "]:") || !idForm.MatchString(c.Value) || c.Place.Col > len(line) {
		return
	}
	if !strings.HasPrefix(string(line[c.Place.Col-1:]), c.Value) {
		t.Errorf("%v: the citation of %q is not here: %q", c.Place, c.Value, string(line[c.Place.Col-1:]))
	}
}

func FuzzRecord(f *testing.F) {
	for _, s := range []string{
		claim, "", "# only a comment", "- a\n- b", "a: &a [*a]", "[[[[", "{a: {b: {c", "kind: !!binary x", "? [a]\n: b",
		"kind: quantity\nkind: event", "%YAML 9.9\n---\na", "a: |\n  b\n c", "\ufeffkind: x", "kind: \"\\", "---\n---\n", "<<: {kind: law}", "kind:\tlaw",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		load(t, "data/claims/s/a.yaml", text)
		load(t, "data/sources/a.yaml", text)
		load(t, "data/disagreements/a.yaml", text)
	})
}

func FuzzPage(f *testing.F) {
	for _, s := range []string{
		front + prose1, front, "", "---\n", "---\n---\n", "---\n---", "text", "---\r\ntitle: x\r\n---\r\nA [b](claim:c).\r\n",
		front + "[x](<claim:a>) [y]( claim:b )", front + "[a]: claim:b\n\nSee [a].", front + "[x](<claim:a b>) [](claim:) [y](claim:+) [z](claim:a \"title\")",
		front + "![alt [in](claim:a)](x)", front + "<div>\n\n*[a*](claim:b)", front + "A\\\nb  \nc &amp; [d](claim:e)",
		"---\ntitle: x\ndescription: y\nanswer: >\n  Folded [a](claim:b)\n  text.\n---\n", front + "\u00a0\u2028[a](claim:b)", front + "# [h](claim:a)\n\nT\n===\n",
		"---\ntitle: x\ndescription: y\nanswer: |\n    Kept [a](claim:b)\n\n    text.\n---\n", "\ufeff" + front + "a [b](claim:c).",
		"---\ntitle: x\ndescription: y\nanswer: 'It''s [a](claim:b).'\n---\n", "---\ntitle: x\ndescription: y\nanswer: plain\n  goes [on](claim:b).\n---\n",
		front + "&nbsp;\n\n## *a* &eacute;&nGt; \\& b\n\n    c\n\n```\nd\n```\n\n２ gаng e\u0301.The &frac12;",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		x := load(t, "content/en/page.md", text)
		for _, p := range x.Pages {
			for _, s := range p.Sentences {
				if strings.TrimSpace(s.Text) == "" {
					t.Errorf("%v: a sentence without words", s.Place)
				}
			}
		}
	})
}

func FuzzSettings(f *testing.F) {
	for _, s := range []string{
		settings, "", "=", "baseURL = 1", "\"ñandú", "\"ꕶ", "baseURL = \"\"\"\nx\n\"\"\"", "[languages]", "languages = 1", "[languages.en]\nweight = 99999999999999999999",
		"[params.coverage]\nfrom = 2031-02-31", "[params]\n[params]", "a.b.c = 1", "\"b a\" = 1", "x = [[[[", strings.Replace(settings, "[languages.en]", "[languages.\"e n\"]", 1),
		strings.Replace(settings, "to = 2031-10-09", "to = 2031-10-09T07:32:00", 1), strings.ReplaceAll(settings, "\n", "\r\n"),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		x := load(t, "hugo.toml", text)
		for _, e := range x.Editions {
			if e.ID == "" {
				t.Error("an edition without an id")
			}
			for _, words := range []explainer.Text{e.Title, e.Description} {
				inside(t, site("hugo.toml", text), words.At(len(words.Value)))
			}
		}
	})
}
