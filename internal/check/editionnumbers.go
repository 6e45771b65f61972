package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"explainer/internal/diag"
	"explainer/internal/quantity"
)

// editionNumbers reports a number or date that one edition gives and another,
// where it says the same, does not: 45 boats against 47, though a claim may
// carry both. Quantities are compared by meaning, so that 45 miles are 72
// kilometers, and as often as they are given; one that is merely repeated in
// one edition is none too many. A date may be more precise in one edition, and
// what is counted is not compared: nouns differ.
//
// Which edition is wrong shows in the claims: it is the one that does not say
// what their statements do. Where they do not tell, it is the later one.
func editionNumbers(m *manuscript, l *diag.List) {
	b := newLedger(m)
	for _, t := range m.twins() {
		main, other := b.given(t.main), b.given(t.other)
		main, other = unmatched(b, main, other)
		for _, g := range main {
			i := slices.IndexFunc(other, func(h given) bool { return b.kind(g.Quantity) == b.kind(h.Quantity) })
			if i < 0 {
				b.missing(l, t, g, t.other)
				continue
			}
			h := other[i]
			other = slices.Delete(other, i, i+1)
			wrong, right := h, g
			if b.stated(t, g) < b.stated(t, h) {
				wrong, right = g, h
			}
			words, at := b.bareIn(wrong)
			others, there := b.bareIn(right)
			l.Errorf(at, "edition-number-differs", "%q stands where edition %q has %q", words, right.edition, others).
				Note(there, "edition %q", right.edition).Helpf("give the same number in both")
		}
		for _, h := range other {
			b.missing(l, t, h, t.main)
		}
	}
}

// given is a quantity with its place.
type given struct {
	quantity.Quantity
	*passage
	taken bool
}

// bareIn is the number of g without what is around it, and its place; worked
// out for what is reported alone, since it takes some reading again.
func (b *ledger) bareIn(g given) (words string, at diag.Place) {
	from, words := b.bare(g.edition, g.Quantity)
	return words, g.at(g.Start + from)
}

func (b *ledger) given(h half) []given {
	var list []given
	for _, p := range h.parts {
		for _, q := range p.quantities {
			if !b.inName(p, q) {
				list = append(list, given{Quantity: q, passage: p})
			}
		}
	}
	return list
}

// unmatched leaves what one side gives and the other does not.
func unmatched(b *ledger, one, two []given) (left, right []given) {
	index := map[key][]int{}
	for j, h := range two {
		k := b.bareKey(h.Quantity)
		index[k] = append(index[k], j)
	}
	for i := range one {
		k := b.bareKey(one[i].Quantity)
		if list := index[k]; len(list) > 0 {
			one[i].taken, two[list[0]].taken = true, true
			index[k] = list[1:]
		}
	}
	for i := range one {
		for j := range two {
			if !one[i].taken && !two[j].taken && b.same(one[i].Quantity, two[j].Quantity) {
				one[i].taken, two[j].taken = true, true
			}
		}
	}
	rest := func(list, others []given) []given {
		var rest []given
		for _, g := range list {
			if !g.taken && !b.idle(g.Quantity) && !b.again(g.Quantity, others) {
				rest = append(rest, g)
			}
		}
		return rest
	}
	return rest(one, two), rest(two, one)
}

// bareKey is the key of a quantity without the noun that is counted.
func (b *ledger) bareKey(q quantity.Quantity) key {
	if b.kind(q) == "count" {
		q.Unit = ""
	}
	return keyOf(q)
}

// same reports whether two quantities, of two languages, say the same.
func (b *ledger) same(q, r quantity.Quantity) bool {
	switch {
	case q.Unit == quantity.OnDate || r.Unit == quantity.OnDate:
		return q.Unit == r.Unit && (q.Date.Covers(r.Date) || r.Date.Covers(q.Date) || within(q.Date, r.Date) || within(r.Date, q.Date))
	case b.kind(q) == "count" && b.kind(r) == "count", q.Unit == "", r.Unit == "":
		return q.Min == r.Min && q.Max == r.Max
	}
	return quantity.Agree(q, r)
}

// again reports whether a side gives q once more, or as an end of a range, or
// its two ends if q is one.
func (b *ledger) again(q quantity.Quantity, list []given) bool {
	one := func(q quantity.Quantity) bool {
		return slices.ContainsFunc(list, func(g given) bool {
			if q.Unit == quantity.OnDate { // a vaguer date vouches for no day
				return g.Unit == quantity.OnDate && within(q.Date, g.Date)
			}
			low, high := ends(g.Quantity)
			return b.same(q, g.Quantity) || !g.Vague && (b.same(q, low) || b.same(q, high))
		})
	}
	if q.Min == q.Max || q.Vague {
		return one(q)
	}
	low, high := ends(q)
	return one(low) && one(high)
}

// idle tells "one", "a year" and "the two", which one language uses where
// another has an article or says "both".
func (b *ledger) idle(q quantity.Quantity) bool {
	inWords := strings.IndexFunc(q.Text, unicode.IsDigit) < 0
	return q.Unit != quantity.OnDate && q.Min == q.Max && (q.Max == 1 || q.Max == 2 && inWords && b.kind(q) == "count")
}

// kind groups quantities of which one can stand for another by mistake.
func (b *ledger) kind(q quantity.Quantity) string {
	switch {
	case q.Unit == quantity.OnDate:
		return "date"
	case q.Unit == "", q.Unit == quantity.Person, b.improvised(q.Unit), b.Units[q.Unit] != nil:
		return "count"
	case isMoney(q.Unit):
		return "money"
	}
	return cmp.Or(dimension(q.Unit), q.Unit)
}

// stated tells how far a twin's claims speak for a quantity: 2 if a statement
// gives it, 1 if only evidence does.
func (b *ledger) stated(t twin, g given) int {
	most := 0
	for _, c := range t.claims {
		for _, k := range b.said(c, g.edition) {
			if b.same(g.Quantity, k.Quantity) {
				return 2
			}
		}
		for _, k := range b.evidence(c) {
			if b.same(g.Quantity, k.Quantity) {
				most = 1
			}
		}
	}
	return most
}

// missing reports a quantity that an edition gives and the other half lacks:
// there, if the claims state it, else where it stands.
func (b *ledger) missing(l *diag.List, t twin, g given, other half) {
	words, at := b.bareIn(g)
	if b.stated(t, g) == 2 || len(t.claims) == 0 && g.edition == t.main.edition {
		l.Errorf(other.start(), "edition-number-differs", "edition %q has %q here", g.edition, words).
			Note(at, "edition %q", g.edition).Helpf("give the same number in both")
		return
	}
	l.Errorf(at, "edition-number-differs", "edition %q does not have %q", other.edition, words).
		Note(other.start(), "edition %q", other.edition).Helpf("give the same number in both")
}
