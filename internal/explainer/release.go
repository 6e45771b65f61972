package explainer

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"explainer/internal/diag"
)

// A Release is a published version as the ledger in data/releases/ keeps it:
// what was new or different in it, and what was no longer there. Nobody edits
// it. What the explainer said at the time is all releases up to it together,
// which is a [Published].
type Release struct {
	ReleaseHead
	Place     diag.Place // of its file
	Sum       string     // SHA-256 of this file
	Records   []*Publication
	Gone      []Key
	Addresses []*Address
}

// A ReleaseHead is what the first line of a release's file says.
type ReleaseHead struct {
	ID        string    `json:"release"`   // the day, with a number if it was not the first: "2031-10-21.2"
	Format    int       `json:"format"`    // LedgerFormat
	Date      string    `json:"date"`      // ISO date
	Authority string    `json:"authority"` // host that ids of the feeds are made with, for good
	Editions  []string  `json:"editions"`
	Coverage  [2]string `json:"coverage"` // first and last day that the articles report from
	Previous  string    `json:"previous"` // SHA-256 of the file of the release before; empty for the first
}

// LedgerFormat is the number of the ledger's form, which docs/releases.md
// describes.
const LedgerFormat = 1

// A Key names a record: by its kind, its id and, for a page, its edition.
type Key struct {
	Kind    string `json:"record"` // source, agent, claim, disagreement, page or correction
	ID      string `json:"id"`
	Edition string `json:"edition,omitempty"`
}

// The kinds of records in a release, in their order.
var Kinds = []string{"source", "agent", "claim", "disagreement", "page", "correction"}

// Compare orders keys by kind, then id.
func (k Key) Compare(other Key) int {
	return cmp.Or(cmp.Compare(slices.Index(Kinds, k.Kind), slices.Index(Kinds, other.Kind)),
		cmp.Compare(k.ID, other.ID), cmp.Compare(k.Edition, other.Edition))
}

// A Publication is a record as readers were shown it. One of the pointers is
// set. Hash is the first 16 hex digits of the SHA-256 of the record's JSON: it
// names these words for good.
type Publication struct {
	Key
	Place        diag.Place // in the ledger; zero for what is not released
	Hash         string
	Source       *PublishedSource
	Agent        *PublishedAgent
	Claim        *PublishedClaim
	Disagreement *PublishedDisagreement
	Page         *PublishedPage
	Correction   *PublishedCorrection
}

// Body is the part that the publication's kind has, made if it is missing; nil
// if there is no such kind.
func (p *Publication) Body() any {
	switch p.Kind {
	case "source":
		return made(&p.Source)
	case "agent":
		return made(&p.Agent)
	case "claim":
		return made(&p.Claim)
	case "disagreement":
		return made(&p.Disagreement)
	case "page":
		return made(&p.Page)
	case "correction":
		return made(&p.Correction)
	}
	return nil
}

func made[T any](p **T) *T {
	if *p == nil {
		*p = new(T)
	}
	return *p
}

// PublishedSource is a source as it was named to readers.
type PublishedSource struct {
	Outlet        map[string]string `json:"outlet"`
	Label         map[string]string `json:"label"`
	Title         string            `json:"title"`
	Authors       []string          `json:"authors,omitempty"`
	Issued        string            `json:"issued,omitempty"`
	URL           string            `json:"url,omitempty"`
	Language      string            `json:"language"`
	ArticleSHA256 string            `json:"article_sha256"`
	Of            string            `json:"of,omitempty"`   // the source that it derives from
	Kind          string            `json:"kind,omitempty"` // of lineage
	Root          string            `json:"root"`           // the source that its family goes back to
}

// PublishedAgent is who asserts something.
type PublishedAgent struct {
	Name        map[string]string `json:"name"`
	Description map[string]string `json:"description,omitempty"`
}

// PublishedClaim is a claim with its evidence, support and agreement.
type PublishedClaim struct {
	Section       string              `json:"section"`
	Kind          string              `json:"kind"`
	Status        string              `json:"status"`
	Statement     map[string]string   `json:"statement"`
	AssertedBy    string              `json:"asserted_by,omitempty"`
	AsOf          string              `json:"as_of,omitempty"`
	Date          string              `json:"date,omitempty"`
	DateNote      map[string]string   `json:"date_note,omitempty"`
	Evidence      []PublishedEvidence `json:"evidence"`
	Sources       int                 `json:"sources"`
	Origins       int                 `json:"origins"`
	Agreement     string              `json:"agreement"`
	Disagreements []string            `json:"disagreements,omitempty"`
}

// PublishedEvidence is one sentence of a source. State is what the source does
// for the claim: origin or derived.
type PublishedEvidence struct {
	Source      string              `json:"source"`
	State       string              `json:"state"`
	At          string              `json:"at"`
	Fingerprint string              `json:"fingerprint"`
	Part        string              `json:"part,omitempty"`
	Own         bool                `json:"own,omitempty"`
	Excerpt     string              `json:"excerpt,omitempty"`
	Quantities  []PublishedQuantity `json:"quantities,omitempty"`
	Note        map[string]string   `json:"note,omitempty"`
}

// PublishedQuantity is a quantity as the source gave it (Text), as it was read,
// and as an edition wrote it (Shown).
type PublishedQuantity struct {
	Text      string            `json:"text"`
	Value     any               `json:"value,omitempty"` // a number, or an ISO date if Unit is "date"
	Min       *float64          `json:"min,omitempty"`
	Max       *float64          `json:"max,omitempty"`
	Unit      string            `json:"unit,omitempty"`
	Per       string            `json:"per,omitempty"`
	Qualifier string            `json:"qualifier,omitempty"`
	Shown     map[string]string `json:"shown"`
}

// PublishedDisagreement is a disagreement with its positions.
type PublishedDisagreement struct {
	Kind      string              `json:"kind"`
	Weight    int                 `json:"weight"`
	Title     map[string]string   `json:"title"`
	Claims    []string            `json:"claims"`
	Positions []PublishedPosition `json:"positions"`
	Note      map[string]string   `json:"note"`
}

// PublishedPosition is what some sources said.
type PublishedPosition struct {
	Sources    []string            `json:"sources"`
	Says       map[string]string   `json:"says"`
	Quantities []PublishedQuantity `json:"quantities,omitempty"`
}

// PublishedPage is prose in one edition. Claims has the hash of each claim that
// it cited: with them, the page's own hash names all that readers were shown.
type PublishedPage struct {
	Section     bool              `json:"section,omitempty"`
	Weight      int               `json:"weight,omitempty"`
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Answer      string            `json:"answer,omitempty"`
	Key         []string          `json:"key,omitempty"`
	Body        string            `json:"body"`            // Markdown, without front matter
	Notes       []PublishedNote   `json:"notes,omitempty"` // of a section: what its sentences rest on
	Claims      map[string]string `json:"claims,omitempty"`
}

// PublishedNote stands behind a sentence of a section and names the claims that
// the sentence cites. The place is a line of the body and a character of it,
// both counted from 1: where a sentence ends is not worked out anew.
type PublishedNote struct {
	Line   int      `json:"line"`
	Col    int      `json:"col"`
	Claims []string `json:"claims"`
}

// Noted is the body with the notes of its sentences, for Hugo.
func (p *PublishedPage) Noted() string {
	var inserts []Insert
	for _, n := range p.Notes {
		inserts = append(inserts, NoteInsert(Note{strings.Join(n.Claims, "+"), diag.Place{Line: n.Line, Col: n.Col}}))
	}
	return WithInserts(p.Body, inserts)
}

// PublishedCorrection is a correction as it was announced.
type PublishedCorrection struct {
	Date        string            `json:"date"`
	Substantive bool              `json:"substantive"`
	Of          []string          `json:"of"` // "claim capacity", "page the-ferry"
	Was         map[string]string `json:"was"`
	Now         map[string]string `json:"now"`
	Why         map[string]string `json:"why"`
}

// An Address is a file of the published site that others may link to, and the
// places in it. Path is relative to the site's root; of a page it names the
// folder: "claims/capacity/", and "" for the front page.
type Address struct {
	Place diag.Place `json:"-"`
	Path  string     `json:"path"`
	IDs   []string   `json:"ids,omitempty"`
}

// Published is what an explainer said at the time of a release, or says now.
type Published map[Key]*Publication

// Keys are in order.
func (p Published) Keys() []Key { return slices.SortedFunc(maps.Keys(p), Key.Compare) }

// PublishedAt is what the explainer said when the i-th release was made; that
// of -1 is empty.
func (x *Explainer) PublishedAt(i int) Published {
	all := Published{}
	for _, r := range x.Releases[:i+1] {
		for _, p := range r.Records {
			all[p.Key] = p
		}
		for _, k := range r.Gone {
			delete(all, k)
		}
	}
	return all
}

// Published is what the explainer said when the last release was made.
func (x *Explainer) Published() Published { return x.PublishedAt(len(x.Releases) - 1) }

// Authority is the host that ids of the feeds are made with: as the first
// release had it, or else the one that hugo.toml names.
func (x *Explainer) Authority() string {
	if len(x.Releases) > 0 {
		return x.Releases[0].Authority
	}
	u, err := url.Parse(x.Home)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
