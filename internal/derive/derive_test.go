package derive

import (
	"slices"
	"strings"
	"testing"

	"explainer/internal/explainer"
)

func text(s string) explainer.Text { return explainer.Text{Value: s} }

// explained has the wire report a, its copy b, its rewrite c of b, and d,
// which is independent.
func explained(claims ...*explainer.Claim) *explainer.Explainer {
	source := func(id, of, kind string) *explainer.Source {
		s := &explainer.Source{ID: id, Language: text("en")}
		if of != "" {
			s.Lineage = &explainer.Lineage{Of: text(of), Kind: text(kind)}
		}
		return s
	}
	return &explainer.Explainer{
		Settings: explainer.Settings{BaseURL: "https://example.org", Editions: []explainer.Edition{{ID: "en", Locale: "en-US"}}},
		Sources:  []*explainer.Source{source("a", "", ""), source("b", "a", "verbatim"), source("c", "b", "rewrite"), source("d", "a", "independent")},
		Claims:   claims,
		Pages:    []*explainer.Page{{ID: "s", Edition: "en", Section: true, Title: text("S")}},
	}
}

// claim has evidence from these sources; "b!" is what b has of its own.
func claim(id, sources string) *explainer.Claim {
	c := &explainer.Claim{ID: id, Section: text("s")}
	for s := range strings.FieldsSeq(sources) {
		name, own := strings.CutSuffix(s, "!")
		c.Evidence = append(c.Evidence, &explainer.Evidence{Source: text(name), At: text("p1.s1"), Own: own})
	}
	return c
}

// TestSupport counts independent reports claim by claim: copies of one report
// are one origin, and what a copy adds is another.
func TestSupport(t *testing.T) {
	tests := []struct {
		sources          string
		counted, origins int
		silent           string
		agreement        string
		states           string // of a, b, c and d
	}{
		{"a", 1, 1, "b c d", "single", "origin silent silent silent"},
		{"b", 1, 1, "a c d", "single", "silent derived silent silent"},
		{"b!", 1, 1, "a c d", "single", "silent origin silent silent"},
		{"d", 1, 1, "a b c", "single", "silent silent silent origin"},
		{"a b c", 3, 1, "d", "single", "origin derived derived silent"},
		{"b c", 2, 1, "a d", "single", "silent derived derived silent"},
		{"a d", 2, 2, "b c", "agree", "origin silent silent origin"},
		{"a b!", 2, 2, "c d", "agree", "origin origin silent silent"},
		{"b! c", 2, 2, "a d", "agree", "silent origin derived silent"},
		{"d c b a", 4, 2, "", "agree", "origin derived derived origin"},
		{"a a b", 2, 1, "c d", "single", "origin derived silent silent"},
		{"a b b!", 2, 2, "c d", "agree", "origin origin silent silent"},
		{"a b! b", 2, 2, "c d", "agree", "origin origin silent silent"},
	}
	for _, tt := range tests {
		t.Run(tt.sources, func(t *testing.T) {
			c := New(explained(claim("x", tt.sources))).Claims[0]
			if c.Support.Sources != tt.counted || c.Support.Origins != tt.origins || c.Agreement != tt.agreement {
				t.Errorf("%d sources, %d origins, %s; want %d, %d, %s",
					c.Support.Sources, c.Support.Origins, c.Agreement, tt.counted, tt.origins, tt.agreement)
			}
			if got := strings.Join(c.Support.Silent, " "); got != tt.silent {
				t.Errorf("silent: %s; want %s", got, tt.silent)
			}
			var states []string
			for _, m := range c.Marks {
				states = append(states, m.State)
			}
			if got := strings.Join(states, " "); got != tt.states {
				t.Errorf("marks: %s; want %s", got, tt.states)
			}
		})
	}
}

func TestFamilies(t *testing.T) {
	s := New(explained(claim("one", "a"), claim("two", "b c d")))
	var got []string
	for _, f := range s.Families {
		got = append(got, f.Root+": "+strings.Join(f.Members, " "))
	}
	if want := []string{"a: a b c", "d: d"}; !slices.Equal(got, want) {
		t.Errorf("families %q, want %q", got, want)
	}
	if s.Counts.Origins != 2 || s.Counts.Single != 1 || s.Counts.Evidence != 4 {
		t.Errorf("counts %+v; want 2 origins, 1 single, 4 evidence", s.Counts)
	}
	a := s.source("a")
	if !slices.Equal(a.Alone, []string{"one"}) || !slices.Equal(a.Unsaid, []string{"two"}) || a.Claims != 1 {
		t.Errorf("a: alone %q, unsaid %q, %d claims", a.Alone, a.Unsaid, a.Claims)
	}
}

// A disagreement makes its claims differ; an omission does not.
func TestDisagreements(t *testing.T) {
	x := explained(claim("number", "a d"), claim("omitted", "a d"))
	for _, d := range []struct{ kind, claim string }{{"number", "number"}, {"omission", "omitted"}} {
		x.Disagreements = append(x.Disagreements, &explainer.Disagreement{
			ID: d.kind, Kind: text(d.kind), Claims: []explainer.Text{text(d.claim)},
			Positions: []*explainer.Position{{Sources: []explainer.Text{text("d"), text("a")}}},
		})
	}
	s := New(x)
	if got := s.claims["number"]; got.Agreement != "differ" || !slices.Equal(got.Disagreements, []string{"number"}) {
		t.Errorf("number: %s, %q", got.Agreement, got.Disagreements)
	}
	if got := s.claims["omitted"]; got.Agreement != "agree" || !slices.Equal(got.Disagreements, []string{"omission"}) {
		t.Errorf("omitted: %s, %q", got.Agreement, got.Disagreements)
	}
	if d := s.Disagreements[0]; !slices.Equal(d.Silent, []string{"b", "c"}) || !slices.Equal(d.Positions[0].Sources, []string{"a", "d"}) {
		t.Errorf("silent %q, position of %q", d.Silent, d.Positions[0].Sources)
	}
}

// Days of any precision stand in order, each with its claims.
func TestTimeline(t *testing.T) {
	dated := func(id, date string) *explainer.Claim {
		c := claim(id, "a")
		c.Date = text(date)
		return c
	}
	s := New(explained(dated("c", "2031-11-02"), dated("b", "2031-11"), dated("a", "2030"), dated("d", "2031-11-02"), claim("undated", "a")))
	var got []string
	for _, d := range s.Timeline {
		got = append(got, d.Date+" "+strings.Join(d.Claims, "+"))
	}
	if want := "2030 a, 2031-11 b, 2031-11-02 c+d"; strings.Join(got, ", ") != want {
		t.Errorf("timeline %q, want %s", got, want)
	}
}

// A site says that it is a draft when anything of it is, and knows what is
// still to be written and where.
func TestDrafts(t *testing.T) {
	draft := explainer.Flag{Value: true}
	started, lost := claim("started", "a"), claim("lost", "d")
	started.Draft, lost.Draft, lost.Section = draft, draft, text(explainer.Unplaced)
	s := New(explained(lost, started, claim("finished", "a")))
	if !s.Draft || !slices.Equal(s.Unplaced, []string{"lost"}) || !slices.Equal(s.Sections[0].Drafts, []string{"started"}) {
		t.Errorf("draft %t, unplaced %q, in the section %q", s.Draft, s.Unplaced, s.Sections[0].Drafts)
	}
	var order []string
	for _, c := range s.Claims {
		order = append(order, c.ID)
	}
	if !slices.Equal(order, []string{"started", "finished", "lost"}) {
		t.Errorf("claims in the order %q; want those that fit no section last", order)
	}
	if New(explained(claim("finished", "a"))).Draft {
		t.Error("a finished site is a draft")
	}
	for name, mark := range map[string]func(*explainer.Explainer){
		"source": func(x *explainer.Explainer) { x.Sources[0].Draft = draft },
		"page":   func(x *explainer.Explainer) { x.Pages[0].Draft = draft },
		"disagreement": func(x *explainer.Explainer) {
			x.Disagreements = append(x.Disagreements, &explainer.Disagreement{Draft: draft})
		},
	} {
		x := explained(claim("finished", "a"))
		mark(x)
		if !New(x).Draft {
			t.Errorf("a site with a draft %s is none", name)
		}
	}
}

// A source that nobody has named yet goes by its title, or by its id.
func TestLabels(t *testing.T) {
	x := explained(claim("one", "a"))
	x.Sources[0].Title = text("A title …")
	x.Sources[3].Label = explainer.Localized{"en": text("Daily")}
	s := New(x)
	for id, want := range map[string]string{"a": "A title …", "b": "b", "d": "Daily"} {
		if got := s.source(id).Label["en"]; got != want {
			t.Errorf("%s is labelled %q, want %q", id, got, want)
		}
	}
}

// TestEchoes wants a copy told apart from one that gives another quantity.
func TestEchoes(t *testing.T) {
	tests := []struct{ a, b, c, d, want string }{ // what each source gives; "-" carries nothing, "+" no quantity
		{"up to 40 people", "up to 40 people", "at most 40 persons", "40 people", "b c"},
		{"+", "+", "+", "+", "b c"},
		{"-", "40 people", "40 people", "40 people", "c"},
		{"40 people", "about 40 people", "about 40 people", "-", ""},
		{"40 people", "+", "40 people; 2 years", "-", ""},
	}
	for _, tt := range tests {
		c := claim("x", "")
		for i, given := range []string{tt.a, tt.b, tt.c, tt.d} {
			if given == "-" {
				continue
			}
			e := &explainer.Evidence{Source: text(string("abcd"[i])), At: text("p1.s1")}
			for q := range strings.SplitSeq(given, "; ") {
				if q != "+" {
					e.Quantities = append(e.Quantities, text(q))
				}
			}
			c.Evidence = append(c.Evidence, e)
		}
		var echoes []string
		for _, m := range New(explained(c)).Claims[0].Marks {
			if m.Echo {
				echoes = append(echoes, m.Source)
			}
		}
		if got := strings.Join(echoes, " "); got != tt.want {
			t.Errorf("%v: echoes are %q; want %q", tt, got, tt.want)
		}
	}
}
