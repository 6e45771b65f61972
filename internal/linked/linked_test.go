package linked

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"explainer/internal/derive"
	"explainer/internal/load"
)

// TestWrite describes the fictional explainer: a copy is based on its original
// where it repeats it, a translation is one of the first edition's claim, and
// nothing can end the element that it stands in.
func TestWrite(t *testing.T) {
	x, list := load.Load(os.DirFS("../../examples/night-ferry/site"))
	if list.Errors() > 0 {
		t.Fatal(list[0])
	}
	s := derive.New(x)
	for _, c := range s.Claims {
		if c.ID == "capacity" {
			c.Statement["en"] = "A </script> & more."
			c.Status = "disputed"
			c.Corrections = []string{"seats"}
		}
	}
	s.PageCorrections["the-ferry"] = []string{"seats"}
	s.Corrections = []*derive.Correction{{
		ID: "seats", Date: "2031-11-03", Claims: []string{"capacity"}, Was: derive.Words{"en": "210.", "es": "210."}, Now: derive.Words{"en": "120.", "es": "120."},
	}}
	dir := t.TempDir()
	if err := Write(dir, s); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "linked.json"))
	if err != nil {
		t.Fatal(err)
	}
	var n nodes
	if err := json.Unmarshal(raw, &n); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, has, lacks string }{
		{"an escape", n.Claims["capacity"]["en"], `A \u003c/script\u003e \u0026 more.`, "<"},
		{"the status", n.Claims["capacity"]["en"], `"keywords":"disputed"`, "reported"},
		{"a copy", n.Claims["capacity"]["en"], `"datePublished":"2031-10","isBasedOn":[{"@id":"https://ferry.example/sources/#harbor-gazette"}]`, "radio-orla"},
		{"who asserts it", n.Claims["cost"]["en"], `"author":[{"name":"Lena Voss"}]`, "keywords"},
		{"the page it stands on", n.Claims["cost"]["es"], `"appearance":[{"@id":"https://ferry.example/es/the-ferry/"}`, `"appearance":[]`},
		{"a translation", n.Claims["cost"]["es"], `"translationOfWork":{"@id":"https://ferry.example/claims/cost/#claim"}`, "Port Calder $"},
		{"the main edition", n.Claims["cost"]["en"], `"@id":"https://ferry.example/claims/cost/#claim"`, "translationOfWork"},
		{"a correction", n.Claims["capacity"]["en"], `"correction":[{"@type":"CorrectionComment","@id":"https://ferry.example/corrections/#seats","text":"210. → 120."`, `"about":`},
		{"a page's correction", n.Corrections["es"]["the-ferry"], `"@id":"https://ferry.example/es/corrections/#seats"`, `"about":`},
		{"all corrections", n.Corrections["en"]["all"], `"datePublished":"2031-11-03","about":[{"@id":"https://ferry.example/claims/capacity/#claim"}]`, "/es/"},
		{"the data", n.Dataset["es"], `"contentUrl":"https://ferry.example/data/evidence.csv"`, "ferry.example/es/data/claims"},
	} {
		if !strings.Contains(c.text, c.has) || strings.Contains(c.text, c.lacks) {
			t.Errorf("%s: %s\nwant %s and no %s", c.name, c.text, c.has, c.lacks)
		}
	}
}
