package hugo

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// TestDiagnostics reads log lines as Hugo writes them.
func TestDiagnostics(t *testing.T) {
	site, tool := t.TempDir(), t.TempDir()
	work := filepath.Join(site, ".build", "run")
	j := Job{Explainer: noted(), Site: site, Tool: tool, Work: work}
	page := func(col string) string {
		return "ERROR \"" + filepath.Join(work, "content", "en", "ferry.md") + ":5:" + col + "\": broken\n"
	}
	tests := []struct{ name, log, want string }{
		{"nothing", "Start building sites …\nTotal in 35 ms\n", ""},
		{
			"an error in the site's template",
			`ERROR error building site: render: failed to render pages: render of "/claims/x" failed: "` + filepath.Join(site, "layouts", "claim.html") + `:2:5": execute of template failed: wrong thing` + "\n",
			"layouts/claim.html:2:5: execute of template failed: wrong thing",
		},
		{
			"the cause stands last",
			`ERROR render: "` + filepath.Join(site, "layouts", "page.html") + `:1:1": called "` + filepath.Join(tool, "layouts", "_partials", "x.html") + `:7:3": no such field` + "\n",
			"layouts/_partials/x.html:7:3: no such field",
		},
		{"the same twice", "ERROR error building site: it broke\nError: error building site: it broke\n", "hugo.toml: it broke"},
		{"a warning", "WARN  found no layout file for \"html\"\n", "hugo.toml: found no layout file for \"html\""},
		{"before a note", page("4"), "content/en/ferry.md:5:4: broken"},
		{"in a note", page("14"), "content/en/ferry.md:5:13: broken"},
		{"after a note", page("22"), "content/en/ferry.md:5:16: broken"},
		{"a file elsewhere", "ERROR \"/elsewhere/a.html:1:2\": broken\n", "/elsewhere/a.html:1:2: broken"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range j.diagnostics(tt.log) {
				if d.Code != "hugo" {
					t.Errorf("code %q", d.Code)
				}
				got = append(got, d.Place.String()+": "+d.Message)
			}
			if s := strings.Join(got, "\n"); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

// module makes a folder with the two files that Find reads.
func module(t *testing.T, version string) string {
	t.Helper()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "go.mod"), "module x\n\ntool github.com/gohugoio/hugo\n\nrequire (\n\tgithub.com/gohugoio/hugo "+version+" // indirect\n)\n", 0o644)
	put(t, filepath.Join(dir, "go.sum"), version, 0o644)
	return dir
}

func put(t testing.TB, file, text string, mode os.FileMode) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), mode)); err != nil {
		t.Fatal(err)
	}
}

// program puts a program of our own on a PATH with nothing else.
func program(t *testing.T, name, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, name)
	put(t, file, "#!/bin/sh\n"+script+"\n", 0o755)
	t.Setenv("PATH", dir)
	return file
}

func TestFindOnPath(t *testing.T) {
	tests := []struct {
		says string
		want bool
	}{
		{"hugo v1.2.3-abcdef+extended linux/amd64 BuildDate=unknown", true},
		{"hugo v1.2.3 linux/amd64", true},
		{"hugo v1.2.3+extended linux/amd64", true},
		{"hugo v1.2.3-DEV linux/amd64", false},
		{"hugo v1.2.30 linux/amd64", false},
		{"hugo v1.2.4 linux/amd64", false},
		{"another program", false},
	}
	for _, tt := range tests {
		t.Run(tt.says, func(t *testing.T) {
			file := program(t, "hugo", "echo '"+tt.says+"'")
			got, err := Find(t.Context(), module(t, "v1.2.3"), t.TempDir(), io.Discard)
			// Without a go on PATH there is no other Hugo to be had.
			if found := err == nil && got == file; found != tt.want {
				t.Errorf("Find = %q, %v; want the one on PATH: %t", got, err, tt.want)
			}
		})
	}
}

// The path that Go gives is kept until the version changes or the file goes.
func TestFindKeepsPath(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "hugo-binary")
	calls := filepath.Join(t.TempDir(), "calls")
	put(t, binary, "", 0o755)
	program(t, "go", "echo called >> '"+calls+"'; echo '"+binary+"'")
	tool, cache := module(t, "v1.2.3"), filepath.Join(t.TempDir(), "not", "yet", "there")
	find := func(want int) {
		t.Helper()
		got, err := Find(t.Context(), tool, cache, io.Discard)
		raw, _ := os.ReadFile(calls)
		if err != nil || got != binary || strings.Count(string(raw), "called") != want {
			t.Errorf("Find = %q, %v after %q; want %q after %d calls of go", got, err, raw, binary, want)
		}
	}
	find(1)
	find(1)
	put(t, filepath.Join(tool, "go.sum"), "another", 0o644)
	find(2)
	put(t, filepath.Join(cache, "hugo-path"), "garbage", 0o644)
	find(3)
	if err := os.Remove(binary); err != nil {
		t.Fatal(err)
	}
	find(4) // asked again, whatever it answers
}

func TestFindFails(t *testing.T) {
	program(t, "go", "echo 'no network' >&2; exit 1")
	_, err := Find(t.Context(), module(t, "v1.2.3"), t.TempDir(), io.Discard)
	if err == nil || !strings.Contains(err.Error(), "no network") {
		t.Errorf("got %v; want what go says", err)
	}
	if _, err := Find(t.Context(), t.TempDir(), t.TempDir(), io.Discard); err == nil {
		t.Error("a folder without go.mod gives a Hugo")
	}
}

func TestVersion(t *testing.T) {
	if got, err := Version(module(t, "v1.2.3")); got != "1.2.3" || err != nil {
		t.Errorf("Version = %q, %v", got, err)
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "go.mod"), "module x\n", 0o644)
	if got, err := Version(dir); err == nil {
		t.Errorf("Version without a requirement = %q", got)
	}
}

// A Hugo that fails without saying where is an error, not silence.
func TestRunFails(t *testing.T) {
	file := program(t, "hugo", "echo 'panic: something'; exit 2")
	j := Job{Explainer: ours(), Site: t.TempDir(), Tool: t.TempDir(), Work: t.TempDir(), Out: t.TempDir()}
	list, err := Run(t.Context(), file, j)
	if err == nil || len(list) > 0 || !strings.Contains(err.Error(), "panic: something") {
		t.Errorf("got %v, %v; want an error with what it said", list, err)
	}
	if _, err := Run(t.Context(), filepath.Join(t.TempDir(), "absent"), j); err == nil {
		t.Error("a Hugo that is not there runs")
	}
}

func ours() *explainer.Explainer {
	return &explainer.Explainer{Settings: explainer.Settings{Editions: []explainer.Edition{{ID: "en", Locale: "en-US", Title: explainer.Text{Value: "X"}}}}}
}

// noted is an explainer with a page of two sentences on one line.
func noted() *explainer.Explainer {
	x := ours()
	at := func(line, col int) diag.Place { return diag.Place{File: "content/en/ferry.md", Line: line, Col: col} }
	cite := func(id string) []explainer.Citation { return []explainer.Citation{{Claim: explainer.Text{Value: id}}} }
	x.Pages = []*explainer.Page{{
		Edition: "en", ID: "ferry", Place: at(1, 1),
		Markdown: "---\ntitle: X\n---\n\nÉl subió ya. Y bajó.\n",
		Sentences: []explainer.Sentence{
			{End: at(5, 13), Block: 1, Citations: cite("up")},
			{End: at(5, 21), Block: 1, Citations: cite("down")},
		},
	}}
	return x
}

// Hugo reads the text that was judged, with notes at the ends of sentences and
// panels at the ends of paragraphs.
func TestWriteContent(t *testing.T) {
	j := Job{Explainer: noted(), Work: t.TempDir(), Panels: []explainer.Panel{
		{Kind: explainer.Differ, ID: "how-far", Place: diag.Place{File: "content/en/ferry.md", Line: 5, Col: 21}},
		{Kind: explainer.Differ, ID: "elsewhere", Place: diag.Place{File: "content/en/train.md", Line: 5, Col: 21}},
	}}
	put(t, filepath.Join(j.Work, "content", "en", "gone.md"), "a page of the run before", 0o644)
	if err := j.writeContent(nil); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(j.Work, "content", "en", "gone.md")); err == nil {
		t.Error("a page that is no longer there is still laid out")
	}
	got, err := os.ReadFile(filepath.Join(j.Work, "content", "en", "ferry.md"))
	if want := "---\ntitle: X\n---\n\nÉl subió ya.{{up}} Y bajó.{{down}}{%differ/how-far%}\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

// Whatever a site holds, Hugo runs no program, reads no environment, fetches
// nothing and passes no HTML through.
func TestConfigAllowsNothing(t *testing.T) {
	j := Job{Explainer: ours(), Site: t.TempDir(), Tool: t.TempDir(), Work: t.TempDir()}
	raw, err := json.Marshal(j.config())
	if err != nil {
		t.Fatal(err)
	}
	var c struct {
		EnableInlineShortcodes bool
		Security               struct {
			Exec  struct{ Allow, OsEnv []string }
			Funcs struct{ Getenv []string }
			HTTP  struct{ Methods, URLs []string }
		}
		Markup struct {
			Goldmark struct{ Renderer struct{ Unsafe bool } }
		}
		Module struct {
			Mounts []struct{ Source, Target string }
		}
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	for name, list := range map[string][]string{
		"exec": c.Security.Exec.Allow, "environment": c.Security.Exec.OsEnv, "getenv": c.Security.Funcs.Getenv,
		"methods": c.Security.HTTP.Methods, "addresses": c.Security.HTTP.URLs,
	} {
		if len(list) != 1 || list[0] != "none" {
			t.Errorf("%s: %q is allowed, want none", name, list)
		}
	}
	if c.EnableInlineShortcodes || c.Markup.Goldmark.Renderer.Unsafe {
		t.Error("inline shortcodes or raw HTML are on")
	}
	for _, m := range c.Module.Mounts {
		if m.Target == "content" && strings.HasPrefix(m.Source, j.Site) || m.Target == "static" {
			t.Errorf("%s is mounted on %s", m.Source, m.Target)
		}
	}
}
