package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestTerms shows a term of the glossary in place, without JavaScript, and
// leads on to where it occurs.
func TestTerms(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	type term struct {
		Open, Within bool
		Href         string
	}
	const shown = `(() => {
		const card = document.getElementById(document.querySelector("button.term").getAttribute("popovertarget"));
		const box = card.getBoundingClientRect();
		return {
			open: card.matches(":popover-open") && card.querySelectorAll(".m").length > 0,
			within: box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight,
			href: card.querySelector(".more a").getAttribute("href"),
		};
	})()`
	for _, width := range []int64{320, 1280} {
		for _, file := range sections {
			if err := chromedp.Do(tab, withoutScripts, viewport(width), chromedp.Navigate(address(dir, file)), click("button.term")); err != nil {
				t.Fatal(err)
			}
			got, err := chromedp.Run(tab, chromedp.Evaluate[term](shown))
			if err != nil {
				t.Fatal(err)
			}
			if !got.Open || !got.Within {
				t.Errorf("%s at %d px: %+v; want it open in the window", file, width, got)
			}
			if err := chromedp.Do(tab, chromedp.KeyEvent(kb.Escape)); err != nil {
				t.Fatal(err)
			}
			if got, err := chromedp.Run(tab, chromedp.Evaluate[term](shown)); err != nil || got.Open {
				t.Errorf("%s at %d px: Escape leaves it open (%v)", file, width, err)
			}
			if err := chromedp.Do(tab, chromedp.Navigate(address(dir, file)), click("button.term"), click(".card:popover-open .more a")); err != nil {
				t.Fatal(err)
			}
			heading := ""
			for start := time.Now(); heading == "" && time.Since(start) < 10*time.Second; time.Sleep(20 * time.Millisecond) {
				// A page on its way out cannot answer.
				heading, _ = chromedp.Run(tab, chromedp.Evaluate[string](`document.querySelector(":target")?.localName ?? ""`))
			}
			if heading != "h2" {
				t.Errorf("%s: %s leads to %q, want a heading of the glossary", file, got.Href, heading)
			}
		}
	}
}
