package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// familyAsSeveral reports a sentence or statement by which several outlets
// report something that no claim it cites has from more than one origin:
// copies and rewrites of one report confirm nothing.
//
// What counts is what is asserted of whom.
//   - "Several outlets report", "según varios medios", "confirmed by two
//     newspapers": voices that the text does not name. These alarm.
//   - "Three of the articles", "los cinco artículos", "the other articles":
//     the explainer's own sources, whose lineage its readers are told. These
//     alarm only where they are said to confirm each other.
//   - "Two articles that appear to rest on the AP report": one that says so
//     in the same clause or after may count its copies.
//
// Denials ("no two outlets confirm") are left alone, and so are outlets that
// are named, since naming hides nothing.
func familyAsSeveral(m *manuscript, l *diag.List) {
	for _, p := range m.corpus().passages {
		if !p.said() {
			continue
		}
		from, words := severalVoices(p)
		if words == "" {
			continue
		}
		root := m.oneOrigin(p.claims)
		if root == "" {
			continue
		}
		what := "the claims this sentence cites go"
		if p.kind == isStatement {
			what = "the evidence of this claim goes"
		}
		d := l.Errorf(p.at(from), "family-as-several", "%q: %s back to one origin, %q", words, what, root)
		if s := m.derived(p.claims); s != nil {
			d.Note(s.Lineage.Place, "%q derives from %q", s.ID, s.Lineage.Of.Value)
		}
		d.Helpf("name who reports it, and say that the others appear to rest on one report")
	}
}

// oneOrigin is the origin of the last of several claims, if each of them has
// only one and all their sources are known, else "".
func (m *manuscript) oneOrigin(claims []*explainer.Claim) (root string) {
	for _, c := range claims {
		origins := m.origins(c)
		if len(origins) != 1 {
			return ""
		}
		for root = range origins {
			if m.sources[root] == nil {
				return ""
			}
		}
	}
	return root
}

// derived is the first source behind claims that derives from another, or nil.
func (m *manuscript) derived(claims []*explainer.Claim) *explainer.Source {
	for _, c := range claims {
		for _, e := range c.Evidence {
			if s := m.sources[e.Source.Value]; s != nil && m.root(s) != s {
				return s
			}
		}
	}
	return nil
}

// A voice is the words by which a language speaks of several outlets.
type voice struct {
	many     map[string]bool // indefinite determiners
	definite map[string]bool // of the explainer's own sources
	outlets  map[string]bool // plurals
	bodies   map[string]bool // plurals that are outlets after a word of media
	media    map[string]bool
	press    map[string]bool // nouns that need no determiner
	describe map[string]bool // may stand between, beside unknown adjectives
	texts    map[string]bool // plurals that are often by somebody: reports
	by       map[string]bool
	somebody map[string]bool // what their author begins with, but for a capital; any word if nil
	report   []string        // stems of verbs of reporting
	confirm  []string        // stems of words that make it confirmation
	rest     []string        // stems of words that say it is not
	not      map[string]bool
	common   phrases[bool] // all that it takes
}

var voices = map[string]*voice{
	"en": {
		many:     words("several various multiple many numerous different other two three four five six seven eight nine ten both dozens most countless separate independent"),
		definite: words("the these those all our of"),
		outlets:  words("outlets newspapers papers dailies media articles reports sources agencies publications stories accounts broadcasters stations journalists reporters magazines sites websites"),
		bodies:   words("organizations organisations groups companies"),
		media:    words("news media press"),
		press:    words("outlets newspapers journalists reporters broadcasters"),
		describe: words("news media press independent separate different other major international local national foreign reputable respected reliable such large leading online newspaper wire"),
		texts:    words("reports accounts stories articles"),
		by:       words("by from"),
		report:   strings.Fields("report say said wrote write state stating confirm corroborat verif agree concur describ claim quot reveal publish carr according tell told show found find note mention put count give independently separately"),
		confirm:  strings.Fields("confirm corroborat verif agree concur independently separately"),
		rest:     strings.Fields("rest relie rely based copy copie copies repeat reprint rewrit rewrote derive draw drawn reproduc back same one_report one_article"),
		not:      words("not no none neither never nor nobody without differ disagree"),
		common: phraseTable("widely reported|widely known|widely believed|the media say|the media report|the media agree|the press says|the press reports|" +
			"according to the media|according to the press|according to media"),
	},
	"es": {
		many:     words("varios varias múltiples diversos diversas numerosos numerosas muchos muchas distintos distintas diferentes otros otras dos tres cuatro cinco seis siete ocho nueve diez ambos ambas"),
		definite: words("los las estos estas esos esas todos todas nuestros nuestras de"),
		outlets:  words("medios periódicos diarios artículos informes reportes fuentes agencias publicaciones notas relatos versiones periodistas emisoras cadenas revistas sitios"),
		press:    words("medios periódicos periodistas"),
		describe: words("medios grandes principales importantes distintos diferentes otros otras"),
		texts:    words("informes reportes relatos versiones notas artículos"),
		by:       words("de del"),
		somebody: words("la el los las organizaciones organismos grupos"),
		report:   strings.Fields("inform report dice dij escrib afirm señal confirm corrobor verific coincid concuerd describ cita public según cuenta recog asegur revel muestr mencion sostien indic independiente independientemente separado"),
		confirm:  strings.Fields("confirm corrobor verific coincid concuerd independientemente independiente separado"),
		rest:     strings.Fields("bas copi repit reprod reescrib deriv provien proced mismo misma un_solo un_informe"),
		not:      words("no ni ningún ninguno ninguna nunca tampoco sin difieren discrepan"),
		common: phraseTable("ampliamente sabido|ampliamente conocido|es sabido|según la prensa|según los medios|los medios informan|los medios dicen|" +
			"los medios coinciden|la prensa informa|la prensa dice|la prensa internacional"),
	},
}

// severalVoices finds the words by which a text has several outlets report
// something, and where they stand; "" if it does not.
func severalVoices(p *passage) (from int, words string) {
	v := voices[p.edition]
	if v == nil {
		return 0, ""
	}
	for i, t := range p.tokens {
		if _, n := v.common.at(p, i); n > 0 && !t.quoted && !v.not[p.previous(i)] {
			return t.from, p.words(i, n)
		}
	}
	for i, t := range p.tokens {
		if !v.outlets[t.low] && !(v.bodies[t.low] && i > 0 && v.media[p.tokens[i-1].low]) {
			continue
		}
		at, definite := v.determiner(p, i)
		switch {
		case at < 0 && v.press[t.low]:
			at = i
		case at < 0 && i > 0 && v.media[p.previous(i)]:
			at = i - 1 // "press reports"
		}
		if at < 0 || v.bySomebody(p, i) {
			continue
		}
		reports, confirms, denied := v.verbs(p, i)
		if denied || !reports || definite && !confirms {
			continue
		}
		return p.tokens[at].from, p.text[p.tokens[at].from:t.to]
	}
	return 0, ""
}

// determiner looks back from a noun, past adjectives, for the words that make
// it several; at is -1 if it has none.
func (v *voice) determiner(p *passage, noun int) (at int, definite bool) {
	const reach = 4 // tokens
	at = -1
	for j := noun - 1; j >= max(p.clauseOf(noun).from, noun-reach); j-- {
		low := p.tokens[j].low
		switch {
		case v.many[low]:
			at = j
			definite = definite || j > p.clauseOf(noun).from && v.definite[p.tokens[j-1].low]
			if !v.describe[low] || definite {
				return at, definite
			}
		case v.definite[low]:
			definite = true
			if at < 0 {
				at = j
			}
		case at >= 0 || !v.describe[low] && !isUpper(p.text[p.tokens[j].from:]):
			return at, definite // "several Spanish newspapers", not "several human rights reports"
		}
	}
	return at, definite
}

// bySomebody tells "reports by Cristosal" from "reports by several outlets".
func (v *voice) bySomebody(p *passage, noun int) bool {
	if !v.texts[p.tokens[noun].low] || noun+2 >= p.clauseOf(noun).to || !v.by[p.tokens[noun+1].low] {
		return false
	}
	next := p.tokens[noun+2]
	return !v.many[next.low] && (v.somebody == nil || v.somebody[next.low] || isUpper(p.text[next.from:]))
}

// verbs tells what the text has the outlets at a token do, in their clause or
// after it, and whether it says in the same breath that they do not.
func (v *voice) verbs(p *passage, noun int) (reports, confirms, denied bool) {
	at := p.tokens[noun].clause
	for j, t := range p.tokens {
		if t.clause < at || p.clauses[t.clause].part != p.clauses[at].part {
			continue
		}
		denied = denied || t.clause == at && v.not[t.low] || hasStem(t.low, v.rest) ||
			j+1 < len(p.tokens) && hasStem(t.low+"_"+p.tokens[j+1].low, v.rest)
		reports = reports || hasStem(t.low, v.report) && !v.outlets[t.low] || t.low == "report" || t.low == "reports" && j > noun
		confirms = confirms || hasStem(t.low, v.confirm)
	}
	return reports, confirms, denied
}

func hasStem(word string, stems []string) bool {
	return slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(word, s) })
}

func isUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}
