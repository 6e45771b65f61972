package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// An engine that is not Chromium's, spoken to by WebDriver. Firefox speaks it
// without a driver of its own, over Marionette, whose commands are the same
// under other names.
type engine struct {
	// send carries out a command, named as Marionette names it after
	// "WebDriver:", and gives its value.
	send func(command string, params map[string]any) (json.RawMessage, error)
	// console gives what pages have written since it was last asked, where
	// the engine tells.
	console func() ([]string, error)
}

// engines are those that are tried, as they are and without what older
// versions of them lack. They are skipped where they are not installed.
var engines = []struct {
	name  string
	start func(t *testing.T, without ...string) *engine
	// without names what is turned off.
	without []string
}{
	{name: "Firefox", start: firefox},
	{name: "Firefox/no-anchors", start: firefox, without: []string{"layout.css.anchor-positioning.enabled"}},
	{name: "WebKit", start: webkit},
	{name: "WebKit/no-anchors", start: webkit, without: []string{"CSSAnchorPositioning"}},
	{name: "WebKit/no-popovers", start: webkit, without: []string{"CSSAnchorPositioning", "PopoverAttribute"}},
}

// frame holds a page at a phone's width, which no window of a desktop's
// browser can have.
const frame = `<!doctype html><meta charset="utf-8"><title>narrow</title><style>body{margin:0}iframe{border:0}</style><iframe width="320" height="640" src="%s"></iframe>`

// TestEngines opens pages in Firefox and WebKit, from files and from a host,
// at a phone's width and a laptop's, and the evidence of a sentence by mouse
// and by keyboard, or by a link where the engine has no popovers.
func TestEngines(t *testing.T) {
	for _, as := range engines {
		t.Run(as.name, func(t *testing.T) {
			e := as.start(t, as.without...)
			dir, err := site()
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range []string{"index.html", "es/conditions/index.html", "claims/distance/index.html", "disagreements/index.html"} {
				e.read(t, address(dir, file), true)
				e.read(t, address(dir, file), false)
			}
			server := httptest.NewServer(host(dir))
			defer server.Close()
			e.read(t, server.URL+"/us-deal/index.html", true)
			e.unfold(t, server.URL+"/embed/us-deal/index.html")
		})
	}
}

// TestOfflineEngines opens the one file in Firefox and WebKit, from a folder as
// readers have them: all is there, and what is searched for is found.
func TestOfflineEngines(t *testing.T) {
	for _, as := range engines {
		if as.without != nil {
			continue
		}
		t.Run(as.name, func(t *testing.T) {
			e := as.start(t)
			dir, err := site()
			if err != nil {
				t.Fatal(err)
			}
			for _, tt := range []struct{ edition, words string }{{"en", "prison"}, {"es", "PRISION"}} {
				folder := carried(t, dir, tt.edition)
				e.must(t, "Navigate", map[string]any{"url": address(folder, "copy.html")})
				var got joined
				e.ask(t, &got, "return "+describeFile)
				got.judge(t, tt.edition)
				e.shoot(t, "/site/start-"+tt.edition, false)
				var found hit
				e.ask(t, &found, "return "+fmt.Sprintf(search, tt.words))
				found.judge(t, tt.words)
				there := false
				for begun := time.Now(); !there && time.Since(begun) < 5*time.Second; time.Sleep(50 * time.Millisecond) {
					e.ask(t, &there, "return "+arrived)
				}
				if !there {
					t.Errorf("%s: the first result of %q leads to no place in sight", tt.edition, tt.words)
				}
				e.shoot(t, "/site/found-"+tt.edition, false)
				said, err := e.console()
				if err != nil {
					t.Fatal(err)
				}
				for _, words := range said {
					t.Errorf("%s: console: %s", tt.edition, words)
				}
			}
		})
	}
}

// sight is what an engine makes of a page.
type sight struct {
	Title       string
	Width, Room int
	Marks       int
	Popovers    bool // whether the engine has them
}

// noted is how the note stands that marks lead to.
type noted struct {
	Shown, Within bool
	Place         string
}

const firstMarks = `document.querySelector(".prose button.marks")`

const notedNow = `
const marks = ` + firstMarks + `, id = marks.getAttribute("popovertarget"), box = document.getElementById(id).getBoundingClientRect();
return {
	shown: box.height > 50,
	within: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
	place: [box.left, box.top, box.right, box.bottom].map(Math.round).join(" ") + " in " + innerWidth + " by " + innerHeight,
};`

// read opens a page and its first note.
func (e *engine) read(t *testing.T, page string, narrow bool) {
	t.Helper()
	address := page
	if narrow {
		file := filepath.Join(t.TempDir(), "narrow.html")
		if err := os.WriteFile(file, fmt.Appendf(nil, frame, page), 0o644); err != nil {
			t.Fatal(err)
		}
		address = "file://" + filepath.ToSlash(file)
	}
	where := fmt.Sprintf("%s, narrow %t", page, narrow)
	e.must(t, "SwitchToFrame", map[string]any{"id": nil})
	e.must(t, "Navigate", map[string]any{"url": address})
	if narrow {
		e.must(t, "SwitchToFrame", map[string]any{"id": 0})
	}
	var saw sight
	e.ask(t, &saw, `return {title: document.title, width: document.documentElement.scrollWidth, room: innerWidth,
		marks: document.querySelectorAll(".prose button.marks").length, popovers: "popover" in HTMLElement.prototype}`)
	if saw.Title == "" || saw.Width > saw.Room || narrow && saw.Room != 320 {
		t.Errorf("%s: title %q, %d px wide in a window of %d", where, saw.Title, saw.Width, saw.Room)
	}
	switch {
	case saw.Marks == 0:
		e.shoot(t, where, narrow)
	case saw.Popovers:
		e.openNote(t, where, narrow)
	default:
		e.followNote(t, where, narrow)
	}
	said, err := e.console()
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range said {
		t.Errorf("%s: console: %s", where, words)
	}
}

// openNote opens and closes the first note by mouse and by keyboard.
func (e *engine) openNote(t *testing.T, where string, narrow bool) {
	t.Helper()
	want := func(when string, shown bool) {
		t.Helper()
		var got noted
		for range 20 { // it may take a frame or two
			if e.ask(t, &got, notedNow); got.Shown == shown && (got.Within || !shown) {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Errorf("%s: %s: the note is shown %t, want %t; wholly in the window %t: %s", where, when, got.Shown, shown, got.Within, got.Place)
	}
	e.click(t, firstMarks)
	want("clicked", true)
	e.press(t, "\ue00c") // Escape
	want("Escape", false)
	e.press(t, "\ue007") // Enter
	want("Enter", true)
	e.shoot(t, where, narrow)
	e.click(t, firstMarks+`.closest("body").querySelector(".card .close")`)
	want("closed by its button", false)
}

// followNote follows the link that stands by the marks where there are no
// popovers: it leads to the note, and notes are there to be read.
func (e *engine) followNote(t *testing.T, where string, narrow bool) {
	t.Helper()
	e.click(t, firstMarks+`.parentElement.querySelector("a")`)
	var got struct {
		Hash         string
		Seen, Closed bool
	}
	for range 20 {
		e.ask(t, &got, `const box = document.querySelector(location.hash || "body").getBoundingClientRect(), close = document.querySelector(".card .close");
			return {hash: location.hash, seen: box.height > 50 && box.top > -5 && box.top < innerHeight - 50, closed: !close.getClientRects().length}`)
		if got.Hash != "" && got.Seen {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	e.shoot(t, where, narrow)
	if got.Hash == "" || !got.Seen || !got.Closed {
		t.Errorf("%s: the link by the marks leads to %q, in sight %t, its useless button hidden %t", where, got.Hash, got.Seen, got.Closed)
	}
}

// unfold opens the first marks of an embed by mouse and closes them by
// keyboard. They stand in the line, and what they open stands below it.
func (e *engine) unfold(t *testing.T, page string) {
	t.Helper()
	e.must(t, "SwitchToFrame", map[string]any{"id": nil})
	e.must(t, "Navigate", map[string]any{"url": page})
	want := func(when string, open bool) {
		t.Helper()
		var got struct {
			Lines, Card float64
			Same        bool
		}
		for range 20 {
			e.ask(t, &got, `const marks = document.querySelector("summary.marks"), paragraph = marks.closest("[role]");
				const next = document.createRange(), after = marks.parentElement.nextSibling;
				next.setStart(after, 1); next.setEnd(after, 4);
				return {card: marks.nextElementSibling.getBoundingClientRect().height, lines: paragraph.getBoundingClientRect().height / parseFloat(getComputedStyle(paragraph).lineHeight),
					same: Math.abs(next.getBoundingClientRect().bottom - marks.getBoundingClientRect().bottom) < 12}`)
			if open == (got.Card > 50) && open != got.Same {
				e.shoot(t, page+when, false)
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Errorf("%s, %s: the evidence is %.0f px high, %.1f lines, and the next sentence goes on in the line: %t", page, when, got.Card, got.Lines, got.Same)
	}
	want("at first", false)
	e.click(t, `document.querySelector("summary.marks")`)
	want("clicked", true)
	e.press(t, "\ue007") // Enter
	want("Enter", false)
}

func (e *engine) must(t *testing.T, command string, params map[string]any) json.RawMessage {
	t.Helper()
	value, err := e.send(command, params)
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	return value
}

// ask runs a script in the page.
func (e *engine) ask(t *testing.T, into any, script string) {
	t.Helper()
	value := e.must(t, "ExecuteScript", map[string]any{"script": script, "args": []any{}})
	if err := json.Unmarshal(value, into); err != nil {
		t.Fatalf("%s: %v", value, err)
	}
}

// click moves the mouse to the middle of an element, which a script names, and
// clicks. A frame stands at its window's origin, so that places are the same
// in both.
func (e *engine) click(t *testing.T, element string) {
	t.Helper()
	var at struct{ X, Y int }
	e.ask(t, &at, `const e = `+element+`;
		e.scrollIntoView({block: "nearest", behavior: "instant"});
		const box = e.getBoundingClientRect();
		return {x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2)}`)
	e.act(t, map[string]any{"type": "pointer", "id": "mouse", "actions": []any{
		map[string]any{"type": "pointerMove", "x": at.X, "y": at.Y, "duration": 0},
		map[string]any{"type": "pointerDown", "button": 0}, map[string]any{"type": "pointerUp", "button": 0},
	}})
}

func (e *engine) press(t *testing.T, key string) {
	t.Helper()
	e.act(t, map[string]any{"type": "key", "id": "keys", "actions": []any{
		map[string]any{"type": "keyDown", "value": key}, map[string]any{"type": "keyUp", "value": key},
	}})
}

func (e *engine) act(t *testing.T, input map[string]any) {
	t.Helper()
	e.must(t, "PerformActions", map[string]any{"actions": []any{input}})
}

// shoot leaves a picture of what is seen in the folder EXPLAINER_SHOTS.
func (e *engine) shoot(t *testing.T, where string, narrow bool) {
	t.Helper()
	dir := os.Getenv("EXPLAINER_SHOTS")
	if dir == "" {
		return
	}
	e.must(t, "SwitchToFrame", map[string]any{"id": nil}) // Firefox takes no picture of a frame from elsewhere
	if narrow {
		defer func() { e.must(t, "SwitchToFrame", map[string]any{"id": 0}) }()
	}
	var encoded string
	if err := json.Unmarshal(e.must(t, "TakeScreenshot", map[string]any{"full": false}), &encoded); err != nil {
		t.Fatal(err)
	}
	picture, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		t.Fatal(err)
	}
	_, page, _ := strings.Cut(where, "/site/")
	name := strings.NewReplacer("/", "_", ":", "", " ", "_", ",", "").Replace(t.Name() + "_" + page)
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// program starts one that lives until the test's end, or skips the test where
// it is not installed.
func program(t *testing.T, with string, env []string, names ...string) *exec.Cmd {
	t.Helper()
	if os.Getenv("EXPLAINER_SKIP_BROWSER") == "1" {
		t.Skip("skipped: EXPLAINER_SKIP_BROWSER is 1")
	}
	path, err := exec.LookPath(names[0])
	if err != nil {
		t.Skipf("skipped: %s is not installed: on Debian or Ubuntu run apt-get install %s", names[0], with)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, path, names[1:]...)
	cmd.Env = append(os.Environ(), env...)
	cmd.WaitDelay = 10 * time.Second
	t.Cleanup(func() {
		cancel()
		if cmd.Process != nil {
			cmd.Wait()
		}
	})
	return cmd
}

// free gives a port that nobody listens on.
func free(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// dial waits for a program to listen.
func dial(t *testing.T, port int) net.Conn {
	t.Helper()
	var err error
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(100 * time.Millisecond) {
		var c net.Conn
		if c, err = net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return c
		}
	}
	t.Fatal(err)
	return nil
}

// firefox starts one without a window, without preferences that are true.
func firefox(t *testing.T, without ...string) *engine {
	profile, port := t.TempDir(), free(t)
	prefs := fmt.Sprintf("user_pref(\"marionette.port\", %d);\nuser_pref(\"ui.prefersReducedMotion\", 1);\n", port)
	for _, name := range without {
		prefs += fmt.Sprintf("user_pref(%q, false);\n", name)
	}
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(prefs), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := program(t, "firefox-esr", nil, "firefox", "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	conn := dial(t, port)
	in := bufio.NewReader(conn)
	receive := func(into any) error {
		size, err := in.ReadString(':')
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(strings.TrimSuffix(size, ":"))
		if err != nil {
			return err
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(in, body); err != nil {
			return err
		}
		return json.Unmarshal(body, into)
	}
	var greeting json.RawMessage
	if err := receive(&greeting); err != nil {
		t.Fatal(err)
	}
	id := 0
	call := func(command string, params map[string]any) (json.RawMessage, error) {
		id++
		body, err := json.Marshal([]any{0, id, command, params})
		if err != nil {
			return nil, err
		}
		if _, err := fmt.Fprintf(conn, "%d:%s", len(body), body); err != nil {
			return nil, err
		}
		var answer [4]json.RawMessage // type, id, error, result
		if err := receive(&answer); err != nil {
			return nil, err
		}
		if string(answer[2]) != "null" {
			return nil, fmt.Errorf("%s", answer[2])
		}
		var result struct{ Value json.RawMessage }
		err = json.Unmarshal(answer[3], &result)
		return result.Value, err
	}
	e := &engine{send: func(command string, params map[string]any) (json.RawMessage, error) {
		return call("WebDriver:"+command, params)
	}}
	e.console = func() ([]string, error) {
		if _, err := call("Marionette:SetContext", map[string]any{"value": "chrome"}); err != nil {
			return nil, err
		}
		said, err := call("WebDriver:ExecuteScript", map[string]any{"args": []any{}, "script": `
			const said = Services.console.getMessageArray().map(String).filter(m => /"(file|http):/.test(m));
			Services.console.reset();
			return said;`})
		if err != nil {
			return nil, err
		}
		var words []string
		if err := json.Unmarshal(said, &words); err != nil {
			return nil, err
		}
		_, err = call("Marionette:SetContext", map[string]any{"value": "content"})
		return words, err
	}
	e.must(t, "NewSession", map[string]any{})
	e.must(t, "SetWindowRect", map[string]any{"width": 1280, "height": 900})
	t.Cleanup(func() {
		call("Marionette:Quit", nil)
		conn.Close()
	})
	return e
}

// webkit starts WebKit's own small browser on a screen in memory, without
// features that are named. It tells nobody what pages write to its console.
func webkit(t *testing.T, without ...string) *engine {
	found, err := filepath.Glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
	if err != nil || len(found) == 0 {
		t.Skip("skipped: WebKit is not installed: on Debian or Ubuntu run apt-get install webkit2gtk-driver xvfb")
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	screen := program(t, "xvfb", nil, "Xvfb", "-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
	screen.ExtraFiles = []*os.File{write}
	if err := screen.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	display, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	port := free(t)
	driver := program(t, "webkit2gtk-driver", []string{"DISPLAY=:" + strings.TrimSpace(display)}, "WebKitWebDriver", fmt.Sprintf("--port=%d", port))
	if err := driver.Start(); err != nil {
		t.Fatal(err)
	}
	dial(t, port).Close()
	base := fmt.Sprintf("http://127.0.0.1:%d/session", port)
	post := func(address string, body map[string]any) (json.RawMessage, error) {
		raw, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		method := http.MethodPost
		if body == nil {
			method = http.MethodGet
		}
		request, err := http.NewRequest(method, address, bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		var answer struct{ Value json.RawMessage }
		if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
			return nil, err
		}
		if response.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s", answer.Value)
		}
		return answer.Value, nil
	}
	arguments := []string{"--automation"}
	if len(without) > 0 {
		arguments = append(arguments, "--features=-"+strings.Join(without, ",-"))
	}
	raw, err := post(base, map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"webkitgtk:browserOptions": map[string]any{"binary": found[0], "args": arguments},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	var session struct{ SessionID string }
	if err := json.Unmarshal(raw, &session); err != nil {
		t.Fatal(err)
	}
	base += "/" + session.SessionID
	t.Cleanup(func() {
		if request, err := http.NewRequest(http.MethodDelete, base, nil); err == nil {
			if response, err := http.DefaultClient.Do(request); err == nil {
				response.Body.Close()
			}
		}
	})
	paths := map[string]string{"Navigate": "/url", "ExecuteScript": "/execute/sync", "PerformActions": "/actions", "SwitchToFrame": "/frame", "TakeScreenshot": "/screenshot", "SetWindowRect": "/window/rect"}
	e := &engine{
		send: func(command string, params map[string]any) (json.RawMessage, error) {
			if command == "TakeScreenshot" {
				params = nil // a GET
			}
			return post(base+paths[command], params)
		},
		console: func() ([]string, error) { return nil, nil },
	}
	e.must(t, "SetWindowRect", map[string]any{"width": 1280, "height": 900})
	return e
}
