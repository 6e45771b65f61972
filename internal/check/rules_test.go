package check

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// TestEachRuleIsWhole demands of each rule a file of its own, and of each code
// an entry in the documentation and a script that shows it caught.
func TestEachRuleIsWhole(t *testing.T) {
	docs, err := os.ReadFile("../../docs/diagnostics.md")
	if err != nil {
		t.Fatal(err)
	}
	files, codes := map[string]string{}, map[string]bool{}
	for _, r := range Rules {
		at := runtime.FuncForPC(reflect.ValueOf(r.check).Pointer())
		file, _ := at.FileLine(at.Entry())
		if other := files[file]; other != "" {
			t.Errorf("%s holds the rules of %s and %s", filepath.Base(file), other, r.Codes[0])
		}
		files[file] = r.Codes[0]
		for _, code := range r.Codes {
			if codes[code] {
				t.Errorf("two rules report %s", code)
			}
			codes[code] = true
			if !strings.Contains(string(docs), "\n### "+code+"\n") {
				t.Errorf("docs/diagnostics.md has no entry for %s", code)
			}
			script, err := os.ReadFile("../../cmd/build/testdata/script/" + code + ".txtar")
			if err != nil || !strings.Contains(string(script), "["+code+"]") {
				t.Errorf("no script cmd/build/testdata/script/%s.txtar shows [%s]", code, code)
			}
		}
	}
}
