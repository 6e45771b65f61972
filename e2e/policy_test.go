package e2e

import (
	"cmp"
	"io/fs"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"explainer/internal/diag"
	"explainer/internal/serve"
)

// scripted is the example with a script for one kind of page.
var scripted = sync.OnceValues(func() (out string, err error) {
	return example("scripted", func(site string) error {
		script := "// Marks the page.\ndocument.documentElement.dataset.ran = `<\"+\">`;\n"
		file := filepath.Join(site, "assets", "js", "claim.js")
		return cmp.Or(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(script), 0o644))
	})
})

// attack tries what somebody who could write into a page would, and lists
// what had an effect. The style comes last: a page without one looks the same.
const attack = `(async () => {
	const worked = [];
	self.hit = (what) => worked.push(what);
	const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
	const tried = (f) => { try { f() } catch {} };
	tried(() => add("script", {textContent: "hit('inline script')"}));
	tried(() => add("script", {src: "data:text/javascript,hit('data script')"}));
	tried(() => add("div", {innerHTML: "<img src=x: onerror=\"hit('handler')\">"}));
	tried(() => add("iframe", {srcdoc: "<script>parent.hit('frame')<\/script>"}));
	tried(() => { const a = Object.assign(document.createElement("a"), {href: "javascript:hit('address')"}); document.body.append(a); a.click(); });
	tried(() => add("base", {href: "https://evil.example/"}));
	if (new URL("x", document.baseURI).host === "evil.example") worked.push("base");
	await fetch("https://evil.example/").then(() => worked.push("request"), () => {});
	const p = document.createElement("p");
	tried(() => p.setAttribute("style", "position: fixed"));
	document.body.append(p);
	if (getComputedStyle(p).position === "fixed") worked.push("style attribute");
	await new Promise((done) => setTimeout(done, 300));
	return worked;
})()`

// styled reports whether the page's own style holds, which makes the skip
// link one that is out of sight.
const styled = `getComputedStyle(document.querySelector(".skip")).position === "absolute"`

// TestPolicy: a page's own style and script work wherever it is opened, and
// nothing that somebody slips into it does.
func TestPolicy(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	out, err := scripted()
	if err != nil {
		t.Fatal(err)
	}
	root := httptest.NewServer(host(out))
	defer root.Close()
	for _, base := range []string{root.URL + "/", (&url.URL{Scheme: "file", Path: filepath.ToSlash(out)}).String() + "/"} {
		for file, ran := range map[string]string{"claims/capacity/index.html": `<"+">`, "es/claims/capacity/index.html": `<"+">`, "index.html": "", "404.html": ""} {
			t.Run(base[:5]+file, func(t *testing.T) {
				tab, closeTab := chromedp.NewContext(ctx)
				defer closeTab()
				if err := chromedp.Do(tab, chromedp.Navigate(base+file)); err != nil {
					t.Fatal(err)
				}
				got, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.documentElement.dataset.ran ?? ""`))
				if err != nil || got != ran {
					t.Errorf("the page's script left %q, %v; want %q", got, err, ran)
				}
				if file != "404.html" {
					if ok, err := chromedp.Run(tab, chromedp.Evaluate[bool](styled)); err != nil || !ok {
						t.Errorf("the page's style holds: %t, %v", ok, err)
					}
				}
				worked, err := chromedp.Run(tab, chromedp.Evaluate[[]string](attack, chromedp.EvalAwaitPromise))
				if err != nil || len(worked) > 0 {
					t.Errorf("had an effect: %q, %v", worked, err)
				}
			})
		}
	}
}

// TestPolicyServed: the script that reloads pages while they are written, and
// shows what is wrong over them, works under the pages' own policies.
func TestPolicyServed(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	out, err := scripted()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	err = fs.WalkDir(os.DirFS(out), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files[name], err = os.ReadFile(filepath.Join(out, name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s := serve.New("127.0.0.1")
	s.Replace(s.Changes(), files)
	var list diag.List
	list.Errorf(diag.Place{File: "a.md", Line: 1, Col: 1}, "x", "wrong")
	if err := s.Diagnose(list); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	defer server.Close()
	const overlaid = `new Promise(done => setTimeout(() => done(getComputedStyle(document.documentElement.lastElementChild.shadowRoot?.querySelector("details") ?? document.body).position), 500))`
	for _, page := range []string{"claims/capacity/", ""} {
		tab, closeTab := chromedp.NewContext(ctx)
		defer closeTab()
		if err := chromedp.Do(tab, chromedp.Navigate(server.URL+"/"+page)); err != nil {
			t.Fatal(err)
		}
		if got, err := chromedp.Run(tab, chromedp.Evaluate[string](overlaid, chromedp.EvalAwaitPromise)); err != nil || got != "fixed" {
			t.Errorf("%q: over the page is something %q, %v; want fixed", page, got, err)
		}
	}
}
