package check

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// fiction is an explainer about a lodge that nobody has built, in English and
// Spanish, on three sources of which two are dated. Tests add to it.
func fiction() *explainer.Explainer {
	return &explainer.Explainer{
		Settings: explainer.Settings{Editions: []explainer.Edition{{ID: "en", Locale: "en-US"}, {ID: "es", Locale: "es"}}},
		Sources: []*explainer.Source{
			source("gazette", "The Hill Gazette", "Gazette", "2031-05-12"),
			source("post", "Valley Post", "Post", "2031-05"),
			source("channel", "Channel Nine", "Independent", ""),
		},
		Agents: []*explainer.Agent{
			agent("warden", "Ada Moss", "Ada Moss", []string{"Moss"}, []string{"Moss"}),
			agent("council", "Hill council", "Consejo de la Colina", []string{"councillors"}, []string{"concejales"}),
			agent("radio", "Radio 40", "Radio 40", nil, nil),
		},
		Units: quantity.Units{"bunk": {"en": {"bunk", "bunks"}, "es": {"litera", "literas"}}},
	}
}

func source(id, outlet, label, issued string) *explainer.Source {
	return &explainer.Source{ID: id, Outlet: both(outlet, outlet), Label: both(label, label),
		Issued: word(issued), Language: word("en")}
}

func agent(id, en, es string, enAliases, esAliases []string) *explainer.Agent {
	return &explainer.Agent{ID: id, Name: both(en, es),
		Aliases: map[string][]explainer.Text{"en": texts(enAliases...), "es": texts(esAliases...)}}
}

func word(s string) explainer.Text { return explainer.Text{Value: s, Place: diag.Place{File: "data"}} }

func texts(list ...string) []explainer.Text {
	var out []explainer.Text
	for _, s := range list {
		out = append(out, word(s))
	}
	return out
}

func both(en, es string) explainer.Localized {
	return explainer.Localized{"en": word(en), "es": word(es)}
}

// claim has evidence in the gazette with these quantities.
func claim(id, en, es string, quantities ...string) *explainer.Claim {
	return &explainer.Claim{ID: id, Section: word("lodge"), Status: word("reported"), Statement: both(en, es),
		Evidence: []*explainer.Evidence{{Source: word("gazette"), Quantities: texts(quantities...)}}}
}

// sentence is on line 9 of its page and cites claims.
func sentence(text string, ids ...string) explainer.Sentence {
	s := explainer.Sentence{Text: text, Place: diag.Place{File: "content", Line: 9, Col: 1}}
	for i, id := range ids {
		s.Citations = append(s.Citations, explainer.Citation{Claim: explainer.Text{Value: id, Place: diag.Place{File: "content", Line: 9, Col: 50 + i}}})
	}
	return s
}

func page(id, edition string, sentences ...explainer.Sentence) *explainer.Page {
	return &explainer.Page{ID: id, Edition: edition, Section: true, Sentences: sentences,
		Place: diag.Place{File: "content/" + edition + "/" + id + ".md", Line: 1, Col: 1}}
}

func found(x *explainer.Explainer, rule func(*manuscript, *diag.List)) (l diag.List) {
	rule(newManuscript(x), &l)
	return l
}

// shown is what a rule finds, one line each with its notes and help.
func shown(x *explainer.Explainer, rule func(*manuscript, *diag.List)) string {
	var lines []string
	for _, d := range found(x, rule) {
		line := fmt.Sprintf("%s: %s [%s]", d.Place, d.Message, d.Code)
		for _, n := range d.Notes {
			line += fmt.Sprintf("; %s: %s", n.Place, n.Message)
		}
		lines = append(lines, line+"; "+d.Help)
	}
	return strings.Join(lines, "\n")
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("found\n%s\nwant\n%s", got, want)
	}
}

// BenchmarkRules applies every rule to generated explainers of up to 1,000
// sections in two editions and 10,000 claims, each cited once with its number.
func BenchmarkRules(b *testing.B) {
	for _, claims := range []int{100, 1_000, 10_000} {
		x := generated(max(claims/10, 1), claims)
		b.Run(fmt.Sprintf("claims=%d", claims), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if l := Explainer(x); len(l) > 0 {
					b.Fatal(l[0].Message)
				}
			}
		})
	}
}

func generated(sections, claims int) *explainer.Explainer {
	x := fiction()
	for i := range sections {
		id := fmt.Sprintf("s%d", i)
		en, es := page(id, "en"), page(id, "es")
		for n := i; n < claims; n += sections {
			c := claim(fmt.Sprintf("c%d", n),
				fmt.Sprintf("By the count of Ada Moss the lodge had up to %d beds in May 2031.", 10_000+n),
				fmt.Sprintf("Según Ada Moss, el refugio tenía hasta %d camas en mayo de 2031.", 10_000+n), fmt.Sprintf("up to %d beds", 10_000+n), "May 2031")
			c.Section, c.AssertedBy = word(id), word("warden")
			if n%2 == 0 {
				c.Status = word("alleged")
			}
			x.Claims = append(x.Claims, c)
			en.Sentences = append(en.Sentences, sentence(fmt.Sprintf("In May 2031 it had up to %d beds, says Moss.", 10_000+n), c.ID))
			es.Sentences = append(es.Sentences, sentence(fmt.Sprintf("En mayo de 2031 tenía hasta %d camas, dice Moss.", 10_000+n), c.ID))
		}
		x.Pages = append(x.Pages, en, es)
	}
	for _, ed := range x.Editions {
		x.Pages = append(x.Pages, &explainer.Page{Edition: ed.ID})
	}
	return x
}

func TestGeneratedExplainerIsClean(t *testing.T) {
	for _, d := range Explainer(generated(3, 30)) {
		t.Errorf("%s: %s", d.Place, d.Message)
	}
}
