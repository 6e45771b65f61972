package quantity

import (
	"cmp"
	"fmt"
	"time"
)

var weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// A Date is a day, month, year or decade of the Gregorian calendar; parts the
// text does not give are zero.
type Date struct {
	Year, Month, Day int
	Weekday          string // the English name ("Sunday"), or ""
	Decade           bool   // Year is the first of the decade
	// Relative marks a date that only means something next to the day it was
	// written on: "Sunday", "November", "last year". On resolves it.
	Relative bool
	// Step ("day", "week", "month", "year", "decade") and Offset say how far a
	// relative date lies from that day: "last year" is "year" −1. With a
	// Weekday, the Offset alone tells "last Sunday" (−1) and "next Sunday" (1)
	// from "Sunday" (0).
	Step   string
	Offset int
}

// ParseDate reads an ISO 8601 date of any precision: 2024, 2024-03 or
// 2024-03-16. Anything else is the zero date.
func ParseDate(iso string) Date {
	t, err := time.Parse(time.DateOnly[:min(len(iso), len(time.DateOnly))], iso)
	if err != nil {
		return Date{}
	}
	switch len(iso) {
	case len("2024"):
		return Date{Year: t.Year()}
	case len("2024-03"):
		return Date{Year: t.Year(), Month: int(t.Month())}
	case len("2024-03-16"):
		return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	}
	return Date{}
}

// String returns the date as ISO 8601 in its own precision: "2024-03-16",
// "2024-03", "2024". Beyond ISO, a decade is "199X", a month or day without
// its year "--11" or "--11-05", and other relative dates "Sunday" or "year-1".
func (d Date) String() string {
	switch {
	case d.Decade:
		return fmt.Sprintf("%03dX", d.Year/10)
	case d.Year != 0 && d.Day != 0:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	case d.Year != 0 && d.Month != 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case d.Year != 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day != 0:
		return fmt.Sprintf("--%02d-%02d", d.Month, d.Day)
	case d.Month != 0:
		return fmt.Sprintf("--%02d", d.Month)
	case d.Weekday != "" && d.Offset == 0:
		return d.Weekday
	}
	return fmt.Sprintf("%s%+d", cmp.Or(d.Weekday, d.Step), d.Offset)
}

// On resolves a relative date as written on the day of writing, which must be
// a full date. By the usage of news copy a bare weekday is the latest one up
// to and including that day, and a month without a year the latest that had
// begun. It reports false, and returns d, where that gives no date of a
// precision that Date has ("last week") or written is not a full date. A date
// that is not relative is returned as it is.
func (d Date) On(written Date) (Date, bool) {
	if !d.Relative {
		return d, true
	}
	if written.Year == 0 || written.Month == 0 || written.Day == 0 {
		return d, false
	}
	day := time.Date(written.Year, time.Month(written.Month), written.Day, 0, 0, 0, 0, time.UTC)
	switch {
	case d.Month != 0:
		r := Date{Year: written.Year, Month: d.Month, Day: d.Day, Weekday: d.Weekday}
		if d.Month > written.Month || d.Month == written.Month && d.Day > written.Day {
			r.Year--
		}
		return r, true
	case d.Weekday != "":
		back := 0
		for weekdays[day.AddDate(0, 0, -back).Weekday()] != d.Weekday {
			if back++; back == 7 {
				return d, false
			}
		}
		if back == 0 && d.Offset < 0 {
			back = 7
		}
		if d.Offset > 0 {
			back -= 7
		}
		return fullDate(day.AddDate(0, 0, -back)), true
	}
	switch d.Step {
	case "day":
		return fullDate(day.AddDate(0, 0, d.Offset)), true
	case "month":
		first := day.AddDate(0, 0, 1-written.Day).AddDate(0, d.Offset, 0)
		return Date{Year: first.Year(), Month: int(first.Month())}, true
	case "year":
		return Date{Year: written.Year + d.Offset}, true
	case "decade":
		return Date{Year: written.Year/10*10 + 10*d.Offset, Decade: true}, true
	}
	return d, false
}

func fullDate(t time.Time) Date {
	return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day(), Weekday: weekdays[t.Weekday()]}
}

// Covers reports whether e lies within d: March 2024 covers 16 March 2024,
// and every date covers itself. Relative dates cover only their equals.
func (d Date) Covers(e Date) bool {
	if d.Relative || e.Relative {
		return d.equal(e)
	}
	if d.Decade {
		return d.Year/10 == e.Year/10
	}
	return !e.Decade && d.Year == e.Year && (d.Month == 0 || d.Month == e.Month) && (d.Day == 0 || d.Day == e.Day)
}

// equal ignores a weekday that one of two calendar dates does not give.
func (d Date) equal(e Date) bool {
	if d.Month != 0 && (d.Weekday == "" || e.Weekday == "") {
		d.Weekday, e.Weekday = "", ""
	}
	return d == e
}

// date reads a date from token i on.
func (p *parser) date(i int) (d Date, end int, ok bool) {
	t := p.tok(i)
	if t.kind == numeral {
		if d, end, ok = p.iso(i); ok {
			return d, end, true
		}
		if s := p.tok(i + 1); t.isYear() && !t.name && s.low == "s" && s.glued && int(t.value)%10 == 0 && !isHundred(t.value) {
			return Date{Year: int(t.value), Decade: true}, i + 2, true
		}
		if d, end, ok = p.calendar(i); !ok {
			return p.secondDay(i)
		}
		return d, end, true
	}
	if t.kind != word {
		return d, 0, false
	}
	if rel, end, ok := match(p, p.lang.relative, i); ok {
		return Date{Relative: true, Step: rel.step, Offset: rel.offset}, end, true
	}
	if _, end, ok := match(p, p.lang.decade, i); ok {
		if d, end, ok := p.decade(end); ok {
			return d, end, true
		}
	}
	offset, j, explicit := match(p, p.lang.lastBefore, i)
	if !explicit {
		j = i
	}
	name := p.lang.weekdays[p.tok(j).noun()]
	if name == "" || p.lang.capital && !isCapital(p.tok(j).text) {
		if explicit {
			return d, 0, false
		}
		return p.calendar(i)
	}
	end = j + 1
	next := end
	if p.tok(next).text == "," {
		next++
	}
	if d, e, ok := p.calendar(next); ok {
		d.Weekday = name
		return d, e, true
	}
	if !p.lang.capital && isCapital(p.tok(j).text) {
		return d, 0, false // Domingo is also a man's name
	}
	if after, e, ok := match(p, p.lang.lastAfter, end); ok && !explicit {
		offset, end = after, e
	}
	return Date{Weekday: name, Relative: true, Offset: offset}, end, true
}

// iso reads 2025-03-16.
func (p *parser) iso(i int) (d Date, end int, ok bool) {
	y, m, day := p.tok(i), p.tok(i+2), p.tok(i+4)
	if !y.isYear() || y.name || !p.dash(i+1) || len(m.text) != 2 || !m.plain || !p.dash(i+3) || len(day.text) != 2 || !day.plain ||
		m.value < 1 || m.value > 12 || day.value < 1 || day.value > 31 {
		return d, 0, false
	}
	return Date{Year: int(y.value), Month: int(m.value), Day: int(day.value)}, i + 5, true
}

// decade reads what follows "los años" or "década de": 1990, 90, noventa.
func (p *parser) decade(i int) (d Date, end int, ok bool) {
	n, t := 0, p.tok(i)
	switch {
	case t.isYear() && !t.name:
		n = int(t.value)
	case t.kind == numeral && t.plain && len(t.text) == 2:
		n = 1900 + int(t.value)
	case p.lang.numbers[t.low] >= 20 && p.lang.numbers[t.low] < 100:
		n = 1900 + int(p.lang.numbers[t.low])
	}
	if n < 1500 || n%10 != 0 {
		return d, 0, false
	}
	return Date{Year: n, Decade: true}, i + 1, true
}

// calendar reads a day, month and year in either order of day and month, the
// year and one of the others being optional. A month alone needs a word such
// as "since" before it: May and March are also verbs.
func (p *parser) calendar(i int) (d Date, end int, ok bool) {
	if day, j, ok := p.day(i); ok {
		if p.lang.dateOf[p.tok(j).low] {
			j++
		}
		if m, j, ok := p.month(j); ok {
			d = Date{Month: m, Day: day}
			d.Year, end = p.year(j)
			d.Relative = d.Year == 0
			return d, end, true
		}
		return d, 0, false
	}
	m, j, ok := p.month(i)
	if !ok {
		return d, 0, false
	}
	d.Month = m
	if day, e, ok := p.day(j); ok && !p.followedByUnit(e) {
		d.Day, j = day, e
	}
	d.Year, end = p.year(j)
	if _, e, ok := p.day(j + 1); ok && d.Year == 0 && d.Day != 0 && p.joinsDays(j) {
		d.Year, _ = p.year(e) // "March 16–17, 2025"
	}
	d.Relative = d.Year == 0
	alone := d.Year == 0 && d.Day == 0
	if alone && (!p.lang.monthIn[p.tok(i-1).low] || p.lang.capital != isCapital(p.tok(i).text)) {
		return d, 0, false
	}
	return d, end, true
}

// secondDay reads the 17 of "March 16–17" and of "March 16 and 17, 2025".
func (p *parser) secondDay(i int) (d Date, end int, ok bool) {
	day, end, ok := p.day(i)
	first, e, before := p.day(i - 2)
	m, _, known := p.month(i - 3)
	if !ok || !before || e != i-1 || !known || first >= day || !p.joinsDays(i-1) || p.followedByUnit(end) {
		return d, 0, false
	}
	d = Date{Month: m, Day: day}
	d.Year, end = p.year(end)
	d.Relative = d.Year == 0
	return d, end, d.Year != 0 || p.dash(i-1) // "March 5 and 6 cats"
}

// joinsDays reports whether token i may stand between two days of a month.
func (p *parser) joinsDays(i int) bool {
	return p.dash(i) || p.tok(i).low == p.lang.and || p.lang.to[p.tok(i).low]
}

// day reads 16, 16th, 1.º.
func (p *parser) day(i int) (day, end int, ok bool) {
	t := p.tok(i)
	if t.kind != numeral || !t.plain || t.name || t.value < 1 || t.value > 31 || len(t.text) > 2 {
		return 0, 0, false
	}
	end = i + 1
	if p.ordinal(i) {
		if p.tok(end).text == "." {
			end++
		}
		end++
	} else if next := p.tok(end); next.glued && next.kind == word {
		return 0, 0, false
	}
	return int(t.value), end, true
}

// followedByUnit keeps "In March 30 people" from being the thirtieth.
func (p *parser) followedByUnit(i int) bool {
	form, _, known := match(p, p.units, i)
	return known && form.plural && !form.abbreviation || p.tok(i).text == "%"
}

func (p *parser) month(i int) (month, end int, ok bool) {
	t := p.tok(i)
	m := p.lang.months[t.noun()]
	if m == 0 || p.lang.capital && !isCapital(t.text) {
		return 0, 0, false
	}
	end = i + 1
	if stop := p.tok(end); stop.text == "." && stop.glued && len(t.low) <= 4 && t.low != "may" {
		end++
	}
	return m, end, true
}

// year reads ", 2025", "de 2025" or "2025"; without one it returns 0 and i.
func (p *parser) year(i int) (year, end int) {
	j := i
	if p.tok(j).text == "," || p.lang.dateOf[p.tok(j).low] {
		j++
	}
	if t := p.tok(j); t.isYear() && !t.name {
		return int(t.value), j + 1
	}
	return 0, i
}
