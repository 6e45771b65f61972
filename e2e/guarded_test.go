package e2e

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// headed serves a folder with what its _headers say, as the hosts do that read
// them.
func headed(t *testing.T, dir string) http.Handler {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	type rule struct {
		pattern string
		headers [][2]string
	}
	var rules []rule
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "/") {
			rules = append(rules, rule{pattern: line})
			continue
		}
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		last := &rules[len(rules)-1]
		last.headers = append(last.headers, [2]string{key, value})
	}
	plain := host(dir)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, rule := range rules {
			folder, all := strings.CutSuffix(rule.pattern, "*")
			ext, typed := strings.CutPrefix(rule.pattern, "/*")
			if all && strings.HasPrefix(r.URL.Path, folder) || typed && ext != "" && path.Ext(r.URL.Path) == ext || r.URL.Path == rule.pattern {
				for _, h := range rule.headers {
					w.Header().Set(h[0], h[1])
				}
			}
		}
		plain.ServeHTTP(w, r)
	})
}

// uncached has a browser ask each time.
type uncached struct{ http.ResponseWriter }

func (w uncached) WriteHeader(status int) {
	w.Header().Set("Cache-Control", "no-store")
	w.ResponseWriter.WriteHeader(status)
}

func (w uncached) Write(raw []byte) (int, error) {
	w.Header().Set("Cache-Control", "no-store")
	return w.ResponseWriter.Write(raw)
}

// TestGuardedHosts puts embeds into pages that guard themselves: with a strict
// policy of their own, isolated from other origins, or opened from a file. The
// frame has the height of its content, or without a script that of its tag.
func TestGuardedHosts(t *testing.T) {
	tab, dir := open(t)
	// A page cannot ask what is in the frame, but what is shown asks for its script.
	var loaded atomic.Bool
	watched := func(h http.Handler) *httptest.Server {
		return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/embed/resize.js" {
				loaded.Store(true)
			}
			h.ServeHTTP(uncached{w}, r)
		}))
	}
	with, bare := watched(headed(t, dir)), watched(host(dir))
	defer with.Close()
	defer bare.Close()
	const isolated = "Cross-Origin-Opener-Policy: same-origin\nCross-Origin-Embedder-Policy: require-corp"
	const width, given = 600, 700
	content := measure(t, tab, with.URL+"/"+section, width).Closed
	loaded.Store(false)
	for _, test := range []struct {
		name    string
		site    *httptest.Server
		headers string // of the page around it, or "file"
		tag     string // its attributes
		script  bool
		want    float64
		blocked bool // the frame stays empty
	}{
		{name: "strict policy", site: with, headers: "Content-Security-Policy: default-src 'none'; frame-src SITE; script-src SITE", script: true, want: content},
		{name: "strict policy, no script", site: with, headers: "Content-Security-Policy: default-src 'none'; frame-src SITE", want: given},
		{name: "strict policy that forgets frames", site: with, headers: "Content-Security-Policy: default-src 'none'", want: given, blocked: true},
		{name: "isolated", site: with, headers: isolated, script: true, want: content},
		{name: "isolated, sandboxed", site: with, headers: isolated, tag: ` sandbox="allow-scripts allow-popups"`, script: true, want: content},
		{name: "isolated, a host without headers", site: bare, headers: isolated, want: given, blocked: true},
		{name: "isolated, a host without headers, credentialless", site: bare, headers: isolated, tag: " credentialless", want: given},
		{name: "file", site: with, headers: "file", script: true, want: content},
		{name: "file, no script", site: with, headers: "file", want: given},
		{name: "file, a host without headers", site: bare, headers: "file", script: true, want: content},
	} {
		t.Run(test.name, func(t *testing.T) {
			script := ""
			if test.script {
				script = fmt.Sprintf(`<script src="%s/embed/host.js" async></script>`, test.site.URL)
			}
			page := fmt.Sprintf(`<!doctype html><meta charset="utf-8"><title>A story</title><iframe src="%s/%s" title="The US deal" width="%d" height="%d" frameborder="0" loading="lazy"%s></iframe>%s`,
				test.site.URL, section, width, given, test.tag, script)
			address := ""
			if test.headers == "file" {
				file := filepath.Join(t.TempDir(), "story.html")
				if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
					t.Fatal(err)
				}
				address = (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()
			} else {
				around := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					for line := range strings.Lines(strings.ReplaceAll(test.headers, "SITE", test.site.URL)) {
						key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
						w.Header().Set(key, value)
					}
					w.Header().Set("Content-Type", "text/html; charset=utf-8")
					fmt.Fprint(w, page)
				}))
				defer around.Close()
				address = strings.Replace(around.URL, "127.0.0.1", "localhost", 1) + "/"
			}
			if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address)); err != nil {
				t.Fatal(err)
			}
			got, err := settles(tab, test.want)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(got-test.want) > 2 {
				t.Errorf("the frame is %.1f px high, want %.1f", got, test.want)
			}
			for range 40 { // a frame with the height of its tag may not be there yet
				if loaded.Load() {
					break
				}
				time.Sleep(50 * time.Millisecond)
			}
			if shown := loaded.Load(); shown == test.blocked {
				t.Errorf("the embed is shown: %v, want %v", shown, !test.blocked)
			}
			// And no other page's frame is still loading.
			if err := chromedp.Do(tab, chromedp.Navigate("about:blank")); err != nil {
				t.Fatal(err)
			}
			loaded.Store(false)
		})
	}
}
