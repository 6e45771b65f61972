package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// Caps on what an author's file may be; generous by a factor of ten or more.
const (
	maxFile  = 1 << 20 // bytes
	maxText  = 4_000   // bytes of a value or a sentence, which rules compare word by word
	maxDepth = 16      // nested collections in YAML
)

// A record reads one file, or the part of one that is YAML.
type record struct {
	diags *diag.List
	id    string // as its file is named
	file  string
	line  int      // lines of the file above its YAML, for front matter
	lines []string // of its YAML
	eds   []string
	draft bool // the record says that it is one
	form  form // to be described, and nothing read
}

func (r *record) place(n *yaml.Node) diag.Place {
	return diag.Place{File: r.file, Line: n.Line + r.line, Col: n.Column}
}

func (r *record) errorf(n *yaml.Node, code, format string, args ...any) *diag.Diagnostic {
	return r.diags.Errorf(r.place(n), code, format, args...)
}

// raw reads a file of at most so many bytes; ok is false when it was reported
// instead. A pipe or a device, which could go on without end, is not opened.
func (l *loader) raw(file string, most int64) (raw []byte, ok bool) {
	info, err := fs.Stat(l.fsys, file)
	switch {
	case err == nil && !info.Mode().IsRegular():
		l.diags.Errorf(diag.Place{File: file}, "unreadable-file", "this is no file")
		return nil, false
	case err == nil && info.Size() > most:
		l.diags.Errorf(diag.Place{File: file}, "file-too-large", "the file has %d bytes; the most is %d", info.Size(), most)
		return nil, false
	case err == nil:
		raw, err = fs.ReadFile(l.fsys, file)
	}
	if err != nil {
		l.diags.Errorf(diag.Place{File: file}, "unreadable-file", "%v", errors.Unwrap(err))
	}
	return raw, err == nil
}

// text reads a file as UTF-8 without NUL, control characters, BOM or excess
// size; ok is false when that was reported instead.
func (l *loader) text(file string) (string, bool) {
	raw, ok := l.raw(file, maxFile)
	if !ok {
		return "", false
	}
	text := strings.TrimPrefix(string(raw), "\ufeff")
	plain := true
	for i, line := range strings.Split(text, "\n") {
		col, before := 1, false // whether a hidden character stood before this one
		for rest := line; rest != ""; col++ {
			c, size := utf8.DecodeRuneInString(rest)
			at := diag.Place{File: file, Line: i + 1, Col: col}
			switch {
			case c == utf8.RuneError && size == 1:
				l.diags.Errorf(at, "invalid-utf8", "byte 0x%02x is not UTF-8", rest[0]).Helpf("save the file as UTF-8")
				return "", false
			case c == 0:
				l.diags.Errorf(at, "nul", "the file has a NUL character")
				return "", false
			case hidden(c) != "" && !(c == '\r' && size == len(rest)):
				if !before {
					l.hidden(at, c)
				}
				before = true
				plain = plain && !unicode.IsControl(c) // which YAML refuses
			default:
				before = false
			}
			rest = rest[size:]
		}
	}
	return text, plain
}

// parse gives the root node of a YAML document that has no aliases and is not
// nested without end; nil when that was reported instead.
func (r *record) parse(text string) *yaml.Node {
	if r.templates(text) {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load([]byte(text), &doc); err != nil && !strings.Contains(err.Error(), "no documents in stream") {
		r.malformed(err, text)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		r.diags.Errorf(diag.Place{File: r.file, Line: 1 + r.line, Col: 1}, "empty-record", "the file holds no YAML record")
		return nil
	}
	if !r.plain(doc.Content[0], 0) {
		return nil
	}
	r.lines = strings.Split(text, "\n")
	r.wording(doc.Content[0], "", text)
	return doc.Content[0]
}

// malformed reports what the parser says, at the place that it names.
func (r *record) malformed(err error, text string) {
	at, message := diag.Place{File: r.file, Line: 1 + r.line, Col: 1}, err.Error()
	if e := (*yaml.LoadError)(nil); errors.As(err, &e) {
		message = e.Message
		if e.ContextMsg != "" {
			message += " " + e.ContextMsg
		}
		if e.Mark.Line > 0 {
			at.Line, at.Col = e.Mark.Line+r.line, max(e.Mark.Column, 1)
		}
	}
	// "TODO: ask" is no mapping, and neither is template code.
	if lines := strings.Split(text, "\n"); at.Line-r.line <= len(lines) {
		line := lines[at.Line-r.line-1]
		if list := leftovers(line); len(list) > 0 {
			at.Col = utf8.RuneCountInString(line[:list[0].from]) + 1
			list[0].report(r.diags, at)
			return
		}
	}
	r.diags.Errorf(at, "malformed-yaml", "%s", strings.ReplaceAll(message, "\n", "; "))
}

func (r *record) plain(n *yaml.Node, depth int) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		r.errorf(n, "yaml-alias", "aliases are not used in records").Helpf("write the value out")
		return false
	case depth > maxDepth:
		r.errorf(n, "nested-too-deep", "collections nest more than %d deep", maxDepth)
		return false
	case len(n.Value) > maxText:
		r.errorf(n, "text-too-long", "the text has %d bytes; the most is %d", len(n.Value), maxText)
		return false
	}
	for _, c := range n.Content {
		if !r.plain(c, depth+1) {
			return false
		}
	}
	return true
}

// A field names a key of a mapping and reads its value.
type field struct {
	key      string
	required bool
	read     func(*yaml.Node)
}

func must(key string, read func(*yaml.Node)) field { return field{key, true, read} }
func may(key string, read func(*yaml.Node)) field  { return field{key, false, read} }

// fields reads a mapping whose keys are exactly those given.
func (r *record) fields(n *yaml.Node, fields ...field) {
	if r.form != nil {
		r.describeFields(fields)
		return
	}
	if n.Kind != yaml.MappingNode {
		r.errorf(n, "wrong-type", "this is %s; a mapping of keys to values belongs here", describe(n))
		return
	}
	seen := map[string]*yaml.Node{}
	meant := map[string]bool{} // by a key that was misspelt
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		f := slices.IndexFunc(fields, func(f field) bool { return f.key == key.Value })
		switch first := seen[key.Value]; {
		case first != nil:
			r.errorf(key, "duplicate-key", "%q is given twice", key.Value).Note(r.place(first), "first given here")
		case f < 0:
			d := r.errorf(key, "unknown-key", "there is no key %q here", key.Value)
			var known []string
			for _, f := range fields {
				known = append(known, f.key)
			}
			if near := diag.Nearest(key.Value, known); near != "" {
				meant[near] = true
				d.Helpf("did you mean %q?", near)
			} else {
				d.Helpf("the keys are %s", strings.Join(known, ", "))
			}
		default:
			fields[f].read(value)
		}
		if seen[key.Value] == nil {
			seen[key.Value] = key
		}
	}
	for _, f := range fields {
		if f.required && seen[f.key] == nil && !meant[f.key] {
			r.errorf(n, "missing-key", "%q is missing", f.key)
		}
	}
}

func (r *record) text(to *explainer.Text) func(*yaml.Node) {
	return r.described(func(f form) { f["type"] = scalar; f["pattern"] = `\S` }, func(n *yaml.Node) {
		switch {
		case n.Kind != yaml.ScalarNode:
			r.errorf(n, "wrong-type", "this is %s; text belongs here", describe(n))
		case empty(n):
			r.errorf(n, "empty-value", "the value is empty").Helpf("fill it in, or leave the key out")
		default:
			value := strings.TrimSpace(n.Value)
			*to = explainer.Text{Value: value, Place: r.place(n), Col: r.column(n, value)}
		}
	})
}

// column is where a scalar's value stands as it is on the scalar's first line, or
// 0.
func (r *record) column(n *yaml.Node, value string) int {
	if n.Line > len(r.lines) {
		return 0 // YAML knows more line ends than most
	}
	line, col := r.lines[n.Line-1], n.Column
	for range n.Column - 1 {
		_, size := utf8.DecodeRuneInString(line)
		line = line[size:]
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && line != "" {
		line, col = line[1:], col+1
	}
	if strings.HasPrefix(line, value) {
		return col
	}
	return 0
}

func (r *record) oneOf(to *explainer.Text, allowed ...string) func(*yaml.Node) {
	return r.described(func(f form) { f["enum"] = allowed }, r.checked(to, "unknown-value", func(s string) string {
		if slices.Contains(allowed, s) {
			return ""
		}
		return "use one of " + strings.Join(allowed, ", ")
	}))
}

// date reads an ISO date of reduced precision: 2025, 2025-03 or 2025-03-16.
func (r *record) date(to *explainer.Text) func(*yaml.Node) {
	return r.described(func(f form) { f["type"] = []string{"string", "integer"}; f["pattern"] = `^\d{4}(-\d{2}(-\d{2})?)?$` }, r.checked(to, "malformed-date", func(s string) string {
		for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
			if t, err := time.Parse(layout, s); err == nil && t.Format(layout) == s {
				return ""
			}
		}
		return "write 2025, 2025-03 or 2025-03-16"
	}))
}

// day reads an ISO date to the day, of those that the calendar has.
func (r *record) day(to *explainer.Text) func(*yaml.Node) {
	return r.described(func(f form) { f["type"] = scalar; f["pattern"] = dayForm.String() }, r.checked(to, "malformed-value", func(s string) string {
		if _, err := time.Parse(time.DateOnly, s); err == nil {
			return ""
		}
		return "write the day as 2025-03-16"
	}))
}

// pattern reads text of a fixed form, which help describes.
func (r *record) pattern(to *explainer.Text, shape *regexp.Regexp, help string) func(*yaml.Node) {
	return r.described(func(f form) { f["type"] = scalar; f["pattern"] = shape.String() }, r.checked(to, "malformed-value", func(s string) string {
		if shape.MatchString(s) {
			return ""
		}
		return help
	}))
}

// checked reads text and reports it when help gives advice about it.
func (r *record) checked(to *explainer.Text, code string, help func(string) string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		var t explainer.Text
		if r.text(&t)(n); t.Value == "" {
			return
		}
		if h := help(t.Value); h != "" {
			r.errorf(n, code, "%q does not belong here", t.Value).Helpf("%s", h)
			return
		}
		*to = t
	}
}

func (r *record) boolean(to *bool) func(*yaml.Node) {
	return r.described(func(f form) { f["type"] = "boolean" }, func(n *yaml.Node) {
		if n.Tag != "!!bool" || n.Value != "true" && n.Value != "false" {
			d := r.errorf(n, "wrong-type", "this is %s; true or false belongs here", describe(n))
			if n.Value == "true" || n.Value == "false" {
				d.Helpf("write it without quotes")
			}
			return
		}
		*to = n.Value == "true"
	})
}

func (r *record) integer(to *int, least, most int) func(*yaml.Node) {
	return r.described(func(f form) { f["type"] = "integer"; f["minimum"] = least; f["maximum"] = most }, func(n *yaml.Node) {
		v, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || v < least || v > most {
			r.errorf(n, "wrong-type", "this is %s; a whole number from %d to %d belongs here", describe(n), least, most)
			return
		}
		*to = v
	})
}

func (r *record) share(to *float64) func(*yaml.Node) {
	return r.described(func(f form) { f["type"] = "number"; f["minimum"] = 0; f["maximum"] = 1 }, func(n *yaml.Node) {
		v, err := strconv.ParseFloat(n.Value, 64)
		if n.Kind != yaml.ScalarNode || err != nil || !(v >= 0 && v <= 1) {
			r.errorf(n, "wrong-type", "this is %s; a share from 0 to 1 belongs here", describe(n))
			return
		}
		*to = v
	})
}

// editions reads a mapping with a value for each edition.
func (r *record) editions(n *yaml.Node, required bool, read func(ed string) func(*yaml.Node)) {
	var fields []field
	for _, ed := range r.eds {
		fields = append(fields, field{ed, required && r.form == nil, read(ed)}) // which editions a site has, no schema knows
	}
	r.fields(n, fields...)
}

// localized reads a mapping with a text of ours for each edition, which a
// draft may leave to its editor.
func (r *record) localized(to *explainer.Localized) func(*yaml.Node) {
	return r.written(r.byEdition(to, !r.draft))
}

// partly reads a mapping with a text for some of the editions.
func (r *record) partly(to *explainer.Localized) func(*yaml.Node) { return r.byEdition(to, false) }

func (r *record) byEdition(to *explainer.Localized, required bool) func(*yaml.Node) {
	return func(n *yaml.Node) {
		*to = explainer.Localized{}
		r.editions(n, required, func(ed string) func(*yaml.Node) {
			return r.written(func(n *yaml.Node) {
				var t explainer.Text
				if r.text(&t)(n); t.Value != "" {
					(*to)[ed] = t
				}
			})
		})
	}
}

// lists reads a mapping with a list of texts for some of the editions.
func (r *record) lists(to *map[string][]explainer.Text) func(*yaml.Node) {
	return func(n *yaml.Node) {
		*to = map[string][]explainer.Text{}
		r.editions(n, false, func(ed string) func(*yaml.Node) {
			return func(n *yaml.Node) {
				var list []explainer.Text
				r.texts(&list)(n)
				(*to)[ed] = list
			}
		})
	}
}

// list reads a sequence with at least one item.
func (r *record) list(item func(*yaml.Node)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if r.form != nil {
			r.form["type"], r.form["minItems"], r.form["items"] = "array", 1, r.within(item)
			return
		}
		if n.Kind != yaml.SequenceNode {
			r.errorf(n, "wrong-type", "this is %s; a list belongs here", describe(n))
			return
		}
		if len(n.Content) == 0 {
			r.errorf(n, "empty-value", "the list is empty").Helpf("fill it in, or leave the key out")
		}
		for _, c := range n.Content {
			item(c)
		}
	}
}

func (r *record) texts(to *[]explainer.Text) func(*yaml.Node) {
	return r.list(func(n *yaml.Node) {
		var t explainer.Text
		if r.text(&t)(n); t.Value != "" {
			*to = append(*to, t)
		}
	})
}

// describe names a node for a message.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.Tag {
	case "!!null":
		return "empty"
	case "!!int", "!!float":
		return "the number " + n.Value
	}
	return fmt.Sprintf("%q", n.Value)
}

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// id takes a record's id from its file's name.
func (l *loader) id(file string) (string, bool) {
	id := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if !idForm.MatchString(id) {
		l.diags.Errorf(diag.Place{File: file}, "malformed-id", "%q cannot be an id", id).
			Helpf("name the file with lower-case letters, digits and single hyphens")
		return "", false
	}
	return id, true
}
