package load

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"go.yaml.in/yaml/v4"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// Caps on Markdown. Parsers take time that grows with the square of these, so
// text is held to them before any parser sees it.
const (
	maxNesting = 8      // lists and quotations in one another
	maxIndent  = 100    // columns before a list marker
	maxMarks   = 1_000  // of emphasis, links, code and cells, in lines without a blank one between
	maxCells   = 20_000 // of all tables of a page, which parsers fill up to the widest row
)

// A flaw is a stretch of text that readers must never see, in whatever file it
// stands.
type flaw struct {
	from, to int
	code     string
	message  string
	help     string
}

var (
	delimiter = regexp.MustCompile(`\{\{[<%]?|\}\}|\{%|%\}|<%|%>`)
	closing   = map[string]string{"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "<%": "%>"}
	shortcode = regexp.MustCompile(`^\{\{[<%]\s*(/?)\s*([^\s<>%/{}]*)`)

	// "todo" is a word of Spanish, and XX a century: capitals and length count.
	unfinished = regexp.MustCompile(`TODO|FIXME|TBD|TBC|TBA|(?:TK)+|PENDIENTE|POR (?:COMPLETAR|CONFIRMAR|DEFINIR|HACER|VERIFICAR)|(?i:x{3,}|(?:tk){2,}|lorem ipsum)|\?{3,}|` +
		`(?im:^(?:to-?do|to do|tbd|tk|fixme|pendiente|por completar):)|` +
		`(?i:\[(?:to-?do|to do|tbd|tk|fixme|pendiente|por completar|por confirmar|por definir|\?+)(?:[^\pL\]\n][^\]\n]{0,80})?\])`)
)

// maxFlaws is how many mistakes of a kind are reported in a file: whoever sees
// so many needs no more.
const maxFlaws = 100

// flaws finds leftovers and disguises, in order.
func flaws(s string) []flaw {
	list := append(leftovers(s), disguises(s)...)
	slices.SortFunc(list, func(a, b flaw) int { return a.from - b.from })
	return list
}

// leftovers finds template code and marks of unfinished text, in linear time:
// template code is followed for no more than reach bytes.
func leftovers(s string) []flaw {
	const reach = 300
	var list []flaw
	opened := map[string]int{} // shortcodes whose end is part of the same mistake
	for at := 0; strings.ContainsAny(s, "{}%"); {
		loc := delimiter.FindStringIndex(s[at:])
		if loc == nil || len(list) == maxFlaws {
			break
		}
		from, to := at+loc[0], at+loc[1]
		if end := closing[s[from:to]]; end != "" {
			if i := strings.Index(s[to:min(len(s), to+reach)], end); i >= 0 {
				to += i + len(end)
			}
		}
		at = to
		if m := shortcode.FindStringSubmatch(s[from:to]); m != nil {
			code := "unknown-shortcode"
			f := flaw{from: from, to: to, code: code}
			if m[1] != "" && opened[m[2]] > 0 {
				opened[m[2]]--
			} else {
				opened[m[2]]++
				f.message = fmt.Sprintf("there is no shortcode %q", m[2])
				f.help = "say it in Markdown; an explainer has no shortcodes"
			}
			list = append(list, f)
			continue
		}
		code := "template-delimiter"
		list = append(list, flaw{from, to, code, fmt.Sprintf("%q is a template's, and readers would see it", firstLine(s[from:to])), "write the words that are meant"})
	}
	if !mayBeUnfinished(s) {
		return list
	}
	for _, loc := range unfinished.FindAllStringIndex(s, maxFlaws) {
		from, to := loc[0], loc[1]
		before, _ := utf8.DecodeLastRuneInString(s[:from])
		after, _ := utf8.DecodeRuneInString(s[to:])
		switch first, last := s[from], s[to-1]; {
		case first != '?' && first != '[' && (wordPart(before) || wordPart(after) && last != ':'):
			continue // "MÉTODO"
		case last == ']' && (after == '(' || after == '[' || after == ':'):
			continue // the words of a link
		}
		code := "unfinished-text"
		list = append(list, flaw{from, to, code, fmt.Sprintf("%q marks text that is not finished", s[from:to]), "finish it, or leave it out"})
	}
	return list
}

// mayBeUnfinished is a quick look for what unfinished finds with care: nearly
// all texts have none of it.
func mayBeUnfinished(s string) bool {
	low := strings.ToLower(s)
	return slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(low, m) })
}

var marks = []string{"todo", "to-do", "to do", "fixme", "tbd", "tbc", "tba", "tk", "xxx", "???", "[?", "lorem ipsum",
	"pendiente", "por completar", "por confirmar", "por definir", "por hacer", "por verificar"}

func wordPart(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return strings.TrimRight(line, "\r")
}

// ofWords tells what an author wrote from template code.
func (f flaw) ofWords() bool { return f.code == "unfinished-text" || f.code == "disguised-text" }

// report adds what is to be said of a flaw, if anything.
func (f flaw) report(l *diag.List, at diag.Place) {
	if f.message != "" {
		l.Errorf(at, f.code, "%s", f.message).Helpf("%s", f.help)
	}
}

// hidden says what is wrong with a character that nobody sees, or "".
func hidden(c rune) string {
	switch {
	case ' ' <= c && c < 0x7f, 'À' <= c && c <= 'ɏ', c == '\t', c == '\n': // nearly all there is
	case '\u202a' <= c && c <= '\u202e' || '\u2066' <= c && c <= '\u2069' || c == '\u200e' || c == '\u200f' || c == '\u061c':
		return "changes the direction of the text unseen"
	case unicode.IsControl(c):
		return "is a control character"
	case unicode.In(c, unicode.Cf, unicode.Zl, unicode.Zp) || c == '\u034f' || c == '\u115f' || c == '\u1160' || c == '\u3164' || c == '\uffa0':
		return "cannot be seen"
	}
	return ""
}

func (l *loader) hidden(at diag.Place, c rune) {
	if l.unseen++; l.unseen > maxFlaws {
		return
	}
	l.diags.Errorf(at, "hidden-character", "the character U+%04X %s", c, hidden(c)).Helpf("remove it")
}

// mended drops what is said about a line beside a hidden character: without
// the character, the rest of the line may well be right.
func mended(list diag.List) diag.List {
	type line struct {
		file string
		line int
	}
	lines := map[line]bool{}
	for _, d := range list {
		if d.Code == "hidden-character" {
			lines[line{d.Place.File, d.Place.Line}] = true
		}
	}
	return slices.DeleteFunc(list, func(d *diag.Diagnostic) bool {
		return d.Code != "hidden-character" && lines[line{d.Place.File, d.Place.Line}]
	})
}

// bareTemplate is template code where YAML takes it for a mapping.
var bareTemplate = regexp.MustCompile(`(?m)(?:^|[:,-][ \t]+)(\{[{%])`)

// templates reports template code that YAML would take for a mapping of its
// own; what the parser makes of such a file is no use to an author.
func (r *record) templates(text string) bool {
	if !strings.Contains(text, "{{") && !strings.Contains(text, "{%") {
		return false // nearly all
	}
	locs := bareTemplate.FindAllStringSubmatchIndex(text, -1)
	for _, loc := range locs {
		line := strings.Count(text[:loc[2]], "\n")
		from := strings.LastIndexByte(text[:loc[2]], '\n') + 1
		if list := leftovers(firstLine(text[loc[2]:])); len(list) > 0 {
			list[0].report(r.diags, diag.Place{File: r.file, Line: line + 1 + r.line, Col: utf8.RuneCountInString(text[from:loc[2]]) + 1})
		}
	}
	return len(locs) > 0
}

// verbatim are the keys whose values are others' words or addresses: there a
// word such as TODO may be right, and text as it came.
var verbatim = []string{"excerpt", "quantities", "title", "authors", "url", "archive_url", "fingerprint", "article_sha256"}

// wording reports flaws in the texts of a record.
func (r *record) wording(n *yaml.Node, key, text string) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			// In a disagreement, and in front matter, a title is ours.
			k := n.Content[i].Value
			if k == "title" && (n.Content[i+1].Kind == yaml.MappingNode || path.Ext(r.file) == ".md") {
				k = ""
			}
			r.wording(n.Content[i+1], k, text)
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			r.wording(c, key, text)
		}
	case yaml.ScalarNode:
		at := r.finder(n)
		for _, f := range flaws(n.Value) {
			if !f.ofWords() || !slices.Contains(verbatim, key) {
				f.report(r.diags, at(n.Value[f.from:f.to]))
			}
		}
		for _, c := range n.Value { // written as an escape
			if hidden(c) != "" && !strings.ContainsRune(text, c) {
				r.errorf(n, "hidden-character", "the character U+%04X %s", c, hidden(c)).Helpf("remove it")
				break
			}
		}
	}
}

// finder tells where words of a scalar stand in its file, called for one
// stretch of words after the other.
func (r *record) finder(n *yaml.Node) func(string) diag.Place {
	row, col := n.Line-1, n.Column-1
	return func(words string) diag.Place {
		words = firstLine(words)
		for i := row; i < min(len(r.lines), row+200); i++ {
			line := r.lines[i]
			skip := 0
			if i == row {
				for range min(col, utf8.RuneCountInString(line)) {
					_, size := utf8.DecodeRuneInString(line[skip:])
					skip += size
				}
			}
			if at := strings.Index(line[skip:], words); at >= 0 {
				start := utf8.RuneCountInString(line[:skip+at])
				row, col = i, start+utf8.RuneCountInString(words)
				return diag.Place{File: r.file, Line: i + 1 + r.line, Col: start + 1}
			}
		}
		return r.place(n) // behind an escape or a fold
	}
}

// tomlText is a string of TOML on one line.
var tomlText = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"|'[^'\n]*'`)

// tomlWording reports flaws in the values of a TOML file.
func (l *loader) tomlWording(file, text string) {
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		for _, loc := range tomlText.FindAllStringIndex(line, -1) {
			for _, f := range flaws(line[loc[0]:loc[1]]) {
				f.report(&l.diags, diag.Place{File: file, Line: i + 1, Col: utf8.RuneCountInString(line[:loc[0]+f.from]) + 1})
			}
		}
	}
}

// entities reports hidden characters and disguised text that Markdown writes as
// entities.
func (m *prose) entities() {
	for _, loc := range entity.FindAllIndex(m.raw, maxFlaws) {
		text := html.UnescapeString(string(m.raw[loc[0]:loc[1]]))
		for _, f := range disguises(text) {
			f.report(&m.l.diags, m.place(loc[0]))
		}
		for _, c := range text {
			if hidden(c) != "" {
				m.l.hidden(m.place(loc[0]), c)
				break
			}
		}
	}
}

const longestEntity = len("&CounterClockwiseContourIntegral;")

var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)

// masked blanks template code, of which Markdown would make something else.
func masked(src []byte, list []flaw) []byte {
	out := bytes.Clone(src)
	for _, f := range list {
		if f.ofWords() {
			continue
		}
		for i := f.from; i < f.to; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	return out
}

// tooDeep reads no more of Markdown than what nests, one line at a time, and
// gives the offset at which it goes past a cap.
func tooDeep(src []byte) (offset int, message string) {
	var items []int                           // the columns at which the text of open list items begins
	marks, cells, lines, widest := 0, 0, 0, 0 // the last two of lines without a blank one between
	for from := 0; from < len(src); {
		to := len(src)
		if i := bytes.IndexByte(src[from:], '\n'); i >= 0 {
			to = from + i
		}
		line := src[from:to]
		if len(bytes.TrimSpace(line)) == 0 {
			marks, lines, widest = 0, 0, 0
		} else if !isRule(line) {
			depth, at := 0, 0
			items, depth, at = nesting(items, line)
			if depth > maxNesting {
				return from + at, fmt.Sprintf("lists and quotations nest more than %d deep", maxNesting)
			}
		}
		for i, b := range line {
			if strings.IndexByte("*_~[]!`<|", b) >= 0 && (i == 0 || line[i-1] != b || b == '[' || b == '|') {
				if marks++; marks > maxMarks {
					return from + i, fmt.Sprintf("more than %d marks of emphasis, links, code or cells stand without a blank line between", maxMarks)
				}
			}
		}
		if n := bytes.Count(line, []byte("|")); n > 1 || widest > 0 {
			cells -= lines * widest
			lines, widest = lines+1, max(widest, n)
			if cells += lines * widest; cells > maxCells {
				return from, fmt.Sprintf("the page's tables have more than %d cells", maxCells)
			}
		}
		from = to + 1
	}
	return 0, ""
}

// nesting follows the markers that open a line: how deep it goes, and where.
func nesting(items []int, line []byte) (open []int, depth, at int) {
	quotes, col := 0, 0
	for i := 0; i < len(line) && quotes+len(items) <= maxNesting; {
		at = i
		switch b := line[i]; {
		case b == ' ':
			i++
			col++
			continue
		case b == '\t':
			i++
			col += 4 - col%4
			continue
		case b == '>':
			quotes++
			i++
			col++
			continue
		}
		for len(items) > 0 && items[len(items)-1] > col {
			items = items[:len(items)-1]
		}
		width := marker(line[i:])
		if width == 0 {
			break
		}
		if col > maxIndent { // whatever lines between them closed
			return items, maxNesting + 1, i
		}
		i += width
		col += width
		items = append(items, col+1)
		if quotes+len(items) > maxNesting {
			break
		}
	}
	return items, quotes + len(items), at
}

// marker is the width of the list marker that b begins with, or 0.
func marker(b []byte) int {
	n := 0
	for n < len(b) && n < 9 && '0' <= b[n] && b[n] <= '9' {
		n++
	}
	switch {
	case n > 0 && n < len(b) && (b[n] == '.' || b[n] == ')'), n == 0 && bytes.IndexByte([]byte("-+*"), b[0]) >= 0:
		n++
	default:
		return 0
	}
	if n < len(b) && b[n] != ' ' && b[n] != '\t' {
		return 0
	}
	return n
}

// isRule tells a thematic break, "- - -", from items in one another.
func isRule(line []byte) bool {
	first := bytes.TrimSpace(line)[0]
	return bytes.IndexByte([]byte("-*_"), first) >= 0 && len(bytes.Trim(line, string(first)+" \t\r")) == 0
}

// heading judges a heading, which is no sentence: readers go through headings
// by level, and link to them by id.
func (m *prose) heading(n *ast.Heading) {
	m.flat, m.where, m.links = m.flat[:0], m.where[:0], m.links[:0]
	m.inline(n)
	words := strings.TrimRight(string(m.flat), " ")
	at := max(n.Pos(), 0)
	if strings.TrimSpace(words) != "" {
		heading := m.stretch(0, len(words))
		heading.Editorial = m.page.Editorial || m.isNote(n)
		m.page.Headings = append(m.page.Headings, heading)
	}
	switch {
	case n.Level == 1:
		m.diag(at, "skipped-heading", "the page's first level is its title").Helpf("write ## %s", words)
	case n.Level > m.level+1:
		m.diag(at, "skipped-heading", "a heading of level %d follows one of level %d", n.Level, m.level).
			Helpf("write %s %s", strings.Repeat("#", m.level+1), words)
	}
	m.level = max(n.Level, 1)
	for _, k := range m.links {
		m.diag(k.at, "link-scheme", "a heading cites no claim").Helpf("cite %q in the sentence below", k.dest)
	}
	id := anchor(m.raw, n)
	if m.page.Glossary && n.Level == 2 {
		m.page.Terms = append(m.page.Terms, explainer.Term{ID: id, Name: words, Place: m.place(at), From: len(m.page.Sentences)})
	}
	first, found := m.anchors[id]
	message := fmt.Sprintf("another heading of this page has the id %q too", id)
	if same, ok := m.headings[strings.ToLower(words)]; ok {
		first, found = same, true
		message = fmt.Sprintf("another heading of this page is %q too", words)
	}
	if found {
		m.diag(at, "duplicate-heading", "%s", message).
			Note(first, "the other one").Helpf("name them apart, so that each can be linked to")
		return
	}
	m.anchors[id] = m.place(at)
	m.headings[strings.ToLower(words)] = m.place(at)
}

// anchor is the id that Hugo gives a heading.
func anchor(src []byte, n *ast.Heading) string {
	if id, ok := n.AttributeString("id"); ok {
		if b, ok := id.([]byte); ok {
			return string(b)
		}
	}
	if n.Lines().Len() == 0 {
		return "heading"
	}
	last := n.Lines().At(n.Lines().Len() - 1)
	id := strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ':
			return '-'
		case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, string(bytes.TrimSpace(last.Value(src))))
	if id == "" {
		return "heading"
	}
	return id
}

// codeBlock reports a block of code, unless its indent is template code that was
// blanked.
func (m *prose) codeBlock(at int) {
	line := bytes.LastIndexByte(m.raw[:at], '\n') + 1
	if bytes.Equal(m.raw[line:at], m.src[line:at]) {
		m.diag(at, "code-block", "no rule reads a block of code").Helpf("write a paragraph, without the indent or fence")
	}
}

// image judges an image, whose words stand in flat from an offset on.
func (m *prose) image(n *ast.Image, from int) {
	if strings.TrimSpace(string(m.flat[from:])) == "" {
		m.diag(n.Pos(), "image-without-text", "the image %q has no alternative text", n.Destination).
			Helpf("say in the brackets what it shows")
	}
	if scheme := schemeForm.FindString(string(n.Destination)); scheme != "" && scheme != "https:" {
		m.diag(m.destination(n, string(n.Destination)), "link-scheme", "an image cannot come by %q", scheme).Helpf("use an address on this site")
	}
}

var (
	schemeForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	schemes    = []string{"claim:", "https:", "http:", "mailto:"}
	pageForm   = regexp.MustCompile(`^([a-z0-9_-]+\.md)?(#.*)?$`)
)

// link judges a link that is no claim's, with words of its own.
func (m *prose) link(dest, words string, at int) {
	m.page.Links = append(m.page.Links, explainer.Link{Destination: explainer.Text{Value: dest, Place: m.place(at)}, Words: words})
	scheme := schemeForm.FindString(dest)
	u, err := url.Parse(dest)
	switch strings.ToLower(scheme) {
	case "":
		if pageForm.MatchString(dest) {
			m.l.local = append(m.l.local, localLink{dest, m.place(at)})
			return
		}
		m.diag(at, "link-scheme", "%q leads to no page of this site", dest).
			Helpf("name a page by its file, such as method.md, or give a whole address with https://")
	case "http:", "https:":
		if err != nil || u.Host == "" {
			m.diag(at, "link-scheme", "%q is no address", dest).Helpf("%s", urlHelp)
		}
	case "mailto:":
		if !strings.Contains(dest, "@") {
			m.diag(at, "link-scheme", "%q is no address", dest).Helpf("write mailto: and an address with @")
		}
	default:
		d := m.diag(at, "link-scheme", "a link cannot begin with %q", scheme)
		if near := diag.Nearest(scheme, schemes); near != "" {
			d.Helpf("did you mean %q?", near)
		} else {
			d.Helpf("use %s, or name a page by its file", strings.Join(schemes, ", "))
		}
	}
}

// destination finds where a link or image has its destination, after its
// words; failing that, where it begins.
func (m *prose) destination(n ast.Node, dest string) int {
	const reach = 200
	start := max(n.Pos(), 0)
	for at := max(m.last(), start); ; {
		i := bytes.Index(m.src[at:min(len(m.src), at+reach+len(dest))], []byte("]("))
		if i < 0 {
			return start
		}
		at += i + 2
		if rest := bytes.TrimLeft(m.src[at:min(len(m.src), at+reach+len(dest))], " \t\r\n<"); dest != "" && bytes.HasPrefix(rest, []byte(dest)) {
			return at + bytes.Index(m.src[at:], rest[:len(dest)])
		}
	}
}

// localLink leads to a page of its own edition, or to a heading.
type localLink struct {
	dest string
	at   diag.Place
}

// localLinks reports links to pages and headings that do not exist, once all
// pages are read. What is wrong with the page that a link leads to is reported
// there: of one that has errors, headings may be missing for that, and one that
// only another edition has is itself reported as missing.
func (l *loader) localLinks() {
	faulty := map[string]bool{}
	for _, d := range l.diags {
		if d.Level == diag.Error {
			faulty[d.Place.File] = true
		}
	}
	elsewhere := func(file string) bool {
		return slices.ContainsFunc(l.x.Editions, func(ed explainer.Edition) bool {
			_, ok := l.anchors[path.Join("content", ed.ID, path.Base(file))]
			return ok
		})
	}
	for _, k := range l.local {
		name, fragment, hasFragment := strings.Cut(k.dest, "#")
		file := k.at.File
		if name != "" {
			file = path.Join(path.Dir(file), name)
		}
		anchors, ok := l.anchors[file]
		if file != k.at.File && (faulty[file] || !ok && elsewhere(file)) {
			continue
		}
		if !ok {
			var names []string
			for other := range l.anchors {
				if path.Dir(other) == path.Dir(file) {
					names = append(names, path.Base(other))
				}
			}
			slices.Sort(names)
			suggest(l.diags.Errorf(k.at, "link-scheme", "there is no page %q in this edition", name), name, names, "the pages are")
			continue
		}
		if decoded, err := url.PathUnescape(fragment); err == nil {
			fragment = decoded
		}
		if _, ok := anchors[fragment]; hasFragment && !ok {
			ids := slices.Sorted(maps.Keys(anchors))
			suggest(l.diags.Errorf(k.at, "link-scheme", "no heading has the id %q", fragment), fragment, ids, "the headings are")
		}
	}
}
