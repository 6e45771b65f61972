package audit

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"path"
	"strings"
	"time"
	"unicode/utf8"
)

// text looks for what was not meant for a file, and counts its bytes.
func (p *page) text(raw []byte, paths []string) *[256]int {
	var count [256]int
	for _, c := range raw {
		count[c]++
	}
	for c, n := range count[:' '] {
		if n > 0 && c != '\n' && c != '\t' && c != '\r' {
			p.errorf(line(raw, bytes.IndexByte(raw, byte(c))), "hidden-character", "the file holds the control character U+%04X", c)
		}
	}
	if !utf8.Valid(raw) {
		p.errorf(1, "malformed-output", "the file is not UTF-8")
	}
	body := raw
	if path.Ext(p.file) == ".csv" {
		body = bytes.TrimPrefix(raw, []byte("\ufeff")) // by which spreadsheets know UTF-8
	}
	for _, lead := range []byte{0xd8, 0xe1, 0xe2, 0xef} { // of concealed characters
		if count[lead] > 0 {
			p.hidden(body, lead)
		}
	}
	kind := path.Ext(p.file)
	for _, r := range residues {
		if r.sign == "{{" && kind == ".js" || r.sign[0] == '<' && kind == ".html" {
			continue // may be a block in a block; is seen as an element
		}
		if i := bytes.Index(raw, []byte(r.sign)); i >= 0 {
			p.errorf(line(raw, i), "template-residue", "the file holds %q, which %s", r.sign, r.means)
		}
	}
	for rest, at := raw, 0; ; {
		i := bytes.Index(rest, []byte("%!"))
		if i < 0 {
			break
		}
		rest, at = rest[i+2:], at+i+2
		if len(rest) > 1 && rest[1] == '(' && 'A' <= rest[0]&^0x20 && rest[0]&^0x20 <= 'Z' {
			p.errorf(line(raw, at), "template-residue", "the file holds %q, which a template prints for a value of the wrong kind", raw[at-2:at+2])
			break
		}
	}
	for _, dir := range paths {
		if i := bytes.Index(raw, []byte(dir)); i >= 0 {
			p.errorf(line(raw, i), "build-path", "the file tells a folder of the machine that built it")
		}
	}
	return &count
}

// residues are what templates leave where something is missing.
var residues = []struct{ sign, means string }{
	{"ZgotmplZ", "stands for a value that is not safe there"},
	{"<no value>", "stands for a value that there is not"},
	{"<nil>", "stands for a value that there is not"},
	{"HAHAHUGO", "Hugo uses inside"},
	{"{{", "opens an action of a template"},
}

// concealed are characters that a reader does not see, or that turn what he
// sees around.
func concealed(c rune) bool {
	switch {
	case 0x200b <= c && c <= 0x200f, 0x202a <= c && c <= 0x202e, 0x2060 <= c && c <= 0x206f, c == 0xfeff, c == 0x061c, c == 0x180e:
		return true
	}
	return false
}

// hidden looks for concealed characters whose first byte is lead, each kind
// once, as such.
func (p *page) hidden(raw []byte, lead byte) {
	seen := map[rune]bool{}
	for i := 0; ; i++ {
		n := bytes.IndexByte(raw[i:], lead)
		if n < 0 {
			return
		}
		i += n
		if c, _ := utf8.DecodeRune(raw[i:]); concealed(c) && !seen[c] {
			seen[c] = true
			p.errorf(line(raw, i), "hidden-character", "the file holds the character U+%04X, which nobody sees", c)
		}
	}
}

// entities does so as they can be written in HTML, and looks for what a
// template prints for a value that there is not.
func (p *page) entities(text []byte, at int) {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return
		}
		text = text[i:]
		switch {
		case len(text) < 5, plainEntity(text):
		case bytes.HasPrefix(text, []byte("&lt;no value&gt;")), bytes.HasPrefix(text, []byte("&lt;nil&gt;")):
			p.errorf(at, "template-residue", "the page says %q, which stands for a value that there is not", html.UnescapeString(string(text[:bytes.Index(text, []byte("&gt;"))+4])))
		default:
			entity := text[:min(len(text), 24)]
			if end := bytes.IndexByte(entity, ';'); end > 0 {
				entity = entity[:end+1]
			}
			if c, _ := utf8.DecodeRuneInString(html.UnescapeString(string(entity))); concealed(c) {
				p.errorf(at, "hidden-character", "the page holds the character U+%04X, which nobody sees", c)
			}
		}
		text = text[1:]
	}
}

// plainEntity reports whether text begins with an entity that templates write
// all the time.
func plainEntity(text []byte) bool {
	switch string(text[:5]) {
	case "&#34;", "&#39;", "&#43;", "&amp;", "&nbsp":
		return true
	}
	return false
}

// line is the line on which a byte stands.
func line(raw []byte, at int) int { return 1 + bytes.Count(raw[:at], []byte("\n")) }

// form wants data to be well formed.
func (p *page) form(kind string, raw []byte) {
	var err error
	switch kind {
	case ".json":
		err = wellFormedJSON(raw)
	case ".jsonl":
		for one := range bytes.Lines(raw) {
			err = errors.Join(err, wellFormedJSON(one))
		}
	case ".csv":
		_, err = csv.NewReader(bytes.NewReader(raw)).ReadAll()
	case ".xml", ".svg":
		err = p.wellFormedXML(raw)
	}
	if err == nil && path.Base(p.file) == "feed.xml" {
		err = feed(raw)
	}
	if err != nil {
		p.errorf(1, "malformed-output", "the file is not well formed: %v", err)
	}
}

func wellFormedJSON(raw []byte) error {
	if json.Valid(raw) { // many times faster than to say what is wrong
		return nil
	}
	var v any
	return json.Unmarshal(raw, &v)
}

func (p *page) wellFormedXML(raw []byte) error {
	d := xml.NewDecoder(bytes.NewReader(raw))
	elements := 0
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			elements++
		case xml.ProcInst:
			if t.Target != "xml" {
				n, _ := d.InputPos()
				p.errorf(n, "outside-request", "the instruction %q makes a program fetch something", t.Target)
			}
		case xml.Directive:
			n, _ := d.InputPos()
			p.errorf(n, "malformed-output", "the file declares a document type, which readers may fetch or expand")
		}
	}
	if elements == 0 {
		return errors.New("it has no element")
	}
	return nil
}

// feed wants what RFC 4287 asks of an Atom feed.
func feed(raw []byte) error {
	type element struct {
		ID      string `xml:"http://www.w3.org/2005/Atom id"`
		Title   string `xml:"http://www.w3.org/2005/Atom title"`
		Updated string `xml:"http://www.w3.org/2005/Atom updated"`
	}
	var f struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		element
		Entries []element `xml:"http://www.w3.org/2005/Atom entry"`
	}
	if err := xml.Unmarshal(raw, &f); err != nil {
		return err
	}
	for _, e := range append(f.Entries, f.element) {
		if _, err := time.Parse(time.RFC3339, strings.TrimSpace(e.Updated)); err != nil || e.ID == "" || e.Title == "" {
			return errors.New("the feed or an entry lacks its id, title or time")
		}
	}
	return nil
}
