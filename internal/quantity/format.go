package quantity

import (
	"fmt"
	"math"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// nbsp keeps a number and its unit on one line.
const nbsp = "\u00a0"

// Format writes q for a locale, a BCP 47 tag: "up to 40,000 people" in "en",
// "hasta 40.000 personas" in "es". Nouns from a site's Units need
// Units.Format; here their id is written as if it were the noun.
func Format(q Quantity, locale string) string { return Units(nil).Format(q, locale) }

// Format writes q for a locale, with the nouns of u.
//
// A number and its unit are joined by a non-breaking space. Grouping and
// decimals (two at most) are the locale's, except that Spanish leaves four
// digits ungrouped, as the Ortografía of the RAE has it. Whole tenths of
// millions are written as "6.5 million". Languages that Supported refuses are
// written in English words.
func (u Units) Format(q Quantity, locale string) string {
	w := writer{units: u, base: baseOf(locale), printer: message.NewPrinter(language.Make(locale))}
	if lexicons[w.base] == nil {
		w.base = "en"
	}
	w.spanish = w.base == "es"
	s := w.body(q)
	if q.Per != "" {
		s += " " + w.per(q.Per)
	}
	if q.Qualifier != "" && q.Unit != OnDate || q.Qualifier == About {
		s = w.pick(string(q.Qualifier), spanishQualifier[q.Qualifier]) + " " + s
	}
	return s
}

var spanishQualifier = map[Qualifier]string{About: "alrededor de", UpTo: "hasta", AtLeast: "al menos",
	MoreThan: "más de", LessThan: "menos de"}

type writer struct {
	units   Units
	base    string
	spanish bool
	printer *message.Printer
}

func (w writer) pick(en, es string) string {
	if w.spanish {
		return es
	}
	return en
}

func (w writer) body(q Quantity) string {
	switch {
	case q.Unit == OnDate:
		return w.date(q.Date)
	case q.Unit == Century && w.spanish && 1 <= q.Min && q.Min <= 30:
		return "siglo" + nbsp + romanOf(int(q.Min))
	case q.Unit == Century:
		return ordinal(int(q.Min)) + " century"
	case q.Unit == Fraction && q.exact():
		return w.fraction(q)
	case q.Vague:
		return w.vague(q)
	}
	return w.counted(q)
}

// counted writes a number or range with its noun or sign.
func (w writer) counted(q Quantity) string {
	digits := w.number(q.Max)
	word := "" // the magnitude
	if scale := w.scale(q); scale > 0 {
		digits = w.number(q.Max / scale)
		word = w.magnitude(q.Max/scale, scale)
		if !q.exact() {
			digits = w.span(w.number(q.Min/scale), digits, q)
		}
	} else if !q.exact() {
		digits = w.span(w.number(q.Min), digits, q)
	}
	if sign := w.sign(q.Unit); sign != "" {
		digits = strings.Replace(digits, " to ", " to "+sign, 1)
		if rest, negative := strings.CutPrefix(digits, "-"); negative {
			digits = "-" + sign + rest
		} else {
			digits = sign + digits
		}
		return joined(nbsp, digits, word)
	}
	if q.Unit == Percent {
		return digits + w.pick("%", nbsp+"%")
	}
	noun := w.noun(q.Unit, q.Max == 1 && q.Min == 1)
	if word != "" && noun != "" && w.spanish {
		return digits + nbsp + word + " de " + noun
	}
	if word != "" {
		return joined(" ", digits+nbsp+word, noun)
	}
	return joined(nbsp, digits, noun)
}

func joined(sep, a, b string) string {
	if b == "" {
		return a
	}
	return a + sep + b
}

func (w writer) span(low, high string, q Quantity) string {
	switch {
	case !w.spanish:
		return low + " to " + high
	case q.Qualifier != "":
		return low + " a " + high
	}
	return "de " + low + " a " + high
}

// scale is the magnitude word to use for q, or 0: one that leaves both ends
// with a single decimal. Spanish counts thousand millions, not billions.
func (w writer) scale(q Quantity) float64 {
	scales := []float64{1e12, 1e9, 1e6}
	if w.spanish {
		scales = []float64{1e12, 1e6}
	}
	for _, s := range scales {
		if math.Abs(q.Min) >= s && near(math.Round(q.Min/s*10), q.Min/s*10) && near(math.Round(q.Max/s*10), q.Max/s*10) {
			return s
		}
	}
	return 0
}

func (w writer) magnitude(v, scale float64) string {
	if !w.spanish {
		return map[float64]string{1e6: "million", 1e9: "billion", 1e12: "trillion"}[scale]
	}
	one, many := "millón", "millones"
	if scale == 1e12 {
		one, many = "billón", "billones"
	}
	if v == 1 {
		return one
	}
	return many
}

func (w writer) number(v float64) string {
	options := []number.Option{number.MaxFractionDigits(2)}
	if w.spanish && math.Abs(v) < 1e4 {
		options = append(options, number.NoSeparator())
	}
	return w.printer.Sprint(number.Decimal(v, options...))
}

// sign is the currency sign that English puts in front.
func (w writer) sign(unit string) string {
	if w.spanish {
		return ""
	}
	return map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}[unit]
}

func (w writer) noun(id string, one bool) string {
	l := lexicons[w.base]
	if id == "" {
		return ""
	}
	forms := w.units[id][w.base]
	if len(forms) == 0 {
		if names, ok := l.names[id]; ok {
			forms = names[:]
		}
	}
	switch {
	case len(forms) == 0:
		for power, words := range map[string][2]string{"2": {"square ", "cuadrad"}, "3": {"cubic ", "cúbic"}} {
			if base, ok := strings.CutSuffix(id, power); ok && dimensions[base].name == length {
				return w.powered(base, words, one)
			}
		}
		if one || !counted(id) {
			return id
		}
		return l.pluralise(id)
	case one || len(forms) == 1:
		return forms[0]
	}
	return forms[1]
}

func (w writer) powered(base string, words [2]string, one bool) string {
	noun := w.noun(base, one)
	if !w.spanish {
		return words[0] + noun
	}
	ending := "o"
	if base == "mi" || base == "yd" || base == "in" {
		ending = "a"
	}
	if !one {
		ending += "s"
	}
	return noun + nbsp + words[1] + ending
}

func (w writer) per(unit string) string {
	noun := w.noun(unit, true)
	switch {
	case !w.spanish && unit == "hour":
		return "an" + nbsp + noun
	case !w.spanish:
		return "a" + nbsp + noun
	case unit == "week":
		return "a la" + nbsp + noun
	case unit == "hour" || unit == "minute" || unit == "second" || unit == "decade":
		return "por" + nbsp + noun
	}
	return "al" + nbsp + noun
}

// fraction writes a share as one of its names or as "3 in 10"; one that no
// whole numbers up to a hundred express becomes a percentage.
func (w writer) fraction(q Quantity) string {
	v := q.Min
	names := []struct {
		v      float64
		en, es string
	}{{1. / 2, "half", "la mitad"}, {1. / 3, "one third", "un tercio"}, {2. / 3, "two thirds", "dos tercios"},
		{1. / 4, "one quarter", "una cuarta parte"}, {3. / 4, "three quarters", "tres cuartas partes"}}
	for _, name := range names {
		if near(name.v, v) {
			return w.pick(name.en, name.es)
		}
	}
	for b := 2.0; b <= 100; b++ {
		if a := math.Round(v * b); a >= 1 && near(a/b, v) {
			return w.number(a) + w.pick(" in ", " de cada ") + w.number(b)
		}
	}
	return w.number(v*100) + w.pick("%", nbsp+"%")
}

// vague finds the words whose bounds q has.
func (w writer) vague(q Quantity) string {
	words := []struct {
		base   float64
		en, es string
	}{{12, "dozens", "docenas"}, {10, "tens", "decenas"}, {100, "hundreds", "cientos"}, {1e3, "thousands", "miles"},
		{1e6, "millions", "millones"}, {1e9, "billions", "miles de millones"}}
	noun := w.noun(q.Unit, false)
	for i, outer := range words {
		low, high := vagueBounds(outer.base)
		s := w.pick(outer.en, outer.es)
		if low == q.Min && high == q.Max {
			return joined(w.pick(" of ", " de "), s, noun)
		}
		for _, inner := range words[i+1:] {
			if low*inner.base == q.Min && (high+1)*inner.base-1 == q.Max {
				return joined(w.pick(" of ", " de "), s+w.pick(" of ", " de ")+w.pick(inner.en, inner.es), noun)
			}
		}
	}
	q.Vague = false
	return w.counted(q)
}

func (w writer) date(d Date) string {
	l := lexicons[w.base]
	month := ""
	for name, m := range l.months {
		if m == d.Month && len(name) > len(month) {
			month = name // the longest name is no abbreviation
		}
	}
	weekday := ""
	for name, day := range l.weekdays {
		if day == d.Weekday {
			weekday = name
		}
	}
	if !w.spanish {
		month, weekday = title(month), title(weekday)
	}
	year := ""
	if d.Year != 0 {
		year = fmt.Sprint(d.Year)
	}
	of := w.pick(" ", " de ")
	switch {
	case d.Decade:
		return w.pick(year+"s", "década de "+year)
	case d.Day != 0:
		s := fmt.Sprint(d.Day) + w.pick(nbsp, nbsp+"de ") + month
		s = joined(of, s, year)
		if weekday != "" {
			s = weekday + " " + s
		}
		return s
	case d.Month != 0:
		return joined(of, month, year)
	case d.Year != 0:
		return year
	}
	return w.relative(d, weekday)
}

func (w writer) relative(d Date, weekday string) string {
	if d.Step == "day" && d.Offset == -1 {
		return w.pick("yesterday", "ayer")
	}
	noun := weekday
	if noun == "" {
		noun = w.noun(d.Step, true)
	}
	if weekday != "" && d.Offset == 0 {
		return noun
	}
	if !w.spanish {
		switch {
		case d.Offset < 0:
			return "last " + noun
		case d.Offset > 0:
			return "next " + noun
		}
		return "this " + noun
	}
	article, this, past, next := "el ", "este ", " pasado", " próximo"
	if strings.HasSuffix(noun, "a") {
		article, this, past, next = "la ", "esta ", " pasada", " próxima"
	}
	switch {
	case d.Offset < 0:
		return article + noun + past
	case d.Offset > 0:
		return article + noun + next
	}
	return this + noun
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprint(n, suffix)
}
