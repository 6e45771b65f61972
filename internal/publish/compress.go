package publish

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/andybalholm/brotli"
	"golang.org/x/sync/errgroup"
)

// A packing is a form in which hosts send texts.
type packing struct {
	ending string
	pack   func(io.Writer) io.WriteCloser
	open   func(io.Reader) (io.Reader, error)
}

// packings are both at their best: once for all readers. Gzip's header has
// neither name nor time.
var packings = []packing{
	{".br", func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, brotli.BestCompression) },
		func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
	{".gz", func(w io.Writer) io.WriteCloser { z, _ := gzip.NewWriterLevel(w, gzip.BestCompression); return z },
		func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
}

// compressible are the endings of texts. Pictures and zips are packed already.
var compressible = []string{".html", ".css", ".js", ".svg", ".xml", ".json", ".jsonl", ".csv", ".md", ".txt"}

// packedBy names what the bytes of packed files depend on beside their texts.
var packedBy = sync.OnceValue(func() string {
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/andybalholm/brotli" {
				version = m.Version
			}
		}
	}
	return fmt.Sprintf("brotli %s at %d, gzip of %s at %d", cmp.Or(version, "of no version"), brotli.BestCompression, runtime.Version(), gzip.BestCompression)
})

// Compress puts, beside each text of a site in dir, what brotli and gzip make
// of it, "index.html.br" and "index.html.gz", where that is smaller, and adds
// them to files. A text that the site in before has too is not packed anew; of
// many that are, progress is told, for brotli packs some 0.5 MB a second. It
// returns what packed them, for the manifest.
func Compress(dir string, files map[string][]byte, before string, progress io.Writer) (string, error) {
	old := packedBefore(before)
	fresh := 0
	for name, raw := range files {
		if slices.Contains(compressible, path.Ext(name)) && old[name] != hexSum(raw) {
			fresh += len(raw)
		}
	}
	if fresh > 2<<20 {
		fmt.Fprintf(progress, "packing %d MB of text with brotli, once; what stays the same is not packed again\n", fresh>>20)
	}
	var mu sync.Mutex
	made := map[string][]byte{}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for name, raw := range files {
		if !slices.Contains(compressible, path.Ext(name)) {
			continue
		}
		g.Go(func() error {
			known := old[name] == hexSum(raw)
			for _, p := range packings {
				var packed []byte
				if known && old[name+p.ending] == "" {
					continue // was no smaller
				} else if known {
					packed = p.kept(filepath.Join(before, filepath.FromSlash(name+p.ending)), raw)
				}
				if packed == nil {
					packed = p.packed(raw)
				}
				if len(packed) >= len(raw) {
					continue
				}
				if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name+p.ending)), packed, 0o644); err != nil {
					return err
				}
				mu.Lock()
				made[name+p.ending] = packed
				mu.Unlock()
			}
			return nil
		})
	}
	err := g.Wait()
	maps.Copy(files, made)
	return packedBy(), err
}

// packedBefore are the sums of the files of a site that the same packed.
func packedBefore(site string) map[string]string {
	var m Manifest
	raw, err := readManifest(os.DirFS(site))
	if err != nil || json.Unmarshal(raw, &m) != nil || m.Packed != packedBy() {
		return nil
	}
	return m.Files
}

func (p packing) packed(raw []byte) []byte {
	var b bytes.Buffer
	w := p.pack(&b)
	_, _ = w.Write(raw)
	_ = w.Close()
	return b.Bytes()
}

// kept reads a packed file, if it is one of this text: nobody is believed what
// readers would be sent.
func (p packing) kept(file string, raw []byte) []byte {
	packed, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	r, err := p.open(bytes.NewReader(packed))
	if err != nil {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(r, int64(len(raw))+1))
	if err != nil || !bytes.Equal(text, raw) {
		return nil
	}
	return packed
}
