package draft

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"explainer/internal/article"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A Plan is what a draft adds to a site. What the site has stays as its
// editor wrote it: a sentence that a claim cites or a source sets aside is
// accounted for, and proposed no more.
type Plan struct {
	// Files are records that are new. Claims come last: a draft that was
	// interrupted before a claim proposes it again, with what goes with it.
	Files  []File
	More   []Addition // for claims that are drafts themselves
	ByHand []Addition // for claims that are finished: an editor's to add

	Candidates    []*Candidate // that became files
	Disagreements int          // that became files
}

// An Addition is evidence that a claim of the site lacks.
type Addition struct {
	Claim    *explainer.Claim
	Evidence []*Evidence
}

// Sources lists those of the evidence.
func (a Addition) Sources() string {
	var ids []string
	for _, e := range a.Evidence {
		if !slices.Contains(ids, e.Source) {
			ids = append(ids, e.Source)
		}
	}
	return strings.Join(ids, ", ")
}

// Merge works out what the draft adds to the site.
func (d *Draft) Merge(x *explainer.Explainer) *Plan {
	m := &merger{x: x, citing: map[place][]*explainer.Claim{}, done: map[place]bool{}, ids: map[string]bool{}, agents: newAgents(x)}
	for _, c := range x.Claims {
		m.ids[c.ID] = true
		for _, e := range c.Evidence {
			s := place{e.Source.Value, e.Fingerprint.Value}
			m.citing[s] = append(m.citing[s], c)
			m.done[s] = true
		}
	}
	for _, s := range x.Sources {
		for _, aside := range s.SetAside {
			m.done[place{s.ID, aside.Fingerprint.Value}] = true
		}
	}
	for _, c := range d.Candidates {
		m.candidate(c)
	}
	for _, p := range d.Disagreements {
		m.disagreement(p)
	}
	m.plan.Files = slices.Concat(m.agents.files, m.disagreements, m.claims)
	return &m.plan
}

// A place is a sentence, wherever it now stands in its article.
type place struct{ source, fingerprint string }

func (e *Evidence) of() place { return place{e.Source, e.Sentence.Fingerprint} }

type merger struct {
	x      *explainer.Explainer
	citing map[place][]*explainer.Claim
	done   map[place]bool  // accounted for
	ids    map[string]bool // of claims
	agents *agents
	plan   Plan

	claims, disagreements []File
}

func (m *merger) candidate(c *Candidate) {
	var fresh []*Evidence
	for _, e := range c.Evidence {
		if !m.done[e.of()] {
			fresh = append(fresh, e)
		}
	}
	if len(fresh) == 0 {
		return
	}
	if claim := m.nearest(c); claim != nil {
		if claim.Draft.Value {
			m.plan.More = extend(m.plan.More, claim, fresh)
		} else {
			m.plan.ByHand = extend(m.plan.ByHand, claim, fresh)
		}
		return
	}
	base := c.ID
	for n := 2; m.ids[c.ID]; n++ {
		c.ID = fmt.Sprintf("%s-%d", base, n)
	}
	m.ids[c.ID] = true
	m.plan.Candidates = append(m.plan.Candidates, c)
	m.claims = append(m.claims, c.file(m.x.EditionIDs(), m.agents.id(c.AssertedBy)))
}

// extend adds evidence to what is added to a claim, each sentence once:
// candidates may share them.
func extend(all []Addition, claim *explainer.Claim, evidence []*Evidence) []Addition {
	at := slices.IndexFunc(all, func(a Addition) bool { return a.Claim == claim })
	if at < 0 {
		at = len(all)
		all = append(all, Addition{Claim: claim})
	}
	for _, e := range evidence {
		if !slices.ContainsFunc(all[at].Evidence, func(o *Evidence) bool { return o.of() == e.of() }) {
			all[at].Evidence = append(all[at].Evidence, e)
		}
	}
	return all
}

// nearest is the site's claim that cites most of the candidate's sentences,
// the first of equals.
func (m *merger) nearest(c *Candidate) *explainer.Claim {
	var best *explainer.Claim
	shared := map[*explainer.Claim]int{}
	for _, e := range c.Evidence {
		for _, claim := range m.citing[e.of()] {
			shared[claim]++
			if best == nil || shared[claim] > shared[best] {
				best = claim
			}
		}
	}
	return best
}

// disagreement adds those on candidates that are new, unless the site has a
// record of that name.
func (m *merger) disagreement(d *Disagreement) {
	if !slices.Contains(m.plan.Candidates, d.Candidate) {
		return
	}
	d.ID = d.Candidate.ID + "-" + d.about
	if slices.ContainsFunc(m.x.Disagreements, func(o *explainer.Disagreement) bool { return o.ID == d.ID }) {
		return
	}
	m.plan.Disagreements++
	m.disagreements = append(m.disagreements, d.file(m.x.EditionIDs()))
}

// agents finds the ids of those who assert something, and makes records for
// names that the site does not have.
type agents struct {
	x     *explainer.Explainer
	ids   map[string]string // by name, its letters only
	files []File
}

func newAgents(x *explainer.Explainer) *agents {
	a := &agents{x: x, ids: map[string]string{}}
	for _, agent := range x.Agents {
		for _, name := range agent.Name {
			a.ids[Slug(name.Value)] = agent.ID
		}
		for _, list := range agent.Aliases {
			for _, name := range list {
				a.ids[Slug(name.Value)] = agent.ID
			}
		}
	}
	return a
}

func (a *agents) id(name string) string {
	slug := Slug(name)
	if slug == "" || a.ids[slug] != "" {
		return a.ids[slug]
	}
	id := slug
	for n := 2; a.x.Agent(id) != nil; n++ {
		id = fmt.Sprintf("%s-%d", slug, n)
	}
	a.ids[slug] = id
	a.files = append(a.files, agentFile(id, name, a.x.EditionIDs()))
	return id
}

// Append adds evidence to the text of a claim's record and leaves every other
// byte as it is. It reports an error where the evidence is not a list with an
// item a line, or is written in another way that it cannot add to.
func Append(record []byte, evidence []*Evidence) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Load(record, &doc); err != nil {
		return nil, err
	}
	list := value(&doc, "evidence")
	if list == nil || list.Kind != yaml.SequenceNode || list.Style&yaml.FlowStyle != 0 || len(list.Content) == 0 {
		return nil, fmt.Errorf("the evidence is not a list with an item on each line")
	}
	records := make([]evidenceRecord, len(evidence))
	for i, e := range evidence {
		records[i] = e.record()
	}
	indent, newline := strings.Repeat(" ", list.Column-1), "\n"
	if bytes.Contains(record, []byte("\r\n")) {
		newline = "\r\n"
	}
	var added bytes.Buffer
	for line := range strings.Lines(string(encode(records))) {
		added.WriteString(indent + strings.TrimSuffix(line, "\n") + newline)
	}
	lines := bytes.SplitAfter(record, []byte("\n"))
	// Before whatever comes after the list, its trailing blank lines included.
	end := min(last(list), len(lines)) // YAML knows more line ends
	for end < len(lines) && goesOn(lines[end], list.Column) {
		end++
	}
	var out bytes.Buffer
	for _, l := range lines[:end] {
		out.Write(l)
	}
	if b := out.Bytes(); len(b) > 0 && b[len(b)-1] != '\n' {
		out.WriteString(newline)
	}
	out.Write(added.Bytes())
	for _, l := range lines[end:] {
		out.Write(l)
	}
	if !adds(record, out.Bytes(), len(records)) {
		return nil, fmt.Errorf("the evidence is written in a way that cannot be added to")
	}
	return out.Bytes(), nil
}

// adds reports whether a record says what it did before, and has n more of the
// evidence. There are more ways to write YAML than can be foreseen.
func adds(before, after []byte, n int) bool {
	var had, has map[string]any
	if yaml.Load(before, &had) != nil || yaml.Load(after, &has) != nil {
		return false
	}
	old, _ := had["evidence"].([]any)
	all, _ := has["evidence"].([]any)
	if len(all) != len(old)+n {
		return false
	}
	has["evidence"] = all[:len(old)]
	return reflect.DeepEqual(had, has)
}

// last is the line, from 1, that the last node below n begins on.
func last(n *yaml.Node) int {
	line := n.Line
	for _, c := range n.Content {
		line = max(line, last(c))
	}
	return line
}

// goesOn reports whether a line goes on with a text of the list above it, whose
// items begin in a column.
func goesOn(line []byte, column int) bool {
	text := bytes.TrimLeft(line, " ")
	return len(bytes.TrimSpace(text)) > 0 && len(line)-len(text) >= column
}

// value is what a key of a document's mapping holds, or nil.
func value(doc *yaml.Node, key string) *yaml.Node {
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	in := doc.Content[0].Content
	for i := 0; i+1 < len(in); i += 2 {
		if in[i].Value == key {
			return in[i+1]
		}
	}
	return nil
}

// Articles finds the site's sources among articles.
func Articles(x *explainer.Explainer, all []*article.Article) []Article {
	var out []Article
	for _, a := range all {
		for _, s := range x.Sources {
			if s.ArticleSHA256.Value == a.SHA256 {
				out = append(out, Article{Article: a, Source: s.ID, Issued: quantity.ParseDate(s.Issued.Value)})
			}
		}
	}
	return out
}
