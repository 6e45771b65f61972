package picture

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
)

// kept are the pictures of one run, in one file: some four hundred in files of
// their own would take longer to find than to read.
type kept map[[sha256.Size]byte]picture

type picture struct {
	PNG     []byte
	Undrawn []string
}

func readKept(file string) kept {
	var k kept
	if raw, err := os.ReadFile(file); err == nil {
		if gob.NewDecoder(bytes.NewReader(raw)).Decode(&k) != nil {
			return nil // of another version, or cut off
		}
	}
	return k
}

func (k kept) same(other kept) bool {
	for key := range k {
		if _, ok := other[key]; !ok {
			return false
		}
	}
	return len(k) == len(other)
}

// write replaces the file in one step: another build may read it.
func (k kept) write(file string) error {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+"-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	var buf bytes.Buffer
	err = gob.NewEncoder(&buf).Encode(k)
	if err == nil {
		_, err = f.Write(buf.Bytes())
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}

//go:embed *.go
var source embed.FS

// drawnBy is what a picture depends on beside its document: this package, the
// modules that it is built with, fonts among them, and Go's compression.
var drawnBy = sync.OnceValue(func() string {
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version())
	files, _ := source.ReadDir(".")
	for _, f := range files {
		raw, _ := source.ReadFile(f.Name())
		h.Write(raw)
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			fmt.Fprintln(h, m.Path, m.Version)
		}
	}
	return string(h.Sum(nil))
})

func keyOf(d document) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%s%g%s", drawnBy(), d.Density, d.SVG))
}
