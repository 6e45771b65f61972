// Package hostile sends the command what somebody might who means harm.
package hostile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What a run of the command may cost, whatever it is given. Time is that of
// processors: how long one waits for them says nothing of the command.
const (
	mostTime   = 10 * time.Second
	mostWait   = time.Minute
	mostMemory = 512 << 10 // kilobytes
	mostOutput = 8 << 20   // bytes: of an article every sentence is printed
)

// A hostileCase is what is done to a copy of the fictional explainer, and the
// command that is to bear it.
type hostileCase struct {
	name    string
	prepare func(t *testing.T, site string)
	command []string // in the folder of the site
}

// ferry is a small fictional explainer.
var ferry = filepath.Join("..", "..", "..", "examples", "night-ferry", "site")

// must takes the results of what cannot fail here.
func must(tb testing.TB, errs ...error) {
	tb.Helper()
	for _, err := range errs {
		if err != nil {
			tb.Fatal(err)
		}
	}
}

// TestHostile runs the corpus in testdata.
func TestHostile(t *testing.T) {
	program := filepath.Join(t.TempDir(), "build")
	log, err := exec.Command("go", "build", "-o", program, "..").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	// Compiles Hugo, if that was not done before, and draws the pictures.
	plain := filepath.Join(t.TempDir(), "site")
	must(t, os.CopyFS(plain, os.DirFS(ferry)), os.RemoveAll(filepath.Join(plain, ".build")))
	if log, err := exec.Command(program, "--site", plain).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	pictures, err := os.ReadFile(filepath.Join(plain, ".build", "pictures"))
	must(t, err)

	cases := hostileCases(t)
	if len(cases) < 150 {
		t.Errorf("%d cases, want 150", len(cases))
	}
	var slowest time.Duration
	var largest int64
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			site := filepath.Join(dir, "site")
			must(t, os.CopyFS(site, os.DirFS(ferry)), os.RemoveAll(filepath.Join(site, ".build")), os.RemoveAll(filepath.Join(site, "public")))
			put(t, filepath.Join(site, ".build", "pictures"), string(pictures))
			c.prepare(t, site)
			ctx, cancel := context.WithTimeout(t.Context(), mostWait)
			defer cancel()
			cmd := exec.CommandContext(ctx, program, c.command...)
			cmd.Dir, cmd.WaitDelay = site, 2*time.Second
			cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGQUIT) } // says where it is
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &out
			err := cmd.Run()
			took, used := cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
			slowest, largest = max(slowest, took), max(largest, used)

			said := out.String()
			code := cmd.ProcessState.ExitCode()
			if exit := (*exec.ExitError)(nil); ctx.Err() != nil || err != nil && !errors.As(err, &exit) {
				t.Fatalf("after %v: %v\n%.6000s", took, err, said[max(0, strings.Index(said, "goroutine ")):])
			}
			if code < 0 || code > 2 || code != 0 && strings.TrimSpace(said) == "" {
				t.Errorf("exit code %d, and %q", code, said)
			}
			if took > mostTime {
				t.Errorf("took %v", took)
			}
			if used > mostMemory {
				t.Errorf("used %d MB", used>>10)
			}
			if len(said) > mostOutput {
				t.Errorf("said %d bytes", len(said))
			}
			for _, sign := range []string{"panic:", "goroutine ", "runtime error", "fatal error"} {
				if strings.Contains(said, sign) {
					t.Errorf("%q in what it said:\n%.2000s", sign, said)
				}
			}
			if i := strings.IndexFunc(said, func(c rune) bool { return c < ' ' && c != '\n' && c != '\t' || c == 0x7f || c == 0x9b }); i >= 0 {
				t.Errorf("it printed a control character: %.200q", said[max(0, i-80):])
			}
			if strings.Contains(said, "root:x:0") {
				t.Error("it printed a file of the machine")
			}
			if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) != 1 {
				t.Errorf("beside the site stands %q, %v", left, err)
			}
		})
	}
	t.Logf("%d cases; the slowest took %v, the largest %d MB", len(cases), slowest.Round(time.Millisecond), largest>>10)
}

func hostileCases(t *testing.T) []hostileCase {
	var list []hostileCase
	for i, text := range corpus(t, "texts.txt", 1) {
		list = append(list, hostileCase{fmt.Sprintf("text %d", i+1), func(t *testing.T, site string) { everywhere(t, site, text[0]) }, nil})
	}
	for _, f := range corpus(t, "files.txt", 3) {
		list = append(list, hostileCase{f[0], func(t *testing.T, site string) { put(t, filepath.Join(site, f[1]), f[2]) }, nil})
	}
	for _, f := range corpus(t, "articles.txt", 2) {
		prepare := func(t *testing.T, site string) { put(t, filepath.Join(site, "article.txt"), f[1]) }
		list = append(list, hostileCase{"article: " + f[0], prepare, []string{"ingest", "article.txt"}})
	}
	return append(list, hostilePaths()...)
}

// everywhere puts a text into every kind of place that has one.
func everywhere(t *testing.T, site, text string) {
	quoted, err := json.Marshal(text) // is YAML, too, and TOML
	must(t, err)
	for _, place := range []struct{ file, old, new string }{
		{"data/claims/the-ferry/capacity.yaml", "  en: The ferry has room for as many as 120 people on board.", "  en: " + string(quoted)},
		{"data/claims/the-ferry/capacity.yaml", "carries up to 120 passengers\n", string(quoted) + "\n"},
		{"data/agents/duarte.yaml", "  en: Inés Duarte", "  en: " + string(quoted)},
		{"data/disagreements/last-night.yaml", "    en: 1 November 2031", "    en: " + string(quoted)},
		{"data/disagreements/last-night.yaml", "  en: The Post repeats the Gazette. Neither says where the date comes from.", "  en: " + string(quoted)},
		{"data/sources/radio-orla.yaml", "title: La isla de Orla se queda sin transbordador …", "title: " + string(quoted)},
		{"hugo.toml", `"The night ferry, explained"`, string(quoted)},
		{"content/en/the-ferry.md", "## The last night", text},
		{"content/en/the-ferry.md", `"What sails, how far, and what it costs."`, string(quoted)},
		{"content/en/method.md", "\n---\n", "\n---\n\n" + text + "\n"},
	} {
		file := filepath.Join(site, place.file)
		raw, err := os.ReadFile(file)
		must(t, err)
		if !bytes.Contains(raw, []byte(place.old)) {
			t.Fatalf("%s no longer has %q", place.file, place.old)
		}
		must(t, os.WriteFile(file, bytes.Replace(raw, []byte(place.old), []byte(place.new), 1), 0o644))
	}
}

func put(t *testing.T, file, text string) {
	must(t, os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644))
}

// hostilePaths are files that are no files, and names that are no names.
func hostilePaths() []hostileCase {
	link := func(file, to string) func(*testing.T, string) {
		return func(t *testing.T, site string) {
			file := filepath.Join(site, file)
			must(t, os.MkdirAll(filepath.Dir(file), 0o755), os.RemoveAll(file), os.Symlink(to, file))
		}
	}
	name := func(file string) func(*testing.T, string) {
		return func(t *testing.T, site string) { put(t, filepath.Join(site, file), "kind: law\n") }
	}
	pipe := func(file string) func(*testing.T, string) {
		return func(t *testing.T, site string) {
			file := filepath.Join(site, file)
			must(t, os.MkdirAll(filepath.Dir(file), 0o755), os.RemoveAll(file), syscall.Mkfifo(file, 0o644))
		}
	}
	large := func(file string) func(*testing.T, string) {
		return func(t *testing.T, site string) {
			put(t, filepath.Join(site, file), "kind: law\n")
			must(t, os.Truncate(filepath.Join(site, file), 20<<30)) // sparse: takes no room
		}
	}
	ingest := []string{"ingest", "article.txt"}
	return []hostileCase{
		{"path: a record that is a link out", link("data/claims/the-ferry/x.yaml", "/etc/passwd"), nil},
		{"path: a page that is a link out", link("content/en/x.md", "/etc/passwd"), nil},
		{"path: settings that are a link out", link("hugo.toml", "/etc/passwd"), nil},
		{"path: a folder that is a link out", link("data/claims/x", "/etc"), nil},
		{"path: all data is a link out", link("data", "/etc"), nil},
		{"path: all content is a link out", link("content", "/"), nil},
		{"path: templates are a link out", link("layouts", "/etc"), nil},
		{"path: a template is a link out", link("layouts/page.html", "/etc/passwd"), nil},
		{"path: words are a link out", link("i18n/en.toml", "/etc/passwd"), nil},
		{"path: a link to itself", link("data/claims/x", "x"), nil},
		{"path: a folder within itself", link("content/en/x", "."), nil},
		{"path: a device without end", link("data/claims/the-ferry/x.yaml", "/dev/zero"), nil},
		{"path: a pipe for a record", pipe("data/claims/the-ferry/x.yaml"), nil},
		{"path: a pipe for a page", pipe("content/en/x.md"), nil},
		{"path: a pipe for the settings", pipe("hugo.toml"), nil},
		{"path: a pipe for a style", pipe("assets/css/pages/home.css"), nil},
		{"path: a pipe for a word list", pipe("i18n/en.toml"), nil},
		{"path: a pipe for an article", pipe("article.txt"), ingest},
		{"path: an article without end", link("article.txt", "/dev/zero"), ingest},
		{"path: a large record", large("data/claims/the-ferry/x.yaml"), nil},
		{"path: a large page", large("content/en/x.md"), nil},
		{"path: large settings", large("hugo.toml"), nil},
		{"path: a large picture", large("assets/x.png"), nil},
		{"path: a large article", large("article.txt"), ingest},
		{"path: a name of markup", name(`data/claims/the-ferry/<img src=x onerror=alert(1)>.yaml`), nil},
		{"path: a name with a line end", name("data/claims/the-ferry/a\nb: error: c.yaml"), nil},
		{"path: a name for a terminal", name("data/claims/the-ferry/\x1b[2J\x1b]0;x\x07.yaml"), nil},
		{"path: a name that is not UTF-8", name("data/claims/the-ferry/\xff\xfe.yaml"), nil},
		{"path: a name turned around", name("data/claims/the-ferry/\u202elmay.yaml"), nil},
		{"path: a name like an option", name("data/claims/the-ferry/--out=..yaml"), nil},
		{"path: a long name", name("data/claims/the-ferry/" + strings.Repeat("a", 250) + ".yaml"), nil},
		{"path: a name of dots", name("content/en/...md"), nil},
		{"path: a folder called a record", name("data/claims/the-ferry/x.yaml/y.yaml"), nil},
		{"path: deep folders", name("content/en/" + strings.Repeat("a/", 400) + "x.md"), nil},
		{"path: a section that climbs", name("data/claims/../../x/x.yaml"), nil},
	}
}

// corpus reads a file of cases, each with so many fields, the last of which is
// content.
func corpus(t *testing.T, file string, fields int) [][]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", file))
	must(t, err)
	var list [][]string
	for line := range strings.Lines(string(raw)) {
		c := strings.SplitN(strings.TrimSuffix(line, "\n"), " | ", fields)
		if len(c) != fields {
			t.Fatalf("%s: %q does not have %d fields", file, line, fields)
		}
		c[fields-1] = spelt(t, c[fields-1])
		list = append(list, c)
	}
	return list
}

// spelt is the text that Go strings joined by + stand for, each perhaps so
// many times.
func spelt(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	for s != "" {
		one, err := strconv.QuotedPrefix(s)
		must(t, err)
		text, err := strconv.Unquote(one)
		must(t, err)
		s = s[len(one):]
		times := 1
		if rest, ok := strings.CutPrefix(s, "*"); ok {
			n, _, _ := strings.Cut(rest, "+")
			times, err = strconv.Atoi(n)
			must(t, err)
			s = rest[len(n):]
		}
		s = strings.TrimPrefix(s, "+")
		b.WriteString(strings.Repeat(text, times))
	}
	return b.String()
}
