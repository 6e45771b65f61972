// Package export writes the open data: what the explainer knows, for
// machines, in the formats that docs/data.md describes.
package export

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"

	"explainer/internal/derive"
	"explainer/internal/explainer"
)

// Write writes data/claims.json, data/sources.json and
// data/disagreements.json below dir.
func Write(dir string, s *derive.Site) error {
	claims := claimsFile{
		Explainer: s.Explainer, Draft: s.Draft, License: s.License,
		Coverage: coverage{s.Coverage.From, s.Coverage.To},
		Sections: []section{}, Sources: sources(s), Claims: []claim{}, Disagreements: disagreements(s),
	}
	for _, sec := range s.Sections {
		claims.Sections = append(claims.Sections, section{sec.ID, sec.Draft, sec.Title, s.BaseURL + sec.ID + "/"})
	}
	for _, c := range s.Claims {
		claims.Claims = append(claims.Claims, claimOf(s, c))
	}
	for name, v := range map[string]any{
		"claims.json":        claims,
		"sources.json":       map[string]any{"explainer": s.Explainer, "license": s.License, "sources": claims.Sources},
		"disagreements.json": map[string]any{"explainer": s.Explainer, "license": s.License, "disagreements": claims.Disagreements},
	} {
		if err := writeJSON(filepath.Join(dir, "data", name), v); err != nil {
			return err
		}
	}
	return nil
}

type claimsFile struct {
	Explainer     string         `json:"explainer"`
	Draft         bool           `json:"draft,omitempty"` // of the whole and of its parts: not for publication
	License       string         `json:"license"`
	Coverage      coverage       `json:"coverage"`
	Sections      []section      `json:"sections"`
	Sources       []source       `json:"sources"`
	Claims        []claim        `json:"claims"`
	Disagreements []disagreement `json:"disagreements"`
}

type coverage struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type section struct {
	ID    string       `json:"id"`
	Draft bool         `json:"draft,omitempty"`
	Title derive.Words `json:"title"`
	URL   string       `json:"url"`
}

type source struct {
	ID            string       `json:"id"`
	Draft         bool         `json:"draft,omitempty"`
	Outlet        string       `json:"outlet"`
	Title         string       `json:"title"`
	Authors       []string     `json:"authors,omitempty"`
	Issued        *string      `json:"issued"` // null when the source does not say
	URL           string       `json:"url,omitempty"`
	URLStatus     string       `json:"url_status,omitempty"`
	ArchiveURL    string       `json:"archive_url,omitempty"`
	Accessed      string       `json:"accessed,omitempty"`
	Language      string       `json:"language"`
	ArticleSHA256 string       `json:"article_sha256"`
	Root          string       `json:"root"`
	Lineage       *lineage     `json:"lineage,omitempty"`
	Note          derive.Words `json:"note,omitempty"`
}

type lineage struct {
	Of      string            `json:"of"`
	Kind    string            `json:"kind"`
	Overlap explainer.Overlap `json:"overlap"`
}

type claim struct {
	ID            string         `json:"id"`
	Draft         bool           `json:"draft,omitempty"`
	Section       string         `json:"section"`
	Kind          string         `json:"kind"`
	Status        string         `json:"status"`
	Statement     derive.Words   `json:"statement"`
	AssertedBy    string         `json:"asserted_by,omitempty"`
	AsOf          string         `json:"as_of,omitempty"`
	Date          string         `json:"date,omitempty"`
	URL           string         `json:"url"`
	EmbedURL      string         `json:"embed_url"`
	Evidence      []evidence     `json:"evidence"`
	Support       derive.Support `json:"support"`
	Agreement     string         `json:"agreement"`
	Disagreements []string       `json:"disagreements"`
}

type evidence struct {
	Source      string     `json:"source"`
	Paragraph   int        `json:"paragraph"`
	Sentence    int        `json:"sentence"`
	Fingerprint string     `json:"fingerprint"`
	Part        string     `json:"part,omitempty"`
	Excerpt     string     `json:"excerpt,omitempty"`
	Own         bool       `json:"own,omitempty"`
	Quantities  []quantity `json:"quantities"`
}

type quantity struct {
	Value     any      `json:"value,omitempty"`
	Min       *float64 `json:"min,omitempty"`
	Max       *float64 `json:"max,omitempty"`
	Unit      string   `json:"unit"`
	Per       string   `json:"per,omitempty"`
	Qualifier string   `json:"qualifier,omitempty"`
	Text      string   `json:"text"`
}

type disagreement struct {
	ID        string       `json:"id"`
	Draft     bool         `json:"draft,omitempty"`
	Kind      string       `json:"kind"`
	Title     derive.Words `json:"title"`
	Claims    []string     `json:"claims"`
	Positions []position   `json:"positions"`
	Silent    []string     `json:"silent"`
	Note      derive.Words `json:"note"`
}

type position struct {
	Sources    []string     `json:"sources"`
	Says       derive.Words `json:"says"`
	Quantities []quantity   `json:"quantities"`
}

func sources(s *derive.Site) []source {
	list := []source{}
	for _, d := range s.Sources {
		r := source{
			ID: d.ID, Draft: d.Draft, Outlet: d.Outlet[s.Editions[0].ID], Title: d.Title, Authors: d.Authors,
			URL: d.URL, URLStatus: d.URLStatus, ArchiveURL: d.ArchiveURL, Accessed: d.Accessed,
			Language: d.Language, ArticleSHA256: d.ArticleSHA256, Root: d.Root, Note: d.Note,
		}
		if d.Issued != "" {
			r.Issued = &d.Issued
		}
		if l := d.Lineage; l != nil {
			r.Lineage = &lineage{l.Of, l.Kind, l.Overlap}
		}
		list = append(list, r)
	}
	return list
}

func claimOf(s *derive.Site, c *derive.Claim) claim {
	r := claim{
		ID: c.ID, Draft: c.Draft, Section: c.Section, Kind: c.Kind, Status: c.Status, Statement: c.Statement,
		AssertedBy: c.AssertedBy, AsOf: c.AsOf, Date: c.Date,
		URL: s.BaseURL + "claims/" + c.ID + "/", EmbedURL: s.BaseURL + "embed/claims/" + c.ID + "/",
		Support: c.Support, Agreement: c.Agreement, Disagreements: c.Disagreements,
	}
	for _, e := range c.Evidence {
		r.Evidence = append(r.Evidence, evidence{
			e.Source, e.Paragraph, e.Sentence, e.Fingerprint, e.Part, e.Excerpt, e.Own, quantities(e.Quantities),
		})
	}
	return r
}

func disagreements(s *derive.Site) []disagreement {
	list := []disagreement{}
	for _, d := range s.Disagreements {
		r := disagreement{ID: d.ID, Draft: d.Draft, Kind: d.Kind, Title: d.Title, Claims: d.Claims, Silent: d.Silent, Note: d.Note}
		for _, p := range d.Positions {
			r.Positions = append(r.Positions, position{p.Sources, p.Says, quantities(p.Quantities)})
		}
		list = append(list, r)
	}
	return list
}

func quantities(list []derive.Quantity) []quantity {
	r := []quantity{}
	for _, q := range list {
		r = append(r, quantity{q.Value, q.Min, q.Max, q.Unit, q.Per, q.Qualifier, q.Text})
	}
	return r
}

func writeJSON(file string, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}
