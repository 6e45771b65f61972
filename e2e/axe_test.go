package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"context"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axeVersion is that of the accessibility checker, which npm installs.
const axeVersion = "4.14.1"

// axe gives the checker's source.
func axe(t *testing.T) string {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("npm, which installs axe-core, is not on PATH")
	}
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), npm, "install", "--prefix", dir, "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@"+axeVersion)
	if log, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, log)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
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

const runAxe = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}).then(r => r.violations)`

// TestAccessibility runs axe on a page of each kind, a note open where there
// is one, in light and dark, narrow and wide.
func TestAccessibility(t *testing.T) {
	tab, dir := open(t)
	source := axe(t)
	for _, file := range []string{"index.html", "us-deal/index.html", "claims/distance/index.html", "es/index.html"} {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{320, 1280} {
				t.Run(fmt.Sprintf("%s/%s/%d", file, scheme, width), func(t *testing.T) {
					if err := chromedp.Do(tab, prefers(scheme), viewport(width), chromedp.Navigate(address(dir, file))); err != nil {
						t.Fatal(err)
					}
					opened := `document.querySelector("[popover]")?.showPopover(); document.documentElement.scrollWidth`
					wide, err := chromedp.Run(tab, chromedp.Evaluate[int64](source+";"+opened))
					if err != nil {
						t.Fatal(err)
					}
					if wide > width {
						t.Errorf("scrolls sideways: %d px wide", wide)
					}
					found, err := chromedp.Run(tab, chromedp.Evaluate[[]violation](runAxe, chromedp.EvalAwaitPromise))
					if err != nil {
						t.Fatal(err)
					}
					for _, v := range found {
						t.Errorf("%s, %d times, as in %s: %s", v.ID, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
					}
				})
			}
		}
	}
}

// prefers sets the colour scheme, and no motion that would be caught halfway.
func prefers(scheme string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return chromedp.Void{}, err
	}
}
