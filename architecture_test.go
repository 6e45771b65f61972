// Package explainer_test holds what is true of the repository as a whole:
// that the documents say of the code what the code says of itself.
package explainer_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "explainer/"

// layer is what the table in ARCHITECTURE.md says of a package.
type layer struct {
	row int
	may string // rows that it may import: "–", "all", "0–1" or "0–1, 3"
}

// allowed reports whether a package may import one of another row; packages
// of one row never import each other.
func (l layer) allowed(row int) bool {
	if l.may == "all" {
		return row != l.row
	}
	for _, m := range rows.FindAllStringSubmatch(l.may, -1) {
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		if from <= row && row <= to {
			return row != l.row
		}
	}
	return false
}

// TestArchitecture compares the package table in ARCHITECTURE.md with the
// imports of the code: every package stands in the table, and imports only
// packages of the rows that it may.
func TestArchitecture(t *testing.T) {
	layers := packageTable(t)
	imports := packageImports(t)
	for name := range layers {
		if _, ok := imports[name]; !ok {
			t.Errorf("ARCHITECTURE.md lists %q, which is no package", name)
		}
	}
	for name, imported := range imports {
		l, ok := layers[name]
		if !ok {
			t.Errorf("ARCHITECTURE.md does not list the package %q", name)
			continue
		}
		for _, other := range imported {
			if o, ok := layers[other]; ok && !l.allowed(o.row) {
				t.Errorf("%s (row %d) imports %s (row %d); it may import rows %s", name, l.row, other, o.row, l.may)
			}
		}
	}
}

var (
	tableRow  = regexp.MustCompile(`(?m)^\|\s*(\d+)\s*\|([^|]*)\|[^|]*\|([^|]*)\|\s*$`)
	backquote = regexp.MustCompile("`([^`]+)`")
	rows      = regexp.MustCompile(`(\d+)(?:[–-](\d+))?`)
	mayImport = regexp.MustCompile(`^(?:[–-]|all|\d+(?:[–-]\d+)?(?:, \d+(?:[–-]\d+)?)*)$`)
)

// packageTable reads the rows "| row | `package`, … | purpose | may import rows |".
func packageTable(t *testing.T) map[string]layer {
	t.Helper()
	raw, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	layers := map[string]layer{}
	for _, m := range tableRow.FindAllStringSubmatch(string(raw), -1) {
		l := layer{may: strings.TrimSpace(m[3])}
		l.row, _ = strconv.Atoi(m[1])
		if !mayImport.MatchString(l.may) {
			t.Errorf("ARCHITECTURE.md: %q names no rows", l.may)
		}
		for _, p := range backquote.FindAllStringSubmatch(m[2], -1) {
			name := strings.TrimPrefix(p[1], "internal/")
			if _, ok := layers[name]; ok {
				t.Errorf("ARCHITECTURE.md lists %q twice", name)
			}
			layers[name] = l
		}
	}
	if len(layers) == 0 {
		t.Fatal("ARCHITECTURE.md has no table of packages")
	}
	return layers
}

// packageImports lists, for each package by the name that the table gives it,
// the packages of this module that it imports.
func packageImports(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,GoFiles", "./internal/...", "./cmd/...").Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderrOf(err))
	}
	short := func(path string) string {
		return strings.TrimPrefix(strings.TrimPrefix(path, module), "internal/")
	}
	found := map[string][]string{}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p struct {
			ImportPath string
			Imports    []string
			GoFiles    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) == 0 {
			continue // tests alone
		}
		name := short(p.ImportPath)
		found[name] = nil
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, module) {
				found[name] = append(found[name], short(imported))
			}
		}
	}
	return found
}

func stderrOf(err error) string {
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return string(exit.Stderr)
	}
	return ""
}

// TestDiagnosticsDocumented compares the codes that the code reports with the
// entries of docs/diagnostics.md, "### code".
func TestDiagnosticsDocumented(t *testing.T) {
	const file = "docs/diagnostics.md"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^### `?([a-z0-9-]+)`?\\s*$").FindAllStringSubmatch(string(raw), -1) {
		if documented[m[1]] {
			t.Errorf("%s has two entries for %q", file, m[1])
		}
		documented[m[1]] = true
	}
	used := codes(t)
	if len(used) < 20 {
		t.Fatalf("only %d codes found in the code; this test no longer sees them", len(used))
	}
	for code, at := range used {
		if !documented[code] {
			t.Errorf("%s has no entry for %q (%s)", file, code, at)
		}
		delete(documented, code)
	}
	for code := range documented {
		t.Errorf("%s has an entry for %q, which nothing reports", file, code)
	}
}

// reporters are the functions that take a diagnostic's code, as the second
// argument or the third.
var reporters = []string{"Errorf", "Warnf", "errorf", "warnf", "diag", "checked"}

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// codes finds every literal that reaches a diagnostic as its code: an
// argument of a reporter, the field Code of an article.Error, or what is
// assigned to a variable called code.
func codes(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	fset := token.NewFileSet()
	literal := func(e ast.Expr) bool {
		l, ok := e.(*ast.BasicLit)
		if !ok || l.Kind != token.STRING {
			return false
		}
		s, err := strconv.Unquote(l.Value)
		if err != nil || !codeForm.MatchString(s) {
			return false
		}
		found[s] = fset.Position(l.Pos()).String()
		return true
	}
	for _, file := range goFiles(t) {
		parsed, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				s, ok := n.Fun.(*ast.SelectorExpr)
				if !ok {
					break
				}
				if !slices.Contains(reporters, s.Sel.Name) || isFmt(s) {
					break
				}
				for _, arg := range n.Args[min(1, len(n.Args)):min(3, len(n.Args))] {
					if b, ok := arg.(*ast.BinaryExpr); ok {
						for code := range kinds(parsed, b) {
							found[code] = fset.Position(b.Pos()).String()
						}
					}
					if literal(arg) {
						break
					}
				}
			case *ast.CompositeLit:
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Error" {
					for i, e := range n.Elts {
						if kv, ok := e.(*ast.KeyValueExpr); ok {
							if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "Code" {
								literal(kv.Value)
							}
						} else if i == 2 {
							literal(e)
						}
					}
				}
			case *ast.AssignStmt:
				for i, lhs := range n.Lhs {
					if id, ok := lhs.(*ast.Ident); ok && id.Name == "code" && i < len(n.Rhs) {
						literal(n.Rhs[i])
					}
				}
			}
			return true
		})
	}
	return found
}

func isFmt(s *ast.SelectorExpr) bool {
	id, ok := s.X.(*ast.Ident)
	return ok && id.Name == "fmt"
}

// kinds completes a code such as "unknown-"+kind by the kinds that the file's
// calls of resolve give first.
func kinds(file *ast.File, b *ast.BinaryExpr) map[string]bool {
	prefix, ok := b.X.(*ast.BasicLit)
	if !ok {
		return nil
	}
	start, _ := strconv.Unquote(prefix.Value)
	found := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "resolve" {
			if l, ok := call.Args[0].(*ast.BasicLit); ok {
				word, _ := strconv.Unquote(l.Value)
				found[start+word] = true
			}
		}
		return true
	})
	return found
}

// goFiles are the module's own, without tests.
func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, root := range []string{"cmd", "internal"} {
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.IsDir() && e.Name() == "testdata" {
				return fs.SkipDir
			}
			if err == nil && !e.IsDir() && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(files)
	return files
}
