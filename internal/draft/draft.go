// Package draft proposes an explainer from articles, for an editor to write:
// candidate claims with their section, their evidence in every article and
// the quantities it gives, and where articles appear to differ.
//
// It proposes and never decides. Clauses of different articles are grouped by
// the words they share and by their place in articles that follow each other;
// kinds, statuses and who asserts something are read from cue words. What it
// gets wrong costs an editor a correction, never a reader a mistake: a
// candidate has no statement, and a site with drafts is not published.
//
// The result depends on what the articles say, not on their order or names.
// The words of English and Spanish are known; clauses in different languages
// are not grouped.
package draft

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"explainer/internal/article"
	"explainer/internal/lineage"
	"explainer/internal/quantity"
)

// An Article with the source that stands for it.
type Article struct {
	*article.Article
	Source string        // its id
	Issued quantity.Date // the day that "Sunday" is read by; zero if not known
}

// Options steer [New].
type Options struct {
	Sections []Section
	Units    quantity.Units
	// Relations are what lineage.Measure found between the articles: they tell
	// what a derived article has of its own. They may be left out.
	Relations []lineage.Relation
}

// A Draft is what New proposes.
type Draft struct {
	Candidates    []*Candidate // by section, then by first evidence
	Disagreements []*Disagreement
}

// A Candidate is a claim without its statement.
type Candidate struct {
	ID         string
	Section    string // "" if it fits nowhere
	Kind       string // as in explainer.Claim
	Status     string
	AssertedBy string // a name as an article gives it, "" if none does
	Date       string // ISO date of an event
	Evidence   []*Evidence
}

// Evidence is a sentence that states a candidate, or a part of one.
type Evidence struct {
	Source     string
	Sentence   article.Sentence
	Part       article.Kind // of the article
	Excerpt    string       // of the sentence; "" if it has no fragment short enough
	Quantities []quantity.Quantity
	Own        bool // a derived article's own

	sentence   *sentence
	clause     int // the first of the group's in the sentence
	start, end int // of the clauses within the sentence
	cues       cues
}

// New proposes candidates and disagreements. Articles of one text count once.
func New(articles []Article, opts Options) *Draft { return propose(articles, opts, tuned) }

func propose(articles []Article, opts Options, t tuning) *Draft {
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b Article) int { return cmp.Compare(a.SHA256, b.SHA256) })
	articles = slices.CompactFunc(articles, func(a, b Article) bool { return a.SHA256 == b.SHA256 })

	d := newDrafter(articles, opts)
	groups := group(d.clauses, t)
	placed := d.place(groups, opts.Sections, t)
	out := &Draft{}
	out.Candidates = make([]*Candidate, len(groups))
	each(len(groups), func(i int) {
		c := d.candidate(groups[i])
		if at := d.section(groups[i], placed, len(opts.Sections)); at >= 0 {
			c.Section = opts.Sections[at].ID
		}
		out.Candidates[i] = c
	})
	order := map[string]int{"": len(opts.Sections)}
	for i, s := range opts.Sections {
		order[s.ID] = i
	}
	slices.SortStableFunc(out.Candidates, func(a, b *Candidate) int { return cmp.Compare(order[a.Section], order[b.Section]) })
	number(out.Candidates)
	fullNames(out.Candidates)
	for _, c := range out.Candidates {
		out.Disagreements = append(out.Disagreements, d.differences(c)...)
	}
	slices.SortStableFunc(out.Disagreements, func(a, b *Disagreement) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

// A debt is what a derived article owes.
type debt struct {
	parent string          // SHA-256 of the article that it derives from
	own    map[string]bool // by locator: sentences that match none of the parent's
}

// debts are those of the derived articles, by their SHA-256.
func debts(articles []Article, relations []lineage.Relation) map[string]debt {
	all := make([]*article.Article, len(articles))
	for i, a := range articles {
		all[i] = a.Article
	}
	debts := map[string]debt{}
	for i, r := range lineage.Trace(all, relations) {
		if r.From == "" || !r.Kind.Derived() {
			continue
		}
		d := debt{r.From, map[string]bool{}}
		for _, s := range lineage.Own(r, all[i]) {
			d.own[s.Locator()] = true
		}
		debts[r.To] = d
	}
	return debts
}

type drafter struct {
	articles  []Article
	words     *vocabulary
	sentences []*sentence
	clauses   []clause
	readers   map[string]*quantity.Reader
	debts     map[string]debt

	inLanguage map[string]int // articles
}

// newDrafter reads the articles and cuts their sentences into clauses.
func newDrafter(articles []Article, opts Options) *drafter {
	d := &drafter{
		articles: articles, words: newVocabulary(), readers: map[string]*quantity.Reader{},
		debts: debts(articles, opts.Relations), inLanguage: map[string]int{},
	}
	for _, a := range articles {
		d.inLanguage[a.Language]++
		if d.readers[a.Language] == nil {
			d.readers[a.Language] = quantity.NewReader(a.Language, opts.Units)
		}
	}
	d.read()
	d.split()
	return d
}

// each does something for every number below n, side by side.
func each(n int, do func(i int)) {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const batch = 64
	for from := 0; from < n; from += batch {
		g.Go(func() error {
			for i := from; i < min(n, from+batch); i++ {
				do(i)
			}
			return nil
		})
	}
	_ = g.Wait() // none fails
}

// read finds the words and quantities of the articles' body sentences.
func (d *drafter) read() {
	for i, a := range d.articles {
		var heading []int
		for _, b := range a.Blocks {
			if b.Kind == article.Heading || b.Kind == article.Kicker {
				heading = d.words.stems(b.Text, a.Language)
			}
			if !b.Kind.Body() {
				continue
			}
			for _, s := range b.Sentences {
				d.sentences = append(d.sentences, &sentence{Sentence: s, article: i, language: a.Language, heading: heading})
			}
		}
	}
	each(len(d.sentences), func(i int) {
		s := d.sentences[i]
		s.words = tokenize(s.Text)
		s.quantities = d.readers[s.language].Read(s.Text)
	})
}

// split cuts the sentences into clauses, in order, and weighs their words.
func (d *drafter) split() {
	for i, s := range d.sentences {
		d.words.number(s.words, s.language)
		s.stems = unique(s.words)
		for _, c := range d.words.cut(s) {
			c.sentence = i
			d.clauses = append(d.clauses, c)
		}
	}
	d.words.count(d.clauses)
	for i := range d.clauses {
		d.words.weigh(&d.clauses[i])
	}
}

// place says for each sentence which section it fits.
func (d *drafter) place(groups [][]int, sections []Section, t tuning) []placement {
	var languages []string
	for _, a := range d.articles {
		if !slices.Contains(languages, a.Language) {
			languages = append(languages, a.Language)
		}
	}
	slices.Sort(languages)
	together := make([][]int, len(groups))
	for i, g := range groups {
		for _, m := range g {
			together[i] = append(together[i], d.clauses[m].sentence)
		}
		together[i] = slices.Compact(together[i]) // clauses of a sentence stand together
	}
	return d.words.place(d.sentences, together, sections, languages, t)
}

// section is where the sentences of a group fit together, or -1.
func (d *drafter) section(members []int, placed []placement, n int) int {
	if n == 0 {
		return -1
	}
	sum := make([]float64, n+1)
	for _, m := range members {
		for k, f := range placed[d.clauses[m].sentence] {
			sum[k] += math.Log(f + 1e-3) // no single sentence has a veto
		}
	}
	return likelihoods(sum).best()
}

// candidate makes a claim from a group of clauses.
func (d *drafter) candidate(members []int) *Candidate {
	c := &Candidate{}
	for _, m := range members {
		clause := &d.clauses[m]
		if last := len(c.Evidence) - 1; last >= 0 && c.Evidence[last].sentence == d.sentences[clause.sentence] {
			c.Evidence[last].end = clause.end
			continue
		}
		s := d.sentences[clause.sentence]
		c.Evidence = append(c.Evidence, &Evidence{
			Source: d.articles[s.article].Source, Sentence: s.Sentence,
			sentence: s, clause: m, start: clause.start, end: clause.end,
		})
	}
	in := map[string]bool{}
	for _, e := range c.Evidence {
		d.fill(e)
		in[d.articles[e.sentence.article].SHA256] = true
	}
	for _, e := range c.Evidence {
		debt := d.debts[d.articles[e.sentence.article].SHA256]
		e.Own = debt.own[e.Sentence.Locator()] && !in[debt.parent]
	}
	d.judge(c)
	d.excerpts(c)
	c.ID = d.id(c)
	return c
}

// fill adds what stands in the evidence's part of its sentence.
func (d *drafter) fill(e *Evidence) {
	a := d.articles[e.sentence.article]
	e.Part = a.Blocks[e.Sentence.Block-1].Kind
	for _, q := range pairs(e.sentence) {
		if q.Start < e.start || q.End > e.end {
			continue
		}
		if _, err := d.readers[a.Language].ReadOne(q.Text); err != nil || cutsWord(e.Sentence.Text, q.Start, q.End) {
			continue // a record could not hold it, or it is a part of a word
		}
		if on, ok := q.Date.On(a.Issued); q.Unit == quantity.OnDate && ok {
			q.Date = on
		}
		e.Quantities = append(e.Quantities, q)
	}
	e.cues = readCues(e.Sentence.Text[e.start:e.end], e.words(), a.Language)
	e.cues.asserter = d.asserter(e)
}

// pairs gives a sentence's quantities, with what stands twice, as in "about 72
// kilometers (45 miles)", once and in all its words.
func pairs(s *sentence) []quantity.Quantity {
	var out []quantity.Quantity
	for _, q := range s.quantities {
		if last := len(out) - 1; last >= 0 && s.Text[out[last].End:q.Start] == " (" && strings.HasPrefix(s.Text[q.End:], ")") && quantity.Agree(out[last], q) {
			out[last].End = q.End + 1
			out[last].Text = s.Text[out[last].Start:out[last].End]
			continue
		}
		out = append(out, q)
	}
	return out
}

// words are those of the evidence's part of its sentence.
func (e *Evidence) words() []word {
	all := e.sentence.words
	from, to := 0, len(all)
	for from < to && all[from].start < e.start {
		from++
	}
	for to > from && all[to-1].end > e.end {
		to--
	}
	return all[from:to]
}
