package bundle

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"golang.org/x/sync/errgroup"

	"explainer/internal/kept"
)

// stamp is the date of everything in a zip, 1 January 1980, the first that the
// format knows: when a file was written is not among what is published.
const stamp = 1<<5 | 1

// What the format has beside names and what is packed, in bytes: before each
// file and of it in the directory, and at the end.
const (
	head = 30 + 46
	end  = 22
)

// pack zips files, sorted by name. The level is one of package flate.
func pack(files map[string][]byte, level int, known *kept.Values[[]byte]) ([]byte, error) {
	names := slices.Sorted(maps.Keys(files))
	if err := portable(names); err != nil {
		return nil, err
	}
	packed, sums := make([][]byte, len(names)), make([]uint32, len(names))
	writers := sync.Pool{New: func() any { // one takes longer to make than to write a page
		w, _ := flate.NewWriter(nil, level)
		return w
	}}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		g.Go(func() (err error) {
			sums[i] = crc32.ChecksumIEEE(files[name])
			if stored(name) {
				packed[i] = files[name]
				return nil
			}
			packed[i], err = known.Of(sha256.Sum256(files[name]), func() ([]byte, error) {
				var b bytes.Buffer
				w := writers.Get().(*flate.Writer)
				defer writers.Put(w)
				w.Reset(&b)
				_, err := w.Write(files[name])
				err = errors.Join(err, w.Close())
				return b.Bytes(), err
			})
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	known.Write()
	size := end
	for i, name := range names {
		size += head + 2*len(name) + len(packed[i])
	}
	var b bytes.Buffer
	b.Grow(size)
	z := zip.NewWriter(&b)
	for i, name := range names {
		h := &zip.FileHeader{
			Name: name, Method: method(name), Flags: 0x800, // names are UTF-8
			CRC32: sums[i], CompressedSize64: uint64(len(packed[i])), UncompressedSize64: uint64(len(files[name])),
			//lint:ignore SA1019 CreateRaw writes the date as it stands here and does not look at Modified.
			ModifiedDate: stamp, CreatorVersion: version, ReaderVersion: version,
		}
		h.SetMode(0o644)
		w, err := z.CreateRaw(h)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(packed[i]); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// stored reports whether a file is packed already, as pictures are.
func stored(name string) bool {
	return slices.Contains([]string{".png", ".jpg", ".webp", ".avif", ".woff2"}, path.Ext(name))
}

func method(name string) uint16 {
	if stored(name) {
		return zip.Store
	}
	return zip.Deflate
}

// version of the format, 2.0: the first with folders and this compression.
const version = 20

// reserved are names of devices on Windows, with any ending.
var reserved = strings.Fields("con prn aux nul conin$ conout$ com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 com¹ com² com³ lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 lpt¹ lpt² lpt³")

// longest is how long a path may be, in UTF-16 code units: Windows has room for
// 260, with that of the folder that it is unpacked to.
const longest = 200

// portable wants names that every system can unpack.
func portable(names []string) error {
	folded := map[string]string{}
	for _, name := range names {
		if other, ok := folded[strings.ToLower(name)]; ok {
			return fmt.Errorf("the files %q and %q cannot stand in one folder on Windows and macOS", other, name)
		}
		folded[strings.ToLower(name)] = name
		if n := len(utf16.Encode([]rune(name))); n > longest {
			return fmt.Errorf("the path %q has %d characters; Windows unpacks at most some %d", name, n, longest)
		}
		for part := range strings.SplitSeq(name, "/") {
			stem, _, _ := strings.Cut(part, ".")
			if strings.ContainsAny(part, `\:*?"<>|`) || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' }) ||
				part == "" || part == ".." || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || slices.Contains(reserved, strings.ToLower(stem)) {
				return fmt.Errorf("the file %q cannot be unpacked on Windows; rename what it is made from", name)
			}
		}
	}
	return nil
}
