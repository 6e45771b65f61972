package hugo

import (
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	cssparse "github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"explainer/internal/diag"
)

// FuzzTemplate wants no denied function to be in any template in which the
// guard finds nothing, wherever in the tree it stands.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{
		"", "{{", "{{ define \"main\" }}{{ .Title }}{{ end }}", "{{ css.Build . }}", "{{ $x := js }}{{ $x.Build . }}", "{{ (resources).GetRemote \"x\" }}",
		"{{ resources.Get \"a\" | resources.getremote }}", "{{ if os }}{{ else if os.Getenv }}{{ end }}", "{{ range $i, $x := (slice getenv) }}{{ break }}{{ else }}{{ continue }}{{ end }}",
		"{{ define \"a\" }}{{ define \"b\" }}{{ readFile \"x\" }}{{ end }}{{ end }}", "{{ define \"layouts/a.html\" }}{{ apply . \"os.Stat\" }}{{ end }}", "{{ block \"a\" (css) }}{{ end }}",
		"{{ template \"a\" (dict \"x\" openapi3.Unmarshal) }}", "{{/* css.Build */}} {{- with .x -}} {{ (index .y 0).os.z }} {{ end }}", "{{ ((((((((css)))))))).Build }}", "{{ .a.css | $.js `os` '\\'' 1i }}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const file = "layouts/a.html"
		var list diag.List
		guardTemplate(&list, file, text)
		for _, d := range list {
			lines := strings.Split(text, "\n")
			if at := d.Place; at.File != file || at.Line > len(lines) || at.Line > 0 && (at.Col < 1 || at.Col > len([]rune(lines[at.Line-1]))+1) {
				t.Errorf("%v is out of the file", at)
			}
		}
		if len(list) > 0 {
			return
		}
		tree, set := parse.New(file), map[string]*parse.Tree{}
		tree.Mode = parse.SkipFuncCheck
		if _, err := tree.Parse(text, "", "", set); err != nil {
			return
		}
		set[""] = tree
		for _, one := range set {
			if name := deniedBelow(reflect.ValueOf(one.Root)); name != "" {
				t.Errorf("nothing is said of %q in %q", name, text)
			}
		}
	})
}

// deniedBelow looks for a denied function in all exported fields of a node.
func deniedBelow(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return ""
		}
		switch n := v.Interface().(type) {
		case *parse.ChainNode:
			if id, ok := n.Node.(*parse.IdentifierNode); ok && len(denied[id.Ident]) > 0 {
				if slices.ContainsFunc(denied[id.Ident], func(name string) bool { return strings.EqualFold(name, n.Field[0]) }) {
					return n.String()
				}
				return ""
			}
		case *parse.IdentifierNode:
			if _, ok := denied[n.Ident]; ok {
				return n.Ident
			}
		}
		return deniedBelow(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				if name := deniedBelow(v.Field(i)); name != "" {
					return name
				}
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if name := deniedBelow(v.Index(i)); name != "" {
				return name
			}
		}
	}
	return ""
}

// FuzzStyle reads style sheets in which the guard finds nothing by another
// reader, and wants all that they import to be style sheets below assets/, and
// all that they show to stand in themselves.
func FuzzStyle(f *testing.F) {
	for _, s := range []string{
		"", "@import \"ours.css\" layer(x);", "@import url(../css/ours.css);", "@import url( 'ours.css' ) print;", "@\\69mport \"/x.css\";", "@import/**/\"/x.css\";", "@import \"ours.css\\2f ../x.css\";",
		"@import\n\"ours.css\";", "@import \"\\2f etc/x.css\"", "@import url(/etc/x.css);", "@import url(\"ours.css\\2f x\")", "@import 'ours.css\\\n/../x.css';", "@IMPORT\f\"x\"", "a{b:\"@import 'x'\"}/*@import 'x'*/",
		"@import \"ours.css\";@import \"x.css\"", "@import url(ours.css\\2f..\\2fx.css)", "\\@import 'x';@@import 'x'", "@import ours.css;", "a:hover{composes:b from \"x\"}", "<!--@import 'x'-->", "@import src(\"x\")",
		"a{b:url(#c) url('data:,d')}", "a{b:URL(/etc/x.png)}", "a{b:u\\72l(x) \\75\nrl(y)}", "a{b:url(\"data:,x\" \"y\")}", "a{b:url(data:,x\\))}", "@font-face{src:url(\n'x.woff2')}", "--a:url(x);a{b:curl(y) -url(z)}", "@namespace url(x);",
	} {
		f.Add(s)
	}
	tool := f.TempDir()
	j := Job{Site: f.TempDir(), Tool: tool}
	put(f, filepath.Join(tool, "assets", "css", "ours.css"), "", 0o644)
	f.Fuzz(func(t *testing.T, text string) {
		const file = "assets/css/a.css"
		var list diag.List
		j.guardStyle(&list, file, text)
		for _, d := range list {
			if d.Place.File != file || d.Place.Line < 1 || d.Place.Line > 1+strings.Count(text, "\n") {
				t.Errorf("%v is out of the file", d.Place)
			}
		}
		if len(list) > 0 {
			return
		}
		imports, shows := reads(text)
		for _, name := range imports {
			if !j.sheet(path.Dir(file), name) {
				t.Errorf("nothing is said of the import of %q in %q", name, text)
			}
		}
		for _, name := range shows {
			if !strings.HasPrefix(name, "data:") && !strings.HasPrefix(name, "#") {
				t.Errorf("nothing is said of %q in %q", name, text)
			}
		}
	})
}

// reads gives what a style sheet imports and what it shows.
func reads(text string) (imports, shows []string) {
	imported, called := false, false
	for l := css.NewLexer(cssparse.NewInputString(text)); ; {
		kind, raw := l.Next()
		value := unescaped(string(raw))
		switch {
		case kind == css.ErrorToken:
			return imports, shows
		case kind == css.AtKeywordToken:
			imported = strings.EqualFold(value, "@import")
			continue
		case kind == css.WhitespaceToken || kind == css.CommentToken:
			continue
		case kind == css.FunctionToken && strings.EqualFold(value, "url("):
			called = true
			continue
		case kind == css.URLToken || kind == css.StringToken && (imported || called):
			if kind == css.URLToken {
				value = value[len("url(") : len(value)-1]
			}
			if value = strings.Trim(value, " \t\r\n\f\"'"); imported {
				imports = append(imports, value)
			} else {
				shows = append(shows, value)
			}
		}
		imported, called = false, false
	}
}

var escape = regexp.MustCompile("(?s)" + `\\([0-9a-fA-F]{1,6}[ \t\r\n\f]?|\r\n|.)`)

func unescaped(s string) string {
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		if n, err := strconv.ParseUint(strings.TrimSpace(e[1:]), 16, 32); err == nil {
			return string(rune(n))
		}
		return strings.TrimLeft(e[1:], "\r\n\f")
	})
}
