package export

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"explainer/internal/derive"
)

// WriteHeaders writes _headers, which Netlify and Cloudflare Pages read: what a
// page cannot say of itself. It has a rule for each folder that it finds in dir.
//
// Where two rules match a file, one host joins the values of a header and the
// other takes one of them, so no header stands in two rules that match the same.
//
// Left out on purpose are X-Frame-Options, which would shut the embeds out
// everywhere, and Cross-Origin-Opener-Policy, with which a link from an embed
// in a sandboxed frame opens an error instead of the page. Pages have the
// hosts' own Cache-Control, to ask each time, so that a correction shows at once.
func WriteHeaders(dir string, s *derive.Site) error {
	var b strings.Builder
	rule := func(path string, headers ...string) {
		fmt.Fprintf(&b, "%s\n  %s\n", path, strings.Join(headers, "\n  "))
	}
	rule("/*",
		"X-Content-Type-Options: nosniff",
		"Referrer-Policy: same-origin",
		"Permissions-Policy: "+strings.Join(denied, "=(), ")+"=()",
		"Cross-Origin-Resource-Policy: cross-origin")
	rule("/*.csv", anyOrigin, "Content-Type: text/csv; charset=utf-8")
	rule("/*.js", anyOrigin, "Cache-Control: public, max-age=3600")
	rule("/*.json", anyOrigin)
	rule("/*.md", anyOrigin, "Content-Type: text/markdown; charset=utf-8")
	rule("/*.svg", anyOrigin, "Content-Security-Policy: script-src 'none'; object-src 'none'; base-uri 'none'")

	editions := map[string]bool{}
	for _, e := range s.Editions {
		editions["/"+e.Path] = true
	}
	for _, e := range s.Editions {
		entries, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(e.Path)))
		if err != nil {
			return err
		}
		rule("/"+e.Path, unframed)
		for _, f := range entries {
			at := "/" + e.Path + f.Name()
			switch {
			case editions[at+"/"]: // is not one rule's
			case f.Name() == "embed":
				// Framed anywhere: "frame-ancestors *" would shut out pages opened from
				// files and in apps. A page that isolates itself may hold embeds that
				// do so, too.
				rule(at+"/*", "Cross-Origin-Embedder-Policy: require-corp")
			case f.Name() == "fragments":
				rule(at+"/*", unframed, anyOrigin, "X-Robots-Tag: noindex")
			case f.Name() == "feed.xml":
				rule(at, anyOrigin, "Content-Type: application/atom+xml; charset=utf-8")
			case f.IsDir() && exists(filepath.Join(dir, filepath.FromSlash(at), "index.html")):
				rule(at+"/*", unframed)
			case strings.HasSuffix(f.Name(), ".html"):
				rule(at, unframed)
			}
		}
	}
	return os.WriteFile(filepath.Join(dir, "_headers"), []byte(b.String()), 0o644)
}

const (
	unframed  = "Content-Security-Policy: frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
	anyOrigin = "Access-Control-Allow-Origin: *"
)

// denied are what a browser would let a page ask for, or do unasked.
var denied = []string{
	"accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
	"microphone", "midi", "payment", "usb",
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
