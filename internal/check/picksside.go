package check

import (
	"math"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// picksSide reports a disagreement's note that calls one position right or
// wrong and gives no reason. A reason is a causal word in the same sentence or
// at the start of it ("so", "por eso"), or arithmetic there that holds: a
// multiple of two of its numbers, or a sum.
//
// Questions and doubts ("whether it is a slip", "may be right", "no article
// says which is correct") pick no side, and neither does what is said of both.
func picksSide(x *explainer.Explainer, l *diag.List) {
	readers := map[string]*quantity.Reader{}
	for _, ed := range x.Editions {
		readers[ed.ID] = quantity.NewReader(ed.ID, x.Units)
	}
	for _, d := range x.Disagreements {
		for _, ed := range x.Editions {
			note := d.Note[ed.ID]
			for _, sentence := range sentencesOf(note.Value) {
				words := picks(ed.ID, sentence)
				if words == "" || reasoned(ed.ID, sentence) || worked(readers[ed.ID].Read(sentence)) {
					continue
				}
				l.Errorf(note.Place, "note-picks-side", "the note calls a position %q and gives no reason", words).
					Helpf("give the reason in the same sentence, or leave the verdict to the reader")
				break
			}
		}
	}
}

// sentencesOf splits at full stops before a capital or quotation mark.
func sentencesOf(text string) []string {
	var list []string
	from := 0
	for i := 0; i+2 < len(text); i++ {
		if strings.IndexByte(".!?", text[i]) >= 0 && text[i+1] == ' ' {
			next := []rune(text[i+2 : min(len(text), i+6)])[0]
			if strings.ToUpper(string(next)) == string(next) && !strings.HasSuffix(text[:i], " EE") {
				list = append(list, text[from:i+1])
				from = i + 2
			}
		}
	}
	return append(list, text[from:])
}

// judging are the words by which a language takes a side, and those that undo
// or explain it. A phrase is one entry with "_" for spaces.
var judging = map[string]struct{ verdict, doubt, reason, notReason map[string]bool }{
	"en": {
		verdict: words(`right wrong correct incorrect mistaken mistake mistakes error errs erred false untrue inaccurate accurate true
			slip misprint misreported misreports unreliable reliable trustworthy credible exaggerates exaggerated overstates overstated
			understates understated misstates misstated disproved debunked
			real_figure real_number actual_figure actual_number real_date actual_date should_be_trusted can_be_dismissed
			can_be_ignored can_be_disregarded to_be_preferred to_be_believed should_be_believed gets_it_wrong`),
		doubt: words("whether if which who may might could perhaps possibly neither none nobody either both all no unclear unknown or"),
		reason: words(`because since as for_the_reason given_that due_to seeing_that inasmuch so therefore hence thus which_is_why
			which_shows which_proves for_the_same`),
		notReason: words(`such_as as_of as_well as_if as_such as_many as_much known_as same_as as_true as_right as_wrong as_accurate as_correct
			since_then since_the since_last since_january since_february since_march since_april since_may since_june since_july
			since_august since_september since_october since_november since_december so_far so_called so_is`),
	},
	"es": {
		verdict: words(`correcto correcta correctos correctas incorrecto incorrecta equivocado equivocada equivocados equivoca equivocan error
			errores erróneo errónea erróneos falso falsa falsos falsas verdadero verdadera verdaderos verdaderas cierto cierta ciertos
			inexacto inexacta desliz errata yerra acierta aciertan fiable fiables creíble creíbles confiable exagera exageran
			desmentido desmentida tiene_razón tienen_razón cifra_real número_real dato_real fecha_real cifra_exacta debe_creerse
			debe_descartarse hay_que_descartar hay_que_creer se_queda_corto se_queda_corta`),
		doubt: words(`si cuál cuáles qué quién quizá quizás acaso podría podrían puede pueden tal_vez ningún ninguno ninguna ambos ambas
			todos todas nadie ni o`),
		reason: words(`porque ya_que pues puesto_que dado_que debido_a como_muestra como_prueba a_causa por_eso por_tanto por_lo_tanto
			así_que de_modo_que en_vista por_ser`),
		notReason: words(`pues_bien`),
	},
}

// picks finds the verdict in a sentence, or "". A doubt undoes what follows it
// in its part of the sentence, between commas, colons and the like.
func picks(lang, sentence string) string {
	j := judging[lang]
	doubted := -1
	list := spokenWords(sentence)
	for i, w := range list {
		if phraseAt(list, i, j.doubt) != "" {
			doubted = w.clause
		}
		if phrase := phraseAt(list, i, j.verdict); phrase != "" && doubted != w.clause {
			return strings.ReplaceAll(phrase, "_", " ")
		}
	}
	return ""
}

func reasoned(lang, sentence string) bool {
	j := judging[lang]
	list := spokenWords(sentence)
	for i := range list {
		word := phraseAt(list, i, j.reason)
		if word == "" || phraseAt(list, i, j.notReason) != "" || i > 0 && phraseAt(list, i-1, j.notReason) != "" {
			continue
		}
		if (word == "since" || word == "as") && i+1 < len(list) && strings.IndexFunc(list[i+1].low, func(r rune) bool { return '0' <= r && r <= '9' }) == 0 {
			continue // since 2022
		}
		return true
	}
	return false
}

// phraseAt gives the longest entry, of at most four words, that stands at i.
func phraseAt(list []spoken, i int, table map[string]bool) string {
	found, phrase := "", ""
	for n := i; n < min(len(list), i+4); n++ {
		if phrase != "" {
			phrase += "_"
		}
		phrase += list[n].low
		if table[phrase] {
			found = phrase
		}
	}
	return found
}

// worked reports whether quantities do a sum or a division that holds.
func worked(qs []quantity.Quantity) bool {
	const most = 12 // a note has few numbers, triples are many
	var values []carried
	for _, q := range qs {
		if len(values) < most {
			values = append(values, carried{Quantity: q})
		}
	}
	for _, m := range values {
		if (m.Unit == quantity.Times || m.Unit == quantity.Fraction || m.Unit == quantity.Percent) && workedOut(m.Quantity, values) {
			return true
		}
		for i, a := range values {
			for _, b := range values[:i] {
				if m.Unit != quantity.OnDate && a.Unit != quantity.OnDate && b.Unit != quantity.OnDate && a.Min > 0 && b.Min > 0 &&
					math.Abs(a.Min+b.Min-m.Min) < 1e-9*m.Min {
					return true
				}
			}
		}
	}
	return false
}
