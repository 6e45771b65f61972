package load

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

var update = flag.Bool("update", false, "rewrite the schemas in schema/")

// A kind of record that an editor writes.
type kind struct {
	schema string
	files  string // below data/
	read   func(*record, *yaml.Node)
	nouns  map[string]reflect.Type // by the place in the record: what its keys are the fields of
	sample string                  // where the explainers here have none
}

func noun[T any]() reflect.Type { return reflect.TypeFor[T]() }

var kinds = []kind{
	{"source", "sources/*.yaml", func(r *record, n *yaml.Node) { r.source(n) }, map[string]reflect.Type{
		"": noun[explainer.Source](), "lineage": noun[explainer.Lineage](), "lineage.overlap": noun[explainer.Overlap](), "set_aside": noun[explainer.SetAside](),
	}, ""},
	{"agent", "agents/*.yaml", func(r *record, n *yaml.Node) { r.agent(n) }, map[string]reflect.Type{"": noun[explainer.Agent]()}, ""},
	{"claim", "claims/*/*.yaml", func(r *record, n *yaml.Node) { r.claim(n) }, map[string]reflect.Type{
		"": noun[explainer.Claim](), "evidence": noun[explainer.Evidence](),
	}, ""},
	{"disagreement", "disagreements/*.yaml", func(r *record, n *yaml.Node) { r.disagreement(n) }, map[string]reflect.Type{
		"": noun[explainer.Disagreement](), "positions": noun[explainer.Position](),
	}, ""},
	{"chart", "charts/*.yaml", func(r *record, n *yaml.Node) { r.chart(n) }, map[string]reflect.Type{"": noun[explainer.Chart]()}, ""},
	{"map", "maps/*.yaml", func(r *record, n *yaml.Node) { r.locator(n) }, map[string]reflect.Type{
		"": noun[explainer.Map](), "places": noun[explainer.MapPlace](), "distance": noun[explainer.MapDistance](),
	}, ""},
	{"unit", "units/*.yaml", func(r *record, n *yaml.Node) { r.unit(n) }, nil, ""},
	{"style", "style/*.yaml", func(r *record, n *yaml.Node) { r.style(n) }, map[string]reflect.Type{"": noun[explainer.Style]()}, ""},
	{"sections", "sections.yaml", func(r *record, n *yaml.Node) { r.outline(n) }, map[string]reflect.Type{"": noun[explainer.SectionTerms]()}, ""},
	{"rules", "rules.yaml", func(r *record, n *yaml.Node) { r.rules(n) }, map[string]reflect.Type{
		"": noun[explainer.Rules](), "levels": noun[explainer.RuleLevel](), "waivers": noun[explainer.Waiver](),
	}, ""},
	{"correction", "corrections/*.yaml", func(r *record, n *yaml.Node) { r.correction(n) }, map[string]reflect.Type{"": noun[explainer.Correction]()},
		"date: 2031-10-21\nkind: trivial\nclaims: [capacity]\npages: [the-ferry]\nwas: {en: a, es: b}\nnow: {en: c, es: d}\nwhy: {en: e, es: f}\n"},
	{"redirects", "redirects.yaml", func(r *record, n *yaml.Node) { r.redirects(n) }, map[string]reflect.Type{"": noun[explainer.Redirect]()},
		"- {from: the-boat/, to: the-ferry/}\n"},
}

// described has the loader describe a record, finished and as a draft.
func (k kind) described(t *testing.T, comments map[string]string) form {
	of := func(draft bool) form {
		r := &record{diags: new(diag.List), eds: []string{"en", "es"}, draft: draft}
		r.form = form{}
		f := r.within(func(n *yaml.Node) { k.read(r, n) })
		k.explain(f, "", comments)
		return f
	}
	finished := of(false)
	s := form{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "data/" + k.files}
	if properties, _ := finished["properties"].(form); properties["draft"] == nil {
		for key, v := range finished {
			s[key] = v
		}
		return s
	}
	isDraft := form{"required": []string{"draft"}, "properties": form{"draft": form{"not": form{"const": false}}}}
	s["type"], s["if"], s["then"], s["else"] = "object", isDraft, of(true), finished
	return s
}

// explain says what keys mean, as the comments on the nouns' fields do.
func (k kind) explain(f form, at string, comments map[string]string) {
	if of, ok := f["anyOf"].([]form); ok {
		k.explain(of[0], at, comments)
		return
	}
	if items, ok := f["items"].(form); ok {
		k.explain(items, at, comments)
		return
	}
	properties, _ := f["properties"].(form)
	for key, p := range properties {
		if of := k.nouns[at]; of != nil {
			if c := comments[of.Name()+"."+strings.ReplaceAll(key, "_", "")]; c != "" {
				p.(form)["description"] = c
			}
		}
		k.explain(p.(form), strings.TrimPrefix(at+"."+key, "."), comments)
	}
}

// fieldComments are those at the ends of the lines of package explainer's
// structs, by type and lower-case name of the field.
func fieldComments(t *testing.T) map[string]string {
	t.Helper()
	comments := map[string]string{}
	files, err := filepath.Glob("../explainer/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if s, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range s.Fields.List {
					for _, name := range f.Names {
						comments[spec.Name.Name+"."+strings.ToLower(name.Name)] = strings.TrimSpace(f.Comment.Text())
					}
				}
			}
			return true
		})
	}
	return comments
}

// TestSchemas holds the schemas in schema/, which editor programs read, to
// what the loader takes.
func TestSchemas(t *testing.T) {
	comments := fieldComments(t)
	if comments["Claim.asof"] == "" {
		t.Fatal("the comments of package explainer are not found")
	}
	var folders, files []string
	for _, k := range kinds {
		folder, _, inFolder := strings.Cut(k.files, "/")
		if inFolder {
			folders = append(folders, folder)
		} else {
			files = append(files, folder)
		}
		want, err := json.MarshalIndent(k.described(t, comments), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, '\n')
		file := filepath.Join("../../schema", k.schema+".json")
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the loader takes; run go test ./internal/load -update (%v)", file, err)
		}
	}
	settings, err := os.ReadFile("../../.vscode/settings.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds {
		if want := fmt.Sprintf("%q: %q", "./schema/"+k.schema+".json", "data/"+k.files); !strings.Contains(string(settings), want) {
			t.Errorf(".vscode/settings.json lacks %s", want)
		}
	}
	slices.Sort(folders)
	slices.Sort(files)
	records := slices.DeleteFunc(slices.Clone(dataFolders), func(f string) bool { return f == "releases" }) // nobody edits them
	if !slices.Equal(folders, records) || !slices.Equal(files, dataFiles) {
		t.Errorf("schemas are of %v and %v; the loader reads %v and %v", folders, files, records, dataFiles)
	}
}

// judged says whether the loader and the schema take a record.
func (k kind) judged(t *testing.T, s *jsonschema.Schema, root *yaml.Node) (loader, schema error) {
	t.Helper()
	r := &record{diags: new(diag.List), eds: []string{"en", "es"}, draft: isDraft(root)}
	k.read(r, root)
	if r.diags.Errors() > 0 {
		loader = fmt.Errorf("%v", (*r.diags)[0])
	}
	return loader, s.Validate(plain(root))
}

// plain gives a node as JSON has it; a date is a text there.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(c))
		}
		return list
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		return json.Number(n.Value)
	}
	return n.Value
}

// TestSchemasAgree holds every record of the explainers here to its schema;
// then makes one mistake after another in some, which loader and schema must
// both find, or neither.
func TestSchemasAgree(t *testing.T) {
	for _, k := range kinds {
		compiled := compile(t, filepath.Join("../../schema", k.schema+".json"))
		records := map[string][]byte{}
		for _, dir := range []string{"../..", "../../examples/night-ferry/site"} {
			fsys := os.DirFS(dir)
			files, err := fs.Glob(fsys, path.Join("data", k.files))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				if records[file], err = fs.ReadFile(fsys, file); err != nil {
					t.Fatal(err)
				}
			}
		}
		if len(records) == 0 {
			records["a sample"] = []byte(k.sample)
		}
		mistakes, found := 0, 0
		for i, file := range slices.Sorted(maps.Keys(records)) {
			raw := records[file]
			loader, schema := k.judged(t, compiled, document(t, raw))
			if loader != nil || schema != nil {
				t.Errorf("%s: the loader says %v, the schema %v", file, loader, schema)
			}
			for n := 0; i < 6; n++ {
				root := document(t, raw)
				what := mistake(root, n)
				if what == "" {
					break
				}
				loader, schema := k.judged(t, compiled, root)
				if mistakes++; loader != nil {
					found++
				}
				if (loader == nil) != (schema == nil) {
					t.Errorf("%s, %s: the loader says %v, the schema %v", file, what, loader, schema)
				}
			}
		}
		if found < 10 {
			t.Errorf("only %d mistakes in records of kind %q are any", found, k.schema)
		}
		t.Logf("%s: %d records, %d changes, of which %d mistakes", k.schema, len(records), mistakes, found)
	}
}

func document(t *testing.T, raw []byte) *yaml.Node {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Load(raw, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Content[0]
}

// mistake makes the nth of all in a record, and says which; "" after the last.
// Not among them are those that only the loader knows of: an edition left out,
// and what a rule asks for beyond form.
func mistake(root *yaml.Node, n int) string {
	node := func(tag, value string) *yaml.Node {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value, Line: 1, Column: 1}
	}
	var walk func(at string, n2 *yaml.Node) string
	walk = func(at string, m *yaml.Node) string {
		switch m.Kind {
		case yaml.MappingNode:
			for i := 0; i+1 < len(m.Content); i += 2 {
				key, value := m.Content[i].Value, m.Content[i+1]
				here := at + "." + key
				edition := key == "en" || key == "es"
				ways := []func() string{
					func() string { m.Content[i].Value += "x"; return here + " misspelt" },
					func() string { m.Content[i+1] = node("!!null", ""); return here + " empty" },
					func() string { m.Content[i+1] = node("!!str", " "); return here + " blank" },
					func() string {
						m.Content[i+1] = &yaml.Node{Kind: yaml.SequenceNode}
						return here + " a list of nothing"
					},
					func() string {
						m.Content[i+1] = &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{node("!!str", "zz"), node("!!str", "zz")}}
						return here + " a mapping"
					},
				}
				if !edition && key != "prefer" && key != "reason" && key != "outline" {
					ways = append(ways, func() string { m.Content = slices.Delete(m.Content, i, i+2); return here + " left out" })
				}
				if value.Kind == yaml.ScalarNode {
					ways = append(ways, func() string { m.Content[i+1] = node("!!str", "#"); return here + " a number sign" })
				}
				for _, way := range ways {
					if n == 0 {
						return way()
					}
					n--
				}
				if what := walk(here, value); what != "" {
					return what
				}
			}
		case yaml.SequenceNode:
			for i, item := range m.Content[:min(2, len(m.Content))] {
				if what := walk(fmt.Sprintf("%s[%d]", at, i), item); what != "" {
					return what
				}
			}
		}
		return ""
	}
	return walk("", root)
}

func compile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(file, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
