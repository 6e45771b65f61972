package load

import (
	"strings"
	"testing"

	"explainer/internal/explainer"
)

func TestStyle(t *testing.T) {
	for text, want := range map[string]string{
		"kind: loaded\nterms:\n  en: [shack*]\nprefer:\n  en: lodge\n": "",
		"kind: group\nterms:\n  en: [the Nightjars]\n":                 "",
		"kind: loaded\nterms:\n  en: [shack*]\n":                       "data/style/a.yaml:3:3 missing-key",
		"kind: banned\nterms:\n  en: [shack*]\n":                       "data/style/a.yaml:1:7 unknown-value",
		"kind: guilt\nterms:\n  es: [ladrón]\n":                        "data/style/a.yaml:3:3 unknown-key",
	} {
		x, list := Load(site("data/style/a.yaml", text))
		var got []string
		for _, d := range list {
			if d.Place.File == "data/style/a.yaml" {
				got = append(got, d.Place.String()+" "+d.Code)
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
		if len(x.Style) != 1 || want == "" && x.Style[0].Kind.Value != explainer.Loaded && x.Style[0].Kind.Value != explainer.Group {
			t.Errorf("%q was read as %+v", text, x.Style)
		}
	}
}
