// Package explainer holds the nouns of an explainer: sources, agents, claims
// with their evidence, disagreements, and prose that cites claims. It knows
// no files and no HTML. Every value that an editor wrote carries its place,
// so that whatever is found wrong with it later is reported there.
package explainer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/quantity"
)

// An Explainer is everything that one site is made from.
type Explainer struct {
	Settings
	Sources       []*Source // by id
	Agents        []*Agent  // by id
	Claims        []*Claim  // by section, then id
	Disagreements []*Disagreement
	Charts        []*Chart // by id
	Maps          []*Map   // by id
	Pages         []*Page  // by edition, then weight, then id
	Outline       []*SectionTerms
	Units         quantity.Units
	Style         []*Style // by id
	Rules         Rules
	Corrections   []*Correction // latest first, then by id
	Redirects     []*Redirect   // in the order of their file
	Releases      []*Release    // in order
}

// Settings are what hugo.toml says.
type Settings struct {
	Place    diag.Place
	BaseURL  string
	Home     string // what hugo.toml gives as BaseURL, wherever this build will stand
	Slug     string // names the offline copies: <slug>-<edition>.html
	Editions []Edition
	Coverage Coverage
	License  string // of the explainer's own text, an SPDX id
	Contact  string // where to report an error: an address or URL
	Drafts   bool   // drafts may be built: no setting of hugo.toml, but of one run
}

// Coverage is the window of the reporting that the explainer rests on, as ISO
// dates.
type Coverage struct {
	Place    diag.Place
	From, To string
}

// An Edition is the explainer in one language. The first is the main one, at
// the site's root; the others stand in a folder named by their id.
type Edition struct {
	ID          string // "en"
	Locale      string // a BCP 47 tag: "es-419"
	Label       string // the language's own name: "Español"
	Title       Text
	Description Text
}

// Text is a string that knows its place.
type Text struct {
	Value string
	Place diag.Place
	// Col is the column at which Value begins to stand, as it is, on the line of
	// Place; 0 where quotes, escapes or line ends make it stand otherwise.
	Col int
}

// At gives the place of a byte offset of Value, as exactly as it is known.
func (t Text) At(offset int) diag.Place {
	p := t.Place
	if t.Col > 0 {
		p.Col = t.Col + utf8.RuneCountInString(t.Value[:offset])
	}
	return p
}

// A Flag is a yes or no that knows its place.
type Flag struct {
	Value bool
	Place diag.Place
}

// Localized is a text in each edition.
type Localized map[string]Text

// In gives the words for one edition, or "".
func (l Localized) In(edition string) string { return l[edition].Value }

// Strings drops the places.
func (l Localized) Strings() map[string]string {
	m := make(map[string]string, len(l))
	for k, v := range l {
		m[k] = v.Value
	}
	return m
}

// A Source is an article consulted. Fields are named as in CSL where CSL has
// them; Outlet is its container-title.
type Source struct {
	ID            string
	Place         diag.Place
	Draft         Flag      // title, outlet and label may not be written yet
	Title         Text      // as far as needed to find it: never more than 12 words
	Outlet        Localized // full name, or that it is not stated
	Label         Localized // short name, for marks and tables
	Authors       []Text
	Issued        Text // ISO date, reduced precision allowed: "2025-03"; empty if not stated
	Accessed      Text // ISO date
	URL           Text
	URLStatus     Text // "opened", or "unopened": found in public material, not followed
	ArchiveURL    Text
	Language      Text
	ArticleSHA256 Text // of the raw bytes as consulted
	Note          Localized
	Lineage       *Lineage
	SetAside      []*SetAside
	Checked       Text // ISO date, to the day: when the article was last compared with this record
	Changed       *Changed
}

// Changed says that a source's article was found to be no longer what was
// read. The record stays what it was: it is of the article as read.
type Changed struct {
	Place         diag.Place
	On            Text // ISO date, to the day: when that was found
	Note          Localized
	ArticleSHA256 Text // of the newer copy's raw bytes, if one was kept
}

// Lineage says how a source derives from another (PROV wasDerivedFrom).
type Lineage struct {
	Place   diag.Place
	Of      Text // a source id; empty for an origin
	Kind    Text // verbatim, rewrite, summary, independent; of a draft also possibly derived
	Basis   Localized
	Overlap Overlap
}

// Overlap is what package lineage measured, each figure a share from 0 to 1
// with two decimals. The fields are documented there.
type Overlap struct {
	Place    diag.Place `json:"-"`
	Shingles float64    `json:"shingles"`
	Aligned  float64    `json:"aligned"`
	Order    float64    `json:"order"`
	Numbers  float64    `json:"numbers"`
	Score    float64    `json:"score"`
}

// SetAside accounts for a sentence of a source that states nothing checkable.
type SetAside struct {
	Place       diag.Place
	At          Text // a locator
	Fingerprint Text
	Reason      Text // signpost, appeal, credit or repetition
}

// An Agent is a person, organisation or government that asserts something
// (PROV Agent).
type Agent struct {
	ID          string
	Place       diag.Place
	Draft       Flag // the description may not be written yet
	Name        Localized
	Aliases     map[string][]Text // by edition: other forms that prose names it by
	Description Localized
}

// Status says how far a claim may be relied on.
type Status string

// The statuses.
const (
	Reported Status = "reported" // stated by the source as fact, or on a named report
	Alleged  Status = "alleged"  // asserted by a party against somebody, unproven
	Disputed Status = "disputed" // parties contradict each other
	Unknown  Status = "unknown"  // the sources say that it is not known
)

// A Claim is one checkable statement of ours (schema.org/Claim).
type Claim struct {
	ID         string
	Place      diag.Place
	Draft      Flag // the statement may not be written yet
	Section    Text // the page it belongs to, by its folder; of a draft also Unplaced
	Kind       Text // quantity, event, quotation, policy, law, allegation, absence, description
	Status     Text
	AssertedBy Text // an agent id; empty when it is the outlets' own reporting
	AsOf       Text // ISO date that a state or figure refers to
	Date       Text // ISO date of an event: puts the claim in the timeline
	DateNote   Localized
	Statement  Localized
	Evidence   []*Evidence
}

// Unplaced is the folder of draft claims that fit no section.
const Unplaced = "unplaced"

// Evidence ties a claim to a sentence of a source.
type Evidence struct {
	Place       diag.Place
	Source      Text
	At          Text // a locator: p8.s2
	Fingerprint Text // of the normalised sentence
	Part        Text // empty for body text, else caption, standfirst, heading, title, kicker
	Excerpt     Text // at most 12 words of the source's own
	Quantities  []Text
	Own         bool // in a derived source: not taken from what it derives from
	Note        Localized
}

// A Style is an entry of the site's style list: words that it does not use in
// its own voice. A term is one word or more, whole; a last letter * stands for
// any ending.
type Style struct {
	ID     string
	Place  diag.Place
	Kind   Text              // Loaded, Guilt or Group
	Terms  map[string][]Text // by edition
	Except map[string][]Text // by edition: longer phrases in which a term is fine
	Prefer Localized         // in some editions: what to write instead
	Reason Localized         // in some editions: why, or what to do
}

// The kinds of style entries.
const (
	Loaded = "loaded" // a term that takes sides
	Guilt  = "guilt"  // a noun or predicate that calls somebody guilty
	Group  = "group"  // a name to belong to which is an accusation
)

// A Disagreement joins claims about which sources differ.
type Disagreement struct {
	ID        string
	Place     diag.Place
	Draft     Flag // title, note and what positions say may not be written yet
	Kind      Text // number, date, wording, scope, certainty, arithmetic, omission
	Weight    int  // 0–100, how much it matters to a reader
	Title     Localized
	Claims    []Text
	Positions []*Position
	Note      Localized
}

// A Position is what some of the sources say in a disagreement.
type Position struct {
	Place      diag.Place
	Sources    []Text
	Says       Localized
	Quantities []Text
}

// Rules are how a site departs from the editorial rules: openly, and with a
// reason that readers see.
type Rules struct {
	Levels  []*RuleLevel
	Waivers []*Waiver
}

// A RuleLevel makes all findings of a code errors, warnings, or none.
type RuleLevel struct {
	Code   Text
	Level  Text // error, warning or off
	Reason Localized
}

// A Waiver lets one finding pass: that of a code, in a file, at a place within
// a text that stands there.
type Waiver struct {
	Place  diag.Place
	Code   Text
	File   Text
	Text   Text
	Reason Localized
}

// A Page is prose in one edition.
type Page struct {
	ID          string // "us-deal"; "" for the front page
	Edition     string
	Place       diag.Place
	Draft       Flag // answer, description and prose may not be written yet
	Section     bool // one of the explainer's sections, which claims belong to
	Editorial   bool // about the explainer itself: its sentences cite no claims
	Glossary    bool // of terms: not one of the sections, though it cites like them
	Title       Text
	Description Text
	Weight      int
	Answer      Text   // of a section, for the front page: Markdown on one line
	Body        string // Markdown, without front matter
	Key         []Text // claims whose quantities lead the page
	Counterpart Text   // Hash of the main edition's page when this one was last compared with it
	Hash        string // of the words and link targets, whatever the white space
	Headings    []Sentence
	Terms       []Term // of a glossary, in order
	Sentences   []Sentence
	Links       []Link // to anything but claims, in order
	BodyLine    int    // the line at which the prose begins, after the front matter
	Markdown    string // the file as it was read, front matter and all
}

// A Note stands after a sentence and says what it rests on.
type Note struct {
	Key   string // the claims that the sentence cites, each once: "a+b"
	Place diag.Place
}

// Notes are the page's, in order. A sentence that ends where nothing can stand
// after it, as within the words of a link, shares the note of the next one.
func (p *Page) Notes() []Note {
	var notes []Note
	var claims []string
	for i, s := range p.Sentences {
		for _, c := range s.Citations {
			if !slices.Contains(claims, c.Claim.Value) {
				claims = append(claims, c.Claim.Value)
			}
		}
		last := i+1 == len(p.Sentences) || p.Sentences[i+1].Block != s.Block
		if s.End.Line > 0 && len(claims) > 0 {
			notes = append(notes, Note{strings.Join(claims, "+"), s.End})
		}
		if s.End.Line > 0 || last {
			claims = nil
		}
	}
	return notes
}

// A Term of a glossary: a heading with what stands below it.
type Term struct {
	ID       string // of the heading
	Name     string
	Place    diag.Place
	From, To int // its sentences on the page
}

// A Panel stands below a paragraph and shows a record that concerns it.
type Panel struct {
	Kind  PanelKind
	ID    string     // of the record
	Place diag.Place // the paragraph's end
}

// PanelKind says which record a panel shows; layouts/_partials/panel-<kind>.html
// lays it out.
type PanelKind string

// The kinds of panels.
const (
	Differ PanelKind = "differ" // a disagreement
	Occurs PanelKind = "occurs" // where a term occurs
)

// SectionTerms say which sentences of articles belong to a section, whether
// its page is written or not.
type SectionTerms struct {
	ID    Text
	Place diag.Place
	Title Localized         // in some editions
	Terms map[string][]Text // by edition
}

// A Link is an ordinary link of prose.
type Link struct {
	Destination Text
	Words       string
}

// A Sentence of prose with the claims it cites.
type Sentence struct {
	Text      string
	Place     diag.Place
	End       diag.Place // after its last character and the markup around it; zero where a link or code goes on
	Editorial bool       // about the explainer itself, needing no source
	Block     int        // the paragraph, item or cell it stands in, counted on its page
	Citations []Citation
	Runs      []Run // in order; none where Text stands in the file as it is
}

// Claims are those that the sentence cites, each once.
func (s *Sentence) Claims() []string {
	var ids []string
	for _, c := range s.Citations {
		if !slices.Contains(ids, c.Claim.Value) {
			ids = append(ids, c.Claim.Value)
		}
	}
	return ids
}

// A Run is a stretch of a sentence that stands in the file as it does in Text;
// link syntax and line ends stand between runs.
type Run struct {
	Offset int // in Text
	Place  diag.Place
}

// At gives the place of a byte offset of Text.
func (s *Sentence) At(offset int) diag.Place {
	run := Run{Place: s.Place}
	if i, _ := slices.BinarySearchFunc(s.Runs, offset+1, func(r Run, o int) int { return r.Offset - o }); i > 0 {
		run = s.Runs[i-1]
	}
	run.Place.Col += utf8.RuneCountInString(s.Text[run.Offset:offset])
	return run.Place
}

// A Citation is one claim link: words of ours and the claim they rest on.
// `[up to 40,000](claim:a+b)` makes two.
type Citation struct {
	Claim Text
	Words string
}

// Source gives the source with an id, or nil.
func (x *Explainer) Source(id string) *Source {
	return find(x.Sources, func(s *Source) bool { return s.ID == id })
}

// Agent gives the agent with an id, or nil.
func (x *Explainer) Agent(id string) *Agent {
	return find(x.Agents, func(a *Agent) bool { return a.ID == id })
}

// Sections are the section pages of one edition, in order.
func (x *Explainer) Sections(edition string) []*Page {
	var sections []*Page
	for _, p := range x.Pages {
		if p.Edition == edition && p.Section {
			sections = append(sections, p)
		}
	}
	return sections
}

// HasDrafts reports whether anything of the explainer is a draft.
func (x *Explainer) HasDrafts() bool {
	return slices.ContainsFunc(x.Sources, func(s *Source) bool { return s.Draft.Value }) ||
		slices.ContainsFunc(x.Agents, func(a *Agent) bool { return a.Draft.Value }) ||
		slices.ContainsFunc(x.Claims, func(c *Claim) bool { return c.Draft.Value }) ||
		slices.ContainsFunc(x.Disagreements, func(d *Disagreement) bool { return d.Draft.Value }) ||
		slices.ContainsFunc(x.Pages, func(p *Page) bool { return p.Draft.Value })
}

// Main is the first edition, which the site's root holds.
func (s *Settings) Main() Edition { return s.Editions[0] }

// EditionIDs lists the editions' ids in order.
func (s *Settings) EditionIDs() []string {
	ids := make([]string, len(s.Editions))
	for i, e := range s.Editions {
		ids[i] = e.ID
	}
	return ids
}

func find[T any](list []*T, is func(*T) bool) *T {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i]
	}
	return nil
}
