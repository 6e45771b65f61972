package quantity

import (
	"math"
	"strconv"
	"strings"
)

const (
	length   = "length"
	area     = "area"
	mass     = "mass"
	duration = "duration"
	share    = "share"
)

// A dimension is what a unit measures and how much of the base unit it is.
type dimension struct {
	name   string
	factor float64
}

// dimensions holds the units that convert. Feet, miles and pounds are the
// international ones of 1959; a year is the Gregorian mean of 365.2425 days
// and a month its twelfth. Money does not convert.
var dimensions = map[string]dimension{
	"km": {length, 1000}, "m": {length, 1}, "cm": {length, .01}, "mi": {length, 1609.344},
	"ft": {length, .3048}, "yd": {length, .9144}, "in": {length, .0254},
	"hectare": {area, 1e4}, "acre": {area, 4046.8564224},
	"kg": {mass, 1}, "g": {mass, .001}, "t": {mass, 1000}, "lb": {mass, .45359237},
	"second": {duration, 1}, "minute": {duration, 60}, "hour": {duration, 3600}, "day": {duration, 86400},
	"week": {duration, 7 * 86400}, "month": {duration, year / 12}, "year": {duration, year}, "decade": {duration, 10 * year},
	Percent: {share, .01}, Fraction: {share, 1},
}

const year = 365.2425 * 86400

// dimensionOf also knows the squares and cubes of lengths.
func dimensionOf(unit string) (dimension, bool) {
	if d, ok := dimensions[unit]; ok {
		return d, true
	}
	for power := 2; power <= 3; power++ {
		base, found := strings.CutSuffix(unit, strconv.Itoa(power))
		if d := dimensions[base]; found && d.name == length {
			return dimension{[...]string{area, "volume"}[power-2], math.Pow(d.factor, float64(power))}, true
		}
	}
	return dimension{}, false
}

func sameDimension(a, b string) bool {
	da, ok := dimensionOf(a)
	db, found := dimensionOf(b)
	return ok && found && da.name == db.name
}

// In converts q to another unit of its dimension, unrounded; Text and Per
// stay. It reports false, and returns q, where the units do not convert.
func (q Quantity) In(unit string) (Quantity, bool) {
	if q.Unit == unit {
		return q, true
	}
	if !sameDimension(q.Unit, unit) {
		return q, false
	}
	from, _ := dimensionOf(q.Unit)
	to, _ := dimensionOf(unit)
	q.Min, q.Max, q.Unit = q.Min*from.factor/to.factor, q.Max*from.factor/to.factor, unit
	return q, true
}

// counted reports whether a unit is a noun, such as a person or a bed.
func counted(unit string) bool {
	if _, measured := dimensionOf(unit); measured {
		return false
	}
	isMoney := len(unit) == 3 && unit == strings.ToUpper(unit)
	return !isMoney && unit != Times && unit != Century && unit != OnDate
}

// Agree reports whether two quantities say the same, qualifiers aside.
//
//   - In one unit the values are equal, the ends of ranges one by one.
//   - In two units of one dimension, either one converted and rounded to the
//     significant digits of the other (at least two; at least one if either
//     is "about") gives the other: 72 km and 45 mi, not 72 km and 47 mi.
//   - A vague "hundreds" agrees with whatever lies inside its bounds.
//   - A bare count agrees with the same count of any noun; two nouns must be
//     the same ("40 places", "40 workers").
//   - Dates have the same parts (see Date.Covers for "in 2024" said of a day),
//     and rates the same unit of time.
func Agree(a, b Quantity) bool {
	if a.Per != b.Per {
		return false
	}
	if a.Unit == OnDate || b.Unit == OnDate {
		return a.Unit == b.Unit && a.Date.equal(b.Date)
	}
	if a.Unit == b.Unit || a.Unit == "" && counted(b.Unit) || b.Unit == "" && counted(a.Unit) {
		switch {
		case a.Vague && !b.Vague:
			return a.Min <= b.Min && b.Max <= a.Max
		case b.Vague && !a.Vague:
			return b.Min <= a.Min && a.Max <= b.Max
		}
		return near(a.Min, b.Min) && near(a.Max, b.Max)
	}
	least := 2
	if a.Qualifier == About || b.Qualifier == About {
		least = 1
	}
	return roundsTo(a, b, least) || roundsTo(b, a, least)
}

// roundsTo reports whether a, in b's unit and with b's significant digits, is b.
func roundsTo(a, b Quantity, least int) bool {
	c, ok := a.In(b.Unit)
	if !ok {
		return false
	}
	if a.Vague != b.Vague {
		if b.Vague {
			c, b = b, c
		}
		return c.Min <= b.Min && b.Max <= c.Max
	}
	return near(round(c.Min, max(least, significant(b.Min))), b.Min) &&
		near(round(c.Max, max(least, significant(b.Max))), b.Max)
}

// significant counts the digits of v without the zeros at either end. Those
// of 1/3 never end, so a fraction is taken at two.
func significant(v float64) int {
	digits, _, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'e', -1, 64), "e")
	n := len(strings.TrimRight(strings.Replace(digits, ".", "", 1), "0"))
	if n > 12 {
		return 2
	}
	return n
}

func round(v float64, digits int) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
	return r
}

func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

// SameQualifier reports whether two quantities are hedged alike. Words of one
// meaning, in either language, were made one Qualifier when they were read.
func SameQualifier(a, b Quantity) bool { return a.Qualifier == b.Qualifier }

// Ratio returns to divided by from, converted to one unit; a range counts as
// its middle. It is NaN where the two do not compare: different dimensions or
// nouns, dates, vague amounts, or from being 0.
func Ratio(from, to Quantity) float64 {
	if counted(from.Unit) && counted(to.Unit) && (from.Unit == "" || to.Unit == "") {
		to.Unit = from.Unit
	}
	c, ok := to.In(from.Unit)
	if !ok || from.Unit == OnDate || from.Vague || to.Vague || from.Per != to.Per || from.value() == 0 {
		return math.NaN()
	}
	return c.value() / from.value()
}

// Bears reports whether two quantities bear out a multiple ("more than
// double") or a share ("one in three", "30 percent") of the first.
//
// A multiple without a qualifier, or "about" one, must be the ratio rounded to
// its own number of decimals: 36 to 110 is 3.06, so "tripled" holds and
// "doubled" does not. A share must be within 1 percentage point of the ratio,
// 5 if "about". A bound is compared as it stands: "more than double" holds
// for 3.06 too.
func Bears(multiple, from, to Quantity) bool {
	r, m := Ratio(from, to), multiple.value()
	if multiple.Unit == Percent {
		m /= 100
	} else if multiple.Unit != Times && multiple.Unit != Fraction {
		return false
	}
	if math.IsNaN(r) || multiple.Vague {
		return false
	}
	switch multiple.Qualifier {
	case MoreThan:
		return r > m
	case AtLeast:
		return r >= m || near(r, m)
	case LessThan:
		return r < m
	case UpTo:
		return r <= m || near(r, m)
	}
	switch {
	case multiple.Unit != Times && multiple.Qualifier == About:
		return math.Abs(r-m) <= .05
	case multiple.Unit != Times:
		return math.Abs(r-m) <= .01
	case m == math.Trunc(m):
		return math.Round(r) == m
	}
	return near(math.Round(r*10)/10, math.Round(m*10)/10)
}
