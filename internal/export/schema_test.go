package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	generate "github.com/invopop/jsonschema"
	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite the schemas and the tables in docs/data.md")

// words are the English interface words.
func words(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../../i18n/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]any{}
	if err := toml.Unmarshal(raw, &table); err != nil {
		t.Fatal(err)
	}
	w := map[string]string{}
	for k, v := range table {
		w[k], _ = v.(string)
	}
	return w
}

// files are the JSON files by their schema's name, as Go reads them.
var files = map[string]any{"claims": claimsFile{}, "sources": sourcesFile{}, "disagreements": disagreementsFile{}}

// schema generates the one of a file. A strict one knows no other keys, to
// find what a record has and its type does not; the published one lets a reader
// go on when keys are added.
func schema(t *testing.T, name string, strict bool) []byte {
	t.Helper()
	w := words(t)
	nameOf := func(of reflect.Type) string {
		for _, r := range records {
			if r.of == of {
				return r.name
			}
		}
		if of == reflect.TypeOf(files[name]) || of == reflect.TypeFor[fileHead]() {
			return "file"
		}
		return "" // no record
	}
	r := generate.Reflector{
		Anonymous: true, ExpandedStruct: true, AllowAdditionalProperties: !strict, Namer: nameOf,
		LookupComment: func(of reflect.Type, field string) string {
			if field == "" {
				return "" // the type itself
			}
			f, _ := of.FieldByName(field)
			key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			return w["data_"+nameOf(of)+"_"+strings.TrimPrefix(key, "$")]
		},
	}
	s := r.Reflect(files[name])
	s.Title = name + ".json"
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(raw, '\n')
}

func TestSchemas(t *testing.T) {
	for name := range files {
		kept(t, filepath.Join("schema", name+".json"), schema(t, name, false))
	}
	raw, err := os.ReadFile("schema/claims.json")
	if err != nil {
		t.Fatal(err)
	}
	for word, text := range words(t) { // every key is explained there
		if strings.HasPrefix(word, "data_claim_") && !bytes.Contains(raw, []byte(text)) {
			t.Errorf("the schema of claims.json does not say %q", text)
		}
	}
}

// kept compares a file with what it should hold.
func kept(t *testing.T, file string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the code says; run go test ./internal/export -update (%v)", file, err)
	}
}

// TestDictionary wants a word for every key, and docs/data.md to explain
// exactly the keys that there are.
func TestDictionary(t *testing.T) {
	w := words(t)
	d := describe([]string{"en"})
	var b strings.Builder
	for _, r := range d.Records {
		fmt.Fprintf(&b, "\n**%s**\n\n| key | type | what |\n|---|---|---|\n", w["record_"+r.Name])
		for _, k := range r.Keys {
			said := w["data_"+k.Word]
			if said == "" {
				t.Errorf("i18n/en.toml does not say what data_%s is", k.Word)
			}
			if len(k.Values) > 0 {
				said += " One of `" + strings.Join(k.Values, "`, `") + "`."
			}
			kind := w["type_"+k.Type]
			if k.Of != "" {
				kind = k.Of
			}
			if k.List {
				kind = "list of " + kind
			}
			if k.Optional {
				kind += ", optional"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", k.Key, kind, said)
		}
	}
	const doc, opens, closes = "../../docs/data.md", "<!-- keys: go test ./internal/export -update -->\n", "<!-- end of keys -->"
	raw, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	part := regexp.MustCompile("(?s)" + regexp.QuoteMeta(opens) + ".*" + regexp.QuoteMeta(closes))
	if !part.Match(raw) {
		t.Fatalf("%s has no place for the keys", doc)
	}
	kept(t, doc, part.ReplaceAllLiteral(raw, []byte(opens+b.String()+"\n"+closes)))
}

// validator compiles a schema, with formats held to as well.
func validator(t *testing.T, raw []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
