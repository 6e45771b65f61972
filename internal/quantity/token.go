package quantity

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

type kind byte

const (
	symbol    kind = iota // one character that is none of the below
	word                  // letters, with apostrophes inside
	numeral               // digits with their grouping and decimals
	paragraph             // a blank line, which no quantity crosses
)

type token struct {
	kind       kind
	low        string // lower case, composed, straight apostrophes
	text       string
	start, end int
	glued      bool // nothing stands between this token and the one before

	// Of numerals.
	value float64
	plain bool // digits only: could be a day or a year
	name  bool // part of a name, a clock time or a version (MS-13, 7:30, 1.2.3)
}

// scan cuts text into tokens. Invalid UTF-8 becomes symbols of one byte each.
func scan(text string, lang *lexicon) []token {
	toks := make([]token, 0, len(text)/5+4)
	newlines, last := 0, -1
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(c) {
			if c == '\n' {
				newlines++
			}
			if newlines == 2 {
				toks = append(toks, token{kind: paragraph, start: i, end: i + n, text: text[i : i+n]})
				newlines++
			}
			i += n
			continue
		}
		t := token{start: i, end: i + n, glued: last == i}
		switch {
		case isDigit(c):
			t.kind = numeral
			afterMonth := len(toks) > 0 && lang.months[toks[len(toks)-1].low] > 0
			t.end, t.value, t.plain = scanNumeral(text, i, lang, !afterMonth)
			t.name = t.value >= 1e15 // a serial number, and past what float64 holds exactly
		case unicode.IsLetter(c):
			t.kind = word
			t.end = scanWord(text, i+n)
		}
		t.text = text[t.start:t.end]
		t.low = t.text
		if t.kind == word {
			t.low = normal(t.text)
		}
		toks = append(toks, t)
		i, last, newlines = t.end, t.end, 0
	}
	markNames(toks, lang)
	return toks
}

func isDigit(c rune) bool { return '0' <= c && c <= '9' }

func normal(s string) string {
	s = strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	return norm.NFC.String(s)
}

func scanWord(text string, i int) int {
	for i < len(text) {
		c, n := utf8.DecodeRuneInString(text[i:])
		if c == '\'' || c == '’' {
			if next, _ := utf8.DecodeRuneInString(text[i+n:]); !unicode.IsLetter(next) {
				break
			}
		} else if !unicode.IsLetter(c) && !unicode.Is(unicode.Mn, c) {
			break
		}
		i += n
	}
	return i
}

// scanNumeral reads digits with groups of three and decimals. A separator
// groups when exactly three digits follow it: "40,000" in both languages,
// "40.000" in Spanish (where 1.5 is still a decimal, as written in Mexico).
// The space groups too, unless a month stands before ("March 16 200 …").
func scanNumeral(text string, start int, lang *lexicon, spaces bool) (end int, value float64, plain bool) {
	i := digits(text, start)
	var clean strings.Builder
	clean.WriteString(text[start:i])
	var group rune
	if i-start <= 3 && text[start] != '0' {
		for i < len(text) {
			c, n := utf8.DecodeRuneInString(text[i:])
			space := c == ' ' || c == '\u00a0' || c == '\u2009' || c == '\u202f'
			if group != 0 && c != group ||
				!(space && (spaces || c != ' ')) && !strings.ContainsRune(lang.groups, c) ||
				digits(text, i+n) != i+n+3 {
				break
			}
			if space {
				// "12 300km" and "12 300.5.1" are not groups of one number.
				if next, _ := utf8.DecodeRuneInString(text[i+n+3:]); unicode.IsLetter(next) {
					break
				}
			}
			group = c
			clean.WriteString(text[i+n : i+n+3])
			i += n + 3
		}
	}
	plain = group == 0
	if i+1 < len(text) && isDigit(rune(text[i+1])) && rune(text[i]) != group &&
		strings.IndexByte(lang.decimals, text[i]) >= 0 {
		j := digits(text, i+1)
		clean.WriteString("." + text[i+1:j])
		i, plain = j, false
	}
	value, _ = strconv.ParseFloat(clean.String(), 64) // +Inf for hundreds of digits
	return i, value, plain
}

func digits(text string, i int) int {
	for i < len(text) && isDigit(rune(text[i])) {
		i++
	}
	return i
}

// markNames finds the numerals that name or time something: glued to letters
// before them (B52), joined to a word by a dash (MS-13), to another numeral by
// a colon, slash or stop (7:30, 24/7, 1.2.3), or following such a numeral.
func markNames(toks []token, lang *lexicon) {
	for i := range toks {
		t := &toks[i]
		if t.kind != numeral || !t.glued || i == 0 {
			continue
		}
		prev := &toks[i-1]
		switch {
		case prev.kind == word:
			t.name = lang.codes[prev.low] == ""
		case prev.kind != symbol:
		case strings.Contains("#@_&=~", prev.low):
			t.name = true
		case !prev.glued || i < 2:
		case isDash(prev.low):
			before := &toks[i-2]
			t.name = before.name || before.kind == word && !lang.prefixes[before.low] && !lang.isNumber(before.low)
			// A season (2024-25) is neither a year nor a range; 2024-03-16 is a date.
			if before.isYear() && len(t.text) == 2 && !(i+1 < len(toks) && isDash(toks[i+1].text)) {
				t.name, before.name = true, true
			}
		case prev.low == "/" && lang.monthFrom(toks, i+1): // the days of "16/17 March"
		case strings.Contains(":/.", prev.low):
			t.name = true
			toks[i-2].name = toks[i-2].kind == numeral
		}
	}
}

// monthFrom reports whether a month begins at token i, "March" or "de marzo".
func (l *lexicon) monthFrom(toks []token, i int) bool {
	if i < len(toks) && l.dateOf[toks[i].low] {
		i++
	}
	return i < len(toks) && l.months[toks[i].low] > 0 && l.capital == isCapital(toks[i].text)
}

// noun is the word without the 's of a possessive.
func (t *token) noun() string { return strings.TrimSuffix(t.low, "'s") }

// isYear accepts the bare years 1500 to 2100.
func (t *token) isYear() bool {
	return t.kind == numeral && t.plain && len(t.text) == 4 && 1500 <= t.value && t.value <= 2100
}

func isDash(s string) bool { return s == "-" || s == "–" || s == "‑" || s == "‐" }
