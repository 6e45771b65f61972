package check

import (
	"runtime"
	"strings"
	"sync"

	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A manuscript is an explainer as the rules read it: its records by id, and
// each of its texts taken apart once. All rules share it and none writes to
// it.
type manuscript struct {
	*explainer.Explainer
	claims  map[string]*explainer.Claim
	sources map[string]*explainer.Source
	agents  map[string]*explainer.Agent
	pages   map[pageID]*explainer.Page
	locales map[string]string           // by edition
	readers map[string]*quantity.Reader // by language

	// corpus is read when a rule first asks for it: not all do.
	corpus func() *corpus
}

type pageID struct{ edition, id string }

// A corpus is all that an explainer says in words of ours.
type corpus struct {
	passages   []*passage
	sentences  map[*explainer.Page][]*passage
	records    []record
	statements map[*explainer.Claim]record
	positions  map[*explainer.Position]record
}

// A record is a text of a record in each edition that has it.
type record struct {
	in     map[string]*passage // by edition
	claims []*explainer.Claim  // that it is about
}

func newManuscript(x *explainer.Explainer) *manuscript {
	m := &manuscript{
		Explainer: x,
		claims:    byID(x.Claims, func(c *explainer.Claim) string { return c.ID }),
		sources:   byID(x.Sources, func(s *explainer.Source) string { return s.ID }),
		agents:    byID(x.Agents, func(a *explainer.Agent) string { return a.ID }),
		pages:     map[pageID]*explainer.Page{},
		locales:   map[string]string{},
		readers:   map[string]*quantity.Reader{},
	}
	for _, p := range x.Pages {
		m.pages[pageID{p.Edition, p.ID}] = p
	}
	for _, ed := range x.Editions {
		m.locales[ed.ID] = ed.Locale
		m.readers[ed.ID] = quantity.NewReader(ed.ID, x.Units)
	}
	for _, s := range x.Sources {
		if lang := s.Language.Value; m.readers[lang] == nil {
			m.readers[lang] = quantity.NewReader(lang, x.Units)
		}
	}
	m.corpus = sync.OnceValue(m.read)
	return m
}

func byID[T any](list []*T, id func(*T) string) map[string]*T {
	m := make(map[string]*T, len(list))
	for _, r := range list {
		m[id(r)] = r
	}
	return m
}

// read gathers the texts and takes them apart on all cores.
func (m *manuscript) read() *corpus {
	all := &corpus{sentences: map[*explainer.Page][]*passage{}, statements: map[*explainer.Claim]record{}, positions: map[*explainer.Position]record{}}
	for _, page := range m.Pages {
		for i := range page.Sentences {
			p := m.sentence(page.Edition, &page.Sentences[i])
			all.passages = append(all.passages, p)
			all.sentences[page] = append(all.sentences[page], p)
		}
		for i := range page.Headings {
			h := &page.Headings[i]
			all.passages = append(all.passages, &passage{kind: isTitle, edition: page.Edition, text: h.Text, editorial: true, sentence: h, page: page})
		}
	}
	add := func(k kind, l explainer.Localized, about ...*explainer.Claim) record {
		r := record{map[string]*passage{}, about}
		for _, ed := range m.Editions {
			text := l[ed.ID]
			if text.Value == "" {
				continue
			}
			p := &passage{kind: k, edition: ed.ID, text: text.Value, source: text, editorial: k != isStatement}
			if k == isStatement {
				p.claims = about
			}
			r.in[ed.ID] = p
			all.passages = append(all.passages, p)
		}
		all.records = append(all.records, r)
		return r
	}
	for _, c := range m.Claims {
		all.statements[c] = add(isStatement, c.Statement, c)
		add(isRemark, c.DateNote)
		for _, e := range c.Evidence {
			add(isRemark, e.Note)
		}
	}
	of := map[string]bool{}
	for _, page := range m.Pages {
		if of[page.ID] {
			continue
		}
		of[page.ID] = true
		title, description := explainer.Localized{}, explainer.Localized{}
		for _, ed := range m.Editions {
			if p := m.pages[pageID{ed.ID, page.ID}]; p != nil {
				title[ed.ID], description[ed.ID] = p.Title, p.Description
			}
		}
		for _, r := range []record{add(isTitle, title), add(isTitle, description)} {
			for ed, p := range r.in {
				p.page = m.pages[pageID{ed, page.ID}]
			}
		}
	}
	name, summary := explainer.Localized{}, explainer.Localized{}
	for _, ed := range m.Editions {
		name[ed.ID], summary[ed.ID] = ed.Title, ed.Description
	}
	for _, r := range []record{add(isTitle, name), add(isTitle, summary)} {
		for ed, p := range r.in {
			p.page = m.pages[pageID{ed, ""}]
		}
	}
	for _, d := range m.Disagreements {
		var about []*explainer.Claim
		for _, id := range d.Claims {
			if c := m.claims[id.Value]; c != nil {
				about = append(about, c)
			}
		}
		add(isTitle, d.Title, about...)
		add(isRemark, d.Note, about...)
		for _, p := range d.Positions {
			all.positions[p] = add(isPosition, p.Says, about...)
		}
	}
	for _, s := range m.Sources {
		add(isRemark, s.Note)
		if s.Lineage != nil {
			add(isRemark, s.Lineage.Basis)
		}
	}
	for _, a := range m.Agents {
		add(isRemark, a.Description)
	}
	var g sync.WaitGroup
	cores := runtime.GOMAXPROCS(0)
	for core := range cores {
		g.Go(func() {
			for i := core; i < len(all.passages); i += cores {
				p := all.passages[i]
				p.read()
				p.quantities = m.quantities(p.edition, p.text)
			}
		})
	}
	g.Wait()
	return all
}

// sentence is a passage of a page, with its claims once each.
func (m *manuscript) sentence(edition string, s *explainer.Sentence) *passage {
	p := &passage{kind: isSentence, edition: edition, text: s.Text, editorial: s.Editorial, sentence: s}
citations:
	for _, k := range s.Citations {
		c := m.claims[k.Claim.Value]
		if c == nil {
			p.doubtful = true
			continue
		}
		for _, other := range p.claims {
			if other == c {
				continue citations
			}
		}
		p.claims = append(p.claims, c)
	}
	return p
}

// quantities reads those of a text. A bare day before a date, as in "15 and
// 16 March 2025", is made one, and a number in brackets after another is hedged
// as that one is: the reader does so only where the two agree.
func (m *manuscript) quantities(lang, text string) []quantity.Quantity {
	qs := m.readers[lang].Read(text)
	for i := len(qs) - 2; i >= 0; i-- {
		q, next := &qs[i], qs[i+1]
		if next.Unit == quantity.OnDate && next.Date.Day != 0 && !next.Date.Relative &&
			q.Unit == "" && q.Qualifier == quantity.Exactly && 1 <= q.Min && q.Min == q.Max && q.Max <= 31 &&
			dayJoins[strings.TrimSpace(text[q.End:next.Start])] {
			q.Unit, q.Date = quantity.OnDate, next.Date
			q.Date.Day, q.Date.Weekday, q.Min, q.Max = int(q.Min), "", 0, 0
		}
	}
	for i := 1; i < len(qs); i++ {
		q, last := &qs[i], qs[i-1]
		if q.Qualifier == quantity.Exactly && q.Unit != quantity.OnDate && last.Unit != quantity.OnDate && text[last.End:q.Start] == " (" {
			q.Qualifier = last.Qualifier
		}
	}
	return qs
}

var dayJoins = set([]string{"and", "y", "to", "al", "a", "or", "o", "-", "–", "/", ",", "&", "y el", "y al", "and the", "to the"})

// agentNames lists an agent's name in an edition and its other forms.
func agentNames(a *explainer.Agent, edition string) []string {
	var names []string
	if a != nil {
		if name := a.Name.In(edition); name != "" {
			names = append(names, name)
		}
		for _, t := range a.Aliases[edition] {
			names = append(names, t.Value)
		}
	}
	return names
}

// outletNames lists how an edition calls a source.
func outletNames(s *explainer.Source, edition string) []string {
	var names []string
	if s != nil {
		for _, name := range []string{s.Outlet.In(edition), s.Label.In(edition)} {
			if name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

// reporters are the names of the sources that a claim rests on.
func (m *manuscript) reporters(c *explainer.Claim, edition string) []string {
	var names []string
	for _, e := range c.Evidence {
		names = append(names, outletNames(m.sources[e.Source.Value], edition)...)
	}
	return names
}

// asserters are the names of which one must stand with a contested claim: of
// whoever asserts it, or of its sources where nobody is recorded.
func (m *manuscript) asserters(c *explainer.Claim, edition string) []string {
	if c.AssertedBy.Value != "" {
		return agentNames(m.agents[c.AssertedBy.Value], edition)
	}
	return m.reporters(c, edition)
}

// contested reports whether a claim is somebody's word against another's.
func contested(c *explainer.Claim) bool {
	s := explainer.Status(c.Status.Value)
	return s == explainer.Alleged || s == explainer.Disputed
}

// origins are the independent reports that a claim rests on, as ids of
// sources: copies and rewrites go back to one, except for what they have of
// their own.
func (m *manuscript) origins(c *explainer.Claim) map[string]bool {
	found := map[string]bool{}
	for _, e := range c.Evidence {
		if s := m.sources[e.Source.Value]; s != nil && !e.Own {
			found[m.root(s).ID] = true
		} else {
			found[e.Source.Value] = true
		}
	}
	return found
}

// root is the source that a family goes back to. A loop, which another rule
// reports, ends after as many steps as there are sources.
func (m *manuscript) root(s *explainer.Source) *explainer.Source {
	for range m.Sources {
		if s.Lineage == nil || s.Lineage.Kind.Value == "independent" || m.sources[s.Lineage.Of.Value] == nil {
			break
		}
		s = m.sources[s.Lineage.Of.Value]
	}
	return s
}
