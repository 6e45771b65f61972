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

// A download is what its page tells of a file.
type download struct {
	size int // in bytes
	sum  [sha256.Size]byte
}

// describe gives what is told of files, by their paths.
func describe(files map[string][]byte) map[string]download {
	m := map[string]download{}
	for name, raw := range files {
		m[name] = download{len(raw), sha256.Sum256(raw)}
	}
	return m
}

// fill completes a page that lists downloads. Elements with data-size or
// data-sum, the path of a file, get that file's size or SHA-256; elements with
// data-in are left out elsewhere than there.
func fill(page []byte, where place, locale string, files map[string]download) ([]byte, error) {
	var b bytes.Buffer
	var left omission
	z := tokens.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		token := page[:len(z.Raw())] // the tokenizer decodes in its own
		page = page[len(token):]
		if kind == tokens.ErrorToken {
			return b.Bytes(), nil
		}
		if left.holds(z, kind) {
			continue
		}
		if kind != tokens.StartTagToken && kind != tokens.SelfClosingTagToken {
			b.Write(token)
			continue
		}
		t := &tag{}
		t.read(z, token)
		if in, ok := t.take("data-in"); ok && in != string(where) {
			left.begin(t)
			continue
		}
		size, isSize := t.take("data-size")
		sum, isSum := t.take("data-sum")
		t.write(&b)
		if !isSize && !isSum {
			continue
		}
		file, ok := files[size+sum]
		switch {
		case !ok:
			return nil, fmt.Errorf("there is no file %q to tell the size or the sum of", size+sum)
		case isSize:
			b.WriteString(html.EscapeString(shown(file.size, locale)))
		default:
			fmt.Fprintf(&b, "%x", file.sum)
		}
	}
}

// shown is a size in the way of a language: "2.1 MB".
func shown(bytes int, locale string) string {
	p := message.NewPrinter(language.Make(locale))
	if bytes < 1e6 {
		return p.Sprintf("%d", max(1, bytes/1000)) + "\u00a0KB"
	}
	return strings.TrimSpace(p.Sprintf("%.1f", float64(bytes)/1e6)) + "\u00a0MB"
}
