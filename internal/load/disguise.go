package load

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// disguises finds characters that a reader takes for others: digits and letters
// of another form or alphabet, and accents that stand apart from their letter.
// Rules compare characters, and would pass such words and numbers over.
//
// Words wholly in another alphabet are names, and fine; so are the º of "1.º"
// and the ² of "km²".
func disguises(s string) []flaw {
	var list []flaw
	code := "disguised-text"
	for i := 0; i < len(s) && len(list) < maxFlaws; {
		c, size := utf8.DecodeRuneInString(s[i:])
		from, to := i, i+size
		i = to
		switch {
		case c < utf8.RuneSelf || 'À' <= c && c <= 'ɏ': // nearly all there is
		case disguised(s[:from], c):
			for to < len(s) {
				next, size := utf8.DecodeRuneInString(s[to:])
				if next == ',' || next == '.' { // perhaps within a number
					c, more := utf8.DecodeRuneInString(s[to+size:])
					next, size = c, size+more
				}
				if !disguised(s[:to], next) {
					break
				}
				to += size
			}
			i = to
			f := flaw{from, to, code, fmt.Sprintf("%q is not in plain characters", s[from:to]), "write it in plain letters and the digits 0 to 9"}
			if plain := strings.ReplaceAll(norm.NFKC.String(s[from:to]), "⁄", "/"); isASCII(plain) {
				f.help = "write " + plain
			}
			list = append(list, f)
		case unicode.Is(unicode.Mn, c):
			_, before := utf8.DecodeLastRuneInString(s[:from])
			if composed := norm.NFC.String(s[from-before : to]); utf8.RuneCountInString(composed) == 1 {
				list = append(list, flaw{from - before, to, code, fmt.Sprintf("the accent of %q stands apart from its letter", composed), "write it as one character"})
			}
		case unicode.In(c, lookalikes...) && !strings.ContainsRune("μΩΔ", c): // of units and differences
			word, start := wordAround(s, from)
			if strings.ContainsFunc(word, func(c rune) bool { return unicode.Is(unicode.Latin, c) }) || word == string(c) && strings.ContainsRune(oneLetter, c) {
				list = append(list, flaw{from, to, code, fmt.Sprintf("the %q of %q is of another alphabet", string(c), word), "type the word anew"})
			}
			i = max(i, start+len(word))
		}
	}
	return list
}

// oneLetter are letters of other alphabets that pass for a word of one letter.
const oneLetter = "АЕІОУаеіоуΑΕΙΟΥο"

// lookalikes are the alphabets with letters that look like Latin ones.
var lookalikes = []*unicode.RangeTable{unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee}

// disguised reports whether a character stands for plain letters or digits in
// another form: "４", "½", "ﬁ".
func disguised(before string, c rune) bool {
	switch {
	case c < utf8.RuneSelf || c == 'ª' || c == 'º':
		return false
	case c == '²' || c == '³':
		last, _ := utf8.DecodeLastRuneInString(before)
		return !unicode.IsLetter(last)
	case unicode.IsNumber(c):
		return true
	case !unicode.IsLetter(c):
		return false
	}
	plain := norm.NFKC.String(string(c))
	return plain != string(c) && isASCII(plain)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return c >= utf8.RuneSelf })
}

// wordAround is the word of letters around an offset, and where it starts.
func wordAround(s string, at int) (word string, start int) {
	notPart := func(c rune) bool { return !unicode.IsLetter(c) && !unicode.Is(unicode.Mn, c) }
	if i := strings.LastIndexFunc(s[:at], notPart); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		start = i + size
	}
	end := len(s)
	if i := strings.IndexFunc(s[at:], notPart); i >= 0 {
		end = at + i
	}
	return s[start:end], start
}
