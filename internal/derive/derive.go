// Package derive works out what pages and open data need and an editor does
// not write down: how many sources and independent origins support a claim,
// who is silent, whether sources agree, what happened when.
//
// Its Site is written as data for Hugo and read by package export; HTML is
// made in layouts only.
package derive

import (
	"cmp"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"explainer/internal/article"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// Words are one text in each edition, of a draft also in some or none.
type Words = map[string]string

// A Site is the derived explainer. Lists are in the order for display.
type Site struct {
	Explainer     string                     `json:"explainer"`
	BaseURL       string                     `json:"base_url"` // ends in a slash
	License       string                     `json:"license"`
	Contact       string                     `json:"contact"`
	Content       string                     `json:"content"` // hash of what the site is made from, if it is known
	Coverage      Coverage                   `json:"coverage"`
	Editions      []Edition                  `json:"editions"`
	Agents        map[string]Agent           `json:"agents"`
	Sections      []Section                  `json:"sections"`
	Sources       []*Source                  `json:"sources"`
	Families      []Family                   `json:"families"`
	Claims        []*Claim                   `json:"-"` // in the order of the sections
	Disagreements []*Disagreement            `json:"disagreements"`
	Timeline      []Day                      `json:"timeline"`
	Charts        []Chart                    `json:"charts"`
	Maps          []Map                      `json:"maps"`
	Panels        []explainer.Panel          `json:"-"`
	Terms         map[string]map[string]Term `json:"-"`     // by edition and id
	Pages         map[string][]Page          `json:"pages"` // by edition: those made without a content file
	Counts        Counts                     `json:"counts"`
	Levels        []Level                    `json:"levels"`
	Waivers       []Waiver                   `json:"waivers"`
	Draft         bool                       `json:"draft"`    // something is: nothing of the site is for publication
	Unplaced      []string                   `json:"unplaced"` // draft claims that fit no section

	Corrections     []*Correction                  `json:"corrections"`      // latest first
	PageCorrections map[string][]string            `json:"page_corrections"` // the substantive ones by page, the front page's under ""
	Releases        []Release                      `json:"releases"`         // latest first
	Feed            Feed                           `json:"feed"`
	Redirects       []Redirect                     `json:"-"`
	Former          map[string]map[string][]string `json:"former"`            // by page and place: what the place was called; under "" of the page's start
	Moved           map[string][]Moved             `json:"moved"`             // by page
	Checked         *Date                          `json:"checked,omitempty"` // the first of all sources

	// For pages that look them up: what releases said, by hash, and what their
	// sections rested on, by release.
	Pinned map[string]*Pinned `json:"-"`
	Past   map[string]*Past   `json:"-"`

	Embeds map[string]map[string]*Embed `json:"-"` // by edition and path

	claims  map[string]*Claim
	notes   map[string]*Note            // by key
	readers map[string]*quantity.Reader // by language of the source
	said    map[explainer.Key]string    // hashes of what the last release said and still holds
	units   quantity.Units
}

// Coverage is the window of the reporting: ISO dates, and as words.
type Coverage struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Shown Words  `json:"shown"`
}

// An Edition as pages need it.
type Edition struct {
	ID     string `json:"id"`
	Locale string `json:"locale"`
	Label  string `json:"label"`
	Path   string `json:"path"` // from the site's root: "" or "es/"
}

// An Agent is who asserts something.
type Agent struct {
	Name        Words `json:"name"`
	Description Words `json:"description"`
	Draft       bool  `json:"draft"`
}

// A Section with its claims, those its prose cites first and in its order.
type Section struct {
	ID            string   `json:"id"`
	Title         Words    `json:"title"`
	Claims        []string `json:"claims"`
	Disagreements []string `json:"disagreements"` // that concern one of its claims
	Corrections   []string `json:"corrections"`   // substantive ones, latest first
	Checked       *Date    `json:"checked,omitempty"`
	Draft         bool     `json:"draft"`  // its page is, in some edition
	Drafts        []string `json:"drafts"` // claims
}

// A Source with what it says alone and where it is silent.
type Source struct {
	ID            string     `json:"id"`
	Outlet        Words      `json:"outlet"`
	Label         Words      `json:"label"`
	Title         string     `json:"title"`
	Authors       []string   `json:"authors,omitempty"`
	Issued        string     `json:"issued,omitempty"`
	IssuedShown   Words      `json:"issued_shown,omitempty"`
	Accessed      string     `json:"accessed,omitempty"`
	AccessedShown Words      `json:"accessed_shown,omitempty"`
	URL           string     `json:"url,omitempty"`
	URLStatus     string     `json:"url_status,omitempty"`
	ArchiveURL    string     `json:"archive_url,omitempty"`
	Language      string     `json:"language"`
	ArticleSHA256 string     `json:"article_sha256"`
	Note          Words      `json:"note,omitempty"`
	Root          string     `json:"root"` // the source that its family goes back to: itself for an origin
	Lineage       *Lineage   `json:"lineage,omitempty"`
	Claims        int        `json:"claims"` // how many it carries
	Alone         []string   `json:"alone"`  // claims that only this source carries
	Unsaid        []string   `json:"unsaid"` // claims that every other source carries
	SetAside      []SetAside `json:"set_aside,omitempty"`
	Checked       *Date      `json:"checked,omitempty"` // when the article was last compared with this record
	Changed       *Changed   `json:"changed,omitempty"`
	Draft         bool       `json:"draft"`
}

// Changed says that the article is not what it was when it was read.
type Changed struct {
	Date
	Note Words `json:"note,omitempty"`
}

// Lineage as in package explainer.
type Lineage struct {
	Of      string            `json:"of"`
	Kind    string            `json:"kind"`
	Basis   Words             `json:"basis,omitempty"`
	Overlap explainer.Overlap `json:"overlap"`
}

// SetAside is a sentence that states nothing checkable.
type SetAside struct {
	At     string `json:"at"`
	Reason string `json:"reason"`
}

// A Family is a root source with those that derive from it, root first.
type Family struct {
	Root    string   `json:"root"`
	Members []string `json:"members"`
}

// A Claim with its support.
type Claim struct {
	ID            string     `json:"id"`
	Section       string     `json:"section"`
	Kind          string     `json:"kind"`
	Status        string     `json:"status"`
	Statement     Words      `json:"statement"`
	AssertedBy    string     `json:"asserted_by,omitempty"`
	AsOf          string     `json:"as_of,omitempty"`
	AsOfShown     Words      `json:"as_of_shown,omitempty"`
	Date          string     `json:"date,omitempty"`
	DateShown     Words      `json:"date_shown,omitempty"`
	DateNote      Words      `json:"date_note,omitempty"`
	Evidence      []Evidence `json:"-"`              // in the order of the sources; pages find it in Marks
	Lead          *Quantity  `json:"lead,omitempty"` // the quantity that stands for the claim
	Marks         []Mark     `json:"marks"`
	Support       Support    `json:"support"`
	Agreement     string     `json:"agreement"` // single, agree or differ
	Disagreements []string   `json:"disagreements"`
	CitedIn       []string   `json:"cited_in"`    // pages of the main edition; "" is the front page
	Corrections   []string   `json:"corrections"` // substantive ones, latest first
	History       []Event    `json:"history"`     // latest first
	Checked       *Date      `json:"checked,omitempty"`
	Draft         bool       `json:"draft"`
}

// Evidence as in package explainer, its quantities read.
type Evidence struct {
	Source      string     `json:"source"`
	Paragraph   int        `json:"paragraph"`
	Sentence    int        `json:"sentence"`
	Fingerprint string     `json:"fingerprint"`
	Part        string     `json:"part,omitempty"`
	Excerpt     string     `json:"excerpt,omitempty"`
	Quantities  []Quantity `json:"quantities,omitempty"`
	Own         bool       `json:"own,omitempty"`
	Note        Words      `json:"note,omitempty"`
}

// A Quantity as the source gives it (Text) and as an edition writes it
// (Shown). Value is a number, or an ISO date when Unit is "date".
type Quantity struct {
	Value     any      `json:"value,omitempty"`
	Min       *float64 `json:"min,omitempty"`
	Max       *float64 `json:"max,omitempty"`
	Unit      string   `json:"unit"`
	Per       string   `json:"per,omitempty"` // of a rate: "year"
	Qualifier string   `json:"qualifier,omitempty"`
	Text      string   `json:"text"`
	Shown     Words    `json:"shown"`
}

// A Mark says what one source does for a claim: it is the report itself
// ("origin"), a text derived from it ("derived"), or "silent".
type Mark struct {
	Source   string     `json:"source"`
	Family   int        `json:"family"` // index into Families
	State    string     `json:"state"`
	Echo     bool       `json:"echo,omitempty"` // derived, with the quantities of the first in its family that carries the claim
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Support counts the sources that carry a claim, and the independent reports
// behind them: copies and rewrites of one report are one origin.
type Support struct {
	Sources int      `json:"sources"`
	Origins int      `json:"origins"`
	Silent  []string `json:"silent"`
}

// A Disagreement between sources.
type Disagreement struct {
	ID          string     `json:"id"`
	Kind        string     `json:"kind"`
	Weight      int        `json:"weight"`
	Title       Words      `json:"title"`
	Claims      []string   `json:"claims"`
	Positions   []Position `json:"positions"`
	Note        Words      `json:"note"`
	Silent      []string   `json:"silent"`      // sources with none of the positions
	Corrections []string   `json:"corrections"` // substantive ones, latest first
	Draft       bool       `json:"draft"`
}

// A Position is what some sources say.
type Position struct {
	Sources    []string   `json:"sources"`
	Says       Words      `json:"says"`
	Quantities []Quantity `json:"quantities,omitempty"`
	Evidence   []Evidence `json:"evidence,omitempty"` // that a draft rests on, with neither words nor quantities
}

// A Day, month or year of the timeline, with its claims.
type Day struct {
	Date   string   `json:"date"`
	Shown  Words    `json:"shown"`
	Claims []string `json:"claims"`
}

// A Page that is made from data: where it stands and by which layout.
type Page struct {
	Path    string   `json:"path"` // within the edition: "claims/capacity"
	Kind    string   `json:"kind"` // Hugo's: page or section
	Layout  string   `json:"layout"`
	Record  string   `json:"record,omitempty"` // id of the record it shows
	Title   string   `json:"title,omitempty"`  // a claim's statement; of others, interface words are
	To      string   `json:"to,omitempty"`     // of a redirect: where to, within the edition
	Outputs []string `json:"outputs"`          // the formats it is made in: none for a folder of others
}

// Counts are what the site says of itself.
type Counts struct {
	Sources       int `json:"sources"`
	Origins       int `json:"origins"`
	Claims        int `json:"claims"`
	Evidence      int `json:"evidence"`
	Disagreements int `json:"disagreements"`
	Single        int `json:"single"` // claims that one source alone carries
	SetAside      int `json:"set_aside"`
}

// A Level departs from what the rules set for a code.
type Level struct {
	Code   string `json:"code"`
	Level  string `json:"level"`
	Reason Words  `json:"reason"`
}

// A Waiver lets one finding pass.
type Waiver struct {
	Code   string `json:"code"`
	File   string `json:"file"`
	Reason Words  `json:"reason"`
}

// New derives the site from an explainer that has no errors.
func New(x *explainer.Explainer) *Site {
	s := &Site{
		Explainer: x.Slug, BaseURL: withSlash(x.BaseURL), License: x.License, Contact: x.Contact,
		Sections: []Section{}, Sources: []*Source{}, Corrections: []*Correction{}, Releases: []Release{}, Families: []Family{}, Disagreements: []*Disagreement{}, Timeline: []Day{}, // none is a list too
		Agents: map[string]Agent{}, Pages: map[string][]Page{}, claims: map[string]*Claim{}, readers: map[string]*quantity.Reader{}, units: x.Units,
		Draft: x.HasDrafts(),
	}
	for _, src := range x.Sources {
		if lang := src.Language.Value; s.readers[lang] == nil {
			s.readers[lang] = quantity.NewReader(lang, x.Units)
		}
	}
	for i, e := range x.Editions {
		path := ""
		if i > 0 {
			path = e.ID + "/"
		}
		s.Editions = append(s.Editions, Edition{e.ID, e.Locale, e.Label, path})
	}
	dates := calendar{x}
	s.Coverage = Coverage{x.Coverage.From, x.Coverage.To, dates.span(x.Coverage.From, x.Coverage.To)}
	for _, a := range x.Agents {
		s.Agents[a.ID] = Agent{named(x, a.ID, a.Name), a.Description.Strings(), a.Draft.Value}
	}
	s.sources(x, dates)
	s.derivedClaims(x, dates)
	s.disagreements(x)
	s.sections(x)
	s.deriveNotes(x)
	s.panels(x)
	s.terms(x)
	s.timeline(dates)
	s.figures(x)
	s.pin(x, dates)
	s.pages()
	s.history(x, dates)
	s.checked(x, dates)
	s.redirects(x)
	s.embeds(x)
	s.count()
	for _, l := range x.Rules.Levels {
		s.Levels = append(s.Levels, Level{l.Code.Value, l.Level.Value, l.Reason.Strings()})
	}
	for _, w := range x.Rules.Waivers {
		s.Waivers = append(s.Waivers, Waiver{w.Code.Value, w.File.Value, w.Reason.Strings()})
	}
	return s
}

func withSlash(url string) string {
	if len(url) > 0 && url[len(url)-1] != '/' {
		return url + "/"
	}
	return url
}

// sources derives what each article is, and which go back to one.
func (s *Site) sources(x *explainer.Explainer, dates calendar) {
	root := map[string]string{}
	for _, src := range x.Sources {
		at := src
		for at.Lineage != nil && at.Lineage.Kind.Value != "independent" && x.Source(at.Lineage.Of.Value) != nil {
			at = x.Source(at.Lineage.Of.Value)
		}
		root[src.ID] = at.ID
	}
	for _, src := range x.Sources {
		d := &Source{
			ID: src.ID, Outlet: src.Outlet.Strings(), Label: named(x, cmp.Or(src.Title.Value, src.ID), src.Label, src.Outlet), Title: src.Title.Value, Draft: src.Draft.Value,
			Issued: src.Issued.Value, IssuedShown: dates.show(src.Issued.Value),
			Accessed: src.Accessed.Value, AccessedShown: dates.show(src.Accessed.Value),
			URL: src.URL.Value, URLStatus: src.URLStatus.Value, ArchiveURL: src.ArchiveURL.Value,
			Language: src.Language.Value, ArticleSHA256: src.ArticleSHA256.Value, Note: src.Note.Strings(),
			Root: root[src.ID], Alone: []string{}, Unsaid: []string{},
		}
		for _, a := range src.Authors {
			d.Authors = append(d.Authors, a.Value)
		}
		if l := src.Lineage; l != nil {
			d.Lineage = &Lineage{l.Of.Value, l.Kind.Value, l.Basis.Strings(), l.Overlap}
		}
		if day := src.Checked.Value; day != "" {
			d.Checked = &Date{day, dates.show(day)}
		}
		if c := src.Changed; c != nil {
			d.Changed = &Changed{Date{c.On.Value, dates.show(c.On.Value)}, c.Note.Strings()}
		}
		for _, a := range src.SetAside {
			d.SetAside = append(d.SetAside, SetAside{a.At.Value, a.Reason.Value})
		}
		s.Sources = append(s.Sources, d)
	}
	s.group()
}

// group orders sources by family, root first, and families by size: readers
// meet the report that most others rest on before its copies.
func (s *Site) group() {
	size := map[string]int{}
	for _, d := range s.Sources {
		size[d.Root]++
	}
	kinds := []string{"", "verbatim", "rewrite", "summary", "possibly derived"}
	kind := func(d *Source) int {
		if d.ID == d.Root || d.Lineage == nil {
			return 0
		}
		return slices.Index(kinds, d.Lineage.Kind)
	}
	slices.SortFunc(s.Sources, func(a, b *Source) int {
		return cmp.Or(cmp.Compare(size[b.Root], size[a.Root]), cmp.Compare(a.Root, b.Root), cmp.Compare(kind(a), kind(b)), cmp.Compare(a.ID, b.ID))
	})
	for _, d := range s.Sources {
		if n := len(s.Families); n == 0 || s.Families[n-1].Root != d.Root {
			s.Families = append(s.Families, Family{Root: d.Root})
		}
		f := &s.Families[len(s.Families)-1]
		f.Members = append(f.Members, d.ID)
	}
}

// named gives in each edition the first of some names that is written, or what
// it is known by otherwise.
func named(x *explainer.Explainer, otherwise string, names ...explainer.Localized) Words {
	w := Words{}
	for _, ed := range x.EditionIDs() {
		for _, name := range names {
			w[ed] = cmp.Or(w[ed], name.In(ed))
		}
		w[ed] = cmp.Or(w[ed], otherwise)
	}
	return w
}

func (s *Site) source(id string) *Source {
	return s.Sources[slices.IndexFunc(s.Sources, func(d *Source) bool { return d.ID == id })]
}

func (s *Site) derivedClaims(x *explainer.Explainer, dates calendar) {
	for _, c := range x.Claims {
		d := &Claim{
			ID: c.ID, Section: c.Section.Value, Kind: c.Kind.Value, Status: c.Status.Value,
			Statement: c.Statement.Strings(), AssertedBy: c.AssertedBy.Value,
			AsOf: c.AsOf.Value, AsOfShown: dates.show(c.AsOf.Value),
			Date: c.Date.Value, DateShown: dates.show(c.Date.Value), DateNote: c.DateNote.Strings(),
			Disagreements: []string{}, CitedIn: []string{}, Draft: c.Draft.Value,
		}
		for _, e := range c.Evidence {
			p, n, _ := article.ParseLocator(e.At.Value)
			d.Evidence = append(d.Evidence, Evidence{
				Source: e.Source.Value, Paragraph: p, Sentence: n, Fingerprint: e.Fingerprint.Value,
				Part: e.Part.Value, Excerpt: e.Excerpt.Value, Own: e.Own, Note: e.Note.Strings(),
				Quantities: s.read(e.Source.Value, e.Quantities),
			})
		}
		slices.SortStableFunc(d.Evidence, func(a, b Evidence) int {
			return cmp.Compare(s.rank(a.Source), s.rank(b.Source))
		})
		d.Lead = lead(d.Evidence)
		s.support(d)
		s.Claims = append(s.Claims, d)
		s.claims[d.ID] = d
	}
}

// lead is the first quantity that is no date, of the first source that has
// one in its body text: headlines round and shout.
func lead(evidence []Evidence) *Quantity {
	for _, headlines := range []bool{false, true} {
		for _, e := range evidence {
			if (e.Part == "title" || e.Part == "kicker") != headlines {
				continue
			}
			for i, q := range e.Quantities {
				if q.Unit != quantity.OnDate {
					return &e.Quantities[i]
				}
			}
		}
	}
	return nil
}

func (s *Site) rank(source string) int {
	return slices.IndexFunc(s.Sources, func(d *Source) bool { return d.ID == source })
}

// support counts per claim, not per source: what a derived article has of its
// own is an origin of its own.
func (s *Site) support(c *Claim) {
	c.Support.Silent = []string{}
	origins := map[string]bool{}
	for f, family := range s.Families {
		for _, id := range family.Members {
			mark := Mark{Source: id, Family: f, State: "silent"}
			for _, e := range c.Evidence {
				if e.Source != id {
					continue
				}
				mark.Evidence = append(mark.Evidence, e)
				switch {
				case e.Own || id == family.Root:
					mark.State = "origin"
					origins[id] = true
				case mark.State == "silent":
					mark.State = "derived"
				}
			}
			switch mark.State {
			case "silent":
				c.Support.Silent = append(c.Support.Silent, id)
			case "derived":
				origins[family.Root] = true
				fallthrough
			default:
				c.Support.Sources++
			}
			first := slices.IndexFunc(c.Marks, func(m Mark) bool { return m.Family == f && m.State != "silent" })
			mark.Echo = mark.State == "derived" && first >= 0 && sameQuantities(c.Marks[first], mark)
			c.Marks = append(c.Marks, mark)
		}
	}
	c.Support.Origins = len(origins)
	// Copies that agree with their original corroborate nothing.
	c.Agreement = "agree"
	if c.Support.Origins == 1 {
		c.Agreement = "single"
	}
	if c.Support.Sources == 1 {
		id := c.Evidence[0].Source
		s.source(id).Alone = append(s.source(id).Alone, c.ID)
	}
	if len(c.Support.Silent) == 1 && len(s.Sources) > 2 {
		quiet := s.source(c.Support.Silent[0])
		quiet.Unsaid = append(quiet.Unsaid, c.ID)
	}
	for _, m := range c.Marks {
		if m.State != "silent" {
			s.source(m.Source).Claims++
		}
	}
}

// sameQuantities reports whether two sources give a claim the same quantities,
// in whatever words.
func sameQuantities(a, b Mark) bool {
	given := func(m Mark) map[string]bool {
		set := map[string]bool{}
		for _, e := range m.Evidence {
			for _, q := range e.Quantities {
				q.Text = ""
				key, _ := json.Marshal(q)
				set[string(key)] = true
			}
		}
		return set
	}
	return maps.Equal(given(a), given(b))
}

func (s *Site) disagreements(x *explainer.Explainer) {
	for _, d := range x.Disagreements {
		e := &Disagreement{
			ID: d.ID, Kind: d.Kind.Value, Weight: d.Weight, Title: d.Title.Strings(),
			Note: d.Note.Strings(), Silent: []string{}, Draft: d.Draft.Value,
		}
		for _, c := range d.Claims {
			e.Claims = append(e.Claims, c.Value)
			s.claims[c.Value].Disagreements = append(s.claims[c.Value].Disagreements, d.ID)
			// What others leave out they do not contradict.
			if d.Kind.Value != "omission" {
				s.claims[c.Value].Agreement = "differ"
			}
		}
		said := map[string]bool{}
		for _, p := range d.Positions {
			q := Position{Says: p.Says.Strings()}
			for _, id := range p.Sources {
				q.Sources = append(q.Sources, id.Value)
				said[id.Value] = true
			}
			slices.SortFunc(q.Sources, func(a, b string) int { return cmp.Compare(s.rank(a), s.rank(b)) })
			q.Quantities = s.read(p.Sources[0].Value, p.Quantities)
			if len(q.Says) == 0 && len(q.Quantities) == 0 {
				q.Evidence = s.evidence(e.Claims, q.Sources)
			}
			e.Positions = append(e.Positions, q)
		}
		for _, src := range s.Sources {
			if !said[src.ID] {
				e.Silent = append(e.Silent, src.ID)
			}
		}
		s.Disagreements = append(s.Disagreements, e)
	}
}

// evidence is what the first source to have any gives for some claims.
func (s *Site) evidence(claims, sources []string) []Evidence {
	var found []Evidence
	for _, source := range sources {
		for _, id := range claims {
			for _, e := range s.claims[id].Evidence {
				if e.Source == source {
					found = append(found, e)
				}
			}
		}
		if len(found) > 0 {
			break
		}
	}
	return found
}

func (s *Site) sections(x *explainer.Explainer) {
	main := x.Main().ID
	for _, p := range x.Pages {
		if p.Edition != main {
			continue
		}
		for _, sentence := range p.Sentences {
			for _, cite := range sentence.Citations {
				c := s.claims[cite.Claim.Value]
				if !slices.Contains(c.CitedIn, p.ID) {
					c.CitedIn = append(c.CitedIn, p.ID)
				}
			}
		}
	}
	for _, p := range x.Sections(main) {
		sec := Section{ID: p.ID, Title: Words{}, Claims: []string{}, Disagreements: []string{}, Drafts: []string{}}
		for _, q := range x.Pages {
			if q.ID == p.ID {
				sec.Title[q.Edition] = q.Title.Value
				sec.Draft = sec.Draft || q.Draft.Value
			}
		}
		add := func(id string) {
			if s.claims[id].Section == p.ID && !slices.Contains(sec.Claims, id) {
				sec.Claims = append(sec.Claims, id)
			}
		}
		for _, sentence := range p.Sentences {
			for _, cite := range sentence.Citations {
				add(cite.Claim.Value)
			}
		}
		for _, c := range s.Claims {
			add(c.ID)
		}
		for _, d := range s.Disagreements {
			if slices.ContainsFunc(d.Claims, func(id string) bool { return s.claims[id].Section == p.ID }) {
				sec.Disagreements = append(sec.Disagreements, d.ID)
			}
		}
		for _, id := range sec.Claims {
			if s.claims[id].Draft {
				sec.Drafts = append(sec.Drafts, id)
			}
		}
		s.Sections = append(s.Sections, sec)
	}
	for _, c := range s.Claims {
		if c.Section == explainer.Unplaced {
			s.Unplaced = append(s.Unplaced, c.ID)
		}
	}
	// Claims in the order of the sections, for every list of them.
	order := map[string]int{}
	for _, sec := range s.Sections {
		for _, id := range sec.Claims {
			order[id] = len(order)
		}
	}
	for _, id := range s.Unplaced {
		order[id] = len(order)
	}
	slices.SortStableFunc(s.Claims, func(a, b *Claim) int { return cmp.Compare(order[a.ID], order[b.ID]) })
}

// timeline groups dated claims; ISO dates of any precision sort as text.
func (s *Site) timeline(dates calendar) {
	days := map[string]*Day{}
	s.Timeline = []Day{}
	var order []string
	for _, c := range s.Claims {
		if c.Date == "" {
			continue
		}
		if days[c.Date] == nil {
			days[c.Date] = &Day{Date: c.Date, Shown: dates.show(c.Date)}
			order = append(order, c.Date)
		}
		days[c.Date].Claims = append(days[c.Date].Claims, c.ID)
	}
	slices.Sort(order)
	for _, date := range order {
		s.Timeline = append(s.Timeline, *days[date])
	}
}

func (s *Site) pages() {
	// A page alone, with its embed, and an embed of what stands on a page with
	// others.
	alone, both, only := []string{"html", "markdown"}, []string{"html", "markdown", "embed", "oembed"}, []string{"embed"}
	for _, ed := range s.Editions {
		pages := []Page{
			{Path: "claims", Kind: "section", Layout: "claims", Outputs: alone},
			{Path: "sources", Kind: "page", Layout: "sources", Outputs: alone},
			{Path: "disagreements", Kind: "section", Layout: "disagreements", Outputs: alone},
			{Path: "timeline", Kind: "page", Layout: "timeline", Outputs: both},
			{Path: "corrections", Kind: "page", Layout: "corrections", Outputs: alone},
			{Path: "style", Kind: "page", Layout: "style", Outputs: []string{"html"}},
			{Path: "data", Kind: "page", Layout: "data", Outputs: alone},
			{Path: "embed", Kind: "page", Layout: "chooser", Outputs: alone},
			{Path: "offline", Kind: "page", Layout: "offline", Outputs: []string{"html"}},
			{Path: "offline/" + s.Explainer + "-" + ed.ID, Kind: "page", Layout: "offline-file", Outputs: []string{"html"}},
			{Path: "charts", Kind: "section", Layout: "charts", Outputs: []string{}},
			{Path: "maps", Kind: "section", Layout: "maps", Outputs: []string{}},
			{Path: "pinned", Kind: "section", Layout: "pinned", Outputs: []string{}},
		}
		for _, c := range s.Claims {
			pages = append(pages, Page{Path: "claims/" + c.ID, Kind: "page", Layout: "claim", Record: c.ID, Title: c.Statement[ed.ID], Outputs: both})
		}
		for _, d := range s.Disagreements {
			pages = append(pages, Page{Path: "disagreements/" + d.ID, Kind: "page", Layout: "disagreement", Record: d.ID, Outputs: only})
		}
		for _, c := range s.Charts {
			pages = append(pages, Page{Path: "charts/" + c.ID, Kind: "page", Layout: "chart", Record: c.ID, Outputs: only})
		}
		for _, m := range s.Maps {
			pages = append(pages, Page{Path: "maps/" + m.ID, Kind: "page", Layout: "map", Record: m.ID, Outputs: only})
		}
		for _, hash := range slices.Sorted(maps.Keys(s.Pinned)) {
			p := s.Pinned[hash]
			switch {
			case p.Title[ed.ID] == "":
			case p.Kind == "section":
				pages = append(pages, Page{Path: "pinned/" + hash + "/" + p.ID, Kind: "page", Layout: "pinned-section", Record: hash, Outputs: only})
			default:
				pages = append(pages, Page{Path: "pinned/" + hash + "/" + p.Kind + "s/" + p.ID, Kind: "page", Layout: "pinned", Record: hash, Outputs: only})
			}
		}
		s.Pages[ed.ID] = pages
	}
}

func (s *Site) count() {
	n := &s.Counts
	n.Sources, n.Origins, n.Claims, n.Disagreements = len(s.Sources), len(s.Families), len(s.Claims), len(s.Disagreements)
	for _, c := range s.Claims {
		n.Evidence += len(c.Evidence)
		if c.Support.Sources == 1 {
			n.Single++
		}
	}
	for _, src := range s.Sources {
		n.SetAside += len(src.SetAside)
	}
}

// read gives the quantities of a source's texts.
func (s *Site) read(source string, texts []explainer.Text) []Quantity {
	var list []Quantity
	r := s.readers[s.source(source).Language]
	for _, t := range texts {
		q, err := r.ReadOne(t.Value)
		if err != nil {
			continue // check reports it
		}
		d := Quantity{Unit: q.Unit, Per: q.Per, Qualifier: string(q.Qualifier), Text: t.Value, Shown: Words{}}
		switch {
		case q.Unit == "date":
			d.Value = q.Date.String()
		case q.Min == q.Max:
			d.Value = q.Min
		default:
			d.Min, d.Max = &q.Min, &q.Max
		}
		for _, e := range s.Editions {
			d.Shown[e.ID] = s.units.Format(q, e.Locale)
		}
		list = append(list, d)
	}
	return list
}

// Write writes the site for Hugo below dir: site.json, and a file each for
// the records that templates look up by id.
func (s *Site) Write(dir string) error {
	sources, disagreements := map[string]*Source{}, map[string]*Disagreement{}
	for _, src := range s.Sources {
		sources[src.ID] = src
	}
	for _, d := range s.Disagreements {
		disagreements[d.ID] = d
	}
	corrections := map[string]*Correction{}
	for _, c := range s.Corrections {
		corrections[c.ID] = c
	}
	for name, v := range map[string]any{
		"site": s, "claims": s.claims, "notes": s.notes, "terms": s.Terms, "sources": sources, "disagreements": disagreements, "corrections": corrections, "pinned": s.Pinned, "past": s.Past, "embeds": s.Embeds,
	} {
		raw, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name+".json"), explainer.KeepTogether(raw), 0o644); err != nil {
			return err
		}
	}
	return nil
}
