package bundle

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"html"
	"strings"

	tokens "golang.org/x/net/html"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// A place is where a page is read: on the site, or in the zip, which holds
// neither itself nor the other downloads.
type place string

const (
	onSite place = "site"
	inZip  place = "zip"
)

// fill completes a page that lists downloads. Elements with data-size or
// data-sum, the path of a file, get that file's size or SHA-256; elements with
// data-in are left out elsewhere than there.
func fill(page []byte, where place, locale string, files map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	left := 0 // depth within an element that is left out
	z := tokens.NewTokenizer(bytes.NewReader(page))
	for {
		switch kind := z.Next(); kind {
		case tokens.ErrorToken:
			return b.Bytes(), nil
		case tokens.StartTagToken:
			raw := bytes.Clone(z.Raw())
			t := &tag{}
			t.read(z)
			in, split := t.take("data-in")
			switch {
			case left > 0:
				if !void[t.name] {
					left++
				}
				continue
			case split && in != string(where):
				left = 1
				continue
			case split:
				t.write(&b)
				continue
			}
			size, isSize := t.take("data-size")
			sum, isSum := t.take("data-sum")
			if !isSize && !isSum {
				b.Write(raw)
				continue
			}
			file, ok := files[size+sum]
			if !ok {
				return nil, fmt.Errorf("there is no file %q to tell the size or the sum of", size+sum)
			}
			t.write(&b)
			if isSize {
				b.WriteString(html.EscapeString(shown(len(file), locale)))
			} else {
				fmt.Fprintf(&b, "%x", sha256.Sum256(file))
			}
		case tokens.EndTagToken:
			if left == 0 {
				b.Write(z.Raw())
			} else {
				left--
			}
		default:
			if left == 0 {
				b.Write(z.Raw())
			}
		}
	}
}

// void are elements that hold nothing and have no end.
var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "wbr": true}

// shown is a size in the way of a language: "2.1 MB".
func shown(bytes int, locale string) string {
	p := message.NewPrinter(language.Make(locale))
	if bytes < 1e6 {
		return p.Sprintf("%d", max(1, bytes/1000)) + "\u00a0KB"
	}
	return strings.TrimSpace(p.Sprintf("%.1f", float64(bytes)/1e6)) + "\u00a0MB"
}
