package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// install has npm fetch packages, each as name@version, without running their
// scripts, and gives the folder that they stand in. It skips the test where
// there is no npm. One call for all that a test needs takes least.
func install(t *testing.T, packages ...string) (modules string) {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skipf("skipped: npm, which installs %s, is not on PATH", strings.Join(packages, " "))
	}
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), npm, append([]string{"install", "--prefix", dir, "--no-audit", "--no-fund", "--ignore-scripts"}, packages...)...)
	if log, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, log)
	}
	return filepath.Join(dir, "node_modules")
}

// axe is the script that judges accessibility in a page.
func axe(t *testing.T) (source string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(install(t, "axe-core@4.14.1"), "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// A violation as axe reports it.
type violation struct {
	ID    string
	Nodes []struct{ HTML, FailureSummary string }
}

// unfold shows what a page has folded away: every detail, the first note as a
// reader opens it, and the others where they stand.
const unfold = `
document.querySelectorAll("details").forEach(d => d.open = true);
document.querySelectorAll("[popover]").forEach((note, i) => i ? note.removeAttribute("popover") : note.showPopover());`

// runAxe takes axe's options.
const runAxe = `axe.run(Object.assign({resultTypes: ["violations"], preload: false}, %s)).then(r => r.violations)`

// Rules that are run. Names, roles and order are the same in all colours and
// at all widths, and take most of the time, so all rules run once a page.
const (
	allRules  = `{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: {"target-size": {enabled: true}}}`
	wideRules = `{runOnly: ["color-contrast", "link-in-text-block"]}`
	slimRules = `{runOnly: ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]}`
)

// appearance is a way to look at a page.
type appearance struct {
	width  int64
	scheme string
	rules  string
}

// other is a page of another edition than the first, whose colours are the
// same: it is looked at in fewer ways.
var other = regexp.MustCompile(`/site/[a-z]{2}/`)

// embed is one of them, which TestEmbedThemes looks at.
var embed = regexp.MustCompile(`/embed/.`)

// TestAccessibility runs axe on every page but claims, of which it takes some,
// everything unfolded, in light and dark, narrow and wide.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	source := axe(t)
	pages := make(chan string)
	go func() {
		defer close(pages)
		for _, file := range sample(t, dir) {
			if !embed.MatchString(path.Dir("/" + file)) {
				pages <- file
			}
		}
	}()
	var tabs sync.WaitGroup
	for range 2 { // as many as there are cores on a small machine
		tabs.Go(func() {
			tab, closeTab := chromedp.NewContext(ctx)
			defer closeTab()
			for file := range pages {
				if err := inspect(t, tab, address(dir, file), source); err != nil {
					t.Errorf("%s: %v", file, err)
				}
			}
		})
	}
	tabs.Wait()
}

// TestEmbedThemes asks every kind of embed, corrected and pinned ones too, for
// the colours that its reader does not prefer, and has axe look at them.
func TestEmbedThemes(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	source := axe(t)
	ferry, err := corrected()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, embed := range []string{
		dir + "/embed/us-deal", dir + "/es/embed/legal-basis", dir + "/embed/timeline", dir + "/embed/claims/capacity", dir + "/embed/claims/people-sent",
		dir + "/embed/disagreements/payment-amount", dir + "/embed/charts/*", dir + "/embed/maps/*",
		ferry + "/embed/the-ferry", ferry + "/embed/claims/distance",
		ferry + "/embed/pinned/*/the-ferry", ferry + "/es/embed/pinned/*/the-ferry", ferry + "/embed/pinned/*/claims/distance", ferry + "/embed/pinned/*/disagreements/*",
	} {
		found, err := filepath.Glob(filepath.FromSlash(embed) + "/index.html")
		if err != nil || len(found) == 0 {
			t.Fatalf("no embed %s: %v", embed, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		page := (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()
		for _, as := range []struct{ theme, prefers, paper, rules string }{{"dark", "light", "rgb(22, 24, 27)", allRules}, {"light", "dark", "rgb(253, 252, 249)", slimRules}} {
			if err := chromedp.Do(tab, prefers(as.prefers), viewport(1280), chromedp.Navigate(page+"?theme="+as.theme)); err != nil {
				t.Fatal(err)
			}
			paper, err := chromedp.Run(tab, chromedp.Evaluate[string](source+`;document.querySelectorAll("details").forEach(d => d.open = true); getComputedStyle(document.documentElement).backgroundColor`))
			if err != nil {
				t.Fatal(err)
			}
			if paper != as.paper {
				t.Errorf("%s asked for %s: it stands on %s", page, as.theme, paper)
			}
			for _, width := range widths {
				if err := chromedp.Do(tab, viewport(width)); err != nil {
					t.Fatal(err)
				}
				found, err := chromedp.Run(tab, chromedp.Evaluate[[]violation](fmt.Sprintf(runAxe, as.rules), chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatal(err)
				}
				for _, v := range found {
					t.Errorf("%s, %d px, %s: %s, %d times, as in %s: %s", page, width, as.theme, v.ID, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
				}
			}
		}
	}
}

// inspect reports a page's violations.
func inspect(t *testing.T, tab context.Context, page, source string) error {
	if err := chromedp.Do(tab, prefers("light"), viewport(1280), chromedp.Navigate(page)); err != nil {
		return err
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[json.RawMessage](source+";"+unfold+"null")); err != nil {
		return err
	}
	looks := []appearance{{1280, "light", allRules}, {320, "dark", slimRules}}
	if !other.MatchString(page) {
		looks = append(looks, appearance{1280, "dark", wideRules}, appearance{320, "light", slimRules})
	}
	for _, as := range looks {
		if err := chromedp.Do(tab, prefers(as.scheme), viewport(as.width)); err != nil {
			return err
		}
		found, err := chromedp.Run(tab, chromedp.Evaluate[[]violation](fmt.Sprintf(runAxe, as.rules), chromedp.EvalAwaitPromise))
		if err != nil {
			return err
		}
		for _, v := range found {
			t.Errorf("%s, %d px, %s: %s, %d times, as in %s: %s", page, as.width, as.scheme, v.ID, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
		}
		wide, err := chromedp.Run(tab, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
		if err != nil {
			return err
		}
		if wide > as.width {
			t.Errorf("%s, unfolded: scrolls sideways, %d px wide in a window of %d", page, wide, as.width)
		}
	}
	return nil
}

// prefers sets the colour scheme, and no motion that would be caught halfway.
func prefers(scheme string) chromedp.Action[chromedp.Void] {
	return media("prefers-color-scheme", scheme, "prefers-reduced-motion", "reduce")
}

// media sets features, each a name and its value.
func media(features ...string) chromedp.Action[chromedp.Void] {
	var set []*emulation.MediaFeature
	for i := 0; i < len(features); i += 2 {
		set = append(set, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: set})
		return chromedp.Void{}, err
	}
}
