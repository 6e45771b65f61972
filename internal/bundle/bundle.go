// Package bundle makes the offline copies of a finished site: each edition as
// one HTML file, and the whole site as a zip. What stands around the pages of
// the one file, and the page that lists the downloads, are layouts'; this
// package joins, leaves out and fills in.
package bundle

import (
	"maps"
	"path"

	"golang.org/x/sync/errgroup"

	"explainer/internal/derive"
)

// folder is where offline copies stand, and the page that lists them.
const folder = "offline"

// Make makes the copies of a site from its files, and completes the pages that
// list them. It returns what is new or different:
//
//	offline/<slug>-<edition>.html  from the frame that stands there
//	offline/<slug>.zip             the site without the downloads
//
// seal gets the files of the zip and adds those that describe them.
func Make(files map[string][]byte, s *derive.Site, zip Packing, seal func(map[string][]byte) error) (map[string][]byte, error) {
	downloads, err := joinAll(files, s)
	if err != nil {
		return nil, err
	}
	copied := maps.Clone(files)
	for name := range downloads {
		delete(copied, name)
	}
	for _, e := range s.Editions {
		list := e.Path + folder + "/index.html"
		if copied[list], err = fill(files[list], inZip, e.Locale, downloads); err != nil {
			return nil, err
		}
	}
	if err := seal(copied); err != nil {
		return nil, err
	}
	name := folder + "/" + s.Explainer + ".zip"
	if downloads[name], err = pack(copied, zip); err != nil {
		return nil, err
	}
	made := maps.Clone(downloads)
	for _, e := range s.Editions {
		list := e.Path + folder + "/index.html"
		if made[list], err = fill(files[list], onSite, e.Locale, downloads); err != nil {
			return nil, err
		}
	}
	return made, nil
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
