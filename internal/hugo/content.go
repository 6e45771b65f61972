package hugo

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// What stands around the key of a note, and around the kind and id of a panel,
// in the Markdown that Hugo reads: for goldmark a passage that
// is none of its business, for a template the place of the note or the panel.
// A panel ends the paragraph that it stands in. Package load lets no author
// write either.
const (
	noteOpens, noteCloses   = "{{", "}}"
	panelOpens, panelCloses = "{%", "%}"
)

// An insert is what Hugo reads at a place and no author wrote.
type insert struct {
	place diag.Place
	text  string
}

// inserts are those of a page, in order.
func (j Job) inserts(p *explainer.Page) []insert {
	var list []insert
	for _, n := range p.Notes() {
		list = append(list, insert{n.Place, noteOpens + n.Key + noteCloses})
	}
	for _, n := range j.Panels {
		if n.Place.File == p.Place.File {
			list = append(list, insert{n.Place, panelOpens + path.Join(string(n.Kind), n.ID) + panelCloses})
		}
	}
	slices.SortStableFunc(list, func(a, b insert) int {
		return cmp.Or(cmp.Compare(a.place.Line, b.place.Line), cmp.Compare(a.place.Col, b.place.Col))
	})
	return list
}

// writeContent writes the pages as they were judged, with the key of its note
// behind each sentence that has one, and panels behind paragraphs: only Go
// knows where sentences end.
func (j Job) writeContent() error {
	// Pages of the run before may be gone.
	if err := os.RemoveAll(filepath.Join(j.Work, "content")); err != nil {
		return err
	}
	for _, e := range j.Explainer.Editions {
		if err := os.MkdirAll(j.content(e.ID), 0o755); err != nil {
			return err
		}
	}
	for _, p := range j.Explainer.Pages {
		file := filepath.Join(j.content(p.Edition), path.Base(p.Place.File))
		if err := os.WriteFile(file, []byte(j.withInserts(p)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (j Job) content(edition string) string { return filepath.Join(j.Work, "content", edition) }

// withInserts is a page's Markdown with its notes and panels, all else where
// it was.
func (j Job) withInserts(p *explainer.Page) string {
	lines := strings.SplitAfter(p.Markdown, "\n")
	for _, n := range slices.Backward(j.inserts(p)) {
		line := &lines[n.place.Line-1]
		at := offset(*line, n.place.Col)
		*line = (*line)[:at] + n.text + (*line)[at:]
	}
	return strings.Join(lines, "")
}

// offset is that of a column, counted in characters from 1.
func offset(line string, col int) int {
	at := 0
	for ; col > 1 && at < len(line); col-- {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

// written gives the place that an author knows for one in the Markdown with
// inserts.
func (j Job) written(at diag.Place) diag.Place {
	for _, p := range j.Explainer.Pages {
		if p.Place.File != at.File {
			continue
		}
		for _, n := range j.inserts(p) {
			if n.place.Line == at.Line && n.place.Col < at.Col {
				at.Col = max(n.place.Col, at.Col-utf8.RuneCountInString(n.text))
			}
		}
	}
	return at
}
