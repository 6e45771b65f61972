package derive

import (
	"fmt"
	"math"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"explainer/internal/explainer"
)

// An Embed is a piece of the explainer in one edition that can stand on other
// sites: where it stands, and how high it is there.
type Embed struct {
	Kind    string `json:"kind"`             // section, claim, disagreement, timeline, chart, map, pinned or pinned-section
	Path    string `json:"path"`             // Hugo's, "claims/capacity": what follows embed/ and oembed/
	Title   string `json:"title"`            // "" where none is written, and of the timeline, which interface words name
	Full    string `json:"full"`             // the file that shows it whole, from the root of the edition
	Home    string `json:"home"`             // absolute, of the edition
	Address string `json:"address"`          // absolute, of the whole
	Embed   string `json:"embed"`            // absolute, of the embed
	Pinned  string `json:"pinned,omitempty"` // absolute, of the same in the words of the last release, if that said it so

	// Pixels, in a frame of 280 and of 560, nothing opened: for frames that no
	// script sizes. Fluid is the CSS length that goes from the one, at a window
	// of 320 pixels, to the other at 640.
	Narrow int    `json:"narrow"`
	Wide   int    `json:"wide"`
	Fluid  string `json:"fluid"`
}

// embeds are those of all pages that have one, by edition and path.
func (s *Site) embeds(x *explainer.Explainer) {
	s.Embeds = map[string]map[string]*Embed{}
	for _, ed := range s.Editions {
		all := map[string]*Embed{}
		s.Embeds[ed.ID] = all
		add := func(e *Embed, folder, anchor string, h *height) {
			e.Home = s.BaseURL + ed.Path
			e.Full, e.Address, e.Embed = folder+"index.html"+anchor, e.Home+folder+anchor, e.Home+"embed/"+e.Path+"/"
			e.Narrow, e.Wide, e.Fluid = h.pixels()
			name := explainer.Key{Kind: e.Kind, ID: path.Base(e.Path)}
			if e.Kind == "section" {
				name.Edition = ed.ID
			}
			if hash := s.said[name]; hash != "" {
				e.Pinned = e.Home + "embed/pinned/" + hash + "/" + e.Path + "/"
			}
			all[e.Path] = e
		}
		for _, p := range x.Sections(ed.ID) {
			add(&Embed{Kind: "section", Path: p.ID, Title: p.Title.Value}, p.ID+"/", "", s.sectionHeight(p))
		}
		for _, p := range s.Pages[ed.ID] {
			if !slices.Contains(p.Outputs, "embed") {
				continue
			}
			e := &Embed{Kind: p.Layout, Path: p.Path}
			switch p.Layout {
			case "claim":
				c := s.claims[p.Record]
				e.Title = c.Statement[ed.ID]
				add(e, p.Path+"/", "", s.claimHeight(c, ed.ID))
			case "disagreement":
				d := s.Disagreements[s.weight(p.Record)]
				e.Title = d.Title[ed.ID]
				add(e, "disagreements/", "#"+d.ID, s.disagreementHeight(d, ed.ID))
			case "timeline":
				add(e, p.Path+"/", "", s.timelineHeight(ed.ID))
			case "chart":
				for _, c := range s.Charts {
					if c.ID == p.Record {
						e.Title = c.Title[ed.ID]
						add(e, "", "#chart-"+c.ID, s.chartHeight(c, ed.ID))
					}
				}
			case "map":
				for _, m := range s.Maps {
					if m.ID == p.Record {
						e.Title = m.Title[ed.ID]
						add(e, "", "#map-"+m.ID, s.mapHeight(m, ed.ID))
					}
				}
			case "pinned", "pinned-section":
				q := s.Pinned[p.Record]
				e.Title = q.Title[ed.ID]
				folder, anchor := "disagreements/", "#"+q.ID
				switch {
				case q.Gone:
					folder, anchor = "corrections/", ""
				case q.Kind == "claim":
					folder, anchor = "claims/"+q.ID+"/", ""
				case q.Kind == "section":
					folder, anchor = q.ID+"/", ""
				}
				// Its frame has the height of the record as it is now.
				add(e, folder, anchor, s.height(e.Title))
			}
		}
	}
}

// A height adds up what an embed is made of, in pixels. It goes by the number
// of letters in each block, as the widest common fonts set them, so that
// nothing is cut off; e2e compares it with a browser.
type height struct{ narrow, wide float64 }

// A face is a size of type in an embed: the width of a letter, the height of a
// line, and what stands around a block.
type face struct{ letter, line, around float64 }

var (
	titleFace = face{14.5, 25, 13}
	textFace  = face{9.2, 24, 12}
	smallFace = face{8.1, 19, 8}
)

// height begins with what every embed has: its edges, its title, whom to
// credit.
func (s *Site) height(title string) *height {
	h := &height{170, 104}
	if s.Draft {
		h.add(60, 60)
	}
	letters := utf8.RuneCountInString(title)
	if letters == 0 {
		letters = 16 // as many as interface words for it have at most
	}
	h.block(titleFace, letters)
	return h
}

func (h *height) add(narrow, wide float64) { h.narrow, h.wide = h.narrow+narrow, h.wide+wide }

// block adds a block of so many letters; none is no block.
func (h *height) block(f face, letters int) {
	if letters == 0 {
		return
	}
	lines := func(width float64) float64 { return math.Ceil(float64(letters) * f.letter / width) }
	h.add(lines(236)*f.line+f.around, lines(510)*f.line+f.around)
}

func (h *height) words(f face, w Words, edition string, more int) {
	h.block(f, utf8.RuneCountInString(w[edition])+more)
}

func (h *height) pixels() (narrow, wide int, fluid string) {
	narrow, wide = int(h.narrow), int(h.wide)
	low := min(narrow, wide)
	slope := float64(narrow-low) / 3.2 // pixels in a hundredth of the window
	return narrow, wide, fmt.Sprintf("clamp(%dpx,%.0fpx - %.0fvw,%dpx)", low, float64(narrow)+3.2*slope, math.Floor(slope), narrow)
}

// corrected adds the notice of the latest correction.
func (s *Site) corrected(h *height, corrections []string, edition string) {
	for _, c := range s.Corrections {
		if len(corrections) > 0 && c.ID == corrections[0] {
			h.words(textFace, c.Now, edition, 90)
		}
	}
}

// differences adds the titles of disagreements.
func (s *Site) differences(h *height, ids []string, edition string, more int) {
	for _, id := range ids {
		h.words(smallFace, s.Disagreements[s.weight(id)].Title, edition, more)
	}
}

var linkTarget = regexp.MustCompile(`\]\([^)]*\)`)

// sectionHeight is that of a section folded: its first paragraph with marks,
// and the line that unfolds the rest.
func (s *Site) sectionHeight(p *explainer.Page) *height {
	h := s.height(p.Title.Value)
	s.corrected(h, s.PageCorrections[p.ID], p.Edition)
	body := strings.TrimLeft(p.Body, "\n")
	lead, _, _ := strings.Cut(strings.TrimSpace(body), "\n\n")
	from := p.BodyLine + strings.Count(p.Body[:len(p.Body)-len(body)], "\n")
	marks := 0
	for _, n := range p.Notes() {
		if at := n.Place.Line - from; at >= 0 && at <= strings.Count(lead, "\n") {
			marks++
		}
	}
	h.block(textFace, utf8.RuneCountInString(linkTarget.ReplaceAllString(lead, ""))+9*marks)
	h.block(textFace, 10)
	return h
}

func (s *Site) claimHeight(c *Claim, edition string) *height {
	h := s.height(c.Statement[edition])
	s.corrected(h, c.Corrections, edition)
	h.block(smallFace, 50)
	h.block(smallFace, 1)
	if c.AssertedBy != "" || c.Status != "reported" {
		h.block(smallFace, 40)
	}
	for _, m := range c.Marks {
		if len(m.Evidence) == 0 {
			continue
		}
		src := s.source(m.Source)
		letters := 26 + utf8.RuneCountInString(src.Label[edition])
		for _, e := range m.Evidence {
			letters += 12 + utf8.RuneCountInString(e.Excerpt)
			if e.Part != "" {
				letters += 14
			}
			for _, q := range e.Quantities {
				if src.Language != edition || !strings.Contains(e.Excerpt, q.Text) {
					letters += 6 + utf8.RuneCountInString(q.Text) + utf8.RuneCountInString(q.Shown[edition])
				}
			}
		}
		h.block(smallFace, letters)
	}
	if n := len(c.Support.Silent); n > 0 {
		h.block(smallFace, 12+15*n)
	}
	s.differences(h, c.Disagreements[:min(3, len(c.Disagreements))], edition, 6)
	return h
}

func (s *Site) timelineHeight(edition string) *height {
	h := s.height("")
	for _, day := range s.Timeline {
		h.words(textFace, s.claims[day.Claims[0]].Statement, edition, 30)
		h.block(textFace, 1)
	}
	return h
}

func (s *Site) disagreementHeight(d *Disagreement, edition string) *height {
	h := s.height(d.Title[edition])
	for _, p := range d.Positions {
		h.words(textFace, p.Says, edition, 0)
		h.block(smallFace, 12*len(p.Sources))
	}
	h.words(textFace, d.Note, edition, 0)
	h.block(smallFace, 60)
	h.block(smallFace, 10)
	return h
}

func (s *Site) chartHeight(c Chart, edition string) *height {
	h := s.height(c.Title[edition])
	h.add(420, 390)
	for _, p := range c.Points {
		for _, g := range p.Given {
			h.block(smallFace, 40+20*len(g.Sources))
		}
		s.differences(h, s.claims[p.Claim].Disagreements, edition, 0)
	}
	h.words(smallFace, c.Note, edition, 0)
	return h
}

func (s *Site) mapHeight(m Map, edition string) *height {
	h := s.height(m.Title[edition])
	ratio := float64(m.Height) / float64(m.Width)
	h.add(120+250*ratio, 120+530*ratio)
	h.words(smallFace, m.Note, edition, 0)
	h.words(smallFace, m.Credit, edition, 0)
	if m.Distance != nil {
		for _, r := range m.Distance.Reported {
			h.block(smallFace, 40+15*len(r.Sources))
		}
		s.differences(h, s.claims[m.Distance.Claim].Disagreements, edition, 0)
	}
	return h
}
