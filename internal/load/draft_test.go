package load

import (
	"strings"
	"testing"
)

// A draft may leave out our words and nothing else.
func TestDraft(t *testing.T) {
	const statement = "statement:\n  en: It can hold 40 people.\n"
	const disagreement = "kind: number\nweight: 1\nclaims: [a]\npositions:\n- sources: [a]\n"
	source := "language: en\narticle_sha256: " + strings.Repeat("0", 64) + "\n"
	lineage := source + "lineage:\n  of: b\n  kind: possibly derived\n  overlap: {shingles: 0, aligned: 0, order: 0, numbers: 0, score: 0}\n"
	const finished = "title: T\noutlet: {en: T}\nlabel: {en: T}\n"
	for _, c := range []struct{ file, text, want string }{
		{"data/claims/s/a.yaml", "draft: true\n" + claim, ""},
		{"data/claims/s/a.yaml", "draft: true\n" + strings.Replace(claim, statement, "", 1), ""},
		{"data/claims/s/a.yaml", "draft: true\n" + strings.Replace(claim, statement, "statement:\n", 1), ""},
		{"data/claims/s/a.yaml", "draft: true\n" + strings.Replace(claim, statement, "statement: {}\n", 1), ""},
		{"data/claims/s/a.yaml", "draft: true\n" + strings.Replace(claim, "It can hold 40 people.", `" "`, 1), ""},
		{"data/claims/s/a.yaml", "draft: true\n" + strings.Replace(claim, "It can hold 40 people.", "[]", 1), "6:7 wrong-type"},
		{"data/claims/s/a.yaml", "draft: true\n" + strings.Replace(claim, "en: It", "fr: It", 1), "6:3 unknown-key"},
		{"data/claims/s/a.yaml", "draft: true\n" + strings.Replace(claim, "kind: quantity", "kind:", 1), "2:6 empty-value"},
		{"data/claims/s/a.yaml", "draft: false\n" + strings.Replace(claim, statement, "", 1), "1:1 missing-key"},
		{"data/claims/s/a.yaml", "draft: yes\n" + strings.Replace(claim, statement, "", 1), "1:8 wrong-type"},
		{"data/claims/s/a.yaml", "draft: \"true\"\n" + strings.Replace(claim, statement, "", 1), "1:8 wrong-type"},
		{"data/claims/s/a.yaml", "draft:\n" + claim, "1:7 wrong-type"},
		{"data/claims/s/a.yaml", "draft: [true]\n" + claim, "1:8 wrong-type"},
		{"data/claims/s/a.yaml", "draft: true\ndraft: true\n" + claim, "2:1 duplicate-key"},
		{"data/disagreements/a.yaml", "draft: true\n" + disagreement, ""},
		{"data/disagreements/a.yaml", disagreement, "5:3 missing-key, 1:1 missing-key, 1:1 missing-key"},
		{"data/sources/a.yaml", "draft: true\n" + source, ""},
		{"data/sources/a.yaml", "draft: true\n" + lineage, ""},
		{"data/sources/a.yaml", finished + lineage, "8:9 unknown-value"},
		{"data/agents/a.yaml", "draft: true\nname: {en: A}\n", ""},
		{"data/agents/a.yaml", "name: {en: A}\n", "1:1 missing-key"},
		{"data/units/a.yaml", "draft: true\nen: [crossings]\n", "1:1 unknown-key"},
		{"content/en/page.md", "---\ntitle: T\ndraft: true\n---\n", ""},
		{"content/en/page.md", "---\ntitle: T\ndescription: ''\nanswer:\ndraft: true\n---\n", ""},
		{"content/en/page.md", "---\ntitle:\ndraft: true\n---\n", "2:7 empty-value"},
		{"content/en/page.md", "---\ntitle: T\ndraft: false\n---\n", "2:1 missing-key, 2:1 missing-key"},
		{"content/en/unplaced.md", "---\ntitle: T\ndraft: true\n---\n", "1:1 malformed-id"},
	} {
		if got := found(c.file, c.text); got != c.want {
			t.Errorf("%s\n%s\nfound %q, want %q", c.file, c.text, got, c.want)
		}
	}
}

// What a draft is, it says; what it does not say is empty.
func TestDraftIsRead(t *testing.T) {
	x, list := Load(site("data/claims/s/a.yaml", "draft: true\n"+strings.Replace(claim, "en: It can hold 40 people.", "en:", 1)))
	if len(list) > 0 || len(x.Claims) != 1 {
		t.Fatalf("%v, found %v", x.Claims, list)
	}
	if c := x.Claims[0]; !c.Draft.Value || c.Draft.Place.String() != "data/claims/s/a.yaml:1:8" || len(c.Statement) > 0 || len(c.Evidence) != 1 {
		t.Errorf("read as %+v", c)
	}
}

func TestOutline(t *testing.T) {
	x, list := Load(site("data/sections.yaml", "- id: the-hall\n  title: {en: The hall}\n  terms: {en: [seats, stage]}\n- id: the-money\n"))
	if len(list) > 0 || len(x.Outline) != 2 {
		t.Fatalf("%v, found %v", x.Outline, list)
	}
	hall := x.Outline[0]
	if hall.ID.Value != "the-hall" || hall.Title.In("en") != "The hall" || len(hall.Terms["en"]) != 2 || hall.Terms["en"][1].Place.String() != "data/sections.yaml:3:23" {
		t.Errorf("read as %+v", hall)
	}
	for text, want := range map[string]string{
		"[]\n":                            "1:1 empty-value",
		"{}\n":                            "1:1 wrong-type",
		"- id: A\n":                       "1:7 malformed-value",
		"- id: a\n- id: a\n":              "2:7 duplicate-id",
		"- id: unplaced\n":                "1:7 malformed-id",
		"- title: {en: A}\n":              "1:3 missing-key",
		"- id: a\n  terms: {en: []}\n":    "2:15 empty-value",
		"- id: a\n  title: {en: TODO}\n":  "2:15 unfinished-text",
		"- id: a\n  terms: {fr: [eau]}\n": "2:11 unknown-key",
	} {
		if got := found("data/sections.yaml", text); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}
