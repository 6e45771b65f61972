package check

import (
	"math"
	"strings"
	"unicode"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/quantity"
)

// picksSide reports a disagreement's note that calls one position right or
// wrong and gives no reason. A reason is a causal word in the same sentence or
// at the start of it ("so", "por eso"), or arithmetic there that holds: a
// multiple of two of its numbers, or a sum.
//
// Questions and doubts ("whether it is a slip", "may be right", "no article
// says which is correct") pick no side, and neither does what is said of both.
func picksSide(m *manuscript, l *diag.List) {
	for _, d := range m.Disagreements {
		for _, ed := range m.Editions {
			note := d.Note[ed.ID]
			if !article.Supported(ed.ID) {
				continue
			}
			for _, text := range article.Split(ed.ID, strings.Join(strings.Fields(note.Value), " ")) {
				p := &passage{edition: ed.ID, text: text}
				p.read()
				words := picks(p)
				if words == "" || reasoned(p) || worked(m.quantities(ed.ID, text)) {
					continue
				}
				l.Errorf(note.Place, "note-picks-side", "the note calls a position %q and gives no reason", words).
					Helpf("give the reason in the same sentence, or leave the verdict to the reader")
				break
			}
		}
	}
}

// judging are the words by which a language takes a side, and those that undo
// or explain it.
var judging = map[string]struct{ verdict, doubt, reason, notReason phrases[bool] }{
	"en": {
		verdict: phraseTable("right|wrong|correct|incorrect|mistaken|mistake|mistakes|error|errs|erred|false|untrue|inaccurate|accurate|true|slip|misprint|" +
			"misreported|misreports|unreliable|reliable|trustworthy|credible|exaggerates|exaggerated|overstates|overstated|understates|" +
			"understated|misstates|misstated|disproved|debunked|real figure|real number|actual figure|actual number|real date|actual date|" +
			"should be trusted|can be dismissed|can be ignored|can be disregarded|to be preferred|to be believed|should be believed|" +
			"gets it wrong|typo|in reality|better figure|better number|should be preferred|we trust"),
		doubt: phraseTable("whether|if|which|who|may|might|could|perhaps|possibly|neither|none|nobody|either|both|all|no|unclear|unknown|or"),
		reason: phraseTable("because|since|as|for the reason|given that|due to|seeing that|inasmuch|so|therefore|hence|thus|which is why|which shows|" +
			"which proves|for the same"),
		notReason: phraseTable("such as|as of|as well|as if|as such|as many|as much|known as|same as|as true|as right|as wrong|as accurate|as correct|" +
			"since then|since the|since last|since january|since february|since march|since april|since may|since june|since july|" +
			"since august|since september|since october|since november|since december|so far|so called|so is"),
	},
	"es": {
		verdict: phraseTable("correcto|correcta|correctos|correctas|incorrecto|incorrecta|equivocado|equivocada|equivocados|equivoca|equivocan|error|errores|" +
			"erróneo|errónea|erróneos|falso|falsa|falsos|falsas|verdadero|verdadera|verdaderos|verdaderas|cierto|cierta|ciertos|inexacto|" +
			"inexacta|desliz|errata|yerra|acierta|aciertan|fiable|fiables|creíble|creíbles|confiable|exagera|exageran|desmentido|desmentida|" +
			"tiene razón|tienen razón|cifra real|número real|dato real|fecha real|cifra exacta|debe creerse|debe descartarse|se equivocó|se equivocaron|distancia real|fecha verdadera|en realidad|debe preferirse|" +
			"hay que descartar|hay que creer|se queda corto|se queda corta"),
		doubt: phraseTable("si|cuál|cuáles|qué|quién|quizá|quizás|acaso|podría|podrían|puede|pueden|tal vez|ningún|ninguno|ninguna|ambos|ambas|todos|todas|" +
			"nadie|ni|o"),
		reason: phraseTable("porque|ya que|pues|puesto que|dado que|debido a|como muestra|como prueba|a causa|por eso|por tanto|por lo tanto|así que|" +
			"de modo que|en vista|por ser"),
		notReason: phraseTable("pues bien"),
	},
}

// picks finds the verdict in a sentence, or "". A doubt undoes what follows it
// in its clause.
func picks(p *passage) string {
	j := judging[p.edition]
	doubted := -1
	for i, t := range p.tokens {
		if _, n := j.doubt.at(p, i); n > 0 {
			doubted = t.clause
		}
		if _, n := j.verdict.at(p, i); n > 0 && doubted != t.clause {
			return strings.ToLower(p.words(i, n))
		}
	}
	return ""
}

func reasoned(p *passage) bool {
	j := judging[p.edition]
	not := func(i int) bool {
		_, n := j.notReason.at(p, i)
		return n > 0
	}
	for i, t := range p.tokens {
		_, n := j.reason.at(p, i)
		if n == 0 || not(i) || i > 0 && not(i-1) {
			continue
		}
		ofTime := t.low == "since" || t.low == "as"
		if next := p.next(i); !ofTime || next == "" || !unicode.IsDigit(rune(next[0])) {
			return true // not "since 2022"
		}
	}
	return false
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
