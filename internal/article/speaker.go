package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An attribution says who speaks.
type attribution struct {
	at      int // in bytes
	speaker string
	name    bool // rather than "the mayor"
	pronoun bool // or no subject at all
}

// A token is a word of a sentence whose quoted words are masked.
type token struct {
	at        int
	word, low string // without punctuation
	stop      string // punctuation after it
	opened    bool   // punctuation stood before it
	quoted    bool   // or rather a masked quotation
}

func tokens(masked string) []token {
	var out []token
	for at := 0; at < len(masked); {
		end := strings.IndexByte(masked[at:], ' ')
		if end < 0 {
			end = len(masked) - at
		}
		if field := masked[at : at+end]; field != "" {
			word := strings.TrimLeftFunc(field, notWord)
			opened := len(word) < len(field)
			bare := strings.TrimRightFunc(word, notWord)
			stop := word[len(bare):]
			if strings.HasPrefix(stop, ".") && abbreviates(bare) {
				bare, stop = bare+".", stop[1:]
			}
			out = append(out, token{at: at, word: bare, low: strings.ToLower(bare), stop: stop, opened: opened,
				quoted: strings.Contains(field, `"`) && bare == "" || strings.Contains(field, `""`)})
		}
		at += end + 1
	}
	return out
}

func notWord(r rune) bool { return !wordRune(r) }

// abbreviates tells an initial or a title from the last word of a sentence.
func abbreviates(word string) bool {
	low := strings.ToLower(word) + "."
	first, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsUpper(first) || shortTitles[low]
}

func (t token) capital() bool {
	r, _ := utf8.DecodeRuneInString(t.word)
	return unicode.IsUpper(r) || unicode.Is(unicode.Lo, r)
}

func (t token) number() bool { return t.word != "" && strings.Trim(t.word, "0123456789") == "" }

// attributions finds who speaks: before a verb of saying, after one that is
// turned round, and after "according to".
func attributions(toks []token, spanish bool) []attribution {
	var out []attribution
	for i, t := range toks {
		english, es := englishSaying[t.low], spanish && spanishSaying[t.low]
		afterQuote := i > 0 && (toks[i-1].quoted || strings.ContainsAny(toks[i-1].stop, `"”’»`)) || t.opened
		var a attribution
		var ok bool
		switch {
		case t.low == "según" && !(i+1 < len(toks) && spanishSaying[toks[i+1].low]),
			t.low == "to" && i > 0 && toks[i-1].low == "according",
			t.low == "con" && i > 0 && toks[i-1].low == "acuerdo":
			a, ok = subjectAfter(toks[i+1:])
		case !english && !es:
			continue
		case afterQuote && !neverTurned[t.low]:
			if a, ok = subjectAfter(toks[i+1:]); !ok && es {
				a, ok = attribution{pronoun: true}, true
			}
		default:
			if a, ok = subjectBefore(toks[:i]); !ok && es {
				if a, ok = subjectAfter(toks[i+1:]); !ok || indefinite().MatchString(a.speaker) { // "prometió una investigación"
					a, ok = attribution{pronoun: true}, true
				}
			}
		}
		if ok {
			a.at = t.at
			out = append(out, a)
		}
	}
	return out
}

var indefinite = lazily(`^(?i:una?) `)

// subjectBefore reads the subject that ends where toks end: a name, a pronoun,
// "the mayor", and "the mayor, Roy Pike," as the name.
func subjectBefore(toks []token) (attribution, bool) {
	end := len(toks)
	for end > 0 && toks[end-1].stop == "" && interposed(toks[end-1].low) {
		end--
	}
	if end == 0 {
		return attribution{}, false
	}
	if toks[end-1].stop == "," { // "…, who chairs the board, said"
		for i := end - 2; i >= 0 && end-i <= maxAside; i-- {
			if toks[i].stop != "," {
				continue
			}
			if runLength(toks[i+1:end]) == end-i-1 {
				return attribution{speaker: bareName(toks[i+1 : end]), name: true}, true
			}
			return nounEnding(toks[:i+1])
		}
		return attribution{}, false
	}
	if toks[end-1].stop != "" || toks[end-1].quoted {
		return attribution{}, false
	}
	for i := end - 1; i > 0 && toks[i-1].stop == ""; i-- {
		if toks[i].low == "who" { // "an engineer who knows the dam said"
			return nounEnding(toks[:i])
		}
	}
	return nounEnding(toks[:end])
}

// interposed reports whether a word may stand between a subject and its verb.
func interposed(low string) bool {
	return strings.HasSuffix(low, "ly") && len(low) > 4 || strings.HasSuffix(low, "mente") || adverbs[low] || clitics[low]
}

// maxAside is how many words may stand between a subject and its verb.
const maxAside = 20

// nounEnding reads a name or a description backwards from the end of toks.
func nounEnding(toks []token) (attribution, bool) {
	end := len(toks)
	last := toks[end-1]
	if pronouns[last.low] {
		return attribution{pronoun: true}, true
	}
	if last.low == "it" || last.quoted || last.word == "" {
		return attribution{}, false
	}
	start := end - 1
	if last.capital() || start > 0 && last.number() && toks[start-1].capital() && toks[start-1].stop == "" { // "Channel 4"
		for !toks[start].opened {
			before := start - 1
			for before > 0 && particles[toks[before].low] && toks[before].stop == "" {
				before--
			}
			if before < 0 || !toks[before].capital() || toks[before].stop != "" {
				break
			}
			start = before
		}
		if start > 1 && toks[start-1].low == "of" && toks[start-1].stop == "" && toks[start-2].capital() {
			whole, _ := nounEnding(toks[:start-1])
			switch {
			case words(whole.speaker) > 1: // "Ina Weld of the Water Board"
				return whole, true
			case !titles[toks[start-2].low]: // "University of Larkton", not "Secretary of State Roy Pike"
				start -= 2
			}
		}
		name := bareName(toks[start:])
		return attribution{speaker: name, name: true}, name != ""
	}
	if crowds[last.low] {
		return attribution{speaker: last.word}, true
	}
	for ; start > 0 && end-start <= maxRole; start-- {
		if before := toks[start-1]; before.stop != "" || before.quoted {
			return attribution{}, false
		} else if determiners[before.low] {
			return attribution{speaker: join(toks[start-1:])}, true
		}
	}
	return attribution{}, false
}

// maxRole is how many words may follow the article of a description.
const maxRole = 5

// subjectAfter reads the subject that toks begin with.
func subjectAfter(toks []token) (attribution, bool) {
	for len(toks) > 0 && adverbs[toks[0].low] && toks[0].stop == "" {
		toks = toks[1:]
	}
	if len(toks) == 0 || toks[0].quoted || toks[0].opened {
		return attribution{}, false
	}
	if pronouns[toks[0].low] {
		return attribution{pronoun: true}, true
	}
	if n := runLength(toks); n > 0 {
		name := bareName(toks[:n])
		return attribution{speaker: name, name: true}, name != ""
	}
	if crowds[toks[0].low] {
		return attribution{speaker: toks[0].word}, true
	}
	if determiners[toks[0].low] || roleNoun(toks) {
		return description(toks)
	}
	return attribution{}, false
}

// description reads "the mayor" as it stands, and "the mayor Roy Pike" and "the
// board's chair, Ina Weld" as the name.
func description(toks []token) (attribution, bool) {
	end := 1
words:
	for end < len(toks) && end <= maxRole && toks[end-1].stop == "" {
		before, n := toks[end-1].low, runLength(toks[end:])
		switch {
		case n == 0 && leaving[toks[end].low]:
			break words
		case n == 0:
			end++
		case prepositions[before], determiners[before], possessive(toks[end+n-1].word):
			end += n // "the head of the Water Board"
		default:
			if name := bareName(toks[end : end+n]); name != "" {
				return attribution{speaker: name, name: true}, true
			}
			end += n
		}
	}
	if toks[end-1].stop == "," {
		if n := runLength(toks[end:]); n >= 2 {
			return attribution{speaker: bareName(toks[end : end+n]), name: true}, true
		}
	}
	return attribution{speaker: join(toks[:end])}, end > 1 && determiners[toks[0].low]
}

// roleNoun reports whether toks begin with a word or two and then a name, as
// in "said mayor Roy Pike".
func roleNoun(toks []token) bool {
	return len(toks) > 2 && toks[0].stop == "" && !prepositions[toks[0].low] && !leaving[toks[0].low] && runLength(toks[1:]) >= 2
}

func possessive(word string) bool {
	return strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s")
}

// runLength is how many tokens at the head of toks make up a name: words with
// capitals, and particles between them.
func runLength(toks []token) int {
	n := 0
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		switch {
		case i > 0 && t.opened, t.quoted:
			return n
		case t.capital() && t.word != "":
			n = i + 1
		case i == 0 || !particles[t.low]:
			return n
		}
		if t.stop != "" {
			return n
		}
	}
	return n
}

// bareName is a name without the words that lead up to it: "But" at the head
// of a sentence, and everything to the last title.
func bareName(toks []token) string {
	for len(toks) > 0 && (leading[toks[0].low] || determiners[toks[0].low]) {
		toks = toks[1:]
	}
	for i := len(toks) - 2; i >= 0; i-- {
		if titles[strings.TrimSuffix(toks[i].low, ".")] {
			toks = toks[i+1:]
			break
		}
	}
	for len(toks) > 1 && particles[toks[0].low] {
		toks = toks[1:]
	}
	if len(toks) == 1 && calendar[toks[0].low] {
		return ""
	}
	return join(toks)
}

// firstPerson is the first name of two words or more.
func firstPerson(toks []token) string {
	for i := range toks {
		if n := runLength(toks[i:]); n >= 2 && (i == 0 || !prepositions[toks[i-1].low]) {
			if name := bareName(toks[i : i+n]); words(name) >= 2 {
				return name
			}
		}
	}
	return ""
}

// signature is the name in a line such as "— Roy Pike, mayor of Larkton".
func signature(line string) string {
	if words(line) > 10 || stopped(line) {
		return ""
	}
	toks := tokens(strings.TrimLeft(line, "—–- "))
	if n := runLength(toks); n >= 2 && (n == len(toks) || toks[n-1].stop == ",") {
		return bareName(toks[:n])
	}
	return ""
}

func join(toks []token) string {
	all := make([]string, len(toks))
	for i, t := range toks {
		all[i] = t.word
	}
	return strings.Join(all, " ")
}

// Words about speech, in lower case.
var (
	englishSaying = set(`said says told tells added adds wrote writes asked asks explained explains noted notes warned warns argued argues
		insisted insists recalled recalls stated states claimed claims declared announced tweeted posted replied replies answered
		continued concluded testified admitted admits acknowledged complained complains joked shouted commented promised vowed stressed
		emphasized emphasised remarked called calls described describes repeated responded responds reported thinks believes predicted agreed`)
	// neverTurned have no subject after them, but whom they speak to or of.
	neverTurned   = set(`told tells called calls described describes posted reported`)
	spanishSaying = set(`dijo dice dijeron dicen afirmó afirma afirmaron aseguró asegura aseguraron declaró declara declararon señaló señala
		señalaron explicó explica explicaron añadió añade añadieron agregó agrega agregaron indicó indica indicaron manifestó manifiesta
		comentó comenta escribió escribe preguntó pregunta respondió responde respondieron advirtió advierte advirtieron sostuvo sostiene
		sostuvieron denunció denuncia denunciaron anunció anuncia insistió insiste insistieron recordó recuerda recordaron apuntó apunta
		subrayó subraya precisó precisa relató relata relataron contó cuenta contaron reconoció reconoce reconocieron admitió admite
		expresó reiteró reitera concluyó concluye prometió promete criticó critica lamentó lamenta recalcó recalca destacó destaca
		llamó calificó resumió resume opinó opina zanjó zanja ironizó replicó replica matizó detalló confesó exclamó bromeó`)
	shortTitles  = set(englishTitles + " " + spanishTitles)
	pronouns     = set(`he she they él ella ellos ellas`)
	determiners  = set(`the a an one another his her its their our el la los las un una su sus`)
	crowds       = set(`officials residents authorities prosecutors police lawyers experts witnesses autoridades vecinos fuentes testigos expertos`)
	adverbs      = set(`has have had also later then once again recently just even often still ha han había también luego después ayer hoy ya`)
	clitics      = set(`le les lo la nos me se no`)
	prepositions = set(`in at of from to near for on by with about against en de del a por con hacia desde sobre contra para ante entre`)
	// leaving are words at which a description ends.
	leaving = set(`in at from to on by with about against when while as after before who that during who en a por con hacia desde sobre contra para
		ante entre cuando mientras tras que quien durante al`)
	leading = set(`but and so then when while after before as if in on at yet meanwhile however later since although though still now here there
		this that these those what why how where it pero y cuando mientras así entonces aunque como si en según tras también ahora aquí`)
	titles = set(`mr mrs ms dr prof professor sir president presidents vice minister secretary senator sen representative rep governor gov
		mayor chief judge justice general gen colonel col captain capt lieutenant lt state sergeant sgt king queen prince princess pope
		sheriff deputy commissioner inspector superintendent officer detective attorney councilman councilwoman congressman congresswoman
		ambassador bishop archbishop father sister coach premier chancellor lord lady dame spokesman spokeswoman spokesperson director chairman chairwoman chair
		sr sra srta dra don doña presidente presidenta vicepresidente vicepresidenta ministro ministra secretario secretaria senador
		senadora diputado diputada gobernador gobernadora alcalde alcaldesa comisario comisaria concejal concejala fiscal embajador embajadora obispo arzobispo padre hermana comandante capitán sargento
		consejero consejera canciller inspector inspectora juez jueza general coronel papa rey reina portavoz director directora`)
	calendar = set(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
		october november december lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto
		septiembre octubre noviembre diciembre`)
)
