package derive

import (
	"maps"
	"slices"

	"explainer/internal/explainer"
)

// A Pinned is a section, claim or disagreement in the words of a release, for embeds
// that keep them. It is made of the ledger alone, and so never changes, but
// for what it says of the time since.
type Pinned struct {
	Hash      string           `json:"hash"` // of these words
	Kind      string           `json:"kind"` // section, claim or disagreement
	ID        string           `json:"id"`
	Published Words            `json:"published"` // the day of the first release with these words
	Title     Words            `json:"title"`     // a claim's statement
	Status    string           `json:"status,omitempty"`
	Said      Words            `json:"said,omitempty"` // who asserts it
	Support   Support          `json:"support"`
	Agreement string           `json:"agreement,omitempty"`
	By        []PinnedPosition `json:"by"`
	Note      Words            `json:"note,omitempty"`
	Changed   Words            `json:"changed,omitempty"` // the day of the release that says it otherwise or no longer
	Gone      bool             `json:"gone"`              // the explainer no longer has it

	// Of a section, which is in one edition.
	Markdown string `json:"markdown,omitempty"` // with the keys of its notes
	Past     string `json:"past,omitempty"`     // the release that has what it rests on
}

// A PinnedPosition is what some sources gave: fragments of one source's own
// words, or what several say in ours.
type PinnedPosition struct {
	Labels   []Words  `json:"labels"`
	Language string   `json:"language"`
	Excerpts []string `json:"excerpts,omitempty"`
	Says     Words    `json:"says,omitempty"`
}

// pin derives what can be pinned: every wording that a release ever had.
func (s *Site) pin(x *explainer.Explainer, dates calendar) {
	s.Pinned, s.Past, s.said = map[string]*Pinned{}, map[string]*Past{}, map[explainer.Key]string{}
	type wording struct {
		of     *explainer.Publication
		pinned []*Pinned // what says so
	}
	latest := map[explainer.Key]*wording{}
	superseded := func(k explainer.Key, day string) {
		if w := latest[k]; w != nil {
			for _, p := range w.pinned {
				p.Changed = dates.show(day)
			}
		}
		delete(latest, k)
	}
	for i, r := range x.Releases {
		at := x.PublishedAt(i)
		for _, p := range r.Records {
			pinned := s.Pinned[p.Hash]
			if pinned == nil {
				if pinned = s.pinned(p, at, r.ID, dates); pinned == nil {
					superseded(p.Key, r.Date)
					continue
				}
				pinned.Published = dates.show(r.Date)
				s.Pinned[p.Hash] = pinned
			}
			if w := latest[p.Key]; w == nil || !sameWords(w.of, p) {
				superseded(p.Key, r.Date)
				latest[p.Key] = &wording{of: p}
			}
			pinned.Changed = nil // said again
			latest[p.Key].pinned = append(latest[p.Key].pinned, pinned)
		}
		for _, k := range r.Gone {
			superseded(k, r.Date)
		}
	}
	for k, w := range latest {
		s.said[explainer.Key{Kind: w.pinned[0].Kind, ID: k.ID, Edition: k.Edition}] = w.pinned[len(w.pinned)-1].Hash
	}
	for _, p := range s.Pinned {
		p.Gone = !s.has(p.Kind, p.ID)
	}
}

// sameWords reports whether two wordings differ in nothing that an embed shows.
// Of claims and disagreements it is not known.
func sameWords(a, b *explainer.Publication) bool {
	return a.Page != nil && a.Page.Title == b.Page.Title && a.Page.Body == b.Page.Body && maps.Equal(a.Page.Claims, b.Page.Claims)
}

// has reports whether the explainer has a record now.
func (s *Site) has(kind, id string) bool {
	switch kind {
	case "claim":
		return s.claims[id] != nil
	case "section":
		return slices.ContainsFunc(s.Sections, func(d Section) bool { return d.ID == id })
	}
	return s.weight(id) >= 0
}

// pinned is a record as a release had it, or nil if it cannot be pinned.
func (s *Site) pinned(p *explainer.Publication, at explainer.Published, release string, dates calendar) *Pinned {
	switch {
	case p.Claim != nil, p.Disagreement != nil:
		return pinnedOf(p, at)
	case p.Page == nil || len(p.Page.Notes) == 0:
		return nil
	}
	if s.Past[release] == nil {
		s.Past[release] = pastOf(at, dates)
	}
	if !s.Past[release].knows(p.Page.Notes, at) {
		return nil
	}
	return &Pinned{Hash: p.Hash, Kind: "section", ID: p.ID, Title: Words{p.Edition: p.Page.Title}, Markdown: p.Page.Noted(), Past: release}
}

func pinnedOf(p *explainer.Publication, at explainer.Published) *Pinned {
	d := &Pinned{Hash: p.Hash, Kind: p.Kind, ID: p.ID, Support: Support{Silent: []string{}}}
	source := func(id string) *explainer.PublishedSource {
		if p := at[explainer.Key{Kind: "source", ID: id}]; p != nil {
			return p.Source
		}
		return &explainer.PublishedSource{}
	}
	if c := p.Claim; c != nil {
		d.Title, d.Status, d.Agreement = c.Statement, c.Status, c.Agreement
		d.Support.Sources, d.Support.Origins = c.Sources, c.Origins
		if a := at[explainer.Key{Kind: "agent", ID: c.AssertedBy}]; a != nil {
			d.Said = a.Agent.Name
		}
		last := ""
		for i, e := range c.Evidence {
			if i == 0 || e.Source != last {
				from := source(e.Source)
				d.By = append(d.By, PinnedPosition{Labels: []Words{from.Label}, Language: from.Language})
				last = e.Source
			}
			by := &d.By[len(d.By)-1]
			if e.Excerpt != "" {
				by.Excerpts = append(by.Excerpts, e.Excerpt)
				continue
			}
			for _, q := range e.Quantities {
				by.Excerpts = append(by.Excerpts, q.Text)
			}
		}
		return d
	}
	d.Title, d.Note = p.Disagreement.Title, p.Disagreement.Note
	for _, position := range p.Disagreement.Positions {
		by := PinnedPosition{Says: position.Says}
		for _, id := range position.Sources {
			by.Labels = append(by.Labels, source(id).Label)
		}
		d.By = append(d.By, by)
	}
	return d
}
