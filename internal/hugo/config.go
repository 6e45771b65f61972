package hugo

import (
	"path/filepath"
	"slices"
	"strings"

	"explainer/internal/explainer"
)

// A Job is one run of Hugo.
type Job struct {
	Explainer *explainer.Explainer
	Site      string // the site's folder, absolute
	Tool      string // the folder of this tool, absolute: its layouts, assets and interface words
	Work      string // generated files: data/ with the derived site, content/ with the pages, and Hugo's own
	Out       string // where to write: absent or empty
	Panels    []explainer.Panel
	Pictures  bool // also lay out Sheets
}

// Sheets are the files, below Out, that say what pictures to draw: one for each
// edition, from layouts/home.pictures.json.
func (j Job) Sheets() []string {
	var files []string
	for i, e := range j.Explainer.Editions {
		if i > 0 {
			files = append(files, e.ID+"/pictures.json")
		} else {
			files = append(files, "pictures.json")
		}
	}
	return files
}

// A Page by its edition and the path that Hugo knows it by: "/claims/capacity".
type Page struct{ Edition, Path string }

// The forms that pages with prose are made in: of these, sections can be
// embedded. The adapter has those of pages made from data.
var alone, embedded = []string{"html", "markdown"}, []string{"html", "markdown", "embed", "oembed", "fragment"}

func (j Job) outputs(p *explainer.Page) []string {
	switch {
	case p.ID == "" && j.Pictures:
		return append(slices.Clone(alone), "llms", "atom", "pictures")
	case p.ID == "":
		return append(slices.Clone(alone), "llms", "atom")
	case p.Section:
		return embedded
	}
	return alone
}

// config is the whole of Hugo's configuration. What may differ between sites
// comes from hugo.toml through package load; the rest is fixed here, above
// all that Hugo runs no program, reads no environment and fetches nothing.
func (j Job) config() map[string]any {
	languages := map[string]any{}
	mounts := []map[string]any{
		{"source": filepath.Join(j.Work, "data"), "target": "data"},
	}
	for i, e := range j.Explainer.Editions {
		languages[e.ID] = map[string]any{
			"locale": e.Locale, "label": e.Label, "title": e.Title.Value, "weight": i + 1,
			"params": map[string]any{"description": e.Description.Value},
		}
		only := map[string]any{"matrix": map[string]any{"languages": []string{e.ID}}}
		for _, source := range []string{
			j.content(e.ID),
			filepath.Join(j.Tool, "internal", "hugo", "adapter"),
		} {
			mounts = append(mounts, map[string]any{"source": source, "target": "content", "sites": only})
		}
	}
	for _, component := range []string{"layouts", "assets", "i18n"} {
		// A site's own win over ours. Of two mounts Hugo 0.165 takes a template
		// from the first that has it, a word or an asset from the last.
		roots := slices.Compact([]string{j.Site, j.Tool})
		if component != "layouts" {
			slices.Reverse(roots)
		}
		for _, root := range roots {
			if dir := filepath.Join(root, component); isDir(dir) {
				mounts = append(mounts, map[string]any{"source": dir, "target": component})
			}
		}
	}
	sections := []string{}
	for _, p := range j.Explainer.Sections(j.Explainer.Main().ID) {
		sections = append(sections, "/"+p.ID)
	}
	none := []string{"none"}
	return map[string]any{
		// Pages link relatively and take absolute addresses from the derived
		// site: the bytes are the same under any base.
		"baseURL":                        "https://site.invalid/",
		"title":                          j.Explainer.Main().Title.Value,
		"defaultContentLanguage":         j.Explainer.Main().ID,
		"disableDefaultLanguageRedirect": true,
		"languages":                      languages,
		"module":                         map[string]any{"mounts": mounts},
		"mediaTypes":                     map[string]any{"application/atom+xml": map[string]any{"suffixes": []string{"xml"}}},
		"outputFormats": map[string]any{
			"atom":     map[string]any{"mediaType": "application/atom+xml", "baseName": "feed", "isPlainText": true},
			"embed":    map[string]any{"mediaType": "text/html", "path": "embed", "baseName": "index", "isHTML": true, "permalinkable": true},
			"oembed":   map[string]any{"mediaType": "application/json", "path": "oembed", "ugly": true, "isPlainText": true},
			"llms":     map[string]any{"mediaType": "text/plain", "baseName": "llms", "isPlainText": true},
			"fragment": map[string]any{"mediaType": "text/html", "path": "fragments", "ugly": true, "isHTML": true},
			"pictures": map[string]any{"mediaType": "application/json", "baseName": "pictures", "isPlainText": true, "notAlternative": true},
		},
		// The first paragraph, which an embed shows unfolded.
		"summaryLength": 1,
		"outputs":       map[string]any{"home": j.outputs(&explainer.Page{}), "page": alone, "section": alone},
		"cascade": []map[string]any{{
			"target":  map[string]any{"path": "{" + strings.Join(sections, ",") + "}"},
			"outputs": embedded,
		}},
		"disableKinds":               []string{"taxonomy", "term", "rss", "sitemap", "robotstxt"},
		"disableHugoGeneratorInject": true,
		"enableInlineShortcodes":     false,
		"noTimes":                    true,
		"resourceDir":                filepath.Join(j.Work, "resources"),
		"cacheDir":                   filepath.Join(j.Work, "cache"),
		"security": map[string]any{
			"exec":  map[string]any{"allow": none, "osEnv": none},
			"funcs": map[string]any{"getenv": none},
			"http":  map[string]any{"methods": none, "urls": none},
		},
		"markup": map[string]any{
			"goldmark": map[string]any{
				"renderer": map[string]any{"unsafe": false},
				// As in package load, which judges the same Markdown.
				"extensions": map[string]any{
					"typographer": map[string]any{"disable": true},
					"linkify":     false, "footnote": false, "definitionList": false, "taskList": false,
					// Notes and panels, which package load does not see.
					"passthrough": map[string]any{
						"enable":     true,
						"delimiters": map[string]any{"inline": [][]string{{explainer.NoteOpens, explainer.NoteCloses}}, "block": [][]string{{panelOpens, panelCloses}}},
					},
				},
			},
		},
	}
}
