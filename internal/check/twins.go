package check

import (
	"iter"
	"maps"
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// A twin is what two editions say in the same place: the main one first.
type twin struct {
	main, other half
	claims      []*explainer.Claim // that both cite
}

// A half of a twin has one part or more.
type half struct {
	edition string
	parts   []part
	around  []part // the paragraph it stands in
}

// A part is a sentence of a page, or a text of a record.
type part struct {
	text string
	at   func(offset int) diag.Place
}

// start is where a half begins.
func (h half) start() diag.Place { return h.parts[0].at(0) }

// twins pairs what each later edition says with what the main one says. In a
// record the two stand side by side. Of a page, paragraphs correspond if there
// are as many, citing the same claims one by one; in a paragraph, sentences
// are taken together until both editions have cited the same claims. Otherwise
// the page is one twin.
//
// Pages that do not cite the same claims are left out, since what one of them
// lacks is the fault that edition-incomplete or unknown-claim reports.
func twins(x *explainer.Explainer) []twin {
	if len(x.Editions) < 2 {
		return nil
	}
	var list []twin
	main := x.Main().ID
	claims := map[string]*explainer.Claim{}
	for _, c := range x.Claims {
		claims[c.ID] = c
	}
	for q, p := range counterparts(x) {
		list = append(list, pageTwins(q, p, claims)...)
		list = appendTexts(list, main, q.Title, p.Edition, p.Title, nil)
		list = appendTexts(list, main, q.Description, p.Edition, p.Description, nil)
	}
	for _, ed := range x.Editions[1:] {
		add := func(t explainer.Localized, c ...*explainer.Claim) {
			list = appendTexts(list, main, t[main], ed.ID, t[ed.ID], c)
		}
		for _, c := range x.Claims {
			add(c.Statement, c)
			add(c.DateNote)
			for _, e := range c.Evidence {
				add(e.Note)
			}
		}
		for _, d := range x.Disagreements {
			var concerned []*explainer.Claim
			for _, id := range d.Claims {
				if c := claims[id.Value]; c != nil {
					concerned = append(concerned, c)
				}
			}
			add(d.Title, concerned...)
			add(d.Note, concerned...)
			for _, p := range d.Positions {
				add(p.Says, concerned...)
			}
		}
		for _, s := range x.Sources {
			add(s.Note)
			if s.Lineage != nil {
				add(s.Lineage.Basis)
			}
		}
		for _, a := range x.Agents {
			add(a.Description)
		}
	}
	return list
}

func appendTexts(list []twin, main string, a explainer.Text, other string, b explainer.Text, claims []*explainer.Claim) []twin {
	if a.Value == "" || b.Value == "" {
		return list
	}
	whole := func(edition string, t explainer.Text) half {
		return half{edition: edition, parts: []part{{t.Value, func(int) diag.Place { return t.Place }}}}
	}
	return append(list, twin{whole(main, a), whole(other, b), claims})
}

func pageTwins(a, b *explainer.Page, claims map[string]*explainer.Claim) []twin {
	cited := citedIn(a.Sentences)
	if len(a.Sentences) == 0 || len(b.Sentences) == 0 || !maps.Equal(cited, citedIn(b.Sentences)) {
		return nil
	}
	for id := range cited {
		if claims[id] == nil {
			return nil
		}
	}
	twinOf := func(s, t []explainer.Sentence) twin {
		w := twin{main: halfOf(a.Edition, s), other: halfOf(b.Edition, t)}
		for _, id := range slices.Sorted(maps.Keys(citedIn(s))) {
			w.claims = append(w.claims, claims[id])
		}
		return w
	}
	blocks, others := blocksOf(a.Sentences), blocksOf(b.Sentences)
	same := func(s, t []explainer.Sentence) bool { return maps.Equal(citedIn(s), citedIn(t)) }
	if !slices.EqualFunc(blocks, others, same) {
		return []twin{twinOf(a.Sentences, b.Sentences)}
	}
	var list []twin
	for k, s := range blocks {
		t, i, j := others[k], 0, 0
		around := twin{main: halfOf(a.Edition, s), other: halfOf(b.Edition, t)}
		for _, c := range cuts(s, t) {
			w := twinOf(s[i:c[0]], t[j:c[1]])
			w.main.around, w.other.around = around.main.parts, around.other.parts
			list = append(list, w)
			i, j = c[0], c[1]
		}
	}
	return list
}

// cuts gives where to divide two blocks that cite the same claims, so that
// each piece of one does with its piece of the other.
func cuts(s, t []explainer.Sentence) [][2]int {
	var list [][2]int
	var open, left balance // between the cuts; after them
	for _, k := range s {
		left.add(0, k, 1)
	}
	for _, k := range t {
		left.add(1, k, 1)
	}
	for i, j := 0, 0; i < len(s) && j < len(t); {
		from := [2]int{i, j}
		for i == from[0] || j == from[1] || open.uneven > 0 || left.uneven > 0 {
			switch {
			case i < len(s) && (i == from[0] || open.lacks(0) || open.uneven == 0 && left.only[0] > 0 || j == len(t)):
				open.add(0, s[i], 1)
				left.add(0, s[i], -1)
				i++
			case j < len(t):
				open.add(1, t[j], 1)
				left.add(1, t[j], -1)
				j++
			default:
				open.add(0, s[i], 1)
				left.add(0, s[i], -1)
				i++
			}
			if i == len(s) && j == len(t) {
				break
			}
		}
		// Sentences that cite nothing go with those before them.
		for ; i < len(s) && len(s[i].Citations) == 0; i++ {
		}
		for ; j < len(t) && len(t[j].Citations) == 0; j++ {
		}
		if i == len(s) || j == len(t) {
			i, j = len(s), len(t)
		}
		list = append(list, [2]int{i, j})
		open = balance{}
	}
	return list
}

// A balance counts the citations of two sides.
type balance struct {
	cited  map[string]*[2]int
	only   [2]int // claims that the one side cites alone
	uneven int    // all of these
}

func (b *balance) add(side int, s explainer.Sentence, n int) {
	if b.cited == nil {
		b.cited = map[string]*[2]int{}
	}
	for _, c := range s.Citations {
		k := b.cited[c.Claim.Value]
		if k == nil {
			k = new([2]int)
			b.cited[c.Claim.Value] = k
		}
		b.count(k, -1)
		k[side] += n
		b.count(k, 1)
	}
}

func (b *balance) count(k *[2]int, n int) {
	for side := range 2 {
		if k[side] > 0 && k[1-side] == 0 {
			b.only[side] += n
			b.uneven += n
		}
	}
}

// lacks reports whether a side does not cite all that the other does.
func (b *balance) lacks(side int) bool { return b.only[1-side] > 0 }

func citedIn(list []explainer.Sentence) map[string]bool {
	into := map[string]bool{}
	for _, s := range list {
		for _, c := range s.Citations {
			into[c.Claim.Value] = true
		}
	}
	return into
}

func blocksOf(list []explainer.Sentence) [][]explainer.Sentence {
	var blocks [][]explainer.Sentence
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].Block == list[from].Block {
			to++
		}
		blocks = append(blocks, list[from:to])
		from = to
	}
	return blocks
}

func halfOf(edition string, list []explainer.Sentence) half {
	h := half{edition: edition}
	for i := range list {
		h.parts = append(h.parts, part{list[i].Text, list[i].At})
	}
	return h
}

// counterparts gives each page of a later edition after that of the main one.
func counterparts(x *explainer.Explainer) iter.Seq2[*explainer.Page, *explainer.Page] {
	return func(yield func(main, other *explainer.Page) bool) {
		pages := map[string]*explainer.Page{}
		for _, p := range x.Pages {
			if p.Edition == x.Main().ID {
				pages[p.ID] = p
			}
		}
		for _, p := range x.Pages {
			if main := pages[p.ID]; main != nil && p != main && !yield(main, p) {
				return
			}
		}
	}
}
