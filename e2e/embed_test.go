package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// wordpress unpacks Debian's WordPress, without installing it, and gives the
// script that it puts on pages with embeds.
func wordpress(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o777); err != nil { // apt downloads as another user
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-c", "apt-get -qq download wordpress && dpkg -x wordpress_*.deb .")
	cmd.Dir = dir
	if log, err := cmd.CombinedOutput(); err != nil {
		t.Logf("without WordPress: %v: %v\n%s", cmd, err, log)
		return ""
	}
	return filepath.Join(dir, "usr/share/wordpress/wp-includes/js/wp-embed.min.js")
}

// A parent is a page around an embed, and how its script is put there as its
// makers say. The frame has the id "e", or stands in the element that has.
type parent struct {
	name         string
	pkg, version string // of npm, with the script
	script       string // its file there, or at our site
	body         string // with SRC for the embed's address
	least, most  float64
	closed       bool // whether nothing in the frame is opened: it would be higher than most
}

// What sites are told to paste for the parents that come without a file.
const (
	// Datawrapper's responsive snippets, as it has published them: before and since 2020.
	datawrapperOld = `window.addEventListener("message",function(a){if("undefined"!=typeof a.data["datawrapper-height"])for(var t in a.data["datawrapper-height"]){var e=document.getElementById("datawrapper-chart-"+t)||document.querySelector("iframe[src*='"+t+"']");e&&(e.style.height=a.data["datawrapper-height"][t]+"px")}})`
	datawrapperNew = `window.addEventListener("message",(function(a){if(void 0!==a.data["datawrapper-height"]){var e=document.querySelectorAll("iframe");for(var t in a.data["datawrapper-height"])for(var r=0;r<e.length;r++)if(e[r].contentWindow===a.source)e[r].style.height=a.data["datawrapper-height"][t]+"px"}}))`
	// What Flourish's and Medium's pages listen to, and AMP's: their messages, our script.
	contextListener = `addEventListener("message",e=>{try{var m=JSON.parse(e.data)}catch{return}if(m.context==="iframe.resize"&&m.src===document.getElementById("e").src)document.getElementById("e").style.height=m.height+"px"})`
	ampListener     = `addEventListener("message",e=>{if(e.data.sentinel==="amp"&&e.data.type==="embed-size")document.getElementById("e").style.height=e.data.height+"px"})`
	plain           = `<iframe id="e" src="SRC" style="width:100%;height:150px;border:0" title="embed"></iframe>`
)

var parents = []parent{
	{name: "pym", pkg: "pym.js", version: "1.3.2", script: "dist/pym.v1.min.js", body: `<div id="e"></div><script>new pym.Parent("e", "SRC", {})</script>`},
	{name: "iframe-resizer 4", pkg: "iframe-resizer", version: "4.4.5", script: "js/iframeResizer.min.js", body: plain + `<script>iFrameResize({}, "#e")</script>`},
	{name: "iframe-resizer 5", pkg: "@iframe-resizer/parent", version: "5.5.9", script: "index.umd.js", body: plain + `<script>iframeResize({license: "GPLv3", waitForLoad: true}, "#e")</script>`},
	{name: "open-iframe-resizer", pkg: "@open-iframe-resizer/core", version: "2.1.0", script: "dist/index.umd.cjs", body: plain + `<script>iframeResizer.initialize({}, "#e")</script>`},
	{name: "datawrapper", body: `<script>` + datawrapperNew + `</script>` + plain},
	{name: "datawrapper, old", body: `<script>` + datawrapperOld + `</script>` + plain},
	{name: "iframe.resize", body: `<script>` + contextListener + `</script>` + plain},
	{name: "amp", body: `<script>` + ampListener + `</script>` + strings.Replace(plain, "SRC", "SRC#amp=1", 1)},
	{name: "wordpress", script: "wp-embed.min.js", least: 200, most: 1000, closed: true,
		body: `<blockquote class="wp-embedded-content" data-secret="Ab3dEf6h1j"><a href="SRC">an embed</a></blockquote>` +
			`<iframe id="e" class="wp-embedded-content" sandbox="allow-scripts" security="restricted" src="SRC#?secret=Ab3dEf6h1j" data-secret="Ab3dEf6h1j" width="100%" height="150" title="embed" frameborder="0" marginwidth="0" marginheight="0" scrolling="no"></iframe>`},
	{name: "ours", script: "SITE/embed/host.js", body: plain},
	{name: "ours, sandboxed", script: "SITE/embed/host.js", body: strings.Replace(plain, "<iframe", `<iframe sandbox="allow-scripts"`, 1)},
}

// What iframe-resizer says of itself, and that 4 writes to a frame before it
// has loaded.
var chatter = regexp.MustCompile(`(?i)^console: .*(iframe-resizer|iframeResizer)|iframeResizer\.min\.js$`)

// stage serves pages with embeds from one origin and the site from another.
type stage struct {
	site, host *httptest.Server
	scripts    map[string]string // of parents, by name: what to load
	pages      map[string]string
}

func newStage(t *testing.T, dir string) *stage {
	t.Helper()
	s := &stage{site: httptest.NewServer(host(dir)), scripts: map[string]string{}, pages: map[string]string{}}
	s.host = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if file, ok := s.scripts[strings.TrimPrefix(r.URL.Path, "/")]; ok {
			w.Header().Set("Content-Type", "text/javascript")
			http.ServeFile(w, r, file)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, s.pages[r.URL.Path])
	}))
	t.Cleanup(s.site.Close)
	t.Cleanup(s.host.Close)
	return s
}

// page puts a body on a page in a column so wide, and gives its address.
func (s *stage) page(name, body string, width int64) string {
	s.pages["/"+name+"/"] = fmt.Sprintf(`<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>%s</title><style>body{margin:0;background:#cde}#column{width:%dpx}</style><div id="column">%s</div>`,
		template.HTMLEscapeString(name), width, body)
	return s.host.URL + "/" + url.PathEscape(name) + "/"
}

// with gives a parent's page with an embed.
func (s *stage) with(p parent, embed string, width int64) string {
	script := ""
	if p.script != "" {
		src := strings.Replace(p.script, "SITE", s.site.URL, 1)
		if src == p.script {
			src = "/" + p.script
		}
		script = `<script src="` + src + `"></script>`
	}
	return s.page(p.name, script+strings.ReplaceAll(p.body, "SRC", s.site.URL+"/"+embed), width)
}

// natural is how high an embed is by itself, with nothing opened and with its
// first marks opened, and where these are.
type natural struct {
	Closed, Opened, X, Y float64
}

func measure(t *testing.T, tab context.Context, address string, width int64) natural {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.EmulateViewport(width, 800), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(tab, chromedp.Evaluate[natural](`(() => {
		const height = () => document.documentElement.getBoundingClientRect().height;
		const closed = height(), marks = document.querySelector("summary.marks"), box = marks?.getBoundingClientRect();
		marks?.click();
		return {closed, opened: height(), x: box ? box.x + box.width / 2 : 0, y: box ? box.y + box.height / 2 : 0};
	})()`))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// settles waits until the first frame of a page is as high as wanted, and
// stays so, and reports what it is.
func settles(tab context.Context, want float64) (float64, error) {
	got, steady := 0.0, 0
	for range 40 {
		time.Sleep(50 * time.Millisecond)
		now, err := chromedp.Run(tab, chromedp.Evaluate[float64](`document.querySelector("iframe")?.getBoundingClientRect().height ?? 0`))
		if err != nil {
			return 0, err
		}
		if got = now; math.Abs(got-want) <= 2 {
			if steady++; steady == 4 {
				break
			}
		} else {
			steady = 0
		}
	}
	return got, nil
}

const section, claim = "embed/us-deal/index.html", "embed/claims/capacity/index.html"

// TestParents puts an embed into pages of another origin, under each script
// that sites use for frames, and wants the frame as high as what is in it: at
// first, when its column changes, and when marks are opened.
func TestParents(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	s := newStage(t, dir)
	var packages []string
	for _, p := range parents {
		if p.pkg != "" {
			packages = append(packages, p.pkg+"@"+p.version)
		}
	}
	modules := install(t, packages...)
	for _, p := range parents {
		if p.pkg != "" {
			s.scripts[p.script] = filepath.Join(modules, p.pkg, p.script)
		}
	}
	s.scripts["wp-embed.min.js"] = wordpress(t)
	w := &watcher{base: "http://127.0.0.1:"}
	if err := chromedp.Listen(tab, w.event); err != nil {
		t.Fatal(err)
	}
	columns := []int64{600}
	if thorough {
		columns = []int64{320, 600, 1000}
	}
	alone := map[string]natural{}
	for _, embed := range []string{section, claim} {
		for _, width := range append(columns, 400) {
			alone[fmt.Sprint(embed, width)] = measure(t, tab, s.site.URL+"/"+embed, width)
		}
	}
	if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	for _, p := range parents {
		for _, embed := range []string{section, claim} {
			for _, width := range columns {
				t.Run(fmt.Sprintf("%s/%s/%d", p.name, filepath.Base(filepath.Dir(embed)), width), func(t *testing.T) {
					if p.name == "wordpress" && s.scripts[p.script] == "" {
						t.Skip("Debian's package of WordPress is not to be had")
					}
					want := func(when string, height float64) {
						t.Helper()
						height = max(height, p.least)
						if p.most > 0 {
							height = min(height, p.most)
						}
						got, err := settles(tab, height)
						if err != nil {
							t.Fatal(err)
						}
						t.Logf("%s: %.0f px for %.1f", when, got, height)
						if math.Abs(got-height) > 2 {
							t.Errorf("%s: the frame is %.1f px high, its content %.1f", when, got, height)
						}
					}
					w.reset()
					if err := chromedp.Do(tab, chromedp.Navigate(s.with(p, embed, width))); err != nil {
						t.Fatal(err)
					}
					want("at first", alone[fmt.Sprint(embed, width)].Closed)
					resize := func(width int64) {
						if err := chromedp.Do(tab, script(fmt.Sprintf(`document.getElementById("column").style.width = "%dpx"; dispatchEvent(new Event("resize"))`, width))); err != nil {
							t.Fatal(err)
						}
					}
					resize(400)
					want("at 400 px", alone[fmt.Sprint(embed, 400)].Closed)
					resize(width)
					want("back again", alone[fmt.Sprint(embed, width)].Closed)
					if n := alone[fmt.Sprint(embed, width)]; n.Y > 0 && !p.closed {
						frame, err := chromedp.Run(tab, chromedp.Evaluate[struct{ X, Y float64 }](`document.querySelector("iframe").getBoundingClientRect()`))
						if err != nil {
							t.Fatal(err)
						}
						press := chromedp.MouseClickXY(frame.X+n.X, frame.Y+n.Y)
						if err := chromedp.Do(tab, press); err != nil {
							t.Fatal(err)
						}
						want("marks opened", n.Opened)
						if err := chromedp.Do(tab, press); err != nil {
							t.Fatal(err)
						}
						want("marks closed", n.Closed)
					}
					for _, trouble := range w.reset() {
						if !chatter.MatchString(trouble) {
							t.Error(trouble)
						}
					}
				})
			}
		}
	}
}

// script runs one for what it does.
func script(js string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Evaluate[json.RawMessage]("(() => {"+js+"})(); 0")(ctx, t)
		return chromedp.Void{}, err
	}
}

// frames gives the heights of a page's frames.
const frames = `[...document.querySelectorAll("iframe")].map(f => f.getBoundingClientRect().height)`

// TestManyFrames wants ten embeds on one page, some in a tab that is shown
// later, each as high as what is in it.
func TestManyFrames(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	s := newStage(t, dir)
	body := `<script src="` + s.site.URL + `/embed/host.js"></script><div id="tab" style="display:none">`
	embeds := []string{
		"us-deal", "what-is-cecot", "conditions", "legal-basis", "timeline",
		"claims/capacity", "claims/people-sent", "disagreements/payment-amount", "charts/prison-population", "maps/el-salvador",
	}
	var want []float64
	for i, e := range embeds {
		if i == 5 {
			body += `</div>`
		}
		src := s.site.URL + "/embed/" + e + "/index.html"
		body += `<iframe src="` + src + `" style="width:100%;height:100px;border:0;display:block" title="embed"></iframe>`
		want = append(want, measure(t, tab, src, 600).Closed)
	}
	w := &watcher{base: "http://127.0.0.1:"}
	if err := chromedp.Listen(tab, w.event); err != nil {
		t.Fatal(err)
	}
	check := func(when string, from int) {
		t.Helper()
		var got []float64
		for range 60 {
			time.Sleep(50 * time.Millisecond)
			var err error
			if got, err = chromedp.Run(tab, chromedp.Evaluate[[]float64](frames)); err != nil {
				t.Fatal(err)
			}
			if fit(got[from:], want[from:]) {
				return
			}
		}
		t.Errorf("%s: the frames are %.0f px high, want %.0f", when, got[from:], want[from:])
	}
	if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.page("many", body, 600))); err != nil {
		t.Fatal(err)
	}
	check("those not hidden", 5)
	if err := chromedp.Do(tab, script(`document.getElementById("tab").style.display = "block"`)); err != nil {
		t.Fatal(err)
	}
	check("all, the tab shown", 0)
	for _, trouble := range w.reset() {
		t.Error(trouble)
	}
}

func fit(got, want []float64) bool {
	for i := range want {
		if math.Abs(got[i]-want[i]) > 2 {
			return false
		}
	}
	return len(got) == len(want)
}

// TestWithoutScripts pastes the tag that oEmbed gives into a page where no
// script runs, and wants all of the embed to be seen without scrolling, and
// not much room below it.
func TestWithoutScripts(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	s := newStage(t, dir)
	files, err := filepath.Glob(filepath.Join(dir, "oembed", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	claims, err := filepath.Glob(filepath.Join(dir, "es", "oembed", "claims", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(claims); i += 12 {
		files = append(files, claims[i])
	}
	if len(files) < 10 {
		t.Fatalf("only %d files", len(files))
	}
	if err := chromedp.Do(tab, withoutScripts); err != nil {
		t.Fatal(err)
	}
	const padding = 16
	address := regexp.MustCompile(`https?://[^"/]+/`)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var o struct{ HTML string }
		if err := json.Unmarshal(raw, &o); err != nil {
			t.Fatal(err)
		}
		tag := address.ReplaceAllString(o.HTML[strings.Index(o.HTML, "<iframe"):], s.site.URL+"/")
		src := regexp.MustCompile(`src="([^"]+)"`).FindStringSubmatch(tag)[1]
		for _, width := range []int64{320, 600, 1000} {
			want := measure(t, tab, src, width-2*padding).Closed
			page := s.page("plain", `<style>#column{padding:16px;box-sizing:border-box}</style>`+tag, width)
			if err := chromedp.Do(tab, chromedp.EmulateViewport(width, 800), chromedp.Navigate(page)); err != nil {
				t.Fatal(err)
			}
			got, err := chromedp.Run(tab, chromedp.Evaluate[[]float64](frames))
			if err != nil {
				t.Fatal(err)
			}
			if got[0] < want-2 || got[0] > want*1.6+40 {
				t.Errorf("%s at %d px: the frame is %.0f px high, its content %.0f", src, width, got[0], want)
			}
		}
	}
}

// TestBadMessages sends an embed what no parent sends, from its parent and
// from another window, and wants it neither to fail nor to change its ways.
func TestBadMessages(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	s := newStage(t, dir)
	w := &watcher{base: "http://127.0.0.1:"}
	if err := chromedp.Listen(tab, w.event); err != nil {
		t.Fatal(err)
	}
	src := s.site.URL + "/" + claim + "?theme=purple&open=%00&childId=&x=" + strings.Repeat("y", 2000)
	body := `<iframe id="e" name="e" src="` + src + `" style="width:600px;height:150px;border:0" title="embed"></iframe><iframe id="f" src="about:blank" title="other"></iframe>`
	if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.page("bad", body, 700))); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`(async () => {
		await new Promise(r => setTimeout(r, 300));
		const e = document.getElementById("e").contentWindow, f = document.getElementById("f").contentWindow;
		const bad = [null, 0, true, "", "[", "[iFrameSizer]", "[iFrameSizer]:::", "pymxPYMx", {}, [], [[]], {type: {}}, {type: ["iframe-child-init"]},
			{message: "ready"}, {message: "ready", secret: {}}, {message: "ready", secret: "short"}, {message: "ready", secret: "<script>1"},
			"[iFrameSizer]" + "x:".repeat(100000), "x".repeat(5000000), new Uint8Array(9), new Map([["type", "iframe-child-init"]])];
		for (const m of bad) e.postMessage(m, "*");
		// As a parent asks, but not from the parent.
		const stranger = document.createElement("iframe");
		document.body.append(stranger);
		stranger.contentWindow.eval('parent.frames["e"].postMessage("[iFrameSizer]e:8:false:false:32:true:true:null:bodyOffset:null:null:0", "*")');
		stranger.contentWindow.eval('parent.frames["e"].postMessage({type: "iframe-child-init"}, "*")');
		await new Promise(r => setTimeout(r, 300));
		const forms = new Set();
		addEventListener("message", m => { if (m.source === e) forms.add(typeof m.data === "string" ? m.data.slice(0, 20) : Object.keys(m.data).join()) });
		document.getElementById("e").style.width = "500px";
		await new Promise(r => setTimeout(r, 500));
		return [...forms].sort();
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"datawrapper-height", `{"context":"iframe.r`}; !slices.Equal(got, want) {
		t.Errorf("it now answers as %q, want %q", got, want)
	}
	for _, trouble := range w.reset() {
		t.Error(trouble)
	}
}

// TestEmbedLinks wants a link in an embed to work in WordPress, which lets
// frames open no tabs: the page around it goes there.
func TestEmbedLinks(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	s := newStage(t, dir)
	for _, p := range parents {
		if p.name != "wordpress" {
			continue
		}
		s.scripts[p.script] = wordpress(t)
		if s.scripts[p.script] == "" {
			t.Skip("skipped: Debian's package of WordPress is not to be had")
		}
		if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.with(p, claim, 600)), chromedp.Sleep(time.Second)); err != nil {
			t.Fatal(err)
		}
		frame, err := chromedp.Run(tab, chromedp.Evaluate[struct{ X, Y float64 }](`document.querySelector("iframe").getBoundingClientRect()`))
		if err != nil {
			t.Fatal(err)
		}
		// The title, which leads to the claim's page.
		if err := chromedp.Do(tab, chromedp.MouseClickXY(frame.X+60, frame.Y+28), chromedp.Sleep(time.Second)); err != nil {
			t.Fatal(err)
		}
		at, err := chromedp.Run(tab, chromedp.Evaluate[string](`location.href`))
		if want := s.site.URL + "/claims/capacity/index.html"; err != nil || at != want {
			t.Errorf("the page is at %s, %v; want %s", at, err, want)
		}
	}
}

// TestChooser wants what an address names to be offered, by its own title and
// address and no other's.
func TestChooser(t *testing.T) {
	t.Parallel()
	tab := browser(t)
	dir, err := corrected()
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(host(dir))
	defer s.Close()
	for _, test := range []struct{ named, title string }{
		{"claims/distance", "The trip is 14 kilometers long and takes 40 minutes."},
		{"disagreements/last-night", "When the last ferry sails"},
	} {
		if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.URL+"/embed/index.html?"+test.named)); err != nil {
			t.Fatal(err)
		}
		type offer struct {
			Title string
			Codes []string
		}
		var got offer
		for range 40 { // until the preview is there
			var err error
			got, err = chromedp.Run(tab, chromedp.Evaluate[offer](`(() => {
				const choice = document.querySelector("[data-chosen]");
				return {title: choice?.querySelector("summary span").textContent ?? "", codes: [...choice?.querySelectorAll("pre") ?? []].map(p => p.textContent)};
			})()`))
			if err != nil {
				t.Fatal(err)
			}
			if got.Title == test.title {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if got.Title != test.title {
			t.Errorf("%s: is called %q, want %q", test.named, got.Title, test.title)
		}
		if len(got.Codes) < 2 || !strings.Contains(got.Codes[0], `/embed/`+test.named+`/" title="`+test.title+`"`) {
			t.Errorf("%s: has the codes %q", test.named, got.Codes)
		}
		for _, code := range got.Codes {
			if strings.Contains(code, "pinned") {
				t.Errorf("%s: has the words of something else, pinned: %s", test.named, code)
			}
		}
	}
}
