package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// Settle applies what a site sets about the rules to what was found: levels
// for codes, and waivers for single findings. line gives the line of a file
// that a place is in. Only findings of Rules can be set: what keeps a site
// from being read is not a matter of opinion.
//
// A waiver is for one place and dies with it: one that lets nothing pass, or
// more than one finding, is an error.
func Settle(x *explainer.Explainer, found diag.List, line func(diag.Place) string) diag.List {
	var codes []string
	for _, r := range Rules {
		codes = append(codes, r.Codes...)
	}
	var own diag.List
	known := func(code explainer.Text) bool {
		if slices.Contains(codes, code.Value) {
			return true
		}
		d := own.Errorf(code.Place, "unknown-rule", "no rule reports %q", code.Value)
		if near := diag.Nearest(code.Value, codes); near != "" {
			d.Helpf("did you mean %q?", near)
		}
		return false
	}
	levels := map[string]string{}
	for _, l := range x.Rules.Levels {
		if known(l.Code) {
			levels[l.Code.Value] = l.Level.Value
		}
	}
	waived := map[*diag.Diagnostic]bool{}
	for _, w := range x.Rules.Waivers {
		if !known(w.Code) {
			continue
		}
		var hits diag.List
		for _, d := range found {
			if d.Code == w.Code.Value && d.Place.File == w.File.Value && stands(w.Text.Value, line(d.Place), d.Place.Col) {
				hits = append(hits, d)
				waived[d] = true
			}
		}
		switch {
		case len(hits) == 0:
			own.Errorf(w.Place, "unused-waiver", "nothing is found at %q in %q that this would let pass", w.Text.Value, w.File.Value).
				Helpf("remove the waiver")
		case len(hits) > 1:
			own.Errorf(w.Place, "wide-waiver", "this would let %d findings pass", len(hits)).
				Note(hits[0].Place, "the first").Note(hits[1].Place, "the second").
				Helpf("give words that only one of them stands in")
		}
	}
	for _, d := range found {
		switch level := levels[d.Code]; {
		case waived[d], level == "off":
			continue
		case level != "":
			d.Level = diag.Level(level)
		}
		own = append(own, d)
	}
	return own
}

// stands reports whether a column of a line, from 1 in characters, is in an
// occurrence of text.
func stands(text, line string, col int) bool {
	for from := 0; ; {
		i := strings.Index(line[from:], text)
		if i < 0 {
			return false
		}
		start := utf8.RuneCountInString(line[:from+i]) + 1
		if start <= col && col < start+utf8.RuneCountInString(text) {
			return true
		}
		from += i + len(text)
	}
}
