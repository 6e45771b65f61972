package hugo

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"explainer/internal/diag"
)

// components are the folders of a site of its own that Hugo reads besides ours.
var components = []string{"layouts", "assets", "i18n"}

// How large a file of those may be, and a template, in bytes: parsers go as
// deep as its blocks stand in each other.
const (
	most           = 5 << 20
	mostOfTemplate = 256 << 10
)

// guard judges what a site brings of its own before Hugo reads it. Hugo runs no
// program and fetches nothing, but what packs styles and scripts within it
// reads any file of the machine, and Hugo follows a link that stands in a
// folder's place.
func (j Job) guard() (diag.List, error) {
	if j.Site == j.Tool {
		return nil, nil // ours
	}
	root, err := os.OpenRoot(j.Site)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var list diag.List
	for _, c := range components {
		if info, err := root.Lstat(c); err == nil && !info.IsDir() {
			list.Errorf(diag.Place{File: c}, "symbolic-link", "this is no folder, and a link may lead out of the site").Helpf("put the folder itself here")
			continue
		}
		err := fs.WalkDir(root.FS(), c, func(file string, e fs.DirEntry, err error) error {
			at := diag.Place{File: file}
			switch {
			case errors.Is(err, fs.ErrNotExist) && file == c:
				return nil
			case err != nil:
				return err
			case e.Type()&fs.ModeSymlink != 0:
				list.Errorf(at, "symbolic-link", "a link stands here, which may lead out of the site").Helpf("put the file itself here")
				return nil
			case e.IsDir():
				return nil
			case !e.Type().IsRegular():
				list.Errorf(at, "unreadable-file", "this is no file")
				return nil
			}
			info, err := e.Info()
			switch {
			case err != nil:
				return err
			case info.Size() > most:
				list.Errorf(at, "file-too-large", "the file is over %d MB", most>>20)
				return nil
			case c == "layouts" && info.Size() > mostOfTemplate:
				list.Errorf(at, "file-too-large", "the template is over %d KB", mostOfTemplate>>10)
				return nil
			}
			if c == "i18n" {
				return nil // words, which package load reads
			}
			raw, err := fs.ReadFile(root.FS(), file)
			if err != nil {
				return err
			}
			switch {
			case c == "layouts":
				guardTemplate(&list, file, string(raw))
			case path.Ext(file) == ".css":
				j.guardStyle(&list, file, string(raw))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// denied are functions with which a template reads files wherever they are,
// runs text that is not in its file, or calls a function by a name that is
// worked out. Some have a name of their own and one in a group.
var denied = map[string][]string{ // group or function → of the group, or all
	"css": nil, "js": nil, "toCSS": nil, "postCSS": nil, "babel": nil,
	"os": nil, "getenv": nil, "readFile": nil, "readDir": nil, "fileExists": nil,
	"openapi3": nil, "data": nil, "getJSON": nil, "getCSV": nil,
	"resources": {"ExecuteAsTemplate", "GetRemote", "Babel", "PostCSS", "PostProcess", "ToCSS"},
	"apply":     nil, "collections": {"Apply"},
}

var deniedWord = regexp.MustCompile(`(?i)\b(?:css|js|toCSS|postCSS|postProcess|babel|os|getenv|readFile|readDir|fileExists|openapi3|data|getJSON|getCSV|executeAsTemplate|getRemote|apply)\b`)

// guardTemplate looks for those functions. A template that cannot be parsed is
// left for Hugo to complain of, unless it has one of their names: Hugo's parser
// could be of another mind.
func guardTemplate(list *diag.List, file, text string) {
	tree := parse.New(file)
	tree.Mode = parse.SkipFuncCheck
	set := map[string]*parse.Tree{}
	if _, err := tree.Parse(text, "", "", set); err != nil {
		if name := deniedWord.FindString(text); name != "" {
			list.Errorf(diag.Place{File: file}, "forbidden-function", "this cannot be parsed, and names %q: %v", name, err)
		}
		return
	}
	report := func(n parse.Node, name string) {
		before := text[:min(int(n.Position()), len(text))]
		at := diag.Place{File: file, Line: 1 + strings.Count(before, "\n"), Col: 1 + len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))}
		list.Errorf(at, "forbidden-function", "a site's own template must not call %q, which reaches beyond the site", name).
			Helpf("style stands in assets/css, and a page's script in assets/js/<layout>.js")
	}
	functions(tree.Root, report)
	for _, t := range set {
		if t != tree {
			functions(t.Root, report)
		}
	}
}

// functions reports the denied functions below a node.
func functions(n parse.Node, report func(parse.Node, string)) {
	branch := func(b *parse.BranchNode) {
		functions(b.Pipe, report)
		functions(b.List, report)
		if b.ElseList != nil {
			functions(b.ElseList, report)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, c := range n.Nodes {
			functions(c, report)
		}
	case *parse.ActionNode:
		functions(n.Pipe, report)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			functions(n.Pipe, report)
		}
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			for _, a := range c.Args {
				functions(a, report)
			}
		}
	case *parse.ChainNode:
		if id, ok := n.Node.(*parse.IdentifierNode); ok && len(denied[id.Ident]) > 0 {
			for _, name := range denied[id.Ident] {
				if strings.EqualFold(n.Field[0], name) {
					report(n, id.Ident+"."+name)
				}
			}
			return
		}
		functions(n.Node, report)
	case *parse.IdentifierNode:
		// A group by itself could be kept in a variable and called later.
		if _, ok := denied[n.Ident]; ok {
			report(n, n.Ident)
		}
	}
}

var (
	reference = regexp.MustCompile(`(?i)@import|\burl\(`)
	imported  = regexp.MustCompile(`(?i)^[ \t]*(?:"([\w./-]+)"|'([\w./-]+)'|url\([ \t]*(?:"([\w./-]+)"|'([\w./-]+)'|([\w./-]+))[ \t]*\))`)
	drawn     = regexp.MustCompile(`^[ \t]*(?:"(?:data:[^"\\\n]*|#[\w-]+)"|'(?:data:[^'\\\n]*|#[\w-]+)'|(?:data:[^\s"'()\\]*|#[\w-]+))[ \t]*\)`)
	composed  = regexp.MustCompile(`(?i)\b(?:composes|from)\b[^;}]*\bfrom\b`)
	escaped   = regexp.MustCompile(`\\(?:[0-9a-fA-F]{1,6}|.)`)
)

// guardStyle wants style sheets to import only style sheets of the site or
// ours, named plainly and on the line of the import (the offline copy drops
// lines that stand in several sheets), and to show no file by url(), which
// would be published from wherever it is. Letters written as escapes could hide
// either.
func (j Job) guardStyle(list *diag.List, file, text string) {
	report := func(at int, message string) *diag.Diagnostic {
		return list.Errorf(diag.Place{File: file, Line: 1 + strings.Count(text[:at], "\n"), Col: 1}, "outside-import", "%s", message)
	}
	for _, m := range reference.FindAllStringIndex(text, -1) {
		word, rest := text[m[0]:m[1]], text[m[1]:]
		if word[0] == '@' {
			t := imported.FindStringSubmatch(rest)
			if t == nil || !j.sheet(path.Dir(file), strings.Join(t[1:], "")) {
				report(m[0], "a style sheet imports only style sheets below assets/, named plainly")
			}
		} else if !drawn.MatchString(rest) && !importsURL.MatchString(text[:m[0]]) {
			report(m[0], "a style sheet shows no other file").Helpf("write it into the sheet, as a data: address")
		}
	}
	if i := composed.FindStringIndex(text); i != nil {
		report(i[0], "a style sheet composes only what stands in it")
	}
	for _, m := range escaped.FindAllStringIndex(text, -1) {
		c, err := strconv.ParseUint(text[m[0]+1:m[1]], 16, 32)
		if err != nil {
			c = uint64(text[m[0]+1])
		}
		if c|0x20 >= 'a' && c|0x20 <= 'z' {
			report(m[0], "a letter is written as an escape, which hides what is meant")
			return
		}
	}
}

// importsURL ends with an import, of which a url() is judged with it.
var importsURL = regexp.MustCompile(`(?i)@import[ \t]*$`)

// sheet reports whether a name leads from a folder to a style sheet below
// assets/, of the site or ours.
func (j Job) sheet(from, name string) bool {
	file := path.Join(from, name)
	if strings.HasPrefix(name, "/") || !strings.HasPrefix(file, "assets/") || path.Ext(file) != ".css" {
		return false
	}
	for _, root := range []string{j.Site, j.Tool} {
		if info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(file))); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}
