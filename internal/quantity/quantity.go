// Package quantity reads typed quantities from English and Spanish text,
// compares them with honest rounding, converts their units and writes them
// for an edition.
//
//	r := quantity.NewReader("en", nil)
//	r.Read("The lodge, about 72 kilometers (45 miles) away, sleeps 65 to 70 people.")
//	// about 72 km, about 45 mi, 65–70 person
//
// Reading is a hand-written scanner over tokens with one table of words per
// language (en.go, es.go). It understands no grammar: a bare number takes the
// first plural noun after it as its unit, and what no rule recognises is left
// out rather than guessed at.
package quantity

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// A Qualifier is how a quantity is hedged. Words of one meaning share one
// Qualifier: "roughly", "nearly", "some" and "unos" are all About.
type Qualifier string

// The qualifiers. A bound and an approximation together ("up to about 40")
// keep the bound, which is the stronger statement.
const (
	Exactly  Qualifier = ""
	About    Qualifier = "about"
	UpTo     Qualifier = "up to"
	AtLeast  Qualifier = "at least"
	MoreThan Qualifier = "more than"
	LessThan Qualifier = "less than"
)

// Units that are not measures; measures have their ids in the dimensions
// table (km, m, mi, ft, kg, day, year, …).
const (
	Person   = "person"
	Times    = "times"    // a multiple: "tripled" and "three times" are 3
	Fraction = "fraction" // a share of a whole: "one in three" is 1/3
	Percent  = "percent"  // 25 % is 25
	Century  = "century"  // an ordinal: the 18th century is 18; a span of two centuries is 200 "year"
	OnDate   = "date"     // the value is in Quantity.Date
)

// A Quantity is one amount, range, multiple, share or date read from a text.
type Quantity struct {
	// Min and Max are the value in Unit, equal unless the text gives a range
	// or is Vague. Both are 0 for a date.
	Min, Max float64
	// Unit is "" for a bare count, one of this package's ids, an ISO 4217
	// code for money, an id from the site's Units, or else the singular of
	// the lower-case noun that follows the number. Squares and cubes append
	// "2" or "3" ("km2").
	Unit string
	// Per is the unit of time of a rate ("$200 a year", "90 km/h"), or "".
	Per       string
	Qualifier Qualifier
	// Date is set when Unit is OnDate.
	Date Date
	// Vague marks "hundreds", "millions", "dozens": Min and Max are then the
	// conventional bounds, hundreds being 200–999 and dozens 24–99.
	Vague bool
	// Text is the source, qualifier and unit included: input[Start:End].
	Text       string
	Start, End int
}

// Units holds a site's own nouns: unit id, then base language ("en", "es"),
// then the forms of the noun with the singular first and the plural second.
// They win over the built-in nouns.
type Units map[string]map[string][]string

// A Reader reads the quantities of one language. It holds no state between
// calls and may be used by several goroutines at once.
type Reader struct {
	lang  *lexicon
	units map[string]unit
}

// NewReader returns a reader for a BCP 47 language tag ("en", "es-MX"); only
// its base language counts. A language without a lexicon is read for
// digits, symbols and abbreviations alone, which are the same everywhere.
func NewReader(lang string, units Units) *Reader {
	base := baseOf(lang)
	r := &Reader{lang: lexiconOf(base)}
	if len(units) == 0 {
		r.units = r.lang.unitForms
		return r
	}
	r.units = make(map[string]unit, len(r.lang.unitForms)+8*len(units))
	for form, u := range r.lang.unitForms {
		r.units[form] = u
	}
	// In order of id, so that two ids claiming one noun do not take turns.
	for _, id := range sortedKeys(units) {
		forms := units[id][base]
		for i, form := range forms {
			r.units[normal(form)] = unit{id: id, factor: 1, singular: true, plural: i > 0 || len(forms) == 1}
		}
	}
	return r
}

func baseOf(lang string) string {
	base, _ := language.Make(lang).Base()
	return base.String()
}

// Read returns the quantities of text in order, none overlapping another,
// each as long as the rules allow. In a pair such as "about 72 kilometers
// (45 miles)" the qualifier holds for both. It takes any bytes and runs in
// time proportional to their number.
func (r *Reader) Read(text string) []Quantity {
	p := &parser{Reader: r, text: text, toks: scan(text, r.lang)}
	var out []Quantity
	for i := 0; i < len(p.toks); {
		q, end, ok := p.quantity(i)
		if !ok {
			i++
			continue
		}
		q.Start, q.End = p.toks[q.Start].start, p.toks[end-1].end
		q.Text = text[q.Start:q.End]
		if n := len(out); n > 0 && q.Qualifier == "" && r.paired(text, out[n-1], q) {
			q.Qualifier = out[n-1].Qualifier
		}
		out = append(out, q)
		i = end
	}
	return out
}

// paired reports whether b restates a in another unit, as in "72 km (45 mi)"
// or "45 miles, or 72 kilometers".
func (r *Reader) paired(text string, a, b Quantity) bool {
	if a.Unit == b.Unit || !sameDimension(a.Unit, b.Unit) || b.Start-a.End > 8 {
		return false
	}
	gap := strings.Trim(text[a.End:b.Start], " \u00a0,")
	return gap == "(" || slices.Contains(r.lang.or, gap)
}

// ReadOne reads the text of an evidence record, which must state exactly one
// quantity. Of a pair such as "72 kilometers (45 miles)" it returns the first,
// provided that the two agree; Read returns both. The error names the text
// and what is wrong with it.
func (r *Reader) ReadOne(text string) (Quantity, error) {
	qs := r.Read(text)
	switch {
	case len(qs) == 0:
		return Quantity{}, fmt.Errorf("no quantity in %q", text)
	case len(qs) == 1:
		return qs[0], nil
	case len(qs) == 2 && r.paired(text, qs[0], qs[1]):
		if Agree(qs[0], qs[1]) {
			return qs[0], nil
		}
		return Quantity{}, fmt.Errorf("%q and %q in %q do not agree", qs[0].Text, qs[1].Text, text)
	}
	return Quantity{}, fmt.Errorf("%d quantities in %q, the first two %q and %q: one expected",
		len(qs), text, qs[0].Text, qs[1].Text)
}

// value is the middle of a range and the value of a single number.
func (q Quantity) value() float64 { return (q.Min + q.Max) / 2 }

func (q Quantity) exact() bool { return q.Min == q.Max && !math.IsNaN(q.Min) }
