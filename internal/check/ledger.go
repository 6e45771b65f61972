package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A ledger knows which quantities each claim carries. Each rule that asks has
// its own, since it works them out when they are first needed.
type ledger struct {
	*manuscript
	proofs  map[*explainer.Claim][]carried
	sayings map[*passage][]carried
	names   map[string][]string
	nouns   map[string]bool            // whether a unit is improvised
	byKey   map[key][]*explainer.Claim // made when first needed
}

// carried is a quantity that a claim gives: in its evidence or statement, or
// as its date.
type carried struct {
	quantity.Quantity
	claim *explainer.Claim
	place diag.Place
	text  string   // as it stands there
	lang  string   // that it was read in
	units []string // of all quantities of that text
	own   bool     // a count of the explainer's sources
}

func newLedger(m *manuscript) *ledger {
	return &ledger{
		manuscript: m, proofs: map[*explainer.Claim][]carried{}, sayings: map[*passage][]carried{},
		names: map[string][]string{}, nouns: map[string]bool{},
	}
}

// rateWords are those that make a sum of money or time a rate, wherever they
// stand: "millions of dollars in annual compensation".
var rateWords = map[string]phrases[string]{
	"en": rateTable(map[string]string{
		"hour": "hourly", "day": "daily|once a day|each day|every day", "week": "weekly|once a week|each week",
		"month": "monthly|once a month|each month", "year": "annual|yearly|annually|once a year|each year"}),
	"es": rateTable(map[string]string{
		"day": "diario|diaria|diarios|diarias|una vez al día|cada día", "week": "semanal|semanales|una vez a la semana|cada semana",
		"month": "mensual|mensuales|una vez al mes|cada mes", "year": "anual|anuales|anualmente|una vez al año|cada año"}),
}

func rateTable(per map[string]string) phrases[string] {
	ps := phrases[string]{}
	for unit, list := range per {
		for text := range strings.SplitSeq(list, "|") {
			ps.add(text, unit)
		}
	}
	return ps
}

// rates are the units of time that a passage has sums by, wherever it says so.
func (p *passage) rates() []string {
	var list []string
	for i := range p.tokens {
		if per, n := rateWords[p.edition].at(p, i); n > 0 {
			list = append(list, per)
		}
	}
	return list
}

// asRates adds to quantities what they are as rates, if text says so.
func asRates(list []carried, text, lang string) []carried {
	p := &passage{edition: lang, text: text}
	p.read()
	for _, per := range p.rates() {
		for _, k := range list {
			if k.Per == "" && k.Unit != quantity.OnDate {
				k.Per = per
				list = append(list, k)
			}
		}
	}
	return list
}

// evidence gives what the claim's evidence and its own dates carry. A date
// that only means something on the day it was written is also resolved by the
// source's date.
func (b *ledger) evidence(c *explainer.Claim) []carried {
	if list, ok := b.proofs[c]; ok {
		return list
	}
	var list []carried
	for _, e := range c.Evidence {
		s := b.sources[e.Source.Value]
		if s == nil {
			continue
		}
		issued := quantity.ParseDate(s.Issued.Value)
		for _, t := range e.Quantities {
			qs := b.quantities(s.Language.Value, t.Value)
			for _, q := range qs {
				k := carried{Quantity: q, claim: c, place: t.Place, text: t.Value, lang: s.Language.Value, units: unitsOf(qs)}
				list = append(list, k)
				if on, ok := q.Date.On(issued); ok && q.Date.Relative {
					k.Date = on
					list = append(list, k)
				}
			}
		}
	}
	for _, t := range []explainer.Text{c.Date, c.AsOf} {
		if d := quantity.ParseDate(t.Value); d.Year != 0 {
			list = append(list, carried{Quantity: quantity.Quantity{Unit: quantity.OnDate, Date: d}, claim: c, place: t.Place, text: t.Value})
		}
	}
	list = slices.Clip(list) // appended to by callers
	b.proofs[c] = list
	return list
}

func unitsOf(qs []quantity.Quantity) []string {
	if len(qs) == 1 {
		return nil
	}
	units := make([]string, len(qs))
	for i, q := range qs {
		units[i] = q.Unit
	}
	return units
}

// said gives the quantities of a claim's statement.
func (b *ledger) said(c *explainer.Claim, edition string) []carried {
	p := b.corpus().statements[c].in[edition]
	if p == nil {
		return nil
	}
	list, ok := b.sayings[p]
	if !ok {
		for _, q := range p.quantities {
			list = append(list, carried{Quantity: q, claim: c, place: p.at(0), text: q.Text, lang: edition,
				units: unitsOf(p.quantities), own: b.countsSources(p, q)})
		}
		b.sayings[p] = list
	}
	return list
}

// context gives what may stand in a statement though no quantity of the
// evidence records it: what the excerpts say, what an editor's notes in that
// edition explain, and when the sources appeared.
func (b *ledger) context(c *explainer.Claim, edition string) []carried {
	var list []carried
	add := func(t explainer.Text, lang string) {
		for _, q := range b.quantities(lang, t.Value) {
			list = append(list, carried{Quantity: q, claim: c, place: t.Place, text: q.Text, lang: lang})
		}
	}
	add(c.DateNote[edition], edition)
	for _, e := range c.Evidence {
		s := b.sources[e.Source.Value]
		if s == nil {
			continue
		}
		lang := s.Language.Value
		from := len(list)
		add(e.Excerpt, lang)
		for _, t := range e.Quantities {
			add(t, lang)
		}
		list = append(list[:from:from], asRates(list[from:], e.Excerpt.Value, lang)...)
		add(e.Note[edition], edition)
		if d := quantity.ParseDate(s.Issued.Value); d.Year != 0 {
			list = append(list, carried{Quantity: quantity.Quantity{Unit: quantity.OnDate, Date: d}, claim: c, place: s.Issued.Place, text: s.Issued.Value})
		}
	}
	return list
}

// carry reports whether what claims have bears out a quantity: one of them
// does; two bear out the ends of a range, or a share.
func (b *ledger) carry(q quantity.Quantity, lang string, have []carried) bool {
	one := func(q quantity.Quantity) bool { return len(b.bearers(q, lang, have)) > 0 }
	if one(q) {
		return true
	}
	switch {
	case isArticle(q):
		return !slices.ContainsFunc(have, func(c carried) bool { return c.Unit != "" && !math.IsNaN(quantity.Ratio(c.Quantity, q)) })
	case q.Unit == quantity.Times, q.Unit == quantity.Fraction, q.Unit == quantity.Percent:
		return workedOut(q, have)
	case q.Min != q.Max && !q.Vague:
		low, high := ends(q)
		return one(low) && one(high)
	}
	return false
}

// ends takes a range apart.
func ends(q quantity.Quantity) (low, high quantity.Quantity) {
	low, high = q, q
	low.Max, high.Min = q.Min, q.Max
	return low, high
}

// bearers are the quantities that bear out q by themselves. Where one with the
// very number has a noun that can be compared with q's, bare counts do not
// vouch for a different one; a noun of another language, which may mean the
// same, does.
func (b *ledger) bearers(q quantity.Quantity, lang string, have []carried) []*carried {
	var list []*carried
	for i := range have {
		if b.bears(q, lang, &have[i]) {
			list = append(list, &have[i])
		}
	}
	if len(list) == 0 || !b.noun(q.Unit, lang) {
		return list
	}
	differs := false
	for i := range have {
		c := &have[i]
		if c.own || !sameNumber(q, c.Quantity) || !b.noun(c.Unit, c.lang) {
			continue
		}
		if c.Unit == q.Unit || c.lang != lang && b.improvised(c.Unit) && b.improvised(q.Unit) {
			return list
		}
		differs = true
	}
	if differs {
		return nil
	}
	return list
}

// noun reports whether a unit is what is counted, a person or a bed, and not a
// Spanish participle, which the reader takes for a noun ("250 recluidas").
func (b *ledger) noun(unit, lang string) bool {
	if lang == "es" && b.improvised(unit) {
		for _, ending := range []string{"ado", "ada", "ido", "ida"} {
			if strings.HasSuffix(unit, ending) && !strings.HasPrefix(unit, "herid") {
				return false
			}
		}
	}
	return unit == quantity.Person || b.improvised(unit) || unit != "" && b.Units[unit] != nil
}

// bears reports whether a claim's quantity bears out q, which prose in lang
// gives. Prose may say less than the claim ("hundreds" for 250, "in 2025" for
// a day) but not more.
func (b *ledger) bears(q quantity.Quantity, lang string, c *carried) bool {
	k := c.Quantity
	switch {
	case q.Unit == quantity.OnDate:
		return k.Unit == quantity.OnDate && within(q.Date, k.Date)
	case q.Unit == quantity.Century && k.Unit == quantity.OnDate:
		return !k.Date.Relative && float64((k.Date.Year-1)/100+1) == q.Min
	case k.Vague && !q.Vague, c.own:
		return false
	case q.Unit != "" && k.Unit != "" && k.Unit != q.Unit && slices.Contains(c.units, q.Unit):
		return false // "72 km (45 miles)" bears out no 73 km by way of its miles
	}
	if q.Unit == "" && k.Unit != quantity.Times && k.Unit != quantity.Century {
		q.Unit = k.Unit // "the 6 million"
	}
	if lang != c.lang {
		// Nouns that no table knows are not translated.
		if b.improvised(q.Unit) {
			q.Unit = ""
		}
		if b.improvised(k.Unit) {
			k.Unit = ""
		}
	}
	if quantity.Agree(q, k) {
		return true
	}
	// Rounding in one unit, said openly, to two digits or more.
	if q.Vague || k.Vague || q.Unit != k.Unit || q.Per != k.Per || q.Min != q.Max {
		return false
	}
	switch q.Qualifier {
	case quantity.About:
		return k.Min == k.Max && q.Min == rounded(k.Min, q.Min, math.Round)
	case quantity.MoreThan, quantity.AtLeast:
		return q.Min == k.Min || q.Min == rounded(k.Min, q.Min, math.Floor)
	case quantity.LessThan, quantity.UpTo:
		return q.Max == k.Max || q.Max == rounded(k.Max, q.Max, math.Ceil)
	}
	return false
}

// rounded rounds v to the digits that like has, at least two.
func rounded(v, like float64, by func(float64) float64) float64 {
	if v <= 0 || like <= 0 {
		return math.NaN()
	}
	step := math.Pow(10, math.Floor(math.Log10(v))-1)
	for step > 1e-9 && math.Abs(like/step-math.Round(like/step)) > 1e-9 {
		step /= 10
	}
	// Through text, so that 11 * 0.1 is 1.1.
	r, _ := strconv.ParseFloat(strconv.FormatFloat(by(v/step)*step, 'g', 12, 64), 64)
	return r
}

// within reports whether d, from prose, says no more than e does. A weekday
// must be that of its day.
func within(d, e quantity.Date) bool {
	switch {
	case d.Covers(e):
		return d.Weekday == "" || d.Relative || d.Day == 0 || d.Weekday == weekday(d)
	case !d.Relative || e.Relative || e.Decade:
		return false
	case d.Month != 0:
		return d.Month == e.Month && (d.Day == 0 || d.Day == e.Day)
	}
	return d.Weekday != "" && d.Offset == 0 && e.Day != 0 && d.Weekday == weekday(e)
}

func weekday(d quantity.Date) string {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Weekday().String()
}

var articles = words("a an one un una")

// isArticle tells "a year", "un año" and "one cell", which seldom count, from
// "1 year" and "2 years".
func isArticle(q quantity.Quantity) bool {
	return q.Qualifier == quantity.Exactly && q.Max == 1 && q.Unit != "" && articles[strings.ToLower(firstWord(q.Text))]
}

// improvised tells a unit that is just the noun which happened to follow a
// number from those that mean the same in every language.
func (b *ledger) improvised(unit string) bool {
	is, known := b.nouns[unit]
	if !known {
		is = b.unknownNoun(unit)
		b.nouns[unit] = is
	}
	return is
}

func (b *ledger) unknownNoun(unit string) bool {
	switch unit {
	case "", quantity.Person, quantity.Times, quantity.Century, quantity.OnDate:
		return false
	}
	return !isMoney(unit) && b.Units[unit] == nil && dimension(unit) == ""
}

func isMoney(unit string) bool { return len(unit) == 3 && 'A' <= unit[0] && unit[0] <= 'Z' }

// dimension is the base unit that a measure converts to, or "".
func dimension(unit string) string {
	for _, base := range []string{"m", "m2", "m3", "kg", "second", quantity.Percent} {
		if _, ok := (quantity.Quantity{Unit: unit}).In(base); ok {
			return base
		}
	}
	return ""
}

// nearest finds the quantity that q was probably meant to be: the same value
// of something else, or else the closest of its kind, of which only reports
// whether there is one value.
func nearest(q quantity.Quantity, have []carried) (near *carried, only bool) {
	least := math.Inf(1)
	values := map[key]bool{}
	for i, c := range have {
		distance := math.Inf(1)
		switch ratio := quantity.Ratio(c.Quantity, q); {
		case q.Unit == quantity.OnDate && c.Unit == quantity.OnDate:
			values[keyOf(c.Quantity)] = true
			distance = math.Abs(float64(q.Date.Year-c.Date.Year)) + 1
		case ratio > 0:
			values[key{min: ratio}] = true
			distance = math.Abs(math.Log(ratio)) + 1
		case sameNumber(q, c.Quantity):
			distance = 0
		}
		if distance < least {
			near, least = &have[i], distance
		}
	}
	return near, len(values) == 1
}

func sameNumber(a, b quantity.Quantity) bool {
	return a.Unit != quantity.OnDate && b.Unit != quantity.OnDate && a.Min == b.Min && a.Max == b.Max
}

// A key is equal for quantities that are exactly the same, but for how they
// are hedged.
type key struct {
	min, max  float64
	unit, per string
	date      string
}

func keyOf(q quantity.Quantity) key {
	k := key{q.Min, q.Max, q.Unit, q.Per, ""}
	if q.Unit == quantity.OnDate {
		if !q.Date.Relative {
			q.Date.Weekday = ""
		}
		k.date = q.Date.String()
	}
	return k
}

// elsewhere finds the one claim that carries exactly q in the section of the
// claims cited; nil if there are several. In other sections a number is there
// by chance too often.
func (b *ledger) elsewhere(q quantity.Quantity, cited []*explainer.Claim) *explainer.Claim {
	if b.byKey == nil {
		b.byKey = map[key][]*explainer.Claim{}
		for _, c := range b.Claims {
			for _, k := range b.evidence(c) {
				id := keyOf(k.Quantity)
				if list := b.byKey[id]; len(list) == 0 || list[len(list)-1] != c {
					b.byKey[id] = append(list, c)
				}
			}
		}
	}
	var here *explainer.Claim
	for _, c := range b.byKey[keyOf(q)] {
		switch {
		case c.Section.Value != cited[0].Section.Value:
		case here != nil:
			return nil
		default:
			here = c
		}
	}
	return here
}

// numberedNames lists the names of agents and sources that have a number in
// them, as digits or as a word.
func (b *ledger) numberedNames(edition string) []string {
	if list, ok := b.names[edition]; ok {
		return list
	}
	list := []string{}
	add := func(names []string) {
		for _, name := range names {
			if b.numbered(edition, name) {
				list = append(list, name)
			}
		}
	}
	for _, a := range b.Agents {
		add(agentNames(a, edition))
	}
	for _, s := range b.Sources {
		add(outletNames(s, edition))
	}
	b.names[edition] = list
	return list
}

func (b *ledger) numbered(edition, name string) bool {
	return slices.ContainsFunc(tokenize(name), func(t token) bool { return len(b.readers[edition].Read(t.low)) > 0 })
}
