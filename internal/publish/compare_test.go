package publish

import (
	"archive/zip"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCompare compares copies of a site, as folders and zipped, with it.
func TestCompare(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	stage := staged(t, out, "page")
	write(t, stage.Path, map[string]string{"es/a.html": "a", "b.html": "b"})
	seal(t, stage.Path, Manifest{Content: "one"})
	if err := Replace(stage, out); err != nil {
		t.Fatal(err)
	}
	build, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change map[string]string // "" removes
		want   string            // codes and files
		same   int
	}{
		{"the same", nil, "", 5},
		{"a file manager's", map[string]string{".DS_Store": "x", "es/Thumbs.db": "x"}, "", 5},
		{"changed", map[string]string{"b.html": "c"}, "file-changed b.html", 4},
		{"missing", map[string]string{"es/a.html": ""}, "file-missing es/a.html", 4},
		{"added", map[string]string{"es/z.js": "z"}, "file-added es/z.js", 5},
		{"all", map[string]string{"b.html": "c", "es/a.html": "", "z.js": "z"}, "file-changed b.html, file-missing es/a.html, file-added z.js", 3},
		{"of other content", map[string]string{"build.json": `{"content":"two"}`}, "file-changed build.json", 4},
		{"without its build.json", map[string]string{"build.json": ""}, "file-missing build.json", 4},
		{"with other sums", map[string]string{"SHA256SUMS": "x"}, "file-changed SHA256SUMS", 4},
	}
	for i, tt := range tests {
		files := read(t, out)
		for name, text := range tt.change {
			if files[name] = text; text == "" {
				delete(files, name)
			}
		}
		folder := filepath.Join(dir, fmt.Sprint("copy", i))
		write(t, folder, files)
		zipped := folder + ".zip"
		pack(t, zipped, files)
		for _, copied := range []string{folder, zipped} {
			t.Run(tt.name+filepath.Ext(copied), func(t *testing.T) {
				list, same, err := build.Compare(copied)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, d := range list {
					got = append(got, d.Code+" "+strings.TrimPrefix(d.Place.File, copied+"/"))
				}
				if strings.Join(got, ", ") != tt.want || same != tt.same {
					t.Errorf("%q, %d the same; want %q, %d", got, same, tt.want, tt.same)
				}
			})
		}
	}

	// A single file, by its bytes.
	for name, want := range map[string]int{"copy0/b.html": 0, "copy2/b.html": 1, "copy0/build.json": 0} {
		if list, _, err := build.Compare(filepath.Join(dir, name)); err != nil || len(list) != want {
			t.Errorf("%s: %v, %v; want %d differences", name, list, err, want)
		}
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "copy3", "es", "a.html")); err == nil {
		if list, _, err := build.Compare(filepath.Join(dir, "copy3")); err != nil || len(list) != 1 || list[0].Code != "file-changed" {
			t.Errorf("a link for a file: %v, %v", list, err)
		}
	}

	// What a build published is known by its folder, a zip or its build.json.
	for _, name := range []string{"copy0", "copy0.zip", "copy0/build.json"} {
		if p, err := Open(filepath.Join(dir, name)); err != nil || len(p.Files) != 5 {
			t.Errorf("Open(%s): %v", name, err)
		}
	}
	for _, name := range []string{"copy0/b.html", "copy7", "copy6", "absent"} {
		if _, err := Open(filepath.Join(dir, name)); err == nil {
			t.Errorf("Open(%s) takes it for a site", name)
		}
	}
}

func pack(t testing.TB, name string, files map[string]string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestCompareBroken compares with, and reads, what only claims to be a site.
func TestCompareBroken(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	if err := Replace(staged(t, out, "page"), out); err != nil {
		t.Fatal(err)
	}
	build, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	// A build.json that lists nothing.
	write(t, filepath.Join(dir, "empty"), map[string]string{"build.json": `{"generator":"explainer"}`})
	if p, err := Open(filepath.Join(dir, "empty")); err != nil || len(p.Files) != 2 {
		t.Errorf("a build.json that lists nothing: %v", err)
	}
	// One that the zip says is larger than any memory.
	huge := filepath.Join(dir, "huge.zip")
	f, err := os.Create(huge)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "build.json", UncompressedSize64: 1 << 62, CompressedSize64: 2})
	if err == nil {
		_, err = w.Write([]byte("{}"))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	if _, err := Open(huge); err == nil {
		t.Error("a zip that says what is not so is taken for a site")
	}
	if list, same, err := build.Compare(huge); err != nil || same != 0 || len(list) != 3 {
		t.Errorf("a zip that says what is not so: %v, %d the same, %v", list, same, err)
	}
	// One that is longer than read, and one that nobody writes into.
	write(t, filepath.Join(dir, "long"), map[string]string{"build.json": `{"generator":"explainer"}` + strings.Repeat(" ", mostOfManifest)})
	if _, err := Open(filepath.Join(dir, "long", "build.json")); err == nil || !strings.Contains(err.Error(), "over 16 MB") {
		t.Errorf("a long build.json: %v", err)
	}
	// A copy that unpacks to more than is read.
	defer func(n int64) { atMost = n }(atMost)
	atMost = 1 << 20
	bomb := filepath.Join(dir, "bomb.zip")
	pack(t, bomb, map[string]string{"index.html": strings.Repeat("a", 2<<20)})
	if _, _, err := build.Compare(bomb); err == nil || !strings.Contains(err.Error(), "over 1 MB, more than any site") {
		t.Errorf("a zip that unpacks to much: %v", err)
	}
	pipe := filepath.Join(dir, "pipe")
	if err := os.Mkdir(pipe, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfifo", filepath.Join(pipe, "build.json")).CombinedOutput(); err != nil {
		t.Logf("mkfifo: %v %s", err, out)
		return
	}
	if _, err := Open(pipe); err == nil {
		t.Error("a pipe is taken for a build.json")
	}
	if list, _, err := build.Compare(pipe); err != nil || len(list) != 3 {
		t.Errorf("a pipe for a build.json: %v, %v", list, err)
	}
	// What has no end, or waits for who writes into it, given as the copy itself.
	for _, endless := range []string{os.DevNull, "/dev/zero", filepath.Join(pipe, "build.json")} {
		_, _, err := build.Compare(endless)
		if err == nil || !strings.Contains(err.Error(), "neither a folder nor a regular file") {
			t.Errorf("Compare(%s): %v", endless, err)
		}
	}
	if err := os.Rename(filepath.Join(pipe, "build.json"), filepath.Join(pipe, "site.zip")); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(pipe, "site.zip")); err == nil || !strings.Contains(err.Error(), "neither a folder nor a regular file") {
		t.Errorf("a pipe for a zip: %v", err)
	}
}

// FuzzCompare wants any bytes that are compared, as a zip or as a build.json,
// to be told from a site, and what they say of themselves to be kept to: a
// build.json has no other files than it names, and a copy counts as one only
// with the same bytes.
func FuzzCompare(f *testing.F) {
	dir := f.TempDir()
	site := map[string]string{"index.html": "page", "es/a.html": "a"}
	for name, change := range map[string]string{"": "", "index.html": "other", "../b": "b", "/c": "c", "build.json": `{"generator":"explainer","copy":true}`} {
		files := maps.Clone(site)
		if name != "" {
			files[name] = change
		}
		packed := filepath.Join(dir, "seed.zip")
		pack(f, packed, files)
		raw, err := os.ReadFile(packed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	for _, text := range []string{`{"generator":"explainer"}`, `{"generator":"explainer","files":{"a":"b","../c":"d"}}`, `{"generator":"explainer","files":{"offline/x.zip":""}}`, `{"files":[`, "PK\x05\x06", ""} {
		f.Add([]byte(text))
	}
	out := filepath.Join(dir, "public")
	stage := staged(f, out, "page")
	write(f, stage.Path, site)
	seal(f, stage.Path, Manifest{Content: "one"})
	if err := Replace(stage, out); err != nil {
		f.Fatal(err)
	}
	build, err := Open(out)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, name := range []string{"copy.zip", "build.json"} {
			copied := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(copied, raw, 0o644); err != nil {
				t.Fatal(err)
			}
			list, same, err := build.Compare(copied)
			if err == nil && len(list) == 0 && same != len(build.Files) && same != 1 {
				t.Errorf("nothing is said of a copy of which %d of %d files are the same", same, len(build.Files))
			}
			p, err := Open(copied)
			if err != nil {
				continue
			}
			if list, _, err := p.Compare(out); err == nil && len(list) == 0 && !maps.Equal(p.Files, build.Files) {
				t.Errorf("nothing is said of a site that %q does not describe", raw)
			}
		}
	})
}
