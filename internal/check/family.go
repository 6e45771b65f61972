package check

import (
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
func familyAsSeveral(x *explainer.Explainer, l *diag.List) {
	f := families{roots: map[string]string{}, sources: map[string]*explainer.Source{}, claims: map[string]*explainer.Claim{}}
	for _, s := range x.Sources {
		f.sources[s.ID] = s
	}
	for _, s := range x.Sources {
		f.roots[s.ID] = f.root(s)
	}
	for _, c := range x.Claims {
		f.claims[c.ID] = c
	}
	for _, p := range x.Pages {
		for i := range p.Sentences {
			s := &p.Sentences[i]
			from, words := severalVoices(p.Edition, s.Text)
			if s.Editorial || words == "" {
				continue
			}
			var cited []*explainer.Claim
			for _, k := range s.Citations {
				if c := f.claims[k.Claim.Value]; c != nil {
					cited = append(cited, c)
				}
			}
			f.judge(l, s.At(from), words, "the claims this sentence cites go", cited)
		}
	}
	for _, c := range x.Claims {
		for _, ed := range x.Editions {
			t := c.Statement[ed.ID]
			if _, words := severalVoices(ed.ID, t.Value); words != "" {
				f.judge(l, t.Place, words, "the evidence of this claim goes", []*explainer.Claim{c})
			}
		}
	}
}

type families struct {
	roots   map[string]string
	sources map[string]*explainer.Source
	claims  map[string]*explainer.Claim
}

// root finds the source that a family goes back to. A loop, which another rule
// reports, ends after as many steps as there are sources.
func (f *families) root(s *explainer.Source) string {
	for range f.sources {
		if s.Lineage == nil || s.Lineage.Kind.Value == "independent" || f.sources[s.Lineage.Of.Value] == nil {
			break
		}
		s = f.sources[s.Lineage.Of.Value]
	}
	return s.ID
}

func (f *families) judge(l *diag.List, at diag.Place, words, what string, cited []*explainer.Claim) {
	var derived *explainer.Source
	root := ""
	for _, c := range cited {
		behind := map[string]bool{}
		for _, e := range c.Evidence {
			s := f.sources[e.Source.Value]
			if s == nil {
				return
			}
			root = f.roots[s.ID]
			behind[root] = true
			if root != s.ID && derived == nil {
				derived = s
			}
		}
		if len(behind) != 1 {
			return // several report it, or none, which is reported elsewhere
		}
	}
	if root == "" {
		return
	}
	d := l.Errorf(at, "family-as-several", "%q: %s back to one origin, %q", words, what, root)
	if derived != nil {
		d.Note(derived.Lineage.Place, "%q derives from %q", derived.ID, derived.Lineage.Of.Value)
	}
	d.Helpf("name who reports it, and say that the others appear to rest on one report")
}

// voices are the words by which a language speaks of several outlets.
var voices = map[string]struct {
	many     map[string]bool // indefinite determiners
	definite map[string]bool // of the explainer's own sources
	outlets  map[string]bool // plurals
	bodies   map[string]bool // plurals, of the press if a word given with "of " stands before
	press    map[string]bool // nouns that need no determiner
	describe map[string]bool // may stand between, beside unknown adjectives
	texts    map[string]bool // plurals that are often by somebody: reports
	by       map[string]bool
	report   []string // stems of verbs of reporting
	confirm  []string // stems of words that make it confirmation
	rest     []string // stems of words that say it is not
	not      map[string]bool
}{
	"en": {
		many:     words("several various multiple many numerous different other two three four five six seven eight nine ten both dozens most countless separate independent"),
		definite: words("the these those all our of"),
		outlets:  words("outlets newspapers papers dailies media articles reports sources agencies publications stories accounts broadcasters stations journalists reporters magazines sites websites"),
		bodies:   set([]string{"organizations", "organisations", "groups", "companies", "of news", "of media", "of press"}),
		press:    words("outlets newspapers journalists reporters broadcasters"),
		describe: words("news media press independent separate different other major international local national foreign reputable respected reliable such large leading online newspaper wire"),
		texts:    words("reports accounts stories articles"),
		by:       words("by from"),
		report:   strings.Fields("report say said wrote write state stating confirm corroborat verif agree concur describ claim quot reveal publish carr according tell told show found find note mention put count give independently separately"),
		confirm:  strings.Fields("confirm corroborat verif agree concur independently separately"),
		rest:     strings.Fields("rest relie rely based copy copie copies repeat reprint rewrit rewrote derive draw drawn reproduc back same one_report one_article"),
		not:      words("not no none neither never nor nobody without differ disagree"),
	},
	"es": {
		many:     words("varios varias múltiples diversos diversas numerosos numerosas muchos muchas distintos distintas diferentes otros otras dos tres cuatro cinco seis siete ocho nueve diez ambos ambas"),
		definite: words("los las estos estas esos esas todos todas nuestros nuestras de"),
		outlets:  words("medios periódicos diarios artículos informes reportes fuentes agencias publicaciones notas relatos versiones periodistas emisoras cadenas revistas sitios"),
		bodies:   words("la el los las organizaciones organismos grupos"),
		press:    words("medios periódicos periodistas"),
		describe: words("medios grandes principales importantes distintos diferentes otros otras"),
		texts:    words("informes reportes relatos versiones notas artículos"),
		by:       words("de del"),
		report:   strings.Fields("inform report dice dij escrib afirm señal confirm corrobor verific coincid concuerd describ cita public según cuenta recog asegur revel muestr mencion sostien indic independiente independientemente separado"),
		confirm:  strings.Fields("confirm corrobor verific coincid concuerd independientemente independiente separado"),
		rest:     strings.Fields("bas copi repit reprod reescrib deriv provien proced mismo misma un_solo un_informe"),
		not:      words("no ni ningún ninguno ninguna nunca tampoco sin difieren discrepan"),
	},
}

// severalVoices finds the words by which a text has several outlets report
// something, and where they stand; "" if it does not.
func severalVoices(lang, text string) (from int, found string) {
	v, ok := voices[lang]
	if !ok {
		return 0, ""
	}
	list := spokenWords(text)
	for i, w := range list {
		if !v.outlets[w.low] && !(v.bodies[w.low] && i > 0 && v.bodies["of "+list[i-1].low]) {
			continue
		}
		// The determiner, past adjectives.
		at, definite := -1, false
		for j := i - 1; j >= max(0, i-4) && list[j].clause == w.clause; j-- {
			if v.many[list[j].low] {
				at = j
				definite = definite || j > 0 && list[j-1].clause == w.clause && v.definite[list[j-1].low]
				if !v.describe[list[j].low] || definite {
					break
				}
				continue
			}
			if v.definite[list[j].low] {
				definite = true
				if at < 0 {
					at = j
				}
				continue
			}
			if at >= 0 || !v.describe[list[j].low] && !isUpper(text[list[j].from:]) {
				break // "several Spanish newspapers", not "several human rights reports"
			}
		}
		if at < 0 {
			if !v.press[w.low] {
				continue
			}
			at = i
		}
		if v.texts[w.low] && i+1 < len(list) && v.by[list[i+1].low] && list[i+1].clause == w.clause &&
			i+2 < len(list) && !v.many[list[i+2].low] && (lang != "es" || v.bodies[list[i+2].low] || isUpper(text[list[i+2].from:])) {
			continue // reports by somebody
		}
		var reports, confirms, rests, denies bool
		for j, o := range list {
			if o.clause != w.clause && (j < i || o.sentence != w.sentence) {
				continue
			}
			if o.clause == w.clause {
				denies = denies || v.not[o.low]
			}
			reports = reports || stem(o.low, v.report) && !v.outlets[o.low] || o.low == "report" || o.low == "reports" && j > i
			confirms = confirms || stem(o.low, v.confirm)
			rests = rests || stem(o.low, v.rest) || j+1 < len(list) && stem(o.low+"_"+list[j+1].low, v.rest)
		}
		if rests || denies || !reports || definite && !confirms {
			continue
		}
		return list[at].from, text[list[at].from:w.to]
	}
	return 0, ""
}

// A spoken word is one of a text with the clause and the part of the sentence,
// between semicolons, that it stands in.
type spoken struct {
	low              string
	from, to         int
	clause, sentence int
}

func spokenWords(text string) []spoken {
	var list []spoken
	from, clause, sentence := -1, 0, 0
	end := func(to int) {
		if from >= 0 {
			list = append(list, spoken{strings.ToLower(text[from:to]), from, to, clause, sentence})
			from = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if from < 0 {
				from = i
			}
			continue
		case r == '\'' || r == '’':
			end(i)
			continue
		}
		end(i)
		switch {
		case r == ';' || strings.ContainsRune(".!?", r) && (i+1 == len(text) || text[i+1] == ' '):
			sentence++
			clause++
		case strings.ContainsRune(",:()—–", r):
			clause++
		}
	}
	end(len(text))
	return list
}

func stem(word string, stems []string) bool {
	for _, s := range stems {
		if strings.HasPrefix(word, s) {
			return true
		}
	}
	return false
}

func isUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}
