package load

import (
	"slices"
	"sync"

	"go.yaml.in/yaml/v4"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// A Memory loads one site again and again. It keeps what it has parsed of
// files in which nothing was wrong, and parses anew only those whose text has
// changed: while somebody writes, all but one. The zero Memory is ready to
// use. Explainers that it returns share pages, which nobody may change.
type Memory struct {
	records  sync.Map // *keptRecord by file
	pages    sync.Map // *keptPage by file
	releases sync.Map // *explainer.Release by file and SHA-256
}

type keptRecord struct {
	text  string
	lines []string
	node  *yaml.Node
}

// parse is r.parse for a whole file.
func (m *Memory) parse(r *record, text string) *yaml.Node {
	if k, ok := m.records.Load(r.file); ok && k.(*keptRecord).text == text {
		r.lines = k.(*keptRecord).lines
		return k.(*keptRecord).node
	}
	before := len(*r.diags)
	n := r.parse(text)
	if n != nil && len(*r.diags) == before {
		m.records.Store(r.file, &keptRecord{text, r.lines, n})
	}
	return n
}

type keptPage struct {
	text string
	eds  []string // an edition's place among them matters
	*loader
}

// page reads a page by a loader of its own, without touching l.
func (m *Memory) page(l *loader, p *explainer.Page, file string) *loader {
	own := l.fork()
	own.anchors[file] = map[string]diag.Place{}
	text, ok := own.text(file)
	if !ok {
		return own
	}
	eds := l.x.EditionIDs()
	if k, ok := m.pages.Load(file); ok && k.(*keptPage).text == text && slices.Equal(k.(*keptPage).eds, eds) {
		return k.(*keptPage).loader
	}
	own.page(p, file, text)
	if len(own.diags) == 0 {
		m.pages.Store(file, &keptPage{text, eds, own})
	}
	return own
}

// release gives a release that was read before, or has it read. Nobody changes
// one.
func (m *Memory) release(file, sum string, read func() (*explainer.Release, bool)) (*explainer.Release, bool) {
	key := file + " " + sum
	if r, ok := m.releases.Load(key); ok {
		return r.(*explainer.Release), true
	}
	r, ok := read()
	if ok {
		m.releases.Store(key, r)
	}
	return r, ok
}
