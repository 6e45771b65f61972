package quantity

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A parser reads one text. Its methods look for a construct at token i and
// return the token after it. All look ahead a bounded number of tokens, which
// keeps Read linear.
type parser struct {
	*Reader
	text string
	toks []token
	buf  []byte
}

var noToken = &token{}

func (p *parser) tok(i int) *token {
	if i < 0 || i >= len(p.toks) {
		return noToken
	}
	return &p.toks[i]
}

// dash reports whether token i joins its neighbours like a hyphen.
func (p *parser) dash(i int) bool {
	t := p.tok(i)
	return t.kind == symbol && t.glued && isDash(t.text) && p.tok(i+1).glued
}

// match finds the longest phrase of m that starts at token i. A possessive
// counts as its noun: "last year's".
func match[V any](p *parser, m map[string]V, i int) (v V, end int, ok bool) {
	const longest = 4
	p.buf = p.buf[:0]
	for j := i; j < i+longest; j++ {
		t := p.tok(j)
		if t.kind != word {
			break
		}
		if j > i {
			p.buf = append(p.buf, ' ')
		}
		p.buf = append(p.buf, t.low...)
		if got, found := m[string(p.buf)]; found {
			v, end, ok = got, j+1, true
		} else if n := len(p.buf) - len("'s"); n > 0 && string(p.buf[n:]) == "'s" {
			if got, found := m[string(p.buf[:n])]; found {
				return got, j + 1, true
			}
		}
	}
	return v, end, ok
}

// quantity reads what starts at token i, qualifiers included. Start and End
// of the result are not offsets yet: Start is a token.
func (p *parser) quantity(i int) (Quantity, int, bool) {
	if !p.lang.starts(p.tok(i)) {
		return Quantity{}, 0, false
	}
	h, start := p.hedge(i)
	q, end, ok := p.core(start, h)
	if !ok && start > i {
		h, start = hedge{}, i
		q, end, ok = p.core(i, h)
	}
	if !ok {
		return Quantity{}, 0, false
	}
	q.Start = i
	if q.Unit == OnDate && !h.year {
		q.Start = start // "up to March 2024" bounds a period, not a date
		return q, end, true
	}
	if h.q != "" {
		q.Qualifier = h.q
	}
	if after, e, found := match(p, p.lang.after, end); found && h.q == "" && q.Unit != OnDate && !p.startsValue(e) {
		q.Qualifier, end = after, e
		if u, found := p.nouns(e, value{v: q.Max}, false); found && q.Unit == "" {
			q.Unit, q.Min, q.Max, end = u.name, q.Min*u.factor, q.Max*u.factor, u.end // "a dozen or so people"
		}
	}
	return q, end, true
}

// startsValue keeps "40 beds, at least 30 of them" from giving the first
// number the second one's qualifier.
func (p *parser) startsValue(i int) bool {
	t := p.tok(i)
	return t.kind == numeral || p.lang.isNumber(t.low) || currencies[t.text] != ""
}

// hedge reads up to two qualifiers, of which a bound wins over "about".
func (p *parser) hedge(i int) (h hedge, end int) {
	for range 2 {
		next, e, ok := match(p, p.lang.before, i)
		if !ok {
			break
		}
		if h.q == "" || h.q == About {
			h = next
		}
		i = e
	}
	return h, i
}

func (p *parser) core(i int, h hedge) (q Quantity, end int, ok bool) {
	if t := p.tok(i); t.kind == word && p.dash(i-1) && !p.lang.prefixes[p.tok(i-2).low] {
		return q, 0, false // "three-in-one", "non-two"
	}
	if d, end, ok := p.date(i); ok {
		return Quantity{Unit: OnDate, Date: d}, end, true
	}
	for _, read := range []func(int, hedge) (Quantity, int, bool){
		p.century, p.share, p.multiple, p.vague, p.spanLong, p.amount, p.whole,
	} {
		if q, end, ok = read(i, h); ok {
			return q, end, true
		}
	}
	return q, 0, false
}

// amount reads a number or range with its unit and its rate.
func (p *parser) amount(i int, h hedge) (q Quantity, end int, ok bool) {
	if middle, j, found := match(p, p.lang.ranges, i); found {
		if q, end, ok = p.span(j, middle, h); !ok {
			return q, 0, false
		}
	} else if q, end, ok = p.span(i, "", h); !ok {
		if q, end, ok = p.single(i, h); !ok {
			return q, 0, false
		}
	}
	if q.Unit == OnDate {
		return q, end, true
	}
	return p.rate(q, end)
}

// span reads the rest of a range after its opening word, if it has one.
func (p *parser) span(i int, middle string, h hedge) (q Quantity, end int, ok bool) {
	if p.changing(i) {
		return q, 0, false
	}
	a, ok := p.value(i)
	if !ok || a.article {
		return q, 0, false
	}
	j, first := a.end, found{}
	if p.tok(j).low != middle && !p.betweens(p.tok(j)) && !isDash(p.tok(j).text) {
		if first, ok = p.unit(a.end, a, true); ok {
			j = first.end
		}
	}
	switch t := p.tok(j); {
	case middle != "" && t.low == middle, middle == "" && p.betweens(t), t.kind == symbol && isDash(t.text):
		j++
	default:
		return q, 0, false
	}
	b, ok := p.value(j)
	if !ok || b.article {
		return q, 0, false
	}
	if a.literal && b.literal && p.lang.monthFrom(p.toks, b.end) {
		return q, 0, false // "16–17 March"
	}
	second, known := p.unit(b.end, b, false)
	if a.year && b.year && (h.q == "" || h.year) && !(known && second.known) {
		return q, 0, false // two dates
	}
	if a.scale == 1 && b.scale > 1 && first.end == 0 && a.v < b.v/b.scale {
		a.v *= b.scale // "6 to 8 million"
	}
	if b.v <= a.v || a.cur != b.cur && b.cur != "" {
		return q, 0, false
	}
	q = Quantity{Min: a.v, Max: b.v}
	end = b.end
	switch {
	case a.cur != "":
		q.Unit = a.cur
	case known:
		if first.end > 0 && first.name != second.name {
			return q, 0, false
		}
		q.Min, q.Max = a.v*second.factor, b.v*second.factor
		q.Unit, q.Per, q.Qualifier, end = second.name, second.per, second.q, second.end
	case first.end > 0:
		return q, 0, false
	}
	return q, end, true
}

// betweens accepts "to", and "or" for "six or seven".
func (p *parser) betweens(t *token) bool {
	return p.lang.to[t.low] || slices.Contains(p.lang.or, t.low)
}

// changing reports whether the number at i follows "rose from" or the like:
// "from 36 to 110" is then two quantities and no range.
func (p *parser) changing(i int) bool {
	from := false
	for k := i - 1; k >= i-8 && p.tok(k).kind != paragraph; k-- {
		t := p.tok(k)
		from = from || i-k <= 4 && p.lang.from[t.low]
		if from && p.lang.changes[t.low] {
			return true
		}
	}
	return false
}

// single reads one value and decides what a bare one of four digits is.
func (p *parser) single(i int, h hedge) (q Quantity, end int, ok bool) {
	a, ok := p.value(i)
	if !ok {
		return q, 0, false
	}
	q = Quantity{Min: a.v, Max: a.v, Unit: a.cur}
	if a.cur != "" {
		return q, a.end, true
	}
	u, ok := p.unit(a.end, a, false)
	if a.year && p.isDate(i, a, u, ok, h) {
		return Quantity{Unit: OnDate, Date: Date{Year: int(a.v)}}, a.end, true
	}
	switch {
	case !ok && p.dash(a.end) && p.tok(a.end+1).kind == word:
		return q, 0, false // "one-sided", "two-faced", "747-B"
	case a.article && !(ok && u.known && isSpan(u.name)):
		// "al menos un helicóptero" counts, "under an agreement" does not.
		if _, number := p.lang.numbers[p.tok(i).low]; !number || h.q == "" || !ok {
			return q, 0, false
		}
	case !ok && h.q == "" && p.named(i):
		return q, 0, false // "Boeing 737", "Article 5"
	case a.pronoun && !ok && h.q == "":
		return q, 0, false
	case a.needsUnit && !(ok && u.known):
		return q, 0, false
	}
	if !ok {
		return q, a.end, true
	}
	q.Unit, q.Per, q.Qualifier, end = u.name, u.per, u.q, u.end
	v := a.v
	if e, half := p.andHalf(end); half && v == math.Trunc(v) {
		v, end = v+.5, e
	}
	q.Min, q.Max = v*u.factor, v*u.factor
	return q, end, true
}

// named reports whether the bare number at i follows a name it belongs to.
func (p *parser) named(i int) bool {
	prev := p.tok(i - 1)
	return prev.kind == word && isCapital(prev.text) && !p.lang.stop[prev.low] && p.tok(i).kind == numeral && p.tok(i).plain
}

// isDate decides whether a bare number from 1500 to 2100 is a year: not after
// a qualifier of amounts, nor before a noun it could count, except behind a
// word that introduces years ("In 2023 prisoners …").
func (p *parser) isDate(i int, a value, u found, hasUnit bool, h hedge) bool {
	prev := p.tok(i - 1).low
	switch {
	case h.q != "" && !h.year && !h.until:
		return false
	case p.lang.yearIn[prev] && a.v >= 1900:
		return true
	case !hasUnit:
		return true
	case u.known:
		return false
	case p.lang.ungrouped:
		return p.lang.yearThe[prev] || p.lang.yearIn[prev]
	}
	return p.lang.yearThe[prev] || strings.HasSuffix(prev, "'s")
}

// isSpan accepts the units that "a" counts: a year and a mile are measures,
// while a second is mostly an ordinal and a foot mostly a foot.
func isSpan(id string) bool {
	d := dimensions[id].name
	return d == duration && id != "second" || id == "mi" || id == "km"
}

// A value is a number before its unit is known.
type value struct {
	v, scale  float64 // scale is the magnitude word it ends with, or 1
	cur       string  // unit of a currency sign in front
	end       int
	literal   bool // in digits
	year      bool // could be a bare year
	article   bool // "a", "un"
	pronoun   bool // "one"
	needsUnit bool // "half" an hour
	groupOf   bool // a dozen, "una docena" de
}

// value reads a number in digits or words with its magnitude and the currency
// in front of it.
func (p *parser) value(i int) (a value, ok bool) {
	a.cur, i = p.currency(i)
	a.scale = 1
	sign := 1.0
	if t := p.tok(i); t.kind == symbol && !t.glued && (t.text == "-" || t.text == "−") &&
		p.tok(i+1).kind == numeral && p.tok(i+1).glued {
		sign = -1
		i++
	}
	t := p.tok(i)
	if _, number := p.lang.numbers[t.low]; number && p.lang.article[t.low] && p.tok(i+1).kind == numeral {
		i++ // "un 65 %"
		t = p.tok(i)
	}
	switch {
	case t.kind == numeral:
		if t.name || p.ordinal(i) {
			return a, false
		}
		a.v, a.literal, a.end = t.value, true, i+1
		a.year = t.isYear() && a.cur == "" && sign > 0
		if next := p.tok(i + 1); next.kind == word && next.glued {
			switch s, magnitude := glued[next.text]; {
			case magnitude:
				a.v, a.scale, a.end = a.v*s, s, i+2
			case p.lang.scales[next.low] >= 1e3:
				s = p.lang.scales[next.low] // "40mil"
				a.v, a.scale, a.end = a.v*s, s, i+2
			case next.low == "m" && (a.cur != "" || p.countsNoun(i+2)): // "1.2m people"
				a.v, a.scale, a.end = a.v*1e6, 1e6, i+2
			case a.cur != "" && next.low == "b":
				a.v, a.scale, a.end = a.v*1e9, 1e9, i+2
			case p.units[next.low].id == "":
				return a, false // 5G, 3D
			}
		}
		n := p.tok(a.end)
		if _, _, clock := match(p, p.lang.clock, a.end); clock ||
			(n.low == "a" || n.low == "p") && p.tok(a.end+1).text == "." && p.tok(a.end+2).low == "m" {
			return a, false // 9 a.m.
		}
	case t.kind != word:
		return a, false
	case p.lang.half[t.low]:
		a.end, a.needsUnit, a.v = i+1, true, .5
		if p.lang.article[p.tok(a.end).low] {
			a.end++
		}
	case p.lang.article[t.low]:
		a.v, a.article, a.end = 1, true, i+1
	default:
		if _, number := p.lang.numbers[t.low]; !number && !p.lang.bare[t.low] {
			return a, false
		}
		a.pronoun = p.lang.one[t.low]
		a.end = i
	}
	start := a.end
	a = p.magnitude(a)
	if a.end == i {
		return a, false
	}
	if a.end > start && (a.literal || a.end > i+1) {
		a.year, a.article, a.pronoun, a.needsUnit = false, false, false, false
	}
	a.v *= sign
	return a, true
}

// countsNoun reports whether a known noun stands at i, and not one of length.
func (p *parser) countsNoun(i int) bool {
	form := p.units[p.tok(i).low]
	return form.plural && !form.abbreviation && dimensions[form.id].name != length
}

// ordinal reports whether the numeral at i is one: 16th, 3.º.
func (p *parser) ordinal(i int) bool {
	next := p.tok(i + 1)
	if next.text == "." && next.glued {
		next = p.tok(i + 2)
	}
	return next.glued && next.kind == word && p.lang.suffixes[next.low]
}

// magnitude extends a with the number words from a.end on: those that add up,
// unless a has digits, and those that multiply. An additive word must fit the
// empty places of what stands before, so that "two thirty" is two numbers.
func (p *parser) magnitude(a value) value {
	const longest = 24 // words; nine hundred … million is shorter
	seeded := a.literal || a.article || a.needsUnit
	var high, thousands float64
	group, limit := a.v, math.Inf(1)
	last := 0.0 // the word before
	for n := 0; n < longest; n++ {
		j := a.end
		started := seeded || n > 0
		if started && p.dash(j) {
			j++
		}
		if e, half := p.andHalf(j); half && started && group == math.Trunc(group) &&
			p.lang.scales[p.tok(e).low] >= 1e3 {
			group += .5
			j = e
		} else if j == a.end && p.tok(j).low == p.lang.and && p.lang.and != "" && p.joins(last, j+1) {
			j++
		}
		t := p.tok(j)
		if t.kind != word {
			break
		}
		if v, ok := p.lang.numbers[t.low]; ok {
			if a.literal || a.needsUnit || started && v == 0 || !fits(group, v) || a.article && n == 0 {
				break
			}
			group += v
			last, a.scale, a.end = v, 1, j+1
			continue
		}
		s, ok := p.lang.scales[t.low]
		if !ok {
			break
		}
		switch {
		case s == 2 && !(a.article && n == 0 && p.lang.of[p.tok(j+1).low]):
			ok = false // a pair, not "a couple of"
		case s < 100 && group > 0 && thousands+high == 0:
			group *= s
		case s < 100:
			ok = false
		case s == 100 && group > 0 && group < 100:
			group *= 100
		case s == 100:
			ok = false
		case s == 1e3 && thousands == 0 && (group > 0 || p.lang.bare[t.low]):
			thousands = s * group
			if group == 0 {
				thousands = s
			}
			group = 0
		case s >= 1e6 && s < limit && thousands+group > 0:
			high += (thousands + group) * s
			thousands, group, limit = 0, 0, s
		default:
			ok = false
		}
		if !ok {
			break
		}
		last, a.scale, a.end, a.groupOf = s, s, j+1, p.lang.groupOf[t.low]
		if s < 100 {
			break
		}
	}
	a.v = high + thousands + group
	if !a.literal && !a.article && !a.needsUnit || a.scale > 1 {
		// "two and a half million" is read above; here "two millions and a half".
		if e, half := p.andHalf(a.end); half && a.v == math.Trunc(a.v) {
			a.v += .5 * a.scale
			a.end = e
		}
	}
	return a
}

// andHalf reads "and a half", hyphenated or not.
func (p *parser) andHalf(i int) (end int, ok bool) {
	if !p.dash(i) {
		_, end, ok = match(p, p.lang.halves, i)
		return end, ok
	}
	phrase := ""
	for end = i; p.dash(end) && end < i+6; end += 2 {
		phrase = joined(" ", phrase, p.tok(end+1).low)
		if p.lang.halves[strings.TrimSpace(phrase)] {
			return end + 2, true
		}
	}
	return i, false
}

// joins reports whether "and" after the word worth last leads into the number
// word at j: after hundreds and more in English, after tens in Spanish.
func (p *parser) joins(last float64, j int) bool {
	v, ok := p.lang.numbers[p.tok(j).low]
	if p.lang.andTens {
		return ok && 30 <= last && last < 100 && 0 < v && v < 10
	}
	return ok && last >= 100 && v > 0
}

// fits reports whether v has room below the digits already in group.
func fits(group, v float64) bool {
	g := int(group)
	switch {
	case v < 10:
		return g%10 == 0 && g%100 != 10
	case v < 100:
		return g%100 == 0
	}
	return g == 0
}

// currency reads a sign or code before a number: $6, US$6, USD 6.
func (p *parser) currency(i int) (cur string, end int) {
	t, next := p.tok(i), p.tok(i+1)
	switch {
	case t.kind == symbol && currencies[t.text] != "" && next.kind == numeral:
		return currencies[t.text], i + 1
	case t.kind == word && next.text == "$" && next.glued && dollars[t.low] != "" && p.tok(i+2).kind == numeral:
		return dollars[t.low], i + 2
	case t.kind == word && p.lang.codes[t.low] != "" && t.text == strings.ToUpper(t.text) && next.kind == numeral:
		return p.lang.codes[t.low], i + 1
	}
	return "", i
}

// found is a unit in the text.
type found struct {
	name   string
	per    string
	factor float64
	q      Qualifier // from "40,000-plus"
	known  bool      // from a table, not just a plural noun
	end    int
}

// unit reads the unit of a from token i on. With strict set only a known unit
// directly at i counts.
func (p *parser) unit(i int, a value, strict bool) (u found, ok bool) {
	t := p.tok(i)
	if t.kind == symbol {
		switch {
		case t.text == "%":
			return found{name: Percent, factor: 1, known: true, end: i + 1}, true
		case currencies[t.text] != "" && !(p.tok(i+1).kind == numeral && p.tok(i+1).glued):
			return found{name: currencies[t.text], factor: 1, known: true, end: i + 1}, true
		case t.text == "+" && t.glued:
			u, ok = p.unit(i+1, a, strict)
			if !ok {
				u = found{factor: 1, end: i + 1}
			}
			u.q = AtLeast
			return u, true
		case p.dash(i) && !strict:
			return p.hyphenated(i+1, a)
		}
		return u, false
	}
	if (a.scale >= 1e6 || a.groupOf) && p.lang.of[t.low] {
		return p.nouns(i+1, a, strict)
	}
	return p.nouns(i, a, strict)
}

// hyphenated reads the adjective "30-minute", "40,000-capacity", "40-odd".
func (p *parser) hyphenated(i int, a value) (u found, ok bool) {
	t := p.tok(i)
	if t.kind != word {
		return u, false
	}
	if q := p.lang.joined[t.low]; q != "" {
		if q != UpTo { // a capacity is its own noun
			u, _ = p.nouns(i+1, a, false)
		}
		if u.end == 0 {
			u = found{factor: 1, end: i + 1}
		}
		u.q = q
		return u, true
	}
	if s := p.lang.squares[t.low]; s != "" && p.dash(i+1) {
		if form, known := p.units[p.tok(i+2).low]; known {
			return found{name: form.id + s, factor: 1, known: true, end: i + 3}, true
		}
	}
	if form, known := p.units[t.low]; known {
		return found{name: form.id, per: form.per, factor: form.factor, known: true, end: i + 1}, true
	}
	if len(t.low) < 3 || isCapital(t.text) || p.lang.stop[t.low] || p.lang.notUnit[t.low] || strings.HasSuffix(t.low, "ed") {
		return u, false
	}
	return found{name: t.low, factor: 1, end: i + 1}, true
}

// nouns looks for the unit at i or behind at most two words: the first known
// form, or in English the first plural (adjectives there have none).
func (p *parser) nouns(i int, a value, strict bool) (u found, ok bool) {
	for k, j := 0, i; k < 3; k++ {
		t := p.tok(j)
		if t.kind != word || t.glued && !(k == 0 && a.literal) {
			break
		}
		at := j
		square := p.lang.squares[t.low]
		if square != "" && !strict {
			at++
		}
		if form, e, known := match(p, p.units, at); known && form.counts(a, k) {
			u = found{name: form.id, per: form.per, factor: form.factor, known: true, end: e}
			if e-at == 1 {
				u = p.squared(u, square)
			}
			switch {
			case p.lang.worth != "" && p.tok(e).low == p.lang.worth:
				u.end++
			case p.dash(e) && p.lang.long[p.tok(e+1).low]:
				u.end += 2 // "a year-long stay"
			}
			return u, true
		}
		if strict || p.lang.stop[t.low] {
			break
		}
		if !ok {
			if name, noun := p.noun(t, a, k); noun {
				u, ok = found{name: name, factor: 1, known: name == Person, end: j + 1}, true
				if !p.lang.ungrouped {
					return u, true
				}
			}
		}
		for j++; p.dash(j) && p.tok(j+1).kind == word; j += 2 {
			if j > i+16 {
				return u, ok
			}
		}
	}
	return u, ok
}

// squared adds the power of a unit of area or volume: square km, km², km cuadrados.
func (p *parser) squared(u found, square string) found {
	next := p.tok(u.end)
	switch {
	case square != "":
		u.name += square
	case next.glued && (next.text == "²" || next.text == "2" && dimensions[u.name].name == length):
		u.name += "2"
		u.end++
	case next.glued && (next.text == "³" || next.text == "3" && dimensions[u.name].name == length):
		u.name += "3"
		u.end++
	case p.lang.squares[next.low] != "" && dimensions[u.name].name == length:
		u.name += p.lang.squares[next.low]
		u.end++
	}
	return u
}

// counts reports whether the form goes with the number, k words behind it:
// "261 inmate deaths" are not inmates, because that form is singular.
func (u unit) counts(a value, k int) bool {
	switch {
	case u.abbreviation:
		return k == 0 && a.literal
	case a.v > 0 && a.v < 1:
		return true
	case a.v == 1:
		return u.singular
	}
	return u.plural
}

// noun takes an unknown word for the unit if it looks like a noun in the
// number that a needs.
func (p *parser) noun(t *token, a value, k int) (name string, ok bool) {
	w := t.noun()
	if isCapital(t.text) {
		// Venezuelans, Americans: the nationals of English take a capital.
		return Person, a.v != 1 && p.lang.capital && len(w) > 5 && strings.HasSuffix(w, "ans")
	}
	if len(w) < 3 || p.lang.adjective[w] || p.lang.singular == nil {
		return "", false
	}
	if a.v == 1 {
		return w, k == 0 && !p.lang.isnt[w] && p.lang.nounOne(w) && !p.lang.isNumber(w)
	}
	if !strings.HasSuffix(w, "s") || hasSuffix(w, "ss", "us", "is") || p.lang.isNumber(w) {
		return "", false
	}
	return p.lang.singular(w), true
}

func isCapital(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}

// rate reads the unit of time of "$200 a year", "90 km/h", "30 minutes daily".
func (p *parser) rate(q Quantity, end int) (Quantity, int, bool) {
	if q.Per != "" {
		return q, end, true
	}
	if day := p.lang.adverbs[p.tok(end).low]; day != "" {
		q.Per = day
		return q, end + 1, true
	}
	j := end
	if t := p.tok(end); t.text == "/" && t.glued {
		j++
	} else if _, e, ok := match(p, p.lang.per, end); ok {
		j = e
	}
	if j == end {
		return q, end, true
	}
	form, e, ok := match(p, p.units, j)
	if !ok || !form.singular || dimensions[form.id].name != duration || p.lang.perNot[p.tok(e).low] ||
		form.id == "second" && p.lang.article[p.tok(end).low] {
		return q, end, true
	}
	q.Per = form.id
	return q, e, true
}

// spanLong reads "year-long" and "yearlong".
func (p *parser) spanLong(i int, _ hedge) (q Quantity, end int, ok bool) {
	w, end := p.tok(i).low, i+3
	if joined, found := strings.CutSuffix(w, "long"); found && p.lang.long != nil {
		w, end = joined, i+1
	} else if !p.dash(i+1) || !p.lang.long[p.tok(i+2).low] {
		return q, 0, false
	}
	form := p.units[w]
	if !form.singular || form.abbreviation || dimensions[form.id].name != duration {
		return q, 0, false
	}
	return Quantity{Min: form.factor, Max: form.factor, Unit: form.id}, end, true
}

// century reads "18th century", "eighteenth-century" and "siglo XVIII".
func (p *parser) century(i int, _ hedge) (q Quantity, end int, ok bool) {
	var n float64
	t := p.tok(i)
	switch {
	case p.lang.centuryRoman && p.lang.century[t.low]:
		next := p.tok(i + 1)
		if n = roman(next.text); next.kind == numeral && next.plain && !next.name {
			n = next.value
		}
		end = i + 2
	case p.lang.centuryRoman:
		return q, 0, false
	default:
		switch n = p.lang.ordinals[t.low]; {
		case t.kind == numeral && t.plain && !t.name && p.tok(i+1).glued && p.lang.suffixes[p.tok(i+1).low]:
			n, end = t.value, i+2
		case t.isYear() && p.tok(i+1).low == "s" && p.tok(i+1).glued && !t.name && isHundred(t.value):
			return Quantity{Min: t.value/100 + 1, Max: t.value/100 + 1, Unit: Century}, i + 2, true
		case t.low == "twenty" && p.dash(i+1) && p.tok(i+2).low == "first":
			n, end = 21, i+3
		default:
			end = i + 1
		}
		if p.dash(end) {
			end++
		}
		if !p.lang.century[p.tok(end).noun()] {
			return q, 0, false
		}
		end++
	}
	if n < 1 || n > 30 {
		return q, 0, false
	}
	return Quantity{Min: n, Max: n, Unit: Century}, end, true
}

// isHundred tells the 1800s, a century, from the 1810s and the 2000s.
func isHundred(year float64) bool { return int(year)%100 == 0 && year < 2000 }

// roman reads a Roman numeral up to XXX; 0 means that s is none.
func roman(s string) float64 {
	for n := 1; n <= 30; n++ {
		if romanOf(n) == s {
			return float64(n)
		}
	}
	return 0
}

func romanOf(n int) string {
	units := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return strings.Repeat("X", n/10) + units[n%10]
}

// share reads "one in three", "una de cada tres", "two-thirds", "1/2".
func (p *parser) share(i int, h hedge) (q Quantity, end int, ok bool) {
	if t, slash, b := p.tok(i), p.tok(i+1), p.tok(i+2); t.kind == numeral && !t.glued && slash.text == "/" && slash.glued {
		// Larger denominators are dates and names: 9/11, 24/7 is no share at all.
		ok = t.plain && b.kind == numeral && b.glued && b.plain && 0 < t.value && t.value < b.value && b.value <= 10 &&
			!(p.tok(i+3).glued && p.tok(i+3).text == "/") && !p.lang.monthFrom(p.toks, i+3)
		return fraction(t.value / b.value), i + 3, ok
	}
	a, ok := p.value(i)
	if !ok || a.cur != "" || a.scale != 1 || a.year || a.needsUnit || a.v < 1 || a.v != math.Trunc(a.v) {
		return q, 0, false
	}
	if _, j, found := match(p, p.lang.outOf, a.end); found {
		b, ok := p.value(j)
		if !ok || b.cur != "" || b.v <= a.v || b.year || b.article {
			return q, 0, false
		}
		if u, known := p.unit(b.end, b, false); j == a.end+1 && known && u.known && u.name != Person {
			return q, 0, false // "two in five years"
		}
		return fraction(a.v / b.v), b.end, true
	}
	j := a.end
	if p.dash(j) {
		j++
	}
	whole, end, found := match(p, p.lang.parts, j)
	if !found || a.v >= whole || a.literal {
		return q, 0, false
	}
	if next := p.tok(end); a.article && h.q == "" && !p.lang.of[next.low] && next.text != "." && next != noToken {
		return q, 0, false // "a third man", "un cuarto"
	}
	return fraction(a.v / whole), end, true
}

func fraction(v float64) Quantity { return Quantity{Min: v, Max: v, Unit: Fraction} }

// whole reads "half of", "la mitad".
func (p *parser) whole(i int, h hedge) (q Quantity, end int, ok bool) {
	v, end, ok := match(p, p.lang.wholes, i)
	if !ok || p.lang.notWhole[p.tok(i-1).low] || p.dash(end) {
		return q, 0, false
	}
	if end == i+1 && h.q == "" && !p.lang.follows[p.tok(end).low] && p.tok(i-1).low != "by" {
		return q, 0, false // "half-brother", "at half time"
	}
	return fraction(v), end, true
}

// multiple reads "tripled" anywhere and "double" where it is one.
func (p *parser) multiple(i int, h hedge) (q Quantity, end int, ok bool) {
	v, end, ok := match(p, p.lang.multiple, i)
	if !ok {
		if v, end, ok = match(p, p.lang.doubles, i); !ok || h.q == "" && !p.lang.follows[p.tok(end).low] {
			return q, 0, false
		}
	}
	if p.dash(end) {
		return q, 0, false // "double-digit"
	}
	return p.rate(Quantity{Min: v, Max: v, Unit: Times}, end)
}

// vague reads "hundreds of people", "tens of thousands", "several hundred".
func (p *parser) vague(i int, _ hedge) (q Quantity, end int, ok bool) {
	base, end, ok := match(p, p.lang.vague, i)
	if !ok {
		_, j, few := match(p, p.lang.few, i)
		if !few {
			return q, 0, false
		}
		if base, end, ok = match(p, p.lang.vague, j); !ok {
			if base, end, ok = match(p, p.lang.scales, j); !ok {
				return q, 0, false
			}
		}
	}
	if p.dash(i - 1) {
		return q, 0, false
	}
	low, high := vagueBounds(base)
	if p.lang.of[p.tok(end).low] {
		if scale, e, chained := match(p, p.lang.vague, end+1); chained && scale > base {
			low, high, end = low*scale, (high+1)*scale-1, e
		}
	}
	q = Quantity{Min: low, Max: high, Vague: true}
	many := value{v: low, scale: base}
	u, found := p.nouns(end, many, false)
	if p.lang.of[p.tok(end).low] {
		u, found = p.nouns(end+1, many, false)
	}
	if found {
		q.Unit, q.Min, q.Max, end = u.name, low*u.factor, high*u.factor, u.end
	}
	return p.rate(q, end)
}

// vagueBounds are the conventional limits of a plural magnitude: at least
// two of it, and short of the next one that has a name of its own.
func vagueBounds(base float64) (low, high float64) {
	switch base {
	case 12:
		return 24, 99
	case 10:
		return 20, 99
	case 20:
		return 40, 199
	case 100:
		return 200, 999
	case 1e3:
		return 2e3, 99_999
	}
	return 2 * base, 1e3*base - 1
}
