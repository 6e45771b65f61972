package check

import (
	"slices"
	"strings"
	"time"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A part of a month or year, from and to as shares of it. Seasons have none:
// they lie otherwise south of the equator.
type part struct {
	name     string
	from, to float64
}

var (
	early, middle, late = part{"early", 0, .4}, part{"mid", .2, .8}, part{"late", .6, 1}
	quarters            = []part{{"first quarter", 0, .25}, {"second quarter", .25, .5}, {"third quarter", .5, .75}, {"fourth quarter", .75, 1}}
	halves              = []part{{"first half", 0, .5}, {"second half", .5, 1}}
	seasons             = []part{{name: "spring"}, {name: "summer"}, {name: "autumn"}, {name: "winter"}}
)

// partWords are what stands before a month or year to mean part of it.
var partWords = map[string]phrases[part]{
	"en": partTable(map[string][]part{
		"early|the beginning of|the start of": {early}, "mid|the middle of": {middle}, "late|the end of": {late},
		"first quarter of|second quarter of|third quarter of|fourth quarter of": quarters,
		"first half of|second half of":                                          halves,
		"spring of|summer of|autumn of|winter of":                               seasons,
		"spring|summer|fall|winter":                                             seasons,
		"fall of":                                                               {seasons[2]},
	}),
	"es": partTable(map[string][]part{
		"principios de|comienzos de|inicios de": {early}, "mediados de": {middle}, "fines de|finales de": {late},
		"primer trimestre de|segundo trimestre de|tercer trimestre de|cuarto trimestre de": quarters,
		"primera mitad de|segunda mitad de":                                                halves,
		"primer semestre de|segundo semestre de":                                           halves,
		"primavera de|verano de|otoño de|invierno de":                                      seasons,
	}),
}

// partTable reads phrases of one meaning, or of one each in order.
func partTable(list map[string][]part) phrases[part] {
	ps := phrases[part]{}
	for texts, parts := range list {
		for i, text := range strings.Split(texts, "|") {
			ps.add(text, parts[i%len(parts)])
		}
	}
	return ps
}

// partBefore is the part that the words before token i make of the date there;
// start is where they begin.
func (p *passage) partBefore(i int) (whole part, start int) {
	const longest = 3
	for k := max(i-longest, 0); k < i; k++ {
		if found, n := partWords[p.edition].at(p, k); n > 0 && k+n == i && !p.tokens[k].quoted && strings.Trim(p.gap(i), " -") == "" {
			return found, k
		}
	}
	return part{}, 0
}

// partDiffers reports "early March 2025" where no claim says so: neither by a
// more precise date that lies in that part, nor in words. A text that gives such
// a date itself may say what it likes of it. It reports whether it did.
func (b *ledger) partDiffers(l *diag.List, t told) bool {
	if t.Unit != quantity.OnDate || t.Date.Relative || t.Date.Day != 0 || t.Date.Year == 0 {
		return false
	}
	whole, start := t.partBefore(t.tokenFrom(t.Start))
	if whole.name == "" {
		return false
	}
	given := func(q quantity.Quantity) bool {
		return q.Unit == quantity.OnDate && q.Date != t.Date && t.Date.Covers(q.Date)
	}
	said := func(c *explainer.Claim) bool { return b.saysPart(c, t, whole.name) }
	if slices.ContainsFunc(t.quantities, given) || slices.ContainsFunc(t.claims, said) {
		return false
	}
	bearers := b.bearers(t.Quantity, t.edition, t.have)
	if len(bearers) == 0 || slices.ContainsFunc(bearers, func(k *carried) bool { return whole.has(t.Date, k.Date) }) {
		return false
	}
	from := t.tokens[start].from
	l.Errorf(t.at(from), "qualifier-differs", "%q is more than %s say", t.text[from:t.End], t.where()).
		Note(bearers[0].place, "%s has %q", bearers[0].claim.ID, bearers[0].text).
		Helpf("leave out %q, or write the date that the claim gives", strings.TrimRight(t.text[from:t.Start], " -"))
	return true
}

// has reports whether a date within a period, more precise than that, lies at
// least partly in this part of it.
func (w part) has(period, d quantity.Date) bool {
	if d == period || d.Relative || d.Decade {
		return false
	}
	first, last := days(period)
	from, to := days(d)
	length := daysBetween(first, last) + 1
	return (daysBetween(first, from)+.5)/length <= w.to && (daysBetween(first, to)+.5)/length >= w.from
}

func daysBetween(from, to string) float64 {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return b.Sub(a).Hours() / 24
}

// saysPart reports whether a claim, in its evidence or in what it says to a
// passage's readers, speaks of such a part.
func (b *ledger) saysPart(c *explainer.Claim, t told, name string) bool {
	says := func(lang, text string) bool {
		p := &passage{edition: lang, text: text}
		p.read()
		for i := range p.tokens {
			if found, _ := p.partBefore(i); found.name == name {
				return true
			}
		}
		return false
	}
	if t.kind != isStatement && says(t.edition, c.Statement.In(t.edition)) {
		return true
	}
	for _, e := range c.Evidence {
		s := b.sources[e.Source.Value]
		if s == nil {
			continue
		}
		if says(s.Language.Value, e.Excerpt.Value) ||
			slices.ContainsFunc(e.Quantities, func(q explainer.Text) bool { return says(s.Language.Value, q.Value) }) {
			return true
		}
	}
	return false
}
