package article

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// Limits on input. A long article has 100 KB; beyond these it is not one.
const (
	MaxBytes     = 5 << 20
	MaxLineBytes = 1 << 20 // of text; a page may be all on one line
	MaxLines     = 20_000  // of text; blocks, of a page
	MaxElements  = 50_000  // of a page
)

// sniffed is how many bytes tell what a file is.
const sniffed = 4096

const byteOrderMark = "\ufeff"

// Advice on files that hold an article in a form that is not read.
const (
	saveAsText = "open it and save its text as a plain-text file in UTF-8"
	saveAsUTF8 = "open it in an editor and save it in the encoding UTF-8"
	trim       = "keep the article and drop what is around it"
	saveAsHTML = "save the page again, as HTML only"
)

// formats recognises files by their first bytes, which no text begins with.
var formats = []struct{ magic, name, help string }{
	{"%PDF-", "a PDF document", saveAsText},
	{"PK\x03\x04", "a ZIP archive, as DOCX, ODT and EPUB files are", saveAsText},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", saveAsText},
	{`{\rtf`, "an RTF document", saveAsText},
	{"\x1f\x8b", "gzip-compressed data", "unpack it first"},
	{"bplist00", "a web archive of Safari", saveAsHTML},
	{"\xfe\xff", "UTF-16 text", saveAsUTF8},
	{"\xff\xfe", "UTF-16 text", saveAsUTF8},
}

var mhtml = lazily(`(?i)^(?:from|mime-version|snapshot-content-location|subject|date): .*\r?\n(?:.+\r?\n)*?content-type: multipart/related`)

// readable returns the first reason not to read raw at all.
func readable(raw []byte) error {
	if err := foreign(raw); err != nil {
		return err
	}
	if len(raw) > MaxBytes {
		return &Error{Code: "article-too-large", Msg: fmt.Sprintf("more than %d bytes, the most that are read", MaxBytes), Help: trim}
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(raw, []byte(byteOrderMark)))) == 0 {
		return &Error{Code: "article-empty", Msg: "the file is empty"}
	}
	n := 0
	for line := range bytes.Lines(raw) {
		n++
		if i := bytes.IndexByte(line, 0); i >= 0 {
			return &Error{Line: n, Col: i + 1, Code: "article-binary", Msg: "NUL byte; this is not plain text", Help: saveAsText}
		}
		if i := invalidUTF8(line); i >= 0 {
			return notUTF8(n, i, line)
		}
	}
	return nil
}

// foreign recognises what is not text, or not in UTF-8, at its beginning.
func foreign(raw []byte) error {
	for _, f := range formats {
		if bytes.HasPrefix(raw, []byte(f.magic)) {
			code := "article-binary"
			if f.help == saveAsUTF8 {
				code = "article-not-utf8"
			}
			return &Error{Code: code, Msg: "this is " + f.name + ", not plain text or HTML", Help: f.help}
		}
	}
	if head := raw[:min(len(raw), sniffed)]; bytes.IndexByte(head, 0) >= 0 { // "BMW" begins as an image does
		switch kind, _, _ := strings.Cut(http.DetectContentType(head), "/"); kind {
		case "image", "audio", "video", "font":
			return &Error{Code: "article-binary", Msg: "this is " + kind + " data, not plain text or HTML", Help: "give the text of the article"}
		}
	}
	if mhtml().Match(raw[:min(len(raw), sniffed)]) {
		return &Error{Code: "article-binary", Msg: "this is a web archive (MHTML), not plain text or HTML", Help: saveAsHTML}
	}
	return nil
}

// notUTF8 says what the byte would be in the encoding that is most often
// behind it. It is not converted: most is not all, and a wrong letter in a
// name would go unnoticed.
func notUTF8(line, at int, text []byte) error {
	e := &Error{Line: line, Col: at + 1, Code: "article-not-utf8", Msg: fmt.Sprintf("byte 0x%02x is not valid UTF-8", text[at])}
	e.Help = saveAsUTF8
	if r := charmap.Windows1252.DecodeByte(text[at]); r != utf8.RuneError && r >= 0xa0 {
		e.Help += fmt.Sprintf("; in Windows-1252, which it may be in, the byte is %q", r)
	}
	return e
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

// isPage reports whether raw is HTML, by the rules that browsers go by, and
// more than a stray tag at the head of a text.
func isPage(raw []byte) bool {
	raw = bytes.TrimPrefix(raw, []byte(byteOrderMark))
	kind := http.DetectContentType(raw)
	return (strings.HasPrefix(kind, "text/html") || strings.HasPrefix(kind, "text/xml")) &&
		pageTag().Match(raw[:min(len(raw), sniffed)])
}

var (
	pageTag  = lazily(`(?i)<(?:html|head|body|article|div|p|br)[\s/>]`)
	declares = lazily(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)`)
)

// decoded gives a page in UTF-8 that declares, as a page can, to be in another
// encoding. One with NULs stays as it is, for the error to say where.
func decoded(raw []byte) []byte {
	m := declares().FindSubmatch(raw[:min(len(raw), sniffed)])
	if m == nil || utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		return raw
	}
	encoding, err := htmlindex.Get(string(m[1]))
	if err != nil {
		return raw
	}
	text, err := encoding.NewDecoder().Bytes(raw)
	if err != nil {
		return raw
	}
	return text
}
