package publish

import (
	"archive/zip"
	"fmt"
	"os"
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

func pack(t *testing.T, name string, files map[string]string) {
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
