package derive

import (
	"slices"

	"explainer/internal/explainer"
)

// panelsPerPage is how many disagreements a section shows within its text:
// those that matter most. The others stand below it.
const panelsPerPage = 3

// panels finds for each section, in each edition, the paragraphs behind which
// disagreements are shown. A disagreement belongs to the section that has most
// of its claims, and there to the paragraph that cites most of them; no
// paragraph has two.
func (s *Site) panels(x *explainer.Explainer) {
	for _, sec := range s.Sections {
		for _, p := range x.Pages {
			if p.ID != sec.ID {
				continue
			}
			taken := map[int]bool{} // by paragraph
			for _, id := range sec.Disagreements {
				claims := s.Disagreements[s.weight(id)].Claims
				if len(taken) == panelsPerPage || s.home(claims) != sec.ID {
					continue
				}
				if end := panelPlace(p, claims, taken); end != nil {
					s.Panels = append(s.Panels, explainer.Panel{Kind: explainer.Differ, ID: id, Place: end.End})
					taken[end.Block] = true
				}
			}
		}
	}
}

// home is the section that has most of some claims, the first of several.
func (s *Site) home(claims []string) string {
	home, most := "", 0
	for _, sec := range s.Sections {
		n := 0
		for _, id := range claims {
			if s.claims[id].Section == sec.ID {
				n++
			}
		}
		if n > most {
			home, most = sec.ID, n
		}
	}
	return home
}

// panelPlace is the last sentence of the paragraph that cites most of some
// claims, or nil if none can take a panel.
func panelPlace(p *explainer.Page, claims []string, taken map[int]bool) *explainer.Sentence {
	cited := map[int][]string{} // by paragraph
	var place *explainer.Sentence
	for i, sentence := range p.Sentences {
		block := sentence.Block
		for _, c := range sentence.Citations {
			if id := c.Claim.Value; slices.Contains(claims, id) && !slices.Contains(cited[block], id) {
				cited[block] = append(cited[block], id)
			}
		}
		last := i+1 == len(p.Sentences) || p.Sentences[i+1].Block != block
		if last && sentence.Place.Line >= p.BodyLine && sentence.End.Line > 0 && !taken[block] &&
			len(cited[block]) > 0 && (place == nil || len(cited[block]) > len(cited[place.Block])) {
			place = &p.Sentences[i]
		}
	}
	return place
}
