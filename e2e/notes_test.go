package e2e

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// sections are pages whose sentences have marks.
var sections = []string{"us-deal/index.html", "es/conditions/index.html"}

// note is what became of the first note of a page.
type note struct {
	Open    bool   // whether it is shown
	Focus   string // the class of the element that has the keyboard
	Outlets int    // sources that it names
	Within  bool   // whether it stands in the window, all of it
}

const firstNote = `(() => {
	const card = document.querySelector("[popover]"), box = card.getBoundingClientRect();
	return {
		open: card.matches(":popover-open") && box.height > 50,
		focus: document.activeElement.className,
		outlets: card.querySelectorAll("li b").length,
		within: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
	};
})()`

// TestNotes opens the evidence of a sentence from a file, without JavaScript,
// by mouse and by keyboard.
func TestNotes(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	for _, file := range sections {
		for _, width := range []int64{320, 768, 1280} {
			t.Run(fmt.Sprintf("%s/%d", file, width), func(t *testing.T) {
				do := func(steps ...chromedp.Action[chromedp.Void]) {
					t.Helper()
					if err := chromedp.Do(tab, steps...); err != nil {
						t.Fatal(err)
					}
				}
				want := func(when string, open bool) {
					t.Helper()
					got, err := chromedp.Run(tab, chromedp.Evaluate[note](firstNote))
					if err != nil {
						t.Fatal(err)
					}
					if got.Open != open || got.Outlets == 0 {
						t.Errorf("%s: shown %t with %d outlets, want %t and some", when, got.Open, got.Outlets, open)
					}
					if open && !got.Within {
						t.Errorf("%s: the note sticks out of the window", when)
					}
					if !open && got.Focus != "marks" {
						t.Errorf("%s: the keyboard is at %q, want the marks that opened the note", when, got.Focus)
					}
				}
				do(withoutScripts, viewport(width), chromedp.Navigate(address(dir, file)))
				do(click("button.marks"))
				want("clicked", true)
				do(chromedp.KeyEvent(kb.Escape))
				want("Escape", false)
				do(chromedp.KeyEvent(kb.Enter))
				want("Enter", true)
				do(chromedp.KeyEvent(kb.Escape))
				want("Escape again", false)
				do(chromedp.KeyEvent(" "))
				want("space", true)
				do(click(".card:popover-open .close"))
				want("closed by its button", false)
			})
		}
	}
}

func withoutScripts(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return chromedp.Void{}, err
}

// click is by the mouse; chromedp's own needs scripts.
func click(selector string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		at, err := chromedp.Evaluate[struct{ X, Y float64 }](fmt.Sprintf(`(() => {
			const e = document.querySelector(%q);
			e.scrollIntoView({block: "nearest", behavior: "instant"});
			const box = e.getBoundingClientRect();
			return {x: box.x + box.width / 2, y: box.y + box.height / 2};
		})()`, selector))(ctx, t)
		if err != nil {
			return chromedp.Void{}, err
		}
		return chromedp.MouseClickXY(at.X, at.Y)(ctx, t)
	}
}

func address(dir, file string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/" + file}).String()
}

// marked is how marks stand in a page's prose.
type marked struct {
	Sentences int      // groups of marks
	Twice     []string // words between whose end and the sentence's there is another group
	Apart     []string // groups that stand neither on the line of the last word before them nor beside it in the margin
	Lost      []string // groups that open no note, or have no words
}

const describeMarks = `(() => {
	const groups = [...document.querySelectorAll(".prose .sign")];
	const text = g => g.parentElement.textContent.slice(0, 60);
	return {
		sentences: groups.length,
		twice: groups.filter(g => {
			const before = g.previousSibling;
			return !before || before.nodeType === 1 && before.classList.contains("sign")
				|| !/[.!?:…”"»)\]]\s*$/.test(before.textContent);
		}).map(text),
		apart: groups.filter(g => {
			const range = document.createRange();
			let word = g.previousSibling;
			while (word && word.lastChild) word = word.lastChild;
			if (!word) return true;
			range.setStart(word, Math.max(0, word.length - 1));
			range.setEnd(word, word.length);
			const a = range.getBoundingClientRect(), b = g.querySelector("button").getBoundingClientRect();
			if (innerWidth >= 960) // beside the line, or below the marks of a sentence that ends in it
				return b.right > g.parentElement.getBoundingClientRect().left || b.bottom < a.top || b.top > a.bottom + 2 * a.height;
			return a.bottom < b.top || b.bottom < a.top || Math.abs((a.top + a.bottom) - (b.top + b.bottom)) > a.height;
		}).map(text),
		lost: groups.filter(g => {
			const b = g.querySelector("button");
			return !document.getElementById(b.getAttribute("popovertarget")) || !/\d/.test(b.textContent);
		}).map(text),
	};
})()`

// TestMarks wants one group of marks at a sentence's end, on the line of the
// sentence's last word, or beside it where there is a margin.
func TestMarks(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	for _, file := range append([]string{"index.html"}, sections...) {
		for _, width := range []int64{320, 390, 433, 768, 1280} {
			t.Run(fmt.Sprintf("%s/%d", file, width), func(t *testing.T) {
				if err := chromedp.Do(tab, viewport(width), chromedp.Navigate(address(dir, file))); err != nil {
					t.Fatal(err)
				}
				got, err := chromedp.Run(tab, chromedp.Evaluate[marked](describeMarks))
				if err != nil {
					t.Fatal(err)
				}
				if got.Sentences < 3 || len(got.Twice)+len(got.Apart)+len(got.Lost) > 0 {
					t.Errorf("%d groups; not at a sentence's end: %q; apart from the last word: %q; leading nowhere: %q", got.Sentences, got.Twice, got.Apart, got.Lost)
				}
			})
		}
	}
}
