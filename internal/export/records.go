package export

import (
	"explainer/internal/derive"
	"explainer/internal/explainer"
)

// The records of the open data. What each key means is said once, in the
// interface words data_<record>_<key>: the page about the data, docs/data.md
// and the schemas have it from there. Keys may be added; none is renamed or
// dropped.

type claimsFile struct {
	fileHead
	Coverage      coverage       `json:"coverage"`
	Sections      []section      `json:"sections"`
	Sources       []source       `json:"sources"`
	Claims        []claim        `json:"claims"`
	Disagreements []disagreement `json:"disagreements"`
}

type sourcesFile struct {
	fileHead
	Sources []source `json:"sources"`
}

type disagreementsFile struct {
	fileHead
	Disagreements []disagreement `json:"disagreements"`
}

// fileHead is what every file begins with.
type fileHead struct {
	Schema    string `json:"$schema"`
	Explainer string `json:"explainer"`
	Draft     bool   `json:"draft,omitempty"`
	License   string `json:"license"`
}

type coverage struct {
	From string `json:"from" jsonschema:"format=date"`
	To   string `json:"to" jsonschema:"format=date"`
}

type section struct {
	ID    string       `json:"id"`
	Draft bool         `json:"draft,omitempty"`
	Title derive.Words `json:"title"`
	URL   string       `json:"url" jsonschema:"format=uri"`
}

type source struct {
	ID            string       `json:"id"`
	Draft         bool         `json:"draft,omitempty"`
	Outlet        string       `json:"outlet"`
	Title         string       `json:"title"`
	Authors       []string     `json:"authors,omitempty"`
	Issued        *string      `json:"issued" jsonschema:"oneof_type=string;null"`
	URL           string       `json:"url,omitempty" jsonschema:"format=uri"`
	URLStatus     string       `json:"url_status,omitempty" jsonschema:"enum=opened,enum=unopened"`
	ArchiveURL    string       `json:"archive_url,omitempty" jsonschema:"format=uri"`
	Accessed      string       `json:"accessed,omitempty"`
	Language      string       `json:"language"`
	ArticleSHA256 string       `json:"article_sha256" jsonschema:"pattern=^[0-9a-f]{64}$"`
	Root          string       `json:"root"`
	Lineage       *lineage     `json:"lineage,omitempty"`
	Note          derive.Words `json:"note,omitempty"`
}

type lineage struct {
	Of      string            `json:"of"`
	Kind    string            `json:"kind" jsonschema:"enum=verbatim,enum=rewrite,enum=summary,enum=independent,enum=possibly derived"`
	Overlap explainer.Overlap `json:"overlap"`
}

type claim struct {
	ID            string         `json:"id"`
	Draft         bool           `json:"draft,omitempty"`
	Section       string         `json:"section"`
	Kind          string         `json:"kind" jsonschema:"enum=quantity,enum=event,enum=quotation,enum=policy,enum=law,enum=allegation,enum=absence,enum=description"`
	Status        string         `json:"status" jsonschema:"enum=reported,enum=alleged,enum=disputed,enum=unknown"`
	Statement     derive.Words   `json:"statement"`
	AssertedBy    string         `json:"asserted_by,omitempty"`
	AsOf          string         `json:"as_of,omitempty"`
	Date          string         `json:"date,omitempty"`
	URL           string         `json:"url" jsonschema:"format=uri"`
	EmbedURL      string         `json:"embed_url" jsonschema:"format=uri"`
	Evidence      []evidence     `json:"evidence"`
	Support       derive.Support `json:"support"`
	Agreement     string         `json:"agreement" jsonschema:"enum=single,enum=agree,enum=differ"`
	Disagreements []string       `json:"disagreements"`
}

type evidence struct {
	Source      string     `json:"source"`
	Paragraph   int        `json:"paragraph" jsonschema:"minimum=1"`
	Sentence    int        `json:"sentence" jsonschema:"minimum=1"`
	Fingerprint string     `json:"fingerprint" jsonschema:"pattern=^[0-9a-f]{16}$"`
	Part        string     `json:"part,omitempty" jsonschema:"enum=caption,enum=standfirst,enum=heading,enum=title,enum=kicker"`
	Excerpt     string     `json:"excerpt,omitempty"`
	Own         bool       `json:"own,omitempty"`
	Quantities  []quantity `json:"quantities"`
}

type quantity struct {
	Value     any      `json:"value,omitempty" jsonschema:"oneof_type=number;string"`
	Min       *float64 `json:"min,omitempty"`
	Max       *float64 `json:"max,omitempty"`
	Unit      string   `json:"unit"`
	Per       string   `json:"per,omitempty"`
	Qualifier string   `json:"qualifier,omitempty" jsonschema:"enum=about,enum=up to,enum=at least,enum=more than,enum=less than"`
	Text      string   `json:"text"`
}

type disagreement struct {
	ID        string       `json:"id"`
	Draft     bool         `json:"draft,omitempty"`
	Kind      string       `json:"kind" jsonschema:"enum=number,enum=date,enum=wording,enum=scope,enum=certainty,enum=arithmetic,enum=omission"`
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

func sectionOf(s *derive.Site, sec derive.Section) section {
	return section{sec.ID, sec.Draft, sec.Title, s.BaseURL + sec.ID + "/"}
}

func sourceOf(s *derive.Site, d *derive.Source) source {
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
	return r
}

func claimOf(s *derive.Site, c *derive.Claim) claim {
	r := claim{
		ID: c.ID, Draft: c.Draft, Section: c.Section, Kind: c.Kind, Status: c.Status, Statement: c.Statement,
		AssertedBy: c.AssertedBy, AsOf: c.AsOf, Date: c.Date,
		URL: s.BaseURL + "claims/" + c.ID + "/", EmbedURL: s.BaseURL + "embed/claims/" + c.ID + "/",
		Evidence: []evidence{}, Support: c.Support, Agreement: c.Agreement, Disagreements: c.Disagreements,
	}
	for _, e := range c.Evidence {
		r.Evidence = append(r.Evidence, evidence{
			e.Source, e.Paragraph, e.Sentence, e.Fingerprint, e.Part, e.Excerpt, e.Own, quantities(e.Quantities),
		})
	}
	return r
}

func disagreementOf(d *derive.Disagreement) disagreement {
	r := disagreement{ID: d.ID, Draft: d.Draft, Kind: d.Kind, Title: d.Title, Claims: d.Claims, Silent: d.Silent, Note: d.Note}
	for _, p := range d.Positions {
		r.Positions = append(r.Positions, position{p.Sources, p.Says, quantities(p.Quantities)})
	}
	return r
}

func quantities(list []derive.Quantity) []quantity {
	r := []quantity{}
	for _, q := range list {
		r = append(r, quantity{q.Value, q.Min, q.Max, q.Unit, q.Per, q.Qualifier, q.Text})
	}
	return r
}
