package draft

import (
	"regexp"
	"slices"
	"strings"

	"explainer/internal/quantity"
)

// cues are what words tell of how a clause says something.
type cues struct {
	negated  bool
	hedged   bool   // somebody's word, not the article's
	charged  bool   // laid to somebody's charge
	asserted bool   // said to be certain
	absence  bool   // of an answer, of evidence, of knowledge
	unknown  bool   // said not to be known
	law      bool   // speaks of a law
	rule     bool   // speaks of what is allowed
	asserter string // who says it
	quoted   bool   // in these words
}

// A cue is words of a language that tell something: whole ones, and the
// beginnings of others, marked by a star.
type cue struct {
	whole  map[string]bool
	begins []string
}

func newCue(list string) cue {
	c := cue{whole: map[string]bool{}}
	for w := range strings.FieldsSeq(list) {
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			c.begins = append(c.begins, stem)
		} else {
			c.whole[w] = true
		}
	}
	return c
}

func (c cue) in(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool {
		return c.whole[w.text] || slices.ContainsFunc(c.begins, func(b string) bool { return strings.HasPrefix(w.text, b) })
	})
}

// Cues by language.
var (
	negation = map[string]cue{
		"en": newCue(`not no never without neither nor none nobody nothing cannot denied denies lack lacks refused
			isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't`),
		"es": newCue(`no nunca jamás sin ni tampoco ninguno ninguna ningún nadie nada negó niega carece carecen`),
	}
	hedge = map[string]cue{
		"en": newCue(`alleg* accus* purported* reportedly suspected claim claims claimed claiming assert* supposed* apparent* denounc* complain*`),
		"es": newCue(`presunt* supuest* acus* denunci* alega* habría habrían aparente* asegura aseguran aseguró aseguraron sospech* afirma afirman afirmó afirmaron`),
	}
	charge = map[string]cue{
		"en": newCue(`alleg* accus* suspected denounc* complaint complaints complained blam*`),
		"es": newCue(`presunt* supuest* acus* denunci* alega* responsabiliz* culpa culpan culpó culparon`),
	}
	certain = map[string]cue{
		"en": newCue(`confirm* proved proves proven reveal* admit* concluded conclusive* established establishes explicit*`),
		"es": newCue(`confirm* probó probaron probado probada demostr* reveló revela revelaron admiti* reconoció reconocieron reconoce reconocen concluy* comprob*`),
	}
	lawful = map[string]cue{
		"en": newCue(`law laws act acts bill statute statutes decree decrees regulation regulations constitution* ordinance legislation code clause proclamation judge`),
		"es": newCue(`ley leyes decreto decretos reglamento reglamentos ordenanza ordenanzas constituci* normativa código legislación juez jueza`),
	}
	allowed = map[string]cue{
		"en": newCue(`allow* permit* ban banned bans prohibit* forbid* require requires required oblig* entitled barred must rule rules`),
		"es": newCue(`permit* prohíb* prohib* autoriz* oblig* exig* debe deben deberá deberán vedad* norma normas`),
	}
	// withheld are words of which one stands in everything that lacking or
	// unknown match.
	withheld = map[string]cue{
		"en": newCue(`not no nobody declin* refus* fail* unclear unknown yet hasn't haven't hadn't didn't doesn't isn't wasn't`),
		"es": newCue(`no sin se declin* ninguna`),
	}
)

// Patterns by language, over lower-case text.
var (
	lacking = map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`\b(?:(?:ha(?:s|ve|d) (?:not|yet to)|ha(?:s|ve|d)n['’]t|did not|didn['’]t|declined to|refused to|fail(?:ed|s) to|would not|does not|do not) (?:publicly |immediately |yet )?(?:said|say|identif|provid|releas|publish|comment|respond|answer|disclos|explain|give|specif|announce|confirm)|no (?:\p{L}+ )?(?:evidence|comment|details|explanation|figures?)\b)`),
		"es": regexp.MustCompile(`\b(?:no (?:se )?(?:ha|han|había|habían) (?:informado|dicho|respondido|publicado|divulgado|identificado|explicado|precisado|aportado|presentado|confirmado|dado|anunciado|detallado)|no (?:respondi|inform[óa]|precis|quiso|quisieron|detall|explic|public|confirm)|sin (?:pruebas|respuesta|precisar|explicar|detallar)|declin(?:ó|aron)|(?:ninguna|no hay) (?:prueba|evidencia|respuesta|cifra))`),
	}
	unknown = map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`\b(?:(?:is|was|are|were|remains?) (?:not (?:yet )?(?:known|clear)|unknown|unclear)|(?:isn|wasn)['’]t (?:known|clear)|(?:nobody|no one) knows)\b`),
		"es": regexp.MustCompile(`\b(?:no se sabe|se desconocen?|se ignora|no (?:está|estaba|queda|quedó) claro|se sabe poco)\b`),
	}
)

func readCues(text string, words []word, language string) cues {
	c := cues{
		negated: negation[language].in(words), hedged: hedge[language].in(words), charged: charge[language].in(words),
		asserted: certain[language].in(words), law: lawful[language].in(words), rule: allowed[language].in(words),
	}
	if withheld[language].in(words) {
		lower := strings.ToLower(text)
		c.absence, c.unknown = lacking[language].MatchString(lower), unknown[language].MatchString(lower)
	}
	return c
}

// A name is what news copy says things by: capitalised words, with small ones
// between them.
const name = `\p{Lu}[\p{L}'’.-]*(?:(?: (?:of|de|del|la|las|los|van|von|da|bin|al))* \p{Lu}[\p{L}'’.-]*)*`

// assertions say who says something. Case counts, since it tells names.
var assertions = map[string][]*regexp.Regexp{
	"en": {
		regexp.MustCompile(`(?:[Aa]ccording to|in the words of) (?:the )?(` + name + `)`),
		regexp.MustCompile(`(` + name + `)(?: and [^,.]{1,40}|, [^,]{1,60},)? (?:ha[sd] |have )?(?:also |repeatedly |publicly )?(?:said|says|told|wrote|claimed|claims|alleged?s?|accused?s?|reported|reports|denied|stated|warned|argued|insisted|denounced|counted|documented|asserted)\b`),
		regexp.MustCompile(`\b(?:said|wrote|claimed|reported|alleged by|accused by) (?:by )?(?:the )?(?:\p{Ll}+ ){0,4}(` + name + `)`),
	},
	"es": {
		regexp.MustCompile(`(?:[Ss]egún|[Dd]e acuerdo con|[Aa] juicio de|[Ee]n palabras de) (?:denunció |explicó |dijo |informó |el |la |los |las |\p{Ll}+ ){0,4}(` + name + `)`),
		regexp.MustCompile(`(` + name + `)(?:, [^,]{1,60},)? (?:ha |han |había )?(?:también )?(?:dijo|dice|dijeron|afirm(?:a|ó|aron)|asegur(?:a|ó|aron)|denunci(?:a|ó|aron|ado)|acus(?:a|ó|aron|ado)|informó|informaron|sostuvo|sostiene|declaró|explicó|señaló|advirtió|insistió|negó|escribió|reclamó|confirmó)`),
		regexp.MustCompile(`(?:dijo|afirmó|aseguró|denunció|informó|sostuvo|declaró|explicó|señaló|advirtió|negó|escribió|reclamó|confirmó) (?:el |la |los |las |su )?(?:\p{Ll}+ ){0,4}(` + name + `)`),
	},
}

// saying are words of which one stands in every assertion.
var saying = map[string]cue{
	"en": newCue(`according words said says told wrote claim* alleg* accus* report* denied stated warned argued insisted denounc* counted documented asserted`),
	"es": newCue(`según acuerdo juicio palabras dijo dice dijeron afirm* asegur* denunci* acus* inform* sostuvo sostiene declaró explicó señaló advirtió insistió negó escribió reclamó confirmó`),
}

// on makes a month's name a date.
var on = map[string]string{"en": "in ", "es": "en "}

// asserter names who says what evidence states; "" if it is the article.
func (d *drafter) asserter(e *Evidence) string {
	a, text := d.articles[e.sentence.article], e.Sentence.Text
	if strings.ContainsAny(text, "\"“”«»„‘’—") {
		for _, q := range a.Quotations(e.Sentence) {
			if at := strings.Index(text, q.Words); q.Speaker != "" && at < e.end && at+len(q.Words) > e.start {
				e.cues.quoted = true
				return q.Speaker
			}
		}
	}
	if !saying[a.Language].in(e.sentence.words) {
		return ""
	}
	for _, p := range assertions[a.Language] {
		m := p.FindStringSubmatch(text)
		// "In April, 2,000 were reported" names nobody.
		if m != nil && !grammar[a.Language][strings.ToLower(m[1])] && len(d.readers[a.Language].Read(on[a.Language]+m[1])) == 0 {
			return m[1]
		}
	}
	return ""
}

// judge reads a candidate's kind, status, date and asserter from the cues of
// most of its evidence.
func (d *drafter) judge(c *Candidate) {
	most := func(has func(*Evidence) bool) bool {
		n := 0
		for _, e := range c.Evidence {
			if has(e) {
				n++
			}
		}
		return 2*n >= len(c.Evidence)
	}
	c.Status = "reported"
	switch {
	case most(func(e *Evidence) bool { return e.cues.quoted }):
		c.Kind = "quotation"
	case most(func(e *Evidence) bool { return e.cues.absence || e.cues.unknown }):
		c.Kind = "absence"
		if most(func(e *Evidence) bool { return e.cues.unknown }) {
			c.Status = "unknown"
		}
	case most(func(e *Evidence) bool { return e.cues.charged }):
		c.Kind, c.Status = "allegation", "alleged"
	case most(func(e *Evidence) bool { return e.cues.law }):
		c.Kind = "law"
	case most(func(e *Evidence) bool { return day(e) != "" }):
		c.Kind = "event"
	case most(func(e *Evidence) bool { return e.cues.rule }):
		c.Kind = "policy"
	case most(func(e *Evidence) bool { return counts(e) > 0 }):
		c.Kind = "quantity"
	default:
		c.Kind = "description"
	}
	if c.Kind == "event" {
		c.Date = common(c.Evidence, day)
	}
	c.AssertedBy = common(c.Evidence, func(e *Evidence) string { return e.cues.asserter })
}

// day is the first full date that evidence gives, as an ISO date.
func day(e *Evidence) string {
	for _, q := range e.Quantities {
		if q.Unit == quantity.OnDate && !q.Date.Relative && q.Date.Day > 0 && q.Date.Year > 0 {
			return q.Date.String()
		}
	}
	return ""
}

// counts is how many quantities evidence gives, dates apart.
func counts(e *Evidence) int {
	n := 0
	for _, q := range e.Quantities {
		if q.Unit != quantity.OnDate {
			n++
		}
	}
	return n
}

// common is the value that most evidence gives, the first of equals; none if
// less than half gives any.
func common(evidence []*Evidence, value func(*Evidence) string) string {
	seen := map[string]int{}
	best, any := "", 0
	for _, e := range evidence {
		if v := value(e); v != "" {
			any++
			seen[v]++
			if best == "" || seen[v] > seen[best] {
				best = v
			}
		}
	}
	if 2*any < len(evidence) {
		return ""
	}
	return best
}
