package derive

import (
	"slices"

	"explainer/internal/explainer"
)

// A Pinned is a claim or a disagreement in the words of a release, for embeds
// that keep them. It is made of the ledger alone, and so never changes, but
// for what it says of the time since.
type Pinned struct {
	Hash      string           `json:"hash"` // of these words
	Kind      string           `json:"kind"` // claim or disagreement
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
	s.Pinned = map[string]*Pinned{}
	latest := map[explainer.Key]*Pinned{}
	superseded := func(k explainer.Key, day string) {
		if p := latest[k]; p != nil && p.Changed == nil {
			p.Changed = dates.show(day)
		}
	}
	for i, r := range x.Releases {
		at := x.PublishedAt(i)
		for _, p := range r.Records {
			if p.Claim == nil && p.Disagreement == nil {
				continue
			}
			superseded(p.Key, r.Date)
			pinned := s.Pinned[p.Hash]
			if pinned == nil {
				pinned = pinnedOf(p, at)
				pinned.Published = dates.show(r.Date)
				s.Pinned[p.Hash] = pinned
			}
			pinned.Changed = nil // said again
			latest[p.Key] = pinned
		}
		for _, k := range r.Gone {
			superseded(k, r.Date)
		}
	}
	for k, p := range latest {
		if c := s.claims[k.ID]; k.Kind == "claim" && c != nil && p.Changed == nil {
			c.Pinned = p.Hash
		}
	}
	for _, p := range s.Pinned {
		claim := p.Kind == "claim" && s.claims[p.ID] != nil
		disagreement := p.Kind == "disagreement" && slices.ContainsFunc(s.Disagreements, func(d *Disagreement) bool { return d.ID == p.ID })
		p.Gone = !claim && !disagreement
	}
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
