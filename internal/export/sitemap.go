package export

import (
	"encoding/xml"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"explainer/internal/derive"
)

// WriteSitemap writes sitemap.xml, with each page's address in every edition,
// and robots.txt, which names it, or keeps robots out of a site with drafts. It
// lists the pages that it finds in dir.
func WriteSitemap(dir string, s *derive.Site) error {
	pages := map[string]bool{} // path from the site's root, ending in a slash
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.Name() != "index.html" {
			return err
		}
		rel, err := filepath.Rel(dir, filepath.Dir(file))
		page := filepath.ToSlash(rel) + "/"
		pages[strings.TrimPrefix(page, "./")] = true
		return err
	})
	if err != nil {
		return err
	}
	for _, r := range s.Redirects {
		delete(pages, r.From)
	}
	var m urlset
	for page := range pages {
		u := sitemapURL{Loc: s.BaseURL + page}
		within := page
		for _, e := range s.Editions[1:] {
			if rest, ok := strings.CutPrefix(page, e.Path); ok {
				within = rest
			}
		}
		if within == "style/" || strings.HasPrefix(within, "embed/") && within != "embed/" {
			continue // not for readers to come to
		}
		for _, e := range s.Editions {
			if pages[e.Path+within] {
				u.Alternates = append(u.Alternates, alternate{"alternate", e.Locale, s.BaseURL + e.Path + within})
			}
		}
		m.URLs = append(m.URLs, u)
	}
	slices.SortFunc(m.URLs, func(a, b sitemapURL) int { return strings.Compare(a.Loc, b.Loc) })
	raw, err := xml.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "sitemap.xml"), append([]byte(xml.Header), append(raw, '\n')...), 0o644); err != nil {
		return err
	}
	robots := "User-agent: *\nAllow: /\nSitemap: " + s.BaseURL + "sitemap.xml\n"
	if s.Draft {
		robots = "User-agent: *\nDisallow: /\n"
	}
	return os.WriteFile(filepath.Join(dir, "robots.txt"), []byte(robots), 0o644)
}

// The elements of sitemaps.org 0.9, with the alternates that search engines
// read for editions.
type urlset struct {
	XMLName struct{}     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc        string      `xml:"loc"`
	Alternates []alternate `xml:"http://www.w3.org/1999/xhtml link"`
}

type alternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}
