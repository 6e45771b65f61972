package load

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v4"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// prose reads the pages of every edition.
func (l *loader) prose() {
	for _, ed := range l.x.Editions {
		dir := path.Join("content", ed.ID)
		for _, e := range l.entries(dir, true) {
			file := path.Join(dir, e.Name())
			if e.IsDir() || path.Ext(file) != ".md" {
				l.diags.Errorf(diag.Place{File: file}, "stray-file", "this file is not read").Helpf("pages are .md files in %s", dir)
				continue
			}
			p := &explainer.Page{Edition: ed.ID, Place: diag.Place{File: file, Line: 1, Col: 1}}
			if path.Base(file) != "_index.md" {
				id, ok := l.id(file)
				if !ok {
					continue
				}
				p.ID = id
			}
			if src, ok := l.text(file); ok {
				l.page(p, file, src)
			}
		}
	}
	for _, e := range l.entries("content", true) {
		if !slices.Contains(l.x.EditionIDs(), e.Name()) {
			l.diags.Errorf(diag.Place{File: path.Join("content", e.Name())}, "unknown-folder", "no edition has the id %q", e.Name()).
				Helpf("the editions in hugo.toml are %s", strings.Join(l.x.EditionIDs(), ", "))
		}
	}
	order := l.x.EditionIDs()
	slices.SortStableFunc(l.x.Pages, func(a, b *explainer.Page) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Edition), slices.Index(order, b.Edition)),
			cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.ID, b.ID))
	})
}

// page reads front matter and body. A page that is neither the front page nor
// editorial is a section.
func (l *loader) page(p *explainer.Page, file, src string) {
	front, body, ok := frontMatter(src)
	if !ok {
		l.diags.Errorf(p.Place, "missing-front-matter", "the page does not begin with front matter").
			Helpf("begin with a line ---, the keys title and description, and another line ---")
		return
	}
	r := &record{diags: &l.diags, file: file, line: 1, eds: l.x.EditionIDs()}
	n := r.parse(front)
	if n == nil {
		return
	}
	var answer explainer.Text
	var layout explainer.Text
	r.fields(n,
		must("title", r.text(&p.Title)),
		must("description", r.text(&p.Description)),
		may("weight", r.integer(&p.Weight, 0, 1000)),
		may("answer", r.text(&answer)),
		may("editorial", r.boolean(&p.Editorial)),
		may("layout", r.pattern(&layout, idForm, "name a template in layouts")),
		may("key", r.texts(&p.Key)),
	)
	p.Section = p.ID != "" && !p.Editorial
	if p.Section && answer.Value == "" {
		r.errorf(n, "missing-key", "%q is missing", "answer").Helpf("give the section's short answer for the front page, with its claims")
	}
	l.x.Pages = append(l.x.Pages, p)

	if answer.Value != "" {
		// A quoted scalar starts one column after its quote.
		at, node := answer.Place, valueOf(n, "answer")
		if node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			at.Col++
		}
		// Places in it are right only if it reads as it stands.
		line := []rune(strings.Split(src, "\n")[at.Line-1])
		if !strings.HasPrefix(string(line[min(at.Col-1, len(line)):]), answer.Value) {
			r.errorf(node, "malformed-value", "the answer does not stand on one line as it reads").
				Helpf("write it on one line, without escapes")
		} else {
			l.markdown(p, answer.Value, at)
		}
	}
	above := strings.Count(src[:len(src)-len(body)], "\n")
	l.markdown(p, body, diag.Place{File: file, Line: above + 1, Col: 1})
}

func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return &yaml.Node{}
}

// frontMatter splits a page at the two lines of three hyphens.
func frontMatter(src string) (front, body string, ok bool) {
	first, rest, _ := strings.Cut(src, "\n")
	if strings.TrimRight(first, " \r") != "---" {
		return "", "", false
	}
	for at := 0; at < len(rest); {
		end := strings.IndexByte(rest[at:], '\n')
		line := rest[at:]
		next := len(rest)
		if end >= 0 {
			line, next = rest[at:at+end], at+end+1
		}
		if strings.TrimRight(line, " \r") == "---" {
			return rest[:at], rest[next:], true
		}
		at = next
	}
	return "", "", false
}

// Goldmark as Hugo is set up in internal/hugo/config.go, so that Go judges
// what Hugo renders.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))

// markdown reads the sentences of Markdown text that starts at a place.
func (l *loader) markdown(p *explainer.Page, src string, start diag.Place) {
	m := &prose{l: l, page: p, src: []byte(src), lines: []int{0}, start: start}
	for i, b := range m.src {
		if b == '\n' {
			m.lines = append(m.lines, i+1)
		}
	}
	doc := markdown.Parser().Parse(text.NewReader(m.src))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			return ast.WalkSkipChildren, nil
		case *ast.HTMLBlock:
			m.diag(n.Lines().At(0).Start, "raw-html", "HTML in Markdown is dropped").Helpf("write it in Markdown, or make a template for it")
		case *ast.Paragraph, *ast.TextBlock, *extast.TableCell:
			m.block(n)
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// prose turns blocks of Markdown into sentences with their citations.
type prose struct {
	l     *loader
	page  *explainer.Page
	src   []byte
	lines []int // where each begins in src
	start diag.Place

	// The block at hand: its words on one line, and for each byte of them
	// where it stands in src.
	flat  []byte
	where []int
	links []link
}

// link is a claim link in the block at hand, from and to in flat.
type link struct {
	from, to int
	dest     string
	at       int // of the destination, in src
}

func (m *prose) place(offset int) diag.Place {
	offset = min(max(offset, 0), len(m.src))
	line, _ := slices.BinarySearch(m.lines, offset+1)
	line--
	p := m.start
	if line > 0 {
		p.Line += line
		p.Col = 1
	}
	p.Col += utf8.RuneCount(m.src[m.lines[line]:offset])
	return p
}

func (m *prose) diag(offset int, code, format string, args ...any) *diag.Diagnostic {
	return m.l.diags.Errorf(m.place(offset), code, format, args...)
}

func (m *prose) block(n ast.Node) {
	m.flat, m.where, m.links = m.flat[:0], m.where[:0], m.links[:0]
	m.inline(n)
	words := strings.TrimRight(string(m.flat), " ")
	if words == "" {
		return
	}
	editorial := m.page.Editorial || m.isNote(n)
	from := 0
	for _, s := range article.Split(m.page.Edition, words) {
		to := from + len(s)
		sentence := explainer.Sentence{Text: s, Place: m.place(m.where[from]), Editorial: editorial, Runs: m.runs(from, to)}
		for _, k := range m.links {
			if k.from < to && k.to > from {
				sentence.Citations = append(sentence.Citations, m.cite(k)...)
			}
		}
		m.page.Sentences = append(m.page.Sentences, sentence)
		from = to + 1
	}
}

// runs are the stretches of flat[from:to] that stand unbroken on one line.
func (m *prose) runs(from, to int) []explainer.Run {
	var runs []explainer.Run
	for i := from; i < to; i++ {
		at := m.where[i]
		if i == from || at != m.where[i-1]+1 || m.src[at-1] == '\n' {
			runs = append(runs, explainer.Run{Offset: i - from, Place: m.place(at)})
		}
	}
	return runs
}

// isNote tells a block in an alert, `> [!NOTE]`, which speaks of the
// explainer itself; a plain quotation needs its sources as all prose does.
func (m *prose) isNote(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if first, ok := p.FirstChild().(*ast.Paragraph); ok && p.Kind() == ast.KindBlockquote {
			return alert.Match(first.Lines().Value(m.src))
		}
	}
	return false
}

// alert is what opens an alert, in a line of its own.
var alert = regexp.MustCompile(`^\[![A-Za-z]+\][ \t]*(\n|$)`)

func (m *prose) inline(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			m.add(c.Segment.Start, m.src[c.Segment.Start:c.Segment.Stop])
			if c.SoftLineBreak() || c.HardLineBreak() {
				m.add(c.Segment.Stop, []byte{' '})
			}
		case *ast.String:
			m.add(m.last(), c.Value)
		case *ast.Link:
			from := len(m.flat)
			m.inline(c)
			if after, ok := strings.CutPrefix(string(c.Destination), "claim:"); ok {
				at := m.last()
				if i := strings.Index(string(m.src[at:]), "claim:"+after); i >= 0 {
					at += i + len("claim:")
				}
				m.links = append(m.links, link{from, len(m.flat), after, at})
			}
		case *ast.RawHTML:
			m.diag(c.Segments.At(0).Start, "raw-html", "HTML in Markdown is dropped").Helpf("write it in Markdown, or make a template for it")
		default:
			m.inline(c)
		}
	}
}

// add appends words that stand at an offset of src, without doubling spaces.
func (m *prose) add(offset int, words []byte) {
	for i, b := range words {
		if b == ' ' && (len(m.flat) == 0 || m.flat[len(m.flat)-1] == ' ') {
			continue
		}
		m.flat = append(m.flat, b)
		m.where = append(m.where, min(offset+i, len(m.src)))
	}
}

func (m *prose) last() int {
	if len(m.where) == 0 {
		return 0
	}
	return m.where[len(m.where)-1]
}

// cite splits `claim:a+b` into its claims, each at its own place.
func (m *prose) cite(k link) []explainer.Citation {
	var cites []explainer.Citation
	at := k.at
	for id := range strings.SplitSeq(k.dest, "+") {
		cites = append(cites, explainer.Citation{
			Claim: explainer.Text{Value: id, Place: m.place(at)},
			Words: string(m.flat[k.from:k.to]),
		})
		at += len(id) + 1
	}
	return cites
}
