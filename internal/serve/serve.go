// Package serve shows a site to its author while it is written: pages from
// memory, to this machine only, with a script that reloads them when they
// change and shows over them what is wrong with the site. The script is put
// into what is served and into no file.
//
// A page that a change may have made stale is held back until it is rendered
// anew, so that whoever saves and then loads a page sees what was saved.
package serve

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"explainer/internal/diag"
)

// Listen listens on an address of this machine that no other can reach. The
// server trusts whoever asks, and shows what is not published yet.
func Listen(addr string) (net.Listener, error) {
	at, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return nil, err
	}
	if !at.IP.IsLoopback() {
		return nil, fmt.Errorf("%q can be reached from other machines; serve only on this one, as 127.0.0.1:%d", addr, at.Port)
	}
	return net.ListenTCP("tcp", at)
}

// own is the folder of the server's own addresses; no page has such an id.
const own = "/_serve/"

// held is how long a stale page waits to be rendered anew before it is shown
// as it is.
const held = 5 * time.Second

// A Server serves one site. Its files change with Refresh and Replace; the
// number of changes to the site's sources, by Changed, says which of them are
// stale.
type Server struct {
	hosts []string // names by which the server may be called

	mu   sync.Mutex
	view *view
	open map[*watching]bool // pages open in browsers
	last string             // page last asked for
}

// A view is what is shown at one moment. It never changes.
type view struct {
	files   map[string][]byte
	changes int            // to the sources so far
	all     int            // changes that every file takes account of
	some    map[string]int // changes that single files take account of
	overlay string         // HTML; empty when nothing is wrong
	over    chan struct{}  // closed when another view takes this one's place
}

func (v *view) fresh(file string) bool { return max(v.all, v.some[file]) >= v.changes }

// watching is a browser that has a page open.
type watching struct{ file string }

// New makes a server without files, which answers only when it is called by
// a name of this machine or by that host: a page of a foreign site whose name
// points here (DNS rebinding) must not read it.
func New(host string) *Server {
	return &Server{
		hosts: []string{"localhost", "127.0.0.1", "::1", host},
		view:  &view{files: map[string][]byte{}, changes: 1, some: map[string]int{}, over: make(chan struct{})},
		open:  map[*watching]bool{},
	}
}

// Changed says that a source has changed: all files are stale.
func (s *Server) Changed() { s.update(func(v *view) { v.changes++ }) }

// Changes counts the changes so far. Files made from sources read after it
// was called take account of as many.
func (s *Server) Changes() int { return s.current().changes }

// Refresh shows some files anew.
func (s *Server) Refresh(changes int, files map[string][]byte) {
	s.update(func(v *view) {
		v.files, v.some = maps.Clone(v.files), maps.Clone(v.some)
		maps.Copy(v.files, files)
		for file := range files {
			v.some[file] = changes
		}
	})
}

// Replace shows a whole site in place of another.
func (s *Server) Replace(changes int, files map[string][]byte) {
	s.update(func(v *view) { v.files, v.all, v.some = files, changes, map[string]int{} })
}

// Keep shows the files as they are: nothing better can be had of the sources.
func (s *Server) Keep(changes int) { s.update(func(v *view) { v.all = max(v.all, changes) }) }

// Diagnose shows over every page what is wrong; an empty list shows nothing.
func (s *Server) Diagnose(list diag.List) error {
	html, err := overlay(list)
	s.update(func(v *view) { v.overlay = html })
	return err
}

// Open lists the files of the pages that are open in browsers, and of the one
// last asked for.
func (s *Server) Open() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	files := map[string]bool{}
	for w := range s.open {
		files[w.file] = true
	}
	if s.last != "" {
		files[s.last] = true
	}
	return slices.Sorted(maps.Keys(files))
}

func (s *Server) current() *view {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view
}

func (s *Server) update(change func(*view)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := *s.view
	next.over = make(chan struct{})
	change(&next)
	close(s.view.over)
	s.view = &next
}

//go:embed serve.js
var script []byte

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	switch {
	case !slices.Contains(s.hosts, hostname(r.Host)):
		http.Error(w, "this server answers only to this machine's own names", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "pages can only be read", http.StatusMethodNotAllowed)
	case r.URL.Path == own+"serve.js":
		h.Set("Content-Type", contentType("serve.js"))
		_, _ = w.Write(script)
	case r.URL.Path == own+"events":
		s.events(w, r)
	default:
		s.page(w, r)
	}
}

func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	file := fileOf(r.URL.Path)
	if path.Ext(file) == ".html" {
		s.mu.Lock()
		s.last = file
		s.mu.Unlock()
	}
	v := s.await(r.Context(), file)
	if v.isFolder(file) {
		// Relative, and so never to another host.
		w.Header().Set("Location", (&url.URL{Path: "./" + path.Base(file) + "/"}).String())
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	body, found := v.lookUp(file)
	if !found {
		file = notFound
	}
	w.Header().Set("Content-Type", contentType(file))
	if path.Ext(file) == ".html" {
		body = withScript(body)
	}
	if !found {
		w.WriteHeader(http.StatusNotFound)
	}
	_, _ = w.Write(body)
}

// await gives the view in which a file is fresh.
func (s *Server) await(ctx context.Context, file string) *view {
	ctx, cancel := context.WithTimeout(ctx, held)
	defer cancel()
	for {
		v := s.current()
		if v.fresh(file) {
			return v
		}
		select {
		case <-v.over:
		case <-ctx.Done():
			return v
		}
	}
}

const notFound = "404.html"

// nothing stands for the pages of a site that has none yet.
var nothing = []byte("<!doctype html><meta charset=\"utf-8\"><title>…</title><body></body>\n")

// lookUp gives a file, or what stands for one that there is not.
func (v *view) lookUp(file string) (body []byte, found bool) {
	if body, found = v.files[file]; found {
		return body, true
	}
	if body, ok := v.files[notFound]; ok {
		return body, false
	}
	return nothing, false
}

func (v *view) isFolder(file string) bool {
	_, ok := v.files[path.Join(file, "index.html")]
	return ok && path.Base(file) != "index.html"
}

// fileOf gives the file that an address stands for.
func fileOf(address string) string {
	file := strings.TrimPrefix(path.Clean("/"+address), "/")
	if file == "" || strings.HasSuffix(address, "/") {
		file = path.Join(file, "index.html")
	}
	return file
}

// contentTypes are those of the files that a site has; the system's own table
// differs between machines.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".zip": "application/zip",
}

func contentType(file string) string {
	return cmp.Or(contentTypes[path.Ext(file)], mime.TypeByExtension(path.Ext(file)), "application/octet-stream")
}

// withScript adds our script to a page, and what the page is. The page's own
// policy, which stands in it, lets scripts of this server run besides its own.
func withScript(page []byte) []byte {
	tag := fmt.Appendf(nil, "<script src=\"%sserve.js\" data-is=\"%s\" defer></script>\n", own, sum(page))
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	return slices.Concat(admitted(page[:at]), tag, page[at:])
}

// pagePolicy is the beginning of a page's policy, as layouts/_partials/policy.html
// writes it, and what it says of scripts, if anything.
var pagePolicy = regexp.MustCompile(`content="default-src 'none';([^"]*?script-src)?`)

func admitted(page []byte) []byte {
	m := pagePolicy.FindSubmatchIndex(page)
	switch {
	case m == nil:
		return page
	case m[2] < 0:
		return slices.Concat(page[:m[1]], []byte(" script-src 'self';"), page[m[1]:])
	}
	return slices.Concat(page[:m[1]], []byte(" 'self'"), page[m[1]:])
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}

// events tells a browser that the page it has open is another by now, and
// what is wrong with the site, until either side leaves.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	me := &watching{fileOf(r.FormValue("page"))}
	s.mu.Lock()
	s.open[me] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.open, me)
		s.mu.Unlock()
	}()

	is, shown := r.FormValue("is"), "…" // nothing shown yet is not an empty overlay
	for {
		v := s.current()
		if v.overlay != shown {
			shown = v.overlay
			line, err := json.Marshal(shown) // on one line, as the format wants
			if err != nil {
				return
			}
			fmt.Fprintf(w, "event: overlay\ndata: %s\n\n", line)
		}
		if body, _ := v.lookUp(me.file); sum(body) != is {
			is = sum(body)
			fmt.Fprint(w, "event: reload\ndata: \n\n")
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-v.over:
		case <-r.Context().Done():
			return
		}
	}
}

//go:embed overlay.html
var overlayText string

var overlayHTML = template.Must(template.New("overlay").Parse(overlayText))

// atMost is how many diagnostics a page shows; the terminal shows all.
const atMost = 50

func overlay(list diag.List) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	list = list.Sorted()
	var b strings.Builder
	err := overlayHTML.Execute(&b, map[string]any{
		"Summary": diag.Summary(list), "Errors": list.Errors(),
		"List": list[:min(len(list), atMost)], "More": max(0, len(list)-atMost),
	})
	return b.String(), err
}
