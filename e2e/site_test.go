// Package e2e opens the finished site in a real browser. Tests run beside each
// other, in windows of one browser that share nothing else: most of their time
// they wait for one.
package e2e

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	cores "runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// room is a folder for what tests share, until they have all ended.
var room = sync.OnceValues(func() (dir string, err error) {
	dir, err = os.MkdirTemp("", "explainer-e2e-")
	leave = func() { os.RemoveAll(dir) }
	return dir, err
})

// quit and leave end what tests share: the browser, and the folder.
var quit, leave = func() {}, func() {}

// tool compiles the command once.
var tool = sync.OnceValues(func() (binary string, err error) {
	dir, err := room()
	if err != nil {
		return "", err
	}
	binary = filepath.Join(dir, "build")
	return binary, command("go", "build", "-o", binary, "./cmd/build")
})

// command runs one in the repository, and gives what it printed as the error.
func command(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = ".."
	if log, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", cmd, err, log)
	}
	return nil
}

// build builds an explainer with what the command line says.
func build(args ...string) error {
	binary, err := tool()
	if err != nil {
		return err
	}
	return command(binary, args...)
}

// site builds the repository's own explainer once and gives its folder.
var site = sync.OnceValues(func() (out string, err error) {
	dir, err := room()
	if err != nil {
		return "", err
	}
	out = filepath.Join(dir, "site")
	return out, build("--out", out)
})

// example builds the fictional explainer, with what is changed in its folder,
// and gives the folder of the site.
func example(name string, change func(site string) error, args ...string) (out string, err error) {
	dir, err := room()
	site, out := filepath.Join(dir, name), filepath.Join(dir, name+"-out")
	if err == nil {
		err = os.CopyFS(site, os.DirFS("../examples/night-ferry/site"))
	}
	if err == nil && change != nil {
		err = change(site)
	}
	if err != nil {
		return "", err
	}
	return out, build(append(args, "--site", site, "--out", out)...)
}

func TestMain(m *testing.M) {
	// As if there were twice the cores, unless the command line says otherwise.
	_ = flag.Set("test.parallel", strconv.Itoa(2*cores.GOMAXPROCS(0)))
	code := m.Run()
	quit()
	leave()
	os.Exit(code)
}

// chromium finds the browser: best the one that Debian builds to be used
// without a window, which takes half the time for the same pages.
func chromium() (path string, err error) {
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("Chromium is not installed: on Debian or Ubuntu run apt-get install chromium, " +
		"elsewhere put chromium or google-chrome on PATH; or set EXPLAINER_SKIP_BROWSER=1 to do without")
}

// start starts Chromium without a window, on a new profile.
func start(with ...chromedp.ExecAllocatorOption) (ctx context.Context, stop func(), err error) {
	binary, err := chromium()
	if err != nil {
		return nil, nil, err
	}
	profile, err := os.MkdirTemp("", "explainer-e2e-")
	if err != nil {
		return nil, nil, err
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(binary), chromedp.UserDataDir(profile), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		// Renderers for what pops up at the address, and for pages gone by.
		chromedp.Flag("disable-features", "Translate,WebUIOmniboxPopup,WebUIOmniboxAimPopup,BackForwardCache"),
	)
	ctx, end := chromedp.NewExecAllocator(context.Background(), append(options, with...)...)
	ctx, closeTabs := chromedp.NewContext(ctx)
	stop = func() {
		closeTabs()
		end()
		os.RemoveAll(profile)
	}
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, nil, fmt.Errorf("%s does not start: %w", binary, err)
	}
	return ctx, stop, nil
}

// shared is the browser of all tests that ask for none of their own.
var shared = sync.OnceValues(func() (ctx context.Context, err error) {
	ctx, stop, err := start()
	if err == nil {
		quit = stop
	}
	return ctx, err
})

// browser gives a tab of a browser, in which others open beside it. Its cookies
// and its cache are the test's own; with options, so is the browser.
func browser(t *testing.T, with ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	if os.Getenv("EXPLAINER_SKIP_BROWSER") == "1" {
		t.Skip("EXPLAINER_SKIP_BROWSER is 1")
	}
	get := shared
	if len(with) > 0 {
		get = func() (context.Context, error) {
			ctx, stop, err := start(with...)
			if err == nil {
				t.Cleanup(stop)
			}
			return ctx, err
		}
	}
	ctx, err := get()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Minute)
	t.Cleanup(cancel)
	tab, closeTab := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(closeTab)
	if err := chromedp.Do(tab); err != nil {
		t.Fatal(err)
	}
	return tab
}

// open gives a tab of a browser, and the folder of the site to show there.
func open(t *testing.T) (tab context.Context, dir string) {
	t.Helper()
	tab = browser(t)
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	return tab, dir
}

// thorough reports whether to do what takes long and seldom finds anything.
var thorough = os.Getenv("EXPLAINER_ENGINES") == "1"

// widths of a window: a laptop's at 400 % or the narrowest phone's, and a
// laptop's.
var widths = []int64{320, 1280}

// TestPages opens pages of both editions at every kind of address and width.
// Nothing is written to the console, no request fails or leaves the site, no
// page scrolls sideways, and every link within the site leads somewhere.
func TestPages(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	root := httptest.NewServer(host(dir))
	t.Cleanup(root.Close)
	below := httptest.NewServer(http.StripPrefix("/some/where", host(dir)))
	t.Cleanup(below.Close)

	places := []struct{ name, base string }{
		{"root", root.URL + "/"},
		{"sub-path", below.URL + "/some/where/"},
		{"file", (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir)}).String() + "/"},
	}
	pages := sample(t, dir)
	for i, place := range places {
		order := slices.Clone(widths)
		if i%2 == 1 { // so that pages also begin at the other one
			slices.Reverse(order)
		}
		t.Run(place.name, func(t *testing.T) {
			t.Parallel()
			tab, closeTab := chromedp.NewContext(ctx)
			defer closeTab()
			w := &watcher{base: place.base}
			if err := chromedp.Listen(tab, w.event); err != nil {
				t.Fatal(err)
			}
			links := map[string]string{} // to the page that has it
			for _, file := range pages {
				look(t, tab, w, place.base+file, links, order...)
			}
			follow(t, dir, place.base, links)
		})
	}
}

// sample chooses pages: each of every edition, but of those made from a
// record, such as a claim's, only some.
func sample(t *testing.T, dir string) []string {
	t.Helper()
	const some = 2
	var pages []string
	siblings := map[string]int{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(file) != ".html" {
			return err
		}
		parent := path.Dir(path.Dir(file))
		if folder := path.Base(path.Dir(file)); folder == "fragments" || folder == "offline" && path.Base(file) != "index.html" {
			return nil // for other pages, or all of them in one, which has a test of its own
		}
		name := path.Base(parent)
		record := name == "claims" || name == "disagreements"
		before, _, pinned := strings.Cut(parent, "/pinned/")
		if pinned { // each in a folder of its own
			parent = path.Join(before, "pinned")
			if record {
				parent = path.Join(parent, name)
			}
		}
		if record || pinned {
			if siblings[parent]++; siblings[parent] > some {
				return nil
			}
		}
		pages = append(pages, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 10 {
		t.Fatalf("the site has only the pages %q", pages)
	}
	return pages
}

func viewport(width int64) chromedp.Action[chromedp.Void] {
	if width < 600 {
		return chromedp.EmulateViewport(width, 844, chromedp.EmulateMobile)
	}
	return chromedp.EmulateViewport(width, 800)
}

// seen is what the browser makes of a page.
type seen struct {
	Title, Lang string
	Headings    int // of the first level
	Width       int64
	Wide        []string // elements that stick out
	Links       []string
}

const describe = `({
	title: document.title,
	lang: document.documentElement.lang,
	headings: document.querySelectorAll("h1").length,
	width: document.documentElement.scrollWidth,
	wide: [...document.querySelectorAll("body *")]
		.filter(e => e.getBoundingClientRect().right > innerWidth + 1)
		.slice(0, 3).map(e => e.outerHTML.slice(0, 80)),
	links: [...document.querySelectorAll("a[href]")].map(a => a.href),
})`

// look opens a page in a window of the first width, makes that as wide as the
// others in turn, and adds the page's links.
func look(t *testing.T, tab context.Context, w *watcher, address string, links map[string]string, widths ...int64) {
	t.Helper()
	w.reset()
	for i, width := range widths {
		if err := chromedp.Do(tab, viewport(width)); err != nil {
			t.Errorf("%s: %v", address, err)
			return
		}
		if i == 0 {
			if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
				t.Errorf("%s: %v", address, err)
				return
			}
		}
		got, err := chromedp.Run(tab, chromedp.Evaluate[seen](describe))
		if err != nil {
			t.Errorf("%s: %v", address, err)
			return
		}
		if got.Title == "" || got.Lang == "" || got.Headings != 1 {
			t.Errorf("%s: title %q, language %q, %d headings of the first level; want a title, a language and 1", address, got.Title, got.Lang, got.Headings)
		}
		if got.Width > width {
			t.Errorf("%s: scrolls sideways, %d px wide in a window of %d; sticking out: %q", address, got.Width, width, got.Wide)
		}
		for _, link := range got.Links {
			links[link] = address
		}
	}
	for _, trouble := range w.reset() {
		t.Errorf("%s: %s", address, trouble)
	}
}

// watcher notes what goes wrong while a page is open.
type watcher struct {
	base     string
	mu       sync.Mutex
	troubles []string
}

func (w *watcher) reset() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	before := w.troubles
	w.troubles = nil
	return before
}

func (w *watcher) event(ev any) {
	trouble := ""
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, a := range ev.Args {
			words = append(words, cmp.Or(a.Description, string(a.Value)))
		}
		trouble = "console: " + strings.Join(words, " ")
	case *runtime.EventExceptionThrown:
		trouble = "exception: " + ev.ExceptionDetails.Text
	case *log.EventEntryAdded:
		trouble = fmt.Sprintf("log: %s %s", ev.Entry.Text, ev.Entry.URL)
	case *network.EventLoadingFailed:
		trouble = fmt.Sprintf("a request failed: %s", ev.ErrorText)
	case *network.EventRequestWillBeSent:
		if u := ev.Request.URL; !strings.HasPrefix(u, w.base) && !strings.HasPrefix(u, "data:") {
			trouble = "a request leaves the site: " + u
		}
	case *network.EventResponseReceived:
		if ev.Response.Status >= 400 {
			trouble = fmt.Sprintf("status %d: %s", ev.Response.Status, ev.Response.URL)
		}
	}
	if trouble != "" {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.troubles = append(w.troubles, trouble)
	}
}

// follow wants each link into the site to lead to a file and to a place in it.
func follow(t *testing.T, dir, base string, links map[string]string) {
	t.Helper()
	start, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	within := 0
	read := map[string]map[string]bool{} // the ids of a file
	for link, from := range links {
		u, err := url.Parse(link)
		if err != nil {
			t.Errorf("%s: the link %q: %v", from, link, err)
			continue
		}
		if u.Scheme != start.Scheme || u.Host != start.Host {
			continue
		}
		below, ok := strings.CutPrefix(u.Path, start.Path)
		if !ok {
			t.Errorf("%s: the link %s leads out of %s", from, link, base)
			continue
		}
		within++
		if u.Scheme != "file" {
			below = index(below)
		}
		ids, ok := read[below]
		if !ok {
			body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(below)))
			if err != nil {
				t.Errorf("%s: the link %s leads nowhere: %v", from, link, err)
				continue
			}
			ids = idsOf(body)
			read[below] = ids
		}
		if u.Fragment != "" && !ids[u.Fragment] {
			t.Errorf("%s: the link %s leads to no place on its page", from, link)
		}
	}
	if within < 20 {
		t.Errorf("only %d links lead into the site", within)
	}
}

// index is the file that a host serves for a path.
func index(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path
}

// host serves a folder as static hosts do: an index for a folder, no listing
// and no redirect.
func host(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := index(strings.TrimPrefix(r.URL.Path, "/"))
		body, err := fs.ReadFile(os.DirFS(dir), name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		w.Write(body)
	})
}

// idsOf are the ids of a page's elements.
func idsOf(body []byte) map[string]bool {
	ids := map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ids
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				if a.Key == "id" {
					ids[a.Val] = true
				}
			}
		}
	}
}
