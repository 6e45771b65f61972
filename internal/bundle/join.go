package bundle

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io"
	"path"
	"slices"
	"strings"

	tokens "golang.org/x/net/html"
)

// A joiner makes one document of the pages that a frame asks for.
type joiner struct {
	files   map[string][]byte
	live    string            // address of the site, ends in a slash
	edition string            // path of its folder: "" or "es/"
	places  map[string]string // id that a page's file has in the document
	out     bytes.Buffer
}

// join fills each element of the frame that has data-page, a link to a page,
// with what stands in that page's main element. Every id of a page has the
// page's place before it, "us-deal/differ" and so on, and links among the
// pages lead to those; all others lead to the live site. Headings stand one
// level lower: the frame has the only h1.
func (j *joiner) join(frame string) ([]byte, error) {
	pages, err := j.asked(frame)
	if err != nil {
		return nil, err
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("%s asks for no page", frame)
	}
	size := len(j.files[frame])
	for _, file := range pages {
		size += len(body(j.files[file]))
	}
	j.out.Grow(size)
	err = j.copy(frame, "", func(t *tag) error {
		page, ok := t.take("data-page")
		if !ok {
			t.write(&j.out)
			return nil
		}
		file := j.file(frame, page)
		t.set("id", j.places[file])
		t.write(&j.out)
		return j.fill(file)
	})
	return j.out.Bytes(), err
}

// asked gives the pages that a frame asks for, and notes their places.
func (j *joiner) asked(frame string) ([]string, error) {
	var pages []string
	z := tokens.NewTokenizer(bytes.NewReader(j.files[frame]))
	for {
		switch z.Next() {
		case tokens.ErrorToken:
			if err := z.Err(); err != io.EOF {
				return nil, err
			}
			return pages, nil
		case tokens.StartTagToken:
			for more := true; more; {
				var key, value []byte
				if key, value, more = z.TagAttr(); string(key) != "data-page" {
					continue
				}
				file := j.file(frame, string(value))
				if j.files[file] == nil {
					return nil, fmt.Errorf("%s asks for %s, which is no page", frame, file)
				}
				pages = append(pages, file)
				j.places[file] = strings.TrimSuffix(strings.TrimPrefix(file, j.edition), "index.html")
				if j.places[file] == "" {
					j.places[file] = "/"
				}
			}
		}
	}
}

// file is the one that a link of a page leads to.
func (j *joiner) file(from, link string) string { return path.Join(path.Dir(from), link) }

// fill copies the inside of a page's main element, or of a page that has none
// all but its head.
func (j *joiner) fill(file string) error {
	return j.copy(file, j.places[file], func(t *tag) error {
		t.lower()
		t.write(&j.out)
		return nil
	})
}

// copy goes through a document, hands its start tags to see, and copies what
// lies between them: of a page, which has a place, only part.
func (j *joiner) copy(file, place string, see func(*tag) error) error {
	raw, whole := j.files[file], place == ""
	if !whole {
		raw = body(raw)
	}
	z := tokens.NewTokenizer(bytes.NewReader(raw))
	t := &tag{}
	inside := whole || !bytes.Contains(raw, []byte("<main"))
	left := "" // the element that is left out, with all it holds
	for {
		switch kind := z.Next(); kind {
		case tokens.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		case tokens.StartTagToken, tokens.SelfClosingTagToken:
			t.read(z)
			if left != "" {
				continue
			}
			if !whole && slices.Contains(dropped, t.name) {
				left = t.name
				continue
			}
			if !inside {
				inside = t.name == "main"
				continue
			}
			j.adapt(t, file, place)
			if err := see(t); err != nil {
				return err
			}
		case tokens.EndTagToken:
			raw := z.Raw()
			name := strings.ToLower(string(bytes.Trim(raw, "</> \n\t")))
			switch {
			case left != "":
				if name == left {
					left = ""
				}
			case !whole && name == "main":
				return nil
			case inside && name == "h1" && !whole:
				j.out.WriteString("</h2>")
			case inside:
				j.out.Write(raw)
			}
		default:
			if inside && left == "" {
				j.out.Write(z.Raw())
			}
		}
	}
}

// body is a page without its head, which is most of it and has nothing to take
// along.
func body(page []byte) []byte {
	_, after, _ := bytes.Cut(page, []byte("</head>"))
	return after
}

// dropped is what of a page has no use in a document of all of them: scripts
// are the frame's, and templates wait for the page's own.
var dropped = []string{"script", "template", "style"}

// adapt makes a tag right for where it stands in the joined document.
func (j *joiner) adapt(t *tag, file, place string) {
	for i := range t.attrs {
		a := &t.attrs[i]
		switch a.key {
		case "id", "for", "popovertarget", "commandfor", "form", "list", "anchor",
			"aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "headers":
			a.value = named(a.value, place)
		case "href", "xlink:href":
			if t.name == "image" {
				j.embed(a, file)
			} else {
				a.value = j.link(a.value, file, place)
			}
		case "src", "poster", "data":
			j.embed(a, file)
		case "srcset":
			a.key = "" // src is there
		default:
			if strings.HasPrefix(a.value, "url(#") { // fill, clip-path, marker-end
				a.value = "url(#" + place + a.value[len("url(#"):]
			}
		}
	}
}

// named gives ids the place of their page.
func named(ids, place string) string {
	if place == "" || !strings.ContainsAny(ids, " \n\t") {
		return place + ids
	}
	list := strings.Fields(ids)
	for i := range list {
		list[i] = place + list[i]
	}
	return strings.Join(list, " ")
}

// link is where a link of a page leads in the joined document.
func (j *joiner) link(href, file, place string) string {
	if rest, ok := strings.CutPrefix(href, "#"); ok {
		return "#" + place + rest
	}
	to, fragment, _ := strings.Cut(href, "#")
	if strings.Contains(to, ":") { // has a scheme: the site's own file names have none
		return href
	}
	target := j.file(file, to)
	if place, ok := j.places[target]; ok {
		return "#" + place + fragment
	}
	address := j.live + strings.TrimSuffix(target, "index.html")
	if fragment != "" {
		address += "#" + fragment
	}
	return address
}

// embed puts a picture of the site into the document itself. The audit has its
// say on all else that a page loads.
func (j *joiner) embed(a *attr, file string) {
	i := slices.Index(pictures, path.Ext(a.value))
	if raw := j.files[j.file(file, a.value)]; raw != nil && i >= 0 {
		a.value = "data:" + pictures[i+1] + ";base64," + base64.StdEncoding.EncodeToString(raw)
	}
}

// pictures are the types of files by their endings.
var pictures = []string{".svg", "image/svg+xml", ".png", "image/png", ".jpg", "image/jpeg", ".webp", "image/webp", ".avif", "image/avif"}

// A tag is a start tag, read.
type tag struct {
	name  string
	attrs []attr
	close bool
}

type attr struct{ key, value string } // a key "" is not written

// read reads a start tag over the one before.
func (t *tag) read(z *tokens.Tokenizer) {
	t.close = bytes.HasSuffix(z.Raw(), []byte("/>"))
	name, more := z.TagName()
	t.name, t.attrs = known(name), t.attrs[:0]
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		t.attrs = append(t.attrs, attr{known(key), string(value)})
	}
}

// names are those that most tags and attributes have: a string each is enough.
var names = func() map[string]string {
	m := map[string]string{}
	for _, name := range strings.Fields("a b p i li ul dd dt dl div span button section small code h1 h2 h3 td th tr class id href lang aria-label aria-hidden popovertarget title") {
		m[name] = name
	}
	return m
}()

func known(name []byte) string {
	if s, ok := names[string(name)]; ok {
		return s
	}
	return string(name)
}

func (t *tag) take(key string) (string, bool) {
	for i, a := range t.attrs {
		if a.key == key {
			t.attrs[i].key = ""
			return a.value, true
		}
	}
	return "", false
}

func (t *tag) set(key, value string) {
	t.take(key)
	t.attrs = append(t.attrs, attr{key, value})
}

// lower puts a heading one level below that of its page, whose h1 becomes the
// h2 of a part. Others keep their element, by which they are styled.
func (t *tag) lower() {
	if len(t.name) != 2 || t.name[0] != 'h' || t.name[1] < '1' || t.name[1] > '5' {
		return
	}
	if t.name == "h1" {
		class, _ := t.take("class")
		t.name = "h2"
		t.set("class", strings.TrimSpace("title "+class))
		return
	}
	t.set("aria-level", string(t.name[1]+1))
}

func (t *tag) write(b *bytes.Buffer) {
	b.WriteByte('<')
	b.WriteString(t.name)
	for _, a := range t.attrs {
		if a.key == "" {
			continue
		}
		b.WriteByte(' ')
		b.WriteString(a.key)
		if a.value == "" {
			continue
		}
		b.WriteString(`="`)
		if strings.ContainsAny(a.value, `&<>"'`) {
			b.WriteString(html.EscapeString(a.value))
		} else {
			b.WriteString(a.value)
		}
		b.WriteByte('"')
	}
	if t.close {
		b.WriteByte('/')
	}
	b.WriteByte('>')
}
