package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// accused is the fiction with claims of every standing.
func accused() *explainer.Explainer {
	x := fiction()
	x.Coverage = explainer.Coverage{From: "2031-05-12", To: "2031-05-31"}
	alleged := claim("gang", "Ada Moss alleges that the guests are gang members.", "Ada Moss acusa a los huéspedes de ser pandilleros.")
	alleged.Status, alleged.AssertedBy, alleged.Kind = word("alleged"), word("warden"), word("allegation")
	alleged.Evidence[0].Excerpt = word("guests are hardened bandits")
	one := claim("one", "The lodge has a stove.", "El refugio tiene una estufa.")
	one.Evidence[0].Excerpt = word("the lodge has a fine iron stove")
	two := claim("two", "The lodge is on the hill.", "El refugio está en la colina.")
	two.Evidence = append(two.Evidence, &explainer.Evidence{Source: word("post")})
	court := claim("court", "A court convicted two guests of theft.", "Un tribunal condenó a dos huéspedes por robo.", "two guests")
	past := claim("past", "In March 2029 the lodge had 110 guests.", "En marzo de 2029, el refugio tenía 110 huéspedes.", "110 guests", "March 2029")
	past.AsOf = word("2029-03")
	current := claim("current", "In May 2031 the lodge held 25 guests.", "En mayo de 2031, el refugio tenía 25 huéspedes.", "25 guests")
	current.AsOf = word("2031-05")
	x.Claims = []*explainer.Claim{alleged, one, two, court, past, current}
	x.Style = []*explainer.Style{
		style(explainer.Loaded, "shack*|rustic hut", "cabaña*"),
		style(explainer.Group, "the Nightjars", "los Chotacabras"),
		style(explainer.Guilt, "stove breaker*", "rompeestufas"),
	}
	x.Style[0].Except = map[string][]explainer.Text{"en": texts("Shack Preservation Act")}
	x.Style[0].Prefer = both("lodge", "refugio")
	return x
}

func style(kind, en, es string) *explainer.Style {
	return &explainer.Style{ID: kind, Kind: word(kind), Terms: map[string][]explainer.Text{
		"en": texts(strings.Split(en, "|")...), "es": texts(strings.Split(es, "|")...)}}
}

// said is a sentence with what a rule is to report in it, "" for nothing.
type said struct{ edition, text, claims, want string }

// judge wants each sentence to be reported with these words, in this order.
func judge(t *testing.T, rule func(*manuscript, *diag.List), cases []said) {
	t.Helper()
	for _, c := range cases {
		x := accused()
		x.Pages = []*explainer.Page{page("p", c.edition, sentence(c.text, strings.Fields(c.claims)...))}
		var got []string
		for _, d := range found(x, rule) {
			if d.Place.File != "content" {
				continue
			}
			_, words, _ := strings.Cut(d.Message, `"`)
			words, _, _ = strings.Cut(words, `"`)
			if runes := []rune(c.text); words != "" && !strings.HasPrefix(string(runes[d.Place.Col-1:]), words) {
				t.Errorf("%q: %q is not at column %d", c.text, words, d.Place.Col)
			}
			got = append(got, words)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s %q: found %q, want %q", c.edition, c.text, strings.Join(got, "|"), c.want)
		}
	}
}

func TestGuilt(t *testing.T) {
	judge(t, guilt, []said{
		{"en", "238 gang members were sent.", "one", "gang members"},
		{"en", "The gang members were deported.", "gang", "gang members"},
		{"en", "Moss sent the gang members away.", "gang", "gang members"},
		{"en", "The murderers are fed rice, and Moss says that it is good.", "one", "murderers"},
		{"en", "The gang members were sent there, the Gazette reported.", "one", "gang members"},
		{"en", "The guests are guilty.", "gang", "guilty"},
		{"en", "The guests are members of a violent gang.", "one", "members of a violent gang"},
		{"en", "They belong to the Nightjars.", "one", "belong to the Nightjars"},
		{"en", "The lodge houses stove breakers.", "one", "stove breakers"},
		{"en", "Moss alleges a plot; the terrorists eat rice.", "gang", "terrorists"},
		{"en", "The alleged meeting was on Monday, and the terrorists eat rice.", "gang", "terrorists"},
		{"en", "The terrorist was sent to the criminal court.", "one", "terrorist"},
		{"en", "The guests committed several crimes.", "one", "committed several crimes"},
		{"en", "The convicted criminals were sent.", "gang", "criminals"},
		{"en", "The convicted criminals were sent.", "one", "criminals"},
		{"en", "The AP writes of hundreds of gang members.", "one", "gang members"},
		{"en", "Moss had not named the gang members.", "one", "gang members"},
		{"en", "Terrorists sleep in bunks, says the Gazette.", "one", "Terrorists"},
		{"en", "The council accuses the gang members of theft.", "one", "gang members"},
		{"es", "Moss acusa a 238 de los pandilleros de robo.", "gang", "pandilleros"},
		{"es", "No hay talleres para los delincuentes, según el Gazette.", "one", "delincuentes"},
		{"en", "Moss paid, the Gazette reports, and hundreds of criminals were sent.", "one", "criminals"},
		{"es", "El Gazette acusa a los pandilleros de robo.", "one", "pandilleros"},
		{"es", "Los criminales duermen, dice el Gazette.", "one", "criminales"},
		{"es", "238 pandilleros fueron enviados.", "one", "pandilleros"},
		{"es", "Los pandilleros deportados comen arroz.", "gang", "pandilleros"},
		{"es", "Los terroristas comen arroz, informó el Gazette.", "one", "terroristas"},
		{"es", "El refugio aloja a criminales.", "one", "criminales"},
		{"es", "Son integrantes de una peligrosa banda.", "one", "integrantes de una peligrosa banda"},
		{"es", "Los huéspedes cometieron delitos.", "one", "cometieron delitos"},
		{"es", "Moss dijo algo; los asesinos duermen.", "gang", "asesinos"},
		{"en", "A court freed gang members.", "court", "gang members"},
		{"en", "A considerable number of gang members came.", "one", "gang members"},
		{"es", "La llamada reforma llegó a los pandilleros.", "one", "pandilleros"},
		{"en", "They joined a violent gang.", "one", "joined a violent gang"},
		{"en", "The guests stole two lamps.", "one", "stole"},
		{"en", "They had murdered their host.", "one", "murdered"},
		{"es", "Los huéspedes asesinaron a su anfitrión.", "one", "asesinaron"},
		{"es", "Los huéspedes han robado dos lámparas.", "one", "han robado"},

		{"en", "238 alleged gang members were sent.", "one", ""},
		{"en", "Moss alleges that the guests are gang members.", "gang", ""},
		{"en", "The guests are gang members, Moss says.", "gang", ""},
		{"en", "According to Ada Moss, 238 gang members were sent.", "gang", ""},
		{"en", "The guests, Moss said, are gang members.", "gang", ""},
		{"en", "The Gazette reports that they are gang members.", "one", ""},
		{"en", "It is a lodge for criminals, the Gazette says.", "one", ""},
		{"en", "The lodge holds people accused of being murderers.", "one", ""},
		{"en", "Moss calls them “terrorists”.", "gang", ""},
		{"en", "There is no evidence that they are gang members.", "one", ""},
		{"en", "They are not criminals.", "one", ""},
		{"en", "Criminal law and a terrorist attack are no people.", "one", ""},
		{"en", "It belongs to a drive against gangs.", "one", ""},
		{"en", "The court convicted two thieves.", "court", ""},
		{"es", "238 presuntos pandilleros fueron enviados.", "one", ""},
		{"es", "Son pandilleros, según Moss.", "gang", ""},
		{"es", "Moss acusa a los huéspedes de ser terroristas.", "gang", ""},
		{"es", "No hay pruebas de que los huéspedes sean asesinos.", "one", ""},
		{"es", "La ley persigue a organizaciones criminales.", "one", ""},
		{"es", "Moss los llama «criminales».", "gang", ""},
		{"en", "The guests stole two lamps, the Gazette says.", "one", ""},
		{"en", "The guests are members of the Nightjars, Moss alleged on 16 March.", "gang", ""},
		{"en", "That they are members of the Nightjars is alleged by Moss.", "gang", ""},
		{"es", "Los llamados pandilleros comen arroz.", "one", ""},
		{"en", "The host was murdered, and the people robbed in the street were guests.", "one", ""},
		{"en", "There is no evidence that they robbed the host.", "one", ""},
		{"en", "It has not been proved that the guests, or any of them, are gang members.", "one", "gang members"}, // across a comma
		{"en", "It has not been shown that any of the guests are gang members.", "one", ""},
		{"es", "No se ha probado que alguno de los huéspedes sea terrorista.", "one", ""},
		{"es", "El anfitrión fue asesinado.", "one", ""},
		{"es", "Los huéspedes robaron dos lámparas, según el Gazette.", "one", ""},
	})
}

func TestGuiltNamesTheAllegation(t *testing.T) {
	x := accused()
	x.Claims[0].Status.Place = diag.Place{File: "gang", Line: 2, Col: 9}
	x.Pages = []*explainer.Page{page("p", "en", sentence("Gang members eat rice.", "one"))}
	expect(t, shown(x, guilt), `content:9:1: "Gang members" states guilt as a fact [guilt-stated]; gang:2:9: claim "gang" is alleged by "warden"; say whose view it is ("alleged", "accused of", "according to"), or write "people"`)
}

func TestQuotations(t *testing.T) {
	judge(t, quotationSpeaker, []said{
		{"en", "The lodge has a “fine iron stove”.", "one", "fine iron stove"},
		{"es", "El refugio tiene una «estufa».", "one", "estufa"},
		{"en", "It has a \"stove\", he said.", "one", "stove"},
		{"en", "The lodge has a “fine iron stove”, the Gazette writes.", "one", ""},
		{"en", "The articles speak of a “stove”.", "one", ""},
		{"en", "Moss speaks of a “stove”.", "one", ""},
		{"es", "Moss habla de una «estufa».", "one", ""},
	})
	judge(t, quotationLength, []said{
		{"en", "Moss: “one two three four five six seven eight nine ten eleven twelve thirteen”.", "one", ""},
		{"en", "Moss: “one two three”.", "one", ""},
	})
	x := accused()
	x.Pages = []*explainer.Page{page("p", "es", sentence("Moss: «a b c d e f g h i j k l m».", "one"))}
	expect(t, shown(x, quotationLength), "content:9:8: the quotation has 13 words; the most is 12 [quotation-too-long]; quote the words that matter and say the rest in your own")
	judge(t, quotationWords, []said{
		{"en", "The Gazette writes of a “fine steel stove”.", "one", "fine steel stove"},
		{"en", "The Gazette writes of an \"iron … lodge oven\".", "one", "iron … lodge oven"},
		{"en", "The Post writes of a “fine iron stove”.", "one", "fine iron stove"},
		{"en", "The Post and the Gazette write of a “fine iron stove”.", "one", ""},
		{"en", "The Gazette writes of a “Fine iron stove.”", "one", ""},
		{"en", "The Gazette writes of a “fine … stove”.", "one", ""},
		{"en", "The Gazette writes of a “fine [black] iron stove”.", "one", ""},
		{"es", "El Gazette habla de una «estufa de acero».", "one", ""},
	})
}

func TestLoadedTerms(t *testing.T) {
	judge(t, loadedTerms, []said{
		{"en", "The shacks are old, and a rustic hut is new.", "one", "shacks|rustic hut"},
		{"es", "Las cabañas son viejas.", "one", "cabañas"},
		{"en", "Moss calls it a “shack”; the Shack Preservation Act does not.", "one", ""},
	})
}

func TestCertainty(t *testing.T) {
	judge(t, certainty, []said{
		{"en", "Moss proved that the guests are bandits.", "gang", "proved"},
		{"en", "The Gazette revealed a stove.", "one", "revealed"},
		{"en", "The lodge is on the hill, as a visit confirmed.", "two one", "confirmed"},
		{"es", "Moss confirmó que los huéspedes son bandidos.", "gang", "confirmó"},
		{"es", "El Gazette demostró que hay una estufa.", "one", "demostró"},
		{"en", "The Gazette has shown that there is a stove.", "one", "has shown"},
		{"es", "El Gazette acreditó que hay una estufa.", "one", "acreditó"},
		{"en", "The lodge is on the hill, as a visit confirmed.", "two", ""},
		{"en", "No article confirms the stove.", "one", ""},
		{"en", "It has not been proved.", "gang", ""},
		{"en", "The stove was exposed to the rain.", "one", ""},
		{"es", "No se ha demostrado.", "gang", ""},
		{"es", "Nadie ha confirmado la estufa.", "one", ""},
		{"en", "Moss said “it is proved”.", "gang", ""},
	})
}

func TestRelativeDates(t *testing.T) {
	judge(t, relativeDates, []said{
		{"en", "It opened last year.", "one", "last year"},
		{"en", "On Sunday it opened.", "one", "Sunday"},
		{"en", "It has recently opened and is now full.", "one", "recently|now"},
		{"en", "So far, it opened two years ago.", "one", "So far|ago"},
		{"en", "It changed over the past decade.", "one", "the past decade"},
		{"en", "It opened last Monday.", "one", "last Monday"},
		{"en", "Last Monday, on 17 March 2025, it opened.", "one", "Last Monday"},
		{"en", "This Monday, 17 March 2025, it opened.", "one", ""},
		{"en", "Today's lodge is open.", "one", "Today's"},
		{"es", "Abrió el año pasado.", "one", "año pasado"},
		{"es", "Ayer abrió; actualmente está lleno.", "one", "Ayer|actualmente"},
		{"es", "Abrió el domingo.", "one", "domingo"},
		{"es", "El lunes pasado, 17 de marzo de 2025, abrió.", "one", "lunes pasado"},
		{"es", "Este lunes, 17 de marzo de 2025, abrió.", "one", ""},
		{"es", "Hasta ahora abrió hace dos años.", "one", "Hasta ahora|hace dos"},
		{"es", "Abrió esta semana.", "one", "esta semana"},
		{"en", "As we speak, it is still open.", "one", "As we speak|is still"},
		{"es", "Cerrará en los próximos días; en los últimos años abrió.", "one", "en los próximos días|últimos años"},
		{"en", "Shortly after, it closed.", "one", ""},
		{"es", "Abrió en los últimos años de su dueño.", "one", ""},
		{"en", "It opened a year later.", "one", ""},
		{"en", "It opened on a Saturday (inferred: 15 March 2025).", "one", ""},
		{"en", "The count is not up to date, so far as Moss says.", "one", ""},
		{"en", "The Gazette says “last year”, as it does every Sunday.", "one", ""},
		{"en", "The last year of the lodge was 2030.", "one", ""},
		{"es", "Abrió un año después, por la mañana.", "one", ""},
		{"es", "Abrió un sábado (por inferencia, el 15 de marzo de 2025).", "one", ""},
		{"es", "El Gazette dice «el año pasado» y cierra los domingos.", "one", ""},
	})
}

// One cause gives one message, whichever rule it is for.
func TestCoverage(t *testing.T) {
	for _, c := range []struct{ edition, text, claim, want string }{
		{"en", "It opened in 2019.", "one", "date-outside-coverage "},
		{"es", "Abrió el 3 de abril de 2031.", "one", "date-outside-coverage "},
		{"en", "It opened on 14 May 2031.", "one", "number-not-in-claim "},
		{"en", "In March 2029 it had 110 guests.", "past", ""},
		{"en", "It opened last year.", "one", "relative-date "},
	} {
		x := accused()
		x.Claims = slices.DeleteFunc(x.Claims, func(k *explainer.Claim) bool { return k.ID != c.claim })
		x.Pages = []*explainer.Page{page("p", c.edition, sentence(c.text, c.claim))}
		if got := codesOf(apply(x, []Rule{{check: numbers}, {check: relativeDates}})); got != c.want {
			t.Errorf("%q: found %q, want %q", c.text, got, c.want)
		}
	}
}

func TestUndated(t *testing.T) {
	judge(t, undated, []said{
		{"en", "The lodge holds 110 guests.", "past", "110"},
		{"en", "The lodge had 110 guests, says Moss.", "past", "110"},
		{"es", "El refugio tiene 110 huéspedes.", "past", "110"},
		{"en", "The lodge holds 25 guests.", "current", "25"},
		{"es", "En el refugio hay 25 huéspedes.", "current", "25"},
		{"en", "In March 2029 the lodge had 110 guests.", "past", ""},
		{"en", "In 2029 the lodge had 110 guests.", "past", ""},
		{"en", "The Gazette counted 25 guests.", "current", ""},
		{"en", "The two numbers differ.", "past current", ""},
	})
}

func TestPassagesKeepBounds(t *testing.T) {
	for _, text := range []string{"", "“", "”", `"`, "a”b“c", "«a «b» c»", "İstanbul’s Ǆ 1,5.", "\xff\xfe“\xff", "’s", "5'", strings.Repeat("“”", 50)} {
		p := &passage{edition: "en", text: text}
		p.read()
		for _, q := range quotations(text) {
			if q.from < 0 || q.to < q.from || q.to > len(text) {
				t.Errorf("%q: %v", text, q)
			}
		}
		for i := range p.tokens {
			_ = fmt.Sprint(p.next(i), p.previous(i), p.gap(i), p.words(i, 1))
		}
	}
}
