package e2e

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// elsewhere is a folder as readers have them.
const elsewhere = "mi memoria ñ & copias"

// joined is what a browser makes of the offline file.
type joined struct {
	Pages, Anchors, Notes, Drawings int
	Dead                            []string // links within the file that lead nowhere
	Mute                            []string // marks that open no note
	Twice                           []string // ids
	Loads                           []string // what would be fetched
	Small                           []string // drawings of no size
}

const describeFile = `(() => {
	const all = q => [...document.querySelectorAll(q)];
	const ids = all("[id]").map(e => e.id);
	const within = all('a[href^="#"]').filter(a => a.getAttribute("href") != "#");
	const drawings = all(".page:not(.record) svg").filter(e => e.checkVisibility());
	return {
		pages: all(".page").length,
		anchors: within.length,
		notes: all("[popovertarget]").length,
		drawings: drawings.length,
		dead: within.filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash),
		mute: all("[popovertarget]").filter(b => !document.getElementById(b.getAttribute("popovertarget"))).map(b => b.outerHTML),
		twice: ids.filter((id, i) => ids.indexOf(id) != i),
		loads: all("[src], link[href]:not([rel=canonical], [rel=icon]), object, iframe, image[href], use[href]").map(e => e.outerHTML.slice(0, 80)).filter(s => !s.includes('"data:')),
		small: drawings.filter(e => { const b = e.getBoundingClientRect(); return b.width < 10 || b.height < 1; }).map(e => e.outerHTML.slice(0, 80)),
	};
})()`

// TestOfflineFile opens the one file from a folder of its own. All that it
// says leads somewhere within it, nothing is asked of anybody, and what is
// searched for is found.
func TestOfflineFile(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ edition, words string }{{"en", "prison"}, {"es", "PRISION"}} {
		for _, width := range widths {
			tab, closeTab := chromedp.NewContext(ctx)
			defer closeTab()
			folder := filepath.Join(t.TempDir(), elsewhere)
			found, err := filepath.Glob(filepath.Join(dir, "offline", "*-"+tt.edition+".html"))
			if err != nil || len(found) != 1 {
				t.Fatalf("offline files of edition %s: %q, %v", tt.edition, found, err)
			}
			raw, err := os.ReadFile(found[0])
			if err == nil {
				err = os.MkdirAll(folder, 0o755)
			}
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, "copy.html"), raw, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
			w := &watcher{base: (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String()}
			if err := chromedp.Listen(tab, w.event); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(tab, viewport(width)); err != nil {
				t.Fatal(err)
			}
			links := map[string]string{}
			look(t, tab, w, address(folder, "copy.html"), width, links)
			got, err := chromedp.Run(tab, chromedp.Evaluate[joined](describeFile))
			if err != nil {
				t.Fatal(err)
			}
			if got.Pages < 100 || got.Anchors < 500 || got.Notes < 50 || got.Drawings < 2 {
				t.Errorf("%s: only %d pages, %d links within, %d notes, %d drawings", tt.edition, got.Pages, got.Anchors, got.Notes, got.Drawings)
			}
			for what, list := range map[string][]string{"leads nowhere": got.Dead, "opens no note": got.Mute, "stands twice": got.Twice, "would be fetched": got.Loads, "has no size": got.Small} {
				if len(list) > 0 {
					t.Errorf("%s: %d times something %s, such as %s", tt.edition, len(list), what, list[0])
				}
			}
			searched(t, tab, tt.words)
			for _, trouble := range w.reset() {
				t.Error(trouble)
			}
		}
	}
}

// hit is what a search found, and where its first result led.
type hit struct {
	Found   int
	Count   string
	There   bool // the place that the result led to stands in the window
	Cleared bool
}

// searched types words and follows the first thing found.
func searched(t *testing.T, tab context.Context, words string) {
	t.Helper()
	got, err := chromedp.Run(tab, chromedp.Evaluate[hit](fmt.Sprintf(`(() => {
		const input = document.querySelector("input[type=search]"), output = document.querySelector("#found");
		input.value = %q;
		input.dispatchEvent(new Event("input", {bubbles: true}));
		const results = [...output.querySelectorAll("a")];
		const count = output.textContent;
		results[0]?.click();
		const at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
		const top = at?.getBoundingClientRect().top;
		return {found: results.length, count, there: top >= 0 && top < innerHeight, cleared: !output.children.length};
	})()`, words)))
	if err != nil {
		t.Fatal(err)
	}
	if got.Found < 5 || !strings.ContainsAny(got.Count, "123456789") || !got.There || !got.Cleared {
		t.Errorf("searching for %q: %+v", words, got)
	}
	none, err := chromedp.Run(tab, chromedp.Evaluate[int](`(() => {
		const input = document.querySelector("input[type=search]");
		input.value = "xyzzy";
		input.dispatchEvent(new Event("input", {bubbles: true}));
		return document.querySelectorAll("#found a").length;
	})()`))
	if err != nil || none != 0 {
		t.Errorf("searching for nonsense: %d, %v", none, err)
	}
}

// TestOfflineZip unpacks the zip, opens it at index.html, and follows its links.
func TestOfflineZip(t *testing.T) {
	t.Parallel()
	unzip, err := exec.LookPath("unzip")
	if err != nil {
		t.Skip("skipped: unzip is not on PATH")
	}
	ctx := browser(t)
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	zips, err := filepath.Glob(filepath.Join(dir, "offline", "*.zip"))
	if err != nil || len(zips) != 1 {
		t.Fatalf("zips: %q, %v", zips, err)
	}
	if out, err := exec.CommandContext(t.Context(), unzip, "-tq", zips[0]).CombinedOutput(); err != nil {
		t.Fatalf("unzip -t: %v\n%s", err, out)
	}
	folder := filepath.Join(t.TempDir(), elsewhere)
	if out, err := exec.CommandContext(t.Context(), unzip, "-q", zips[0], "-d", folder).CombinedOutput(); err != nil {
		t.Fatalf("unzip: %v\n%s", err, out)
	}
	tab, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	base := (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String() + "/"
	w := &watcher{base: base}
	if err := chromedp.Listen(tab, w.event); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(tab, viewport(1280)); err != nil {
		t.Fatal(err)
	}
	links := map[string]string{}
	for _, file := range []string{"index.html", "es/index.html", "claims/index.html", "offline/index.html", "es/offline/index.html"} {
		look(t, tab, w, base+file, 1280, links)
	}
	follow(t, folder, base, links)
	out, err := exec.CommandContext(t.Context(), "sh", "-c", `cd "$1" && sha256sum --check --quiet SHA256SUMS`, "sh", folder).CombinedOutput()
	if err != nil {
		t.Errorf("the sums of the zip: %v\n%s", err, out)
	}
}
