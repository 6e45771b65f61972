package export

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"explainer/internal/derive"
)

// WriteRedirects writes _redirects, which Netlify, Cloudflare Pages and others
// read, if there is anything to say. Each is there twice: the exclamation mark
// lets Netlify redirect though a page stands there for other hosts, and keeps
// Cloudflare, which does so anyway, from reading the line. Of addresses the
// browser keeps the place, so that #seats finds its heading on the new page.
func WriteRedirects(dir string, s *derive.Site) error {
	if len(s.Redirects) == 0 {
		return nil
	}
	var b strings.Builder
	for _, r := range s.Redirects {
		fmt.Fprintf(&b, "/%[1]s /%[2]s 301!\n/%[1]s /%[2]s 301\n", r.From, r.To)
	}
	return os.WriteFile(filepath.Join(dir, "_redirects"), []byte(b.String()), 0o644)
}
