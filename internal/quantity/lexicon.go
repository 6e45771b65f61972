package quantity

import (
	"maps"
	"slices"
	"strings"
)

// A lexicon is what one language's words mean to the reader and the writer.
// Keys are lower case; phrases are words joined by single spaces.
type lexicon struct {
	groups, decimals string // characters inside numerals; spaces always group

	numbers map[string]float64 // words that add up: seven, thirty, doscientos
	scales  map[string]float64 // words that multiply: hundred, million, mil
	groupOf map[string]bool    // those that are nouns: una docena de
	bare    map[string]bool    // scales that stand without a number: mil
	and     string             // joins the parts of a number: "two hundred and six"
	andTens bool               // and does so after tens (treinta y ocho), not after hundreds
	half    map[string]bool    // half (an hour), media (hora)
	halves  map[string]bool    // "and a half", "y medio"
	article map[string]bool    // words for one that are mostly articles
	one     map[string]bool    // numbers that need a noun: "no one", "Zero Hour"
	isnt    map[string]bool    // nouns that make "one" an idiom: at one point

	vague    map[string]float64 // hundreds: 100
	few      map[string]bool    // several (hundred)
	of       map[string]bool    // between a number and its noun: hundreds of, millones de
	parts    map[string]float64 // third, tercio: 3
	outOf    map[string]bool    // one in three, una de cada tres
	wholes   map[string]float64 // fractions said outright: la mitad
	notWhole map[string]bool    // the second half
	multiple map[string]float64 // tripled, triplicó: 3
	doubles  map[string]float64 // double, el triple: a multiple only in context
	follows  map[string]bool    // what follows such a word when it is a multiple

	before map[string]hedge     // qualifiers in front of a quantity
	after  map[string]Qualifier // and behind it
	joined map[string]Qualifier // and hyphenated: 40,000-plus, 40-odd

	ranges  map[string]string // opening word of a range: its middle word
	to      map[string]bool   // middle words that need no opening word
	changes map[string]bool   // verbs after which "from a to b" is no range
	from    map[string]bool   // the opening words of such a change

	heads     map[string]bool // the first words of all that can start a quantity
	unitForms map[string]unit
	names     map[string][2]string // unit id: singular, plural
	codes     map[string]string    // usd: USD
	squares   map[string]string    // square: "2"
	stop      map[string]bool      // words no unit lies behind
	adjective map[string]bool      // plural adjectives, which are not units
	notUnit   map[string]bool      // one-way, two-time
	per       map[string]bool      // a, per, al, por
	perNot    map[string]bool      // a year later is no rate
	adverbs   map[string]string    // daily: day
	long      map[string]bool      // year-long
	worth     string               // a year's worth
	nounOne   func(string) bool    // whether the word after "one" can be its noun
	singular  func(string) string
	pluralise func(string) string
	ungrouped bool // 1500 is an ordinary way to write a count

	months       map[string]int
	capital      bool // months and weekdays take a capital
	weekdays     map[string]string
	monthIn      map[string]bool // words before a month that stands alone
	dateOf       map[string]bool // between day, month and year
	yearIn       map[string]bool // words before a year
	yearThe      map[string]bool // determiners before a year used as adjective
	relative     map[string]relation
	lastBefore   map[string]int  // last Sunday: -1
	lastAfter    map[string]int  // domingo pasado: -1
	decade       map[string]bool // década de (los noventa)
	ordinals     map[string]float64
	suffixes     map[string]bool // 18th
	century      map[string]bool
	centuryRoman bool            // siglo XVIII
	clock        map[string]bool // 9 pm, 9 de la noche
	prefixes     map[string]bool // mid-2023
	or           []string
}

// A hedge is a qualifier and whether a bare year after it is still a year:
// "around 1900" is, "some 1900" is a count, and "hasta 1900" is a year that
// the word does not qualify.
type hedge struct {
	q     Qualifier
	year  bool
	until bool
}

// A relation is a date by its distance from the day of writing.
type relation struct {
	step   string
	offset int
}

// A unit is what a noun or abbreviation stands for.
type unit struct {
	id               string
	factor           float64 // a span of a century is 100 years
	singular, plural bool
	abbreviation     bool
	per              string // mph is miles per "hour"
}

var lexicons = map[string]*lexicon{"en": english(), "es": spanish()}

// neutral reads what every language writes alike.
var neutral = complete(&lexicon{groups: ",", decimals: "."}, nil)

func lexiconOf(base string) *lexicon {
	if l := lexicons[base]; l != nil {
		return l
	}
	return neutral
}

// abbreviations follow digits in both languages.
var abbreviations = map[string]string{
	"km": "km", "kms": "km", "m": "m", "cm": "cm", "mi": "mi", "ft": "ft", "yd": "yd",
	"kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb", "ha": "hectare",
	"h": "hour", "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute", "sec": "second", "secs": "second",
	"usd": "USD", "eur": "EUR", "gbp": "GBP",
}

// glued are the magnitudes written against a numeral. After money a small m
// means millions; elsewhere it means metres.
var glued = map[string]float64{"k": 1e3, "K": 1e3, "M": 1e6, "mn": 1e6, "bn": 1e9, "B": 1e9, "tn": 1e12}

var currencies = map[string]string{"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}

// dollars are the letters before "$" that make it another country's.
var dollars = map[string]string{"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD",
	"nz": "NZD", "hk": "HKD", "s": "SGD", "r": "BRL", "mx": "MXN"}

// complete derives the lookup tables. Forms come in pairs, singular then
// plural, the first pair being the one that Format writes.
func complete(l *lexicon, nouns map[string][]string) *lexicon {
	l.unitForms = map[string]unit{}
	l.names = map[string][2]string{}
	for _, id := range sortedKeys(nouns) {
		forms := nouns[id]
		l.names[id] = [2]string{forms[0], forms[1]}
		for i, form := range forms {
			u := l.unitForms[form]
			u.id, u.factor = id, 1
			u.singular = u.singular || i%2 == 0
			u.plural = u.plural || i%2 == 1
			if id == Century {
				u.id, u.factor = "year", 100
			}
			l.unitForms[form] = u
		}
	}
	for form, id := range abbreviations {
		// In Spanish "ha" and "mi" are words before they are units.
		if _, taken := l.unitForms[form]; !taken && !l.stop[form] {
			l.unitForms[form] = unit{id: id, factor: 1, singular: true, plural: true, abbreviation: true}
		}
	}
	l.unitForms["mph"] = unit{id: "mi", factor: 1, singular: true, plural: true, abbreviation: true, per: "hour"}
	l.codes = map[string]string{"usd": "USD", "eur": "EUR", "gbp": "GBP"}
	l.heads = map[string]bool{}
	addHeads(l, l.numbers)
	addHeads(l, l.bare)
	addHeads(l, l.half)
	addHeads(l, l.article)
	addHeads(l, l.vague)
	addHeads(l, l.few)
	addHeads(l, l.wholes)
	addHeads(l, l.multiple)
	addHeads(l, l.doubles)
	addHeads(l, l.before)
	addHeads(l, l.ranges)
	addHeads(l, l.codes)
	addHeads(l, dollars)
	addHeads(l, l.months)
	addHeads(l, l.weekdays)
	addHeads(l, l.relative)
	addHeads(l, l.lastBefore)
	addHeads(l, l.decade)
	addHeads(l, l.ordinals)
	addHeads(l, l.century)
	for form, u := range l.unitForms {
		if l.long != nil && dimensions[u.id].name == duration {
			l.heads[form], l.heads[form+"long"] = true, true
		}
	}
	return l
}

// several adds a noun for some of another unit.
func (l *lexicon) several(n float64, id, singular, plural string) {
	l.unitForms[singular] = unit{id: id, factor: n, singular: true}
	l.unitForms[plural] = unit{id: id, factor: n, plural: true}
}

func addHeads[V any](l *lexicon, phrases map[string]V) {
	for phrase := range phrases {
		head, _, _ := strings.Cut(phrase, " ")
		l.heads[head] = true
	}
}

// starts reports whether a quantity can start with t, which most tokens rule
// out at once.
func (l *lexicon) starts(t *token) bool {
	switch t.kind {
	case numeral:
		return true
	case word:
		return l.heads[t.low] || l.heads[t.noun()]
	case symbol:
		return currencies[t.text] != "" || t.text == "-" || t.text == "−"
	}
	return false
}

func (l *lexicon) isNumber(w string) bool {
	_, n := l.numbers[w]
	_, s := l.scales[w]
	return n || s
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
