package e2e

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A machinePage is what a page says for machines.
type machinePage struct {
	File      string   `json:"file"`
	Canonical string   `json:"url"`
	Title     string   `json:"title"` // of the page, without the site's
	Linked    string   `json:"linked"`
	Twin      string   `json:"-"`         // address of its Markdown, relative to it
	Citations []string `json:"citations"` // BibTeX and CSL-JSON in turn
}

// machinePages reads all pages of the site.
func machinePages(t *testing.T) []machinePage {
	t.Helper()
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	var pages []machinePage
	err = filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.Name() != "index.html" || strings.Contains(file, "/embed/") {
			return err
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		doc, err := html.Parse(strings.NewReader(string(raw)))
		if err != nil {
			return err
		}
		p := machinePage{}
		if p.File, err = filepath.Rel(dir, file); err != nil {
			return err
		}
		for n := range doc.Descendants() {
			attr := map[string]string{}
			for _, a := range n.Attr {
				attr[a.Key] = a.Val
			}
			switch {
			case n.DataAtom == atom.Link && attr["rel"] == "canonical":
				p.Canonical = attr["href"]
			case n.DataAtom == atom.Link && attr["type"] == "text/markdown":
				p.Twin = attr["href"]
			case n.DataAtom == atom.Meta && attr["name"] == "citation_title":
				p.Title = attr["content"]
			case n.DataAtom == atom.Script && attr["type"] == "application/ld+json":
				p.Linked += words(n)
			case n.DataAtom == atom.Code && n.Parent.DataAtom == atom.Pre && within(n, "cite"):
				p.Citations = append(p.Citations, words(n))
			}
		}
		if p.Canonical != "" { // and no page that leads to another
			pages = append(pages, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 100 {
		t.Fatalf("%d pages", len(pages))
	}
	return pages
}

// within reports whether an element stands in one of a class.
func within(n *html.Node, class string) bool {
	for above := range n.Ancestors() {
		for _, a := range above.Attr {
			if a.Key == "class" && slices.Contains(strings.Fields(a.Val), class) {
				return true
			}
		}
	}
	return false
}

func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// vocabulary is what a processor needs of schema.org's context; nothing is
// fetched.
type vocabulary struct{}

func (vocabulary) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if strings.TrimSuffix(address, "/") != "https://schema.org" {
		return nil, fmt.Errorf("the context %s is not schema.org's", address)
	}
	context := map[string]any{"@vocab": "https://schema.org/"}
	for _, key := range []string{"url", "item", "license", "contentUrl", "archivedAt"} {
		context[key] = map[string]any{"@type": "@id"}
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: map[string]any{"@context": context}}, nil
}

const schemaOrg = "https://schema.org/"

// TestLinkedData expands the JSON-LD of every page by a processor: each page
// says what it is, and whatever it refers to by an address of the site is
// described on one of its pages.
func TestLinkedData(t *testing.T) {
	t.Parallel()
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	var data struct {
		Claims []struct {
			ID        string
			Statement map[string]string
			Support   struct{ Sources int }
		}
		Sources []struct{ ID string }
	}
	raw, err := os.ReadFile(filepath.Join(dir, "data", "claims.json"))
	if err == nil {
		err = json.Unmarshal(raw, &data)
	}
	if err != nil {
		t.Fatal(err)
	}
	claims := map[string]int{} // sources by statement
	for _, c := range data.Claims {
		for _, statement := range c.Statement {
			claims[statement] = c.Support.Sources
		}
	}
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = vocabulary{}
	described, references := map[string][]string{}, map[string]string{} // types by id; pages by id
	types := map[string]int{}
	for _, p := range machinePages(t) {
		var doc any
		if err := json.Unmarshal([]byte(p.Linked), &doc); err != nil {
			t.Errorf("%s: %v in %s", p.File, err, p.Linked)
			continue
		}
		expanded, err := ld.NewJsonLdProcessor().Expand(doc, options)
		if err != nil || len(expanded) != 1 {
			t.Errorf("%s: %v, %d things", p.File, err, len(expanded))
			continue
		}
		page := expanded[0].(map[string]any)
		if page["@id"] != p.Canonical {
			t.Errorf("%s: it is about %v, want %s", p.File, page["@id"], p.Canonical)
		}
		var walk func(v any)
		walk = func(v any) {
			switch v := v.(type) {
			case []any:
				for _, item := range v {
					walk(item)
				}
			case map[string]any:
				id, _ := v["@id"].(string)
				is, _ := v["@type"].([]any)
				for _, kind := range is {
					name := strings.TrimPrefix(kind.(string), schemaOrg)
					types[name]++
					described[id] = append(described[id], name)
					if name != "Claim" {
						continue
					}
					said := first(v, "text")
					if n := len(list(v, "citation")); n == 0 || n != claims[said] {
						t.Errorf("%s: %d articles are cited for %q, want %d", p.File, n, said, claims[said])
					}
				}
				if id != "" && len(v) == 1 {
					references[id] = p.File
				}
				for key, value := range v {
					if !strings.HasPrefix(key, "@") && !strings.HasPrefix(key, schemaOrg) {
						t.Errorf("%s: %q is no property", p.File, key)
					}
					walk(value)
				}
			}
		}
		walk(page)
	}
	for id, file := range references {
		path, ours := strings.CutPrefix(id, "https://cecot.example/")
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(path))); err == nil && !strings.HasSuffix(path, "/") {
			continue // a file
		}
		if ours && len(described[id]) == 0 {
			t.Errorf("%s refers to %s, which no page describes", file, id)
		}
	}
	for _, s := range data.Sources {
		if id := "https://cecot.example/sources/#" + s.ID; len(described[id]) == 0 {
			t.Errorf("no page describes %s", id)
		}
	}
	for name, least := range map[string]int{"WebSite": 2, "Article": 10, "Claim": 2 * len(data.Claims), "NewsArticle": 2 * len(data.Claims), "BreadcrumbList": 2 * len(data.Claims), "Dataset": 2, "DataDownload": 10} {
		if types[name] < least {
			t.Errorf("%d of type %s, want %d at least", types[name], name, least)
		}
	}
	t.Logf("things by type: %v", types)
}

func list(v map[string]any, property string) []any {
	l, _ := v[schemaOrg+property].([]any)
	return l
}

func first(v map[string]any, property string) string {
	for _, item := range list(v, property) {
		if value, ok := item.(map[string]any)["@value"].(string); ok {
			return value
		}
	}
	return ""
}

// npmTools are what npm installs to read citations and linked data by.
var npmTools = []string{"@citation-js/core@0.9.0", "@citation-js/plugin-bibtex@0.9.0", "@citation-js/plugin-csl@0.9.0", "schema-dts@2.1.0"}

// readMachine prints, for each page that a parser refuses or reads otherwise
// than it is meant, a line; then how many it read.
const readMachine = `
const fs = require("fs");
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-csl");
const known = fs.readFileSync(require.resolve("schema-dts").replace(/schema\.\w+$/, "schema.d.ts"), "utf8");
const pages = JSON.parse(fs.readFileSync(0, "utf8"));
const plain = s => (s || "").replace(/<[^>]*>/g, "").replace(/\u00a0/g, " "); // BibTeX has spaces of one kind
let read = 0;
const keys = new Set(), types = new Set();
const walk = v => {
	if (Array.isArray(v)) v.forEach(walk);
	else if (v && typeof v === "object") for (const [k, x] of Object.entries(v)) {
		if (k === "@type") [].concat(x).forEach(t => types.add(t)); else if (!k.startsWith("@")) keys.add(k);
		walk(x);
	}
};
for (const p of pages) {
	walk(JSON.parse(p.linked));
	if (p.citations) for (const text of p.citations) {
		try {
			const cite = new Cite(text);
			const [c] = cite.data;
			if (cite.data.length !== 1) console.log(p.file + ": " + cite.data.length + " entries");
			else if (p.title && plain(c.title) !== plain(p.title)) console.log(p.file + ": title " + c.title);
			else if (p.title && c.URL !== p.url) console.log(p.file + ": address " + c.URL);
			else if (c.type !== "webpage") console.log(p.file + ": type " + c.type);
			else if (!c.version) console.log(p.file + ": no version");
			else if (!cite.format("bibliography", { template: "apa" }).includes(c.URL)) console.log(p.file + ": no address in APA");
			read++;
		} catch (e) { console.log(p.file + ": " + e.message + " in " + text); }
	}
}
for (const t of types) if (!new RegExp("interface " + t + "\\w* |type " + t + "\\b").test(known)) console.log("schema.org has no type " + t);
for (const k of keys) if (!new RegExp('"' + k + '"\\??:').test(known)) console.log("schema.org has no property " + k);
console.error(read + " citations, " + types.size + " types, " + keys.size + " properties");
`

// TestCitations has a parser of references read every page's BibTeX and
// CSL-JSON, and write them in APA style. The same run looks up the types and
// properties of the linked data in schema.org's vocabulary.
func TestCitations(t *testing.T) {
	t.Parallel()
	modules := install(t, npmTools...)
	var pages []machinePage
	for _, p := range machinePages(t) {
		switch front := strings.TrimPrefix(p.File, "es/") == "index.html"; {
		case strings.HasSuffix(p.File, "data/index.html"):
			p.Title = "" // it cites the front page
		case len(p.Citations) != 2 && !front && !strings.HasSuffix(p.File, "corrections/index.html") && !strings.HasSuffix(p.File, "offline/index.html"):
			t.Errorf("%s: %d citations, want BibTeX and CSL-JSON", p.File, len(p.Citations))
		}
		pages = append(pages, p)
	}
	in, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(modules)
	if err := os.WriteFile(filepath.Join(dir, "read.js"), []byte(readMachine), 0o644); err != nil {
		t.Fatal(err)
	}
	node := exec.CommandContext(t.Context(), "node", "read.js")
	node.Dir, node.Stdin = dir, strings.NewReader(string(in))
	var log strings.Builder
	node.Stderr = &log
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	t.Log(strings.TrimSpace(log.String()))
	for line := range strings.Lines(string(out)) {
		t.Error(strings.TrimSpace(line))
	}
}

// TestMarkdown reads the Markdown beside every page: it has the page's title,
// its links lead to files, and nothing in it is left for a template.
func TestMarkdown(t *testing.T) {
	t.Parallel()
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))
	for _, p := range machinePages(t) {
		if strings.HasSuffix(p.File, "style/index.html") || strings.HasSuffix(p.File, "offline/index.html") {
			continue // is about the design, or for what is downloaded
		}
		file := filepath.Join(dir, filepath.Dir(p.File), p.Twin)
		raw, err := os.ReadFile(file)
		if err != nil || filepath.Base(file) != "index.md" {
			t.Errorf("%s has no Markdown: %v", p.File, err)
			continue
		}
		titles := 0
		err = ast.Walk(markdown.Parser().Parse(text.NewReader(raw)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch n := n.(type) {
			case *ast.Heading:
				if n.Level == 1 {
					titles++
					if got := string(n.Lines().Value(raw)); !strings.HasSuffix(p.File, "data/index.html") && got != p.Title {
						t.Errorf("%s: the title is %q, want %q", file, got, p.Title)
					}
				}
			case *ast.Link:
				path, _, _ := strings.Cut(string(n.Destination), "#")
				if strings.HasPrefix(path, "https:") || strings.HasPrefix(path, "mailto:") {
					break
				}
				if info, err := os.Stat(filepath.Join(filepath.Dir(file), filepath.FromSlash(path))); path != "" && (err != nil || info.IsDir()) {
					t.Errorf("%s: the link %q leads to no file", file, n.Destination)
				}
			case *ast.Text:
				if s := string(n.Segment.Value(raw)); strings.Contains(s, "{{") || strings.Contains(s, "{%") || strings.Contains(s, "[^") {
					t.Errorf("%s: %q is left", file, s)
				}
			}
			return ast.WalkContinue, nil
		})
		if err != nil || titles != 1 {
			t.Errorf("%s: %d titles, %v", file, titles, err)
		}
	}
}
