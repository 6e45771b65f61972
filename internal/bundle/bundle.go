// Package bundle makes the offline copies of a finished site: each edition as
// one HTML file, and the whole site as a zip. What stands around the pages of
// the one file, and the page that lists the downloads, are layouts'; this
// package joins, leaves out and fills in.
package bundle

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"explainer/internal/derive"
)

// folder is where offline copies stand, and the page that lists them.
const folder = "offline"

// Write makes the copies below dir:
//
//	offline/<slug>-<edition>.html  from the frame that stands there
//	offline/<slug>.zip             the site without the downloads
//
// seal gets the files of the zip and adds those that describe them. level is
// how hard the zip is compressed, as package flate has it.
func Write(dir string, s *derive.Site, level int, seal func(map[string][]byte) error) error {
	files, err := readAll(dir)
	if err != nil {
		return err
	}
	downloads, err := joinAll(files, s)
	if err != nil {
		return err
	}
	copied := map[string][]byte{}
	for name, raw := range files {
		if _, ok := downloads[name]; !ok {
			copied[name] = raw
		}
	}
	for _, e := range s.Editions {
		list := e.Path + folder + "/index.html"
		if copied[list], err = fill(files[list], inZip, e.Locale, downloads); err != nil {
			return err
		}
	}
	if err := seal(copied); err != nil {
		return err
	}
	name := folder + "/" + s.Explainer + ".zip"
	if downloads[name], err = pack(copied, level); err != nil {
		return err
	}
	for _, e := range s.Editions {
		list := e.Path + folder + "/index.html"
		filled, err := fill(files[list], onSite, e.Locale, downloads)
		if err != nil {
			return err
		}
		downloads[list] = filled
	}
	for name, raw := range downloads {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// joinAll makes the one file of each edition.
func joinAll(files map[string][]byte, s *derive.Site) (map[string][]byte, error) {
	joined := make([][]byte, len(s.Editions))
	name := func(i int) string { return path.Join(folder, s.Explainer+"-"+s.Editions[i].ID+".html") }
	var g errgroup.Group
	for i, e := range s.Editions {
		g.Go(func() (err error) {
			j := joiner{files: files, live: s.BaseURL, edition: e.Path, places: map[string]string{}}
			joined[i], err = j.join(name(i))
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for i := range joined {
		all[name(i)] = joined[i]
	}
	return all, nil
}

// readAll reads a folder into memory: the zip needs all of it.
func readAll(dir string) (map[string][]byte, error) {
	var mu sync.Mutex
	files := map[string][]byte{}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		g.Go(func() error {
			raw, err := os.ReadFile(file)
			name := strings.TrimPrefix(filepath.ToSlash(file), filepath.ToSlash(dir)+"/")
			mu.Lock()
			files[name] = raw
			mu.Unlock()
			return err
		})
		return nil
	})
	if wait := g.Wait(); err == nil {
		err = wait
	}
	return files, err
}
