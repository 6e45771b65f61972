package bundle

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
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

// Packing is how a zip is packed.
type Packing struct {
	Level int    // how hard, as package flate has it
	Kept  string // the file that keeps what was packed for the next time, if any
}

// pack zips files, sorted by name.
func pack(files map[string][]byte, how Packing) ([]byte, error) {
	names := slices.Sorted(maps.Keys(files))
	if err := portable(names); err != nil {
		return nil, err
	}
	packed := make([][]byte, len(names))
	writers := sync.Pool{New: func() any { // one takes longer to make than to write a page
		w, _ := flate.NewWriter(nil, how.Level)
		return w
	}}
	known := kept.Read[[]byte](how.Kept, fmt.Sprint("level ", how.Level))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		if stored(name) {
			packed[i] = files[name]
			continue
		}
		g.Go(func() (err error) {
			was := true // kept
			deflate := func() ([]byte, error) {
				was = false
				var b bytes.Buffer
				w := writers.Get().(*flate.Writer)
				defer writers.Put(w)
				w.Reset(&b)
				_, err := w.Write(files[name])
				err = errors.Join(err, w.Close())
				return b.Bytes(), err
			}
			packed[i], err = known.Of(sha256.Sum256(files[name]), deflate)
			if was && !inflates(packed[i], files[name]) {
				packed[i], err = deflate()
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	known.Write()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, name := range names {
		h := &zip.FileHeader{
			Name: name, Method: method(name), Flags: 0x800, // names are UTF-8
			CRC32: crc32.ChecksumIEEE(files[name]), CompressedSize64: uint64(len(packed[i])), UncompressedSize64: uint64(len(files[name])),
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

var readers = sync.Pool{New: func() any { return flate.NewReader(nil) }}

// inflates reports whether packed is what was packed of raw. What is kept lies
// in the site's folder, of which whoever sent it could have made another page
// than the one that was audited.
func inflates(packed, raw []byte) bool {
	r := readers.Get().(io.ReadCloser)
	defer readers.Put(r)
	if r.(flate.Resetter).Reset(bytes.NewReader(packed), nil) != nil {
		return false
	}
	var part [16 << 10]byte
	for {
		n, err := r.Read(part[:])
		if n > len(raw) || !bytes.Equal(part[:n], raw[:n]) {
			return false
		}
		if raw = raw[n:]; err != nil {
			return err == io.EOF && len(raw) == 0
		}
	}
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
