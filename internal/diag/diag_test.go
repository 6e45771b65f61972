package diag

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestNearest(t *testing.T) {
	words := []string{"capacity", "cells", "cost", "distance", "ñandú"}
	tests := []struct{ word, want string }{
		{"capasity", "capacity"},
		{"capcity", "capacity"},
		{"cpaacity", "capacity"},
		{"capacity", "capacity"},
		{"costs", "cost"},
		{"cst", "cost"},
		{"ñandu", "ñandú"},
		{"residents", ""},
		{"co", ""},
		{"", ""},
		{strings.Repeat("x", 10000), ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, words); got != tt.want {
			t.Errorf("Nearest(%.20q) = %q, want %q", tt.word, got, tt.want)
		}
	}
	if got := Nearest("x", nil); got != "" {
		t.Errorf("Nearest among none = %q", got)
	}
}

func TestSort(t *testing.T) {
	var l List
	for _, at := range []Place{{"b", 1, 1}, {"a", 10, 1}, {"a", 9, 2}, {"a", 9, 1}, {"a", 0, 0}, {"a", 9, 1}} {
		l.Errorf(at, "code", "message")
	}
	l.Errorf(Place{"a", 9, 1}, "another", "message")
	l.Sort()
	var got []string
	for _, d := range l {
		got = append(got, d.Place.String()+" "+d.Code)
	}
	const want = "a code, a:9:1 another, a:9:1 code, a:9:2 code, a:10:1 code, b:1:1 code"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// What is found twice is printed once, and whoever holds the list keeps it.
func TestPrintKeepsTheList(t *testing.T) {
	var l List
	l.Errorf(Place{"b", 1, 1}, "code", "message")
	l.Errorf(Place{"a", 1, 1}, "code", "message")
	l.Errorf(Place{"a", 1, 1}, "code", "message")
	var b strings.Builder
	if err := (Printer{}).Print(&b, l); err != nil || strings.Count(b.String(), "error:") != 2 {
		t.Errorf("%v, printed\n%s", err, b.String())
	}
	if len(l) != 3 || l[0].Place.File != "b" || l[2] == nil {
		t.Errorf("the list is %v by now", l)
	}
}

// TestPrint quotes the line at fault with a caret under its column, whatever
// the line holds.
func TestPrint(t *testing.T) {
	long := strings.Repeat("0123456789", 30)
	tests := []struct {
		name, line string
		col        int
		want       string
	}{
		{"plain", "kind: x", 7, "       1 | kind: x\n         |       ^\n"},
		{"wide letters before", "ñandú: x", 8, "       1 | ñandú: x\n         |        ^\n"},
		{"end of the line", "kind:", 6, "       1 | kind:\n         |      ^\n"},
		{"beyond the line", "kind:", 60, "       1 | kind:\n         |      ^\n"},
		{"no column", "kind:", 0, "       1 | kind:\n"},
		{"tab", "a\tb", 3, "       1 | a b\n         |   ^\n"},
		{"terminal codes", "a\x1b[31mb\u202ec\u200bd", 1, "       1 | a␣[31mb␣c␣d\n         | ^\n"},
		{"carriage return", "ab\r", 1, "       1 | ab\n         | ^\n"},
		{"start of a long line", long, 1, "       1 | " + long[:40] + "…\n         | ^\n"},
		{"middle of a long line", long, 151, "       1 | …" + long[90:190] + "…\n         | " + strings.Repeat(" ", 61) + "^\n"},
		{"end of a long line", long, 301, "       1 | …" + long[240:] + "\n         | " + strings.Repeat(" ", 61) + "^\n"},
		{"blank", "   ", 1, ""},
		{"not UTF-8", "a\xff", 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var l List
			l.Errorf(Place{"a.yaml", 1, tt.col}, "code", "message").Helpf("help")
			var b strings.Builder
			p := Printer{Root: fstest.MapFS{"a.yaml": {Data: []byte(tt.line + "\nmore")}}}
			if err := p.Print(&b, l); err != nil {
				t.Fatal(err)
			}
			want := l[0].Place.String() + ": error: message [code]\n" + tt.want + "    help: help\n"
			if b.String() != want {
				t.Errorf("got\n%s\nwant\n%s", b.String(), want)
			}
		})
	}
}

// Colours add codes and change nothing else.
func TestColour(t *testing.T) {
	var l List
	l.Errorf(Place{"a.yaml", 1, 7}, "code", "message").Note(Place{"b.yaml", 2, 0}, "the other").Helpf("help")
	l.Warnf(Place{File: "c.md"}, "code", "message")
	root := fstest.MapFS{"a.yaml": {Data: []byte("kind: <x> # & more\n")}, "b.yaml": {}}
	var plain, coloured strings.Builder
	if err := (Printer{Root: root}).Print(&plain, l); err != nil {
		t.Fatal(err)
	}
	if err := (Printer{Root: root, Color: true}).Print(&coloured, l); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(coloured.String(), "\x1b[") || strings.Contains(plain.String(), "\x1b") {
		t.Errorf("colour codes: %t with colour, %t without", strings.Contains(coloured.String(), "\x1b["), strings.Contains(plain.String(), "\x1b"))
	}
	if got := stripSGR(coloured.String()); got != plain.String() {
		t.Errorf("without its codes the coloured text is\n%s\nwant\n%s", got, plain.String())
	}
}

func stripSGR(s string) string {
	var b strings.Builder
	for s != "" {
		before, rest, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			break
		}
		_, s, _ = strings.Cut(rest, "m")
	}
	return b.String()
}

func TestSummary(t *testing.T) {
	var l List
	if got := Summary(l); got != "" {
		t.Errorf("of nothing: %q", got)
	}
	l.Warnf(Place{File: "a"}, "code", "message")
	if got, want := Summary(l), "1 warning in 1 file"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	l.Errorf(Place{File: "a"}, "code", "message")
	l.Errorf(Place{File: "b"}, "code", "message")
	if got, want := Summary(l), "2 errors, 1 warning in 2 files"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if l.Errors() != 2 {
		t.Errorf("%d errors, want 2", l.Errors())
	}
}
