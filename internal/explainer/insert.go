package explainer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"
)

// What stands around the key of a note in the Markdown that Hugo reads: for
// goldmark a passage that is none of its business, for a template the place of
// the note. Package load lets no author write either.
const NoteOpens, NoteCloses = "{{", "}}"

// An Insert is what Hugo reads at a place and no author wrote.
type Insert struct {
	Place diag.Place
	Text  string
}

// NoteInsert is the insert of a note.
func NoteInsert(n Note) Insert { return Insert{n.Place, NoteOpens + n.Key + NoteCloses} }

// WithInserts is Markdown with inserts, which come in order, all else where it
// was.
func WithInserts(markdown string, inserts []Insert) string {
	lines := strings.SplitAfter(markdown, "\n")
	for _, n := range slices.Backward(inserts) {
		line := &lines[n.Place.Line-1]
		at := offset(*line, n.Place.Col)
		*line = (*line)[:at] + n.Text + (*line)[at:]
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
