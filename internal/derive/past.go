package derive

import (
	"cmp"
	"slices"
	"strings"

	"explainer/internal/explainer"
)

// A Past is what a release said of all that its sections rest on, in the form
// in which pages know what the explainer says now. It is made of the ledger
// alone.
type Past struct {
	Site struct {
		Families []Family         `json:"families"`
		Agents   map[string]Agent `json:"agents"`
	} `json:"site"`
	Sources       map[string]*Source       `json:"sources"`
	Claims        map[string]*Claim        `json:"claims"`
	Disagreements map[string]*Disagreement `json:"disagreements"`
	Notes         map[string]*Note         `json:"notes"`

	site *Site // as it would have been derived then, as far as notes need it
}

// pastOf derives what stood when a release was made.
func pastOf(at explainer.Published, dates calendar) *Past {
	s := &Site{claims: map[string]*Claim{}, notes: map[string]*Note{}, Agents: map[string]Agent{}}
	p := &Past{Sources: map[string]*Source{}, Claims: s.claims, Disagreements: map[string]*Disagreement{}, Notes: s.notes, site: s}
	for _, k := range at.Keys() {
		switch r := at[k]; k.Kind {
		case "source":
			d := &Source{ID: k.ID, Label: r.Source.Label, Language: r.Source.Language, IssuedShown: dates.show(r.Source.Issued), Root: r.Source.Root}
			if r.Source.Of != "" {
				d.Lineage = &Lineage{Of: r.Source.Of, Kind: r.Source.Kind}
			}
			s.Sources = append(s.Sources, d)
			p.Sources[k.ID] = d
		case "agent":
			s.Agents[k.ID] = Agent{Name: r.Agent.Name}
		case "disagreement":
			s.Disagreements = append(s.Disagreements, &Disagreement{ID: k.ID, Kind: r.Disagreement.Kind, Weight: r.Disagreement.Weight, Title: r.Disagreement.Title})
		}
	}
	s.group()
	slices.SortStableFunc(s.Disagreements, func(a, b *Disagreement) int { return cmp.Compare(b.Weight, a.Weight) })
	p.Site.Families, p.Site.Agents = s.Families, s.Agents
	return p
}

// knows adds the claims of some notes, and reports whether the release had
// them.
func (p *Past) knows(notes []explainer.PublishedNote, at explainer.Published) bool {
	for _, n := range notes {
		for _, id := range n.Claims {
			r := at[explainer.Key{Kind: "claim", ID: id}]
			if r == nil {
				return false
			}
			if p.Claims[id] == nil {
				p.Claims[id] = p.claim(id, r.Claim)
			}
		}
		key := strings.Join(n.Claims, "+")
		p.Notes[key] = p.site.note(n.Claims)
		for _, id := range p.Notes[key].Disagreements {
			p.Disagreements[id] = p.site.Disagreements[p.site.weight(id)]
		}
	}
	return true
}

func (p *Past) claim(id string, r *explainer.PublishedClaim) *Claim {
	d := &Claim{ID: id, Status: r.Status, Statement: r.Statement, AssertedBy: r.AssertedBy}
	for _, e := range r.Evidence {
		if p.Sources[e.Source] == nil {
			continue
		}
		d.Evidence = append(d.Evidence, Evidence{Source: e.Source, Part: e.Part, Excerpt: e.Excerpt, Own: e.Own, Quantities: shown(e.Quantities)})
	}
	p.site.support(d)
	d.Agreement = r.Agreement
	for _, id := range r.Disagreements {
		if p.site.weight(id) >= 0 {
			d.Disagreements = append(d.Disagreements, id)
		}
	}
	return d
}

func shown(list []explainer.PublishedQuantity) []Quantity {
	var r []Quantity
	for _, q := range list {
		r = append(r, Quantity{Text: q.Text, Value: q.Value, Min: q.Min, Max: q.Max, Unit: q.Unit, Per: q.Per, Qualifier: q.Qualifier, Shown: q.Shown})
	}
	return r
}
