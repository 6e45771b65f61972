package load

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"maps"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"go.yaml.in/yaml/v4"
	"golang.org/x/sync/errgroup"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// prose reads the pages of every edition.
func (l *loader) prose() {
	var read []**loader // of one page each
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
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
			own := new(*loader)
			read = append(read, own)
			g.Go(func() error {
				*own = l.kept.page(l, p, file)
				return nil
			})
		}
	}
	_ = g.Wait() // pages report what is wrong
	for _, own := range read {
		page := *own
		l.diags = append(l.diags, page.diags...)
		l.x.Pages = append(l.x.Pages, page.x.Pages...)
		l.local = append(l.local, page.local...)
		maps.Copy(l.anchors, page.anchors)
	}
	l.localLinks()
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
// editorial nor a glossary is a section.
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
	var layout explainer.Text
	r.draft = isDraft(n)
	r.fields(n,
		must("title", r.text(&p.Title)),
		r.unlessDraft("description", r.text(&p.Description)),
		may("weight", r.integer(&p.Weight, 0, 1000)),
		may("answer", r.written(r.text(&p.Answer))),
		may("editorial", r.boolean(&p.Editorial)),
		may("layout", r.pattern(&layout, idForm, "name a template in layouts")),
		may("key", r.texts(&p.Key)),
		may("counterpart", r.pattern(&p.Counterpart, fingerprintForm, "leave it out, and write what the help of stale-edition gives")),
		may("draft", r.flag(&p.Draft)),
	)
	answer := p.Answer
	p.Markdown, p.Body = src, body
	p.Hash = fingerprint(p.Title.Value, p.Description.Value, answer.Value, body)
	if p.Counterpart.Value != "" && p.Edition == l.x.Main().ID {
		l.diags.Errorf(p.Counterpart.Place, "unknown-key", "a page of the first edition has no counterpart").Helpf("write it in the other editions, which follow this one")
	}
	p.Glossary = layout.Value == "glossary"
	p.Section = p.ID != "" && !p.Editorial && !p.Glossary
	if p.Section && p.ID == explainer.Unplaced {
		unplaced(&l.diags, p.Place)
	}
	if p.Section && answer.Value == "" && !r.draft {
		r.errorf(n, "missing-key", "%q is missing", "answer").Helpf("give the section's short answer for the front page, with its claims")
	}
	l.x.Pages = append(l.x.Pages, p)

	if answer.Value != "" {
		// Places in it are right only if it reads as it stands.
		if answer.Col == 0 {
			l.diags.Errorf(answer.Place, "malformed-value", "the answer does not stand on one line as it reads").
				Helpf("write it on one line, without escapes")
		} else {
			l.markdown(p, answer.Value, answer.At(0), nil)
		}
	}
	p.BodyLine = strings.Count(src[:len(src)-len(body)], "\n") + 1
	l.markdown(p, body, diag.Place{File: file, Line: p.BodyLine, Col: 1}, l.anchors[file])
	for i := range p.Terms {
		p.Terms[i].To = len(p.Sentences)
		if i+1 < len(p.Terms) {
			p.Terms[i].To = p.Terms[i+1].From
		}
	}
}

// fingerprint is the start of a SHA-256 over texts, whose white space may
// change.
func fingerprint(texts ...string) string {
	sum := sha256.New()
	for _, t := range texts {
		for word := range strings.FieldsSeq(t) {
			sum.Write([]byte(word + " "))
		}
		sum.Write([]byte("\n"))
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
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
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough),
	goldmark.WithParserOptions(parser.WithHeadingAttribute()))

// markdown reads the sentences of Markdown text that starts at a place. The
// body of a page has anchors, where the places of its headings go; a text of
// its front matter, already judged as YAML, has none.
func (l *loader) markdown(p *explainer.Page, src string, start diag.Place, anchors map[string]diag.Place) {
	m := &prose{l: l, page: p, raw: []byte(src), lines: []int{0}, start: start, level: 1, anchors: anchors, headings: map[string]diag.Place{}}
	for i, b := range m.raw {
		if b == '\n' {
			m.lines = append(m.lines, i+1)
		}
	}
	if offset, message := tooDeep(m.raw); message != "" {
		m.diag(offset, "nested-too-deep", "%s", message).Helpf("say it more simply, or divide it")
		return
	}
	found := flaws(src)
	if anchors == nil {
		m.anchors = map[string]diag.Place{}
	} else {
		for _, f := range found {
			f.report(&l.diags, m.place(f.from))
		}
	}
	m.entities()
	m.src = masked(m.raw, found)
	doc := markdown.Parser().Parse(text.NewReader(m.src))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			m.heading(n)
			return ast.WalkSkipChildren, nil
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			m.codeBlock(max(n.Pos(), 0))
		case *ast.HTMLBlock:
			m.diag(n.Lines().At(0).Start, "raw-html", "HTML in Markdown is dropped").Helpf("write it in Markdown, or make a template for it")
		case *ast.Paragraph, *ast.TextBlock, *extast.TableCell:
			m.sentences(n)
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// prose turns blocks of Markdown into sentences with their citations.
type prose struct {
	l     *loader
	page  *explainer.Page
	raw   []byte
	src   []byte // raw with template code blanked
	lines []int  // where each begins in raw
	start diag.Place
	seen  struct{ offset, line, col int } // the last place asked for

	level    int                   // of the last heading
	anchors  map[string]diag.Place // of headings, by id
	headings map[string]diag.Place // by their words

	// The block at hand: its words on one line, and for each byte of them
	// where it stands in src.
	flat   []byte
	where  []int
	links  []link
	closed []span // in flat: links, images and code, which take nothing in
}

// span is a stretch of the block at hand, from and to in flat.
type span struct{ from, to int }

// link is a claim link in the block at hand, from and to in flat.
type link struct {
	from, to int
	dest     string
	at       int // of the destination, in src
}

func (m *prose) place(offset int) diag.Place {
	offset = min(max(offset, 0), len(m.raw))
	line, _ := slices.BinarySearch(m.lines, offset+1)
	line--
	// Places are mostly asked for in order: what is counted of a long line is
	// not counted again.
	from, col := m.lines[line], 0
	if m.seen.line == line && m.seen.offset <= offset && m.seen.offset >= from {
		from, col = m.seen.offset, m.seen.col
	}
	col += utf8.RuneCount(m.raw[from:offset])
	m.seen.offset, m.seen.line, m.seen.col = offset, line, col
	p := m.start
	if line > 0 {
		p.Line += line
		p.Col = 1
	}
	p.Col += col
	return p
}

func (m *prose) diag(offset int, code, format string, args ...any) *diag.Diagnostic {
	return m.l.diags.Errorf(m.place(offset), code, format, args...)
}

func (m *prose) sentences(n ast.Node) {
	block := 1
	if k := len(m.page.Sentences); k > 0 {
		block += m.page.Sentences[k-1].Block
	}
	m.flat, m.where, m.links, m.closed = m.flat[:0], m.where[:0], m.links[:0], m.closed[:0]
	m.inline(n)
	words := strings.TrimRight(string(m.flat), " ")
	if strings.TrimSpace(words) == "" {
		return
	}
	editorial := m.page.Editorial || m.isNote(n)
	for _, loc := range unspaced.FindAllStringSubmatchIndex(words, -1) {
		m.diag(m.where[loc[2]], "missing-space", "no space stands between two sentences").
			Helpf("put one before %q", words[loc[2]:loc[3]])
	}
	from := 0
	for _, s := range split(m.page.Edition, words) {
		to := from + len(s)
		sentence := m.stretch(from, to)
		sentence.Editorial, sentence.Block, sentence.End = editorial, block, m.end(n, to)
		if len(s) > maxText {
			m.l.diags.Errorf(sentence.Place, "text-too-long", "the sentence has %d bytes; the most is %d", len(s), maxText)
		}
		for _, k := range m.links {
			if k.from < to && k.to > from {
				sentence.Citations = append(sentence.Citations, m.cite(k)...)
			}
		}
		m.page.Sentences = append(m.page.Sentences, sentence)
		from = to + 1
	}
}

// unspaced is where a sentence ends and the next begins at once, with a word
// that is not all capitals; "U.S.The" may be a name.
var unspaced = regexp.MustCompile(`(?:[\p{Ll}\p{Nd}]|\p{Lu}{2})[)"”»]*[.!?…][)"”»]*(\p{Lu}(?:\p{Ll}\pL*)?)(?:[^\pL\p{Nd}.]|$)`)

// split cuts words into sentences, of which none ends within "EE. UU.".
func split(edition, words string) []string {
	var list []string
	for _, s := range article.Split(edition, words) {
		if n := len(list); n > 0 && strings.HasSuffix(list[n-1], "EE.") && strings.HasPrefix(s, "UU.") {
			list[n-1] += " " + s
		} else {
			list = append(list, s)
		}
	}
	return list
}

// stretch is flat[from:to], which is not empty, without its citations.
func (m *prose) stretch(from, to int) explainer.Sentence {
	return explainer.Sentence{Text: string(m.flat[from:to]), Place: m.place(m.where[from]), Runs: m.runs(from, to)}
}

// end is the place after a sentence that ends before flat[to]: where the space
// to the next one stands, or behind everything in its block.
func (m *prose) end(block ast.Node, to int) diag.Place {
	if slices.ContainsFunc(m.closed, func(s span) bool { return s.from < to && to < s.to }) {
		return diag.Place{}
	}
	if to < len(m.where) {
		return m.place(m.where[to])
	}
	lines := block.Lines()
	stop := lines.At(lines.Len() - 1).Stop
	return m.place(len(bytes.TrimRight(m.src[:stop], " \t\r\n")))
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
		from := len(m.flat)
		switch c := c.(type) {
		case *ast.Text:
			if c.IsRaw() {
				m.add(c.Segment.Start, m.src[c.Segment.Start:c.Segment.Stop])
			} else {
				m.addUnescaped(c.Segment.Start, m.src[c.Segment.Start:c.Segment.Stop])
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				m.add(c.Segment.Stop, []byte{' '})
			}
		case *ast.String:
			m.add(m.last(), c.Value)
		case *ast.Link:
			m.inline(c)
			dest := string(c.Destination)
			after, cites := strings.CutPrefix(dest, "claim:")
			switch at := m.destination(c, dest); {
			case dest == "" || cites && after == "" || dest == "#":
				m.diag(c.Pos(), "empty-link", "the link %q leads nowhere", m.flat[from:]).Helpf("name a claim, a page or an address in its parentheses")
			case len(bytes.TrimSpace(m.flat[from:])) == 0 && !hasImage(c):
				m.diag(c.Pos(), "empty-link", "the link to %q has no words", dest).Helpf("write the words that it is about in its brackets")
			case cites:
				if at != c.Pos() {
					at += len("claim:")
				}
				m.links = append(m.links, link{from, len(m.flat), after, at})
			default:
				m.link(dest, string(m.flat[from:]), at)
			}
		case *ast.AutoLink:
			label := string(c.Label(m.src))
			dest := string(c.URL(m.src))
			if c.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(dest, "mailto:") {
				dest = "mailto:" + dest
			}
			m.link(dest, label, max(c.Pos(), 0)+1)
		case *ast.Image:
			m.inline(c)
			m.image(c, from)
		case *ast.RawHTML:
			m.diag(c.Segments.At(0).Start, "raw-html", "HTML in Markdown is dropped").Helpf("write it in Markdown, or make a template for it")
		default:
			m.inline(c)
		}
		switch c.Kind() {
		case ast.KindLink, ast.KindImage, ast.KindCodeSpan:
			m.closed = append(m.closed, span{from, len(m.flat)})
		}
	}
}

func hasImage(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage || hasImage(c) {
			return true
		}
	}
	return false
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

// addUnescaped appends words as readers see them: without the backslashes of
// Markdown, and with characters for entities.
func (m *prose) addUnescaped(offset int, words []byte) {
	from := 0 // of what is not appended yet
	for i := 0; i < len(words); i++ {
		switch {
		case words[i] == '\\' && i+1 < len(words) && util.IsPunct(words[i+1]):
			m.add(offset+from, words[from:i])
			i++
			from = i
		case words[i] == '&':
			loc := entity.FindIndex(words[i:min(len(words), i+longestEntity)])
			if loc == nil || loc[0] > 0 {
				continue
			}
			m.add(offset+from, words[from:i])
			from = i + loc[1]
			m.add(offset+i, []byte(html.UnescapeString(string(words[i:from]))))
			i = from - 1
		}
	}
	m.add(offset+from, words[from:])
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
