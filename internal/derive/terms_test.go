package derive

import (
	"fmt"
	"testing"

	"explainer/internal/explainer"
)

// TestTerms finds a term where its name, or an agent's alias, stands as a
// whole word.
func TestTerms(t *testing.T) {
	tests := []struct {
		name      string
		statement string
		prose     string
		want      string // claims and sections
	}{
		{"Orla", "Orla is an island.", "It sails to Orla.", "[x] [s]"},
		{"Orla", "Orlando is a town.", "The Orla-based ferry.", "[] [s]"},
		{"Orla", "The orla.", "“Orla”!", "[] [s]"},
		{"Ó Sé", "So Ó Sé says.", "Ó Séamus", "[x] []"},
		{"Lena Voss", "Voss says so.", "The harbor master does.", "[x] []"},
		{"C. (D", "C. (D) is.", "C x (D", "[x] []"},
	}
	for _, tt := range tests {
		t.Run(tt.name+": "+tt.statement, func(t *testing.T) {
			c := claim("x", "a")
			c.Statement = explainer.Localized{"en": text(tt.statement)}
			x := explained(c)
			x.Pages[0].Sentences = []explainer.Sentence{{Text: tt.prose}}
			x.Agents = []*explainer.Agent{{ID: "voss", Name: explainer.Localized{"en": text("Lena Voss")}, Aliases: map[string][]explainer.Text{"en": {text("Voss")}}}}
			s := sentence("x", 5, 1)
			s.Text = "Said of it."
			x.Pages = append(x.Pages, &explainer.Page{
				ID: "glossary", Edition: "en", Glossary: true, Sentences: []explainer.Sentence{s},
				Terms: []explainer.Term{{ID: "term", Name: tt.name, To: 1}},
			})
			site := New(x)
			term := site.Terms["en"]["term"]
			if got := fmt.Sprintf("%v %v", term.Claims, term.Sections); got != tt.want {
				t.Errorf("claims and sections %s; want %s", got, tt.want)
			}
			if len(term.Definition) != 1 || site.notes[term.Definition[0].Note] == nil {
				t.Errorf("defined as %v, whose claims have no note", term.Definition)
			}
			if n := len(site.Panels); n == 0 || site.Panels[n-1].Kind != explainer.Occurs {
				t.Errorf("panels %v; want the last to say where the term occurs", site.Panels)
			}
		})
	}
}
