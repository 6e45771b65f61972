package check

import (
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

func TestSeveralVoices(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Several outlets report it.", "Several outlets"},
		{"en", "It closed, according to multiple news organizations.", "multiple news organizations"},
		{"en", "It was confirmed by two newspapers.", "two newspapers"},
		{"en", "Many Spanish newspapers say so.", "Many Spanish newspapers"},
		{"en", "The three articles confirm each other.", "three articles"},
		{"en", "Three articles that appear to rest on the AP report say so.", ""},
		{"en", "It is “full” in three of the articles.", ""},
		{"en", "The other articles write of hundreds.", ""},
		{"en", "Several reports by Cristosal describe it.", ""},
		{"en", "Several human rights groups say so.", ""},
		{"en", "In a social media post he said so.", ""},
		{"en", "No newspapers confirm it.", ""},
		{"en", "Several outlets differ on the year.", ""},
		{"en", "The AP and The Independent report it.", ""},
		{"es", "Lo informan varios medios.", "varios medios"},
		{"es", "Como dicen varios artículos de forma independiente, cerró.", "varios artículos"},
		{"es", "Cerró, según múltiples medios de comunicación.", "múltiples medios"},
		{"es", "Los artículos coinciden en ello.", "Los artículos"},
		{"es", "Dos artículos que parecen basarse en el de la AP lo dicen.", ""},
		{"es", "Cuatro de los artículos lo dicen.", ""},
		{"es", "Lo dicen dos informes de Cristosal.", ""},
		{"es", "Ningún artículo lo dice.", ""},
		{"en", "It closed, according to the media.", "according to the media"},
		{"en", "Press reports agree that it closed.", "Press reports"},
		{"en", "In a social media post he reported it.", ""},
		{"es", "Según la prensa, cerró.", "Según la prensa"},
		{"fr", "Plusieurs journaux le disent.", ""},
	} {
		p := &passage{edition: c.lang, text: c.text}
		p.read()
		if _, got := severalVoices(p); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestFamilyAsSeveral(t *testing.T) {
	x := fiction()
	c := claim("fire", "Several newspapers report a fire.", "Varios periódicos informan de un incendio.")
	x.Claims = []*explainer.Claim{c}
	if n := len(found(x, familyAsSeveral)); n != 2 {
		t.Errorf("one source: %d found, want 2", n)
	}
	c.Evidence = append(c.Evidence, &explainer.Evidence{Source: word("post")})
	if n := len(found(x, familyAsSeveral)); n != 0 {
		t.Errorf("two origins: %d found, want 0", n)
	}
	x.Sources[1].Lineage = &explainer.Lineage{Of: word("gazette"), Kind: word("rewrite")}
	if n := len(found(x, familyAsSeveral)); n != 2 {
		t.Errorf("a copy: %d found, want 2", n)
	}
	x.Sources[0].Lineage = &explainer.Lineage{Of: word("post"), Kind: word("rewrite")} // reported elsewhere
	found(x, familyAsSeveral)
}

func TestUnrecorded(t *testing.T) {
	for _, c := range []struct {
		name      string
		one, two  []string
		disagrees bool
	}{
		{"the same", []string{"40 beds"}, []string{"forty beds"}, false},
		{"another number", []string{"40 beds"}, []string{"45 beds"}, true},
		{"another date", []string{"May 2031"}, []string{"June 2031"}, true},
		{"a date of less precision", []string{"12 May 2031"}, []string{"May 2031"}, false},
		{"a year mistyped", []string{"2031"}, []string{"3031"}, true},
		{"pairs", []string{"72 kilometers (45 miles)"}, []string{"45 miles"}, false},
		{"converted", []string{"72 kilometers"}, []string{"47 miles"}, true},
		{"vague", []string{"hundreds of people"}, []string{"238 people"}, false},
		{"rounded openly", []string{"about 260 people"}, []string{"261 people"}, false},
		{"another kind", []string{"40 beds"}, []string{"May 2031"}, false},
		{"one has more", []string{"40 beds", "45 beds"}, []string{"45 beds"}, false},
		{"both have one that the other has not", []string{"40 beds", "45 beds"}, []string{"45 beds", "50 beds"}, true},
		{"another noun", []string{"40 beds"}, []string{"45 sheep pens"}, false},
		{"a relative date", []string{"last year"}, []string{"2030"}, false},
		{"money at another rate", []string{"$6 million a year"}, []string{"$6 million"}, false},
	} {
		x := fiction()
		k := claim("c", "", "", c.one...)
		k.Evidence = append(k.Evidence, &explainer.Evidence{Source: word("post"), Quantities: texts(c.two...)})
		x.Claims = []*explainer.Claim{k}
		if n := len(found(x, unrecorded)); (n > 0) != c.disagrees || n > 1 {
			t.Errorf("%s: %d found", c.name, n)
		}
		x.Disagreements = []*explainer.Disagreement{{ID: "d", Kind: word("number"), Claims: texts("c")}}
		if n := len(found(x, unrecorded)); n > 0 {
			t.Errorf("%s: found although recorded", c.name)
		}
		x.Disagreements[0].Kind = word("omission")
		if n := len(found(x, unrecorded)); (n > 0) != c.disagrees {
			t.Errorf("%s: an omission records no difference in number", c.name)
		}
	}
}

func TestPositions(t *testing.T) {
	for _, c := range []struct {
		name             string
		gazette, post    string // what they give
		quantities       []string
		en, es           string
		rules, judgement string // codes of the rules on positions and numbers
	}{
		{"both give it", "40 beds", "40 beds", []string{"40 beds"}, "40 beds", "40 camas", "", ""},
		{"each in its own words", "40 beds", "forty beds", []string{"40 beds", "forty beds"}, "40", "40", "", ""},
		{"one gives none of them", "40 beds", "50 beds", []string{"40 beds"}, "40", "40", "position-without-evidence ", ""},
		{"nobody gives it", "40 beds", "40 beds", []string{"60 beds"}, "60", "60", "position-without-evidence ", ""},
		{"its words give another number", "40 beds", "40 beds", []string{"40 beds"}, "60 beds", "40 camas", "", "number-not-in-evidence "},
		{"its words give a number of another kind", "40 beds", "40 beds", []string{"40 beds"}, "40 beds, for $9", "40 camas, por 9 dólares", "", ""},
	} {
		x := fiction()
		k := claim("c", "", "", c.gazette)
		k.Evidence = append(k.Evidence, &explainer.Evidence{Source: word("post"), Quantities: texts(c.post)})
		x.Claims = []*explainer.Claim{k}
		x.Disagreements = []*explainer.Disagreement{{ID: "d", Kind: word("omission"), Claims: texts("c"),
			Positions: []*explainer.Position{{Sources: texts("gazette", "post"), Says: both(c.en, c.es), Quantities: texts(c.quantities...)}}}}
		if got := codesOf(found(x, positions)); got != c.rules {
			t.Errorf("%s: positions found %q, want %q", c.name, got, c.rules)
		}
		if got := codesOf(found(x, numbers)); got != c.judgement {
			t.Errorf("%s: numbers found %q, want %q", c.name, got, c.judgement)
		}
	}
}

func TestOneSide(t *testing.T) {
	for _, c := range []struct {
		edition, text string
		flat          bool
	}{
		{"en", "It has 40 beds.", true},
		{"es", "Tiene 45 camas.", true},
		{"en", "It has 40 beds, says The Hill Gazette.", false},
		{"en", "It has 40 beds, says the Valley Post.", true},
		{"en", "It has 40 or 45 beds.", false},
		{"es", "Según el Post, tiene 45 camas.", false},
		{"en", "The Gazette gives 40 beds; the Post gives 45.", false},
		{"en", "The Gazette gives 45 beds; the Post gives 40.", true},
		{"en", "The Post says 40 beds and the Gazette 45.", true},
		{"en", "The Gazette says 40 beds and the Post 45.", false},
		{"en", "It has 40 beds by the Gazette's count, or 45 by the Post's.", false},
		{"es", "Tiene 45 camas, según Gazette, o 40, según el Post.", true},
		{"es", "Tiene 40 camas, según Gazette, o 45, según el Post.", false},
		{"en", "It has 40 beds according to the Gazette and 45 according to the Post.", false},
		{"en", "It has dozens of beds.", false},
		{"en", "It has beds.", false},
		{"en", "It has 7 rooms.", false},
	} {
		x := fiction()
		k := claim("c", "", "", "40 beds")
		k.Evidence = append(k.Evidence, &explainer.Evidence{Source: word("post"), Quantities: texts("45 beds")})
		x.Claims = []*explainer.Claim{k}
		x.Disagreements = []*explainer.Disagreement{{ID: "d", Kind: word("number"), Claims: texts("c"), Positions: []*explainer.Position{
			{Sources: texts("gazette"), Says: both("40 beds", "40 camas"), Quantities: texts("40 beds")},
			{Sources: texts("post"), Says: both("45 beds", "45 camas"), Quantities: texts("45 beds")},
		}}}
		x.Pages = []*explainer.Page{page("lodge", c.edition, sentence(c.text, "c"))}
		if n := len(found(x, oneSide)); (n > 0) != c.flat || n > 1 {
			t.Errorf("%q: %d found", c.text, n)
		}
		x.Disagreements[0].Kind = word("wording")
		if n := len(found(x, oneSide)); n > 0 {
			t.Errorf("%q: found in a disagreement about wording", c.text)
		}
	}
}

func TestNotePicksSide(t *testing.T) {
	for _, c := range []struct {
		edition, note string
		picks         bool
	}{
		{"en", "The Gazette is right.", true},
		{"en", "The true figure is in the Post. The true number is 45.", true},
		{"en", "The Post is mistaken.", true},
		{"en", "Since March 2031 the Post has been wrong.", true},
		{"en", "The Post is mistaken, because it counts the sofa.", false},
		{"en", "The Post counts the sofa, so its number is wrong.", false},
		{"en", "The articles do not show whether 45 is a slip.", false},
		{"en", "Which is right is not known.", false},
		{"en", "Either may be correct.", false},
		{"en", "110 is 3.06 times 36: “more than tripled” is right by a narrow margin.", false},
		{"en", "80 is 3.06 times 36: “more than tripled” is right.", true},
		{"en", "Human rights groups and the right wing differ.", true}, // a known limit
		{"en", "In reality it is 45.", true},
		{"es", "El Post se equivocó.", true},
		{"es", "El Post se equivoca.", true},
		{"es", "La cifra real es 45.", true},
		{"es", "El Gazette tiene razón.", true},
		{"es", "El Gazette tiene razón, ya que contó las camas.", false},
		{"es", "No se sabe cuál es correcto.", false},
		{"es", "Quizá sea un error.", false},
		{"es", "Ambos son correctos.", false},
	} {
		x := fiction()
		x.Disagreements = []*explainer.Disagreement{{ID: "d", Note: explainer.Localized{c.edition: word(c.note)}}}
		if n := len(found(x, picksSide)); (n > 0) != c.picks || n > 1 {
			t.Errorf("%q: %d found", c.note, n)
		}
	}
}

func TestUnusedClaimIsAWarning(t *testing.T) {
	x := fiction()
	x.Claims = []*explainer.Claim{claim("a", "", ""), claim("b", "", ""), claim("c", "", ""), claim("d", "", "")}
	x.Pages = []*explainer.Page{page("lodge", "en", sentence("So.", "a"))}
	x.Pages[0].Key = texts("b")
	x.Disagreements = []*explainer.Disagreement{{ID: "x", Claims: texts("c")}}
	l := found(x, unused)
	if len(l) != 1 || l[0].Level != diag.Warning {
		t.Errorf("found\n%s", shown(x, unused))
	}
}
