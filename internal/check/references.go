package check

import (
	"cmp"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// references reports ids that name nothing.
func references(m *manuscript, l *diag.List) {
	var sources, agents, claims, sections, disagreements, pages []string
	for _, s := range m.Sources {
		sources = append(sources, s.ID)
	}
	for _, a := range m.Agents {
		agents = append(agents, a.ID)
	}
	for _, c := range m.Claims {
		claims = append(claims, c.ID)
	}
	for _, p := range m.Sections(m.Main().ID) {
		sections = append(sections, p.ID)
	}
	for _, d := range m.Disagreements {
		disagreements = append(disagreements, d.ID)
	}
	for _, p := range m.Pages {
		if p.Edition == m.Main().ID {
			pages = append(pages, cmp.Or(p.ID, "_index"))
		}
	}
	lists := map[string][]string{
		"source": sources, "agent": agents, "claim": claims, "section": sections, "disagreement": disagreements, "page": pages,
	}
	known := map[string]map[string]bool{}
	for kind, ids := range lists {
		known[kind] = set(ids)
	}
	resolve := func(kind string, t explainer.Text) {
		if t.Value == "" && t.Place.File == "" || known[kind][t.Value] {
			return
		}
		d := l.Errorf(t.Place, "unknown-"+kind, "no %s has the id %q", kind, t.Value)
		if near := diag.Nearest(t.Value, lists[kind]); near != "" {
			d.Helpf("did you mean %q?", near)
		} else if kind == "section" && t.Value == explainer.Unplaced {
			d.Helpf("only drafts stand there; move the finished claims to the folder of their section")
		}
	}

	for _, s := range m.Sources {
		if s.Lineage != nil {
			resolve("source", s.Lineage.Of)
		}
	}
	unknownSections := map[string]bool{}
	for _, c := range m.Claims {
		// One message a folder, not one a claim.
		if toPlace := c.Draft.Value && c.Section.Value == explainer.Unplaced; !toPlace && !unknownSections[c.Section.Value] {
			resolve("section", c.Section)
			unknownSections[c.Section.Value] = !known["section"][c.Section.Value]
		}
		resolve("agent", c.AssertedBy)
		for _, e := range c.Evidence {
			resolve("source", e.Source)
		}
	}
	for _, d := range m.Disagreements {
		for _, c := range d.Claims {
			resolve("claim", c)
		}
		for _, p := range d.Positions {
			for _, s := range p.Sources {
				resolve("source", s)
			}
		}
	}
	// A correction may concern what the explainer no longer has.
	once := map[string]bool{}
	for _, r := range m.Releases {
		for _, p := range r.Records {
			once[p.Kind+" "+p.ID] = true
		}
	}
	for _, c := range m.Corrections {
		concerns := func(kind string, ids []explainer.Text) {
			for _, id := range ids {
				if !once[kind+" "+id.Value] {
					resolve(kind, id)
				}
			}
		}
		concerns("claim", c.Claims)
		concerns("source", c.Sources)
		concerns("agent", c.Agents)
		for _, id := range c.Pages {
			if !once["page "+id.Value] {
				resolve("page", id)
			}
		}
		for _, id := range c.Disagreements {
			if !once["disagreement "+id.Value] {
				resolve("disagreement", id)
			}
		}
	}
	for _, c := range m.Charts {
		for _, id := range c.Claims {
			resolve("claim", id)
		}
	}
	for _, at := range m.Maps {
		if at.Distance != nil {
			resolve("claim", at.Distance.Claim)
		}
	}
	for _, p := range m.Pages {
		for _, k := range p.Key {
			resolve("claim", k)
		}
		for _, s := range p.Sentences {
			for _, c := range s.Citations {
				resolve("claim", c.Claim)
			}
		}
	}
}

func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}
