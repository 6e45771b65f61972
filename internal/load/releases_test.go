package load

import (
	"strings"
	"testing"

	"explainer/internal/explainer"
)

// What stands in a ledger becomes pages: what could not have been released does
// not get there.
func TestProsaic(t *testing.T) {
	note := func(line, col int, claims ...string) explainer.PublishedNote {
		return explainer.PublishedNote{Line: line, Col: col, Claims: claims}
	}
	for _, test := range []struct {
		body  string
		notes []explainer.PublishedNote
		want  string
	}{
		{"A ferry sails.\n\nIt ends.", []explainer.PublishedNote{note(1, 15, "ferry"), note(3, 9, "end", "ferry")}, ""},
		{"A ferry {{ sails }}.", nil, "the page has template code"},
		{"A ferry {{< sails >}}.", nil, "the page has template code"},
		{"A ferry sails.", []explainer.PublishedNote{note(2, 1, "ferry")}, "a note of the page stands nowhere"},
		{"A ferry sails.", []explainer.PublishedNote{note(0, 1, "ferry")}, "a note of the page stands nowhere"},
		{"A ferry sails.", []explainer.PublishedNote{note(1, 5)}, "a note of the page stands nowhere"},
		{"A ferry sails.", []explainer.PublishedNote{note(1, 9, "ferry"), note(1, 9, "ferry")}, "a note of the page stands nowhere"},
	} {
		got := ""
		if err := prosaic(&explainer.PublishedPage{Body: test.body, Notes: test.notes}); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%q with notes %v: %q, want %q", test.body, test.notes, got, test.want)
		}
	}
}

// A release that is too large is not read, and neither is one whose addresses
// no build has made.
func TestReleaseRefused(t *testing.T) {
	const first = `{"release":"2031-10-21","format":1,"date":"2031-10-21","authority":"ferry.example","editions":["en"],"coverage":["2031-10-07","2031-10-09"],"previous":""}` + "\n"
	for name, tt := range map[string]struct{ text, code string }{
		"whole":                    {first, ""},
		"an address":               {first + `{"record":"address","path":"claims/a/","ids":["b"]}`, ""},
		"too large":                {first + strings.Repeat("\n", maxRelease), "file-too-large"},
		"an address above":         {first + `{"record":"address","path":"../a/"}`, "malformed-release"},
		"an address of two lines":  {first + `{"record":"address","path":"a\nb"}`, "malformed-release"},
		"a place with a space":     {first + `{"record":"address","path":"a/","ids":["b c"]}`, "malformed-release"},
		"a record without a hash":  {first + `{"record":"agent","id":"a","name":{"en":"A"}}`, "malformed-release"},
		"a record of another hash": {first + `{"record":"agent","id":"a","hash":"0123456789abcdef","name":{"en":"A"}}`, "malformed-release"},
		"nothing":                  {"", "malformed-release"},
	} {
		_, list := Load(site("data/releases/2031-10-21.jsonl", tt.text))
		got := ""
		for _, d := range list {
			if strings.HasPrefix(d.Place.File, "data/releases/") {
				got += d.Code
			}
		}
		if got != tt.code {
			t.Errorf("%s: reported %q, want %q", name, got, tt.code)
		}
	}
}
