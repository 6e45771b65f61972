package e2e

import (
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestAlone opens the site where no host has an address but its own: nothing
// that any kind of page loads fails, in either edition, embeds, fragments,
// pictures and the one file included.
func TestAlone(t *testing.T) {
	ctx := browser(t, chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	pages := sample(t, dir)
	var pictures []string
	err = fs.WalkDir(os.DirFS(dir), ".", func(file string, e fs.DirEntry, err error) error {
		switch folder, kind := path.Base(path.Dir(file)), path.Ext(file); {
		case kind == ".svg" || kind == ".png" && len(pictures) < 100:
			pictures = append(pictures, file)
		case kind == ".html" && (folder == "offline" || folder == "fragments") && !slices.Contains(pages, file):
			pages = append(pages, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(host(dir))
	defer server.Close()
	tab, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	w, loaded := &watcher{base: server.URL + "/"}, 0
	err = chromedp.Listen(tab, func(ev any) {
		if _, ok := ev.(*network.EventLoadingFinished); ok {
			w.mu.Lock()
			loaded++
			w.mu.Unlock()
		}
		w.event(ev)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range pages {
		if err := chromedp.Do(tab, chromedp.Navigate(w.base+file)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, trouble := range w.reset() {
			// A fragment has no head that could say that there is no icon.
			if path.Base(path.Dir(file)) == "fragments" && strings.HasSuffix(trouble, "/favicon.ico") {
				continue
			}
			t.Errorf("%s: %s", file, trouble)
		}
	}
	// Pictures are for pages to show.
	show := fmt.Sprintf(`Promise.all(%q.split(" ").map(file => Object.assign(new Image(), {src: new URL("../" + file, location)}).decode().then(() => "", () => file))).then(all => all.filter(Boolean))`, strings.Join(pictures, " "))
	if err := chromedp.Do(tab, chromedp.Navigate(w.base+"sources/index.html")); err != nil {
		t.Fatal(err)
	}
	if lost, err := chromedp.Run(tab, chromedp.Evaluate[[]string](show, chromedp.EvalAwaitPromise)); err != nil || len(lost) > 0 || len(pictures) < 5 {
		t.Errorf("of %d pictures, %q cannot be shown: %v", len(pictures), lost, err)
	}
	w.mu.Lock()
	if loaded < len(pages)+len(pictures) {
		t.Errorf("%d loads of %d pages and %d pictures came to an end", loaded, len(pages), len(pictures))
	}
	t.Logf("%d pages and %d pictures: %d loads, %d of which went wrong", len(pages), len(pictures), loaded, len(w.troubles))
	w.mu.Unlock()

	// What does ask another host is seen to fail.
	outside := filepath.Join(t.TempDir(), "outside.html")
	if err := os.WriteFile(outside, []byte(`<img src="http://picture.example/a.png">`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(tab, chromedp.Navigate("file://"+filepath.ToSlash(outside))); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(w.reset()); !strings.Contains(got, "ERR_NAME_NOT_RESOLVED") {
		t.Errorf("a page that asks another host: %s", got)
	}
}
