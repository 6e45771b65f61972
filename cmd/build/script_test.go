package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"explainer/internal/hugo"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

// TestMain makes the command callable from scripts, as "build".
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"build": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
	}})
}

// nightFerry is a small explainer with the articles that it rests on.
var nightFerry = filepath.Join("..", "..", "examples", "night-ferry")

// TestScript runs each script on a copy of the fictional explainer in
// examples/night-ferry, which it finds in the folder site, of the articles that
// it rests on, and of a ledger with a correction. The site's pictures are kept
// from a build before: drawing them is a third of a build. A script about them
// removes site/.build first.
func TestScript(t *testing.T) {
	env := goEnv(t)
	cache := t.TempDir() // has the key by which scripts take what was kept for them
	t.Setenv("XDG_CACHE_HOME", cache)
	env = append(env, "XDG_CACHE_HOME="+cache)
	compileHugo(t)
	pictures := drawn(t)
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, env...)
			for _, dir := range []string{"site", "articles", "history"} {
				if err := os.CopyFS(filepath.Join(e.WorkDir, dir), os.DirFS(filepath.Join(nightFerry, dir))); err != nil {
					return err
				}
			}
			site := filepath.Join(e.WorkDir, "site")
			return errors.Join(
				// Left by somebody who built it in place.
				os.RemoveAll(filepath.Join(site, ".build")), os.RemoveAll(filepath.Join(site, "public")),
				os.Mkdir(filepath.Join(site, ".build"), 0o755), os.WriteFile(filepath.Join(site, ".build", "pictures"), pictures, 0o644),
			)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "replace": replace, "write": write, "same": same, "modes": modes, "listed": listed,
		},
	})
}

// drawn is what a build of the site keeps of its pictures.
func drawn(t *testing.T) []byte {
	t.Helper()
	site := filepath.Join(t.TempDir(), "site")
	must(t, os.CopyFS(site, os.DirFS(filepath.Join(nightFerry, "site"))), os.RemoveAll(filepath.Join(site, ".build")))
	if code := run(t.Context(), []string{"--site", site, "--out", filepath.Join(t.TempDir(), "out")}, t.Output(), t.Output()); code != done {
		t.Fatalf("exit code %d", code)
	}
	kept, err := os.ReadFile(filepath.Join(site, ".build", "pictures"))
	must(t, err)
	return kept
}

// goEnv lets a script compile Hugo where the tests themselves would.
func goEnv(t *testing.T) []string {
	t.Helper()
	names := []string{"GOCACHE", "GOMODCACHE", "GOPATH", "GOPROXY", "GOSUMDB", "GOFLAGS", "GOTOOLCHAIN"}
	out, err := exec.Command("go", append([]string{"env"}, names...)...).Output()
	if err != nil {
		t.Fatalf("go env: %v", err)
	}
	var env []string
	for i, value := range strings.Split(strings.TrimSuffix(string(out), "\n"), "\n") {
		env = append(env, names[i]+"="+value)
	}
	return env
}

// compileHugo does so before any script does: the first time takes minutes,
// and what the build prints of its progress is not expected in scripts.
func compileHugo(t *testing.T) {
	t.Helper()
	tool, err := toolFolder()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := hugo.Find(t.Context(), tool, filepath.Join(tool, ".build"), os.Stderr); err != nil {
		t.Fatal(err)
	}
}

// exits runs a command and wants this exit code of it: exits 1 build check.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [argument...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// replace plants a mistake: the one place in a file that has the old words
// gets the new ones. Both may use Go's escapes, such as \n and \xff.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace file old new")
	}
	file := ts.MkAbs(args[0])
	raw, err := os.ReadFile(file)
	ts.Check(err)
	old := unescape(ts, args[1])
	if n := bytes.Count(raw, []byte(old)); n != 1 {
		ts.Fatalf("%q stands %d times in %s", old, n, args[0])
	}
	ts.Check(os.WriteFile(file, bytes.Replace(raw, []byte(old), []byte(unescape(ts, args[2])), 1), 0o644))
}

// write makes a file of text with Go's escapes, repeated if a count is given.
func write(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: write file text [times]")
	}
	times := 1
	if len(args) == 3 {
		n, err := strconv.Atoi(args[2])
		ts.Check(err)
		times = n
	}
	file := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o755))
	ts.Check(os.WriteFile(file, []byte(strings.Repeat(unescape(ts, args[1]), times)), 0o644))
}

func unescape(ts *testscript.TestScript, s string) string {
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	if err != nil {
		ts.Fatalf("%q: %v", s, err)
	}
	return text
}

// same wants two folders to hold the same files with the same bytes.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same folder folder")
	}
	a, b := tree(ts, args[0]), tree(ts, args[1])
	var names []string
	for name := range a {
		names = append(names, name)
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var differ []string
	for _, name := range names {
		x, inA := a[name]
		y, inB := b[name]
		if x != y || inA != inB {
			differ = append(differ, name)
		}
	}
	if len(a) == 0 {
		ts.Fatalf("%s holds no file", args[0])
	}
	if (len(differ) > 0) != neg {
		ts.Fatalf("files that differ between %s and %s: %q", args[0], args[1], differ)
	}
}

func tree(ts *testscript.TestScript, dir string) map[string]string {
	files := map[string]string{}
	root := os.DirFS(ts.MkAbs(dir))
	ts.Check(fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(root, name)
		files[name] = string(raw)
		return err
	}))
	return files
}

// modes prints the permissions that the files and folders below one have.
func modes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: modes folder")
	}
	found := map[string]bool{}
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil {
			found[info.Mode().String()] = true
		}
		return err
	}))
	var list []string
	for m := range found {
		list = append(list, m)
	}
	slices.Sort(list)
	fmt.Fprintln(ts.Stdout(), strings.Join(list, "\n"))
}

// listed prints the names in a folder, so that a script can say that nothing
// else is left there.
func listed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: listed folder")
	}
	out := ts.Stdout() // asked for first, so that nothing counts as output too
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		fmt.Fprintln(out, e.Name())
	}
}
