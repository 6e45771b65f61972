package check

import (
	"cmp"
	"regexp"
	"testing"

	"explainer/internal/explainer"
)

var linked = regexp.MustCompile(`guests stole|huéspedes robaron`)

func TestAllegationInProse(t *testing.T) {
	for _, c := range []struct {
		name, status, by, edition, text string
		attributed                      bool
	}{
		{"by name", "alleged", "warden", "en", "Ada Moss says that the guests stole.", true},
		{"by alias", "alleged", "warden", "es", "Los huéspedes robaron, según Moss.", true},
		{"in the possessive", "alleged", "warden", "en", "In Moss's words the guests stole.", true},
		{"by a name that opens the sentence", "disputed", "council", "es", "Consejo de la Colina: los huéspedes robaron.", true},
		{"by a description in small letters", "alleged", "council", "en", "The hill council says that the guests stole.", true},
		{"by an alias that opens the sentence", "alleged", "council", "en", "Councillors say that the guests stole.", true},
		{"of what one acts on", "alleged", "warden", "en", "Moss called the council because the guests stole.", false},
		{"of what one acts on", "alleged", "warden", "es", "Moss llamó al consejo porque los huéspedes robaron.", false},
		{"of what one says to act on", "alleged", "warden", "en", "Moss called the council because, she said, the guests stole.", true},
		{"of what one denies", "alleged", "warden", "en", "Moss denied that the guests stole.", false},
		{"of what one knows", "alleged", "warden", "es", "Moss sabía que los huéspedes robaron.", false},
		{"of what one does not deny", "alleged", "warden", "en", "Moss, who denied that it rained, says that the guests stole.", true},
		{"by nobody", "alleged", "warden", "en", "The guests stole.", false},
		{"by a word alone", "alleged", "warden", "en", "The guests allegedly stole.", false},
		{"by a word alone", "alleged", "warden", "es", "Los presuntos ladrones huyeron.", false},
		{"by a pronoun", "alleged", "warden", "en", "She says that the guests stole.", false},
		{"by somebody else", "disputed", "warden", "en", "The Hill council says that the guests stole.", false},
		{"by part of a word", "alleged", "warden", "en", "The guests stole Mossy's hat.", false},
		{"by the outlet where no agent is recorded", "alleged", "", "en", "The guests stole, the Gazette reports.", true},
		{"by no outlet", "alleged", "", "es", "Los huéspedes robaron, según un diario.", false},
		{"reported as fact", "reported", "warden", "en", "The guests stole.", true},
		{"by an agent that references reports", "alleged", "nobody", "en", "The guests stole.", true},
	} {
		t.Run(c.edition+"/"+c.name, func(t *testing.T) {
			x := fiction()
			k := claim("theft", "Ada Moss of the Hill council tells the Gazette that guests stole.", "Ada Moss, del Consejo de la Colina, dice a Gazette que robaron.")
			k.Status, k.AssertedBy = word(c.status), explainer.Text{}
			if c.by != "" {
				k.AssertedBy = word(c.by)
			}
			x.Claims = []*explainer.Claim{k}
			said := sentence(c.text, "theft", "theft")
			for i := range said.Citations {
				said.Citations[i].Words = cmp.Or(linked.FindString(c.text), c.text)
			}
			x.Pages = []*explainer.Page{page("lodge", c.edition, said)}
			if got := shown(x, attribution); (got == "") != c.attributed {
				t.Errorf("%q: %q", c.text, got)
			}
		})
	}
}

func TestLabelThatIsAlsoAWordKeepsItsCapital(t *testing.T) {
	if mentioned("An independent count.", "Independent") || !mentioned("The Independent counts.", "Independent") {
		t.Error("a label of one word is matched without its capital")
	}
	for _, text := range []string{"Las autoridades de EE.UU. lo alegan.", "Las autoridades de EE. UU. lo alegan."} {
		if !mentioned(text, "autoridades de EE. UU.") {
			t.Errorf("%q: the space within an abbreviation counts", text)
		}
	}
}

func TestAllegationSaysWhoMustBeNamed(t *testing.T) {
	x := fiction()
	k := claim("theft", "The guests stole.", "Robaron, según Moss.")
	k.Status, k.AssertedBy = word("alleged"), word("warden")
	x.Claims = []*explainer.Claim{k}
	x.Pages = []*explainer.Page{page("lodge", "en", sentence("The guests stole.", "theft", "theft"))}
	expect(t, shown(x, attribution), `content:9:50: alleged claim "theft" is stated without attribution [allegation-not-attributed]; data: asserted by "warden"; name who alleges it in this sentence: "Ada Moss"
data: alleged claim "theft" is stated without attribution [allegation-not-attributed]; data: asserted by "warden"; name who alleges it in this statement: "Ada Moss"`)
}
