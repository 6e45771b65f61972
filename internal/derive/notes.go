package derive

import (
	"cmp"
	"slices"
	"strings"

	"explainer/internal/explainer"
)

// A Note is what the sources make of the claims that a sentence cites, taken
// together.
type Note struct {
	Claims        []string    `json:"claims"` // in the order of the sentence
	Marks         []NoteMark  `json:"marks"`
	Support       NoteSupport `json:"support"`
	Differ        bool        `json:"differ"`
	Statuses      []string    `json:"statuses"`      // other than reported, each once
	Disagreements []string    `json:"disagreements"` // those that matter most first
	Draft         bool        `json:"draft"`         // one of the claims is
}

// A NoteMark is a Mark for several claims: the source is the report itself
// only if it is for each that it carries. Part says that it carries some only.
type NoteMark struct {
	Source string `json:"source"`
	Family int    `json:"family"`
	State  string `json:"state"`
	Part   bool   `json:"part"`
}

// NoteSupport counts the sources that carry all of the claims, those that
// carry some, and the independent reports behind the first, or where no source
// carries all, behind any.
type NoteSupport struct {
	Sources int `json:"sources"`
	Part    int `json:"part"`
	Origins int `json:"origins"`
	Total   int `json:"total"` // sources consulted
}

// deriveNotes works out a note for every set of claims that a sentence cites.
func (s *Site) deriveNotes(x *explainer.Explainer) {
	s.notes = map[string]*Note{}
	for _, p := range x.Pages {
		for _, n := range p.Notes() {
			s.noteOn(strings.Split(n.Key, "+"))
		}
	}
}

// noteOn gives the key of the note on some claims: "" if there are none.
func (s *Site) noteOn(claims []string) string {
	key := strings.Join(claims, "+")
	if s.notes[key] == nil && key != "" {
		s.notes[key] = s.note(claims)
	}
	return key
}

func (s *Site) note(claims []string) *Note {
	n := &Note{Claims: claims, Statuses: []string{}, Disagreements: []string{}}
	n.Support.Total = len(s.Sources)
	all, some := map[string]bool{}, map[string]bool{} // origins
	for i, first := range s.claims[claims[0]].Marks {
		mark := NoteMark{Source: first.Source, Family: first.Family, State: "silent"}
		carried := 0
		for _, id := range claims {
			switch state := s.claims[id].Marks[i].State; {
			case state == "silent":
				continue
			case state == "derived" || mark.State == "silent":
				mark.State = state
			}
			carried++
		}
		origin := mark.Source
		if mark.State == "derived" {
			origin = s.Families[mark.Family].Root
		}
		switch {
		case carried == len(claims):
			n.Support.Sources++
			all[origin] = true
		case carried > 0:
			mark.Part = true
			n.Support.Part++
			some[origin] = true
		}
		n.Marks = append(n.Marks, mark)
	}
	n.Support.Origins = len(all)
	if n.Support.Sources == 0 {
		n.Support.Origins = len(some)
	}
	for _, id := range claims {
		c := s.claims[id]
		n.Differ = n.Differ || c.Agreement == "differ"
		n.Draft = n.Draft || c.Draft
		if c.Status != "reported" && !slices.Contains(n.Statuses, c.Status) {
			n.Statuses = append(n.Statuses, c.Status)
		}
		for _, d := range c.Disagreements {
			if !slices.Contains(n.Disagreements, d) {
				n.Disagreements = append(n.Disagreements, d)
			}
		}
	}
	slices.SortFunc(n.Disagreements, func(a, b string) int { return cmp.Compare(s.weight(a), s.weight(b)) })
	return n
}

// weight is the place of a disagreement among all, those that matter most
// first.
func (s *Site) weight(disagreement string) int {
	return slices.IndexFunc(s.Disagreements, func(d *Disagreement) bool { return d.ID == disagreement })
}
