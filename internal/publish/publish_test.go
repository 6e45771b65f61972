package publish

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// write makes a folder with these files.
func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// read gives the files below a folder.
func read(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(root, name)
		files[name] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// names lists what is directly in a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

// seal seals a folder for what it holds.
func seal(t testing.TB, dir string, m Manifest) {
	t.Helper()
	files := map[string][]byte{}
	for name, text := range read(t, dir) {
		if name != manifest && name != sums {
			files[name] = []byte(text)
		}
	}
	if err := Seal(dir, files, m); err != nil {
		t.Fatal(err)
	}
}

// staged makes a sealed site with one page, beside out.
func staged(t testing.TB, out, page string) *Scratch {
	t.Helper()
	stage, err := Stage(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stage.Remove() })
	write(t, stage.Path, map[string]string{"index.html": page})
	seal(t, stage.Path, Manifest{Hugo: "1.2.3", Content: "c"})
	return stage
}

func TestReplace(t *testing.T) {
	tests := []struct {
		name    string
		before  map[string]string // in out; nil when it is absent
		refused bool
	}{
		{"absent", nil, false},
		{"empty", map[string]string{}, false},
		{"our own site", map[string]string{"build.json": `{"generator":"explainer"}`, "old.html": "old"}, false},
		{"somebody's files", map[string]string{"photo.jpg": "photo"}, true},
		{"a hidden file", map[string]string{".git/HEAD": "ref"}, true},
		{"somebody's build.json", map[string]string{"build.json": `{"generator":"webpack"}`}, true},
		{"a git checkout", map[string]string{"build.json": `{"generator":"explainer"}`, ".git/HEAD": "ref"}, true},
		{"a broken build.json", map[string]string{"build.json": `{"generator":"expl`}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			out := filepath.Join(parent, "public")
			if tt.before != nil {
				if err := os.Mkdir(out, 0o755); err != nil {
					t.Fatal(err)
				}
				write(t, out, tt.before)
			}
			stage := staged(t, out, "new")
			err := Replace(stage, out)
			if refused := Check(out) != nil; refused != tt.refused || (err != nil) != tt.refused {
				t.Fatalf("Check refuses: %t; Replace: %v; want refused: %t", refused, err, tt.refused)
			}
			after := read(t, out)
			if tt.refused {
				if len(after) != len(tt.before) {
					t.Errorf("out holds %v after a refusal, %v before", after, tt.before)
				}
				if read(t, stage.Path)["index.html"] != "new" {
					t.Error("a refusal lost the staged site")
				}
				return
			}
			if len(after) != 3 || after["index.html"] != "new" {
				t.Errorf("out holds %v; want the new site alone", after)
			}
			if got := names(t, parent); got != "public" {
				t.Errorf("beside the site stands %s", got)
			}
		})
	}
}

func TestReplaceAFile(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "public")
	stage := staged(t, out, "new")
	write(t, parent, map[string]string{"public": "a file"})
	if err := Replace(stage, out); err == nil || !strings.Contains(err.Error(), "is not a folder") {
		t.Errorf("Replace on a file: %v", err)
	}
	if got, _ := os.ReadFile(out); string(got) != "a file" {
		t.Errorf("the file now holds %q", got)
	}
}

// A link to a folder is not followed: what it leads to is not ours to replace.
func TestReplaceALink(t *testing.T) {
	parent := t.TempDir()
	elsewhere := filepath.Join(parent, "elsewhere")
	write(t, elsewhere, map[string]string{"build.json": `{"generator":"explainer"}`, "old.html": "old"})
	out := filepath.Join(parent, "public")
	if err := os.Symlink(elsewhere, out); err != nil {
		t.Skip(err)
	}
	if err := Replace(staged(t, out, "new"), out); err == nil {
		t.Error("Replace follows a link")
	}
	if read(t, elsewhere)["old.html"] != "old" {
		t.Error("what the link leads to was changed")
	}
}

// The way for systems that cannot exchange folders does the same, and puts
// the old site back when it fails half-way.
func TestSwap(t *testing.T) {
	parent := t.TempDir()
	stage, out := filepath.Join(parent, "stage"), filepath.Join(parent, "out")
	write(t, stage, map[string]string{"index.html": "new"})
	write(t, out, map[string]string{"index.html": "old"})
	if err := swap(stage, out); err != nil {
		t.Fatal(err)
	}
	if read(t, out)["index.html"] != "new" || read(t, stage)["index.html"] != "old" {
		t.Errorf("out holds %v, stage %v", read(t, out), read(t, stage))
	}

	if err := swap(filepath.Join(parent, "absent"), out); err == nil {
		t.Error("swap with a folder that is not there succeeds")
	}
	if read(t, out)["index.html"] != "new" {
		t.Error("a failed swap lost the site")
	}
	if got := names(t, parent); got != "out stage" {
		t.Errorf("a failed swap leaves %s", got)
	}
}

func TestSeal(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new", "public")
	stage, err := Stage(out)
	if err != nil {
		t.Fatal(err)
	}
	defer stage.Remove()
	if filepath.Dir(stage.Path) != filepath.Dir(out) {
		t.Errorf("%s is not beside %s, where it can be renamed", stage.Path, out)
	}
	write(t, stage.Path, map[string]string{"index.html": "hello", "es/index.html": "hola"})
	if err := os.Chmod(filepath.Join(stage.Path, "index.html"), 0o600); err != nil {
		t.Fatal(err)
	}
	seal(t, stage.Path, Manifest{Hugo: "1.2.3", Content: "c"})
	var m Manifest
	if err := json.Unmarshal([]byte(read(t, stage.Path)["build.json"]), &m); err != nil {
		t.Fatal(err)
	}
	// sha256sum of "hello" and "hola".
	want := map[string]string{
		"index.html":    "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
		"es/index.html": "b221d9dbb083a7f33428d7c2a3c3198ae925614d70210e28716ccaa7cd4ddb79",
	}
	if m.Generator != "explainer" || m.Hugo != "1.2.3" || m.Content != "c" || len(m.Files) != len(want) {
		t.Errorf("build.json is %+v", m)
	}
	for name, sum := range want {
		if m.Files[name] != sum {
			t.Errorf("SHA-256 of %s: %s, want %s", name, m.Files[name], sum)
		}
	}
	err = filepath.WalkDir(stage.Path, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o644)
		if e.IsDir() {
			want = 0o755
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What did not change keeps its inode and time; what did, and what somebody
// else may not read, is new.
func TestReplaceKeeps(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	site := func(files map[string]string) *Scratch {
		stage := staged(t, out, "same")
		write(t, stage.Path, files)
		return stage
	}
	if err := Replace(site(map[string]string{"a/b.html": "same", "c.html": "one", "hidden.html": "same", "d/e.html": "e"}), out); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-time.Hour).Truncate(time.Second)
	before := map[string]os.FileInfo{}
	for _, name := range []string{"index.html", "a/b.html", "c.html", "hidden.html"} {
		file := filepath.Join(out, name)
		if err := os.Chtimes(file, long, long); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		before[name] = info
	}
	if err := os.Chmod(filepath.Join(out, "hidden.html"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Replace(site(map[string]string{"a/b.html": "same", "c.html": "two", "hidden.html": "same", "d": "no folder now"}), out); err != nil {
		t.Fatal(err)
	}
	for name, kept := range map[string]bool{"index.html": true, "a/b.html": true, "c.html": false, "hidden.html": false} {
		info, err := os.Stat(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if os.SameFile(info, before[name]) != kept || info.ModTime().Equal(long) != kept || info.Mode() != 0o644 {
			t.Errorf("%s: kept %t, time %v, mode %v; want kept %t", name, os.SameFile(info, before[name]), info.ModTime(), info.Mode(), kept)
		}
	}
	if got := read(t, out); got["c.html"] != "two" || got["d"] != "no folder now" || len(got) != 7 {
		t.Errorf("out holds %v", got)
	}
}

// What a killed process leaves is removed by the next one, what a living one
// uses is not, nor what only has a similar name.
func TestScratch(t *testing.T) {
	parent := t.TempDir()
	live, err := NewScratch(parent, ".run-*.tmp")
	if err != nil {
		t.Fatal(err)
	}
	killed, err := NewScratch(parent, ".run-*.tmp")
	if err != nil {
		t.Fatal(err)
	}
	write(t, killed.Path, map[string]string{"a/b": "left"})
	_ = killed.held.Close() // as the kernel does
	write(t, parent, map[string]string{".run-1.tmp.txt": "", "run-1.tmp/x": ""})
	next, err := NewScratch(parent, ".run-*.tmp")
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{live.Path: true, killed.Path: false, next.Path: true, parent + "/.run-1.tmp.txt": true, parent + "/run-1.tmp": true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s is there: %t, want %t", filepath.Base(path), err == nil, want)
		}
	}
	if err := live.Remove(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(live.Path); err == nil {
		t.Error("Remove leaves the folder")
	}
}

// A folder that others hold is waited for.
func TestHold(t *testing.T) {
	dir := t.TempDir()
	unlock, err := hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	held := make(chan bool)
	go func() {
		unlock, err := hold(dir)
		if err == nil {
			unlock()
		}
		held <- err == nil
	}()
	select {
	case <-held:
		t.Error("two hold one folder")
	case <-time.After(50 * time.Millisecond):
		unlock()
		if !<-held {
			t.Error("a folder let go cannot be held")
		}
	}
}

// Content is known by what stands where, so a renamed file changes the sum.
func TestSum(t *testing.T) {
	site := func(files map[string]string) fs.FS {
		m := fstest.MapFS{"hugo.toml": {Data: []byte("slug")}}
		for name, text := range files {
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
		return m
	}
	sum := func(fsys fs.FS) string {
		s, err := Sum(fsys, "content", "hugo.toml")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := sum(site(map[string]string{"content/a.md": "a", "content/b.md": "b"}))
	if got := sum(site(map[string]string{"content/b.md": "b", "content/a.md": "a", "other": "x", "content/.DS_Store": "x", "content/.git/HEAD": "x"})); got != first {
		t.Error("a file elsewhere or a hidden one changes the sum")
	}
	for name, files := range map[string]map[string]string{
		"renamed": {"content/a.md": "a", "content/c.md": "b"},
		"edited":  {"content/a.md": "a", "content/b.md": "c"},
		"swapped": {"content/a.md": "b", "content/b.md": "a"},
		"added":   {"content/a.md": "a", "content/b.md": "b", "content/c.md": ""},
	} {
		if sum(site(files)) == first {
			t.Errorf("the sum does not notice a file %s", name)
		}
	}
	if _, err := Sum(fstest.MapFS{}, "content"); err == nil {
		t.Error("a missing part has a sum")
	}
}

// Files are compared in parts, to the last byte.
func TestEqual(t *testing.T) {
	const part = 64 << 10
	dir := t.TempDir()
	for _, size := range []int{0, 1, part - 1, part, part + 1, 3 * part} {
		text := strings.Repeat("x", size)
		files := map[string]string{"a": text, "b": text, "c": text + "x"}
		if size > 0 {
			files["d"] = text[1:] + "y"
		}
		write(t, dir, files)
		for name := range files {
			got := equal(filepath.Join(dir, "a"), filepath.Join(dir, name), int64(len(files[name])))
			if want := files[name] == text; got != want {
				t.Errorf("%d bytes, a and %s: %t, want %t", size, name, got, want)
			}
		}
	}
}
