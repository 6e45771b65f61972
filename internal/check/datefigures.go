package check

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/quantity"
)

// dateFigures reports a date in figures, "3/4/2025" or "16.03.2025", in words of
// ours: half of the readers take the month for the day, and no rule holds such
// a date to a claim. 2025-03-16 can be read in one way only. Left alone are a
// day and month without a year, since "9/11", "24/7" and "1/2" look like one,
// and a month and year such as "3/2025", which is how laws are numbered.
func dateFigures(m *manuscript, l *diag.List) {
	for _, p := range m.corpus().passages {
		if !figuresIn(p.text) {
			continue
		}
		for _, at := range numerals.FindAllStringIndex(p.text, -1) {
			text := p.text[at[0]:at[1]]
			before, _ := utf8.DecodeLastRuneInString(p.text[:at[0]])
			dates := datesOf(text)
			if len(dates) == 0 || p.tokens[p.tokenFrom(at[0])].quoted || unicode.IsLetter(before) || strings.ContainsRune("/-–", before) {
				continue
			}
			d := l.Errorf(p.at(at[0]), "date-in-figures", "%q is a date in figures", text)
			if len(dates) > 1 {
				d.Helpf("write the month in letters")
			} else {
				q := quantity.Quantity{Unit: quantity.OnDate, Date: dates[0]}
				d.Helpf("write %s", strings.ReplaceAll(m.Units.Format(q, m.locales[p.edition]), "\u00a0", " "))
			}
		}
	}
}

var numerals = regexp.MustCompile(`\d+(?:[/.]\d+)+`)

// figuresIn is a quick look for figures: nearly all texts have none.
func figuresIn(text string) bool {
	digit := func(b byte) bool { return '0' <= b && b <= '9' }
	for i := 1; i+1 < len(text); i++ {
		if (text[i] == '/' || text[i] == '.') && digit(text[i-1]) && digit(text[i+1]) {
			return true
		}
	}
	return false
}

// figureForms are the ways to write a date in figures, by Go's example.
var figureForms = []string{"2/1/2006", "1/2/2006", "2/1/06", "1/2/06", "2006/1/2", "2.1.2006", "1.2.2006"}

// datesOf lists the dates that figures may mean.
func datesOf(text string) []quantity.Date {
	var dates []quantity.Date
	for _, form := range figureForms {
		t, err := time.Parse(form, text)
		if d := (quantity.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}); err == nil && !slices.Contains(dates, d) {
			dates = append(dates, d)
		}
	}
	if t, err := time.Parse("01/2006", text); err == nil && text[0] == '0' {
		dates = append(dates, quantity.Date{Year: t.Year(), Month: int(t.Month())})
	}
	return dates
}
