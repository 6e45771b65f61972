package explainer

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// KeepTogether gives text, plain or in JSON, in which no line ends within an
// abbreviation such as "EE. UU." or "p. m.": the space between two parts of one
// or two letters, each with its full stop, becomes U+00A0.
func KeepTogether(text []byte) []byte {
	var kept []byte
	done := 0
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(". "))
		if i < 0 {
			return append(kept, text[done:]...)
		}
		first := text[:at+i]
		at += i + 2
		rest := bytes.TrimLeftFunc(text[at:], unicode.IsLetter)
		if short(first[len(bytes.TrimRightFunc(first, unicode.IsLetter)):]) && short(text[at:len(text)-len(rest)]) && bytes.HasPrefix(rest, []byte(".")) {
			kept = append(append(kept, text[done:at-1]...), "\u00a0"...)
			done = at
		}
	}
}

func short(word []byte) bool {
	n := utf8.RuneCount(word)
	return n == 1 || n == 2
}
