package article

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readPage numbers the blocks of the whole page before the readability library
// says which of them are the article's: another version of it may then judge
// otherwise, and does not renumber.
func readPage(text []byte) (*document, error) {
	doc, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, &Error{Code: "article-too-deep", Msg: "the page's elements are nested more than 512 deep", Help: saveAsText} // the parser's only error
	}
	w := &walker{}
	w.walk(doc, hints{})
	w.flush()
	if w.elements > MaxElements {
		return nil, &Error{Code: "article-too-large", Msg: fmt.Sprintf("%d elements; at most %d are read", w.elements, MaxElements), Help: saveAsText}
	}
	if len(w.blocks) > MaxLines {
		return nil, &Error{Code: "article-too-large", Msg: fmt.Sprintf("%d blocks; at most %d are read", len(w.blocks), MaxLines), Help: saveAsText}
	}
	declared := headOf(doc)

	parser := readability.NewParser()
	parser.CharThresholds = minArticle
	found, err := parser.ParseAndMutate(doc, &url.URL{})
	if err != nil || found.Node == nil {
		return nil, &Error{Code: "article-no-body", Msg: "no body text in the page, only scripts, menus or boilerplate",
			Help: "a page that its scripts fill holds no article when saved as HTML only; copy the text from the browser"}
	}
	about := declared.about(found)
	judge(w.blocks, found.Node)
	markHeadline(w.blocks, about.Title)
	return &document{blocks: w.blocks, language: found.Language(), about: &about}, nil
}

// minArticle is the length, in characters, from which the library is content
// with what it found and does not try again with laxer rules.
const minArticle = 250

// hints is what the elements around a text say of it.
type hints struct {
	level   int // of the heading
	caption bool
	bullet  bool
	quote   *html.Node // the <blockquote>
}

// blockMark names the attribute that carries a block's index through the
// library, which copies the page and moves its elements.
const blockMark = "data-block"

// A walker cuts a page into blocks.
type walker struct {
	blocks   []rawBlock
	text     strings.Builder
	in       hints // of the text
	elements int
}

func (w *walker) walk(n *html.Node, in hints) {
	switch n.Type {
	case html.TextNode:
		w.add(n, in)
		return
	case html.ElementNode:
		w.elements++
		if hidden(n) {
			return
		}
	}
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak()
		return
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		in.level = int(n.Data[1] - '0')
	case atom.Figcaption, atom.Caption:
		in.caption = true
	case atom.Li:
		in.bullet = true
	case atom.Blockquote:
		in.quote = n
	}
	block := blockElements[n.DataAtom]
	if cell := n.DataAtom == atom.Td || n.DataAtom == atom.Th; cell && !block {
		if block = holdsBlocks(n); !block && w.text.Len() > 0 {
			w.text.WriteString("; ")
		}
	}
	if block {
		w.flush()
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling // add puts c into another element
		w.walk(c, in)
		c = next
	}
	if block {
		w.flush()
	}
}

// holdsBlocks tells a cell that lays out a page from one of a table of data,
// a row of which is one block.
func holdsBlocks(cell *html.Node) bool {
	length := 0
	for n := range cell.Descendants() {
		if n.Type == html.TextNode {
			length += len(n.Data)
		}
		if length > maxCell || n.DataAtom == atom.Br || blockElements[n.DataAtom] {
			return true
		}
	}
	return false
}

// maxCell is the length, in bytes, up to which a cell holds a datum.
const maxCell = 120

// add takes a text into the open block and marks it with the block's index.
func (w *walker) add(n *html.Node, in hints) {
	if strings.TrimSpace(n.Data) == "" {
		if w.text.Len() > 0 {
			w.text.WriteByte(' ')
		}
		return
	}
	if w.text.Len() == 0 {
		w.in = in
	}
	w.text.WriteString(n.Data)
	mark := &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span,
		Attr: []html.Attribute{{Key: blockMark, Val: strconv.Itoa(len(w.blocks))}}}
	n.Parent.InsertBefore(mark, n)
	n.Parent.RemoveChild(n)
	mark.AppendChild(n)
}

// lineBreak ends a block at the second break in a row.
func (w *walker) lineBreak() {
	if strings.HasSuffix(strings.TrimRight(w.text.String(), " "), "\n") {
		w.flush()
	} else if w.text.Len() > 0 {
		w.text.WriteByte('\n')
	}
}

func (w *walker) flush() {
	text := clean(w.text.String())
	w.text.Reset()
	if text == "" {
		return
	}
	w.blocks = append(w.blocks, rawBlock{text: text, debris: !hasWord(text),
		level: w.in.level, caption: w.in.caption, bullet: w.in.bullet, quote: w.in.quote})
}

// hidden reports whether a browser shows nothing of an element.
func hidden(n *html.Node) bool {
	if unseen[n.DataAtom] {
		return true
	}
	for _, a := range n.Attr {
		switch value := strings.ToLower(a.Val); a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if value == "true" {
				return true
			}
		case "style":
			value = strings.ReplaceAll(value, " ", "")
			if strings.Contains(value, "display:none") || strings.Contains(value, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

var (
	unseen = atoms(atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg,
		atom.Math, atom.Canvas, atom.Audio, atom.Video, atom.Select, atom.Textarea, atom.Datalist, atom.Input)
	blockElements = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Caption, atom.Center,
		atom.Dd, atom.Details, atom.Dialog, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer,
		atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main,
		atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Search, atom.Section, atom.Summary, atom.Table, atom.Tbody,
		atom.Tfoot, atom.Thead, atom.Tr, atom.Ul)
)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range list {
		m[a] = true
	}
	return m
}

// judge marks the blocks of which the library kept less than half. Who is
// quoted it takes for a page's footer: a quotation is kept as a whole.
func judge(bs []rawBlock, article *html.Node) {
	kept := make([]int, len(bs))
	for n := range article.Descendants() {
		if n.Type != html.TextNode || n.Parent == nil {
			continue
		}
		for _, a := range n.Parent.Attr {
			if i, err := strconv.Atoi(a.Val); a.Key == blockMark && err == nil && i < len(kept) {
				kept[i] += len(n.Data)
			}
		}
	}
	for i := range bs {
		bs[i].outside = kept[i]*2 < len(bs[i].text)
	}
	quoted := map[*html.Node]bool{}
	for _, b := range bs {
		if b.quote != nil && !b.outside {
			quoted[b.quote] = true
		}
	}
	for i, b := range bs {
		bs[i].outside = b.outside && !quoted[b.quote]
	}
}

// markHeadline finds the headline, which the library takes out of the article,
// and what stands between it and the text: bylines, dates and a standfirst.
func markHeadline(bs []rawBlock, declared string) {
	title := slices.IndexFunc(bs, func(b rawBlock) bool { return b.level == 1 && isTitle(b.text, declared) })
	if title < 0 {
		title = slices.IndexFunc(bs, func(b rawBlock) bool { return isTitle(b.text, declared) })
	}
	if title < 0 {
		return
	}
	bs[title].outside, bs[title].hint = false, Title
	body := title + 1
	for body < len(bs) && bs[body].outside {
		body++
	}
	if body == len(bs) || body-title > maxTop {
		return
	}
	standfirst := false
	for i := title + 1; i < body; i++ {
		b := &bs[i]
		b.outside = false
		switch kind := byWording(*b); {
		case kind == Byline || kind == Dateline || kind == Caption:
		case !standfirst && (kind == Paragraph || kind == Heading) && words(b.text) >= maxFurther:
			b.hint, standfirst = Standfirst, true
		default:
			b.outside = true
		}
	}
}

// maxTop is how many blocks may stand between a headline and the text.
const maxTop = 20

// isTitle compares a block with the title that the page declares; either may
// have the outlet's name around it.
func isTitle(text, declared string) bool {
	text, declared = Normalize(text), Normalize(declared)
	short, long := text, declared
	if len(short) > len(long) {
		short, long = long, short
	}
	return strings.Contains(long, short) && len(short)*2 > len(long)
}
