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
	l.each("data/sources", func(r *record, n *yaml.Node, id string) {
		s := &explainer.Source{ID: id}
		r.source(n, s)
		l.x.Sources = append(l.x.Sources, s)
	})
	l.each("data/agents", func(r *record, n *yaml.Node, id string) {
		a := &explainer.Agent{ID: id}
		r.agent(n, a)
		l.x.Agents = append(l.x.Agents, a)
	})
	for _, section := range l.folders("data/claims") {
		l.each(section, func(r *record, n *yaml.Node, id string) {
			c := &explainer.Claim{ID: id, Section: explainer.Text{Value: path.Base(section), Place: diag.Place{File: r.file}}}
			r.claim(n, c)
			l.x.Claims = append(l.x.Claims, c)
		})
	}
	l.each("data/disagreements", func(r *record, n *yaml.Node, id string) {
		d := &explainer.Disagreement{ID: id}
		r.disagreement(n, d)
		l.x.Disagreements = append(l.x.Disagreements, d)
	})
	l.each("data/units", func(r *record, n *yaml.Node, id string) {
		nouns := map[string][]string{}
		r.unit(n, nouns)
		l.x.Units[id] = nouns
	})
	l.one("data/rules.yaml", func(r *record, n *yaml.Node) { r.rules(n, &l.x.Rules) })
	l.each("data/style", func(r *record, n *yaml.Node, id string) {
		s := &explainer.Style{ID: id}
		r.style(n, s)
		l.x.Style = append(l.x.Style, s)
	})
	slices.SortStableFunc(l.x.Disagreements, func(a, b *explainer.Disagreement) int {
		return cmp.Compare(b.Weight, a.Weight)
	})
	l.prose()
	l.duplicateIDs()
	return l.x, mended(l.diags)
}

// dataFolders are the folders that Load reads below data/.
var dataFolders = []string{"agents", "claims", "disagreements", "sources", "style", "units"}

// dataFiles are the files that Load reads directly below data/.
var dataFiles = []string{"rules.yaml"}

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
			if near := diag.Nearest(e.Name(), dataFolders); near != "" {
				d.Helpf("did you mean %q?", near)
			} else {
				d.Helpf("the folders of data are %s", strings.Join(dataFolders, ", "))
			}
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

// each reads the records of a folder, one file each: parsed side by side, then
// taken in order.
func (l *loader) each(dir string, read func(r *record, n *yaml.Node, id string)) {
	type parsed struct {
		id   string
		take func(func(*record, *yaml.Node))
	}
	var files []*parsed
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, e := range l.entries(dir, false) {
		file := path.Join(dir, e.Name())
		if e.IsDir() || path.Ext(file) != ".yaml" {
			l.stray(file)
		} else if id, ok := l.id(file); ok {
			p := &parsed{id: id}
			files = append(files, p)
			g.Go(func() error {
				p.take = l.parsed(file)
				return nil
			})
		}
	}
	_ = g.Wait() // parsed reports what is wrong
	for _, p := range files {
		p.take(func(r *record, n *yaml.Node) { read(r, n, p.id) })
	}
}

// one reads a record that a site may do without.
func (l *loader) one(file string, read func(r *record, n *yaml.Node)) {
	if _, err := fs.Stat(l.fsys, file); !errors.Is(err, fs.ErrNotExist) {
		l.record(file, read)
	}
}

func (l *loader) record(file string, read func(r *record, n *yaml.Node)) { l.parsed(file)(read) }

// fork gives a loader of the same site with nothing found yet.
func (l *loader) fork() *loader {
	return &loader{
		kept: l.kept, fsys: l.fsys, x: &explainer.Explainer{Settings: l.x.Settings},
		anchors: map[string]map[string]diag.Place{},
	}
}

// parsed reads and parses a file without touching l, and gives what hands the
// result on: findings to l, and the record to a reader if there is one.
func (l *loader) parsed(file string) (take func(read func(*record, *yaml.Node))) {
	own := l.fork()
	r := &record{diags: &own.diags, file: file, eds: l.x.EditionIDs()}
	var n *yaml.Node
	if text, ok := own.text(file); ok {
		n = l.kept.parse(r, text)
	}
	return func(read func(*record, *yaml.Node)) {
		l.diags = append(l.diags, own.diags...)
		r.diags = &l.diags
		if n != nil {
			read(r, n)
		}
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
