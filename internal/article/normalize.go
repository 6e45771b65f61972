package article

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

var (
	image    = regexp.MustCompile(`!\[[^\[\]]*\]\([^()\s]*\)`)
	link     = regexp.MustCompile(`\[([^\[\]]*)\]\([^()\s]*\)`)
	emphasis = regexp.MustCompile(`(\*\*|__)(\S|\S.*?\S)(\*\*|__)`)
	starred  = regexp.MustCompile(`(^|[^\p{L}\p{N}*])\*([^\s*]|[^\s*][^*]*[^\s*])\*`)
	escaped  = regexp.MustCompile(`\\([!-/:-@[-\x60{-~])`) // as Markdown allows before any ASCII punctuation
)

// clean makes text fit for display: no Markdown debris, no invisible
// characters, single spaces. Letters, quotes and dashes stay as they were.
func clean(s string) string {
	s = strings.Map(visible, s)
	if strings.ContainsAny(s, `[\*_`) { // most lines have no Markdown
		s = image.ReplaceAllString(s, "")
		s = link.ReplaceAllString(s, "$1")
		s = emphasis.ReplaceAllString(s, "$2")
		s = starred.ReplaceAllString(s, "$1$2")
		s = escaped.ReplaceAllString(s, "$1")
	}
	s = strings.Join(strings.Fields(s), " ")
	return strings.Trim(s, " |") // a table cell's borders
}

// visible drops characters that show nothing (zero-width ones, soft hyphens,
// byte order and direction marks) and makes every space an ordinary one.
func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		return -1
	}
	return r
}

var ascii = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "′", "'", "´", "'", "`", "'",
	"“", `"`, "”", `"`, "„", `"`, "‟", `"`, "″", `"`, "«", `"`, "»", `"`,
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-",
	"…", "...",
)

// Normalize reduces text to what fingerprints and excerpts are compared by:
// compatibility forms (NFKC) folded to lower case, ASCII quotes, dashes and
// ellipses, single spaces, nothing invisible, Markdown links as their text.
func Normalize(s string) string {
	// Typography first: NFKC would turn an acute accent used as an apostrophe
	// into a space and a combining mark.
	s = norm.NFKC.String(ascii.Replace(clean(s)))
	s = norm.NFKC.String(cases.Fold().String(s))
	return strings.Join(strings.Fields(ascii.Replace(s)), " ")
}

// Fingerprint identifies a sentence without repeating it: the first 16 hex
// digits of the SHA-256 of its normalised text.
func Fingerprint(sentence string) string {
	sum := sha256.Sum256([]byte(Normalize(sentence)))
	return hex.EncodeToString(sum[:8])
}

// Contains reports whether the excerpt stands in the sentence, word for word.
// Both are normalised; the excerpt must begin and end where words or numbers
// do, so that "40" is not in "40,000".
func Contains(sentence, excerpt string) bool {
	text, part := Normalize(sentence), Normalize(excerpt)
	if part == "" {
		return false
	}
	for at := 0; ; {
		i := strings.Index(text[at:], part)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(part)
		if boundary(text, start) && boundary(text, end) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		at = start + size
	}
}

// boundary reports whether no word or number runs across byte i.
func boundary(s string, i int) bool {
	before, size := utf8.DecodeLastRuneInString(s[:i])
	after, next := utf8.DecodeRuneInString(s[i:])
	if size == 0 || next == 0 {
		return true
	}
	if wordRune(before) && wordRune(after) {
		return false
	}
	// A separator between two digits belongs to their number.
	if unicode.IsDigit(before) && separator(after) {
		r, _ := utf8.DecodeRuneInString(s[i+next:])
		return !unicode.IsDigit(r)
	}
	if separator(before) && unicode.IsDigit(after) {
		r, _ := utf8.DecodeLastRuneInString(s[:i-size])
		return !unicode.IsDigit(r)
	}
	return true
}

func wordRune(r rune) bool  { return unicode.In(r, unicode.L, unicode.N, unicode.M) }
func separator(r rune) bool { return r == '.' || r == ',' || r == ':' }

// hasWord reports whether text holds any letter or digit.
func hasWord(s string) bool { return strings.ContainsFunc(s, wordRune) }
