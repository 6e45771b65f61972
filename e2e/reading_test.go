package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stop is where the keyboard is.
type stop struct {
	On      string // the element's opening, empty for the page itself
	Text    string
	Seen    bool // whether it is in the window and has an outline
	Forward bool // whether it comes after the last one
	Main    bool
	Note    bool
	Left    int // elements that can have the keyboard and have not had it
}

const whereFocus = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body || e === document.documentElement) return {on: "", left: window.all ? window.all.filter(e => !window.had.has(e)).length : 0};
	window.all ??= [...document.querySelectorAll("a[href], button, summary, input, select")].filter(e => e.checkVisibility());
	window.had ??= new Set();
	window.had.add(e);
	const box = e.getBoundingClientRect(), style = getComputedStyle(e);
	const before = window.last;
	window.last = e;
	return {
		on: e.outerHTML.slice(0, 70), text: e.textContent.trim().slice(0, 60),
		seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
			&& style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
		forward: !before || !!(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
		main: !!e.closest("main"), note: !!e.closest("[popover]"),
	};
})()`

// TestKeyboard walks through pages by the tab key alone: each stop can be seen
// and comes after the last, none is left out, none holds the keyboard, and the
// first leads past the header.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	press := func(keys string) stop {
		t.Helper()
		if err := chromedp.Do(tab, chromedp.KeyEvent(keys)); err != nil {
			t.Fatal(err)
		}
		at, err := chromedp.Run(tab, chromedp.Evaluate[stop](whereFocus))
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, file := range []string{"index.html", "us-deal/index.html", "es/claims/distance/index.html"} {
		for _, width := range widths {
			t.Run(fmt.Sprintf("%s/%d", file, width), func(t *testing.T) {
				show := []chromedp.Action[chromedp.Void]{prefers("light"), viewport(width), chromedp.Navigate(address(dir, file))}
				if err := chromedp.Do(tab, show...); err != nil {
					t.Fatal(err)
				}
				if at := press(kb.Tab); !strings.Contains(at.On, `"skip"`) || !at.Seen {
					t.Errorf("the first stop is %s, seen %t; want the link past the header", at.On, at.Seen)
				}
				press(kb.Enter)
				if at := press(kb.Tab); !at.Main {
					t.Errorf("after the link past the header the keyboard is at %s, not in the text", at.On)
				}

				if err := chromedp.Do(tab, show...); err != nil {
					t.Fatal(err)
				}
				stops := 0
				var at stop
				for at = press(kb.Tab); at.On != "" && stops < 500; at = press(kb.Tab) {
					if stops++; !at.Seen || !at.Forward {
						t.Errorf("stop %d, %s %q: seen %t, after the last %t", stops, at.On, at.Text, at.Seen, at.Forward)
					}
				}
				if stops < 10 || stops == 500 || at.Left > 0 {
					t.Errorf("%d stops, %d left out", stops, at.Left)
				}
				t.Logf("%d stops", stops)
			})
		}
	}
}

// TestKeyboardNote goes into a note by the tab key and out again at its end.
func TestKeyboardNote(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	if err := chromedp.Do(tab, prefers("light"), viewport(1280), chromedp.Navigate(address(dir, "us-deal/index.html"))); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(tab, click("button.marks"), chromedp.KeyEvent(kb.Tab)); err != nil {
		t.Fatal(err)
	}
	inside := 0
	for range 100 {
		at, err := chromedp.Run(tab, chromedp.Evaluate[stop](whereFocus))
		if err != nil {
			t.Fatal(err)
		}
		if !at.Note {
			break
		}
		inside++
		if err := chromedp.Do(tab, chromedp.KeyEvent(kb.Tab)); err != nil {
			t.Fatal(err)
		}
	}
	if inside < 2 || inside == 100 {
		t.Errorf("%d stops within the open note, want its button and links, and a way out", inside)
	}
}

// spaced sets text as WCAG 2.2, 1.4.12, wants it to be bearable. A constructed
// sheet is not subject to the page's policy.
const spaced = `(() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
	document.adoptedStyleSheets = [sheet];
	document.querySelectorAll("details").forEach(d => d.open = true);
})();`

// crowded finds words that are cut off or lie on each other.
const crowded = `(() => {
	const unseen = e => e && (getComputedStyle(e).clipPath !== "none" || unseen(e.parentElement));
	const found = [], lines = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; n = walk.nextNode();) {
		const e = n.parentElement;
		if (!n.data.trim() || e.closest(".skip, [popover]") || unseen(e) || !e.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
		const range = document.createRange();
		range.selectNodeContents(n);
		for (const r of range.getClientRects()) {
			const words = n.data.trim().slice(0, 40);
			if (r.width < 2) continue;
			if (r.right > innerWidth + 1 || r.left < -1) found.push("cut off: " + words);
			lines.push({n, words, l: r.left, r: r.right, t: r.top, b: r.bottom});
		}
	}
	lines.sort((a, b) => a.t - b.t);
	lines.forEach((a, i) => {
		for (let j = i + 1; j < lines.length && lines[j].t < a.b; j++) {
			const b = lines[j], high = Math.min(a.b, b.b) - b.t, least = Math.min(a.b - a.t, b.b - b.t);
			if (a.n !== b.n && Math.min(a.r, b.r) - Math.max(a.l, b.l) > 3 && high > least / 2) found.push("on each other: " + a.words + " | " + b.words);
		}
	});
	for (const e of document.querySelectorAll("body *")) {
		const style = getComputedStyle(e);
		if (!e.closest("svg") && /hidden|clip/.test(style.overflowX + style.overflowY) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && !unseen(e))
			found.push("clipped: " + e.outerHTML.slice(0, 60));
	}
	if (document.documentElement.scrollWidth > innerWidth)
		for (const e of document.querySelectorAll("body *")) if (e.getBoundingClientRect().right > innerWidth + 1) found.push("sticks out: " + e.outerHTML.slice(0, 60));
	return [...new Set(found)].slice(0, 8);
})()`

// TestSpacing sets the text of pages apart, as readers with dyslexia do, at the
// width of a window of 1280 px at 400 %, and wants nothing cut off, covered or
// beyond the edge.
func TestSpacing(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	for _, file := range sample(t, dir) {
		if err := chromedp.Do(tab, prefers("light"), viewport(320), chromedp.Navigate(address(dir, file))); err != nil {
			t.Fatal(err)
		}
		for _, how := range []struct{ name, script string }{{"as it is", ""}, {"spaced", spaced}} {
			found, err := chromedp.Run(tab, chromedp.Evaluate[[]string](how.script+crowded))
			if err != nil {
				t.Fatal(err)
			}
			if len(found) > 0 {
				t.Errorf("%s, %s: %s", file, how.name, strings.Join(found, "; "))
			}
		}
	}
}

// spoken is a page as a screen reader has it: a line for each thing in reading
// order, its role and its name.
func spoken(t *testing.T, tab context.Context) []string {
	t.Helper()
	tree, err := chromedp.Run(tab, func(ctx context.Context, target *chromedp.Target) (accessibility.GetFullAXTreeResult, error) {
		return cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	})
	if err != nil {
		t.Fatal(err)
	}
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range tree.Nodes {
		nodes[n.NodeID] = n
	}
	var lines []string
	var say func(n *accessibility.Node)
	say = func(n *accessibility.Node) {
		if role := word(n.Role); !n.Ignored && role != "InlineTextBox" {
			if name := word(n.Name); name != "" {
				line := role + " " + name
				for _, p := range n.Properties {
					if p.Name == "expanded" {
						line += ", expanded " + word(p.Value)
					}
				}
				lines = append(lines, line)
			}
		}
		for _, id := range n.ChildIDs {
			if child := nodes[id]; child != nil {
				say(child)
			}
		}
	}
	say(tree.Nodes[0])
	return lines
}

// word is a value of the tree.
func word(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var text string
	if json.Unmarshal([]byte(v.Value), &text) != nil {
		text = string(v.Value) // true and false
	}
	return strings.TrimSpace(text)
}

// drawn is a mark said as if it were words; a legend may name one.
var drawn = regexp.MustCompile(`^\w+ [≠●○■□]`)

// TestSpoken wants a screen reader to be told, after a sentence, who reports
// it, by a button that says whether its note is open, and in the note the
// outlets by name; and of marks as drawn nothing.
func TestSpoken(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	for _, as := range []struct{ file, button, note string }{
		{"us-deal/index.html", `^button reported by \d of \d articles?, from (one report|\d independent reports).*, expanded `, "Evidence for this sentence"},
		{"es/us-deal/index.html", `^button lo recogen? \d de \d artículos?, de (un mismo origen|\d orígenes independientes).*, expanded `, "Pruebas de esta frase"},
	} {
		t.Run(as.file, func(t *testing.T) {
			if err := chromedp.Do(tab, prefers("light"), viewport(1280), chromedp.Navigate(address(dir, as.file))); err != nil {
				t.Fatal(err)
			}
			button := regexp.MustCompile(as.button)
			closed := spoken(t, tab)
			at := slices.IndexFunc(closed, func(line string) bool { return button.MatchString(line) })
			if at < 1 || !strings.HasSuffix(closed[at], "expanded false") {
				t.Fatalf("no closed button says who reports a sentence, as %s, in:\n%s", button, strings.Join(closed, "\n"))
			}
			if before := closed[at-1]; !regexp.MustCompile(`^StaticText .*[.!?]$`).MatchString(before) {
				t.Errorf("before the button %q stands, want a sentence's end", before)
			}
			for _, line := range closed {
				if drawn.MatchString(line) || strings.Contains(line, as.note) {
					t.Errorf("spoken, and should not be while notes are closed: %q", line)
				}
			}
			if err := chromedp.Do(tab, click("button.marks")); err != nil {
				t.Fatal(err)
			}
			opened := spoken(t, tab)
			if at := slices.IndexFunc(opened, func(line string) bool { return button.MatchString(line) }); at < 0 || !strings.HasSuffix(opened[at], "expanded true") {
				t.Errorf("the button does not say that its note is open")
			}
			at = slices.IndexFunc(opened, func(line string) bool { return strings.HasSuffix(line, as.note) })
			if at < 0 {
				t.Fatalf("no note named %q in:\n%s", as.note, strings.Join(opened, "\n"))
			}
			note := strings.Join(opened[at:], "\n")
			for _, outlet := range []string{"AP", "Independent", "usprimely", "NewsBytes"} {
				if !strings.Contains(note, "StaticText "+outlet) {
					t.Errorf("the note does not name %s:\n%s", outlet, note)
				}
			}
		})
	}
}
