package export

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"explainer/internal/derive"
)

// sent reads _headers and gives what a host sends with an address, each value
// of a header by itself.
func sent(t *testing.T, headers, address string) map[string][]string {
	t.Helper()
	got := map[string][]string{}
	matches := false
	for line := range strings.Lines(headers) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) > 2000 {
			t.Errorf("a line of %d bytes; Cloudflare Pages reads 2,000", len(line))
		}
		field, indented := strings.CutPrefix(line, "  ")
		if !indented {
			pattern := strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, ".*")
			matches = regexp.MustCompile("^" + pattern + "$").MatchString(address)
		} else if name, value, ok := strings.Cut(field, ": "); !ok {
			t.Errorf("%q is no header", line)
		} else if matches {
			got[name] = append(got[name], value)
		}
	}
	return got
}

func TestWriteHeaders(t *testing.T) {
	dir := t.TempDir()
	files := []string{
		"index.html", "404.html", "build.json", "feed.xml", "sitemap.xml", "claims/index.html", "claims/x/index.html", "claims/x/index.md",
		"charts/a.svg", "data/claims.csv", "data/claims.json", "embed/index.html", "embed/x/index.html", "embed/resize.js", "fragments/x.html",
		"es/index.html", "es/feed.xml", "es/claims/index.html", "es/claims/x/index.html", "es/embed/x/index.html", "es/maps/a.svg", "es/fragments/x.html", "offline/index.html", "offline/a.zip",
	}
	for _, f := range files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(f)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, f), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := WriteHeaders(dir, &derive.Site{Editions: []derive.Edition{{ID: "en"}, {ID: "es", Path: "es/"}}}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	headers := string(raw)
	if n := strings.Count("\n"+headers, "\n/"); n > 100 {
		t.Errorf("%d rules; Cloudflare Pages reads 100", n)
	}

	const csp, cors = "Content-Security-Policy", "Access-Control-Allow-Origin"
	for _, f := range files {
		address := "/" + strings.TrimSuffix(f, "index.html")
		got := sent(t, headers, address)
		for name, values := range got {
			if len(values) > 1 {
				t.Errorf("%s: %s stands in %d rules: %q", address, name, len(values), values)
			}
		}
		if !slices.Equal(got["X-Content-Type-Options"], []string{"nosniff"}) {
			t.Errorf("%s: nosniff is missing", address)
		}
		if len(got["X-Frame-Options"])+len(got["Cross-Origin-Opener-Policy"]) > 0 {
			t.Errorf("%s: %q keeps embeds from working", address, got)
		}
		if strings.HasSuffix(f, ".html") {
			policy := strings.Join(got[csp], "")
			if framed := !strings.Contains(policy, "frame-ancestors 'none'"); framed != strings.Contains(f, "embed/") {
				t.Errorf("%s: policy %q lets other pages frame it: %t", address, policy, framed)
			}
		}
	}
	for address, open := range map[string]bool{
		"/": false, "/claims/x/": false, "/data/claims.json": true, "/data/claims.csv": true, "/fragments/x.html": true, "/es/fragments/x.html": true,
		"/embed/resize.js": true, "/embed/x/": false, "/claims/x/index.md": true, "/feed.xml": true, "/es/feed.xml": true, "/build.json": true, "/es/maps/a.svg": true,
	} {
		if got := sent(t, headers, address)[cors]; (len(got) == 1 && got[0] == "*") != open {
			t.Errorf("%s: other pages may read it: %q, want %t", address, got, open)
		}
	}
	for address, want := range map[string]string{
		"/es/feed.xml": "application/atom+xml; charset=utf-8", "/claims/x/index.md": "text/markdown; charset=utf-8", "/data/claims.csv": "text/csv; charset=utf-8",
	} {
		if got := sent(t, headers, address)["Content-Type"]; !slices.Equal(got, []string{want}) {
			t.Errorf("%s: type %q, want %s", address, got, want)
		}
	}
	for address, want := range map[string]string{"/embed/resize.js": "public, max-age=3600", "/": "", "/data/claims.json": ""} {
		if got := strings.Join(sent(t, headers, address)["Cache-Control"], "|"); got != want {
			t.Errorf("%s: kept for %q, want %q", address, got, want)
		}
	}
}
