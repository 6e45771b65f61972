package check

import (
	"strings"
	"unicode"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A timeWord is a phrase that only means something next to the day it was
// written on, save between certain words.
type timeWord struct{ notAfter, notBefore map[string]bool }

// relativeWords are those phrases by language. The spans that "last year" has
// ("last week", "el mes pasado") are made from nouns of time.
var relativeWords = map[string]phrases[timeWord]{
	"en": timeTable([]string{
		"today", "yesterday", "tomorrow", "tonight", "now", "nowadays", "currently", "presently", "recently", "lately", "these days", "soon",
		"at present", "at the moment", "right now", "until now", "up to now", "as of now", "as of today", "to this day", "at this time",
		"for the time being", "ago", "just this", "so far / / as away from that", "to date / up out due how possible / the a an it its this that",
		"in recent", "in the coming", "the coming", "earlier this", "later this", "upcoming", "the current", "most recently",
	}, "year month week decade century weekend summer winter spring autumn season",
		[]string{"last N / the its their his her a our / of", "this N / / of", "next N / the / of", "the last N / / of", "the past N / / of", "past N / the / of",
			"the last few Ns", "the past few Ns", "recent Ns", "last Ns"}),
	"es": timeTable([]string{
		"hoy", "ayer", "anteayer", "anoche", "mañana / la una cada de esa aquella", "ahora", "actualmente", "recientemente", "últimamente",
		"hoy en día", "en la actualidad", "en este momento", "en estos momentos", "por ahora", "hasta ahora", "hasta hoy", "hasta la fecha",
		"hasta el momento", "de momento", "por el momento", "hace poco", "hace unos", "hace unas", "hace un", "hace una", "hace dos",
		"hace tres", "hace cuatro", "hace cinco", "hace varios", "hace varias", "hace años", "hace meses", "hace días", "hace semanas",
		"recién", "en breve", "próximamente", "esta mañana", "esta tarde", "esta noche", "a la fecha", "el actual", "la actual",
	}, "año mes semana década siglo verano invierno otoño primavera temporada",
		[]string{"N pasado", "N pasada", "pasado N", "pasada N", "próximo N", "próxima N", "este N", "esta N", "N próximo", "N próxima",
			"N que viene", "últimos Ns / los sus / de", "últimas Ns / las sus / de", "último N / el / de", "última N / la / de", "N en curso", "presente N",
			"N actual"}),
}

// timeTable reads phrases, each with the words that it is another thing after
// and before: "to date / up / the". In patterns N stands for a noun of time.
func timeTable(fixed []string, nouns string, patterns []string) phrases[timeWord] {
	ps := phrases[timeWord]{}
	add := func(entry, text string) {
		parts := append(strings.Split(entry, "/"), "", "")
		ps.add(text, timeWord{words(parts[1]), words(parts[2])})
	}
	for _, f := range fixed {
		text, _, _ := strings.Cut(f, "/")
		add(f, text)
	}
	for _, pattern := range patterns {
		text, _, _ := strings.Cut(pattern, "/")
		for noun := range strings.FieldsSeq(nouns) {
			plural := noun + "s"
			if noun == "century" {
				plural = "centuries"
			} else if noun == "mes" {
				plural = "meses"
			}
			add(pattern, strings.ReplaceAll(strings.ReplaceAll(text, "Ns", plural), "N", noun))
		}
	}
	return ps
}

var weekdayNames = map[string]map[string]bool{
	"en": words("monday tuesday wednesday thursday friday saturday sunday"),
	"es": words("lunes martes miércoles jueves viernes sábado domingo"),
}

// everyDay are the words that make a weekday one of many.
var everyDay = map[string]map[string]bool{
	"en": words("every each any most alternate"),
	"es": words("cada los todos cualquier"),
}

// relativeDates reports dates in prose and statements that a reader cannot
// place: "last year", "now", a weekday whose sentence gives no day. Notes may
// use them, and quotations keep them. "A year later" is fine: it counts from
// something that the text tells.
func relativeDates(x *explainer.Explainer, l *diag.List) {
	b := newLedger(x)
	for p := range passages(x) {
		if !p.said() {
			continue
		}
		for _, at := range b.relativeIn(p.read()) {
			words := p.words(at.from, at.to-at.from)
			l.Errorf(p.at(p.tokens[at.from].from), "relative-date", "%q depends on the day it is read", words).
				Helpf("write the date, or what it counts from")
		}
	}
}

// relativeIn lists the tokens of a passage that relativeDates reports.
func (b *ledger) relativeIn(p *passage) []clause {
	var list []clause
	for i := 0; i < len(p.tokens); i++ {
		t := p.tokens[i]
		if t.quoted {
			continue
		}
		w, n := relativeWords[p.edition].at(p, i)
		if n > 0 && (w.notAfter[p.previous(i)] || w.notBefore[p.next(i+n-1)]) {
			n = 0
		}
		if n == 0 && weekdayNames[p.edition][t.low] && p.isWeekday(i) && !b.dated(p) {
			n = 1
			if i > 0 && words("last next this past pasado próximo este")[p.previous(i)] {
				i, n = i-1, 2
			} else if words("pasado próximo")[p.next(i)] {
				n = 2
			}
		}
		if n > 0 {
			list = append(list, clause{from: i, to: i + n})
			i += n - 1
		}
	}
	return list
}

// isWeekday tells Sunday from sundae and Domingo, who is a man, and leaves out
// "every Sunday". English writes weekdays with capitals, Spanish without.
func (p *passage) isWeekday(i int) bool {
	capital := unicode.IsUpper([]rune(p.text[p.tokens[i].from:p.tokens[i].to])[0])
	return (p.edition == "en") == capital && !everyDay[p.edition][p.previous(i)]
}

// dated reports whether a passage gives the day of some date.
func (b *ledger) dated(p *passage) bool {
	for _, q := range b.read(p.edition, p.text) {
		if q.Unit == quantity.OnDate && !q.Date.Relative && q.Date.Day != 0 {
			return true
		}
	}
	return false
}

// reportedAsRelative tells package-mates that a date which no claim carries is
// already reported by relativeDates, so that one cause gives one message.
func (b *ledger) reportedAsRelative(edition, text string, q quantity.Quantity) bool {
	if q.Unit != quantity.OnDate || !q.Date.Relative || q.Date.Month != 0 {
		return false
	}
	p := (&passage{edition: edition, text: text}).read()
	for _, at := range b.relativeIn(p) {
		if p.tokens[at.from].from < q.End && q.Start < p.tokens[at.to-1].to {
			return true
		}
	}
	return false
}
