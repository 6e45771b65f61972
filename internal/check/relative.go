package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
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
		"at the time of writing", "at this writing", "as of this writing", "as of press time", "at press time", "the other day", "days earlier / few two three",
		"as things stand", "over the weekend", "the previous weekend", "shortly / very / after before", "in modern times", "as yet", "as we speak", "has just", "have just", "is still", "are still",
	}, "year month week decade century weekend summer winter spring autumn season",
		[]string{"last N / the its their his her a our / of", "this N / / of", "next N / the / of", "the last N / / of", "the past N / / of", "past N / the / of",
			"the last few Ns", "the past few Ns", "recent Ns", "last Ns"}),
	"es": timeTable([]string{
		"hoy", "ayer", "anteayer", "anoche", "mañana / la una cada de esa aquella", "ahora", "actualmente", "recientemente", "últimamente",
		"hoy en día", "en la actualidad", "en este momento", "en estos momentos", "por ahora", "hasta ahora", "hasta hoy", "hasta la fecha",
		"hasta el momento", "de momento", "por el momento", "hace poco", "hace unos", "hace unas", "hace un", "hace una", "hace dos",
		"hace tres", "hace cuatro", "hace cinco", "hace varios", "hace varias", "hace años", "hace meses", "hace días", "hace semanas",
		"recién", "en breve", "próximamente", "pronto / tan / como", "días atrás", "años atrás", "meses atrás", "tiempo atrás", "en los próximos días",
		"el fin de semana / / del de que", "en fecha reciente", "al cierre de esta edición", "estos días", "acaba de", "acaban de", "en lo que va de", "en lo que va del",
		"el corriente", "los próximos días", "los últimos días / / de", "sigue siendo", "siguen siendo", "esta mañana", "esta tarde", "esta noche", "a la fecha", "el actual", "la actual",
	}, "año mes semana década siglo verano invierno otoño primavera temporada",
		[]string{"N pasado", "N pasada", "pasado N", "pasada N", "próximo N", "próxima N", "este N", "esta N", "N próximo", "N próxima",
			"N que viene", "últimos Ns / sus / de", "últimas Ns / sus / de", "último N / el / de", "última N / la / de", "N en curso", "presente N",
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

// beforeWeekday and afterWeekday belong to it: "last Sunday", "domingo pasado".
var (
	beforeWeekday = words("last next this past pasado próximo este")
	afterWeekday  = words("pasado próximo")
	thisDay       = words("this este")
)

// everyDay are the words that make a weekday one of many.
var everyDay = map[string]map[string]bool{
	"en": words("every each any most alternate"),
	"es": words("cada los todos cualquier"),
}

// relativeDates reports dates in prose, titles, headings and statements that a reader cannot
// place: "last year", "now", a weekday whose sentence gives no day. Notes may
// use them, and quotations keep them. "A year later" is fine: it counts from
// something that the text tells.
func relativeDates(m *manuscript, l *diag.List) {
	for _, p := range m.corpus().passages {
		if !p.said() && !p.tops() {
			continue
		}
		for _, s := range relativeIn(p) {
			l.Errorf(p.at(p.tokens[s.from].from), "relative-date", "%q depends on the day it is read", p.words(s.from, s.to-s.from)).
				Helpf("write the date, or what it counts from")
		}
	}
}

// A span is some tokens of a passage.
type span struct{ from, to int }

// relativeIn lists what relativeDates reports of a passage.
func relativeIn(p *passage) []span {
	var list []span
	for i := 0; i < len(p.tokens); i++ {
		t := p.tokens[i]
		if t.quoted {
			continue
		}
		w, n := relativeWords[p.edition].at(p, i)
		if n > 0 && (w.notAfter[p.previous(i)] || w.notBefore[p.next(i+n-1)]) {
			n = 0
		}
		if n == 0 && weekdayNames[p.edition][t.low] && p.isWeekday(i) {
			// A date in the sentence tells which Sunday is meant, but not which
			// is the last one.
			switch before, after := p.previous(i), p.next(i); {
			case beforeWeekday[before] && (!p.dated() || !thisDay[before] && after != "of"):
				i, n = i-1, 2
			case afterWeekday[after]:
				n = 2
			case !p.dated():
				n = 1
			}
		}
		if n > 0 {
			list = append(list, span{i, i + n})
			i += n - 1
		}
	}
	return list
}

// isWeekday tells Sunday from sundae and Domingo, who is a man, and leaves out
// "every Sunday". English writes weekdays with capitals, Spanish without.
func (p *passage) isWeekday(i int) bool {
	first, _ := utf8.DecodeRuneInString(p.text[p.tokens[i].from:])
	return (p.edition == "en") == unicode.IsUpper(first) && !everyDay[p.edition][p.previous(i)]
}

// dated reports whether a passage gives the day of some date.
func (p *passage) dated() bool {
	return slices.ContainsFunc(p.quantities, func(q quantity.Quantity) bool {
		return q.Unit == quantity.OnDate && !q.Date.Relative && q.Date.Day != 0
	})
}

// reportedAsRelative tells the rule on numbers that relativeDates reports a date
// which no claim carries: one cause gives one message.
func reportedAsRelative(p *passage, q quantity.Quantity) bool {
	if q.Unit != quantity.OnDate || !q.Date.Relative || q.Date.Month != 0 {
		return false
	}
	return slices.ContainsFunc(relativeIn(p), func(s span) bool {
		return p.tokens[s.from].from < q.End && q.Start < p.tokens[s.to-1].to
	})
}
