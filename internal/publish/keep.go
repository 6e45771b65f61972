package publish

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// keep gives each staged file that stands in the site before it with the same
// bytes that one's inode and time, so that whoever uploads what is newer
// uploads little. It is a favour: where it cannot be done, a file is new.
func keep(stage, before string) {
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
		case !e.IsDir() && info.Mode() == 0o644: // regular, and for all to read
			g.Go(func() error {
				if equal(file, old, info.Size()) {
					take(old, file)
				}
				return nil
			})
		}
		return nil
	})
	_ = g.Wait()
}

func equal(file, old string, size int64) bool {
	if info, err := os.Lstat(file); err != nil || info.Size() != size {
		return false
	}
	a, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	b, err := os.ReadFile(old)
	return err == nil && bytes.Equal(a, b)
}

// take puts old in file's place, at no moment of which file is missing.
func take(old, file string) {
	link := file + ".kept"
	if os.Link(old, link) == nil {
		if os.Rename(link, file) != nil {
			_ = os.Remove(link)
		}
		return
	}
	if info, err := os.Lstat(old); err == nil { // a file of another user, or no links here
		_ = os.Chtimes(file, info.ModTime(), info.ModTime())
	}
}
