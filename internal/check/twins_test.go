package check

import (
	"fmt"
	"testing"

	"explainer/internal/explainer"
)

// boats is a page in two editions about one count that its claim gives twice.
func boats(en, es []explainer.Sentence) *explainer.Explainer {
	x := fiction()
	x.Claims = []*explainer.Claim{
		claim("boats", "45 boats, or 47 by another count.", "45 barcos, o 47 según otro recuento.", "45 boats", "47 boats", "72 kilometers"),
		claim("other", "", ""),
	}
	x.Pages = []*explainer.Page{page("lodge", "en", en...), page("lodge", "es", es...)}
	return x
}

func list(s ...explainer.Sentence) []explainer.Sentence { return s }

// below is a sentence in the next paragraph.
func below(s explainer.Sentence) explainer.Sentence {
	s.Block++
	return s
}

func TestEditionNumbers(t *testing.T) {
	for _, c := range []struct {
		name   string
		en, es []explainer.Sentence
		want   int
	}{
		{"the same", list(sentence("There were 45 boats.", "boats")), list(sentence("Había 45 barcos.", "boats")), 0},
		{"changed in Spanish", list(sentence("There were 45 boats.", "boats")), list(sentence("Había 47 barcos.", "boats")), 1},
		{"changed in English", list(sentence("There were 47 boats.", "boats")), list(sentence("Había cuarenta y cinco barcos.", "boats")), 1},
		{"swapped between sentences", list(sentence("There were 45 boats.", "boats"), sentence("Later there were 47.", "other")),
			list(sentence("Había 47 barcos.", "boats"), sentence("Luego, 45.", "other")), 2},
		{"two sentences made one", list(sentence("There were 45 boats.", "boats"), sentence("Later there were 47.", "other")),
			list(sentence("Había 45 barcos y luego 47.", "boats", "other")), 0},
		{"in another order", list(sentence("There were 45 boats.", "boats"), sentence("Later there were 47.", "other")),
			list(sentence("Luego, 47.", "other"), sentence("Había 45 barcos.", "boats")), 0},
		{"paragraphs in another order", list(sentence("There were 45 boats.", "boats"), below(sentence("Later there were 47.", "other"))),
			list(sentence("Luego, 45.", "other"), below(sentence("Había 47 barcos.", "boats"))), 2},
		{"converted", list(sentence("It is 45 miles away.", "boats")), list(sentence("Está a 72 kilómetros.", "boats")), 0},
		{"said twice", list(sentence("45 boats, and 45 again.", "boats")), list(sentence("Había 45 barcos.", "boats")), 0},
		{"left out", list(sentence("45 boats, not 47.", "boats")), list(sentence("Había 45 barcos.", "boats")), 1},
		{"a range and its ends", list(sentence("From 45 to 47 boats.", "boats")), list(sentence("Entre 45 y 47 barcos.", "boats")), 0},
		{"one end of a range", list(sentence("From 45 to 47 boats.", "boats")), list(sentence("Había 45 barcos.", "boats")), 1},
		{"both", list(sentence("The two counts gave 45 boats.", "boats")), list(sentence("Ambos recuentos dieron 45 barcos.", "boats")), 0},
		{"another date", list(sentence("On 3 May 2031.", "boats")), list(sentence("El 4 de mayo de 2031.", "boats")), 1},
		{"a less precise date", list(sentence("On 3 May 2031.", "boats")), list(sentence("En mayo de 2031.", "boats")), 0},
		{"another day beside its month", list(sentence("On 3 May 2031, in May 2031.", "boats")), list(sentence("El 4 de mayo de 2031, en mayo de 2031.", "boats")), 1},
		{"other claims: not for this rule", list(sentence("There were 45 boats.", "boats")), list(sentence("Había 47 barcos.", "other")), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := boats(c.en, c.es)
			l := found(x, editionNumbers)
			if len(l) != c.want {
				t.Errorf("%d findings, want %d:\n%s", len(l), c.want, shown(x, editionNumbers))
			}
		})
	}
}

func TestEditionNamesAndLinks(t *testing.T) {
	x := boats(list(sentence("Ada Moss counted them.", "boats"), sentence("Moss says so.", "other")),
		list(sentence("Ada Moss los contó.", "boats"), sentence("Ella lo dice.", "other")))
	expect(t, shown(x, editionNames), "")
	x.Pages[1].Sentences[1] = sentence("Radio 40 lo dice.", "other")
	expect(t, shown(x, editionNames), `content:9:1: "Radio 40" stands where edition "en" has "Moss" [edition-name-differs]; content:9:1: edition "en"; name the same in both`)

	link := func(dest string) explainer.Link { return explainer.Link{Destination: word(dest)} }
	x.Pages[0].Links = []explainer.Link{link("https://x.example/en/a"), link("method.md#limits"), link("https://y.example/")}
	x.Pages[1].Links = []explainer.Link{link("https://x.example/es/a"), link("method.md#límites")}
	expect(t, shown(x, editionLinks), `data: edition "es" lacks the link to "https://y.example/" [edition-link-differs]; content/es/lodge.md:1:1: this page in edition "es"; link to it in content/es/lodge.md too, or take it out here`)
}

func TestEchoes(t *testing.T) {
	x := boats(list(sentence("There were 45 boats.", "boats")), list(sentence("Había 99 barcos.", "boats")))
	x.Pages[0].Sentences[0].Place.File, x.Pages[1].Sentences[0].Place.File = x.Pages[0].Place.File, x.Pages[1].Place.File
	x.Pages[0].Hash, x.Pages[1].Counterpart = "new", word("old")
	for _, d := range Explainer(x) {
		if d.Code == "edition-number-differs" || d.Code == "stale-edition" {
			t.Errorf("%s says what number-not-in-claim does", d.Code)
		}
	}
	x.Pages[1].Sentences[0].Text = "Había 45 barcos."
	expect(t, shown(x, stale), `data: edition "en" has changed since this page was compared with it [stale-edition]; content/en/lodge.md:1:1: this page in edition "en"; compare them, then write counterpart: new`)
}

// Growth is judged by eye: go test -bench Twins.
func BenchmarkTwins(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		x := generated(n/10, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				apply(x, []Rule{{check: editionNumbers}, {check: editionNames}, {check: editionLinks}})
			}
		})
	}
}
