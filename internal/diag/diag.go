// Package diag is what the build says about an author's files: a place, a
// code, a message, where the other place is, and what to do about it.
//
// A message is lower case without a full stop, has the author's words in
// double quotes, and is followed by a code that names the bad thing:
//
//	content/en/us-deal.md:14:22: error: no claim has the id "capasity" [unknown-claim]
//	    14 | It can hold [40,000 people](claim:capasity).
//	       |                            ^
//	    help: did you mean "capacity"?
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// A Place is a position in one of the author's files. File is relative to the
// site and uses slashes. Line and Col count from 1, Col in characters; a zero
// Line means the whole file.
type Place struct {
	File string
	Line int
	Col  int
}

// String gives "file:line:col", leaving out what is zero.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Level says whether a diagnostic stops the build.
type Level string

// The levels, gravest first.
const (
	Error   Level = "error"
	Warning Level = "warning"
)

// A Note points at the other place that a diagnostic is about.
type Note struct {
	Place   Place
	Message string
}

// A Diagnostic is one thing found, with its cause in one place.
type Diagnostic struct {
	Place   Place
	Level   Level
	Code    string // kebab-case; has an entry in docs/diagnostics.md
	Message string
	Notes   []Note
	Help    string // the only suggestion, empty if there is none
}

// Note adds the other place that d is about and returns d.
func (d *Diagnostic) Note(at Place, format string, args ...any) *Diagnostic {
	d.Notes = append(d.Notes, Note{at, fmt.Sprintf(format, args...)})
	return d
}

// Helpf sets the suggestion and returns d.
func (d *Diagnostic) Helpf(format string, args ...any) *Diagnostic {
	d.Help = fmt.Sprintf(format, args...)
	return d
}

// A List collects everything found, so that an author sees it all at once.
// The zero List is ready to use.
type List []*Diagnostic

// Errorf adds an error and returns it, for notes and help.
func (l *List) Errorf(at Place, code, format string, args ...any) *Diagnostic {
	return l.add(Error, at, code, format, args)
}

// Warnf adds a warning, which does not stop the build.
func (l *List) Warnf(at Place, code, format string, args ...any) *Diagnostic {
	return l.add(Warning, at, code, format, args)
}

func (l *List) add(level Level, at Place, code, format string, args []any) *Diagnostic {
	d := &Diagnostic{Place: at, Level: level, Code: code, Message: fmt.Sprintf(format, args...)}
	*l = append(*l, d)
	return d
}

// Errors counts the diagnostics that stop the build.
func (l List) Errors() int {
	n := 0
	for _, d := range l {
		if d.Level == Error {
			n++
		}
	}
	return n
}

// Sort orders by place, then code, and drops exact repetitions.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b *Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Line, b.Place.Line),
			cmp.Compare(a.Place.Col, b.Place.Col),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	*l = slices.CompactFunc(*l, func(a, b *Diagnostic) bool {
		return a.Place == b.Place && a.Code == b.Code && a.Message == b.Message
	})
}

// Sorted is Sort for a list that others hold too: it gives a copy.
func (l List) Sorted() List {
	l = slices.Clone(l)
	l.Sort()
	return l
}

// Nearest returns the word of candidates that was probably meant by word, or
// "" when none is near: at most a third of its letters may differ.
func Nearest(word string, candidates []string) string {
	best, least := "", len([]rune(word))/3+1
	for _, c := range candidates {
		if d := distance(word, c, least); d < least || d == least && best == "" && d <= len([]rune(word))/3 {
			best, least = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance (Levenshtein with
// transpositions) in runes; it may stop early once it exceeds limit.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if n := len(s) - len(t); n > limit || -n > limit {
		return limit + 1
	}
	var before []int
	prev := make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		cur := make([]int, len(t)+1)
		cur[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev = prev, cur
	}
	return prev[len(t)]
}
