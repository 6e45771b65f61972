package check

import (
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// codesIn judges one sentence of the lodge.
func codesIn(edition, text string, cites ...string) string {
	x := lodge()
	x.Pages = []*explainer.Page{page("lodge", edition, sentence(text, cites...))}
	return codesOf(found(x, numbers))
}

func codesOf(l diag.List) string {
	codes := ""
	for _, d := range l {
		codes += d.Code + " "
	}
	return codes
}

func TestQualifierUnitAndArithmetic(t *testing.T) {
	const q, u, a, n = "qualifier-differs ", "unit-differs ", "arithmetic-not-borne-out ", "number-not-in-claim "
	for _, c := range []struct {
		name, edition, text string
		cites               []string
		want                string
	}{
		{"bound lost", "en", "There, 261 people stayed.", []string{"guests"}, q},
		{"bound lost", "es", "Tiene 40.000 camas.", []string{"beds"}, q},
		{"another bound", "en", "More than 261 people stayed.", []string{"guests"}, q},
		{"another bound", "es", "Tiene al menos 40.000 camas.", []string{"beds"}, q},
		{"bound invented", "en", "It employs more than 36,000 people.", []string{"staff"}, q},
		{"about invented", "es", "Emplea a unas 36.000 personas.", []string{"staff"}, q},
		{"about lost", "en", "It is 72 kilometers away.", []string{"far"}, q},
		{"about in other words", "en", "It is roughly 45 miles away.", []string{"far"}, ""},
		{"bound in other words", "es", "Se alojaron no menos de 261 personas.", []string{"guests"}, ""},
		{"up to, with a preposition", "es", "Aloja hasta a 70 personas por cuarto.", []string{"room"}, ""},
		{"one end of a range", "en", "A room takes up to 70 people.", []string{"room"}, ""},
		{"rounded to its side", "en", "More than 260 people stayed.", []string{"guests"}, ""},
		{"a date hedged", "en", "The law is from around 1798.", []string{"law"}, q},
		{"vague for exact", "en", "Hundreds of people stayed.", []string{"guests"}, ""},

		{"another noun", "en", "It has up to 40,000 workers.", []string{"beds"}, u},
		{"another noun that has no word for it", "es", "Emplea a 36.000 vacas.", []string{"staff"}, u},
		{"another role", "en", "It holds 36,000 prisoners.", []string{"staff"}, u},
		{"another role", "es", "Hay 36.000 presos.", []string{"staff"}, u},
		{"money made people", "es", "Recibió a 6 millones de personas.", []string{"sum"}, u},
		{"another unit of one kind", "en", "It is about 45 kilometers away.", []string{"far"}, u},
		{"another currency", "es", "Recibió 6 millones de euros.", []string{"sum"}, u},
		{"another rate", "en", "It costs $6 million a month.", []string{"cost"}, u},
		{"another number", "en", "It costs $7 million a year.", []string{"cost"}, n},

		{"a multiple that holds", "es", "De los corrales a las camas se multiplicó por 138.", []string{"guests", "staff"}, ""},
		{"a multiple that does not", "en", "It nearly doubled.", []string{"guests", "staff"}, a},
		{"times that no claim has", "en", "It opened four times, the Post says.", []string{"plain"}, n},
		{"a multiple without numbers", "es", "Se triplicó.", []string{"plain"}, a},
		{"a share the wrong way round", "en", "Those are more than half of the staff.", []string{"guests", "staff"}, a},
		{"less than a multiple, of nothing", "en", "It is less than triple that.", []string{"staff"}, a},
	} {
		t.Run(c.edition+"/"+c.name, func(t *testing.T) {
			if got := codesIn(c.edition, c.text, c.cites...); got != c.want {
				t.Errorf("%q: found %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// A source's own multiple needs the source's name where its claim's numbers
// contradict it.
func TestMultipleOfASource(t *testing.T) {
	for text, want := range map[string]string{
		"It more than tripled.":                           "arithmetic-not-borne-out ",
		"It more than tripled, writes The Hill Gazette.":  "",
		"It more than quadrupled, writes Hill Gazette.":   "arithmetic-not-borne-out ",
		"It more than doubled, from 300 beds to 640 beds": "",
	} {
		x := fiction()
		x.Claims = []*explainer.Claim{claim("growth", "", "", "more than tripling", "300 beds", "640 beds")}
		x.Pages = []*explainer.Page{page("lodge", "en", sentence(text, "growth"))}
		if got := codesOf(found(x, numbers)); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}
