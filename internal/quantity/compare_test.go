package quantity

import (
	"math"
	"testing"
)

func one(t *testing.T, text string) Quantity {
	t.Helper()
	q, err := NewReader("en", testUnits).ReadOne(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestAgree(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       bool
	}{
		{"km and miles", "72 km", "45 miles", true},
		{"km and other miles", "72 km", "47 miles", false},
		{"the same", "47 miles", "47 miles", true},
		{"another value", "45 miles", "47 miles", false},
		{"two digits are asked for", "100 km", "60 miles", false},
		{"one if about", "100 km", "about 60 miles", true},
		{"a year and months", "one year", "12 months", true},
		{"a year and days", "one year", "365 days", true},
		{"a year and too many months", "about one year", "18 months", false},
		{"ranges in any spelling", "65-70 goats", "between 65 and 70 goats", true},
		{"a range and its end", "65-70 goats", "70 goats", false},
		{"ranges of two units", "10 to 20 miles", "16 to 32 km", true},
		{"vague with a value inside", "hundreds of goats", "238 goats", true},
		{"vague with a value outside", "hundreds of goats", "1,238 goats", false},
		{"a vague length", "hundreds of miles", "500 km", true},
		{"a bare count", "40,000", "40,000 people", true},
		{"two nouns", "40,000 places", "40,000 workers", false},
		{"people by any noun", "40 inmates", "40 people", true},
		{"qualifiers aside", "up to 40 people", "40 people", true},
		{"a bare count and a measure", "40", "40 km", false},
		{"money and people", "6 million people", "$6 million", false},
		{"currencies", "$6", "6 euros", false},
		{"a share and percent", "one in three", "33 percent", true},
		{"half and percent", "half of it", "50%", true},
		{"a sum and a rate", "$200 million", "$200 million a year", false},
		{"dates", "March 16, 2025", "Sunday, 16 March 2025", true},
		{"dates of two precisions", "March 2025", "16 March 2025", false},
		{"a year and a count", "in 1798", "1,798 goats", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := one(t, c.a), one(t, c.b)
			if Agree(a, b) != c.want || Agree(b, a) != c.want {
				t.Errorf("Agree(%q, %q) = %v and %v, want %v", c.a, c.b, Agree(a, b), Agree(b, a), c.want)
			}
		})
	}
}

func TestSameQualifierAcrossWordsAndLanguages(t *testing.T) {
	es, _ := NewReader("es", nil).ReadOne("unos 72 km")
	if !SameQualifier(one(t, "roughly 72 km"), es) || SameQualifier(one(t, "up to 72 km"), es) {
		t.Error("about is unos, up to is not")
	}
}

func TestBears(t *testing.T) {
	for _, c := range []struct {
		multiple, from, to string
		want               bool
	}{
		{"more than double", "36,000", "110,000 people", true},
		{"more than tripled", "36,000", "110,000 people", true},
		{"tripled", "36,000", "110,000 people", true},
		{"doubled", "36,000", "110,000 people", false},
		{"more than quadrupled", "36,000", "110,000", false},
		{"nearly doubled", "100 km", "190 km", true},
		{"less than double", "100 km", "190 km", true},
		{"doubled", "10 miles", "32 km", true},
		{"at least double", "10", "20", true},
		{"one in three", "300 goats", "100 goats", true},
		{"one in three", "300 goats", "90 goats", false},
		{"about a third", "300 goats", "90 goats", true},
		{"30 percent", "300 goats", "90 goats", true},
		{"doubled", "36 goats", "72 hens", false},
		{"doubled", "36 goats", "hundreds of goats", false},
		{"36 goats", "36 goats", "36 goats", false},
	} {
		if got := Bears(one(t, c.multiple), one(t, c.from), one(t, c.to)); got != c.want {
			t.Errorf("%q from %q to %q: %v", c.multiple, c.from, c.to, got)
		}
	}
}

func TestRatioIsNaNWhereNothingCompares(t *testing.T) {
	for _, c := range [][2]string{{"5 km", "5 goats"}, {"0 km", "5 km"}, {"in 2020", "in 2021"}, {"$5", "$5 a year"}} {
		if r := Ratio(one(t, c[0]), one(t, c[1])); !math.IsNaN(r) {
			t.Errorf("%v: %v", c, r)
		}
	}
}

func TestIn(t *testing.T) {
	q, ok := one(t, "2 square miles").In("acre")
	if !ok || !near(q.Min, 1280) {
		t.Errorf("2 square miles are %v acres", q.Min)
	}
	if q, ok := one(t, "3 days").In("hour"); !ok || q.Min != 72 {
		t.Errorf("3 days are %v hours", q.Min)
	}
	if _, ok := one(t, "3 days").In("km"); ok {
		t.Error("days are no length")
	}
}

func TestDateOn(t *testing.T) {
	written := Date{Year: 2025, Month: 3, Day: 17} // a Monday
	for _, c := range []struct{ text, want string }{
		{"on Sunday", "2025-03-16"},
		{"on Monday", "2025-03-17"},
		{"last Monday", "2025-03-10"},
		{"next Monday", "2025-03-24"},
		{"next Friday", "2025-03-21"},
		{"in November", "2024-11"},
		{"in March", "2025-03"},
		{"on March 20", "2024-03-20"},
		{"last year", "2024"},
		{"last month", "2025-02"},
		{"last decade", "201X"},
		{"yesterday", "2025-03-16"},
		{"in 2023", "2023"},
	} {
		d, ok := one(t, c.text).Date.On(written)
		if !ok || d.String() != c.want || d.Relative {
			t.Errorf("%q is %s, want %s", c.text, d, c.want)
		}
	}
	if _, ok := one(t, "last week").Date.On(written); ok {
		t.Error("a week has no date")
	}
	if _, ok := one(t, "on Sunday").Date.On(Date{Year: 2025}); ok {
		t.Error("a year is no day of writing")
	}
}

func TestDateCovers(t *testing.T) {
	for _, c := range []struct {
		d, e string
		want bool
	}{
		{"in 2025", "16 March 2025", true}, {"March 2025", "16 March 2025", true}, {"16 March 2025", "March 2025", false},
		{"April 2025", "16 March 2025", false}, {"the 1990s", "in 1994", true}, {"in 1990", "the 1990s", false},
		{"on Sunday", "on Sunday", true}, {"on Sunday", "last Sunday", false},
	} {
		if one(t, c.d).Date.Covers(one(t, c.e).Date) != c.want {
			t.Errorf("%q covers %q: %v", c.d, c.e, !c.want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ text, en, es string }{
		{"up to 40,000 people", "up to 40,000_people", "hasta 40.000_personas"},
		{"one person", "1_person", "1_persona"},
		{"$6 million", "$6_million", "6_millones de dólares"},
		{"$1 million", "$1_million", "1_millón de dólares"},
		{"$2.5 billion", "$2.5_billion", "2500_millones de dólares"},
		{"$1,500 a year", "$1,500 a_year", "1500_dólares al_año"},
		{"$6 to 8 million", "$6 to $8_million", "de 6 a 8_millones de dólares"},
		{"6.5 million people", "6.5_million people", "6,5_millones de personas"},
		{"72 kilometers", "72_kilometers", "72_kilómetros"},
		{"about 45 miles", "about 45_miles", "alrededor de 45_millas"},
		{"3 km²", "3_square kilometers", "3_kilómetros_cuadrados"},
		{"90 km/h", "90_kilometers an_hour", "90_kilómetros por_hora"},
		{"65 to 70", "65 to 70", "de 65 a 70"},
		{"65 to 70 people", "65 to 70_people", "de 65 a 70_personas"},
		{"up to 65 to 70", "up to 65 to 70", "hasta 65 a 70"},
		{"36,000", "36,000", "36.000"},
		{"1,500 barns", "1,500_barns", "1500_graneros"},
		{"25 percent", "25%", "25_%"},
		{"1.5 years", "1.5_years", "1,5_años"},
		{"three times", "3_times", "3_veces"},
		{"half of it", "half", "la mitad"},
		{"3 out of 10", "3 in 10", "3 de cada 10"},
		{"hundreds of people", "hundreds of people", "cientos de personas"},
		{"tens of thousands of people", "tens of thousands of people", "decenas de miles de personas"},
		{"18th century", "18th century", "siglo_XVIII"},
		{"March 2024", "March 2024", "marzo de 2024"},
		{"March 16, 2025", "16_March 2025", "16_de marzo de 2025"},
		{"Sunday, March 16, 2025", "Sunday 16_March 2025", "domingo 16_de marzo de 2025"},
		{"in 1798", "1798", "1798"},
		{"last year", "last year", "el año pasado"},
		{"last decade", "last decade", "la década pasada"},
		{"last Sunday", "last Sunday", "el domingo pasado"},
		{"the 1990s", "1990s", "década de 1990"},
		{"around 1900", "about 1900", "alrededor de 1900"},
	} {
		q := one(t, c.text)
		for locale, want := range map[string]string{"en": c.en, "es": c.es} {
			want = replaceUnderscores(want)
			if got := testUnits.Format(q, locale); got != want {
				t.Errorf("%q in %s: %q, want %q", c.text, locale, got, want)
			}
		}
	}
}

func replaceUnderscores(s string) string {
	out := []rune(s)
	for i, c := range out {
		if c == '_' {
			out[i] = '\u00a0'
		}
	}
	return string(out)
}

// What Format writes, Read reads back.
func TestFormatReadsBack(t *testing.T) {
	for _, text := range []string{"up to 40,000 people", "$6 million", "65 to 70 people", "one in three", "hundreds of people",
		"March 2024", "16 March 2025", "about 72 km", "18th century", "1,500 barns", "$200 million a year", "25%",
		"last year", "the 1990s", "3 square miles", "more than 3 times", "less than half"} {
		q := one(t, text)
		for _, locale := range []string{"en", "es", "es-MX", "en-GB"} {
			s := testUnits.Format(q, locale)
			back, err := NewReader(locale, testUnits).ReadOne(s)
			if err != nil || !Agree(q, back) || !SameQualifier(q, back) {
				t.Errorf("%q in %s is %q, which reads as %s (%v)", text, locale, s, brief(back), err)
			}
		}
	}
}
