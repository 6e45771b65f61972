package check

import (
	"testing"

	"explainer/internal/explainer"
)

func TestEditionsCiteTheSameClaims(t *testing.T) {
	for _, c := range []struct {
		name   string
		en, es []explainer.Sentence
		want   string
	}{
		{"in another order and number of sentences",
			[]explainer.Sentence{sentence("", "a", "b"), sentence("", "a")}, []explainer.Sentence{sentence("", "b"), sentence("", "a")}, ""},
		{"one missing in Spanish, cited twice",
			[]explainer.Sentence{sentence("", "a", "b"), sentence("", "b")}, []explainer.Sentence{sentence("", "a")},
			`content:9:51: edition "es" omits claim "b" [edition-incomplete]; content/es/lodge.md:1:1: this page in edition "es"; cite it in content/es/lodge.md too, or take it out here`},
		{"one missing in English",
			[]explainer.Sentence{sentence("", "a")}, []explainer.Sentence{sentence("", "a"), sentence("", "c")},
			`content:9:50: edition "en" omits claim "c" [edition-incomplete]; content/en/lodge.md:1:1: this page in edition "en"; cite it in content/en/lodge.md too, or take it out here`},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := fiction()
			x.Claims = []*explainer.Claim{claim("a", "", ""), claim("b", "", ""), claim("c", "", "")}
			x.Pages = []*explainer.Page{page("lodge", "en", c.en...), page("lodge", "es", c.es...)}
			expect(t, shown(x, editions), c.want)
		})
	}
}

func TestClaimOnAnotherPageDoesNotCount(t *testing.T) {
	x := fiction()
	x.Claims = []*explainer.Claim{claim("a", "", ""), claim("b", "", ""), claim("c", "", "")}
	x.Pages = []*explainer.Page{page("lodge", "en", sentence("", "a")), page("hill", "en"),
		page("lodge", "es"), page("hill", "es", sentence("", "a"))}
	if l := shown(x, editions); l == "" {
		t.Error("a claim that moved to another page in one edition is not reported")
	}
}

func TestPageOfOneEditionIsNotCompared(t *testing.T) {
	x := fiction()
	x.Claims = []*explainer.Claim{claim("a", "", ""), claim("b", "", ""), claim("c", "", "")}
	x.Pages = []*explainer.Page{page("lodge", "en", sentence("", "a"))}
	expect(t, shown(x, editions), "")
}
