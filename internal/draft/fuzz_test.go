package draft

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"explainer/internal/article"
	"explainer/internal/lineage"
	"explainer/internal/load"
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
[languages.es]
locale = "es"
label = "Español"
weight = 2
title = "X"
`

// FuzzDraft drafts from any two articles. What is proposed are records in
// files of their own that package load reads, and of a site that has them
// nothing more is proposed; worksheets have each sentence on a line.
func FuzzDraft(f *testing.F) {
	for _, pair := range [][2]string{
		{"Dam holds\n\nThe dam in Lark Valley held back 40,000 tons of water, Ada Quill said on Sunday.\n", "Dam at risk\n\nThe dam holds back 45,000 tons of water, according to the council, and “nobody is safe”.\n"},
		{"La presa resiste\n\nLa presa retiene 40.000 toneladas de agua, dijo la alcaldesa Ada Quill.\n", "By A and B | The Gazette | 3 May 2031\n\nA\n\nB: c.\n"},
		{"# [x](y)\n\n- **Quill said** `a` that 1 <b>boat</b> sank: | \\- {{ .x }} # c\n", "---\na: *b\n---\n\n&c !!d said “: - [” on 2031-05-03.\n"},
		{"<!doctype html><html><head><title>Con | NUL</title></head><body><article><p>The dam in Aux Valley held back 3 boats, officials said.</p></article></body></html>", ""},
	} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 4000 {
			t.Skip("a longer one shows no more")
		}
		site := fstest.MapFS{
			"hugo.toml":            {Data: []byte(settings)},
			"data/claims":          {Mode: fs.ModeDir},
			"content/en/_index.md": {Data: []byte("---\ntitle: X\ndescription: Y\n---\n")},
			"content/es/_index.md": {Data: []byte("---\ntitle: X\ndescription: Y\n---\n")},
		}
		x, list := load.Load(site)
		if list.Errors() > 0 {
			t.Fatal(list[0])
		}
		var articles []*article.Article
		for _, text := range []string{a, b} {
			if one, err := article.Read([]byte(text), article.Options{}); err == nil && (len(articles) == 0 || articles[0].SHA256 != one.SHA256) {
				articles = append(articles, one)
			}
		}
		if len(articles) == 0 {
			return
		}
		relations, ids := lineage.Measure(articles), map[string]string{}
		write := func(files []File) {
			for _, file := range files {
				if site[file.Path] != nil || !fs.ValidPath(file.Path) || !strings.HasPrefix(file.Path, "data/") {
					t.Fatalf("a record is written to %q", file.Path)
				}
				site[file.Path] = &fstest.MapFile{Data: file.Data}
			}
			if x, list = load.Load(site); list.Errors() > 0 {
				t.Fatalf("a record that was written cannot be read: %v: %s\n%s", list[0].Place, list[0].Message, site[list[0].Place.File].Data)
			}
		}
		for _, one := range articles {
			s := Source(one, []string{"en", "es"}, func(id string) bool { return x.Source(id) != nil })
			ids[one.SHA256] = s.ID
			write([]File{SourceFile(s, []string{"en", "es"}, lineage.Relation{}, ids)})
		}
		propose := func() *Plan {
			return New(Articles(x, articles), Options{Units: x.Units, Relations: relations}).Merge(x)
		}
		plan := propose()
		write(plan.Files)
		if again := propose(); len(again.Files)+len(again.More)+len(again.ByHand) > 0 {
			t.Errorf("more is proposed a second time: %d records, %d to add", len(again.Files), len(again.More)+len(again.ByHand))
		}
		for _, sheet := range Worksheets(x, Articles(x, articles), relations, nil) {
			if !fs.ValidPath(sheet.Path) || !strings.HasPrefix(sheet.Path, WorksheetFolder+"/") {
				t.Errorf("a worksheet is written to %q", sheet.Path)
			}
			for line := range strings.Lines(string(sheet.Data)) {
				if strings.ContainsAny(strings.TrimSuffix(line, "\n"), "\r\v\f\x1b\u0085\u2028\u2029") {
					t.Errorf("a worksheet has the line %q", line)
				}
			}
		}
	})
}

// FuzzAppend adds evidence to any record. Where it says that it did, the
// record holds what it held, and the evidence after it.
func FuzzAppend(f *testing.F) {
	for _, s := range []string{
		"kind: event\nevidence:\n- source: a\n  at: p1.s1\n", "evidence:\n  - source: a\n    excerpt: |\n      b\n\n      c\n# d\nown: true\n", "evidence: [{source: a}]\n", "evidence:\n- a\n- - b\n", "evidence:\r\n- source: a\r\n",
		"evidence:\n- a: &b c\n- *b\n", "{evidence:\n  - a}", "evidence:\n- a", "evidence:\n- \"a\n  b\"\n---\nc: d\n", "? evidence\n: - a\n", "evidence:\n- a: b\n#c\n- d\n", "evidence:\n-\n- a\n", "evidence: !!seq\n- a\n...\n", "evidence:\n- >-\n a\n", "evidence:\r- a",
	} {
		f.Add(s)
	}
	added := &Evidence{Source: "b", Sentence: article.Sentence{Block: 1, Number: 2, Fingerprint: "0123456789abcdef"}, Excerpt: "x: #y"}
	f.Fuzz(func(t *testing.T, record string) {
		out, err := Append([]byte(record), []*Evidence{added})
		if err != nil {
			return
		}
		var before, after map[string]any
		if yaml.Load([]byte(record), &before) != nil {
			return
		}
		if err := yaml.Load(out, &after); err != nil {
			t.Fatalf("%q becomes %q, which cannot be read: %v", record, out, err)
		}
		had, _ := before["evidence"].([]any)
		has, _ := after["evidence"].([]any)
		if len(has) != len(had)+1 {
			t.Fatalf("%q becomes %q: %d of the evidence, %d before", record, out, len(has), len(had))
		}
		after["evidence"] = has[:len(had)]
		if a, b := encode(before), encode(after); !bytes.Equal(a, b) {
			t.Errorf("%q becomes %q, which says something else", record, out)
		}
		if last, ok := has[len(had)].(map[string]any); !ok || last["source"] != "b" || last["excerpt"] != "x: #y" {
			t.Errorf("%q becomes %q, of which the last evidence is %v", record, out, has[len(had)])
		}
	})
}
