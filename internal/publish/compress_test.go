package publish

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// TestCompress packs texts that become smaller, the same each time, and takes
// from the site before what it has of the same text, if it is that.
func TestCompress(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "public")
	page := strings.Repeat("<p>the same words</p>", 100)
	texts := map[string]string{
		"index.html": page, "es/index.html": page + "é", "data/claims.json": "[" + strings.Repeat(`"a",`, 100) + `"b"]`,
		"short.txt": "a", "picture.png": page, "_headers": page, "offline/a.zip": page,
	}
	published := func(change map[string]string) (files map[string][]byte, progress string) {
		t.Helper()
		stage, err := Stage(out)
		if err != nil {
			t.Fatal(err)
		}
		files = map[string][]byte{}
		all := maps.Clone(texts)
		maps.Copy(all, change)
		for name, text := range all {
			files[name] = []byte(text)
		}
		write(t, stage.Path, all)
		var said bytes.Buffer
		m := Manifest{Content: "c"}
		if m.Packed, err = Compress(stage.Path, files, out, &said); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(Seal(stage.Path, files, m), Replace(stage, out)); err != nil {
			t.Fatal(err)
		}
		p, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		if list, same, err := p.Compare(out); err != nil || len(list) > 0 || same != len(files)+2 {
			t.Fatalf("%d of %d files are as published: %v, %v", same, len(files), list, err)
		}
		return files, said.String()
	}
	first, _ := published(nil)
	if got := strings.Join(slices.Sorted(maps.Keys(first)), " "); got != "_headers data/claims.json data/claims.json.br data/claims.json.gz es/index.html es/index.html.br es/index.html.gz "+
		"index.html index.html.br index.html.gz offline/a.zip picture.png short.txt" {
		t.Errorf("the site has %s", got)
	}
	br, err := io.ReadAll(brotli.NewReader(bytes.NewReader(first["index.html.br"])))
	if err != nil || string(br) != page {
		t.Errorf("brotli unpacks %d bytes of %d: %v", len(br), len(page), err)
	}
	z, err := gzip.NewReader(bytes.NewReader(first["index.html.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	if gz, err := io.ReadAll(z); err != nil || string(gz) != page || z.Name != "" || !z.ModTime.IsZero() {
		t.Errorf("gzip unpacks %d bytes of %d, with the name %q and the time %v: %v", len(gz), len(page), z.Name, z.ModTime, err)
	}

	// The same again, from what was there; a change is packed anew.
	before, err := os.Stat(filepath.Join(out, "index.html.br"))
	if err != nil {
		t.Fatal(err)
	}
	second, _ := published(map[string]string{"es/index.html": page + "ñ"})
	after, err := os.Stat(filepath.Join(out, "index.html.br"))
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("what did not change is another file: %v", err)
	}
	for name, raw := range first {
		if same := bytes.Equal(raw, second[name]); same == strings.HasPrefix(name, "es/") {
			t.Errorf("%s is the same: %t", name, same)
		}
	}

	// Whoever can write into the site before does not decide what readers get.
	var other bytes.Buffer
	w := brotli.NewWriter(&other)
	if _, err := w.Write([]byte("<p>other words</p>")); err != nil || w.Close() != nil {
		t.Fatal("brotli")
	}
	write(t, out, map[string]string{"index.html.br": other.String(), "es/index.html.gz": "no gzip"})
	third, _ := published(map[string]string{"es/index.html": page + "ñ"})
	if !maps.EqualFunc(third, second, bytes.Equal) {
		t.Error("what was slipped into the site before is published")
	}

	// Much text is said to take a while.
	if _, said := published(map[string]string{"data/claims.json": `"` + strings.Repeat("a", 3<<20) + `"`}); !strings.Contains(said, "packing 3 MB of text") {
		t.Errorf("of much text it says %q", said)
	}
}
