package publish

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"explainer/internal/diag"
)

// A Published is a site, or a zip of one, that can be compared: what its
// build.json says was published.
type Published struct {
	Manifest
	Name  string            // as given
	Files map[string]string // SHA-256 of every file, those that Manifest.Files leaves out too
}

// Open reads what a build published from its folder, its zip or its
// build.json.
func Open(name string) (*Published, error) {
	raw, err := describing(name)
	if err != nil {
		return nil, err
	}
	p := &Published{Name: name, Files: map[string]string{}}
	if json.Unmarshal(raw, &p.Manifest) != nil || p.Generator != generator {
		return nil, fmt.Errorf("%s is not described by a build.json of this tool", name)
	}
	maps.Copy(p.Files, p.Manifest.Files)
	p.Files[manifest], p.Files[sums] = hexSum(raw), hexSum(list(p.Manifest.Files, raw))
	return p, nil
}

// describing is the build.json of what has this name.
func describing(name string) ([]byte, error) {
	if filepath.Base(name) == manifest {
		return readManifest(os.DirFS(filepath.Dir(name)))
	}
	fsys, done, err := open(name)
	if err != nil {
		return nil, err
	}
	defer done()
	if fsys == nil {
		return nil, fmt.Errorf("%s is neither a folder nor a zip nor a build.json", name)
	}
	raw, err := readManifest(fsys)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s has no build.json, so that nothing says what a build published there", name)
	}
	return raw, err
}

// mostOfManifest is how large a build.json is read, in bytes: some hundred for
// each file of a site.
const mostOfManifest = 16 << 20

// readManifest reads a build.json. It is a file of the size that it has, not
// what a zip says: nothing waits for it, and no room is made for what is not
// there.
func readManifest(fsys fs.FS) ([]byte, error) {
	if info, err := fs.Stat(fsys, manifest); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, errors.New("its build.json is no file")
	}
	f, err := fsys.Open(manifest)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, mostOfManifest+1))
	if len(raw) > mostOfManifest {
		return nil, fmt.Errorf("its build.json is over %d MB", mostOfManifest>>20)
	}
	return raw, err
}

// open gives the files of a folder or a zip, nil for any other file. A pipe or
// a device, which could go on without end, is not opened.
func open(name string) (fs.FS, func() error, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		return os.DirFS(name), func() error { return nil }, nil
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%s is neither a folder nor a regular file", name)
	}
	z, err := zip.OpenReader(name)
	switch {
	case errors.Is(err, zip.ErrFormat):
		return nil, func() error { return nil }, nil
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // such entries are never opened
		return nil, nil, err
	}
	return z, z.Close, nil
}

// Compare says how a copy, which is a folder, a zip or a single file, differs
// from what was published. same is the number of files that do not.
func (p *Published) Compare(name string) (list diag.List, same int, err error) {
	fsys, done, err := open(name)
	if err != nil {
		return nil, 0, err
	}
	defer done()
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		sum, err := sum(name)
		if err != nil {
			return nil, 0, err
		}
		if slices.Contains(slices.Collect(maps.Values(p.Files)), sum) {
			return nil, 1, nil
		}
	}
	if fsys == nil {
		list.Errorf(diag.Place{File: name}, "file-changed", "the build published no file with these bytes")
		return list, 0, nil
	}
	var of Manifest
	if raw, err := readManifest(fsys); err != nil || json.Unmarshal(raw, &of) != nil {
		of = p.Manifest // what is the matter with it will be seen
	}
	if p, err = p.like(of); err != nil {
		return nil, 0, err
	}
	c := comparison{Published: p, of: of, fsys: fsys, name: name, left: maps.Clone(p.Files), budget: atMost}
	if err := fs.WalkDir(fsys, ".", c.see); err != nil {
		return nil, 0, err
	}
	for file := range c.left {
		c.list.Errorf(diag.Place{File: path.Join(name, file)}, "file-missing", "the build published this file, and the copy lacks it")
	}
	c.list.Sort()
	return c.list, c.same, nil
}

// like is what to compare a copy with that says this of itself: one that was
// unpacked from the site's zip lacks the downloads, and is compared with that
// zip.
func (p *Published) like(copied Manifest) (*Published, error) {
	if copied.Copy == p.Copy {
		return p, nil
	}
	if !copied.Copy {
		return nil, fmt.Errorf("%s is the zip of a site, and this is a whole one; compare with the site's folder or build.json", p.Name)
	}
	for file := range p.Manifest.Files {
		if path.Ext(file) == ".zip" && path.Dir(file) == "offline" {
			zipped, err := Open(filepath.Join(p.Name, filepath.FromSlash(file)))
			if err != nil {
				return nil, fmt.Errorf("this is from the zip of a site; compare with that zip: %w", err)
			}
			return zipped, nil
		}
	}
	return nil, fmt.Errorf("this is from the zip of a site, and %s has none", p.Name)
}

// atMost is how much of a copy is read, in bytes: a zip may hold more than any
// disk does.
var atMost int64 = 1 << 30

type comparison struct {
	*Published
	of     Manifest // what the copy says of itself
	fsys   fs.FS
	name   string
	left   map[string]string // files not seen yet
	budget int64
	same   int
	list   diag.List
}

// furniture is what file managers put into folders that they show.
var furniture = []string{".DS_Store", "Thumbs.db", "desktop.ini"}

func (c *comparison) see(file string, e fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	if e.IsDir() || slices.Contains(furniture, e.Name()) {
		return nil
	}
	at := diag.Place{File: path.Join(c.name, file)}
	want, ok := c.left[file]
	delete(c.left, file)
	switch {
	case !ok:
		c.list.Errorf(at, "file-added", "the build published no such file")
		return nil
	case !e.Type().IsRegular():
		c.list.Errorf(at, "file-changed", "this is no file; the build published one")
		return nil
	}
	f, err := c.fsys.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(f, c.budget))
	if c.budget -= n; c.budget <= 0 {
		return fmt.Errorf("%s holds over %d MB, more than any site", c.name, atMost>>20)
	}
	switch {
	case err != nil:
		c.list.Errorf(at, "file-changed", "this file cannot be read: %v", err)
	case fmt.Sprintf("%x", h.Sum(nil)) == want:
		c.same++
	case file == manifest && c.of.Content != c.Content:
		c.list.Errorf(at, "file-changed", "the copy is of other content, %.12s; the build is of %.12s", c.of.Content, c.Content)
	default:
		c.list.Errorf(at, "file-changed", "this file differs from what the build published")
	}
	return nil
}
