package hugo

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestGuard puts one file into a site of its own and says what is found in it.
func TestGuard(t *testing.T) {
	tool := t.TempDir()
	put(t, filepath.Join(tool, "assets", "css", "ours.css"), "", 0o644)
	tests := []struct{ name, file, text, want string }{
		{"a template", "layouts/claim.html", `{{ define "main" }}{{ range .Pages }}{{ .Title | strings.FirstUpper }}{{ end }}{{ end }}`, ""},
		{"a resource of the site", "layouts/a.html", `{{ with resources.Get "css/a.css" }}{{ .Content }}{{ end }}`, ""},
		{"a field of that name", "layouts/a.html", `{{ .css }} {{ .Params.os.x }} css.Build {{/* js.Build */}}`, ""},
		{"what packs styles", "layouts/a.html", "\n {{ resources.Get \"a.css\" | css.Build }}", "layouts/a.html:2:29"},
		{"what packs scripts", "layouts/a.html", `{{ (js.Build .).Content }}`, "layouts/a.html:1:5"},
		{"a group in a variable", "layouts/a.html", `{{ $x := css }}{{ $x.Build . }}`, "layouts/a.html:1:10"},
		{"in a block", "layouts/a.html", `{{ define "main" }}{{ with .A }}{{ else with os.ReadFile "x" }}{{ end }}{{ end }}`, "layouts/a.html:1:46"},
		{"in what cannot be parsed", "layouts/a.html", `{{ if }}{{ css.Build . }}`, "layouts/a.html"},
		{"as an argument", "layouts/_partials/a.html", `{{ partial "b.html" (dict "x" (readDir "/")) }}`, "layouts/_partials/a.html:1:32"},
		{"text as a template", "layouts/a.html", `{{ resources.FromString "a" "b" | resources.ExecuteAsTemplate "c" . }}`, "layouts/a.html:1:44"},
		{"a request", "layouts/a.html", `{{ resources.GetRemote "http://127.0.0.1/" }}`, "layouts/a.html:1:13"},
		{"the environment", "layouts/_shortcodes/a.md", `{{ getenv "HOME" }}`, "layouts/_shortcodes/a.md:1:4"},
		{"a function by its name", "layouts/a.html", `{{ apply (slice .) "css.Build" "." }}`, "layouts/a.html:1:4"},
		{"that from its group", "layouts/a.html", `{{ collections.Apply (slice .) "os.ReadFile" "." }}`, "layouts/a.html:1:15"},
		{"others of that group", "layouts/a.html", `{{ collections.Where .Pages "Kind" "page" }}`, ""},
		{"under the name of the file", "layouts/a.html", `{{ define "layouts/a.html" }}{{ css.Build . }}{{ end }}{{ define "main" }}{{ template "layouts/a.html" . }}{{ end }}`, "layouts/a.html:1:33"},
		{"what is no template", "layouts/a.html", `{{ `, ""},
		{"a style", "assets/css/a.css", `@media print { p { background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=); fill: url("#a"); content: "\201c" } .a\:b { }`, ""},
		{"a picture of the machine", "assets/css/a.css", `p { background: url(/home/a/b.png) }`, "assets/css/a.css:1:1"},
		{"a picture above the site", "assets/css/a.css", "p {\n background: URL( \"../../../b.png\" ) }", "assets/css/a.css:2:1"},
		{"one hidden by an escape", "assets/css/a.css", `p { background: u\72l(/b.png) }`, "assets/css/a.css:1:1"},
		{"one hidden by another escape", "assets/css/a.css", `p { background: u\rl(/b.png) }`, "assets/css/a.css:1:1"},
		{"a style at the root of the machine", "assets/css/a.css", `@import "/ours.css";`, "assets/css/a.css:1:1"},
		{"a style of ours", "assets/css/a.css", `@import "ours.css" layer(x);`, ""},
		{"a style of ours by url", "assets/css/pages/a.css", `@import url(../ours.css);`, ""},
		{"a style that is not there", "assets/css/a.css", "\n@import \"theirs.css\";", "assets/css/a.css:2:1"},
		{"a file of the machine", "assets/css/a.css", `@import "/etc/passwd";`, "assets/css/a.css:1:1"},
		{"a style above the site", "assets/css/a.css", `@IMPORT "../../../x.css";`, "assets/css/a.css:1:1"},
		{"hidden by an escape", "assets/css/a.css", `@\69mport "/x.css";`, "assets/css/a.css:1:1"},
		{"hidden by a comment", "assets/css/a.css", `@import/**/"/x.css";`, "assets/css/a.css:1:1"},
		{"hidden by an escape in the name", "assets/css/a.css", `@import "\2f etc/x.css";`, "assets/css/a.css:1:1"},
		{"behind the name of ours", "assets/css/a.css", `@import "ours.css\2f ../x.css";`, "assets/css/a.css:1:1"},
		{"on the next line", "assets/css/a.css", "@import\n\"ours.css\"\n\"/etc/x.css\";", "assets/css/a.css:1:1"},
		{"a class of another file", "assets/css/a.module.css", `.a { composes: b from "/etc/passwd" }`, "assets/css/a.module.css:1:1"},
		{"a large template", "layouts/a.html", strings.Repeat("{{ if 1 }}", mostOfTemplate/10+1), "layouts/a.html"},
		{"blocks in each other", "layouts/a.html", strings.Repeat("{{if 1}}", mostOfTemplate/8), ""},
		{"a large file", "assets/a.bin", strings.Repeat("x", most+1), "assets/a.bin"},
		{"a script", "assets/js/claim.js", `import "/etc/passwd"`, ""}, // made smaller, not packed
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := t.TempDir()
			put(t, filepath.Join(site, tt.file), tt.text, 0o644)
			list, err := Job{Site: site, Tool: tool}.guard()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range list {
				got = append(got, d.Place.String())
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("found %q, want %q: %v", s, tt.want, list)
			}
		})
	}
}

// No link leads Hugo out of the site, in a folder or in its place.
func TestGuardLinks(t *testing.T) {
	elsewhere := t.TempDir()
	put(t, filepath.Join(elsewhere, "secret.txt"), "hunter2", 0o644)
	for _, link := range []string{"assets", "layouts", "i18n", "assets/all", "layouts/_partials/x.html"} {
		t.Run(link, func(t *testing.T) {
			site := t.TempDir()
			file := filepath.Join(site, filepath.FromSlash(link))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(elsewhere, file); err != nil {
				t.Skip(err)
			}
			list, err := Job{Site: site, Tool: t.TempDir()}.guard()
			if err != nil || len(list) != 1 || list[0].Code != "symbolic-link" || list[0].Place.File != link {
				t.Errorf("found %v, %v; want the link", list, err)
			}
		})
	}
}

// Our own templates, which are trusted, are not judged; those of the examples
// would be.
func TestGuardOurs(t *testing.T) {
	tool, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if list, err := (Job{Site: tool, Tool: tool}).guard(); err != nil || len(list) > 0 {
		t.Errorf("found %v, %v", list, err)
	}
}

// A template that never ends does not keep the build.
func TestRunTooLong(t *testing.T) {
	file := program(t, "hugo", "while :; do :; done")
	defer func(d time.Duration) { atMost = d }(atMost)
	atMost = 100 * time.Millisecond
	dir := t.TempDir()
	_, err := Run(t.Context(), file, Job{Explainer: ours(), Site: dir, Tool: dir, Work: t.TempDir(), Out: t.TempDir()})
	if !errors.Is(err, errTooLong) {
		t.Errorf("got %v", err)
	}
}
