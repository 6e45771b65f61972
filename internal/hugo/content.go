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

// What stands around the kind and id of a panel, as [explainer.NoteOpens] does
// around the key of a note. A panel ends the paragraph that it stands in.
const panelOpens, panelCloses = "{%", "%}"

// inserts are those of a page, in order.
func (j Job) inserts(p *explainer.Page) []explainer.Insert {
	var list []explainer.Insert
	for _, n := range p.Notes() {
		list = append(list, explainer.NoteInsert(n))
	}
	for _, n := range j.Panels {
		if n.Place.File == p.Place.File {
			list = append(list, explainer.Insert{Place: n.Place, Text: panelOpens + path.Join(string(n.Kind), n.ID) + panelCloses})
		}
	}
	slices.SortStableFunc(list, func(a, b explainer.Insert) int {
		return cmp.Or(cmp.Compare(a.Place.Line, b.Place.Line), cmp.Compare(a.Place.Col, b.Place.Col))
	})
	return list
}

// writeContent writes the pages as they were judged, with the key of its note
// behind each sentence that has one, and panels behind paragraphs: only Go
// knows where sentences end. A run that renders some pages is told which;
// the others are there to be linked to.
func (j Job) writeContent(only []Page) error {
	if only == nil {
		// Pages of the run before may be gone.
		if err := os.RemoveAll(filepath.Join(j.Work, "content")); err != nil {
			return err
		}
	}
	for _, e := range j.Explainer.Editions {
		if err := os.MkdirAll(j.content(e.ID), 0o755); err != nil {
			return err
		}
	}
	for _, p := range j.Explainer.Pages {
		text := explainer.WithInserts(p.Markdown, j.inserts(p))
		if only != nil && !slices.Contains(only, Page{p.Edition, "/" + p.ID}) {
			outputs := append([]string{unseen}, j.outputs(p)[1:]...)
			text = strings.Replace(text, "\n", "\noutputs: ["+strings.Join(outputs, ", ")+"]\n", 1)
		}
		if err := os.WriteFile(filepath.Join(j.content(p.Edition), path.Base(p.Place.File)), explainer.KeepTogether([]byte(text)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (j Job) content(edition string) string { return filepath.Join(j.Work, "content", edition) }

// written gives the place that an author knows for one in the Markdown with
// inserts.
func (j Job) written(at diag.Place) diag.Place {
	for _, p := range j.Explainer.Pages {
		if p.Place.File != at.File {
			continue
		}
		for _, n := range j.inserts(p) {
			if n.Place.Line == at.Line && n.Place.Col < at.Col {
				at.Col = max(n.Place.Col, at.Col-utf8.RuneCountInString(n.Text))
			}
		}
	}
	return at
}
