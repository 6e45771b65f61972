package article

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Options steer [Read].
type Options struct {
	Language string // "en", "es" or a tag such as "es-SV"; guessed when empty
}

// Read splits an article's raw bytes: plain text, Markdown, or a saved web
// page, which is known by its bytes. Its errors are of type [*Error].
func Read(raw []byte, opts Options) (*Article, error) {
	text, read := raw, readText
	if isPage(raw) {
		text, read = decoded(raw), readPage
	}
	if err := readable(text); err != nil {
		return nil, err
	}
	doc, err := read(text)
	if err != nil {
		return nil, err
	}
	language, err := doc.languageOf(opts)
	if err != nil {
		return nil, err
	}

	split := splitters[language]()
	a := &Article{SHA256: Sum(raw), Language: language, declared: doc.about, heard: new(hearing)}
	body, sentences := false, 0
	for i, b := range classify(doc.blocks) {
		block := Block{Number: i + 1, Kind: b.kind, Line: b.line, Text: b.text}
		if !b.debris {
			for j, s := range split.split(b.text) {
				block.Sentences = append(block.Sentences, Sentence{i + 1, j + 1, s, Fingerprint(s)})
			}
		}
		if sentences += len(block.Sentences); sentences > MaxLines {
			return nil, &Error{Code: "article-too-large", Msg: fmt.Sprintf("over %d sentences, the most that are read", MaxLines), Help: trim}
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

// A document is what a file holds, before its blocks are judged.
type document struct {
	blocks   []rawBlock
	language string // as declared
	about    *About // as declared
}

// A block in the making, with what its marks said.
type rawBlock struct {
	line   int
	text   string
	debris bool // no word is left without the Markdown
	cell   bool // ended as a table cell does, in " |"
	bullet bool // began as a list item
	level  int  // of a heading, 1 for "#" and <h1>; 0 for none
	kind   Kind

	// Of saved pages only.
	caption bool       // stood under a picture
	quote   *html.Node // the <blockquote> that it stood in
	outside bool       // is not part of the article
	hint    Kind       // what the place says it is, or ""
}

// readText cuts text into blocks within the limits on lines.
func readText(text []byte) (*document, error) {
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if len(line) > MaxLineBytes {
			return nil, &Error{Line: n, Col: MaxLineBytes + 1, Code: "article-long-line",
				Msg: fmt.Sprintf("line of %d bytes; at most %d are read", len(line), MaxLineBytes), Help: "put each paragraph on a line of its own"}
		}
	}
	if n > MaxLines {
		return nil, &Error{Code: "article-too-large", Msg: fmt.Sprintf("%d lines; at most %d are read", n, MaxLines), Help: trim}
	}
	return &document{blocks: blocks(string(text))}, nil
}

// blocks cuts text at line ends, or at blank lines if it is hard-wrapped.
func blocks(text string) []rawBlock {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(text, byteOrderMark)), "\n")
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
	if strings.HasPrefix(raw, ">") {
		raw = strings.TrimLeft(raw, "> ")
	}
	if rest := strings.TrimLeft(raw, "#"); rest != raw && strings.HasPrefix(rest, " ") {
		b.level, raw = len(raw)-len(rest), rest
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

// languageOf is the language that the caller gives, or the one whose function
// words the text has more of: what a page declares is often its publishing
// system's. Only a language that cannot be read is believed.
func (d *document) languageOf(opts Options) (string, error) {
	given, declared := primary(opts.Language), primary(d.language)
	switch {
	case given != "" && !Supported(given):
		return "", &Error{Code: "article-language", Msg: fmt.Sprintf("cannot split %q; en and es are known", opts.Language)}
	case given != "":
		return given, nil
	case declared != "" && !Supported(declared):
		return "", &Error{Code: "article-language", Msg: fmt.Sprintf("the page declares its language as %q; en and es are known", d.language),
			Help: "give the language if the page is wrong about it"}
	}
	en, es := 0, 0
	for _, b := range d.blocks {
		for word := range strings.FieldsSeq(strings.ToLower(b.text)) {
			if englishFunction[word] {
				en++
			}
			if spanishFunction[word] {
				es++
			}
		}
	}
	if es > en || es == en && declared == "es" {
		return "es", nil
	}
	return "en", nil
}

// primary is the language of a tag such as "es-SV", or "es_SV" as systems write.
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	return tag
}

var (
	englishFunction = set(`the of and to in that is was for on with as at by from it has have had were which be are this an`)
	spanishFunction = set(`el la los las de del que en y un una por con para se su al es como más pero fue han ha lo sus`)
)
