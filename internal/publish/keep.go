package publish

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// unchanged are the files that stand in two sites with the same bytes, and in
// the one before for all to read.
func unchanged(stage, before string) []string {
	var mu sync.Mutex
	var same []string
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	_ = filepath.WalkDir(stage, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		rel, err := filepath.Rel(stage, file)
		if err != nil {
			return nil
		}
		old := filepath.Join(before, rel)
		info, err := os.Lstat(old)
		switch {
		case err != nil, info.IsDir() != e.IsDir():
			if e.IsDir() {
				return filepath.SkipDir
			}
		case !e.IsDir() && info.Mode() == 0o644:
			g.Go(func() error {
				if equal(file, old, info.Size()) {
					mu.Lock()
					same = append(same, rel)
					mu.Unlock()
				}
				return nil
			})
		}
		return nil
	})
	_ = g.Wait()
	return same
}

// keep puts files of the site before back in the place of those that are the
// same, so that whoever uploads what is newer uploads little: each has its
// inode and time again, and at no moment is one missing. It is a favour: where
// it cannot be done, a file is new.
func keep(same []string, before, out string) {
	for _, file := range same {
		_ = os.Rename(filepath.Join(before, file), filepath.Join(out, file))
	}
}

// buffers are for two files to be compared in parts: whole, they would take the
// memory of both sites.
var buffers = sync.Pool{New: func() any { return new([2][64 << 10]byte) }}

func equal(file, old string, size int64) bool {
	if info, err := os.Lstat(file); err != nil || info.Size() != size {
		return false
	}
	a, err := os.Open(file)
	if err != nil {
		return false
	}
	defer a.Close()
	b, err := os.Open(old)
	if err != nil {
		return false
	}
	defer b.Close()
	part := buffers.Get().(*[2][64 << 10]byte)
	defer buffers.Put(part)
	for {
		n, end := io.ReadFull(a, part[0][:])
		m, endToo := io.ReadFull(b, part[1][:])
		if !bytes.Equal(part[0][:n], part[1][:m]) || end != endToo {
			return false
		}
		if end != nil {
			return end == io.EOF || end == io.ErrUnexpectedEOF
		}
	}
}
