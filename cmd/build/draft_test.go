package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"explainer/internal/article"
	"explainer/internal/draft"
	"explainer/internal/lineage/planted"
)

// hostile are words that mean something to YAML, TOML, Markdown, HTML,
// templates, terminals or the rules for our own text.
var hostile = []string{
	"---", ": ", "# ", "- ", "|", "&a", "*a", "!tag", "%", "@", "`code`", "{{", "}}", "{{< x >}}", "{%", "%>", "'", `"`, `\`, "“", "”",
	"«", "(", ")", "[", "](", "<b>", "<script>", "&amp;", "=", "~", "null", "true", "2031-05-04", "TODO", "XXX", "PENDIENTE", "tktk", "???", "Аdа", "Lorem ipsum",
	"claim:x", "北京", "ñandú", "😀", "\u202e", "\u200b", "\a", "\t", "...", "…", "illegal aliens", "last year", "$5 million", strings.Repeat("word", 60),
}

// mutated puts hostile words into an article, and takes words, lines and
// blank lines out of it.
func mutated(random *rand.Rand, text string) string {
	lines := strings.Split(text, "\n")
	var out []string
	for _, line := range lines {
		words := strings.Split(line, " ")
		for range random.IntN(3) {
			at, word := random.IntN(len(words)), hostile[random.IntN(len(hostile))]
			switch random.IntN(4) {
			case 0:
				words[at] = word
			case 1:
				words[at] += word
			case 2:
				words[at] = word + " " + words[at]
			case 3:
				words = append(words[:at:at], words[min(at+1, len(words)-1):]...)
			}
		}
		if random.IntN(20) > 0 {
			out = append(out, strings.Join(words, " "))
		}
	}
	return strings.Join(out, "\n")
}

// Whatever articles say: if they can be read, what new makes of them builds as
// drafts and is borne out by them.
func TestNewBuildsWhateverArticlesSay(t *testing.T) {
	compileHugo(t)
	var texts []string
	files, err := filepath.Glob("../../examples/*/articles/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no articles: ", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(raw))
	}
	for _, made := range planted.OneEvent(20, 1) {
		texts = append(texts, made.Text)
	}
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 12 {
		var told [][]byte
		for range 1 + random.IntN(5) {
			raw := []byte(mutated(random, texts[random.IntN(len(texts))]))
			if _, err := article.Read(raw, article.Options{}); err == nil {
				told = append(told, raw)
			}
		}
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			if len(told) == 0 {
				t.Skip("none of the articles can be read")
			}
			dir := t.TempDir()
			articles, site := filepath.Join(dir, "articles"), filepath.Join(dir, "site")
			must(t, os.Mkdir(articles, 0o755))
			for n, raw := range told {
				must(t, os.WriteFile(filepath.Join(articles, fmt.Sprint(n)), raw, 0o644))
			}
			for _, args := range [][]string{
				{"new", site, "--articles", articles, "--sections", "The bridge; El embalse"},
				{"--site", site, "--drafts"},
				{"verify", "--site", site, "--articles", articles},
			} {
				var stderr bytes.Buffer
				if code := run(context.Background(), args, io.Discard, &stderr); code != done {
					t.Fatalf("%q: exit code %d\n%s", args[:1], code, &stderr)
				}
			}
		})
	}
}

// A draft that is stopped after any of its files proposes the rest the next
// time: nothing is lost, nothing comes twice.
func TestInterruptedDraftGoesOn(t *testing.T) {
	articles := filepath.Join(nightFerry, "articles")
	begin := func(t *testing.T) (*options, *draft.Plan) {
		site := filepath.Join(t.TempDir(), "site")
		if code := run(context.Background(), []string{"new", site, "--sections", "The ferry; The dispute"}, io.Discard, os.Stderr); code != done {
			t.Fatalf("new: exit code %d", code)
		}
		o := &options{Site: site, Format: "text", stdout: io.Discard, stderr: os.Stderr}
		files, err := o.articleFiles(articles, site)
		if err != nil {
			t.Fatal(err)
		}
		read, list := o.readArticles(context.Background(), files, "")
		if len(list) > 0 {
			t.Fatal(list)
		}
		plan, err := o.draft(context.Background(), read, nil)
		if err != nil {
			t.Fatal(err)
		}
		return o, plan
	}
	o, plan := begin(t)
	want := contents(t, o.Site)
	if len(plan.Files) < 10 {
		t.Fatalf("only %d files to interrupt", len(plan.Files))
	}
	for n := range plan.Files {
		o, plan := begin(t)
		for _, file := range plan.Files[n:] {
			if err := os.Remove(filepath.Join(o.Site, file.Path)); err != nil {
				t.Fatal(err)
			}
		}
		if code := run(context.Background(), []string{"draft", "--site", o.Site, "--articles", articles}, io.Discard, os.Stderr); code != done {
			t.Fatalf("after %d files: exit code %d", n, code)
		}
		got := contents(t, o.Site)
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("after %d files: %s differs", n, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("after %d files: %d files, want %d", n, len(got), len(want))
		}
	}
}

// contents are a folder's files by path.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
