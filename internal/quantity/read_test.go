package quantity

import (
	"fmt"
	"strings"
	"testing"
)

// brief is a quantity in one line: qualifier, bounds, unit, rate.
func brief(q Quantity) string {
	var b strings.Builder
	if q.Qualifier != "" {
		fmt.Fprintf(&b, "%s ", q.Qualifier)
	}
	if q.Unit == OnDate {
		b.WriteString(q.Date.String())
		return b.String()
	}
	if q.Vague {
		b.WriteString("~")
	}
	fmt.Fprintf(&b, "%.6g", q.Min)
	if q.Max != q.Min {
		fmt.Fprintf(&b, "..%.6g", q.Max)
	}
	if q.Unit != "" {
		fmt.Fprintf(&b, " %s", q.Unit)
	}
	if q.Per != "" {
		fmt.Fprintf(&b, "/%s", q.Per)
	}
	return b.String()
}

var testUnits = Units{"barn": {"en": {"barn", "barns"}, "es": {"granero", "graneros"}}}

type readCase struct{ name, text, want string }

func testRead(t *testing.T, lang string, cases []readCase) {
	r := NewReader(lang, testUnits)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := []string{}
			for _, q := range r.Read(c.text) {
				if c.text[q.Start:q.End] != q.Text {
					t.Errorf("text[%d:%d] is %q, Text is %q", q.Start, q.End, c.text[q.Start:q.End], q.Text)
				}
				got = append(got, brief(q))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, s, c.want)
			}
		})
	}
}

func TestReadEnglish(t *testing.T) {
	testRead(t, "en", []readCase{
		// Numbers
		{"grouped by commas", "It stores 40,000 crates.", "40000 crate"},
		{"grouped by spaces", "It stores 40 000 crates.", "40000 crate"},
		{"grouped by non-breaking spaces", "It stores 40\u00a0000\u00a0crates.", "40000 crate"},
		{"a decimal", "The pass is 1.5 km long.", "1.5 km"},
		{"grouped with a decimal", "The fund holds 1,234.5 shares.", "1234.5 share"},
		{"a hyphenated word", "Twenty-five barns burned.", "25 barn"},
		{"hundreds joined by and", "two hundred and thirty-eight goats", "238 goat"},
		{"thousands in words", "three hundred and six thousand, we hear", "306000"},
		{"thousand and one", "a thousand and one nights", "1001 night"},
		{"millions in words", "two million three hundred thousand trees", "2.3e+06 tree"},
		{"digits with a magnitude", "6 million birds", "6e+06 bird"},
		{"a magnitude and a half", "two and a half million birds", "2.5e+06 bird"},
		{"half a million", "half a million birds", "500000 bird"},
		{"a dozen", "a dozen eggs and two dozen hens", "12 egg; 24 hen"},
		{"a couple of", "a couple of years; the couple of the year; a couple fled", "2 year"},
		{"scores", "scores of barns", "~40..199 barn"},
		{"days of a range", "5–7 March 2031, from 5 to 7 March, between 5 and 7 March 2031", "5; 2031-03-07; 5; --03-07; 5; 2031-03-07"},
		{"days after their month", "March 5–7, 2031; March 5 and 7, 2031; March 5–7", "2031-03-05; 2031-03-07; 2031-03-05; 2031-03-07; --03-05; --03-07"},
		{"a day and a count", "On March 5 and 6 goats; March 5 to 7 people; March 5 to 7 April 2031", "--03-05; 6 goat; --03-05; 7 person; --03-05; 2031-04-07"},
		{"a magnitude of one letter", "1.2m people, 40m barns, a 5m wall, 3m", "1.2e+06 person; 4e+07 barn; 5 m; 3 m"},
		{"two days with a slash", "on 16/17 March 2025 and 1/2 May", "16; 2025-03-17; 1; --05-02"},
		{"fractions and names with a slash", "1/2 of it, 24/7, 9/11 and 3/4 may burn", "0.5 fraction; 0.75 fraction"},
		{"a glued magnitude", "40k goats and $2bn", "40000 goat; 2e+09 USD"},
		{"two numbers side by side", "at two thirty she left", "2; 30"},
		{"a negative number", "It was -5 degrees, then −7 degrees.", "-5 degree; -7 degree"},
		{"zero", "zero barns", "0 barn"},
		// Money
		{"a dollar sign", "It cost $6.", "6 USD"},
		{"an escaped dollar sign", `It cost \$6 million.`, "6e+06 USD"},
		{"another country's dollar", "US$6 or A$9 or C$4", "6 USD; 9 AUD; 4 CAD"},
		{"a code", "USD 6 and EUR 7", "6 USD; 7 EUR"},
		{"a code behind", "6 USD", "6 USD"},
		{"a currency noun", "6 million dollars, 7 euros", "6e+06 USD; 7 EUR"},
		{"a sign behind", "costs 9 €.", "9 EUR"},
		{"a hyphenated sum", "a $6-million barn, a 6-million-dollar barn", "6e+06 USD; 6e+06 USD"},
		{"a sum per year", "It costs $200 million a year.", "2e+08 USD/year"},
		{"a year later is no rate", "It had 300 goats a year later.", "300 goat; 1 year"},
		// Ranges
		{"to", "Each barn fits 65 to 70 goats.", "65..70 goat"},
		{"a hyphen", "65-70 goats", "65..70 goat"},
		{"an en dash", "65–70 goats", "65..70 goat"},
		{"between and", "between 65 and 70 goats", "65..70 goat"},
		{"from to", "ages from 65 to 70", "65..70"},
		{"six or seven", "six or seven goats", "6..7 goat"},
		{"two units are no range", "1 km or 3,281 feet", "1 km; 3281 ft"},
		{"a change is two numbers", "The herd rose from 36,000 to 110,000 goats.", "36000; 110000 goat"},
		{"a shared magnitude", "$6 to 8 million", "6e+06..8e+06 USD"},
		{"units on both ends", "from 65 km to 70 km", "65..70 km"},
		{"years are not a range of counts", "between 2019 and 2021", "2019; 2021"},
		{"a season is neither", "in the 2024-25 season", ""},
		{"a score is two counts", "They won 3-1.", "3; 1"},
		// Qualifiers
		{"upper bounds", "up to 9 goats, as many as 9 goats, no more than 9 goats, a maximum of 9 goats",
			"up to 9 goat; up to 9 goat; up to 9 goat; up to 9 goat"},
		{"lower bounds", "at least 9 goats, no fewer than 9 goats", "at least 9 goat; at least 9 goat"},
		{"strict bounds", "more than 9 goats, over 9 goats, fewer than 9 goats",
			"more than 9 goat; more than 9 goat; less than 9 goat"},
		{"approximations", "about 9 km, roughly 9 km, nearly 9 km, almost 9 km, some 9 km, an estimated 9 km, around 9 km",
			"about 9 km; about 9 km; about 9 km; about 9 km; about 9 km; about 9 km; about 9 km"},
		{"behind the number", "9 goats or more; 9 km or so", "at least 9 goat; about 9 km"},
		{"a noun behind that", "a dozen or so goats, 10 or more people", "about 12 goat; at least 10 person"},
		{"at least belongs to what follows", "9 goats, at least 3 of them white", "9 goat; at least 3"},
		{"a bound beats about", "up to about 40 goats", "up to 40 goat"},
		{"a plus", "a 400-plus crowd, 400+ goats", "at least 400; at least 400 goat"},
		{"a capacity is a bound", "a 400-capacity barn with a capacity of 90 goats", "up to 400; up to 90 goat"},
		{"the pair shares it", "about 72 kilometers (45 miles) off", "about 72 km; about 45 mi"},
		{"under an agreement", "It ran under an agreement, over the weekend.", ""},
		// Units
		{"adjectives are skipped", "eight sprawling wooden barns", "8 barn"},
		{"the plural is the head", "261 goat deaths", "261 death"},
		{"a singular person is no head", "40 prisoner places", "40 place"},
		{"nationals", "three Utopians; 400 Arcadian migrants", "3 person; 400 person"},
		{"people", "four women, 12 members and 3 people", "4 person; 12 person; 3 person"},
		{"no noun behind a preposition", "40 of the goats", "40"},
		{"a blank line ends a sentence", "Goats: 40\n\nbarns", "40"},
		{"abbreviations", "5km, 3 ft, 2 h, 90 km/h, 60 mph", "5 km; 3 ft; 2 hour; 90 km/hour; 60 mi/hour"},
		{"squares", "4 square miles, 3 km², 500 sq ft", "4 mi2; 3 km2; 500 ft2"},
		{"percent", "5%, 5 percent, 5 per cent and 5 percentage points", "5 percent; 5 percent; 5 percent; 5 percentage point"},
		{"one thing", "at least one helicopter and one goat", "at least 1 helicopter; 1 goat"},
		{"the site's noun wins", "a 3-barn farm", "3 barn"},
		// Durations
		{"a hyphenated duration", "a 30-minute daily walk", "30 minute/day"},
		{"a year", "a year later, a period of one year, a year's worth of hay, a year-long stay, the yearlong row",
			"1 year; 1 year; 1 year; 1 year; 1 year"},
		{"a year and a half", "a year and a half; two and a half years; two-and-a-half years; half an hour; a half-hour walk",
			"1.5 year; 2.5 year; 2.5 year; 0.5 hour; 0.5 hour"},
		{"two centuries", "two centuries ago", "200 year"},
		{"a second is an ordinal", "a second goat, a second", ""},
		{"thirty seconds", "30 seconds, one second", "30 second; 1 second"},
		{"an age", "a 65-year-old man", "65 year"},
		// Multiples and shares
		{"verbs", "It doubled, tripled, is quadrupling.", "2 times; 3 times; 4 times"},
		{"more than double", "more than double the 36 goats", "more than 2 times; 36 goat"},
		{"more than tripling", "more than tripling from 36", "more than 3 times; 36"},
		{"times", "three times a day, twice a week, a threefold rise", "3 times/day; 2 times/week; 3 times"},
		{"double is also an adjective", "a double bed, a double-digit rise, double-checked", ""},
		{"half", "half of the herd, about half, the second half of it", "0.5 fraction; about 0.5 fraction"},
		{"one in three", "one in three goats; 3 out of every 10", "0.333333 fraction; 0.3 fraction"},
		{"thirds", "two-thirds of goats, a third of them, a third goat", "0.666667 fraction; 0.333333 fraction"},
		{"a slash", "1/2 cup, on 9/11, open 24/7", "0.5 fraction"},
		{"one in a year is no share", "one in 2023; two in five years", "2023; 2; 5 year"},
		// Vague amounts
		{"hundreds", "hundreds of white goats", "~200..999 goat"},
		{"dozens", "Dozens of people", "~24..99 person"},
		{"tens of thousands", "tens of thousands of miles", "~20000..99999 mi"},
		{"millions of money", "millions of dollars", "~2e+06..1e+09 USD"},
		{"several hundred", "several hundred goats", "~200..999 goat"},
		{"hundreds of them", "hundreds of them left", "~200..999"},
		// Dates
		{"month and year", "in March 2022", "2022-03"},
		{"American order", "March 16, 2025; Sunday, March 16, 2025", "2025-03-16; 2025-03-16"},
		{"British order", "16 March 2025, the 16th of March 2025", "2025-03-16; 2025-03-16"},
		{"abbreviated", "Sept. 3, 2024 and Dec 2024", "2024-09-03; 2024-12"},
		{"ISO", "on 2025-03-16", "2025-03-16"},
		{"a day without a year", "on March 16", "--03-16"},
		{"a month needs a preposition", "In November, since May; November came, May I march?", "--11; --05"},
		{"a month with a crowd", "In March 30 people left.", "--03; 30 person"},
		{"a year", "in 2023, the Mill Act of 1798, the 1798 Mill Act", "2023; 1798; 1798"},
		{"a year before a noun", "In 2023 prisoners left; the 2024 elections; mid-2021", "2023; 2024; 2021"},
		{"a count like a year", "2000 people, more than 2000, about 1,998", "2000 person; more than 2000; about 1998"},
		{"until a year", "up to 2024, around 1900", "2024; about 1900"},
		{"weekdays", "on Saturday, last Sunday, next Monday's fair", "Saturday; Sunday-1; Monday+1"},
		{"relative", "last year, this month, last decade's, yesterday", "year-1; month+0; decade-1; day-1"},
		{"decades", "in the 1990s, the early 2000s", "199X; 200X"},
		{"the 1800s", "in the late 1800s", "19 century"},
		{"centuries", "an 18th century mill, the 21st-century; the nineteenth century", "18 century; 21 century; 19 century"},
		// Not quantities
		{"names", "MS-13, B-52, COVID-19, B52, MP3, #4, Room 12, Boeing 737", ""},
		{"serial numbers", "1234567890123456789 goats", ""},
		{"glued letters", "5G, 3D, the 3rd, first and second", ""},
		{"clock times and versions", "at 7:30, 9 a.m., 9 pm, version 1.2.3", ""},
		{"the pronoun", "no one, one another, one of the goats, the one that left", ""},
		{"idioms", "one-sided, a two-faced man, at one point, Zero Hour", ""},
	})
}

func TestReadSpanish(t *testing.T) {
	testRead(t, "es", []readCase{
		{"grouped by dots", "Guarda 40.000 cajas.", "40000 caja"},
		{"grouped by spaces", "Guarda 40 000 cajas.", "40000 caja"},
		{"grouped by commas, as in Mexico", "Guarda 40,000 cajas.", "40000 caja"},
		{"a decimal comma", "Mide 1,5 km.", "1.5 km"},
		{"a decimal dot", "Mide 1.5 km.", "1.5 km"},
		{"both", "1.234,56 euros y 1,234.56 dólares", "1234.56 EUR; 1234.56 USD"},
		{"ungrouped", "1500 cabras", "1500 cabra"},
		{"words", "treinta y ocho cabras, doscientos, mil, un millón, veintidós graneros",
			"38 cabra; 200; 1000; 1e+06; 22 barn"},
		{"long words", "un millón doscientos mil habitantes y dos mil millones de euros",
			"1.2e+06 person; 2e+09 EUR"},
		{"nouns for a number", "una veintena de cabras, un centenar de personas, una decena, un millar de votos, medio centenar de graneros, dos centenares, tres docenas de huevos",
			"20 cabra; 100 person; 10; 1000 voto; 50 barn; 200; 36 huevo"},
		{"a pair of", "un par de años; el par; un par sin duda", "2 year"},
		{"nouns for several of a unit", "por un lustro, dos semestres y un trimestre; el tercer trimestre", "5 year; 12 month; 3 month"},
		{"two days with a slash", "el 16/17 de marzo de 2025", "16; 2025-03-17"},
		{"digits with mil", "40 mil cabras", "40000 cabra"},
		{"and a half", "un millón y medio de personas; medio millón; dos años y medio; media hora",
			"1.5e+06 person; 500000; 2.5 year; 0.5 hour"},
		{"money", "6 millones de dólares, US$6, 6 €", "6e+06 USD; 6 USD; 6 EUR"},
		{"ranges", "de 65 a 70 cabras, entre 65 y 70 cabras, 65-70 cabras, 65 a 70 cabras",
			"65..70 cabra; 65..70 cabra; 65..70 cabra; 65..70 cabra"},
		{"articles before numerals", "entre un 65 y un 70 por ciento", "65..70 percent"},
		{"clock times", "a las 9 de la noche", ""},
		{"a change", "pasó de 36.000 a 110.000 presos", "36000; 110000 person"},
		{"upper bounds", "hasta 40.000 personas, como máximo 9 cabras, 9 cabras como máximo",
			"up to 40000 person; up to 9 cabra; up to 9 cabra"},
		{"lower bounds", "al menos 9 cabras, por lo menos 9 cabras, 9 cabras o más",
			"at least 9 cabra; at least 9 cabra; at least 9 cabra"},
		{"approximations", "casi 9 km, unos 9 km, unas 9 millas, cerca de 9 km, alrededor de 9 km, aproximadamente 9 km",
			"about 9 km; about 9 km; about 9 mi; about 9 km; about 9 km; about 9 km"},
		{"strict bounds", "más de 9 km, menos de 9 km", "more than 9 km; less than 9 km"},
		{"the pair shares it", "unos 72 kilómetros (45 millas)", "about 72 km; about 45 mi"},
		{"adjectives", "ocho enormes graneros, ocho grandes cuevas", "8 barn; 8 cueva"},
		{"the article is no number", "un hombre y una cabra", ""},
		{"unless qualified", "al menos un helicóptero", "at least 1 helicóptero"},
		{"durations", "un año después, una hora, tres meses, 24 horas", "1 year; 1 hour; 3 month; 24 hour"},
		{"rates", "6 euros al día, 90 kilómetros por hora, 200 euros anuales", "6 EUR/day; 90 km/hour; 200 EUR/year"},
		{"squares", "3 kilómetros cuadrados", "3 km2"},
		{"multiples", "duplicó, más del doble, se triplicó, más del triple, tres veces",
			"2 times; more than 2 times; 3 times; more than 3 times; 3 times"},
		{"el doble", "el doble de cabras; una cama doble", "2 times"},
		{"shares", "la mitad, un tercio de ellas, una de cada tres, dos tercios, una cuarta parte de",
			"0.5 fraction; 0.333333 fraction; 0.333333 fraction; 0.666667 fraction; 0.25 fraction"},
		{"percent", "un 20 % y el 20 por ciento", "20 percent; 20 percent"},
		{"vague", "cientos de migrantes, decenas de miles de cabras, millones de dólares, varios miles",
			"~200..999 person; ~20000..99999 cabra; ~2e+06..1e+09 USD; ~2000..99999"},
		{"dates", "marzo de 2022; 16 de marzo de 2025; domingo 16 de marzo de 2025; 1.º de mayo de 2024",
			"2022-03; 2025-03-16; 2025-03-16; 2024-05-01"},
		{"years", "en 2023, la Ley de 1798, hasta 2024", "2023; 1798; 2024"},
		{"relative", "el año pasado, la próxima semana, el domingo, el domingo pasado, en noviembre, ayer",
			"year-1; week+1; Sunday; Sunday-1; --11; day-1"},
		{"glued magnitudes and squares", "40mil personas en 20 celdas de 100 m2", "40000 person; 20 celda; 100 m2"},
		{"decades", "los años noventa, la década de 1990", "199X; 199X"},
		{"centuries", "el siglo XVIII, del siglo XXI; hace dos siglos", "18 century; 21 century; 200 year"},
		{"names", "MS-13, COVID-19, el B52, Canal 24", ""},
		{"words that look like units", "de los 40 ha venido", "40"},
	})
}

func TestReadUnknownLanguageReadsDigitsAlone(t *testing.T) {
	testRead(t, "fi", []readCase{{"digits", "40 km, 5 %, kaksi taloa", "40 km; 5 percent"}})
}

func TestTextHoldsQualifierAndUnit(t *testing.T) {
	for _, text := range []string{"up to 40,000 people", "a maximum capacity of 40 goats", "between 65 and 70 goats",
		"$6 million a year", "Sunday, March 16, 2025", "a year’s worth"} {
		qs := NewReader("en", nil).Read("So " + text + ".")
		if len(qs) != 1 || qs[0].Text != text || qs[0].Start != 3 {
			t.Errorf("%q reads as %+v", text, qs)
		}
	}
}

func TestDecomposedAccentsRead(t *testing.T) {
	if q := NewReader("es", nil).Read("72 kilo\u0301metros"); len(q) != 1 || q[0].Unit != "km" {
		t.Errorf("got %+v", q)
	}
}

func TestReadOne(t *testing.T) {
	r := NewReader("en", nil)
	for text, want := range map[string]string{
		"up to 40,000 people":           "",
		"about 72 kilometers (45 mi)":   "",
		"72 kilometers (47 miles)":      `"72 kilometers" and "47 miles"`,
		"no goats":                      "no quantity",
		"3 goats and 4 hens and 5 pigs": "3 quantities",
	} {
		_, err := r.ReadOne(text)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Read must stay linear on what repeats its constructs without end.
func TestHostileInputIsLinear(t *testing.T) {
	for _, unit := range []string{"9", "1 ", "1,111", "one ", "hundred ", "million ", "and ", "from ", "-", "a-", "at least ",
		"$", "((", "1 000 ", "de ", "1-", "\xff", "\n", "of ", "two in ", "last ", "a'", "e\u0301"} {
		for _, lang := range []string{"en", "es"} {
			NewReader(lang, nil).Read(strings.Repeat(unit, 50_000/len(unit)))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"up to 40,000 people (3 km)", "de 65 a 70 presos", "$6-8 million a year", "1/2 9:30 1.2.3",
		"Sunday, March 16, 2025", "siglo XVIII", "one in three", "un millón y medio", "400+ km²", "\xff9\u00a0000"} {
		f.Add(s)
	}
	en, es := NewReader("en", testUnits), NewReader("es", testUnits)
	f.Fuzz(func(t *testing.T, text string) {
		for lang, r := range map[string]*Reader{"en": en, "es": es} {
			last := 0
			for _, q := range r.Read(text) {
				if q.Start < last || q.End <= q.Start || q.End > len(text) || text[q.Start:q.End] != q.Text {
					t.Fatalf("%s: [%d:%d] %q after %d in %q", lang, q.Start, q.End, q.Text, last, text)
				}
				if q.Min > q.Max || q.Min != q.Min {
					t.Fatalf("%s: %q has bounds %v and %v", lang, q.Text, q.Min, q.Max)
				}
				if !Agree(q, q) {
					t.Fatalf("%s: %q does not agree with itself: %+v", lang, q.Text, q)
				}
				Format(q, lang)
				last = q.End
			}
			r.ReadOne(text)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("The lodge, about 72 kilometers (45 miles) away, sleeps 65 to 70 people. "+
		"It opened in March 2024 and cost up to $6 million, more than double the 36,000 crowns of the old barns. ", 25)
	r := NewReader("en", testUnits)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Read(text)
	}
}
