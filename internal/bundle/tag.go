package bundle

import (
	"bytes"
	"html"
	"slices"

	tokens "golang.org/x/net/html"
)

// A tag is a start tag, read. Its bytes are the tokenizer's, until the next
// token.
type tag struct {
	raw     []byte // as it stands in the document
	name    []byte
	attrs   []attr
	changed bool
}

type attr struct{ key, value []byte } // without a key it is not written

// read reads a start tag over the one before.
func (t *tag) read(z *tokens.Tokenizer, raw []byte) {
	name, more := z.TagName()
	*t = tag{raw: raw, name: name, attrs: t.attrs[:0]}
	for more {
		var a attr
		a.key, a.value, more = z.TagAttr()
		t.attrs = append(t.attrs, a)
	}
}

// isOf reports whether the element has one of the classes.
func (t *tag) isOf(classes []string) bool {
	for _, a := range t.attrs {
		if string(a.key) != "class" {
			continue
		}
		for class := range bytes.FieldsSeq(a.value) {
			if slices.Contains(classes, string(class)) {
				return true
			}
		}
	}
	return false
}

// take takes an attribute out of the tag.
func (t *tag) take(key string) (string, bool) {
	for i, a := range t.attrs {
		if string(a.key) == key {
			t.drop(i)
			return string(a.value), true
		}
	}
	return "", false
}

func (t *tag) drop(i int) { t.attrs[i].key, t.changed = nil, true }

func (t *tag) change(i int, value []byte) { t.attrs[i].value, t.changed = value, true }

func (t *tag) set(key, value string) {
	t.take(key)
	t.attrs, t.changed = append(t.attrs, attr{[]byte(key), []byte(value)}), true
}

// lower puts a heading one level below that of its page, whose h1 becomes the
// h2 of a part. Others keep their element, by which they are styled.
func (t *tag) lower() {
	if len(t.name) != 2 || t.name[0] != 'h' || t.name[1] < '1' || t.name[1] > '5' {
		return
	}
	if t.name[1] == '1' {
		class, _ := t.take("class")
		t.name = []byte("h2")
		t.set("class", string(bytes.TrimSpace([]byte("title "+class))))
		return
	}
	t.set("aria-level", string(t.name[1]+1))
}

func (t *tag) write(b *bytes.Buffer) {
	if !t.changed {
		b.Write(t.raw)
		return
	}
	b.WriteByte('<')
	b.Write(t.name)
	for _, a := range t.attrs {
		if len(a.key) == 0 {
			continue
		}
		b.WriteByte(' ')
		b.Write(a.key)
		if len(a.value) == 0 {
			continue
		}
		b.WriteString(`="`)
		if bytes.ContainsAny(a.value, `&<>"'`) {
			b.WriteString(html.EscapeString(string(a.value)))
		} else {
			b.Write(a.value)
		}
		b.WriteByte('"')
	}
	if bytes.HasSuffix(t.raw, []byte("/>")) {
		b.WriteByte('/')
	}
	b.WriteByte('>')
}

// An omission is an element that is left out, with all it holds.
type omission struct {
	name string
	deep int // how many elements of the name are open
}

// begin leaves out the element that t begins. One that closes itself, as some
// of a drawing do, holds nothing; scripts and their like cannot.
func (o *omission) begin(t *tag) {
	closed := bytes.HasSuffix(t.raw, []byte("/>")) && !slices.Contains(dropped, string(t.name))
	if !closed && !void[string(t.name)] {
		*o = omission{string(t.name), 1}
	}
}

// holds reports whether a token stands in what is left out, or ends it.
func (o *omission) holds(z *tokens.Tokenizer, kind tokens.TokenType) bool {
	if o.deep == 0 {
		return false
	}
	if kind == tokens.StartTagToken || kind == tokens.EndTagToken {
		if name, _ := z.TagName(); string(name) == o.name {
			if o.deep++; kind == tokens.EndTagToken {
				o.deep -= 2
			}
		}
	}
	return true
}

// void are elements that hold nothing and have no end.
var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true}
