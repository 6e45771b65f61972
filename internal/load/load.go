// Package load reads a site's records and prose into the nouns of package
// explainer. It reports every mistake of form at its file, line and column,
// and leaves judging what is said to package check.
package load

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
	"golang.org/x/sync/errgroup"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

type loader struct {
	kept  *Memory
	fsys  fs.FS
	diags diag.List
	x     *explainer.Explainer

	anchors map[string]map[string]diag.Place // by page's file, the headings by id
	local   []localLink
	unseen  int // hidden characters reported
}

// Load reads the site in fsys: hugo.toml, data/ and content/. The explainer
// it returns is as complete as the files allow; it is whole only when the
// list has no errors.
func Load(fsys fs.FS) (*explainer.Explainer, diag.List) { return new(Memory).Load(fsys) }

// Load is like the function of that name.
func (m *Memory) Load(fsys fs.FS) (*explainer.Explainer, diag.List) {
	l := &loader{kept: m, fsys: fsys, x: &explainer.Explainer{Units: quantity.Units{}}, anchors: map[string]map[string]diag.Place{}}
	if !l.settings("hugo.toml") {
		return l.x, mended(l.diags)
	}
	for _, ed := range l.x.Editions {
		// Unpacking the sentence model takes as long as reading the records.
		go article.Split(ed.ID, "")
	}
	l.unknownData()
	x := l.x
	l.each(func(r *record, n *yaml.Node) { x.Sources = append(x.Sources, r.source(n)) }, "data/sources")
	l.each(func(r *record, n *yaml.Node) { x.Agents = append(x.Agents, r.agent(n)) }, "data/agents")
	l.each(func(r *record, n *yaml.Node) { x.Claims = append(x.Claims, r.claim(n)) }, l.folders("data/claims")...)
	l.each(func(r *record, n *yaml.Node) { x.Disagreements = append(x.Disagreements, r.disagreement(n)) }, "data/disagreements")
	l.each(func(r *record, n *yaml.Node) { x.Charts = append(x.Charts, r.chart(n)) }, "data/charts")
	l.each(func(r *record, n *yaml.Node) { x.Maps = append(x.Maps, r.locator(n)) }, "data/maps")
	l.each(func(r *record, n *yaml.Node) { x.Units[r.id] = r.unit(n) }, "data/units")
	l.each(func(r *record, n *yaml.Node) { x.Style = append(x.Style, r.style(n)) }, "data/style")
	l.one(func(r *record, n *yaml.Node) { x.Outline = r.outline(n) }, "data/sections.yaml")
	l.one(func(r *record, n *yaml.Node) { x.Rules = r.rules(n) }, "data/rules.yaml")
	l.each(func(r *record, n *yaml.Node) { x.Corrections = append(x.Corrections, r.correction(n)) }, "data/corrections")
	l.one(func(r *record, n *yaml.Node) { x.Redirects = r.redirects(n) }, "data/redirects.yaml")
	l.releases("data/releases")
	slices.SortStableFunc(x.Corrections, func(a, b *explainer.Correction) int {
		return cmp.Compare(b.Date.Value, a.Date.Value)
	})
	slices.SortStableFunc(x.Disagreements, func(a, b *explainer.Disagreement) int {
		return cmp.Compare(b.Weight, a.Weight)
	})
	l.prose()
	l.duplicateIDs()
	return x, mended(l.diags)
}

// dataFolders are the folders that Load reads below data/.
var dataFolders = []string{"agents", "charts", "claims", "corrections", "disagreements", "maps", "releases", "sources", "style", "units"}

// dataFiles are the files that Load reads directly below data/.
var dataFiles = []string{"redirects.yaml", "rules.yaml", "sections.yaml"}

// unknownData reports files that no reader would ever look at: a misspelt
// folder or ending must not lose a record in silence.
func (l *loader) unknownData() {
	for _, e := range l.entries("data", true) {
		if !e.IsDir() {
			if !slices.Contains(dataFiles, e.Name()) {
				l.stray(path.Join("data", e.Name()))
			}
		} else if !slices.Contains(dataFolders, e.Name()) {
			d := l.diags.Errorf(diag.Place{File: path.Join("data", e.Name())}, "unknown-folder", "records of the kind %q are not known", e.Name())
			suggest(d, e.Name(), dataFolders, "the folders of data are")
		}
	}
	for _, e := range l.entries("data/claims", true) {
		if !e.IsDir() {
			l.diags.Errorf(diag.Place{File: path.Join("data/claims", e.Name())}, "stray-file", "a claim belongs in the folder of its section").
				Helpf("move it to data/claims/<section>/")
		}
	}
}

func (l *loader) stray(file string) {
	l.diags.Errorf(diag.Place{File: file}, "stray-file", "this file is not read").Helpf("records are .yaml files in a folder of data; remove it or move it there")
}

// suggest gives the one of some words that was probably meant, or all.
func suggest(d *diag.Diagnostic, word string, known []string, all string) {
	if near := diag.Nearest(word, known); near != "" {
		d.Helpf("did you mean %q?", near)
	} else if len(known) > 0 {
		d.Helpf("%s %s", all, strings.Join(known, ", "))
	}
}

// entries lists a folder without hidden files; a missing folder is reported
// when it is required and counts as empty.
func (l *loader) entries(dir string, required bool) []fs.DirEntry {
	all, err := fs.ReadDir(l.fsys, dir)
	if err != nil && (required || !errors.Is(err, fs.ErrNotExist)) {
		l.diags.Errorf(diag.Place{File: dir}, "missing-folder", "the folder %q cannot be read", dir)
	}
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), ".") })
}

func (l *loader) folders(dir string) []string {
	var folders []string
	for _, e := range l.entries(dir, false) {
		if e.IsDir() {
			folders = append(folders, path.Join(dir, e.Name()))
		}
	}
	return folders
}

// each reads the records of folders, one file each: parsed side by side, then
// taken in order.
func (l *loader) each(read func(*record, *yaml.Node), dirs ...string) {
	type parsed struct {
		*record
		root *yaml.Node
	}
	var files []*parsed
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, dir := range dirs {
		for _, e := range l.entries(dir, false) {
			file := path.Join(dir, e.Name())
			if e.IsDir() || path.Ext(file) != ".yaml" {
				l.stray(file)
			} else if id, ok := l.id(file); ok {
				f := &parsed{}
				files = append(files, f)
				g.Go(func() error {
					f.record, f.root = l.parse(file, id)
					return nil
				})
			}
		}
	}
	_ = g.Wait() // records keep what is wrong
	for _, f := range files {
		l.take(f.record, f.root, read)
	}
}

// one reads a record that a site may do without.
func (l *loader) one(read func(*record, *yaml.Node), file string) {
	if _, err := fs.Stat(l.fsys, file); !errors.Is(err, fs.ErrNotExist) {
		r, root := l.parse(file, "")
		l.take(r, root, read)
	}
}

// parse reads and parses a file without touching l. There is no root if it
// cannot be read.
func (l *loader) parse(file, id string) (*record, *yaml.Node) {
	own := l.fork()
	r := &record{diags: &own.diags, id: id, file: file, eds: l.x.EditionIDs()}
	text, ok := own.text(file)
	if !ok {
		return r, nil
	}
	root := l.kept.parse(r, text)
	r.draft = root != nil && isDraft(root)
	return r, root
}

// take has a record read, if it has a root, and takes over what is wrong with
// it.
func (l *loader) take(r *record, root *yaml.Node, read func(*record, *yaml.Node)) {
	if root != nil {
		read(r, root)
	}
	l.diags = append(l.diags, *r.diags...)
}

// fork gives a loader of the same site with nothing found yet.
func (l *loader) fork() *loader {
	return &loader{
		kept: l.kept, fsys: l.fsys, x: &explainer.Explainer{Settings: l.x.Settings},
		anchors: map[string]map[string]diag.Place{},
	}
}

// duplicateIDs reports claims of one id in two sections: an id is an address.
func (l *loader) duplicateIDs() {
	first := map[string]*explainer.Claim{}
	for _, c := range l.x.Claims {
		if f := first[c.ID]; f != nil {
			l.diags.Errorf(c.Place, "duplicate-id", "two claims have the id %q", c.ID).Note(f.Place, "the other one")
			continue
		}
		first[c.ID] = c
	}
}
