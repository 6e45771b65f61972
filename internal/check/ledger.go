package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A ledger knows which quantities each claim carries. It reads every text
// once, when it is first asked for.
type ledger struct {
	x       *explainer.Explainer
	claims  map[string]*explainer.Claim
	sources map[string]*explainer.Source
	locales map[string]string // by edition
	readers map[string]*quantity.Reader
	proofs  map[*explainer.Claim][]carried
	sayings map[saying][]carried
	names   map[string][]string
	nouns   map[string]bool // whether a unit is improvised
	byKey   map[key][]*explainer.Claim
	agents  map[string]*explainer.Agent // made when first needed
}

type saying struct {
	claim   *explainer.Claim
	edition string
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

func newLedger(x *explainer.Explainer) *ledger {
	b := &ledger{
		x: x, claims: map[string]*explainer.Claim{}, sources: map[string]*explainer.Source{},
		locales: map[string]string{}, readers: map[string]*quantity.Reader{},
		proofs: map[*explainer.Claim][]carried{}, sayings: map[saying][]carried{}, names: map[string][]string{}, nouns: map[string]bool{},
	}
	for _, c := range x.Claims {
		b.claims[c.ID] = c
	}
	for _, s := range x.Sources {
		b.sources[s.ID] = s
	}
	for _, ed := range x.Editions {
		b.locales[ed.ID] = ed.Locale
	}
	return b
}

func (b *ledger) reader(lang string) *quantity.Reader {
	if b.readers[lang] == nil {
		b.readers[lang] = quantity.NewReader(lang, b.x.Units)
	}
	return b.readers[lang]
}

// read gives the quantities of a text. A bare day before a date, as in "15 and
// 16 March 2025", is made one, and a number in brackets after another is hedged
// as that one is: the reader does so only where the two agree.
func (b *ledger) read(lang, text string) []quantity.Quantity {
	qs := b.reader(lang).Read(text)
	for i := len(qs) - 2; i >= 0; i-- {
		q, next := &qs[i], qs[i+1]
		if next.Unit == quantity.OnDate && next.Date.Day != 0 && !next.Date.Relative &&
			q.Unit == "" && q.Qualifier == quantity.Exactly && 1 <= q.Min && q.Min == q.Max && q.Max <= 31 &&
			dayJoins[strings.TrimSpace(text[q.End:next.Start])] {
			q.Unit, q.Date = quantity.OnDate, next.Date
			q.Date.Day, q.Date.Weekday, q.Min, q.Max = int(q.Min), "", 0, 0
		}
	}
	for i := 1; i < len(qs); i++ {
		q, last := &qs[i], qs[i-1]
		if q.Qualifier == quantity.Exactly && q.Unit != quantity.OnDate && last.Unit != quantity.OnDate && text[last.End:q.Start] == " (" {
			q.Qualifier = last.Qualifier
		}
	}
	return qs
}

var dayJoins = set([]string{"and", "y", "to", "al", "a", "or", "o", "-", "–", ",", "&", "y el", "y al", "and the", "to the"})

// yearly are the adjectives that make a sum of money or time a rate, wherever
// they stand: "millions of dollars in annual compensation".
var yearly = map[string]map[string]string{
	"en": {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "annual": "year", "yearly": "year", "annually": "year"},
	"es": {"diario": "day", "diaria": "day", "diarios": "day", "diarias": "day", "semanal": "week", "semanales": "week",
		"mensual": "month", "mensuales": "month", "anual": "year", "anuales": "year", "anualmente": "year"},
}

// rates adds to quantities what they are as rates, if text says so.
func rates(list []carried, text, lang string) []carried {
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		per := yearly[lang][w]
		for _, k := range list {
			if per != "" && k.Per == "" && k.Unit != quantity.OnDate {
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
		issued := isoDate(s.Issued.Value)
		for _, t := range e.Quantities {
			qs := b.read(s.Language.Value, t.Value)
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
		if d := isoDate(t.Value); d.Year != 0 {
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
	id := saying{c, edition}
	if list, ok := b.sayings[id]; ok {
		return list
	}
	var list []carried
	t := c.Statement[edition]
	qs := b.read(edition, t.Value)
	for _, q := range qs {
		list = append(list, carried{Quantity: q, claim: c, place: t.Place, text: q.Text, lang: edition,
			units: unitsOf(qs), own: b.countsSources(edition, t.Value, q)})
	}
	b.sayings[id] = list
	return list
}

// context gives what may stand in a statement though no quantity of the
// evidence records it: what the excerpts say, what an editor's notes in that
// edition explain, and when the sources appeared.
func (b *ledger) context(c *explainer.Claim, edition string) []carried {
	var list []carried
	add := func(t explainer.Text, lang string) {
		for _, q := range b.read(lang, t.Value) {
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
		list = append(list[:from:from], rates(list[from:], e.Excerpt.Value, lang)...)
		add(e.Note[edition], edition)
		if d := isoDate(s.Issued.Value); d.Year != 0 {
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
		return !slices.ContainsFunc(have, func(c carried) bool { return !math.IsNaN(quantity.Ratio(c.Quantity, q)) })
	case q.Unit == quantity.Times, q.Unit == quantity.Fraction, q.Unit == quantity.Percent:
		return workedOut(q, have)
	case q.Min != q.Max && !q.Vague:
		low, high := q, q
		low.Max, high.Min = q.Min, q.Max
		return one(low) && one(high)
	}
	return false
}

// bearers are the quantities that bear out q by themselves. Where one with the
// very number has a noun that can be compared with q's, bare counts do not
// vouch for a different one; a noun of another language, which may mean the
// same, does.
func (b *ledger) bearers(q quantity.Quantity, lang string, have []carried) []carried {
	var list []carried
	for _, c := range have {
		if b.bears(q, lang, c) {
			list = append(list, c)
		}
	}
	if len(list) == 0 || !b.noun(q.Unit, lang) {
		return list
	}
	differs := false
	for _, c := range have {
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
	return unit == quantity.Person || b.improvised(unit) || unit != "" && b.x.Units[unit] != nil
}

// bears reports whether a claim's quantity bears out q, which prose in lang
// gives. Prose may say less than the claim ("hundreds" for 250, "in 2025" for
// a day) but not more.
func (b *ledger) bears(q quantity.Quantity, lang string, c carried) bool {
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

// isoDate reads 2025, 2025-03 or 2025-03-16; anything else is no date.
func isoDate(s string) quantity.Date {
	for i, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			d := quantity.Date{Year: t.Year()}
			if i > 0 {
				d.Month = int(t.Month())
			}
			if i > 1 {
				d.Day = t.Day()
			}
			return d
		}
	}
	return quantity.Date{}
}

var articles = words("a an un una")

// isArticle tells "a year" and "un año" from "one year" and "2 years".
func isArticle(q quantity.Quantity) bool {
	if q.Qualifier != quantity.Exactly || q.Max != 1 || q.Unit == "" {
		return false
	}
	first := lowerWords(q.Text, 1)
	return len(first) == 1 && articles[first[0]]
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
	if isMoney := len(unit) == 3 && 'A' <= unit[0] && unit[0] <= 'Z'; isMoney || b.x.Units[unit] != nil {
		return false
	}
	for _, base := range []string{"m", "m2", "m3", "kg", "second", quantity.Percent} {
		if _, measure := (quantity.Quantity{Unit: unit}).In(base); measure {
			return false
		}
	}
	return true
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

// elsewhere finds the one claim that carries exactly q: the only one in the
// section of the claims cited, or else on the site; nil if there are several.
func (b *ledger) elsewhere(q quantity.Quantity, edition string, cited []*explainer.Claim) *explainer.Claim {
	if b.byKey == nil {
		b.byKey = map[key][]*explainer.Claim{}
		for _, c := range b.x.Claims {
			for _, k := range b.evidence(c) {
				id := keyOf(k.Quantity)
				if list := b.byKey[id]; len(list) == 0 || list[len(list)-1] != c {
					b.byKey[id] = append(list, c)
				}
			}
		}
	}
	all := b.byKey[keyOf(q)]
	var here []*explainer.Claim
	for _, c := range all {
		if c.Section.Value == cited[0].Section.Value {
			here = append(here, c)
		}
	}
	switch {
	case len(here) == 1:
		return here[0]
	case len(all) == 1:
		return all[0]
	}
	return nil
}

// numberedNames lists the names of agents and sources that have a number in
// them, as digits or as a word.
func (b *ledger) numberedNames(edition string) []string {
	if list, ok := b.names[edition]; ok {
		return list
	}
	list := []string{}
	add := func(name string) {
		if name != "" && b.numbered(edition, name) {
			list = append(list, name)
		}
	}
	for _, a := range b.x.Agents {
		for _, name := range agentNames(a, edition) {
			add(name)
		}
	}
	for _, s := range b.x.Sources {
		add(s.Outlet.In(edition))
		add(s.Label.In(edition))
	}
	b.names[edition] = list
	return list
}

func (b *ledger) numbered(edition, name string) bool {
	for _, w := range lowerWords(name, 12) {
		if len(b.reader(edition).Read(w)) > 0 {
			return true
		}
	}
	return false
}
