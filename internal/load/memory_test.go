package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// A Memory finds what a fresh load would, whatever it has seen before.
func TestMemory(t *testing.T) {
	files := fstest.MapFS{}
	ferry := os.DirFS(filepath.Join("..", "..", "examples", "night-ferry", "site"))
	err := fs.WalkDir(ferry, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(ferry, file)
		files[file] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const claim, page, settings = "data/claims/the-ferry/capacity.yaml", "content/en/the-ferry.md", "hugo.toml"
	var m Memory
	compare := func(when string) {
		t.Helper()
		got, found := m.Load(files)
		want, wanted := Load(files)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(found, wanted) {
			t.Errorf("%s: loaded with and without memory differ; found\n%v\nwant\n%v", when, found, wanted)
		}
	}
	edit := func(when, file, old, now string) {
		t.Helper()
		before := string(files[file].Data)
		after := strings.Replace(before, old, now, 1)
		if after == before {
			t.Fatalf("%s does not have %q", file, old)
		}
		files[file] = &fstest.MapFile{Data: []byte(after)}
		compare(when)
		compare(when + ", again")
		files[file] = &fstest.MapFile{Data: []byte(before)}
		compare("after " + when)
	}
	compare("at first")
	compare("unchanged")
	edit("another statement", claim, "en: ", "en: Surely ")
	edit("a malformed record", claim, "kind: ", "kind ")
	edit("an unknown key", claim, "kind: ", "sort: ")
	edit("another title", page, "title: ", "title: So ")
	edit("a malformed page", page, "title: ", "title ")
	edit("raw HTML", page, "\n---\n", "\n---\n<b>bold</b>\n")
	edit("the editions in another order", settings, "weight = 1", "weight = 3")
	gone := files[page]
	delete(files, page)
	compare("a page removed")
	files[page] = gone
	compare("and back")
}
