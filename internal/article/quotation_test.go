package article

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestQuotations(t *testing.T) {
	tests := []struct {
		name, language, text string
		want                 []string // "speaker: words"
	}{
		{"said before the name", "en", `“We opened two gates,” said Ina Weld, who chairs the board.`, []string{"Ina Weld: We opened two gates,"}},
		{"said after the name", "en", `“We opened two gates,” Weld said on Sunday.`, []string{"Weld: We opened two gates,"}},
		{"straight marks", "en", `"We opened two gates," Ina Weld said.`, []string{"Ina Weld: We opened two gates,"}},
		{"mixed marks", "en", `“We opened two gates," Ina Weld said.`, []string{"Ina Weld: We opened two gates,"}},
		{"single marks", "en", `‘We didn’t sleep at all,’ said Ina Weld.`, []string{"Ina Weld: We didn’t sleep at all,"}},
		{"angle marks", "es", `«Abrimos dos compuertas», dijo Ina Weld.`, []string{"Ina Weld: Abrimos dos compuertas"}},
		{"low marks", "en", `„We opened two gates“, said Ina Weld.`, []string{"Ina Weld: We opened two gates"}},
		{"apostrophes are no marks", "en", `The farmers' union and the mayor's office didn't answer.`, nil},
		{"inches are no marks", "en", `The crack was 6" wide and 3" deep.`, nil},
		{"told somebody", "en", `Ina Weld told the Gazette: “It was a long night.”`, []string{"Ina Weld: It was a long night."}},
		{"told a name", "en", `“It was a long night,” the mayor told Ina Weld.`, []string{"the mayor: It was a long night,"}},
		{"name beside a role", "en", `“It is over,” said the mayor, Roy Pike, on Sunday.`, []string{"Roy Pike: It is over,"}},
		{"role beside a name", "en", `“It is over,” Roy Pike, the mayor, told reporters.`, []string{"Roy Pike: It is over,"}},
		{"role before a name", "en", `“It is over now,” the board’s chair, Ina Weld, said.`, []string{"Ina Weld: It is over now,"}},
		{"role alone", "en", `“It is over now,” the mayor said.`, []string{"the mayor: It is over now,"}},
		{"title before a name", "en", `“It is over now,” Transport Minister Ada Quill said.`, []string{"Ada Quill: It is over now,"}},
		{"name and institution", "en", `Prof Ina Weld of Larkton Technical University said it was “a long night”.`, []string{"Ina Weld: a long night"}},
		{"institution", "en", `The University of Larkton said it was “a long night”.`, []string{"University of Larkton: a long night"}},
		{"title of two words", "en", `Secretary of State Roy Pike said it was “a long night”.`, []string{"Roy Pike: a long night"}},
		{"he, of two who were named", "en", "“We slept,” said Ina Weld.\n\nIt was over by nine, according to Mayor Roy Pike.\n\n“It was a long night,” he said.", []string{"Ina Weld: We slept,", "Roy Pike: It was a long night,"}},
		{"particles", "en", `“It is over now,” said Ludwig van der Holm.`, []string{"Ludwig van der Holm: It is over now,"}},
		{"initials", "en", `“It is over now,” said P. J. Holm.`, []string{"P. J. Holm: It is over now,"}},
		{"accents", "en", `“It is over now,” Íñigo Muñoz said.`, []string{"Íñigo Muñoz: It is over now,"}},
		{"broken by its speaker", "en", `“We slept,” Ina Weld said, “beside the gates.”`, []string{"Ina Weld: We slept,", "Ina Weld: beside the gates."}},
		{"two speakers", "en", `“We slept,” Ina Weld said, but Roy Pike replied: “I did not sleep.”`, []string{"Ina Weld: We slept,", "Roy Pike: I did not sleep."}},
		{"several sentences", "en", `“We slept. We woke up at four,” said Ina Weld.`, []string{"Ina Weld: We slept.", "Ina Weld: We woke up at four,"}},
		{"goes on", "en", `“We slept beside it,” said Ina Weld. “It was a long night.”`, []string{"Ina Weld: We slept beside it,", "Ina Weld: It was a long night."}},
		{"goes on in the next paragraph", "en", "“We slept beside it,” said Ina Weld.\n\n“It was a long night.”", []string{"Ina Weld: We slept beside it,", "Ina Weld: It was a long night."}},
		{"open to the next paragraph", "en", "Ina Weld said: “We slept beside it.\n\n“It was a long night.”", []string{"Ina Weld: We slept beside it.", "Ina Weld: It was a long night."}},
		{"does not go on after other text", "en", "“We slept beside it,” said Ina Weld.\n\nIt rained.\n\n“It was a long night.”", []string{"Ina Weld: We slept beside it,", ": It was a long night."}},
		{"he", "en", `Roy Pike went home at nine. “It is all over now,” he said.`, []string{"Roy Pike: It is all over now,"}},
		{"she, a paragraph on", "en", "Ina Weld chairs the board.\n\n“It was a long night,” she said.", []string{"Ina Weld: It was a long night,"}},
		{"surname in full", "en", "Ina Weld chairs the board.\n\nIt rained.\n\n“It was a long night,” Weld said.", []string{"Ina Weld: It was a long night,"}},
		{"surname that two have", "en", "Ina Weld and Tom Weld run it.\n\n“It was a long night,” Weld said.", []string{"Weld: It was a long night,"}},
		{"according to", "en", `It was “the longest night of all”, according to Ina Weld.`, []string{"Ina Weld: the longest night of all"}},
		{"colon", "en", `Ina Weld, who was there all night, is sure: “It was a long night.”`, []string{"Ina Weld: It was a long night."}},
		{"nobody named", "en", `A sign reads “no swimming in the lake”.`, []string{": no swimming in the lake"}},
		{"scare marks", "en", `The “smart gate” failed at once.`, nil},
		{"scare marks of a speaker", "en", `Ina Weld called it “a disgrace”.`, []string{"Ina Weld: a disgrace"}},
		{"signed below", "en", "It rained.\n\n“The wall is old but not tired.”\n\n— Ina Weld, chair of the board\n\nIt rained.", []string{"Ina Weld: The wall is old but not tired."}},
		{"somebody who", "en", `An engineer who saw the Lark Bridge has said that it “could not be saved”.`, []string{"An engineer: could not be saved"}},

		{"dijo", "es", `«Fue una noche larga», dijo el alcalde.`, []string{"el alcalde: Fue una noche larga"}},
		{"dijo, con cargo y nombre", "es", `«Fue una noche larga», dijo la presidenta de la junta, Ina Weld.`, []string{"Ina Weld: Fue una noche larga"}},
		{"cargo antes del nombre", "es", `“Fue una noche larga”, aseguró la diputada Inés Quiroz.`, []string{"Inés Quiroz: Fue una noche larga"}},
		{"nombre antes del verbo", "es", `Íñigo Muñoz de la Peña afirmó que fue «una noche muy larga».`, []string{"Íñigo Muñoz de la Peña: una noche muy larga"}},
		{"según", "es", `Según Ina Weld, fue «una noche muy larga».`, []string{"Ina Weld: una noche muy larga"}},
		{"sin sujeto", "es", `Ina Weld llegó a las nueve. «Fue una noche larga», dijo.`, []string{"Ina Weld: Fue una noche larga"}},
		{"raya", "es", `—Fue una noche larga —dijo Ina Weld—. No dormimos.`, []string{"Ina Weld: Fue una noche larga", "Ina Weld: No dormimos."}},
		{"raya de inciso", "es", `La presa —la mayor del valle— aguantó, según Ina Weld.`, nil},
		{"comillas de distancia", "es", `La compuerta «inteligente» falló.`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Read([]byte("Dam in Lark Valley holds\n\n"+test.text), Options{Language: test.language})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for s := range a.Sentences() {
				for _, q := range a.Quotations(s) {
					if !strings.Contains(s.Text, q.Words) {
						t.Errorf("%q is not in %q", q.Words, s.Text)
					}
					got = append(got, fmt.Sprintf("%s: %s", q.Speaker, q.Words))
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestQuotationsOfAnotherArticle(t *testing.T) {
	a := read(t, "Dam in Lark Valley holds\n\n“We slept beside it,” said Ina Weld.")
	b := read(t, "Dam in Lark Valley holds\n\nIt rained.")
	s, _ := b.At(2, 1)
	if got := a.Quotations(s); got != nil {
		t.Errorf("quotations of another article’s sentence: %v", got)
	}
}
