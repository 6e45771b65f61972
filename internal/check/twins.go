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

// A half of a twin is one text of a record, or sentences of a page.
type half struct {
	edition string
	parts   []*passage
	around  []*passage // the paragraph it stands in
}

// start is where a half begins.
func (h half) start() diag.Place { return h.parts[0].at(0) }

// twins pairs what each later edition says with what the main one says. In a
// record the two stand side by side. Of a page, paragraphs correspond if there
// are as many, citing the same claims one by one, in whatever order: terms are
// sorted by their names. In a paragraph, sentences are taken together until
// both editions have cited the same claims. Otherwise the page is one twin.
//
// Pages that do not cite the same claims are left out, since what one of them
// lacks is the fault that edition-incomplete or unknown-claim reports.
func (m *manuscript) twins() []twin {
	var list []twin
	if len(m.Editions) < 2 {
		return nil
	}
	all := m.corpus()
	for main, p := range m.counterparts() {
		list = append(list, pageTwins(all.sentences[main], all.sentences[p])...)
	}
	for _, r := range all.records {
		for _, ed := range m.Editions[1:] {
			if main, other := r.in[m.Main().ID], r.in[ed.ID]; main != nil && other != nil {
				list = append(list, twin{halfOf(main), halfOf(other), r.claims})
			}
		}
	}
	return list
}

// pageTwins pairs the sentences of a page.
func pageTwins(a, b []*passage) []twin {
	if len(a) == 0 || len(b) == 0 || doubtful(a) || doubtful(b) || !citeAlike(a, b) {
		return nil
	}
	twinOf := func(s, t []*passage) twin {
		return twin{halfOf(s...), halfOf(t...), slices.Collect(maps.Keys(citedIn(s)))}
	}
	blocks, others := blocksOf(a), blocksOf(b)
	if others = arranged(others, blocks); others == nil {
		return []twin{twinOf(a, b)}
	}
	var list []twin
	for k, s := range blocks {
		t, i, j := others[k], 0, 0
		for _, c := range cuts(s, t) {
			w := twinOf(s[i:c[0]], t[j:c[1]])
			w.main.around, w.other.around = s, t
			list = append(list, w)
			i, j = c[0], c[1]
		}
	}
	return list
}

// arranged puts blocks in the order of those of another edition that cite the
// same claims; nil if they do not correspond one by one.
func arranged(blocks, as [][]*passage) [][]*passage {
	if len(blocks) != len(as) {
		return nil
	}
	rest := slices.Clone(blocks)
	var list [][]*passage
	for _, b := range as {
		i := slices.IndexFunc(rest, func(o []*passage) bool { return citeAlike(o, b) })
		if i < 0 {
			return nil
		}
		list = append(list, rest[i])
		rest = slices.Delete(rest, i, i+1)
	}
	return list
}

// cuts gives where to divide two blocks that cite the same claims, so that
// each piece of one does with its piece of the other.
func cuts(s, t []*passage) [][2]int {
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
			default:
				open.add(1, t[j], 1)
				left.add(1, t[j], -1)
				j++
			}
			if i == len(s) && j == len(t) {
				break
			}
		}
		// Sentences that cite nothing go with those before them.
		for ; i < len(s) && len(s[i].claims) == 0; i++ {
		}
		for ; j < len(t) && len(t[j].claims) == 0; j++ {
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
	cited  map[*explainer.Claim]*[2]int
	only   [2]int // claims that the one side cites alone
	uneven int    // all of these
}

func (b *balance) add(side int, p *passage, n int) {
	if b.cited == nil {
		b.cited = map[*explainer.Claim]*[2]int{}
	}
	for _, c := range p.claims {
		k := b.cited[c]
		if k == nil {
			k = new([2]int)
			b.cited[c] = k
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

func citedIn(list []*passage) map[*explainer.Claim]bool {
	claims := map[*explainer.Claim]bool{}
	for _, p := range list {
		for _, c := range p.claims {
			claims[c] = true
		}
	}
	return claims
}

func citeAlike(a, b []*passage) bool { return maps.Equal(citedIn(a), citedIn(b)) }

// blocksOf divides sentences into paragraphs, items and cells.
func blocksOf(list []*passage) [][]*passage {
	var blocks [][]*passage
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].sentence.Block == list[from].sentence.Block {
			to++
		}
		blocks = append(blocks, list[from:to])
		from = to
	}
	return blocks
}

func halfOf(parts ...*passage) half { return half{edition: parts[0].edition, parts: parts} }

// counterparts gives each page of a later edition after that of the main one.
func (m *manuscript) counterparts() iter.Seq2[*explainer.Page, *explainer.Page] {
	return func(yield func(main, other *explainer.Page) bool) {
		for _, p := range m.Pages {
			if main := m.pages[pageID{m.Main().ID, p.ID}]; main != nil && p != main && !yield(main, p) {
				return
			}
		}
	}
}
