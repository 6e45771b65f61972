package e2e

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestOEmbed gives the addresses of sections and claims to programs that
// discover embeds, and wants each to find the one of that page.
func TestOEmbed(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("skipped: node, which runs oEmbed clients, is not on PATH")
	}
	modules := install(t, "@extractus/oembed-extractor@6.0.0", "unfurl.js@6.4.0", "metascraper@5.50.0", "metascraper-iframe@5.50.0")
	// Pages say where they are: the site is built for where it is served.
	out := filepath.Join(t.TempDir(), "site")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { host(out).ServeHTTP(w, r) }))
	defer server.Close()
	if err := build("--out", out, "--base-url", server.URL); err != nil {
		t.Fatal(err)
	}
	var pages []string
	for _, pattern := range []string{"oembed/*.json", "oembed/claims/*.json", "es/oembed/*.json"} {
		files, err := filepath.Glob(filepath.Join(out, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for i, file := range files {
			if i%10 > 0 && strings.Contains(pattern, "claims") && !thorough {
				continue // an answer takes each client a while
			}
			rel, _ := filepath.Rel(out, file)
			pages = append(pages, server.URL+"/"+strings.TrimSuffix(strings.Replace(filepath.ToSlash(rel), "oembed/", "", 1), ".json")+"/")
		}
	}
	raw, err := exec.CommandContext(t.Context(), node, append([]string{"oembed.mjs", modules}, pages...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var found []struct {
		Client, Address, Title, Frame, Error string
		Height                               int
		Quotation                            bool
	}
	if err := json.Unmarshal(raw, &found); err != nil {
		t.Fatal(err)
	}
	if len(found) != 3*len(pages) {
		t.Errorf("%d answers of 3 clients on %d pages", len(found), len(pages))
	}
	for _, f := range found {
		within := strings.TrimPrefix(f.Address, server.URL+"/")
		want := server.URL + "/embed/" + within
		if rest, ok := strings.CutPrefix(within, "es/"); ok {
			want = server.URL + "/es/embed/" + rest
		}
		if f.Error != "" || f.Frame != want || !f.Quotation {
			t.Errorf("%s on %s: %s, frame %q, quotation first: %t", f.Client, path.Base(f.Address), f.Error, f.Frame, f.Quotation)
		}
	}
	t.Logf("%d pages, 3 clients", len(pages))
}
