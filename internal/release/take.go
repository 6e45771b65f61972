package release

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"explainer/internal/derive"
	"explainer/internal/explainer"
)

// Take gives what a site says now, as a release would record it.
func Take(x *explainer.Explainer, s *derive.Site) explainer.Published {
	all := explainer.Published{}
	add := func(p *explainer.Publication) *explainer.Publication {
		p.Hash = hash(p)
		all[p.Key] = p
		return p
	}
	for _, d := range s.Sources {
		p := &explainer.PublishedSource{
			Outlet: d.Outlet, Label: d.Label, Title: d.Title, Authors: d.Authors, Issued: d.Issued,
			URL: d.URL, Language: d.Language, ArticleSHA256: d.ArticleSHA256, Root: d.Root,
		}
		if d.Lineage != nil {
			p.Of, p.Kind = d.Lineage.Of, d.Lineage.Kind
		}
		add(&explainer.Publication{Key: explainer.Key{Kind: "source", ID: d.ID}, Source: p})
	}
	for id, a := range s.Agents {
		add(&explainer.Publication{Key: explainer.Key{Kind: "agent", ID: id}, Agent: &explainer.PublishedAgent{Name: a.Name, Description: a.Description}})
	}
	hashes := map[string]string{} // of claims
	for _, c := range s.Claims {
		hashes[c.ID] = add(&explainer.Publication{Key: explainer.Key{Kind: "claim", ID: c.ID}, Claim: claim(c)}).Hash
	}
	for _, d := range s.Disagreements {
		p := &explainer.PublishedDisagreement{Kind: d.Kind, Weight: d.Weight, Title: d.Title, Claims: d.Claims, Note: d.Note}
		for _, q := range d.Positions {
			p.Positions = append(p.Positions, explainer.PublishedPosition{Sources: q.Sources, Says: q.Says, Quantities: quantities(q.Quantities)})
		}
		add(&explainer.Publication{Key: explainer.Key{Kind: "disagreement", ID: d.ID}, Disagreement: p})
	}
	for _, p := range x.Pages {
		add(&explainer.Publication{Key: explainer.Key{Kind: "page", ID: cmp.Or(p.ID, derive.FrontPage), Edition: p.Edition}, Page: page(p, hashes)})
	}
	for _, c := range x.Corrections {
		p := &explainer.PublishedCorrection{
			Date: c.Date.Value, Substantive: c.Substantive, Was: c.Was.Strings(), Now: c.Now.Strings(), Why: c.Why.Strings(),
		}
		for _, k := range c.Of() {
			p.Of = append(p.Of, k.Kind+" "+k.ID)
		}
		add(&explainer.Publication{Key: explainer.Key{Kind: "correction", ID: c.ID}, Correction: p})
	}
	return all
}

func claim(c *derive.Claim) *explainer.PublishedClaim {
	p := &explainer.PublishedClaim{
		Section: c.Section, Kind: c.Kind, Status: c.Status, Statement: c.Statement, AssertedBy: c.AssertedBy,
		AsOf: c.AsOf, Date: c.Date, DateNote: c.DateNote,
		Sources: c.Support.Sources, Origins: c.Support.Origins, Agreement: c.Agreement, Disagreements: c.Disagreements,
	}
	for _, m := range c.Marks {
		for _, e := range m.Evidence {
			p.Evidence = append(p.Evidence, explainer.PublishedEvidence{
				Source: e.Source, State: m.State, At: fmt.Sprintf("p%d.s%d", e.Paragraph, e.Sentence), Fingerprint: e.Fingerprint,
				Part: e.Part, Own: e.Own, Excerpt: e.Excerpt, Quantities: quantities(e.Quantities), Note: e.Note,
			})
		}
	}
	return p
}

func quantities(list []derive.Quantity) []explainer.PublishedQuantity {
	var r []explainer.PublishedQuantity
	for _, q := range list {
		r = append(r, explainer.PublishedQuantity{
			Text: q.Text, Value: q.Value, Min: q.Min, Max: q.Max, Unit: q.Unit, Per: q.Per, Qualifier: q.Qualifier, Shown: q.Shown,
		})
	}
	return r
}

func page(p *explainer.Page, hashes map[string]string) *explainer.PublishedPage {
	r := &explainer.PublishedPage{
		Section: p.Section, Weight: p.Weight, Title: p.Title.Value, Description: p.Description.Value,
		Answer: p.Answer.Value, Body: p.Body, Claims: map[string]string{},
	}
	for _, k := range p.Key {
		r.Key = append(r.Key, k.Value)
		r.Claims[k.Value] = hashes[k.Value]
	}
	for _, s := range p.Sentences {
		for _, c := range s.Citations {
			r.Claims[c.Claim.Value] = hashes[c.Claim.Value]
		}
	}
	for _, n := range p.Notes() {
		if line := n.Place.Line - p.BodyLine + 1; p.Section && line > 0 { // and not in the answer, which stands before
			r.Notes = append(r.Notes, explainer.PublishedNote{Line: line, Col: n.Place.Col, Claims: strings.Split(n.Key, "+")})
		}
	}
	return r
}

func hash(p *explainer.Publication) string {
	sum := sha256.Sum256(object(p.Key, p.Body()))
	return hex.EncodeToString(sum[:])[:16]
}

// Different are the records of now that before had not, or had otherwise, and
// the keys of those that are gone, both in order.
func Different(before, now explainer.Published) (records []*explainer.Publication, gone []explainer.Key) {
	for _, k := range now.Keys() {
		if old := before[k]; old == nil || old.Hash != now[k].Hash {
			records = append(records, now[k])
		}
	}
	for k := range before {
		if now[k] == nil {
			gone = append(gone, k)
		}
	}
	slices.SortFunc(gone, explainer.Key.Compare)
	return records, gone
}
