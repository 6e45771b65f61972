package check

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// numbers reports a number in prose that no claim cited in its sentence
// carries, or in a page's title that no claim cited on the page does, and one
// in a claim's statement that the claim's own evidence does not. Together they
// tie each number a reader sees to a sentence of a source: prose may lean on a
// statement because the statement is held to its evidence. Positions are held
// to their own quantities.
// Of each number it reports the one thing that is wrong with it:
//   - a multiple or share that the quantities do not bear out (arithmetic.go);
//   - a number that is carried, but of something else (units.go);
//   - one that is carried, but hedged otherwise (qualifiers.go), or made a part
//     of a month or year that no claim speaks of (parts.go);
//   - a date in prose that lies outside the coverage (coverage.go);
//   - or else that it is not carried.
//
// What carries a number is in ledger.go. Not judged are
//   - sentences that cite nothing or an unknown claim, which other rules report;
//   - "a year", "un día" or "one cell", unless a cited claim gives another number
//     of them: most are articles and no numbers;
//   - names that have a number in them, when an agent or source bears them.
//
// A count of the explainer's own sources ("two of the articles") may not
// exceed those of the claims cited, but which ones it means is not read.
func numbers(m *manuscript, l *diag.List) {
	b := newLedger(m)
	for _, p := range m.corpus().passages {
		switch {
		case p.kind == isStatement:
			b.statement(l, p)
		case p.tops():
			b.prose(l, b.onPage(p), "this page cites")
		case p.kind == isSentence && !p.editorial:
			b.prose(l, p, "this sentence cites")
		}
	}
	for _, d := range m.Disagreements {
		for _, p := range d.Positions {
			b.position(l, d, p)
		}
	}
}

// position reports a number in the words of a position that its own quantities
// contradict: one of its kind is among them, and none that bears it out. Other
// numbers are beside the point at issue, and so are most dates. If what is
// recorded is itself in no evidence, that is for the rule on positions.
func (b *ledger) position(l *diag.List, d *explainer.Disagreement, position *explainer.Position) {
	for _, q := range position.Quantities {
		if !b.borne(d, position, q.Value) {
			return
		}
	}
	recorded := b.recorded(d, position)
	for _, p := range b.corpus().positions[position].in {
		for _, q := range p.quantities {
			bare := q // "30 minutes a day" is of the kind of "30 minutes"
			bare.Per = ""
			i := slices.IndexFunc(recorded, func(c carried) bool {
				c.Per = ""
				return c.Unit != quantity.OnDate && b.comparable(carried{Quantity: bare, lang: p.edition}, c)
			})
			if i < 0 || isArticle(q) || b.countsSources(p, q) || b.inName(p, q) || b.carry(q, p.edition, recorded) || b.carry(bare, p.edition, recorded) {
				continue
			}
			from, words := b.bare(p.edition, q)
			l.Errorf(p.at(q.Start+from), "number-not-in-evidence", "%q is not what this position's sources give", words).
				Note(recorded[i].place, "they give %q", recorded[i].text).
				Helpf("write what they give, or record %s under the quantities of the position", words)
		}
	}
}

// A told is a number and what it is told by and held to: a sentence and the
// claims it cites, a title or heading and the claims its page cites, or a statement and
// its own evidence.
type told struct {
	quantity.Quantity
	*passage
	have  []carried
	cites string // what cites the claims, unless it is their statement
}

// where is what should carry the number.
func (t told) where() string {
	if t.kind == isStatement {
		return "the evidence of claim " + strconv.Quote(t.claims[0].ID)
	}
	return "the claims " + t.cites
}

// onPage is the title, description or a heading of a page, as if it cited what
// the page does.
func (m *manuscript) onPage(p *passage) *passage {
	cites := *p
	sentences := m.corpus().sentences[p.page]
	cites.doubtful = doubtful(sentences)
	cites.claims = slices.SortedFunc(maps.Keys(citedIn(sentences)), func(a, b *explainer.Claim) int { return cmp.Compare(a.ID, b.ID) })
	return &cites
}

// prose judges what is held to the claims that itself or its page cites.
func (b *ledger) prose(l *diag.List, p *passage, cites string) {
	if len(p.quantities) == 0 || len(p.claims) == 0 || p.doubtful {
		return
	}
	t := told{passage: p, cites: cites}
	for _, c := range p.claims {
		t.have = append(t.have, b.evidence(c)...)
		t.have = append(t.have, b.said(c, p.edition)...)
	}
	for _, q := range p.quantities {
		t.Quantity = multiplied(p, q)
		what, sources := b.ownCount(p, q, t.have)
		if what == exceeds {
			from, words := b.bare(p.edition, q)
			l.Errorf(p.at(q.Start+from), "number-not-in-claim", "%q: %s rest on %s", words, t.where(), diag.Count(sources, "source")).
				Helpf("count the sources of the claims, or cite the claims that the others report")
		}
		if what == noCount && !b.inName(p, q) {
			b.judge(l, b.asRate(t))
		}
	}
}

func (b *ledger) statement(l *diag.List, p *passage) {
	if len(p.quantities) == 0 {
		return
	}
	c := p.claims[0]
	if !b.readable(c) {
		return
	}
	t := told{passage: p, have: b.evidence(c)}
	whole := false
	for _, q := range p.quantities {
		t.Quantity = multiplied(p, q)
		if what, _ := b.ownCount(p, q, t.have); what == fits || b.inName(p, q) {
			continue
		}
		if !whole && !b.carry(t.Quantity, p.edition, t.have) { // seldom needed
			t.have, whole = append(t.have, b.context(c, p.edition)...), true
		}
		b.judge(l, b.asRate(t))
	}
}

// otherLink finds what carries a number in the words of a link whose own claims
// do not carry it: two numbers of one sentence may have changed places.
func (b *ledger) otherLink(t told) *carried {
	linked := map[string]bool{}
	for _, k := range t.links {
		if k.from < t.End && t.Start < k.to {
			linked[k.claim] = true
		}
	}
	if len(linked) == 0 {
		return nil
	}
	own := slices.DeleteFunc(slices.Clone(t.have), func(c carried) bool { return !linked[c.claim.ID] })
	if b.carry(t.Quantity, t.edition, own) {
		return nil
	}
	if others := b.bearers(t.Quantity, t.edition, t.have); len(others) > 0 {
		return others[0]
	}
	return nil
}

// asRate makes a rate of an amount that only a rate bears out, if the sentence
// says so elsewhere: "an annual cost of $6 million".
func (b *ledger) asRate(t told) told {
	rates := t.rates()
	if len(rates) == 0 || t.Per != "" || t.Unit == "" || t.Unit == quantity.OnDate || b.carry(t.Quantity, t.edition, t.have) {
		return t
	}
	for _, per := range rates {
		rate := t
		rate.Per = per
		if b.carry(rate.Quantity, t.edition, t.have) {
			return rate
		}
	}
	return t
}

// judge reports what is wrong with a number, if anything is.
func (b *ledger) judge(l *diag.List, t told) {
	switch {
	case isMultiple(t.passage, t.Quantity):
		b.arithmetic(l, t)
	case b.carry(t.Quantity, t.edition, t.have):
		if k := b.otherLink(t); k != nil {
			from, words := b.bare(t.edition, t.Quantity)
			l.Errorf(t.at(t.Start+from), "number-not-in-claim", "%q is in no claim that this link cites", words).
				Note(k.place, "%s has %q", k.claim.ID, k.text).
				Helpf("cite claim %q here, or write what the link's own claim gives", k.claim.ID)
		} else if k := b.otherRole(t); k != nil {
			b.unitDiffers(l, t, *k)
		} else if !b.partDiffers(l, t) {
			b.qualifier(l, t)
		}
	case t.kind != isStatement && outsideCoverage(b.Coverage, t.Quantity):
		b.outside(l, t)
	case reportedAsRelative(t.passage, t.Quantity):
	default:
		if k := sameNumberIn(t.Quantity, t.have); k != nil {
			b.unitDiffers(l, t, *k)
		} else {
			b.notCarried(l, t)
		}
	}
}

func (b *ledger) notCarried(l *diag.List, t told) {
	from, words := b.bare(t.edition, t.Quantity)
	near, only := nearest(t.Quantity, t.have)
	at := t.at(t.Start + from)
	if t.kind == isStatement {
		d := l.Errorf(at, "number-not-in-evidence", "%q is in no evidence of claim %q", words, t.claims[0].ID)
		if near != nil {
			d.Note(near.place, "this has %q", near.text)
		}
		d.Helpf("correct the statement, or record %s under the quantities of the evidence that gives it", words)
		return
	}
	d := l.Errorf(at, "number-not-in-claim", "%q is in no claim %s", words, t.cites)
	if near != nil {
		d.Note(near.place, "%s has %q", near.claim.ID, near.text)
	}
	switch other := b.elsewhere(t.Quantity, t.claims); {
	case other != nil:
		d.Helpf("cite claim %q", other.ID)
	case near != nil && only:
		d.Helpf("cite the claim that gives %s, or write %s", words, b.written(t.edition, *near))
	default:
		d.Helpf("cite the claim that gives %s, or leave it out", words)
	}
}

// A count of the explainer's own material.
type ownCount int

const (
	noCount ownCount = iota // of something else
	fits
	exceeds
)

// ownNouns name what an explainer itself is made of, by language: units as the
// reader gives them, and plurals as they stand after "four of the".
var ownNouns = map[string]struct{ sources, plurals, numbers, of, all map[string]bool }{
	"en": {
		sources: words("article report source story newspaper outlet publication agency version account"),
		plurals: words("articles reports sources stories newspapers outlets publications agencies"),
		numbers: words("number figure amount sum count total estimate tally distance value"),
		of:      words("of"),
		all:     words("the all"),
	},
	"es": {
		sources: words("artículo informe reporte fuente nota periódico diario medio publicación agencia versión relato"),
		plurals: words("artículos informes reportes fuentes notas periódicos diarios medios publicaciones agencias"),
		numbers: words("número cifra cantidad monto suma total dato recuento conteo cálculo estimación distancia valor"),
		of:      words("de"),
		all:     words("los las"),
	},
}

func words(list string) map[string]bool { return set(strings.Fields(list)) }

// ownCount judges "three articles", "four of the articles", "all five" and
// "the two numbers", which no source can be expected to say. They fit when
// there are so many sources behind the claims, or all of the explainer's, or
// so many different numbers in the claims. It also returns the number of
// sources behind the claims.
func (b *ledger) ownCount(p *passage, q quantity.Quantity, have []carried) (ownCount, int) {
	switch {
	case b.countsSources(p, q):
		behind := map[string]bool{}
		for _, c := range p.claims {
			for _, e := range c.Evidence {
				behind[e.Source.Value] = true
			}
		}
		if q.Max <= float64(len(behind)) || q.Max == float64(len(b.Sources)) {
			return fits, len(behind)
		}
		return exceeds, len(behind)
	case ownNouns[p.edition].numbers[q.Unit]:
		different := map[[2]float64]bool{}
		for _, c := range have {
			if c.Unit != quantity.OnDate && c.Unit != quantity.Times && !c.own {
				different[[2]float64{c.Min, c.Max}] = true
			}
		}
		if q.Max <= float64(len(different)) {
			return fits, 0
		}
	}
	return noCount, 0
}

// countsSources tells the counts of sources among all others.
func (b *ledger) countsSources(p *passage, q quantity.Quantity) bool {
	own := ownNouns[p.edition]
	of := p.tokenFrom(q.End)
	if q.Unit != "" { // perhaps the "news" of "five news articles"
		return own.sources[q.Unit] || of < len(p.tokens) && p.gap(of) == " " && own.plurals[p.tokens[of].low] && b.improvised(q.Unit)
	}
	const reach = 3 // tokens after "of"
	total := float64(len(b.Sources))
	if of < len(p.tokens) && own.of[p.tokens[of].low] {
		for _, t := range p.tokens[of+1 : min(of+1+reach, len(p.tokens))] {
			if own.plurals[t.low] || b.isCount(p.edition, t.low, total) {
				return true
			}
		}
	}
	before := p.tokenFrom(q.Start) - 1
	return q.Max == total && before >= 0 && own.all[p.tokens[before].low]
}

func (b *ledger) isCount(edition, word string, n float64) bool {
	qs := b.readers[edition].Read(word)
	return len(qs) == 1 && qs[0].Unit == "" && qs[0].Min == n && qs[0].Max == n
}

// inName reports whether q overlaps a name that an agent or source bears, as
// in "France 24".
func (b *ledger) inName(p *passage, q quantity.Quantity) bool {
	for _, name := range b.numberedNames(p.edition) {
		from := max(q.Start-len(name)+1, 0)
		if strings.Contains(p.text[from:min(q.End+len(name)-1, len(p.text))], name) {
			return true
		}
	}
	return false
}

// bare gives the number of q without its qualifier and, unless it is an amount
// of money or a measure, its noun; from is where it starts in q.Text.
func (b *ledger) bare(edition string, q quantity.Quantity) (from int, words string) {
	r := b.readers[edition]
	same := func(s string) bool {
		got := r.Read(s)
		return len(got) == 1 && got[0].Min == q.Min && got[0].Max == q.Max && got[0].Date == q.Date && got[0].Vague == q.Vague
	}
	words = q.Text
	if q.Qualifier != quantity.Exactly {
		for i, c := range q.Text {
			if unicode.IsSpace(c) && same(strings.TrimSpace(q.Text[i:])) {
				words = strings.TrimSpace(q.Text[i:])
			}
		}
		from = strings.LastIndex(q.Text, words)
	}
	if q.Per == "" && (q.Unit == quantity.Person || b.improvised(q.Unit) || b.Units[q.Unit] != nil) {
		for i := strings.LastIndexFunc(words, unicode.IsSpace); i > 0 && same(words[:i]); i = strings.LastIndexFunc(words, unicode.IsSpace) {
			words = strings.TrimSpace(words[:i])
		}
	}
	return from, words
}

// written is a carried number as the edition would write it.
func (b *ledger) written(edition string, c carried) string {
	q := c.Quantity
	q.Qualifier = quantity.Exactly
	text := strings.ReplaceAll(b.Units.Format(q, b.locales[edition]), "\u00a0", " ")
	qs := b.readers[edition].Read(text)
	if len(qs) != 1 {
		return text
	}
	_, words := b.bare(edition, qs[0])
	return words
}
