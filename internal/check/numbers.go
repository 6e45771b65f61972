package check

import (
	"strconv"
	"strings"
	"unicode"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// numbers reports a number in prose that no claim cited in its sentence
// carries, and one in a claim's statement that the claim's own evidence does
// not. Together they tie each number a reader sees to a sentence of a source:
// prose may lean on a statement because the statement is held to its evidence.
// Of each number it reports the one thing that is wrong with it:
//   - a multiple or share that the quantities do not bear out (arithmetic.go);
//   - a number that is carried, but of something else (units.go);
//   - one that is carried, but hedged otherwise (qualifiers.go);
//   - or else that it is not carried.
//
// What carries a number is in ledger.go. Not judged are
//   - sentences that cite nothing or an unknown claim, which other rules report;
//   - "a year" or "un día", unless a cited claim gives another span: most are
//     articles and no numbers;
//   - names that have a number in them, when an agent or source bears them.
//
// A count of the explainer's own sources ("two of the articles") may not
// exceed those of the claims cited, but which ones it means is not read.
func numbers(x *explainer.Explainer, l *diag.List) {
	b := newLedger(x)
	for _, p := range x.Pages {
		for i := range p.Sentences {
			if s := &p.Sentences[i]; !s.Editorial {
				b.sentence(l, p.Edition, s)
			}
		}
	}
	for _, c := range x.Claims {
		for _, ed := range x.Editions {
			b.statement(l, ed.ID, c)
		}
	}
}

// A told is a number and what it is told by and held to: a sentence and the
// claims it cites, or a statement and its own evidence.
type told struct {
	quantity.Quantity
	edition string
	text    string // all of the sentence or statement
	at      func(offset int) diag.Place
	cited   []*explainer.Claim
	have    []carried
	absent  string // the code if nothing carries it
	where   string // what should have carried it, for messages
}

func (b *ledger) sentence(l *diag.List, edition string, s *explainer.Sentence) {
	qs := b.read(edition, s.Text)
	if len(qs) == 0 || len(s.Citations) == 0 {
		return
	}
	t := told{edition: edition, text: s.Text, at: s.At, absent: "number-not-in-claim", where: "the claims this sentence cites"}
	seen := map[string]bool{}
	for _, k := range s.Citations {
		c := b.claims[k.Claim.Value]
		if c == nil {
			return
		}
		if !seen[c.ID] {
			seen[c.ID] = true
			t.cited = append(t.cited, c)
			t.have = append(t.have, b.evidence(c)...)
			t.have = append(t.have, b.said(c, edition)...)
		}
	}
	for _, q := range qs {
		t.Quantity = multiplied(edition, s.Text, q)
		what, sources := b.ownCount(edition, s.Text, q, t.cited, t.have)
		if what == exceeds {
			from, words := b.bare(edition, q)
			l.Errorf(s.At(q.Start+from), "number-not-in-claim", "%q: the claims this sentence cites rest on %s", words, diag.Count(sources, "source")).
				Helpf("count the sources of the claims, or cite the claims that the others report")
		}
		if what == noCount && !b.inName(edition, s.Text, q) {
			b.judge(l, t)
		}
	}
}

func (b *ledger) statement(l *diag.List, edition string, c *explainer.Claim) {
	text := c.Statement[edition]
	said := b.said(c, edition)
	if len(said) == 0 {
		return
	}
	t := told{edition: edition, text: text.Value, at: func(int) diag.Place { return text.Place }, cited: []*explainer.Claim{c},
		have: b.evidence(c), absent: "number-not-in-evidence", where: "the evidence of claim " + strconv.Quote(c.ID)}
	whole := false
	for _, k := range said {
		t.Quantity = multiplied(edition, text.Value, k.Quantity)
		if what, _ := b.ownCount(edition, text.Value, k.Quantity, t.cited, t.have); what == fits || b.inName(edition, text.Value, k.Quantity) {
			continue
		}
		if !whole && !b.carry(t.Quantity, edition, t.have) { // seldom needed
			t.have, whole = append(t.have, b.context(c, edition)...), true
		}
		b.judge(l, t)
	}
}

// judge reports what is wrong with a number, if anything is.
func (b *ledger) judge(l *diag.List, t told) {
	switch {
	case isMultiple(t.edition, t.text, t.Quantity):
		b.arithmetic(l, t)
	case !b.carry(t.Quantity, t.edition, t.have):
		if b.leftToTime(t) {
			return
		}
		if k := sameNumberIn(t.Quantity, t.have); k != nil {
			b.unitDiffers(l, t, *k)
		} else {
			b.notCarried(l, t)
		}
	default:
		if k := b.otherRole(t); k != nil {
			b.unitDiffers(l, t, *k)
		} else {
			b.qualifier(l, t)
		}
	}
}

func (b *ledger) notCarried(l *diag.List, t told) {
	from, words := b.bare(t.edition, t.Quantity)
	inText := t.absent == "number-not-in-evidence"
	near, only := nearest(t.Quantity, t.have)
	at := t.at(t.Start + from)
	if inText {
		d := l.Errorf(at, "number-not-in-evidence", "%q is in no evidence of claim %q", words, t.cited[0].ID)
		if near != nil {
			d.Note(near.place, "this has %q", near.text)
		}
		d.Helpf("correct the statement, or record %s under the quantities of the evidence that gives it", words)
		return
	}
	d := l.Errorf(at, "number-not-in-claim", "%q is in no claim this sentence cites", words)
	if near != nil {
		d.Note(near.place, "%s has %q", near.claim.ID, near.text)
	}
	switch other := b.elsewhere(t.Quantity, t.edition, t.cited); {
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
		numbers: words("number figure amount sum count total estimate tally"),
		of:      words("of"),
		all:     words("the all"),
	},
	"es": {
		sources: words("artículo informe reporte fuente nota periódico diario medio publicación agencia versión relato"),
		plurals: words("artículos informes reportes fuentes notas periódicos diarios medios publicaciones agencias"),
		numbers: words("número cifra cantidad monto suma total dato recuento conteo cálculo estimación"),
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
func (b *ledger) ownCount(edition, text string, q quantity.Quantity, cited []*explainer.Claim, have []carried) (ownCount, int) {
	switch {
	case b.countsSources(edition, text, q):
		behind := map[string]bool{}
		for _, c := range cited {
			for _, e := range c.Evidence {
				behind[e.Source.Value] = true
			}
		}
		if q.Max <= float64(len(behind)) || q.Max == float64(len(b.x.Sources)) {
			return fits, len(behind)
		}
		return exceeds, len(behind)
	case ownNouns[edition].numbers[q.Unit]:
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
func (b *ledger) countsSources(edition, text string, q quantity.Quantity) bool {
	own := ownNouns[edition]
	if q.Unit != "" {
		return own.sources[q.Unit]
	}
	total := float64(len(b.x.Sources))
	if after := lowerWords(text[q.End:], 4); len(after) > 0 && own.of[after[0]] {
		for _, w := range after[1:] {
			if own.plurals[w] || b.isCount(edition, w, total) {
				return true
			}
		}
	}
	before := lowerWords(text[:q.Start], -1)
	return q.Max == total && len(before) > 0 && own.all[before[len(before)-1]]
}

func (b *ledger) isCount(edition, word string, n float64) bool {
	qs := b.reader(edition).Read(word)
	return len(qs) == 1 && qs[0].Unit == "" && qs[0].Min == n && qs[0].Max == n
}

// lowerWords gives the first n words of a text, or with -1 all of its last
// sixty bytes.
func lowerWords(text string, n int) []string {
	const reach = 60
	if n < 0 && len(text) > reach {
		text = text[len(text)-reach:]
	} else if n >= 0 && len(text) > reach {
		text = text[:reach]
	}
	list := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if n >= 0 && len(list) > n {
		list = list[:n]
	}
	return list
}

// inName reports whether q overlaps a name that an agent or source bears, as
// in "France 24".
func (b *ledger) inName(edition, text string, q quantity.Quantity) bool {
	for _, name := range b.numberedNames(edition) {
		for at := 0; ; {
			i := strings.Index(text[at:], name)
			if i < 0 {
				break
			}
			at += i
			if at < q.End && q.Start < at+len(name) {
				return true
			}
			at += len(name)
		}
	}
	return false
}

// bare gives the number of q without its qualifier and, unless it is an amount
// of money or a measure, its noun; from is where it starts in q.Text.
func (b *ledger) bare(edition string, q quantity.Quantity) (from int, words string) {
	r := b.reader(edition)
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
	if q.Per == "" && (q.Unit == quantity.Person || b.improvised(q.Unit) || b.x.Units[q.Unit] != nil) {
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
	text := strings.ReplaceAll(b.x.Units.Format(q, b.locales[edition]), "\u00a0", " ")
	qs := b.reader(edition).Read(text)
	if len(qs) != 1 {
		return text
	}
	_, words := b.bare(edition, qs[0])
	return words
}
