package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"explainer/internal/derive"
	"explainer/internal/hugo"
)

// served is `build serve` at work on a site, with what it prints.
type served struct {
	tb      testing.TB
	site    string
	address string // ends in a slash
	stop    func() int
	printed func() string
}

// startServe serves a copy of a site on a free port, until the test ends.
func startServe(tb testing.TB, site string) *served {
	tb.Helper()
	dir := copySite(tb, site)
	ctx, cancel := context.WithCancel(context.Background())
	out := &printed{}
	exit := make(chan int, 1)
	go func() { exit <- run(ctx, []string{"serve", "--site", dir, "--addr", "127.0.0.1:0"}, out, out) }()
	s := &served{tb: tb, site: dir, printed: out.String}
	s.stop = sync.OnceValue(func() int { cancel(); return <-exit })
	tb.Cleanup(func() { s.stop() })
	eventually(tb, func() error {
		m := regexp.MustCompile(`at (http://\S+/) `).FindStringSubmatch(out.String())
		if m == nil {
			return fmt.Errorf("not serving yet; printed %q", out)
		}
		s.address = m[1]
		return nil
	})
	return s
}

// copySite copies what is a site's own to a folder in memory.
func copySite(tb testing.TB, site string) string {
	tb.Helper()
	dir := filepath.Join(memory(tb), "site")
	for _, part := range []string{"content", "data", "hugo.toml"} {
		from := filepath.Join(site, part)
		if info, err := os.Stat(from); err != nil {
			tb.Fatal(err)
		} else if info.IsDir() {
			if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(from)); err != nil {
				tb.Fatal(err)
			}
		} else if raw, err := os.ReadFile(from); err != nil {
			tb.Fatal(err)
		} else if err := os.WriteFile(filepath.Join(dir, part), raw, 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// memory is a folder in memory where the system has one: what is measured and
// tried a thousand times is not the disk.
func memory(tb testing.TB) string {
	if dir, err := os.MkdirTemp("/dev/shm", "serve-test-"); err == nil {
		tb.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	return tb.TempDir()
}

// printed collects output from several goroutines.
type printed struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) { p.mu.Lock(); defer p.mu.Unlock(); return p.b.Write(b) }

// String gives what was printed last: enough for a message.
func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.b.Bytes()
	return string(all[max(0, len(all)-2000):])
}

func eventually(tb testing.TB, try func() error) {
	tb.Helper()
	var err error
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if err = try(); err == nil {
			return
		}
	}
	tb.Fatal(err)
}

func (s *served) get(page string) (status int, body string) {
	s.tb.Helper()
	r, err := http.Get(s.address + page)
	if err != nil {
		s.tb.Fatal(err)
	}
	defer r.Body.Close()
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		s.tb.Fatal(err)
	}
	return r.StatusCode, string(raw)
}

// shows waits until a page has these words.
func (s *served) shows(page, words string) {
	s.tb.Helper()
	eventually(s.tb, func() error {
		if _, body := s.get(page); !strings.Contains(body, words) {
			return fmt.Errorf("%s never shows %q; printed %s", page, words, s.printed())
		}
		return nil
	})
}

// browse opens a page as a browser does and gives what the server tells it:
// "reload", or "overlay" and its HTML.
func (s *served) browse(page string) <-chan [2]string {
	s.tb.Helper()
	_, body := s.get(page)
	m := regexp.MustCompile(`data-is="(\w+)"`).FindStringSubmatch(body)
	if m == nil {
		s.tb.Fatalf("%s has no script: %s", page, body)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.tb.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", s.address+"_serve/events?page="+url.QueryEscape("/"+page)+"&is="+m[1], nil)
	if err != nil {
		s.tb.Fatal(err)
	}
	stream, err := http.DefaultClient.Do(r)
	if err != nil {
		s.tb.Fatal(err)
	}
	told := make(chan [2]string, 100)
	go func() {
		defer close(told)
		defer stream.Body.Close()
		name := ""
		for lines := bufio.NewScanner(stream.Body); lines.Scan(); {
			if v, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = v
			} else if v, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var html string
				_ = json.Unmarshal([]byte(v), &html)
				told <- [2]string{name, html}
			}
		}
	}()
	return told
}

// tells waits until the server tells a browser this.
func (s *served) tells(told <-chan [2]string, event string, words ...string) {
	s.tb.Helper()
	var seen []string
	for deadline := time.After(30 * time.Second); ; {
		select {
		case e := <-told:
			seen = append(seen, fmt.Sprint(e))
			if e[0] == event && (len(words) > 0 || e[1] == "") && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(e[1], w) }) {
				return
			}
		case <-deadline:
			s.tb.Fatalf("the browser is never told %q %q, but %q; printed %s", event, words, seen, s.printed())
		}
	}
}

func (s *served) path(file string) string { return filepath.Join(s.site, filepath.FromSlash(file)) }

func (s *served) read(file string) string {
	s.tb.Helper()
	raw, err := os.ReadFile(s.path(file))
	if err != nil {
		s.tb.Fatal(err)
	}
	return string(raw)
}

func (s *served) write(file, text string) {
	s.tb.Helper()
	if err := os.WriteFile(s.path(file), []byte(text), 0o644); err != nil {
		s.tb.Fatal(err)
	}
}

// must takes the results of what cannot fail here.
func must(tb testing.TB, errs ...error) {
	tb.Helper()
	for _, err := range errs {
		if err != nil {
			tb.Fatal(err)
		}
	}
}

var ferry = filepath.Join(nightFerry, "site")

var titled = regexp.MustCompile(`(?m)^title: .*$`)

// retitle gives a page another title.
func retitle(text, title string) string { return titled.ReplaceAllString(text, "title: "+title) }

func TestServe(t *testing.T) {
	compileHugo(t)
	s := startServe(t, ferry)
	on := func(what string, test func(t *testing.T)) {
		t.Run(what, func(t *testing.T) {
			defer func(tb testing.TB) { s.tb = tb }(s.tb)
			s.tb = t
			test(t)
		})
	}
	const file, page = "content/en/the-ferry.md", "the-ferry/"
	original := s.read(file)
	_, body := s.get(page)
	heading := regexp.MustCompile(`<h1>.*</h1>`).FindString(body)
	told := s.browse(page)
	s.tells(told, "overlay")

	on("edit", func(t *testing.T) {
		s.write(file, retitle(original, "An edit"))
		s.tells(told, "reload")
		s.shows(page, "<h1>An edit</h1>")
		s.shows("", "An edit") // in the list of another page
		s.shows("es/", "El transbordador")
	})
	on("record", func(t *testing.T) {
		const claim = "data/claims/the-ferry/capacity.yaml"
		before := s.read(claim)
		s.write(claim, strings.Replace(before, "statement:\n  en: ", "statement:\n  en: Surely, ", 1))
		s.shows("claims/capacity/", `<h1 class="statement">Surely, `)
		s.write(claim, before)
	})
	on("save by rename", func(t *testing.T) {
		s.write("content/en/.the-ferry.md.swp", "hidden")
		s.write("content/en/4913", retitle(original, "Renamed"))
		must(t, os.Rename(s.path(file), s.path(file+"~")), os.Rename(s.path("content/en/4913"), s.path(file)), os.Remove(s.path(file+"~")))
		s.shows(page, "<h1>Renamed</h1>")
	})
	on("mistake and mended", func(t *testing.T) {
		s.tells(told, "reload")
		s.write(file, strings.Replace(original, "(claim:", "(claim:<b>", 1))
		s.tells(told, "overlay", "<code>content/en/the-ferry.md:", "no claim has the id", "&lt;b&gt;", "[unknown-claim]")
		if _, body := s.get(page); !strings.Contains(body, "<h1>Renamed</h1>") {
			t.Error("the page before the mistake is no longer shown")
		}
		if !strings.Contains(s.printed(), "content/en/the-ferry.md:") {
			t.Errorf("the terminal does not say it: %s", s.printed())
		}
		s.write(file, original)
		s.tells(told, "overlay")
		s.shows(page, heading)
	})
	on("error that leaves a page", func(t *testing.T) {
		s.write(file, strings.Replace(original, "\n---\n", "\n---\n\nNobody says that this is so.\n", 1))
		s.tells(told, "overlay", "<code>content/en/the-ferry.md:", "[sentence-without-claim]")
		s.shows(page, "Nobody says that this is so.")
		s.write(file, original)
		s.tells(told, "overlay")
		s.shows(page, heading)
	})
	on("template", func(t *testing.T) {
		must(t, os.Mkdir(s.path("layouts"), 0o755))
		s.write("layouts/claim.html", "<p>\n{{ nosuchfunction }}")
		s.tells(told, "overlay", "<code>layouts/claim.html:2:", "nosuchfunction")
		s.write("layouts/claim.html", `{{ define "main" }}<h1>{{ .Title }}</h1>ours{{ end }}`)
		s.tells(told, "overlay")
		s.shows("claims/capacity/", "ours")
		must(t, os.RemoveAll(s.path("layouts")))
		s.shows("claims/capacity/", `<h1 class="statement">`)
	})
	on("audit", func(t *testing.T) {
		must(t, os.Mkdir(s.path("layouts"), 0o755))
		s.write("layouts/claim.html", `{{ define "main" }}<h1><a href="nowhere.html">{{ .Title }}</a></h1>{{ end }}`)
		s.tells(told, "overlay", "public/claims/capacity/index.html:", "leads nowhere")
		s.shows("claims/capacity/", "nowhere.html")
		must(t, os.RemoveAll(s.path("layouts")))
		s.tells(told, "overlay")
	})
	on("folder removed and back", func(t *testing.T) {
		must(t, os.CopyFS(s.path("kept"), os.DirFS(s.path("content"))), os.RemoveAll(s.path("content")))
		s.tells(told, "overlay", "content")
		must(t, os.Rename(s.path("kept"), s.path("content")))
		s.tells(told, "overlay")
		s.write(file, retitle(original, "Back"))
		s.shows(page, "<h1>Back</h1>")
		must(t, os.RemoveAll(s.path("data")))
		s.tells(told, "overlay", "data")
		must(t, os.CopyFS(s.path("data"), os.DirFS(filepath.Join(ferry, "data"))))
		s.tells(told, "overlay")
		s.write(file, original)
		s.shows(page, heading)
	})
	on("a thousand files", func(t *testing.T) {
		claim := s.read("data/claims/the-ferry/capacity.yaml")
		name := func(i int) string { return fmt.Sprintf("data/claims/the-ferry/copy-%d.yaml", i) }
		for i := range 1000 {
			s.write(name(i), strings.Replace(claim, "en: ", fmt.Sprintf("en: Copy %d, ", i), 1))
		}
		s.shows("claims/copy-999/", `<h1 class="statement">Copy 999`)
		for i := range 1000 {
			must(t, os.Remove(s.path(name(i))))
		}
		s.write(file, retitle(original, "After them"))
		s.shows(page, "<h1>After them</h1>")
		eventually(t, func() error {
			if status, _ := s.get("claims/copy-999/"); status != http.StatusNotFound {
				return fmt.Errorf("a page without its record: status %d", status)
			}
			return nil
		})
	})
	on("requests", func(t *testing.T) {
		for _, tt := range []struct {
			method, page, host string
			status             int
			header             string
		}{
			{"GET", "", "", 200, "Cache-Control: no-store"},
			{"GET", "", "localhost", 200, "Content-Type: text/html; charset=utf-8"},
			{"GET", "", "LOCALHOST:80", 200, ""},
			{"GET", "", "[::1]:1313", 200, ""},
			{"GET", "", "evil.example", 403, "Cache-Control: no-store"},
			{"GET", "_serve/events?page=/", "evil.example:1313", 403, ""},
			{"GET", "the-ferry", "", 301, "Location: ./the-ferry/"},
			{"GET", "claims/capacity", "", 301, "Location: ./capacity/"},
			{"GET", "data/claims.json", "", 200, "Content-Type: application/json"},
			{"GET", "no-such-page/", "", 404, "Content-Type: text/html; charset=utf-8"},
			{"GET", "../../hugo.toml", "", 404, ""},
			{"HEAD", "", "", 200, ""},
			{"POST", "", "", 405, "Allow: GET, HEAD"},
		} {
			r, err := http.NewRequest(tt.method, s.address+tt.page, nil)
			must(t, err)
			r.Host = tt.host
			got, err := http.DefaultTransport.RoundTrip(r)
			must(t, err)
			got.Body.Close()
			name, value, _ := strings.Cut(tt.header, ": ")
			if got.StatusCode != tt.status || got.Header.Get(name) != value && tt.header != "" {
				t.Errorf("%s %q of host %q: %d, %v; want %d, %s", tt.method, tt.page, tt.host, got.StatusCode, got.Header, tt.status, tt.header)
			}
		}
	})

	if code := s.stop(); code != done {
		t.Errorf("interrupted: exit code %d, want %d", code, done)
	}
	if left, err := os.ReadDir(s.path(".build")); err != nil || len(left) > 0 {
		t.Errorf("left in .build: %v, %v", left, err)
	}
	if _, err := os.Stat(s.path("public")); err == nil {
		t.Error("serve has published")
	}
}

// A site that begins with a mistake is served once that is mended.
func TestServeMistakeFirst(t *testing.T) {
	compileHugo(t)
	broken := t.TempDir()
	must(t, os.CopyFS(broken, os.DirFS(ferry)), os.Rename(filepath.Join(broken, "hugo.toml"), filepath.Join(broken, "kept")))
	must(t, os.WriteFile(filepath.Join(broken, "hugo.toml"), []byte("nonsense"), 0o644))
	s := startServe(t, broken)
	told := s.browse("")
	s.tells(told, "overlay", "<code>hugo.toml:1:", "malformed-toml")
	raw, err := os.ReadFile(filepath.Join(broken, "kept"))
	must(t, err)
	s.write("hugo.toml", string(raw))
	s.tells(told, "reload")
	s.shows("", "</h1>")
}

// Pages rendered by themselves are what the whole site has in their place.
func TestServeSomeAsAll(t *testing.T) {
	compileHugo(t)
	for _, from := range []string{ferry, filepath.Join("..", "..")} {
		o := &options{Site: copySite(t, from), stdout: t.Output(), stderr: t.Output()}
		shop, err := o.workshop(t.Context())
		must(t, err)
		defer shop.close()
		d := &desk{workshop: shop}
		defer d.unprepare()
		x, _, list, err := o.read()
		if must(t, err); list.Errors() > 0 {
			t.Fatal(list)
		}
		all, list, err := d.layOutAll(t.Context(), x, derive.New(x))
		if must(t, err); list.Errors() > 0 {
			t.Fatal(list)
		}
		groups := map[string][]hugo.Page{}
		for _, name := range slices.Sorted(maps.Keys(all)) {
			within, ok := strings.CutSuffix("/"+name, "/index.html")
			page := pageAt(x, within)
			group := page.Edition + path.Dir(page.Path)
			if ok && !strings.HasPrefix(page.Path, "/embed/") && page.Path != "/offline" && len(groups[group]) < 20 {
				groups[group] = append(groups[group], page)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(groups)) {
			some := d.layOutSome(t.Context(), x, derive.New(x), groups[name])
			if len(some) < len(groups[name]) {
				t.Errorf("%s: %d files for the pages %v", name, len(some), groups[name])
			}
			for file, raw := range some {
				if !bytes.Equal(raw, all[file]) {
					t.Errorf("%s by itself is not what it is in the whole site:\n%s", file, difference(raw, all[file]))
				}
			}
		}
	}
}

// A style of the site's own is judged when it is read, not only when Hugo was
// prepared.
func TestServeJudgesStylesLate(t *testing.T) {
	compileHugo(t)
	o := &options{Site: copySite(t, ferry), stdout: t.Output(), stderr: t.Output()}
	style := filepath.Join(o.Site, "assets", "css", "components", "facts.css")
	must(t, os.MkdirAll(filepath.Dir(style), 0o755))
	must(t, os.WriteFile(style, []byte("p { margin: 0; }\n"), 0o644))
	shop, err := o.workshop(t.Context())
	must(t, err)
	defer shop.close()
	d := &desk{workshop: shop}
	defer d.unprepare()
	x, _, _, err := o.read()
	must(t, err)
	if d.prepare(t.Context(), x); d.ready == nil {
		t.Fatal("Hugo is not prepared")
	}
	must(t, os.WriteFile(style, []byte("@import \"/etc/passwd\";\n"), 0o644))
	site := derive.New(x)
	must(t, writeData(filepath.Join(d.some, "data"), site))
	list, err := d.ready.Run(d.job(x, site, d.some, filepath.Join(d.some, "public")), []hugo.Page{{Edition: "en", Path: "/claims/cost"}})
	if err != nil || list.Errors() != 1 || list[0].Place.File != "assets/css/components/facts.css" {
		t.Errorf("%v, %v", list, err)
	}
}

func difference(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%s\n---\n%s", a[max(0, i-100):min(len(a), i+200)], b[max(0, i-100):min(len(b), i+200)])
}

// BenchmarkEditToPage measures from the start of a save to the end of the
// served page that has it, on this repository's explainer:
//
//	go test ./cmd/build -run '^$' -bench EditToPage -benchtime 20x
func BenchmarkEditToPage(b *testing.B) {
	if runtime.GOOS != "linux" {
		b.Skip("needs a file system in memory")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as main does
	s := startServe(b, filepath.Join("..", ".."))
	section := firstFile(b, s.path("content/en"), func(name string) bool { return name != "_index.md" && name != "method.md" })
	folder := filepath.Join("data/claims", firstFile(b, s.path("data/claims"), func(string) bool { return true }))
	claim := firstFile(b, s.path(folder), func(string) bool { return true })
	for _, kind := range []struct {
		name, file, page string
		edit             func(text, words string) string
		shown            string
	}{
		{"content", "content/en/" + section, strings.TrimSuffix(section, ".md") + "/", retitle, "<h1>%s</h1>"},
		{"claim", filepath.Join(folder, claim), "claims/" + strings.TrimSuffix(claim, ".yaml") + "/", func(text, words string) string {
			return strings.Replace(text, "\n  en: ", "\n  en: "+words+" ", 1)
		}, `<h1 class="statement">%s`},
	} {
		b.Run(kind.name, func(b *testing.B) {
			original := s.read(kind.file)
			s.tb = b
			s.browse(kind.page)
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				time.Sleep(1200 * time.Millisecond)              // writing takes longer; the whole site is rendered meanwhile
				words := "An edit" + strings.Repeat(" again", i) // digits would need evidence
				text := kind.edit(original, words)
				b.StartTimer()
				start := time.Now()
				s.write(kind.file, text)
				s.shows(kind.page, fmt.Sprintf(kind.shown, words))
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "median-ms")
			b.ReportMetric(float64(took[len(took)-1].Milliseconds()), "worst-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func firstFile(tb testing.TB, dir string, ok func(string) bool) string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	must(tb, err)
	for _, e := range entries {
		if ok(e.Name()) {
			return e.Name()
		}
	}
	tb.Fatalf("nothing in %s", dir)
	return ""
}
