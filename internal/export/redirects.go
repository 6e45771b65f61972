package export

import (
	"os"
	"path/filepath"
	"strings"

	"explainer/internal/derive"
)

// WriteRedirects writes _redirects, which Netlify, Cloudflare Pages and others
// read, if there is anything to say. The exclamation mark lets Netlify redirect
// though a page stands there for other hosts. Of addresses the browser keeps
// the place, so that #seats finds its heading on the new page.
func WriteRedirects(dir string, s *derive.Site) error {
	if len(s.Redirects) == 0 {
		return nil
	}
	var b strings.Builder
	for _, r := range s.Redirects {
		b.WriteString("/" + r.From + " /" + r.To + " 301!\n")
	}
	return os.WriteFile(filepath.Join(dir, "_redirects"), []byte(b.String()), 0o644)
}
