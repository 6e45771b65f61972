package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// answered tells whether what is shown answers who says that the distance is
// 47 miles and whether anyone disagrees: a line has the figure and its source,
// and one beside it another source and another figure. It gives the line's
// place, in windows: 1 and less is in sight.
const answered = `(() => {
	const text = e => e.textContent.replace(/\s+/g, " ");
	for (const e of document.querySelectorAll("li, dl > div, tr")) {
		if (!e.checkVisibility() || !/47 miles.*Unsigned article|Unsigned article.*47 miles/.test(text(e))) continue;
		const others = [...e.parentElement.children].filter(o => o !== e && o.checkVisibility() && /(AP|Independent).*(45 miles|72 kilo)|(45 miles|72 kilo).*(AP|Independent)/.test(text(o)));
		if (others.length) return Math.max(0, e.getBoundingClientRect().bottom) / innerHeight;
	}
	return -1;
})()`

// TestErrand sends a reader to find who says that the prison is 47 miles from
// the capital and whether anyone disagrees, without JavaScript, and counts the
// steps that it takes: clicks, or keys pressed.
func TestErrand(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	ask := func(t *testing.T, script string) float64 {
		t.Helper()
		n, err := chromedp.Run(tab, chromedp.Evaluate[float64](script))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	do := func(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(tab, steps...); err != nil {
			t.Fatal(err)
		}
	}
	const question, difference = "what-is-cecot/index.html", "disagreements/index.html#distance"
	for _, way := range []struct {
		by, to string // nothing, or the link that is taken from the front page
		most   int
	}{
		{"reading", "", 0},
		{"mouse", question, 1},
		{"mouse", difference, 1},
		{"keyboard", question, 6},
		{"keyboard", difference, 120},
	} {
		t.Run(way.by+" "+way.to, func(t *testing.T) {
			do(t, withoutScripts, prefers("light"), viewport(1280), chromedp.Navigate(address(dir, "index.html")))
			steps := 0
			switch way.by {
			case "mouse":
				do(t, click(fmt.Sprintf("a[href=%q]", way.to)))
				steps++
			case "keyboard":
				at := fmt.Sprintf("+document.activeElement.matches('a[href=%q]')", way.to)
				for ; ask(t, at) == 0 && steps < 200; steps++ {
					do(t, chromedp.KeyEvent(kb.Tab))
				}
				do(t, chromedp.KeyEvent(kb.Enter))
				steps++
			}
			windows := -1.0
			for begun := time.Now(); windows < 0 && time.Since(begun) < 10*time.Second; time.Sleep(50 * time.Millisecond) {
				// The page may be leaving while it is asked.
				there := fmt.Sprintf("document.readyState === 'complete' && location.href.endsWith(%q)", way.to)
				if ok, err := chromedp.Run(tab, chromedp.Evaluate[bool](there)); err == nil && ok {
					windows = ask(t, answered)
				}
			}
			if windows < 0 || steps > way.most {
				t.Errorf("answered %t, after %d steps; want an answer after %d at most", windows >= 0, steps, way.most)
			}
			t.Logf("%d steps; the answer ends %.1f windows down", steps, windows)
		})
	}
}
