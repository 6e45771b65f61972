package load

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// A tomlFile knows where its keys stand: decoding keeps no places for values
// that are well formed.
type tomlFile struct {
	name  string
	lines []string
	keys  map[string]diag.Place // where each stands first, by its path: "languages.en.title"
}

// tomlKey is the name of a table or a key before its value: its path and the
// last part of that. Keys in an inline table are not looked for.
var tomlKey = regexp.MustCompile(`^\s*(\[?)\s*((?:["'\w-]+\s*\.\s*)*["']?([\w-]+)["']?)\s*[\]=]`)

func newTOMLFile(name, text string) tomlFile {
	f := tomlFile{name, strings.Split(text, "\n"), map[string]diag.Place{}}
	table := ""
	for i, line := range f.lines {
		m := tomlKey.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		path := strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "").Replace(line[m[4]:m[5]])
		if isTable := m[2] < m[3]; isTable {
			table = path + "."
		} else {
			path = table + path
		}
		if _, ok := f.keys[path]; !ok {
			f.keys[path] = diag.Place{File: name, Line: i + 1, Col: m[6] + 1}
		}
	}
	return f
}

// at is where a key stands, or else the table that it would belong to, or else
// the file's start.
func (f tomlFile) at(path string) diag.Place {
	for path != "" {
		if at, ok := f.keys[path]; ok {
			return at
		}
		path = path[:max(strings.LastIndex(path, "."), 0)]
	}
	return diag.Place{File: f.name, Line: 1, Col: 1}
}

// text is the value of a key, with its own place where it stands on the key's
// line as it reads.
func (f tomlFile) text(path, value string) explainer.Text {
	t := explainer.Text{Value: value, Place: f.at(path)}
	line := f.lines[t.Place.Line-1]
	for _, quote := range []string{`"`, "'"} {
		if i := strings.Index(line, quote+value+quote); i >= 0 {
			t.Place.Col = utf8.RuneCountInString(line[:i]) + 1
			t.Col = t.Place.Col + 1
		}
	}
	return t
}

// malformedTOML reports what the decoder says, at the place that it names.
func (l *loader) malformedTOML(file, text string, err error) {
	at := diag.Place{File: file, Line: 1, Col: 1}
	if bad := (*toml.DecodeError)(nil); errors.As(err, &bad) {
		at.Line, at.Col = position(text, bad.Position)
	}
	l.diags.Errorf(at, "malformed-toml", "%s", strings.TrimPrefix(err.Error(), "toml: "))
}

// position gives a place as the decoder knows it, whose columns count bytes,
// with columns that count characters.
func position(text string, of func() (row, col int)) (row, col int) {
	row, bytes := of()
	lines := strings.Split(text, "\n")
	if row > len(lines) {
		return row, bytes
	}
	col = 1
	for i := range lines[row-1] {
		if i < bytes-1 {
			col++
		}
	}
	return row, col
}
