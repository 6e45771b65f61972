package publish

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	generate "github.com/invopop/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite the schema of build.json")

// TestSchema holds build.json to its schema, which package export publishes
// with those of the data, and the schema to the type.
func TestSchema(t *testing.T) {
	const file = "../export/schema/build.json"
	r := generate.Reflector{Anonymous: true, ExpandedStruct: true, AllowAdditionalProperties: true}
	s := r.Reflect(Manifest{})
	s.Title = "build.json"
	want, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the code says; run go test ./internal/publish -update (%v)", file, err)
	}

	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("build.json", parsed); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("build.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{"index.html": "hello"})
	seal(t, dir, Manifest{Hugo: "1.2.3", Content: strings.Repeat("0f", 32)})
	raw, err := os.ReadFile(filepath.Join(dir, "build.json"))
	if err != nil {
		t.Fatal(err)
	}
	for text, valid := range map[string]bool{
		string(raw): true,
		strings.Replace(string(raw), `"generator": "explainer"`, `"generator": "another"`, 1): false,
		strings.Replace(string(raw), "0f0f", "0F0F", 1):                                       false,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(doc); (err == nil) != valid {
			t.Errorf("%s: %v", text, err)
		}
	}
}
