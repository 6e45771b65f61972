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

func (j joined) judge(t *testing.T, edition string) {
	t.Helper()
	if j.Pages < 100 || j.Anchors < 500 || j.Notes < 50 || j.Drawings < 2 {
		t.Errorf("%s: only %d pages, %d links within, %d notes, %d drawings", edition, j.Pages, j.Anchors, j.Notes, j.Drawings)
	}
	for what, list := range map[string][]string{"leads nowhere": j.Dead, "opens no note": j.Mute, "stands twice": j.Twice, "would be fetched": j.Loads, "has no size": j.Small} {
		if len(list) > 0 {
			t.Errorf("%s: %d times something %s, such as %s", edition, len(list), what, list[0])
		}
	}
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

// carried copies the one file of an edition to a folder as readers have them,
// as copy.html.
func carried(t *testing.T, dir, edition string) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), elsewhere)
	found, err := filepath.Glob(filepath.Join(dir, "offline", "*-"+edition+".html"))
	if err != nil || len(found) != 1 {
		t.Fatalf("offline files of edition %s: %q, %v", edition, found, err)
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
	return folder
}

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
	for i, tt := range []struct{ edition, words string }{{"en", "prison"}, {"es", "PRISION"}} {
		for j, width := range widths {
			if i != j && !thorough {
				continue
			}
			tab, closeTab := chromedp.NewContext(ctx)
			defer closeTab()
			folder := carried(t, dir, tt.edition)
			w := &watcher{base: (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String()}
			if err := chromedp.Listen(tab, w.event); err != nil {
				t.Fatal(err)
			}
			look(t, tab, w, address(folder, "copy.html"), map[string]string{}, width)
			got, err := chromedp.Run(tab, chromedp.Evaluate[joined](describeFile))
			if err != nil {
				t.Fatal(err)
			}
			got.judge(t, tt.edition)
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
	Cleared bool
}

func (h hit) judge(t *testing.T, words string) {
	t.Helper()
	if h.Found < 5 || !strings.ContainsAny(h.Count, "123456789") || !h.Cleared {
		t.Errorf("searching for %q: %+v", words, h)
	}
}

// search types words and follows the first thing found.
const search = `(() => {
		const input = document.querySelector("input[type=search]"), output = document.querySelector("#found");
		input.value = %q;
		input.dispatchEvent(new Event("input", {bubbles: true}));
		const results = [...output.querySelectorAll("a")];
		const count = output.textContent.slice(0, 40);
		results[0]?.click();
		return {found: results.length, count, cleared: !output.children.length};
	})()`

// arrived reports whether the place that the result led to stands in the window.
// Some browsers go there a little later.
const arrived = `(() => {
	const top = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.getBoundingClientRect().top;
	return location.hash != "" && top >= 0 && top < innerHeight;
})()`

// searched does so in a tab.
func searched(t *testing.T, tab context.Context, words string) {
	t.Helper()
	got, err := chromedp.Run(tab, chromedp.Evaluate[hit](fmt.Sprintf(search, words)))
	if err != nil {
		t.Fatal(err)
	}
	got.judge(t, words)
	if there, err := chromedp.Run(tab, chromedp.Evaluate[bool](arrived)); err != nil || !there {
		t.Errorf("searching for %q: the first result leads to a place in sight: %t, %v", words, there, err)
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
	links := map[string]string{}
	for _, file := range []string{"index.html", "es/index.html", "claims/index.html", "offline/index.html", "es/offline/index.html"} {
		look(t, tab, w, base+file, links, 1280)
	}
	follow(t, folder, base, links)
	out, err := exec.CommandContext(t.Context(), "sh", "-c", `cd "$1" && sha256sum --check --quiet SHA256SUMS`, "sh", folder).CombinedOutput()
	if err != nil {
		t.Errorf("the sums of the zip: %v\n%s", err, out)
	}
}
