package e2e

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestWordPress gives a real WordPress nothing but addresses, in posts of its
// block editor and of its classic one, and wants embeds as high as what is in
// them. It takes minutes and Debian’s packages wordpress,
// wordpress-theme-twentytwentythree, mariadb-server,
// php-cli and php-mysql, and so runs only when asked to:
//
//	EXPLAINER_WORDPRESS=1 go test ./e2e -run TestWordPress -v
func TestWordPress(t *testing.T) {
	if os.Getenv("EXPLAINER_WORDPRESS") != "1" {
		t.Skip("skipped: EXPLAINER_WORDPRESS is not 1")
	}
	tab := browser(t)
	work := t.TempDir()
	run := func(name string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), name, args...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", cmd, err, out)
		}
		return string(out)
	}
	start := func(env []string, name string, args ...string) {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), env...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = cmd.Process.Signal(os.Interrupt) // which what was started in the background of a shell does not hear
			time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
			_, _ = cmd.Process.Wait()
		})
	}

	site := filepath.Join(work, "site")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { host(site).ServeHTTP(w, r) }))
	defer server.Close()
	if err := build("--out", site, "--base-url", server.URL); err != nil {
		t.Fatal(err)
	}

	data, socket := filepath.Join(work, "db"), filepath.Join(work, "db.sock")
	run("mariadb-install-db", "--no-defaults", "--user=root", "--auth-root-authentication-method=normal", "--datadir="+data)
	start(nil, "mariadbd", "--no-defaults", "--user=root", "--skip-networking", "--datadir="+data, "--socket="+socket)
	for range 100 {
		if _, err := os.Stat(socket); err == nil {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	run("mariadb", "--no-defaults", "--user=root", "--socket="+socket, "-e",
		"CREATE DATABASE wordpress; CREATE USER wordpress@localhost IDENTIFIED BY 'wordpress'; GRANT ALL ON wordpress.* TO wordpress@localhost")

	root := filepath.Join(work, "wordpress")
	run("cp", "-rL", "/usr/share/wordpress", root)
	plugins := filepath.Join(root, "wp-content", "mu-plugins")
	run("mkdir", "-p", plugins)
	run("cp", "-f", "wordpress/wp-config.php", "wordpress/install.php", root)
	run("cp", "wordpress/loopback.php", plugins)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	l.Close()
	env := []string{"WP_SOCKET=" + socket, "WP_ADDRESS=http://" + at, "SITE_ADDRESS=" + server.URL, "PHP_CLI_SERVER_WORKERS=4"}
	pages := map[string]string{"us-deal": "embed/us-deal/", "claims/capacity": "embed/claims/capacity/"}
	names := []string{"us-deal", "claims/capacity"}
	install := exec.CommandContext(t.Context(), "php", "install.php", server.URL+"/us-deal/", server.URL+"/claims/capacity/")
	install.Dir, install.Env = root, append(os.Environ(), env...)
	out, err := install.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	posts := strings.Fields(string(out))
	if len(posts) != 4 {
		t.Fatalf("WordPress says %q, want four posts", out)
	}
	start(env, "php", "-S", at, "-t", root)
	time.Sleep(2 * time.Second)

	for i, post := range posts {
		kind := []string{"block", "classic"}[i%2]
		name := names[i/2]
		for _, width := range []int64{320, 600, 1000} {
			t.Run(fmt.Sprintf("%s/%s/%d", name, kind, width), func(t *testing.T) {
				if err := chromedp.Do(tab, chromedp.EmulateViewport(width, 900), chromedp.Navigate("http://"+at+"/?p="+post), chromedp.Sleep(3*time.Second)); err != nil {
					t.Fatal(err)
				}
				got, err := chromedp.Run(tab, chromedp.Evaluate[struct {
					Src, Sandbox  string
					Width, Height float64
					Shown         bool
				}](`(() => {
					const f = document.querySelector("iframe"), box = f?.getBoundingClientRect();
					return f ? {src: f.src, sandbox: f.sandbox.value, width: box.width, height: box.height, shown: box.width > 0 && getComputedStyle(f).position !== "absolute"} : {};
				})()`))
				if err != nil {
					t.Fatal(err)
				}
				if !strings.HasPrefix(got.Src, server.URL+"/"+pages[name]) {
					text, _ := chromedp.Run(tab, chromedp.Evaluate[string](`(document.querySelector("main") ?? document.body).innerText.slice(0, 300)`))
					t.Fatalf("the frame shows %q; the page: %s", got.Src, text)
				}
				want := measure(t, tab, server.URL+"/"+pages[name]+"index.html", int64(got.Width)).Closed
				t.Logf("%.0f px wide, %.0f px high, its content %.1f; sandbox %q", got.Width, got.Height, want, got.Sandbox)
				if !got.Shown || math.Abs(got.Height-want) > 2 {
					t.Errorf("the frame is %.1f px high, its content %.1f; shown: %t", got.Height, want, got.Shown)
				}
			})
		}
	}
}
