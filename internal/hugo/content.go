package hugo

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// What stands around the key of a note in the Markdown that Hugo reads: for
// goldmark a passage that is none of its business, for a template the place of
// the note. Package load lets no author write it.
const noteOpens, noteCloses = "{{", "}}"

func delimited(n explainer.Note) string { return noteOpens + n.Key + noteCloses }

// writeContent writes the pages as they were judged, with the key of its note
// behind each sentence that has one: only Go knows where sentences end.
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
		if err := os.WriteFile(file, []byte(withNotes(p)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (j Job) content(edition string) string { return filepath.Join(j.Work, "content", edition) }

// withNotes is a page's Markdown with its notes, all else where it was.
func withNotes(p *explainer.Page) string {
	lines := strings.SplitAfter(p.Markdown, "\n")
	for _, n := range slices.Backward(p.Notes()) {
		line := &lines[n.Place.Line-1]
		at := offset(*line, n.Place.Col)
		*line = (*line)[:at] + delimited(n) + (*line)[at:]
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
// notes.
func (j Job) written(at diag.Place) diag.Place {
	for _, p := range j.Explainer.Pages {
		if p.Place.File != at.File {
			continue
		}
		for _, n := range p.Notes() {
			if n.Place.Line == at.Line && n.Place.Col < at.Col {
				at.Col = max(n.Place.Col, at.Col-utf8.RuneCountInString(delimited(n)))
			}
		}
	}
	return at
}
