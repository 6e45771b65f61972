package article

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits on input. A long article has 100 KB; beyond these it is not one.
const (
	MaxBytes     = 5 << 20
	MaxLineBytes = 1 << 20
)

// Options steer [Read].
type Options struct {
	Language string // "en", "es" or a tag such as "es-SV"; guessed when empty
}

// Read splits an article's raw bytes. Its errors are of type [*Error].
func Read(raw []byte, opts Options) (*Article, error) {
	if err := readable(raw); err != nil {
		return nil, err
	}
	text := string(raw)
	language, _, _ := strings.Cut(strings.ToLower(opts.Language), "-")
	if language == "" {
		language = guessLanguage(text)
	}
	split, ok := splitters[language]
	if !ok {
		return nil, &Error{Code: "article-language", Msg: fmt.Sprintf("cannot split %q; en and es are known", opts.Language)}
	}

	a := &Article{SHA256: Sum(raw), Language: language}
	body := false
	for i, b := range classify(blocks(text)) {
		block := Block{Number: i + 1, Kind: b.kind, Line: b.line, Text: b.text}
		if !b.debris {
			for j, s := range split().split(b.text) {
				block.Sentences = append(block.Sentences, Sentence{i + 1, j + 1, s, Fingerprint(s)})
			}
		}
		body = body || block.Kind.Body()
		a.Blocks = append(a.Blocks, block)
	}
	if !body {
		return nil, &Error{Code: "article-no-body", Msg: "no body text, only headings or boilerplate"}
	}
	return a, nil
}

// Sum is the SHA-256 of an article's raw bytes in hex, which sources are
// matched by.
func Sum(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// readable returns the first reason not to read raw at all.
func readable(raw []byte) error {
	if len(raw) > MaxBytes {
		return &Error{Code: "article-too-large", Msg: fmt.Sprintf("%d bytes; at most %d are read", len(raw), MaxBytes)}
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\ufeff")))) == 0 {
		return &Error{Code: "article-empty", Msg: "the file is empty"}
	}
	n := 0
	for line := range bytes.Lines(raw) {
		n++
		if i := bytes.IndexByte(line, 0); i >= 0 {
			return &Error{n, i + 1, "article-binary", "NUL byte; this is not plain text"}
		}
		if i := invalidUTF8(line); i >= 0 {
			return &Error{n, i + 1, "article-not-utf8", fmt.Sprintf("byte 0x%02x is not valid UTF-8", line[i])}
		}
		if len(line) > MaxLineBytes {
			return &Error{n, MaxLineBytes + 1, "article-long-line", fmt.Sprintf("line of %d bytes; at most %d are read", len(line), MaxLineBytes)}
		}
	}
	return nil
}

func invalidUTF8(line []byte) int {
	if utf8.Valid(line) {
		return -1
	}
	at := 0
	for {
		r, size := utf8.DecodeRune(line[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}

// A block in the making, with what its Markdown said.
type rawBlock struct {
	line   int
	text   string
	debris bool // no word is left without the Markdown
	cell   bool // ended as a table cell does, in " |"
	bullet bool // began as a list item
	level  bool // was marked as a heading
	kind   Kind
}

// blocks cuts text at line ends, or at blank lines if it is hard-wrapped.
func blocks(text string) []rawBlock {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(text, "\ufeff")), "\n")
	wrapped := hardWrapped(lines)
	var out []rawBlock
	open := false // the block before goes on
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			open = false
			continue
		}
		if open && wrapped {
			last := &out[len(out)-1]
			last.text += " " + trimmed
			continue
		}
		out = append(out, rawBlock{line: i + 1, text: trimmed})
		open = true
	}
	for i := range out {
		out[i].unmark()
	}
	return out
}

// unmark takes the Markdown off a block and remembers what it said.
func (b *rawBlock) unmark() {
	raw := b.text
	b.cell = strings.HasSuffix(raw, "|")
	raw = strings.TrimPrefix(raw, "> ")
	if rest := strings.TrimLeft(raw, "#"); rest != raw && strings.HasPrefix(rest, " ") {
		b.level, raw = true, rest
	}
	for _, mark := range []string{"- ", "* ", "• ", "· "} {
		if rest, ok := strings.CutPrefix(raw, mark); ok {
			b.bullet, raw = true, rest
			break
		}
	}
	text := clean(raw)
	b.debris = !hasWord(text)
	if text != "" {
		b.text = text
	}
}

// Lines of hard-wrapped text are between these lengths, in characters.
const wrapMin, wrapMax = 40, 120

// hardWrapped reports whether line ends fall inside sentences: no line is
// long, and most of those that run into another are nearly full and end
// without a stop.
func hardWrapped(lines []string) bool {
	running, unfinished := 0, 0
	for i, line := range lines {
		line = strings.TrimSpace(line)
		n := utf8.RuneCountInString(line)
		if n > wrapMax {
			return false
		}
		if n == 0 || i+1 == len(lines) || strings.TrimSpace(lines[i+1]) == "" {
			continue
		}
		running++
		if n >= wrapMin && !stopped(line) {
			unfinished++
		}
	}
	return unfinished*2 > running
}

// stopped reports whether text ends as a sentence does.
func stopped(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, closers))
	return strings.ContainsRune(".?!…", r)
}

// guessLanguage counts function words; English wins a tie.
func guessLanguage(text string) string {
	en, es := 0, 0
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if englishFunction[word] {
			en++
		}
		if spanishFunction[word] {
			es++
		}
	}
	if es > en {
		return "es"
	}
	return "en"
}

var (
	englishFunction = set(`the of and to in that is was for on with as at by from it has have had were which be are this an`)
	spanishFunction = set(`el la los las de del que en y un una por con para se su al es como más pero fue han ha lo sus`)
)
