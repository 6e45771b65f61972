package seeded

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// pick is one of a list that depends on the edition.
func pick(r *rand.Rand, edition string, en, es []string) string {
	list := inEach(en, es)(edition)
	return list[r.IntN(len(list))]
}

// after adds a sentence behind another.
func (s *site) after(q sentence, text string) plant {
	return s.put(q.page.Place.File, q.to, q.to, " "+text)
}

// before the full stop of a sentence, a clause is added.
func (s *site) clause(q sentence, text string) plant {
	to := q.to
	if c := s.files[q.page.Place.File][to-1]; c == '.' || c == '?' || c == '!' {
		to--
	}
	return s.put(q.page.Place.File, to, to, text)
}

// body are the sentences outside front matter.
func (s *site) body(edition string) []sentence {
	return slices.DeleteFunc(s.sentences(edition), func(q sentence) bool { return q.answer })
}

// Qualifiers.

var hedges = inEach(
	map[quantity.Qualifier][]string{"up to": {"up to", "no more than"}, "at least": {"at least"}, "more than": {"more than", "over"}, "less than": {"fewer than", "less than"}, "about": {"about", "roughly", "around"}},
	map[quantity.Qualifier][]string{"up to": {"hasta", "como máximo"}, "at least": {"al menos", "por lo menos"}, "more than": {"más de"}, "less than": {"menos de"}, "about": {"unos", "cerca de", "aproximadamente"}})

var hedged = inEach(
	`(?i)\b((?:up to|at least|more than|fewer than|less than|about|roughly) )\s*\$?(\d[\d.,]*\d|\d)`,
	`(?i)\b((?:hasta a|hasta|al menos|más de|menos de|unos|unas) )\s*(\d[\d.,]*\d|\d)`)

// qualified are the ways in which claims hedge a number: what their evidence
// has and, for prose, their statements.
func (s *site) qualified(claims []*explainer.Claim, v float64, statements bool) map[quantity.Qualifier]bool {
	found := map[quantity.Qualifier]bool{}
	add := func(lang, text string) {
		for _, q := range quantity.NewReader(lang, s.x.Units).Read(text) {
			if q.Min == v || q.Max == v || q.Min*1e6 == v || q.Min == v*1e6 {
				found[q.Qualifier] = true
			}
		}
	}
	for _, c := range claims {
		for _, e := range c.Evidence {
			lang := s.x.Source(e.Source.Value).Language.Value
			add(lang, e.Excerpt.Value)
			for _, q := range e.Quantities {
				add(lang, q.Value)
			}
		}
		if statements {
			for _, ed := range s.x.Editions {
				add(ed.ID, c.Statement.In(ed.ID))
			}
		}
	}
	return found
}

func qualifierDropped(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		return s.swap(texts(s, ed), hedged(ed), func(t text, words, before, after string) string {
			v := value(ed, digits.FindString(after))
			if s.qualified(t.claims, v, true)[quantity.Exactly] || strings.HasSuffix(before, "“") || strings.HasSuffix(before, "«") {
				return ""
			}
			return removed
		})
	}
}

func qualifierChanged(texts func(*site, string) []text, statements bool) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		return s.swap(texts(s, ed), hedged(ed), func(t text, words, before, after string) string {
			have := s.qualified(t.claims, value(ed, digits.FindString(after)), statements)
			if strings.HasSuffix(before, "“") || strings.HasSuffix(before, "«") {
				return ""
			}
			return other(ed, have, r) + " "
		})
	}
}

// other is a hedge that is none of those, nor exact.
func other(ed string, have map[quantity.Qualifier]bool, r *rand.Rand) string {
	var list []string
	for _, q := range []quantity.Qualifier{"up to", "at least", "more than", "less than"} {
		if !have[q] {
			list = append(list, hedges(ed)[q]...)
		}
	}
	return list[r.IntN(len(list))]
}

func qualifierInvented(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	hasHedge := regexp.MustCompile(`(?i)(?:\b(?:up to|at least|more than|fewer than|less than|about|roughly|only|to|hasta a|hasta|al menos|más de|menos de|unos|unas|solo|a|article of|de)|\d|-)\s*\$?$`)
	return func(s *site, ed string, r *rand.Rand) []plant {
		month := regexp.MustCompile(`^\s*(?:de\s+)?` + monthPattern(ed))
		return s.swap(texts(s, ed), `\$?(?:\d[\d.,]*\d|\d)|\beight\b|\bocho\b`, func(t text, number, before, after string) string {
			if yearLike(number) || s.named(ed, before, number) || month.MatchString(after) || hasHedge.MatchString(before) ||
				regexp.MustCompile(`^(?:th| to | a \d)`).MatchString(after) || strings.HasSuffix(before, "(") {
				return ""
			}
			v := value(ed, strings.TrimPrefix(number, "$"))
			if number == "eight" || number == "ocho" {
				v = 8
			}
			return other(ed, s.qualified(t.claims, v, true), r) + " " + number
		})
	}
}

// Attribution.

// asserters are the names of which one must stand with a claim.
func (s *site) asserters(c *explainer.Claim, edition string) []string {
	var names []string
	if a := s.x.Agent(c.AssertedBy.Value); a != nil {
		names = append(names, a.Name.In(edition))
		for _, t := range a.Aliases[edition] {
			names = append(names, t.Value)
		}
		return names
	}
	for _, e := range c.Evidence {
		if o := s.x.Source(e.Source.Value); o != nil {
			names = append(names, o.Outlet.In(edition), o.Label.In(edition))
		}
	}
	return names
}

// without replaces every one of names in a text; false if it has none, or one
// that link syntax divides.
func without(raw, flat string, names []string, by string) (string, bool) {
	found := false
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for _, n := range names {
		words := strings.Fields(n)
		for i := range words {
			words[i] = regexp.QuoteMeta(words[i])
		}
		re := regexp.MustCompile(`(?i)(?:\b)` + strings.Join(words, `\s+`) + `\b`)
		for {
			m := re.FindStringIndex(flat)
			if m == nil {
				break
			}
			if raw[m[0]:m[1]] != flat[m[0]:m[1]] {
				return "", false
			}
			found = true
			name := by
			if strings.TrimSpace(flat[:m[0]]) == "" { // or it would not begin a sentence
				r, size := utf8.DecodeRuneInString(by)
				name = string(unicode.ToUpper(r)) + by[size:]
			}
			raw = raw[:m[0]] + name + raw[m[1]:]
			flat = flat[:m[0]] + name + flat[m[1]:]
		}
	}
	return raw, found
}

func contested(c *explainer.Claim) bool {
	return c.Status.Value == string(explainer.Alleged) || c.Status.Value == string(explainer.Disputed)
}

// unattributed takes away who alleges it, or names somebody else.
func unattributed(texts func(*site, string) []text, by func(s *site, ed string, c *explainer.Claim, r *rand.Rand) string) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		var list []plant
		for _, t := range texts(s, ed) {
			for _, c := range t.claims {
				if !contested(c) {
					continue
				}
				if now, ok := without(t.raw, t.flat, s.asserters(c, ed), by(s, ed, c, r)); ok {
					list = append(list, s.put(t.file, t.from, t.from+len(t.raw), now))
				}
			}
		}
		return list
	}
}

func nobody(_ *site, ed string, _ *explainer.Claim, r *rand.Rand) string {
	return pick(r, ed, []string{"officials", "experts", "some sources"}, []string{"funcionarios", "expertos", "algunas fuentes"})
}

// somebodyElse is an agent that none of the claim's asserters is.
func somebodyElse(s *site, ed string, c *explainer.Claim, r *rand.Rand) string {
	for {
		a := s.x.Agents[r.IntN(len(s.x.Agents))]
		name := a.Name.In(ed)
		if !slices.ContainsFunc(s.asserters(c, ed), func(n string) bool {
			return strings.Contains(strings.ToLower(name), strings.ToLower(n)) || strings.Contains(strings.ToLower(n), strings.ToLower(name))
		}) {
			return name
		}
	}
}

func (s *site) contestedSentences(ed string) []sentence {
	return slices.DeleteFunc(s.sentences(ed), func(q sentence) bool { return !slices.ContainsFunc(s.cited(q), contested) })
}

// guiltClause calls people guilty in a part of the sentence of its own, where
// nobody is named who says so.
func (s *site) guiltClause(ed string, r *rand.Rand) (list []plant) {
	for _, q := range s.contestedSentences(ed) {
		list = append(list, s.clause(q, pick(r, ed,
			[]string{"; they are guilty", "; they did commit these crimes", "; all of them are criminals", "; they had robbed their neighbors"},
			[]string{"; son culpables", "; sí cometieron esos delitos", "; todos son delincuentes", "; habían robado a sus vecinos"})))
	}
	return list
}

// guiltyNouns names people by what they are accused of, in sentences that
// speak of no accusation.
func (s *site) guiltyNouns(ed string, r *rand.Rand) []plant {
	accuses := inEach(regexp.MustCompile(`(?i)alleg|accus|descri|call|claim|says|said|speak|wr[io]te|evidence|convict|court|judge`),
		regexp.MustCompile(`(?i)alega|acus|descri|llama|denunci|dice|dijo|habla|escrib|según|prueba|conden|juez`))(ed)
	texts := slices.DeleteFunc(s.prose(ed), func(t text) bool { return accuses.MatchString(t.flat) })
	people := inEach(`\b(people|deportees|prisoners)\b`, `\b(personas|deportados|presos)\b`)(ed)
	return s.swap(texts, people, func(text, string, string, string) string {
		return pick(r, ed, []string{"gang members", "terrorists", "murderers"}, []string{"pandilleros", "terroristas", "asesinos"})
	})
}

func (s *site) certainty(ed string, r *rand.Rand) []plant {
	var list []plant
	for _, q := range s.contestedSentences(ed) {
		list = append(list, s.clause(q, pick(r, ed,
			[]string{", as has been proved", ", which was confirmed", ", as investigations have revealed"},
			[]string{", como se ha demostrado", ", lo que se confirmó", ", según revelaron las investigaciones"})))
	}
	verb := inEach(`\b(alleges|alleged|allege|claimed|accuse)\b`, `\b(alega|acusó|acusa|acusan|denuncian|denuncia|afirma|afirmó)\b`)(ed)
	var texts []text
	for _, q := range s.contestedSentences(ed) {
		texts = append(texts, text{q.page.Place.File, q.from, q.raw, q.flat, s.cited(q)})
	}
	return append(list, s.swap(texts, verb, func(text, string, string, string) string {
		return pick(r, ed, []string{"proved", "confirmed", "revealed"}, []string{"probó", "confirmó", "reveló"})
	})...)
}

var quoted = inEach(regexp.MustCompile(`“([^”]+)”`), regexp.MustCompile(`«([^»]+)»`))

// quotations gives each quotation in prose with its place in the sentence.
func (s *site) quotations(ed string, do func(q sentence, from, to int)) {
	for _, q := range s.sentences(ed) {
		for _, m := range quoted(ed).FindAllStringSubmatchIndex(q.raw, -1) {
			do(q, m[2], m[3])
		}
	}
}

func (s *site) speakerless(ed string, r *rand.Rand) (list []plant) {
	s.quotations(ed, func(q sentence, from, to int) {
		if slices.ContainsFunc(s.cited(q), contested) {
			return // then it is the allegation that is not attributed
		}
		by := pick(r, ed, []string{"somebody", "a man"}, []string{"alguien", "un hombre"})
		names := append(s.names(ed), capitalised(q.flat)...)
		if now, ok := without(q.raw, q.flat, names, by); ok {
			list = append(list, s.put(q.page.Place.File, q.from, q.to, now))
		}
	})
	return list
}

// capitalised are the names in a sentence that no record knows.
func capitalised(flat string) (list []string) {
	for _, m := range regexp.MustCompile(`[\p{Ll}\d,] +(\p{Lu}\p{L}+)`).FindAllStringSubmatch(flat, -1) {
		list = append(list, m[1])
	}
	return list
}

func (s *site) quotationTooLong(ed string, r *rand.Rand) (list []plant) {
	s.quotations(ed, func(q sentence, from, to int) {
		more := pick(r, ed, []string{" and then all of them went home again without having said a single word"},
			[]string{" y después todos volvieron a su casa sin haber dicho una sola palabra"})
		list = append(list, s.put(q.page.Place.File, q.from+to, q.from+to, more))
	})
	return list
}

func (s *site) quotationAltered(ed string, r *rand.Rand) (list []plant) {
	s.quotations(ed, func(q sentence, from, to int) {
		// A translation is held to the one recorded in the statement.
		if ed != "en" && !slices.ContainsFunc(s.cited(q), func(c *explainer.Claim) bool {
			return strings.Contains(c.Statement.In(ed), "«"+q.raw[from:to]+"»")
		}) {
			return
		}
		words := strings.Fields(q.raw[from:to])
		words[r.IntN(len(words))] = pick(r, ed, []string{"notorious", "never", "places"}, []string{"notorio", "nunca", "lugares"})
		list = append(list, s.put(q.page.Place.File, q.from+from, q.from+to, strings.Join(words, " ")))
	})
	return list
}

// Disagreement.

// exclude reports whether the sides of a disagreement give numbers that exclude
// each other: hundreds do not exclude 250.
func exclude(d *explainer.Disagreement, ed string) bool {
	sides := map[string]bool{}
	for _, p := range d.Positions {
		sides[strings.Join(digits.FindAllString(p.Says.In(ed), -1), " ")] = true
	}
	return (d.Kind.Value == "number" || d.Kind.Value == "date") && !sides[""] && len(sides) == len(d.Positions)
}

// sidesSwapped gives each of two sides the words of the other.
func (s *site) sidesSwapped(ed string, _ *rand.Rand) (list []plant) {
	for _, d := range s.x.Disagreements {
		if !exclude(d, ed) || strings.ContainsAny(d.Positions[0].Says.In(ed)+d.Positions[1].Says.In(ed), ";:“«") {
			continue
		}
		var parts []string
		for i, p := range d.Positions[:2] {
			by := s.x.Source(d.Positions[1-i].Sources[0].Value).Label.In(ed)
			says := p.Says.In(ed)
			parts = append(parts, "["+strings.ToLower(says[:1])+says[1:]+"](claim:"+d.Claims[0].Value+"), "+inEach("says ", "dice ")(ed)+by)
		}
		for _, q := range s.body(ed) {
			if slices.Contains(q.claims(), d.Claims[0].Value) {
				list = append(list, s.after(q, inEach("It is ", "Eso es ")(ed)+strings.Join(parts, "; ")+"."))
			}
		}
	}
	return list
}

func (s *site) oneSide(ed string, r *rand.Rand) (list []plant) {
	for _, d := range s.x.Disagreements {
		if !exclude(d, ed) {
			continue
		}
		for _, p := range d.Positions {
			says := p.Says.In(ed)
			if strings.ContainsAny(says, ";:“«") {
				continue
			}
			for _, q := range s.body(ed) {
				// Beside a sentence of the same claim, where such a slip is made.
				if !slices.Contains(q.claims(), d.Claims[0].Value) {
					continue
				}
				lower := strings.ToLower(says[:1]) + says[1:]
				list = append(list, s.after(q, inEach("That is ["+lower+"](claim:"+d.Claims[0].Value+").", "Eso es ["+lower+"](claim:"+d.Claims[0].Value+").")(ed)))
			}
		}
	}
	return list
}

// Time.

var date = inEach(
	`\b((?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|(?:20)\d\d)\b`,
	`\b((?:\d{1,2} de )?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre) de \d{4}|(?:20)\d\d)\b`)

// relativeDates writes "last month" for a date.
func relativeDates(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		return s.swap(texts(s, ed), date(ed), func(text, string, string, string) string {
			return pick(r, ed, []string{"last month", "last year", "yesterday", "last week"}, []string{"el mes pasado", "el año pasado", "ayer", "la semana pasada"})
		})
	}
}

// adverbs opens a sentence with "recently".
func (s *site) adverbs(ed string, r *rand.Rand) (list []plant) {
	for _, q := range s.sentences(ed) {
		list = append(list, s.put(q.page.Place.File, q.from, q.from, pick(r, ed,
			[]string{"Recently, ", "Now, ", "Today, ", "Currently, ", "Last Sunday, "},
			[]string{"Recientemente, ", "Ahora, ", "Hoy, ", "Actualmente, ", "El domingo pasado, "})))
	}
	return list
}

func (s *site) outsideCoverage(ed string, r *rand.Rand) (list []plant) {
	for _, q := range s.sentences(ed) {
		list = append(list, s.clause(q, pick(r, ed,
			[]string{" in July 2026", " on 12 May 2025", " in 2027"}, []string{" en julio de 2026", " el 12 de mayo de 2025", " en 2027"})))
	}
	return list
}

// undated gives a figure that refers to a date in the present tense, without
// the date.
func (s *site) undated(ed string, _ *rand.Rand) (list []plant) {
	for _, q := range s.body(ed) {
		for _, c := range s.cited(q) {
			if c.AsOf.Value == "" || c.Kind.Value != "quantity" || c.AsOf.Value >= s.x.Coverage.From[:len(c.AsOf.Value)] {
				continue
			}
			var words string
			for _, k := range q.Citations {
				if k.Claim.Value == c.ID && digits.MatchString(k.Words) {
					words = k.Words
				}
			}
			if words == "" {
				continue
			}
			by := s.asserters(c, ed)[0]
			list = append(list, s.after(q, inEach(by+" says that there are ["+words+"](claim:"+c.ID+").", by+" dice que hay ["+words+"](claim:"+c.ID+").")(ed)))
		}
	}
	return list
}

// Editions.

// linkDropped takes away the only citation of a claim on a page, where its
// sentence has others.
func (s *site) linkDropped(ed string, _ *rand.Rand) (list []plant) {
	link := regexp.MustCompile(`\[([^\]]*)\]\(claim:([^)]*)\)`)
	for _, q := range s.sentences(ed) {
		links := link.FindAllStringSubmatchIndex(q.raw, -1)
		for _, m := range links {
			dest := q.raw[m[4]:m[5]]
			if len(links) < 2 || strings.Contains(dest, "+") || strings.Count(s.files[q.page.Place.File], dest) > 1 || digits.MatchString(q.raw[m[2]:m[3]]) {
				continue
			}
			p := s.put(q.page.Place.File, q.from+m[0], q.from+m[1], q.raw[m[2]:m[3]])
			p.line = 1 // what is missing has no line but where the other edition has it
			p.or = s.counterparts(q, strings.Split(dest, "+"))
			list = append(list, p)
		}
	}
	return list
}

// claimless takes every link out of a sentence.
func (s *site) claimless(ed string, _ *rand.Rand) (list []plant) {
	link := regexp.MustCompile(`\[([^\]]*)\]\(claim:[^)]*\)`)
	for _, q := range s.sentences(ed) {
		list = append(list, s.put(q.page.Place.File, q.from, q.to, link.ReplaceAllString(q.raw, "$1")))
	}
	return list
}

func (s *site) sentenceAdded(ed string, r *rand.Rand) (list []plant) {
	for _, q := range s.sentences(ed) {
		list = append(list, s.after(q, pick(r, ed, []string{"The walls are painted grey.", "Nobody was asked about it.", "It rained that night."},
			[]string{"Las paredes están pintadas de gris.", "A nadie se le preguntó.", "Esa noche llovió."})))
	}
	return list
}

// misspelt exchanges two letters of an id, so that it names nothing.
func misspelt(id string, r *rand.Rand) string {
	for range 20 {
		b := []byte(id)
		i := r.IntN(max(len(b)-1, 1))
		if len(b) < 2 || b[i] == '-' || b[i+1] == '-' || b[i] == b[i+1] {
			continue
		}
		b[i], b[i+1] = b[i+1], b[i]
		return string(b)
	}
	return id + "x"
}

func (s *site) unknownClaim(ed string, r *rand.Rand) (list []plant) {
	re := regexp.MustCompile(`claim:([a-z0-9-]+)`)
	for _, q := range s.sentences(ed) {
		for _, m := range re.FindAllStringSubmatchIndex(q.raw, -1) {
			if now := misspelt(q.raw[m[2]:m[3]], r); s.claims[now] == nil {
				list = append(list, s.put(q.page.Place.File, q.from+m[2], q.from+m[3], now))
			}
		}
	}
	return list
}

// several says that many report what one family of articles does.
func (s *site) severalReport(ed string, r *rand.Rand) (list []plant) {
	for _, q := range s.sentences(ed) {
		if s.origins(s.cited(q)) == 1 {
			list = append(list, s.clause(q, pick(r, ed,
				[]string{", several outlets report", ", according to multiple news organizations", ", as several articles say independently"},
				[]string{", informan varios medios", ", según múltiples medios de comunicación", ", como dicen varios artículos de forma independiente"})))
		}
	}
	return list
}

func (s *site) severalState(ed string, r *rand.Rand) (list []plant) {
	for _, t := range s.statements(ed) {
		if s.origins(t.claims) == 1 {
			to := t.from + len(strings.TrimSuffix(t.raw, "."))
			list = append(list, s.put(t.file, to, to, pick(r, ed, []string{", several outlets report", ", various media say"}, []string{", informan varios medios", ", dicen diversos medios"})))
		}
	}
	return list
}

// origins counts the families of the sources behind claims, the most of any.
func (s *site) origins(claims []*explainer.Claim) int {
	most := 0
	for _, c := range claims {
		roots := map[string]bool{}
		for _, e := range c.Evidence {
			id := e.Source.Value
			for range s.x.Sources {
				if e.Own {
					break // not taken from what its source derives from
				}
				o := s.x.Source(id)
				if o == nil || o.Lineage == nil || o.Lineage.Kind.Value == "independent" {
					break
				}
				id = o.Lineage.Of.Value
			}
			roots[id] = true
		}
		most = max(most, len(roots))
	}
	return most
}

// counterparts are the lines at which other editions of a page cite claims.
func (s *site) counterparts(q sentence, claims []string) (list []diag.Place) {
	for _, p := range s.x.Pages {
		if p.ID != q.page.ID || p.Edition == q.page.Edition {
			continue
		}
		for _, o := range p.Sentences {
			for _, k := range o.Citations {
				if slices.Contains(claims, k.Claim.Value) {
					list = append(list, k.Claim.Place)
				}
			}
		}
	}
	return list
}

func (q sentence) claims() (ids []string) {
	for _, k := range q.Citations {
		ids = append(ids, k.Claim.Value)
	}
	return ids
}

// numberOmitted writes "many" for a number that its page has once, so that the
// editions no longer give the same.
func (s *site) numberOmitted(ed string, _ *rand.Rand) (list []plant) {
	re, pair := regexp.MustCompile(hedged(ed)), regexp.MustCompile(`^\s*\pL+\s*\(`)
	for _, q := range s.body(ed) {
		for _, m := range re.FindAllStringSubmatchIndex(q.flat, -1) {
			if number := q.flat[m[4]:m[5]]; strings.Count(s.files[q.page.Place.File], number) == 1 && q.raw[m[0]:m[1]] == q.flat[m[0]:m[1]] && q.raw[m[4]-1] != '$' && !pair.MatchString(q.flat[m[1]:]) {
				p := s.put(q.page.Place.File, q.from+m[0], q.from+m[1], inEach("many", "muchas")(ed))
				p.or = s.counterparts(q, q.claims())
				list = append(list, p)
			}
		}
	}
	return list
}

// nameChanged gives a name that both editions have once another form.
func (s *site) nameChanged(ed string, r *rand.Rand) (list []plant) {
	for _, q := range s.body(ed) {
		if slices.ContainsFunc(s.cited(q), contested) {
			continue // then it is the allegation that is not attributed
		}
		for _, m := range regexp.MustCompile(`\p{L} +(\p{Lu}\p{Ll}{4,})`).FindAllStringSubmatchIndex(q.flat, -1) {
			name := q.flat[m[2]:m[3]]
			here, there := 0, 0
			for _, p := range s.x.Pages {
				if p.ID == q.page.ID {
					n := len(regexp.MustCompile(`\b`+name+`\b`).FindAllString(s.files[p.Place.File], -1))
					if p == q.page {
						here = n
					} else {
						there += n
					}
				}
			}
			if here == 1 && there == 1 {
				p := s.put(q.page.Place.File, q.from+m[2], q.from+m[3], []string{"Ottoline", "Veracruz", "Wellington"}[r.IntN(3)])
				p.or = s.counterparts(q, q.claims())
				list = append(list, p)
			}
		}
	}
	return list
}

// agentChanged puts another agent's or outlet's name for one, where no
// allegation and no quotation is at stake.
func (s *site) agentChanged(ed string, r *rand.Rand) (list []plant) {
	for _, q := range s.body(ed) {
		if slices.ContainsFunc(s.cited(q), contested) || quoted(ed).MatchString(q.raw) {
			continue
		}
		for _, a := range s.x.Agents {
			name, by := a.Name.In(ed), s.x.Agents[r.IntN(len(s.x.Agents))].Name.In(ed)
			// A proper name, written alike in both.
			if !properName(s, name) || !properName(s, by) || strings.Contains(q.flat, by) {
				continue
			}
			if now, ok := without(q.raw, q.flat, []string{name}, by); ok {
				p := s.put(q.page.Place.File, q.from, q.to, now)
				p.or = s.counterparts(q, q.claims())
				list = append(list, p)
			}
		}
	}
	return list
}

// properName reports whether a name is written alike in all editions.
func properName(s *site, name string) bool {
	return slices.ContainsFunc(s.x.Agents, func(a *explainer.Agent) bool {
		for _, e := range s.x.Editions {
			if a.Name.In(e.ID) != name {
				return false
			}
		}
		return true
	})
}

func (s *site) linkAdded(ed string, r *rand.Rand) (list []plant) {
	for _, q := range s.body(ed) {
		p := s.clause(q, pick(r, ed, []string{" ([more](https://more.example/en/))"}, []string{" ([más](https://more.example/es/))"}))
		p.or = s.counterparts(q, q.claims())
		list = append(list, p)
	}
	return list
}

// changedSince adds words to a page of the first edition that another was
// compared with: it is the other that is stale.
func (s *site) changedSince(ed string, r *rand.Rand) (list []plant) {
	if ed == s.x.Main().ID {
		return nil
	}
	counterpart := regexp.MustCompile(`(?m)^counterpart: `)
	for _, q := range s.sentences(s.x.Main().ID) {
		other := strings.Replace(q.page.Place.File, "/"+s.x.Main().ID+"/", "/"+ed+"/", 1)
		m := counterpart.FindStringIndex(s.files[other])
		if m == nil {
			continue
		}
		p := s.clause(q, []string{" as well", ", they say", " too"}[r.IntN(3)])
		p.file, p.line = other, 1+strings.Count(s.files[other][:m[0]], "\n")
		list = append(list, p)
	}
	return list
}

// loadedTerms writes a term of the site's style list into a text.
func loadedTerms(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) (list []plant) {
		var terms []string
		for _, e := range s.x.Style {
			for _, t := range e.Terms[ed] {
				if e.Kind.Value == explainer.Loaded {
					terms = append(terms, strings.ReplaceAll(t.Value, "*", ""))
				}
			}
		}
		for _, t := range texts(s, ed) {
			if len(terms) > 0 && strings.HasSuffix(t.raw, ".") {
				to := t.from + len(t.raw) - 1
				list = append(list, s.put(t.file, to, to, inEach(", a ", ", un ")(ed)+terms[r.IntN(len(terms))]))
			}
		}
		return list
	}
}
