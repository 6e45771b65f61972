package load

import "testing"

// Settings stand where their key does: at the value, where it reads as it
// stands, else at the key, else at the table that lacks it.
func TestPlacesInTOML(t *testing.T) {
	f := newTOMLFile("f", `title = "of no edition"
params.slug = "x"

[languages.en]
title = "Æ \"X\""
label = 'Y' # Y
[ languages . "en" . params ] # below
  description = "Æ, Z"
[languages.es]
params = {description = "W"}
title = """
title = "no"
"""
[one_word]
other = "1"
`)
	for path, want := range map[string]string{
		"params.slug": "f:2:8", "params.contact": "f:1:1", "title": "f:1:1",
		"languages.en": "f:4:12", "languages.en.title": "f:5:1", "languages.en.weight": "f:4:12",
		"languages.en.params.description": "f:8:3", "languages.es.params.description": "f:10:1", "languages.es.title": "f:11:1",
		"one_word": "f:14:2", "absent": "f:1:1",
	} {
		if got := f.at(path).String(); got != want {
			t.Errorf("%s stands at %s, want %s", path, got, want)
		}
	}
	for _, c := range []struct{ path, value, want string }{
		{"languages.en.title", `Æ "X"`, "f:5:1"},
		{"languages.en.label", "Y", "f:6:11"},
		{"languages.en.params.description", "Æ, Z", "f:8:22"},
		{"languages.es.params.description", "W", "f:10:27"},
		{"languages.es.title", "title = \"no\"\n", "f:11:1"},
		{"languages.es.label", "", "f:9:12"},
	} {
		if got := f.text(c.path, c.value).At(len(c.value)).String(); got != c.want {
			t.Errorf("%q ends at %s, want %s", c.value, got, c.want)
		}
	}
}
