package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	tokens "golang.org/x/net/html"

	"explainer/internal/kept"
)

// A joiner makes one document of the pages that a frame asks for.
type joiner struct {
	files   map[string][]byte
	known   *kept.Values[part]
	live    string            // address of the site, ends in a slash
	edition string            // path of its folder: "" or "es/"
	places  map[string]string // id that a page's file has in the document
	without []string          // classes of what is left out of pages
	out     bytes.Buffer

	document [sha256.Size]byte            // of all above but the files
	pictures map[string][sha256.Size]byte // those embedded, by their files
}

// A part is what the document has of a page, and the pictures in it.
type part struct {
	HTML     []byte
	Pictures map[string][sha256.Size]byte
}

// join fills each element of the frame that has data-page, a link to a page,
// with what stands in that page's main element. Every id of a page has the
// page's place before it, "us-deal/differ" and so on, and links among the
// pages lead to those; all others lead to the live site. Headings stand one
// level lower: the frame has the only h1. What of a page has one of the classes
// in the frame's data-without is left out.
func (j *joiner) join(frame string) ([]byte, error) {
	pages, err := j.asked(frame)
	if err != nil {
		return nil, err
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("%s asks for no page", frame)
	}
	j.document = sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", j.live, j.edition, j.places, j.without))
	j.pictures = map[string][sha256.Size]byte{}
	size := len(j.files[frame])
	for _, file := range pages {
		size += len(body(j.files[file]))
	}
	j.out.Grow(size)
	err = j.copy(frame, "", func(t *tag) error {
		t.take("data-without")
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
				key, value, more = z.TagAttr()
				if string(key) == "data-without" {
					j.without = strings.Fields(string(value))
				}
				if string(key) != "data-page" {
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
// all but its head. It is kept: of most pages it is what it was.
func (j *joiner) fill(file string) error {
	p, err := j.known.Of(j.key(file), func() (part, error) { return j.part(file) })
	for picture, sum := range p.Pictures {
		if sha256.Sum256(j.files[picture]) != sum {
			p, err = j.part(file)
			break
		}
	}
	j.out.Write(p.HTML)
	return err
}

// key is of all that a part depends on but its pictures.
func (j *joiner) key(file string) [sha256.Size]byte {
	h := sha256.New()
	h.Write(j.document[:])
	fmt.Fprintf(h, "%q", file)
	h.Write(body(j.files[file]))
	return [sha256.Size]byte(h.Sum(nil))
}

func (j *joiner) part(file string) (part, error) {
	p := *j
	p.out, p.pictures = bytes.Buffer{}, map[string][sha256.Size]byte{}
	p.out.Grow(len(body(j.files[file])))
	err := p.copy(file, j.places[file], func(t *tag) error {
		t.lower()
		t.write(&p.out)
		return nil
	})
	return part{p.out.Bytes(), p.pictures}, err
}

// copy goes through a document, hands its start tags to see, and copies what
// lies between them: of a page, which has a place, only part. What see leaves
// as it is stands as it was.
func (j *joiner) copy(file, place string, see func(*tag) error) error {
	raw, whole := j.files[file], place == ""
	if !whole {
		raw = body(raw)
	}
	z := tokens.NewTokenizer(bytes.NewReader(raw))
	t := &tag{}
	var left omission
	inside := whole || !bytes.Contains(raw, []byte("<main"))
	for {
		kind := z.Next()
		token := raw[:len(z.Raw())] // the tokenizer decodes in its own
		raw = raw[len(token):]
		if kind == tokens.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		}
		if left.holds(z, kind) {
			continue
		}
		switch kind {
		case tokens.StartTagToken, tokens.SelfClosingTagToken:
			t.read(z, token)
			if !whole && (slices.Contains(dropped, string(t.name)) || t.isOf(j.without)) {
				left.begin(t)
				continue
			}
			if !inside {
				inside = string(t.name) == "main"
				continue
			}
			j.adapt(t, file, place)
			if err := see(t); err != nil {
				return err
			}
		case tokens.EndTagToken:
			switch name, _ := z.TagName(); {
			case !whole && string(name) == "main":
				return nil
			case inside && string(name) == "h1" && !whole:
				j.out.WriteString("</h2>")
			case inside:
				j.out.Write(token)
			}
		default:
			if inside {
				j.out.Write(token)
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
		switch string(a.key) {
		case "id", "for", "popovertarget", "commandfor", "form", "list", "anchor",
			"aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "headers":
			t.change(i, named(a.value, place))
		case "href", "xlink:href":
			if string(t.name) == "image" {
				t.change(i, j.embedded(a.value, file))
			} else {
				t.change(i, j.link(a.value, file, place))
			}
		case "src", "poster", "data":
			t.change(i, j.embedded(a.value, file))
		case "srcset":
			t.drop(i) // src is there
		default:
			if id, ok := bytes.CutPrefix(a.value, []byte("url(#")); ok { // fill, clip-path, marker-end
				t.change(i, fmt.Appendf(nil, "url(#%s%s", place, id))
			}
		}
	}
}

// named gives ids the place of their page.
func named(ids []byte, place string) []byte {
	if place == "" {
		return ids
	}
	list := bytes.Fields(ids)
	if len(list) < 2 {
		return append([]byte(place), ids...)
	}
	var b []byte
	for i, id := range list {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(append(b, place...), id...)
	}
	return b
}

// link is where a link of a page leads in the joined document.
func (j *joiner) link(href []byte, file, place string) []byte {
	to, fragment, _ := strings.Cut(string(href), "#")
	switch {
	case len(href) > 0 && href[0] == '#':
	case strings.Contains(to, ":"): // has a scheme: the site's own file names have none
		return href
	default:
		target := j.file(file, to)
		var ok bool
		if place, ok = j.places[target]; ok {
			break
		}
		address := j.live + strings.TrimSuffix(target, "index.html")
		if fragment != "" {
			address += "#" + fragment
		}
		return []byte(address)
	}
	return []byte("#" + place + fragment)
}

// embedded puts a picture of the site into the document itself. The audit has
// its say on all else that a page loads.
func (j *joiner) embedded(address []byte, file string) []byte {
	i := slices.Index(pictures, path.Ext(string(address)))
	picture := j.file(file, string(address))
	raw := j.files[picture]
	j.pictures[picture] = sha256.Sum256(raw)
	if raw == nil || i < 0 {
		return address
	}
	return base64.StdEncoding.AppendEncode([]byte("data:"+pictures[i+1]+";base64,"), raw)
}

// pictures are the types of files by their endings.
var pictures = []string{".svg", "image/svg+xml", ".png", "image/png", ".jpg", "image/jpeg", ".webp", "image/webp", ".avif", "image/avif"}
