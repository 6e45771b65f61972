package draft

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"

	"explainer/internal/article"
	"explainer/internal/lineage"
	"explainer/internal/load"
	"explainer/internal/quantity"
)

// A topic is a set of articles with what a careful reader finds in them.
type topic struct {
	name     string
	articles []Article
	options  Options
	facts    map[string]map[string]bool // by sentence, "source p8.s2"
	sections map[string][]string        // by sentence; "" is none
	kinds    map[string]map[int]string  // by source: the blocks that are no paragraphs
	lineage  map[string][2]string       // by source: what it derives from, and how
	differ   []difference
}

// A difference is a disagreement that an editor would record.
type difference struct {
	facts    []string
	kind     string
	articles []string // that differ, or that leave a fact out
}

func newTopic(name string) *topic {
	return &topic{
		name: name, facts: map[string]map[string]bool{}, sections: map[string][]string{},
		kinds: map[string]map[int]string{}, lineage: map[string][2]string{},
	}
}

// labelled reads a topic from a folder with articles and labels.yaml.
func labelled(t testing.TB, dir string) *topic {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "labels.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var labels struct {
		Sections []struct {
			ID, Title string
			Terms     []string
		}
		Articles map[string]struct {
			Kinds     map[int]string
			Lineage   struct{ Of, Kind string }
			Sentences map[string]struct {
				Section string
				Says    []string
			}
		}
		Disagreements []struct {
			Fact, Kind string
			Articles   []string
		}
	}
	if err := yaml.Load(raw, &labels); err != nil {
		t.Fatal(err)
	}
	top := newTopic(filepath.Base(dir))
	for _, s := range labels.Sections {
		top.options.Sections = append(top.options.Sections, Section{s.ID, append(s.Terms, s.Title)})
	}
	for _, d := range labels.Disagreements {
		top.differ = append(top.differ, difference{[]string{d.Fact}, d.Kind, d.Articles})
	}
	for _, file := range slices.Sorted(maps.Keys(labels.Articles)) {
		raw, err := os.ReadFile(filepath.Join(dir, "articles", file))
		if err != nil {
			t.Fatal(err)
		}
		a, err := article.Read(raw, article.Options{})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		top.articles = append(top.articles, Article{Article: a, Source: file, Issued: quantity.ParseDate(a.About().Issued)})
		label := labels.Articles[file]
		top.kinds[file], top.lineage[file] = label.Kinds, [2]string{label.Lineage.Of, label.Lineage.Kind}
		for at, s := range label.Sentences {
			key := file + " " + at
			top.sections[key] = []string{s.Section}
			top.facts[key] = map[string]bool{}
			for _, f := range s.Says {
				top.facts[key][f] = true
			}
		}
	}
	top.relate()
	return top
}

// published makes a topic of a site's articles, the truth being its claims.
func published(t testing.TB, site, articles string) *topic {
	t.Helper()
	x, list := load.Load(os.DirFS(site))
	if list.Errors() > 0 {
		t.Fatal(list)
	}
	top := newTopic(x.Slug)
	for _, p := range x.Sections(x.Main().ID) {
		terms := []string{p.Title.Value}
		for _, o := range x.Outline {
			if o.ID.Value == p.ID {
				for _, t := range o.Terms[p.Edition] {
					terms = append(terms, t.Value)
				}
			}
		}
		top.options.Sections = append(top.options.Sections, Section{p.ID, terms})
	}
	top.options.Units = x.Units
	for _, c := range x.Claims {
		for _, e := range c.Evidence {
			key := e.Source.Value + " " + e.At.Value
			if top.facts[key] == nil {
				top.facts[key] = map[string]bool{}
			}
			top.facts[key][c.ID] = true
			top.sections[key] = append(top.sections[key], c.Section.Value)
		}
	}
	for _, d := range x.Disagreements {
		var f difference
		f.kind = d.Kind.Value
		for _, c := range d.Claims {
			f.facts = append(f.facts, c.Value)
		}
		top.differ = append(top.differ, f)
	}
	raw, err := os.ReadFile("testdata/cecot.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var kinds map[string]map[int]string
	if err := yaml.Load(raw, &kinds); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(articles, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := article.Read(raw, article.Options{})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, s := range x.Sources {
			if s.ArticleSHA256.Value == a.SHA256 {
				top.articles = append(top.articles, Article{Article: a, Source: s.ID, Issued: quantity.ParseDate(s.Issued.Value)})
				top.kinds[s.ID] = kinds[a.SHA256]
				top.lineage[s.ID] = [2]string{"", "origin"}
				if s.Lineage != nil {
					top.lineage[s.ID] = [2]string{s.Lineage.Of.Value, s.Lineage.Kind.Value}
				}
			}
		}
	}
	top.relate()
	return top
}

func (top *topic) relate() {
	all := make([]*article.Article, len(top.articles))
	for i, a := range top.articles {
		all[i] = a.Article
	}
	top.options.Relations = lineage.Measure(all)
}

func topics(t testing.TB) []*topic {
	t.Helper()
	var all []*topic
	dirs, err := filepath.Glob("../../examples/*/labels.yaml")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no labelled topics: ", err)
	}
	for _, d := range dirs {
		all = append(all, labelled(t, filepath.Dir(d)))
	}
	articles := cmp.Or(os.Getenv("ARTICLES"), "../../../shared/articles")
	if _, err := os.Stat(articles); err == nil {
		all = append(all, published(t, "../..", articles))
	}
	return all
}

// A score counts answers: given, wanted, and both.
type score struct{ right, given, wanted int }

func (s score) precision() float64 { return float64(s.right) / float64(max(s.given, 1)) }
func (s score) recall() float64    { return float64(s.right) / float64(max(s.wanted, 1)) }
func (s score) f() float64 {
	p, r := s.precision(), s.recall()
	return 2 * p * r / max(p+r, 1e-9)
}
func (s score) String() string {
	return fmt.Sprintf("precision %.2f, recall %.2f, F %.2f (%d right, %d given, %d wanted)", s.precision(), s.recall(), s.f(), s.right, s.given, s.wanted)
}

func (c *Candidate) keys() []string {
	var keys []string
	for _, e := range c.Evidence {
		keys = append(keys, e.Source+" "+e.Sentence.Locator())
	}
	return keys
}

// grouping scores pairs of sentences of different articles: given in one
// candidate, wanted in one fact. Coverage is, over facts of several articles,
// the share of these that the best candidate has.
func (top *topic) grouping(d *Draft) (pairs score, coverage float64) {
	var keys []string
	source := map[string]string{}
	in := map[string]map[int]bool{}
	for _, a := range top.articles {
		for s := range a.Body() {
			k := a.Source + " " + s.Locator()
			keys, source[k], in[k] = append(keys, k), a.Source, map[int]bool{}
		}
	}
	for i, c := range d.Candidates {
		for _, k := range c.keys() {
			in[k][i] = true
		}
	}
	for i, a := range keys {
		for _, b := range keys[i+1:] {
			if source[a] == source[b] {
				continue
			}
			given, wanted := overlap(in[a], in[b]), overlap(top.facts[a], top.facts[b])
			pairs.count(given, wanted)
		}
	}
	holders := map[string]map[string]bool{} // by fact, sentences
	for k, facts := range top.facts {
		for f := range facts {
			if holders[f] == nil {
				holders[f] = map[string]bool{}
			}
			holders[f][k] = true
		}
	}
	n := 0
	for _, sentences := range holders {
		articles := map[string]bool{}
		for k := range sentences {
			articles[source[k]] = true
		}
		if len(articles) < 2 {
			continue
		}
		best := 0
		for _, c := range d.Candidates {
			got := map[string]bool{}
			for _, k := range c.keys() {
				if sentences[k] {
					got[source[k]] = true
				}
			}
			best = max(best, len(got))
		}
		n++
		coverage += float64(best) / float64(len(articles))
	}
	return pairs, coverage / float64(n)
}

func (s *score) count(given, wanted bool) {
	if given {
		s.given++
	}
	if wanted {
		s.wanted++
	}
	if given && wanted {
		s.right++
	}
}

func overlap[K comparable](a, b map[K]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

// placing scores sentences: in a section that they belong to, or in none if
// they belong to none.
func (top *topic) placing(d *Draft) (s score) {
	for _, c := range d.Candidates {
		for _, k := range c.keys() {
			if want, ok := top.sections[k]; ok {
				s.count(true, slices.Contains(want, c.Section))
			}
		}
	}
	return s
}

// differing scores proposed disagreements of some kinds: one is right if a
// wanted one is on a fact that its candidate's sentences state. Recall counts
// the wanted ones that any right one meets.
func (top *topic) differing(d *Draft, kinds ...string) (precision, recall score) {
	wanted := slices.DeleteFunc(slices.Clone(top.differ), func(d difference) bool { return !slices.Contains(kinds, d.kind) })
	met := make([]bool, len(wanted))
	for _, p := range d.Disagreements {
		if !slices.Contains(kinds, p.Kind) {
			continue
		}
		right := false
		for i, w := range wanted {
			for _, k := range p.Candidate.keys() {
				if slices.ContainsFunc(w.facts, func(f string) bool { return top.facts[k][f] }) {
					right, met[i] = true, true
				}
			}
		}
		precision.count(true, right)
	}
	for _, m := range met {
		recall.count(m, true)
	}
	return precision, recall
}

// TestTopicsRead compares what reading takes for body text with what a reader
// does, and the proposed lineage with what the articles' writers did.
func TestTopicsRead(t *testing.T) {
	for _, top := range topics(t) {
		lost, kept, other, blocks := 0, 0, 0, 0
		var all []*article.Article
		source := map[string]string{}
		for _, a := range top.articles {
			all = append(all, a.Article)
			source[a.SHA256] = a.Source
			for _, b := range a.Blocks {
				want := article.Kind(cmp.Or(top.kinds[a.Source][b.Number], string(article.Paragraph)))
				blocks++
				switch {
				case b.Kind == want:
				case want.Body() && !b.Kind.Body():
					lost++
				case !want.Body() && b.Kind.Body():
					kept++
				default:
					other++
				}
			}
		}
		t.Logf("%s: of %d blocks, body lost %d, other text kept as body %d, otherwise another kind %d", top.name, blocks, lost, kept, other)
		if lost > 1 || kept > 0 {
			t.Errorf("%s: %d blocks of body lost, %d others kept", top.name, lost, kept)
		}
		right := 0
		for i, r := range lineage.Trace(all, top.options.Relations) {
			want := top.lineage[top.articles[i].Source]
			t.Logf("  %s: %s of %q, labelled %s of %q: %s", top.articles[i].Source, r.Kind, source[r.From], want[1], want[0], r.Why)
			derived := want[1] != "origin" && want[1] != string(lineage.Independent)
			if string(r.Kind) == want[1] && source[r.From] == want[0] || !derived && r.Kind == lineage.Independent {
				right++
			}
		}
		t.Logf("  lineage: %d of %d", right, len(all))
		if right < len(all)-1 {
			t.Errorf("%s: lineage right for %d of %d", top.name, right, len(all))
		}
	}
}

// TestTopics holds drafting to what it does on the labelled topics. -v prints
// the figures.
func TestTopics(t *testing.T) {
	kinds := [][]string{{"number"}, {"date"}, {"wording", "scope"}, {"certainty"}, {"omission"}}
	for _, top := range topics(t) {
		d := New(top.articles, top.options)
		pairs, coverage := top.grouping(d)
		placed := top.placing(d)
		t.Logf("%s: %d articles, %d candidates, %d disagreements", top.name, len(top.articles), len(d.Candidates), len(d.Disagreements))
		t.Logf("  grouping: %v; coverage of facts %.2f", pairs, coverage)
		t.Logf("  placing: %d of %d, %.2f", placed.right, placed.given, placed.precision())
		for _, k := range kinds {
			p, r := top.differing(d, k...)
			t.Logf("  differing %v: %d of %d right; %d of %d found", k, p.right, p.given, r.right, r.wanted)
		}
		right, found := top.differing(d, slices.Concat(kinds...)...)
		t.Logf("  differing, any kind: %d of %d right; %d of %d found", right.right, right.given, found.right, found.wanted)
		for what, share := range map[string][2]float64{
			"pairs in a candidate that state one fact":   {pairs.precision(), .75},
			"articles of a fact in its best candidate":   {coverage, .75},
			"sentences in their section":                 {placed.precision(), .78},
			"disagreements on facts that are in dispute": {right.precision(), .8},
			"disagreements found":                        {found.precision(), .75},
		} {
			if share[0] < share[1] {
				t.Errorf("%s: %s: %.2f, was %.2f and more", top.name, what, share[0], share[1])
			}
		}
	}
}
