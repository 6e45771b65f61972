package e2e

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unknown are messages of the Nu checker on CSS that browsers have had for
// long and its own list of properties lacks: anchor positioning
// (css-anchor-position-1), paint-order and vector-effect (SVG 2), the
// alternative text of generated content (css-content-3).
var unknown = regexp.MustCompile(`^CSS: “(position-area|position-try|paint-order|vector-effect)”: Property “[a-z-]+” doesn't exist\.$` +
	`|^CSS: “content”: “"≠ " / ""” is not a “content” value\.$`)

// TestMarkup has the Nu HTML Checker read pages, and wants no errors.
func TestMarkup(t *testing.T) {
	t.Parallel()
	java, err := exec.LookPath("java")
	if err != nil {
		t.Skip("skipped: Java, which runs the Nu HTML Checker, is not installed: on Debian or Ubuntu run apt-get install default-jre-headless")
	}
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	jar := filepath.Join(install(t, "vnu-jar@26.9.27"), "vnu-jar", "build", "dist", "vnu.jar")
	arguments := []string{"-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", "--stdout"}
	for _, file := range sample(t, dir) {
		arguments = append(arguments, filepath.Join(dir, filepath.FromSlash(file)))
	}
	raw, err := exec.CommandContext(t.Context(), java, arguments...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine                             int
		}
	}
	if err := json.Unmarshal(raw, &report); err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	known := 0
	for _, m := range report.Messages {
		switch {
		case unknown.MatchString(m.Message):
			known++
		case m.SubType == "warning":
			t.Logf("%s:%d: warning: %s", m.URL, m.LastLine, m.Message)
		case m.Type != "info":
			t.Errorf("%s:%d: %s %q", m.URL, m.LastLine, m.Message, m.Extract)
		}
	}
	t.Logf("%d pages, %d messages on CSS that the checker does not know", len(arguments)-7, known)
}

// TestLighthouse has Lighthouse judge front and section pages as on a phone,
// when EXPLAINER_LIGHTHOUSE is 1: it takes a minute, and the machine must be
// doing nothing else, for speed is among what it judges.
func TestLighthouse(t *testing.T) {
	if os.Getenv("EXPLAINER_LIGHTHOUSE") != "1" {
		t.Skip("skipped: EXPLAINER_LIGHTHOUSE is not 1")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("skipped: node, which runs Lighthouse, is not installed")
	}
	dir, err := site()
	if err != nil {
		t.Fatal(err)
	}
	cli := filepath.Join(install(t, "lighthouse@12.8.2"), "lighthouse", "cli", "index.js")
	server := httptest.NewServer(compressed(host(dir)))
	defer server.Close()
	for _, file := range []string{"", "es/", "what-is-cecot/", "us-deal/", "conditions/", "legal-basis/", "es/what-is-cecot/", "es/us-deal/", "es/conditions/", "es/legal-basis/"} {
		t.Run(file, func(t *testing.T) {
			const tries = 3 // speed is measured, and anything else that runs slows it
			for try := 1; ; try++ {
				out := filepath.Join(t.TempDir(), "report.json")
				cmd := exec.CommandContext(t.Context(), node, cli, server.URL+"/"+file, "--quiet", "--output=json", "--output-path="+out,
					"--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update")
				if path, err := chromium(); err == nil {
					cmd.Env = append(os.Environ(), "CHROME_PATH="+path)
				}
				if log, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, log)
				}
				raw, err := os.ReadFile(out)
				if err != nil {
					t.Fatal(err)
				}
				var report struct {
					Categories map[string]struct{ Score float64 }
					Audits     map[string]struct {
						Score        *float64
						DisplayValue string
					}
				}
				if err := json.Unmarshal(raw, &report); err != nil {
					t.Fatal(err)
				}
				short := ""
				for name, c := range report.Categories {
					if c.Score < 1 {
						short += fmt.Sprintf(" %s %.0f", name, 100*c.Score)
					}
				}
				figures := ""
				for _, name := range []string{"first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"} {
					figures += " " + name + " " + report.Audits[name].DisplayValue
				}
				if short == "" {
					t.Logf("100 in %d categories;%s", len(report.Categories), figures)
					return
				}
				if try == tries || !strings.HasPrefix(short, " performance") || strings.Count(short, " ") > 2 {
					t.Errorf("below 100:%s;%s", short, figures)
					return
				}
			}
		})
	}
}

// compressed serves what h serves as hosts do.
func compressed(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		h.ServeHTTP(zipped{w, z}, r)
	})
}

type zipped struct {
	http.ResponseWriter
	to *gzip.Writer
}

func (z zipped) Write(b []byte) (int, error) { return z.to.Write(b) }
