// Package bundle makes the offline copies of a finished site: each edition as
// one HTML file, and the whole site as a zip. What stands around the pages of
// the one file, and the page that lists the downloads, are layouts'; this
// package joins, leaves out and fills in.
package bundle

import (
	"embed"
	"fmt"
	"maps"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"explainer/internal/derive"
	"explainer/internal/kept"
)

// folder is where offline copies stand, and the page that lists them.
const folder = "offline/"

// Kept is what was made the time before.
type Kept struct {
	level  int
	packed *kept.Values[[]byte]
	joined *kept.Values[part]
}

//go:embed *.go
var source embed.FS

// ReadKept reads what is kept in a folder, if it is named, for a zip that is
// packed with a level of package flate.
func ReadKept(dir string, level int) Kept {
	file := func(name string) string {
		if dir == "" {
			return ""
		}
		return filepath.Join(dir, name)
	}
	return Kept{level,
		kept.Read[[]byte](file("packed"), fmt.Sprint("level ", level)),
		kept.Read[part](file("joined"), kept.Source(source)),
	}
}

// Make makes the copies of a site from its files, and completes the pages that
// list them. It returns what is new or different:
//
//	offline/<slug>-<edition>.html  from the frame that stands there
//	offline/<slug>.zip             the site without the downloads
//
// seal gets the files of the zip and adds those that describe them.
func Make(files map[string][]byte, s *derive.Site, k Kept, seal func(map[string][]byte) error) (map[string][]byte, error) {
	joined, copied := make([][]byte, len(s.Editions)), maps.Clone(files)
	file := func(e derive.Edition) string { return folder + s.Explainer + "-" + e.ID + ".html" }
	list := func(e derive.Edition) string { return e.Path + folder + "index.html" }
	var packed []byte
	var g errgroup.Group
	for i, e := range s.Editions {
		delete(copied, file(e))
		g.Go(func() (err error) {
			j := joiner{files: files, known: k.joined, live: s.BaseURL, edition: e.Path, places: map[string]string{}}
			joined[i], err = j.join(file(e))
			return err
		})
	}
	g.Go(func() (err error) {
		for _, e := range s.Editions {
			if copied[list(e)], err = fill(files[list(e)], inZip, e.Locale, nil); err != nil {
				return err
			}
		}
		if err = seal(copied); err == nil {
			packed, err = pack(copied, k.level, k.packed)
		}
		return err
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	k.joined.Write()
	made := map[string][]byte{folder + s.Explainer + ".zip": packed}
	for i, e := range s.Editions {
		made[file(e)] = joined[i]
	}
	listed := describe(made)
	for _, e := range s.Editions {
		var err error
		if made[list(e)], err = fill(files[list(e)], onSite, e.Locale, listed); err != nil {
			return nil, err
		}
	}
	return made, nil
}
