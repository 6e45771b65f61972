package check

import (
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/quantity"
)

// qualifier reports a number that is carried, but hedged as none of the
// quantities that carry it are: a qualifier lost ("261" for "at least 261") or
// invented ("more than 261" for 261). If those differ, any of them will do.
//
// Not judged are articles ("a year") and ranges put together from two claims.
func (b *ledger) qualifier(l *diag.List, t told) {
	bearers := b.bearers(t.Quantity, t.edition, t.have)
	if len(bearers) == 0 || isArticle(t.Quantity) {
		return
	}
	exact := slices.ContainsFunc(bearers, func(k *carried) bool { return keyOf(k.Quantity) == keyOf(t.Quantity) })
	for _, k := range bearers {
		if exact && t.Qualifier == quantity.About && k.Qualifier != quantity.About {
			continue // nothing was rounded or converted, though it could have been
		}
		if hedgedAlike(t.Quantity, k.Quantity) {
			return
		}
	}
	k := bearers[0]
	for _, other := range bearers {
		if other.lang == t.edition && sameNumber(t.Quantity, other.Quantity) {
			k = other // the author's own language is the better advice
			break
		}
	}
	message := "the qualifier of %q is not that of %s"
	if t.Qualifier == quantity.Exactly {
		message = "%q lacks the qualifier that it has in %s"
	}
	d := l.Errorf(t.at(t.Start), "qualifier-differs", message, t.Text, t.where())
	d.Note(k.place, "%s has %q", k.claim.ID, k.text)
	q := t.Quantity
	q.Qualifier = k.Qualifier
	if q.Unit == quantity.OnDate || q.Unit == quantity.Times || q.Unit == quantity.Fraction {
		d.Helpf("hedge it as the claim does")
		return
	}
	d.Helpf("write %s", strings.ReplaceAll(b.Units.Format(q, b.locales[t.edition]), "\u00a0", " "))
}

// hedgedAlike reports whether prose may hedge a number as q is, given that k
// bears it out. Beyond the same qualifier, prose may
//   - say "about" of a number that it rounds or converts;
//   - put a bound where it rounds to that side, or takes one end of a range;
//   - say "hundreds" of a number that lies there.
func hedgedAlike(q, k quantity.Quantity) bool {
	if quantity.SameQualifier(q, k) {
		return true
	}
	other := q.Unit == quantity.OnDate && keyOf(q).date != keyOf(k).date ||
		q.Unit != quantity.OnDate && (q.Min != k.Min || q.Max != k.Max)
	switch q.Qualifier {
	case quantity.Exactly:
		return q.Vague && !k.Vague
	case quantity.About:
		return other && k.Qualifier == quantity.Exactly
	case quantity.AtLeast, quantity.MoreThan:
		return other && (k.Qualifier == quantity.Exactly && k.Min >= q.Min || k.Min > q.Min && (k.Qualifier == quantity.AtLeast || k.Qualifier == quantity.MoreThan))
	case quantity.UpTo, quantity.LessThan:
		return other && (k.Qualifier == quantity.Exactly && k.Max <= q.Max || k.Max < q.Max && (k.Qualifier == quantity.UpTo || k.Qualifier == quantity.LessThan))
	}
	return false
}
