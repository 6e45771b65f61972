// Package planted makes up news articles with a known history, for tests and
// benchmarks: reports, their copies, rewrites and summaries, independent
// reports of the same events, and articles about something else.
//
// Nobody wrote their words: these are put together from syllables and drawn
// by Zipf's law, as in real text few words are frequent and most are rare.
// Each event has its own names, numbers and topic words, which independent
// reports share. The articles are made to be told apart by their wording;
// they say nothing of how well real ones are told apart.
package planted

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Kind is how an article came about.
type Kind string

// The kinds of article.
const (
	Origin      Kind = "origin"      // a report that others derive from
	Verbatim    Kind = "verbatim"    // its sentences, after an introduction of its own
	Rewrite     Kind = "rewrite"     // retold, in other words and slightly another order
	Summary     Kind = "summary"     // some of its sentences, shortened
	Independent Kind = "independent" // another report of the same event
	Unrelated   Kind = "unrelated"   // of an event that no other article is about
)

// Article is one made-up article.
type Article struct {
	Text     string // as article.Read takes it
	Kind     Kind
	Event    int  // articles about one event share its number
	Family   int  // the number of the family, the same as its event's; -1 for none
	Credited bool // has a line such as "Mara Tolen reported from Besk."
	Dated    bool // has a line with its date; an origin's is the first of its family
}

// Make makes n articles of about 600 words (summaries of fewer) on many
// events, in random order. The same n and seed give the same articles. Six in
// ten are of a family of two to six members, a quarter independent, the others
// unrelated.
func Make(n int, seed uint64) []Article {
	m := newMaker(seed)
	return m.make(n, m.newEvent)
}

// OneEvent makes n articles that are all about one event, as a newsroom
// collects them: many families, whose members share names, numbers and topic
// words with all the others.
func OneEvent(n int, seed uint64) []Article {
	m := newMaker(seed)
	e := m.newEvent()
	all := m.make(n, func() *event { return e })
	for i := range all {
		all[i].Event = 0
		if all[i].Kind == Unrelated {
			all[i].Kind = Independent
		}
	}
	return all
}

func newMaker(seed uint64) *maker {
	r := rand.New(rand.NewPCG(seed, 600))
	return &maker{r, rand.NewZipf(r, 1.07, 4, types-1)}
}

func (m *maker) make(n int, event func() *event) []Article {
	var all []Article
	for number := 0; len(all) < n; number++ {
		all = append(all, m.articles(event(), number)...)
	}
	all = all[:n]
	// What was cut off may have been all that derived from the last report.
	if last := &all[n-1]; last.Kind == Origin {
		last.Kind, last.Family = Unrelated, -1
	}
	m.Shuffle(n, func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

const (
	types     = 8000 // different common words, each with a synonym
	sentences = 32   // of a report
)

type maker struct {
	*rand.Rand
	zipf *rand.Zipf
}

func (m *maker) chance(p float64) bool { return m.Float64() < p }

// An event is what reports of it have in common.
type event struct {
	names   []item // the first ones are named most
	numbers []item
	topic   []int // common words that reports of it use more than others do
	day     time.Time
}

// articles makes some articles about an event: at most one family.
func (m *maker) articles(e *event, number int) []Article {
	report := m.report(e, sentences)
	if m.chance(.45) {
		return []Article{m.write(e, report, Article{Kind: Unrelated, Event: number, Family: -1})}
	}
	origin := Article{Kind: Origin, Event: number, Family: number, Credited: m.chance(.7)}
	all := []Article{m.write(e, report, origin)}
	for range 1 + m.IntN(5) {
		derived := Article{Event: number, Family: number}
		var text []sentence
		switch m.IntN(3) {
		case 0:
			derived.Kind, text = Verbatim, m.copied(report)
			derived.Credited = origin.Credited && m.chance(.2)
		case 1:
			derived.Kind, text = Rewrite, m.retold(e, report)
		case 2:
			derived.Kind, text = Summary, m.summed(report)
		}
		all = append(all, m.write(e, text, derived))
	}
	for range 1 + m.IntN(2) {
		all = append(all, m.write(e, m.independent(e, report), Article{Kind: Independent, Event: number, Family: -1}))
	}
	return all
}

func (m *maker) newEvent() *event {
	e := &event{day: time.Date(2031, 1, 1+m.IntN(365), 0, 0, 0, 0, time.UTC)}
	for range 12 {
		e.names = append(e.names, m.name())
	}
	for range 18 {
		e.numbers = append(e.numbers, m.number())
	}
	for range 80 {
		e.topic = append(e.topic, m.IntN(types))
	}
	return e
}

// An item is a word, a name or a number of a sentence.
type item struct {
	text     string
	synonym  string // of a common word
	function bool   // one of the words that hold sentences together
}

// A sentence is its items; the marks are put in when it is written down.
type sentence []item

// report is a text of its own about an event.
func (m *maker) report(e *event, n int) []sentence {
	var text []sentence
	for range n {
		text = append(text, m.sentence(e))
	}
	return text
}

func (m *maker) sentence(e *event) sentence {
	var s sentence
	for range 13 + m.IntN(13) {
		switch p := m.Float64(); {
		case p < .42:
			s = append(s, item{text: function[min(m.IntN(len(function)), m.IntN(len(function)))], function: true})
		case p < .50:
			s = append(s, e.names[min(m.IntN(len(e.names)), m.IntN(len(e.names)))])
		case p < .54:
			s = append(s, e.numbers[m.IntN(len(e.numbers))])
		case p < .70:
			s = append(s, common(e.topic[m.IntN(len(e.topic))]))
		default:
			s = append(s, common(int(m.zipf.Uint64())))
		}
	}
	return s
}

// copied is an introduction of its own, then the report as it stands, but for
// an editor's touch here and there.
func (m *maker) copied(report []sentence) []sentence {
	skipped := 2 + m.IntN(4)
	var text []sentence
	for _, s := range report[:skipped] {
		text = append(text, m.reworded(s, .5))
	}
	for _, s := range report[skipped:] {
		if m.chance(.1) {
			s = m.reworded(s, .06)
		}
		text = append(text, s)
	}
	return text
}

// retold is the report in other words, some of its sentences joined, split,
// swapped or left out, and an end of its own.
func (m *maker) retold(e *event, report []sentence) []sentence {
	var text []sentence
	share := .5 + .3*m.Float64()
	for _, s := range report {
		s = m.reworded(s, share)
		switch p := m.Float64(); {
		case p < .06:
		case p < .16 && len(text) > 0:
			last := &text[len(text)-1]
			*last = append(slices.Clone(*last), s...)
		case p < .28:
			text = append(text, s[:len(s)/2], s[len(s)/2:])
		case p < .34 && len(text) > 0:
			text = slices.Insert(text, len(text)-1, s)
		default:
			text = append(text, s)
		}
	}
	return append(text, m.report(e, 1+m.IntN(3))...)
}

// summed is about half of the report's sentences without a third of their words.
func (m *maker) summed(report []sentence) []sentence {
	var text []sentence
	for _, s := range report {
		if m.chance(.5) {
			short := slices.DeleteFunc(slices.Clone(s), func(i item) bool { return (i.synonym != "" || i.function) && m.chance(.35) })
			text = append(text, m.reworded(short, .3))
		}
	}
	return text
}

// independent is a report of its own that gives, here and there, a fact of
// the other.
func (m *maker) independent(e *event, report []sentence) []sentence {
	own := *e
	own.numbers = slices.Clone(e.numbers[:len(e.numbers)/3])
	for range 10 {
		own.numbers = append(own.numbers, m.number())
	}
	text := m.report(&own, sentences-4)
	for range 4 {
		text = slices.Insert(text, m.IntN(len(text)), m.reworded(report[m.IntN(len(report))], .6))
	}
	return text
}

// reworded changes a share of a sentence's words for synonyms or others, and
// often its order. Names and numbers mostly stay.
func (m *maker) reworded(s sentence, share float64) sentence {
	var out sentence
	for _, i := range s {
		switch {
		case i.function && m.chance(2*share):
			i.text = function[m.IntN(len(function))]
		case i.function, !m.chance(share):
		case i.synonym != "":
			i.text, i.synonym = i.synonym, i.text
		case m.chance(.3):
			continue // "he", "the town"
		}
		out = append(out, i)
	}
	if m.chance(share) {
		middle := len(out) / 2
		out = slices.Concat(out[middle:], out[:middle])
	}
	return out
}

// write sets the text down as an article.
func (m *maker) write(e *event, text []sentence, a Article) Article {
	var b strings.Builder
	title := m.sentence(e)[:8]
	for i := range title {
		title[i].text = capital(title[i].text)
	}
	fmt.Fprintf(&b, "%s\n", strings.Join(words(title), " "))
	if a.Dated = m.chance(.5); a.Dated {
		day := e.day
		if a.Kind != Origin {
			day = day.AddDate(0, 0, m.IntN(4))
		}
		fmt.Fprintf(&b, "Posted on %s\n", day.Format("January 2, 2006"))
	}
	for len(text) > 0 {
		n := min(1+m.IntN(3), len(text))
		var paragraph []string
		for _, s := range text[:n] {
			if len(s) > 0 {
				paragraph = append(paragraph, capital(strings.Join(words(s), " "))+".")
			}
		}
		fmt.Fprintf(&b, "\n%s\n", strings.Join(paragraph, " "))
		text = text[n:]
	}
	if a.Credited {
		fmt.Fprintf(&b, "\n%s %s reported from %s.\n", capital(syllables(e.day.YearDay())), capital(syllables(4000+e.day.YearDay())), e.names[0].text)
	}
	a.Text = b.String()
	return a
}

func words(s sentence) []string {
	var all []string
	for _, i := range s {
		all = append(all, i.text)
	}
	return all
}

// function words also tell the language.
var function = strings.Fields(`the of to and in a that for on with as by at from it was were has had
	which be are this an after who its their not more will than been into about when would there`)

// common is a word with its synonym.
func common(number int) item {
	return item{text: syllables(number), synonym: syllables(number + types)}
}

// name is of one word or two.
func (m *maker) name() item {
	name := capital(syllables(2*types + m.IntN(300_000)))
	if m.chance(.4) {
		name += " " + capital(syllables(2*types+m.IntN(300_000)))
	}
	return item{text: name}
}

func (m *maker) number() item {
	units := []string{"people", "homes", "percent", "trucks", "kilometers", "days", "tonnes"}
	unit := units[m.IntN(len(units))]
	switch m.IntN(4) {
	case 0:
		return item{text: fmt.Sprintf("in %d", 1900+m.IntN(131))}
	case 1:
		return item{text: fmt.Sprintf("$%d million", 2+m.IntN(400))}
	case 2:
		return item{text: fmt.Sprintf("%d,%03d %s", 1+m.IntN(90), 50*m.IntN(20), unit)}
	}
	return item{text: fmt.Sprintf("%d %s", 2+m.IntN(600), unit)}
}

// syllables writes a number below 343,000 as a word, different ones as
// different words. The factor scatters neighbours; it has no divisor of 70.
func syllables(number int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	const all = len(consonants) * len(vowels)
	n := number * 123457 % (all * all * all)
	var b strings.Builder
	for range 3 {
		b.WriteByte(consonants[n%len(consonants)])
		b.WriteByte(vowels[n/len(consonants)%len(vowels)])
		n /= all
	}
	return b.String()
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
