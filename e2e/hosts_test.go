package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// answer is what a host is to say of an address: its status, and of some of its
// headers what they are to hold, "" for nothing.
type answer struct {
	address string
	status  int
	headers map[string]string
}

const (
	framing  = "Content-Security-Policy"
	isolated = "Cross-Origin-Embedder-Policy"
	readers  = "Access-Control-Allow-Origin"
	kind     = "Content-Type"
)

// answers of a host that can be told what to send.
var answers = []answer{
	{"", 200, map[string]string{kind: "text/html; charset=utf-8", framing: "frame-ancestors 'none'", isolated: "", readers: "", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Resource-Policy": "cross-origin"}},
	{"index.html", 200, map[string]string{kind: "text/html", framing: "frame-ancestors 'none'"}},
	{"claims/", 200, map[string]string{kind: "text/html", framing: "frame-ancestors 'none'"}},
	{"es/claims/", 200, map[string]string{framing: "frame-ancestors 'none'"}},
	{"no-such-page/", 404, map[string]string{kind: "text/html", "X-Content-Type-Options": "nosniff"}},
	{"embed/the-ferry/", 200, map[string]string{kind: "text/html", framing: "", isolated: "require-corp", "Cross-Origin-Resource-Policy": "cross-origin"}},
	{"es/embed/claims/capacity/index.html", 200, map[string]string{framing: "", isolated: "require-corp"}},
	{"embed/resize.js", 200, map[string]string{kind: "javascript", readers: "*", "Cache-Control": "max-age=3600"}},
	{"fragments/the-ferry.html", 200, map[string]string{readers: "*"}},
	{"data/claims.json", 200, map[string]string{kind: "application/json", readers: "*"}},
	{"data/claims.csv", 200, map[string]string{kind: "text/csv; charset=utf-8", readers: "*"}},
	{"claims/index.md", 200, map[string]string{kind: "text/markdown; charset=utf-8", readers: "*"}},
	{"feed.xml", 200, map[string]string{kind: "application/atom+xml; charset=utf-8", readers: "*"}},
	{"es/feed.xml", 200, map[string]string{kind: "application/atom+xml", readers: "*"}},
	{"drawing.svg", 200, map[string]string{kind: "image/svg+xml", framing: "script-src 'none'", readers: "*"}},
	{"offline/ferry.zip", 200, map[string]string{kind: "application/zip"}},
}

// compressedSite builds the fictional explainer with packed files beside its texts, and
// a drawing, which it has none of.
func compressedSite(t *testing.T) (out string) {
	t.Helper()
	out, err := example("compressed", nil, "--compress")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "drawing.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), 0o644); err != nil {
		t.Fatal(err)
	}
	return out
}

// recipe is what docs/hosting.md has in a language, for a folder and a port of
// our own.
func recipe(t *testing.T, language, dir string, port int) string {
	t.Helper()
	raw, err := os.ReadFile("../docs/hosting.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindSubmatch(raw)
	if m == nil || strings.Count(string(m[1]), "8080") != 1 || strings.Count(string(m[1]), "/srv/explainer") != 1 {
		t.Fatalf("docs/hosting.md has no recipe for %s", language)
	}
	return strings.NewReplacer("8080", fmt.Sprint(port), "/srv/explainer", dir).Replace(string(m[1]))
}

// TestHosts serves a site by the recipes of docs/hosting.md.
func TestHosts(t *testing.T) {
	out := compressedSite(t)
	t.Run("nginx", func(t *testing.T) {
		binary := found(t, "nginx")
		dir, port := t.TempDir(), free(t)
		config := filepath.Join(dir, "nginx.conf")
		modules, packings := "", []string{"gzip"}
		server := strings.Replace(recipe(t, "nginx", out, port), "listen ", "listen 127.0.0.1:", 1)
		if module := "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"; exists(module) {
			modules, packings = "load_module "+module+";", []string{"br", "gzip"}
			server = strings.Replace(server, "# brotli_static on;", "brotli_static on; #", 1)
		}
		text := modules + "user root; daemon off; pid " + dir + "/pid; error_log " + dir + "/errors; events {}\nhttp { access_log off; client_body_temp_path " + dir + "/a; proxy_temp_path " + dir + "/b; fastcgi_temp_path " + dir + "/c; uwsgi_temp_path " + dir + "/d; scgi_temp_path " + dir + "/e;\n" + server + "}\n"
		if os.Geteuid() != 0 {
			text = strings.Replace(text, "user root; ", "", 1)
		}
		if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if log, err := exec.CommandContext(t.Context(), binary, "-t", "-c", config).CombinedOutput(); err != nil || strings.Contains(string(log), "[warn]") {
			t.Fatalf("%v\n%s", err, log)
		}
		run(t, binary, "-c", config)
		base := fmt.Sprintf("http://127.0.0.1:%d/", port)
		ask(t, out, base, answers)
		unpacked(t, out, base, packings)
	})
	t.Run("Caddy", func(t *testing.T) {
		binary := found(t, "caddy")
		dir, port := t.TempDir(), free(t)
		config := filepath.Join(dir, "Caddyfile")
		text := "{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n" + recipe(t, "caddy", out, port)
		if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Setenv("XDG_DATA_HOME", dir)
		t.Setenv("XDG_CONFIG_HOME", dir)
		run(t, binary, "run", "--config", config)
		base := fmt.Sprintf("http://127.0.0.1:%d/", port)
		ask(t, out, base, answers)
		unpacked(t, out, base, []string{"br", "gzip"})
	})
	t.Run("Python", func(t *testing.T) {
		binary, port := found(t, "python3"), free(t)
		run(t, binary, "-m", "http.server", "--bind", "127.0.0.1", "--directory", out, fmt.Sprint(port))
		var plain []answer
		for _, a := range answers { // it knows no more than the status and most types
			want := answer{a.address, a.status, map[string]string{framing: ""}}
			if a.headers[kind] != "" && regexp.MustCompile(`/$|\.(html|json|csv|svg|zip)$`).MatchString(a.address) {
				want.headers[kind], _, _ = strings.Cut(a.headers[kind], ";")
			}
			plain = append(plain, want)
		}
		ask(t, "", fmt.Sprintf("http://127.0.0.1:%d/", port), plain)
	})
	t.Run("Netlify", func(t *testing.T) { netlify(t, out) })
}

// netlify has Netlify's own parsers read what is meant for them.
func netlify(t *testing.T, out string) {
	parsers := filepath.Join(install(t, "@netlify/headers-parser@10.1.1", "@netlify/redirect-parser@16.1.1"), "@netlify")
	node := found(t, "node")
	file := filepath.Join(t.TempDir(), "_redirects")
	if err := os.WriteFile(file, []byte("/a/ /b/ 301!\n/a/ /b/ 301\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	settings, err := filepath.Abs("../netlify.toml")
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf(`
		const { parseAllHeaders } = await import(%q), { parseAllRedirects } = await import(%q);
		const h = await parseAllHeaders({ headersFiles: [%q], netlifyConfigPath: %q, configHeaders: [], minimal: false });
		const r = await parseAllRedirects({ redirectsFiles: [%[5]q], netlifyConfigPath: %[4]q, configRedirects: [], minimal: false });
		console.log(JSON.stringify({ headers: h.headers, redirects: r.redirects, errors: [...h.errors, ...r.errors].map(String) }));`,
		filepath.Join(parsers, "headers-parser", "lib", "index.js"), filepath.Join(parsers, "redirect-parser", "lib", "index.js"), filepath.Join(out, "_headers"), settings, file)
	raw, err := exec.CommandContext(t.Context(), node, "--input-type=module", "--eval", script).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Headers []struct {
			For    string
			Values map[string]string
		}
		Redirects []struct {
			From, To string
			Status   int
			Force    bool
		}
		Errors []string
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(filepath.Join(out, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	if rules := strings.Count("\n"+string(written), "\n/"); len(got.Headers) != rules || len(got.Errors) > 0 {
		t.Errorf("Netlify reads %d of %d rules: %q", len(got.Headers), rules, got.Errors)
	}
	if got.Headers[0].For != "/*" || got.Headers[0].Values["X-Content-Type-Options"] != "nosniff" {
		t.Errorf("the first rule is %+v", got.Headers[0])
	}
	if len(got.Redirects) == 0 || got.Redirects[0].From != "/a/" || got.Redirects[0].To != "/b/" || got.Redirects[0].Status != 301 || !got.Redirects[0].Force {
		t.Errorf("redirects are %+v", got.Redirects)
	}
}

func found(t *testing.T, name string) string {
	t.Helper()
	binary, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("skipped: %s is not on PATH", name)
	}
	return binary
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// run starts a server, which ends with the test.
func run(t *testing.T, binary string, args ...string) {
	t.Helper()
	cmd := exec.Command(binary, args...)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
}

// get asks a server that may still be starting, without following what it says.
func get(t *testing.T, address, encodings string) (*http.Response, string) {
	t.Helper()
	client := &http.Client{
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	for wait := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if encodings != "" {
			request.Header.Set("Accept-Encoding", encodings)
		}
		response, err := client.Do(request)
		if err != nil && time.Now().Before(wait) {
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		return response, string(body)
	}
}

// ask wants a server to answer so, with the files of a site. Without a site, it
// has no page of its own for what is not there.
func ask(t *testing.T, site, base string, list []answer) {
	t.Helper()
	for _, want := range list {
		response, body := get(t, base+want.address, "")
		if response.StatusCode != want.status {
			t.Errorf("/%s: status %d, want %d", want.address, response.StatusCode, want.status)
		}
		for name, value := range want.headers {
			if got := strings.Join(response.Header.Values(name), ", "); !strings.Contains(got, value) || value == "" && got != "" {
				t.Errorf("/%s: %s is %q, want %q", want.address, name, got, value)
			}
		}
		if site == "" {
			continue
		}
		file := index(want.address)
		if want.status == 404 {
			file = "404.html"
		}
		if raw, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(file))); err != nil || string(raw) != body {
			t.Errorf("/%s: %d bytes are not those of %s: %v", want.address, len(body), file, err)
		}
	}
}

// unpacked wants a server to send the packed files of a site, to whom can read
// them.
func unpacked(t *testing.T, site, base string, packings []string) {
	t.Helper()
	for _, packing := range packings {
		for address, file := range map[string]string{"claims/": "claims/index.html", "data/claims.json": "data/claims.json", "feed.xml": "feed.xml"} {
			response, body := get(t, base+address, packing)
			raw, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(file+map[string]string{"br": ".br", "gzip": ".gz"}[packing])))
			if got := response.Header.Get("Content-Encoding"); err != nil || got != packing || body != string(raw) {
				t.Errorf("/%s in %s: %d bytes in %q, not those of the packed file: %v", address, packing, len(body), got, err)
			}
			if got := response.Header.Get("Vary"); !strings.Contains(got, "Accept-Encoding") {
				t.Errorf("/%s in %s: varies by %q", address, packing, got)
			}
		}
	}
}
