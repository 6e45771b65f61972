package check

import (
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// guilt reports a person or group that the site calls guilty in its own voice:
// "238 gang members were sent". Whether the claims cited are alleged makes no
// difference to the rule, only to its note: a site that has an allegation
// about people may not presuppose it in a sentence about their meals. What the
// noun says is fine when the sentence says whose view it is:
//   - in quotation marks;
//   - named or doubted before the noun in its clause: "alleged", "accused of
//     being", "whom it describes as", "no evidence that";
//   - told of somebody, on anybody's word: "the AP reports that they are gang
//     members", "they are gang members, CNN says";
//   - presupposed, but on the word of one who makes an allegation of the
//     data: "238 gang members were sent, Bukele said". On another's word ("the
//     gang members were sent, the AP reported") it is the site that vouches;
//   - by a court, where a cited claim, none of them alleged, reports one.
//
// "The AP reported" holds for what comes after it, not before. Positions of
// disagreements are not judged: their records say whose they are. The words
// are those of the tables below and of the style list, but for loaded ones,
// which have a rule. That a hedge belongs to the noun is told by clauses;
// grammar is not read.
func guilt(m *manuscript, l *diag.List) {
	terms := map[string]guiltTerms{}
	alleged := map[string]map[string]*explainer.Claim{} // by edition and accusation
	for _, ed := range m.Editions {
		terms[ed.ID] = newGuiltTerms(ed.ID, m.Style)
		alleged[ed.ID] = map[string]*explainer.Claim{}
	}
	var accusers []*explainer.Agent
	for _, c := range m.Claims {
		if c.Status.Value != string(explainer.Alleged) {
			continue
		}
		if a := m.agents[c.AssertedBy.Value]; a != nil && !slices.Contains(accusers, a) {
			accusers = append(accusers, a)
		}
		for edition, p := range m.corpus().statements[c].in {
			for i := range p.tokens {
				if term, n := terms[edition].at(p, i); n > 0 && alleged[edition][term.accusation] == nil {
					alleged[edition][term.accusation] = c
				}
			}
		}
	}
	for _, p := range m.corpus().passages {
		if p.kind == isPosition || p.alternatives() {
			continue
		}
		isAccuser := func(words string) bool {
			return len(accusers) == 0 || slices.ContainsFunc(accusers, func(a *explainer.Agent) bool {
				return mentionsAny(words, agentNames(a, p.edition))
			})
		}
		for i := 0; i < len(p.tokens); i++ {
			term, n := terms[p.edition].at(p, i)
			if n == 0 || p.tokens[i].quoted {
				continue
			}
			// To belong to a group may be the allegation itself, unattributed.
			if !m.hedged(p, i, term.deed, isAccuser) && !(term.accusation == gang && n > 2 && m.unattributed(p)) {
				d := l.Errorf(p.at(p.tokens[i].from), "guilt-stated", "%q states guilt as a fact", p.words(i, n))
				if c := p.allegation(alleged[p.edition][term.accusation]); c != nil {
					by := ""
					if c.AssertedBy.Value != "" {
						by = " by \"" + c.AssertedBy.Value + "\""
					}
					d.Note(c.Status.Place, "claim %q is alleged%s", c.ID, by)
				}
				d.Helpf("%s", guiltHelp[p.edition])
			}
			i += n - 1
		}
	}
}

// alternatives reports whether a passage is the title of a disagreement that
// says which words are at issue: "alleged gang members, or gang members".
func (p *passage) alternatives() bool {
	return p.kind == isTitle && p.page == nil &&
		slices.ContainsFunc(p.tokens, func(t token) bool { return t.low == "or" || t.low == "o" })
}

var guiltHelp = map[string]string{
	"en": `say whose view it is ("alleged", "accused of", "according to"), or write "people"`,
	"es": `say whose view it is ("presuntos", "acusados de", "según"), or write "personas"`,
}

// allegation is the claim that a note points at: one cited, or another with
// the same accusation.
func (p *passage) allegation(other *explainer.Claim) *explainer.Claim {
	for _, c := range p.claims {
		if c.Status.Value == string(explainer.Alleged) {
			return c
		}
	}
	return other
}

// hedged reports whether a passage says whose view the term at token i is,
// which may be told of somebody by its nature, as deeds are.
func (m *manuscript) hedged(p *passage, i int, told bool, isAccuser func(words string) bool) bool {
	w := hedgeWords[p.edition]
	at := p.tokens[i].clause
	in := p.clauses[at]
	// The term is told of somebody, or of nobody in particular.
	told = told || w.tells.within(p, max(in.from, i-3), i) || w.against.within(p, max(in.from, i-2), i) && !definite[p.previous(i)] ||
		w.verdict.within(p, i, i+1)
	// In a stretch of tokens, somebody whose word is enough says something.
	says := func(words phrases[bool], from, to int) bool {
		return words.within(p, from, to) && (told || isAccuser(p.words(from, to-from)))
	}
	switch {
	case w.names.within(p, in.from, i), p.accused(in.from, i),
		w.not.within(p, max(in.from, i-3), i) && (told || w.not.within(p, i-1, i)),
		w.not.within(p, in.from, i) && w.evidence.within(p, in.from, i),
		w.doubts.within(p, max(in.from, i-2), i), w.alleged.within(p, in.from, in.to),
		w.finding.within(p, in.from, i) && m.courtReports(p),
		says(w.saying, in.from, i), says(w.reports, in.from, i):
		return true
	}
	const short = 8 // tokens of a clause that only says who says
	for k, c := range p.clauses {
		if c.part == in.part && k != at && c.to-c.from <= short && !w.and[p.tokens[c.from].low] &&
			(says(w.saying, c.from, c.to) || p.tokens[c.to-1].low == "alleged" || k < at && says(w.reports, c.from, c.to)) {
			return true
		}
	}
	return false
}

// accused reports whether somebody is accused, among tokens from to to, of
// being what follows: "accused gang members" and "accused of being", but not
// "accuses the gang members".
func (p *passage) accused(from, to int) bool {
	for i := from; i < to; i++ {
		if low := p.tokens[i].low; p.tokens[i].quoted || !strings.HasPrefix(low, "accus") && !strings.HasPrefix(low, "acus") {
			continue
		}
		if i == to-1 {
			return true
		}
		for k := i + 1; k < to; k++ { // the verb may be the term
			of, verb := p.tokens[k].low, p.tokens[k+1].low
			if of == "of" && strings.HasSuffix(verb, "ing") || of == "de" && strings.HasSuffix(verb, "r") {
				return true
			}
		}
	}
	return false
}

// courtReports reports whether a claim at hand tells of a court, and none is
// an allegation.
func (m *manuscript) courtReports(p *passage) bool {
	told := false
	for _, c := range p.claims {
		if contested(c) {
			return false
		}
		s := m.corpus().statements[c].in[p.edition]
		told = told || s != nil && hedgeWords[p.edition].court.within(s, 0, len(s.tokens))
	}
	return told
}

// hedgeWords are the words that make a view somebody's. Those that name or
// doubt do so by themselves; tells stand before what is told of somebody (they
// "are criminals"), against before what is said of nobody in particular (a law
// "against criminals"), and verdict are terms that are always told.
var hedgeWords = map[string]struct {
	names, doubts, alleged, saying, reports, not, evidence, court, finding, tells, against, verdict phrases[bool]
	and                                                                                             map[string]bool
}{
	"en": {
		names: phraseTable("alleg*|describ*|call|calls|called|calling|label*|brand|brands|branded|refer to|refers to|referred to|referring to|" +
			"speak of|speaks of|spoke of|speaking of|consider|considers|considered|considering|regard*|deem*|suspect*|deny|denies|denied|denying|as a fact|portray*|" +
			"reputed*|purported*|presumed|presumably|supposed*|thought to be|whether|if|treat as|treats as|indicted|posing as|dubbed|the word|the words"),
		doubts:  phraseTable("so called"),
		alleged: phraseTable("is alleged|are alleged|was alleged|were alleged|is denied"),
		saying: phraseTable("say|says|said|saying|alleges|allege|alleged that|alleged on|alleged in|alleged at|claims|claimed|claim|argues|argued|believes|believed|insists|insisted|" +
			"maintains|maintained|contends|contended|asserts|asserted|declares|declared|states that|stated|told|tells|according to|in the words of|puts it|" +
			"put it|denounces|denounced|charges|charged|calls them|called them|describes them|described them|in the view of|in the eyes of"),
		reports:  phraseTable("reports|reported|writes|wrote|report that|write that|mentions|mentioned"),
		not:      phraseTable("no|not|never|neither|nor|without|nobody|none|isn't|aren't|wasn't|weren't"),
		evidence: phraseTable("evidence|proof|sign|indication|proved|proven|shown|demonstrated|established"),
		court:    phraseTable("convict*|sentenced|court|courts|jury|judge|verdict|pleaded|pled|found guilty"),
		finding:  phraseTable("convicted|convicts|convicting|sentenced|found guilty|pleaded guilty|pled guilty|verdict"),
		tells:    phraseTable("is|are|was|were|be|been|being|as|become|became|they're|he's|she's"),
		against:  phraseTable("against|aimed at|target*|for"),
		verdict:  phraseTable("guilty|belong|belongs|belonged|belonging|commit|commits|committed"),
		and:      words("and but or while whereas"),
	},
	"es": {
		names: phraseTable("presunt*|supuest*|sospech*|describ*|descrit*|llama|llaman|llamó|calific*|tilda*|tildó|tacha*|tachó|hablar de|" +
			"habla de|hablan de|habló de|hablaron de|considera|consideran|consideró|consideraron|considerad*|niega|niegan|negó|negaron|si|por hecho|la palabra|pretendid*|retrat*|presenta a|" +
			"presenta como|presentan como|investigad* por|" +
			"acusación|acusaciones"),
		doubts:  phraseTable("llamad*"),
		alleged: phraseTable("se alega|es negado|se niega"),
		saying: phraseTable("dice|dicen|dijo|dijeron|dicho|diciendo|afirma|afirman|afirmó|afirmaron|sostiene|sostienen|sostuvo|sostuvieron|alega|alegan|" +
			"alegó|asegura|aseguran|aseguró|señala|señalan|señaló|denuncia|denuncian|denunció|según|de acuerdo con|cree|creen|declaró|declara|" +
			"en palabras de|a juicio de|atribuye|imputa|para el|para la"),
		reports:  phraseTable("informa|informan|informó|informaron|escribe|escriben|escribió|publica|publicó|cuenta|reporta|reportó|menciona|mencionó"),
		not:      phraseTable("no|ni|nunca|jamás|tampoco|sin|ningún|ninguna|ninguno|nadie"),
		evidence: phraseTable("pruebas|prueba|evidencia|evidencias|indicios|indicio|probado|probó|probaron|mostrado|demostrado|comprobado"),
		court:    phraseTable("condenad*|condenó|condenaron|sentenciad*|tribunal|tribunales|juez|jueza|jurado|veredicto|declarad*"),
		finding:  phraseTable("condenad*|condenó|condenaron|sentenciad*|sentenció|sentenciaron|veredicto|declarad* culpable*"),
		tells:    phraseTable("es|son|era|eran|fue|fueron|ser|sea|sean|siendo|como"),
		against:  phraseTable("contra|para|persigue a|persiguen a"),
		verdict:  phraseTable("culpable|culpables|pertenec*|pertenezca*|comete|cometen|cometió|cometieron|cometido|cometer|cometían"),
		and:      words("y e pero o mientras"),
	},
}

// definite determiners presuppose that there is somebody of the name.
var definite = words("the these those los las esos esas estos estas")

// gang is the accusation of belonging to a group.
const gang = "gang"

// guiltNouns name people by what they are accused of, by accusation. Those
// with = are adjectives as well.
var guiltNouns = map[string]map[string]string{
	"en": {
		gang: "gang member|gang members|gangmember|gangmembers|gangster|gangsters|gang leader|gang leaders|gang boss|gang bosses|mobster|mobsters|" +
			"mafioso|mafiosi|mafiosos|cartel member|cartel members|cartel boss|cartel bosses|mafia member|mafia members|gangbanger|gangbangers|gang affiliate|gang affiliates",
		"terror": "terrorist=|terrorists|jihadist=|jihadists|extremist=|extremists|suicide bomber|suicide bombers",
		"crime": "criminal=|criminals|felon|felons|culprit|culprits|perpetrator|perpetrators|offender|offenders|lawbreaker|lawbreakers|" +
			"wrongdoer|wrongdoers|crook|crooks|war criminal|war criminals|guilty|convict|convicts|thug|thugs|villain|villains|outlaw|outlaws",
		"killing": "murderer|murderers|killer=|killers|assassin|assassins|hitman|hitmen|executioner|executioners|butcher of",
		"abuse": "rapist|rapists|torturer|torturers|abuser|abusers|kidnapper|kidnappers|paedophile=|paedophiles|pedophile=|pedophiles|" +
			"molester|molesters|human trafficker|human traffickers",
		"theft": "thief|thieves|robber|robbers|burglar|burglars|embezzler|embezzlers|fraudster|fraudsters|swindler|swindlers|looter|looters|" +
			"forger|forgers|bandit|bandits|liar|liars|cheat|cheats|arsonist|arsonists|vandal|vandals|saboteur|saboteurs",
		"traffic": "trafficker|traffickers|drug dealer|drug dealers|drug lord|drug lords|smuggler|smugglers|narco|narcos",
		"treason": "traitor|traitors|spy=|spies",
	},
	"es": {
		gang: "pandillero|pandilleros|pandillera|pandilleras|marero|mareros|marera|mareras|mafioso=|mafiosos=|mafiosa=|mafiosas=|gánster|gánsteres|" +
			"gángster|gángsters|líder pandillero|jefe de banda|jefes de banda|cabecilla|cabecillas",
		"terror": "terrorista=|terroristas=|yihadista=|yihadistas=|extremista=|extremistas=",
		"crime": "criminal=|criminales=|delincuente=|delincuentes=|culpable|culpables|malhechor|malhechores|maleante|maleantes|matón|matones|" +
			"criminal de guerra|criminales de guerra|perpetrador|perpetradores|convicto|convictos|convicta|convictas|hampón|hampones|forajido|forajidos",
		"killing": "asesino=|asesinos=|asesina de|asesinas|homicida=|homicidas=|sicario|sicarios|verdugo|verdugos",
		"abuse": "violador|violadores|torturador|torturadores|secuestrador|secuestradores|pedófilo|pedófilos|pederasta|pederastas|" +
			"abusador|abusadores|maltratador|maltratadores",
		"theft": "ladrón|ladrones|ladrona|ladronas|estafador|estafadores|estafadora|malversador|malversadores|saqueador|saqueadores|" +
			"falsificador|falsificadores|bandido|bandidos|mentiroso|mentirosos|mentirosa|mentirosas|defraudador|defraudadores|" +
			"tramposo|tramposos|incendiario|incendiarios|saboteador|saboteadores|corrupto|corruptos|corrupta|corruptas",
		"traffic": "narcotraficante|narcotraficantes|traficante|traficantes|contrabandista|contrabandistas|narco|narcos|coyote|coyotes",
		"treason": "traidor|traidores|traidora|traidoras|espía|espías",
	},
}

// deeds are verbs by which somebody is said to have done what is a crime, by
// accusation. Those with = are participles as well. "Killed" is not among
// them: accidents and diseases kill.
var deeds = map[string]map[string]string{
	"en": {
		"killing": "murdered=|assassinated=|massacred=",
		"abuse":   "raped=|kidnapped=|abducted=|tortured=|molested=",
		"theft":   "stole|have stolen|has stolen|had stolen|robbed=|embezzled=|defrauded=|swindled=|extorted=|looted=|bribed=|forged=",
		"traffic": "smuggled=|trafficked=",
	},
	"es": {
		"killing": pasts("asesin masacr"),
		"abuse":   pasts("tortur secuestr"),
		"theft":   pasts("rob extorsion estaf malvers saque soborn"),
		"traffic": pasts("trafic"),
		"crime":   "delinquió|delinquieron|ha delinquido|han delinquido",
	},
}

// pasts are the active past forms of regular Spanish verbs in -ar.
func pasts(stems string) string {
	var list []string
	for stem := range strings.FieldsSeq(stems) {
		for _, ending := range []string{"ó", "aron", "aba", "aban"} {
			list = append(list, stem+ending)
		}
		for _, have := range []string{"ha", "han", "había", "habían", "haber"} {
			list = append(list, have+" "+stem+"ado")
		}
	}
	return strings.Join(list, "|")
}

// guiltRelations lead to the name of a group or deed within a few words: "members
// of the gang", "committed several crimes".
var guiltRelations = map[string][]struct {
	accusation     string
	verbs, objects phrases[bool]
}{
	"en": {
		{gang, phraseTable("member of|members of|leader of|leaders of|belong to|belongs to|belonged to|belonging to|part of|joined|affiliated with"), phraseTable("gang|gangs|cartel|cartels|mafia|mafias|terror cell|terrorist cell|terrorist group|criminal group|criminal organization|crime ring|criminal organisation")},
		{"crime", phraseTable("committed|commit|commits|have committed|guilty of"), phraseTable("crime|crimes|murder|murders|rape|rapes|fraud|terrorism|atrocity|atrocities|robbery|robberies|theft|thefts|offence|offences|offense|offenses|killings|massacre|massacres|treason|felony|felonies")},
	},
	"es": {
		{gang, phraseTable("miembro de|miembros de|miembro del|miembros del|integrante de|integrantes de|integrante del|integrantes del|líder de|líderes de|pertenece a|pertenecen a|pertenecía a|pertenecían a|perteneció a|pertenecieron a|pertenezca a|pertenezcan a|pertenecer a|pertenece al|pertenecen al|pertenecía al|pertenecían al|pertenecieron al|pertenecer al|parte de|parte del|hombres de|hombres del|afiliad* a|afiliad* al"), phraseTable("pandilla|pandillas|banda|bandas|cartel|carteles|cártel|cárteles|mafia|mafias|mara|maras|clica|clicas|célula terrorista|grupo terrorista|grupo criminal|organización criminal")},
		{"crime", phraseTable("cometió|cometieron|cometido|comete|cometen|cometían|cometer|culpable de|culpables de"), phraseTable("delito|delitos|crimen|crímenes|asesinato|asesinatos|violación|violaciones|fraude|fraudes|terrorismo|atrocidad|atrocidades|robo|robos|masacre|masacres|homicidio|homicidios|traición")},
	},
}

// against parts "belongs to a drive against gangs" from "belongs to a gang".
var against = words("against contra who that and que y sobre on about")

// A guiltTerms is what calls people guilty in one edition.
type guiltTerms struct {
	edition   string
	nouns     phrases[guiltWord]
	deeds     phrases[guiltWord]
	groups    phrases[bool] // of the style list
	exception phrases[bool]
}

type guiltWord struct {
	accusation string
	otherwise  bool // may be an adjective or participle
	deed       bool
}

func guiltWords(table map[string]string, deed bool) phrases[guiltWord] {
	ps := phrases[guiltWord]{}
	for accusation, list := range table {
		for text := range strings.SplitSeq(list, "|") {
			text, otherwise := strings.CutSuffix(text, "=")
			ps.add(text, guiltWord{accusation, otherwise, deed})
		}
	}
	return ps
}

func newGuiltTerms(edition string, style []*explainer.Style) guiltTerms {
	t := guiltTerms{edition, guiltWords(guiltNouns[edition], false), guiltWords(deeds[edition], true), phrases[bool]{}, phrases[bool]{}}
	for _, s := range style {
		for _, term := range s.Terms[edition] {
			switch s.Kind.Value {
			case explainer.Guilt:
				t.nouns.add(term.Value, guiltWord{accusation: s.ID})
			case explainer.Group:
				t.groups.add(term.Value, true)
			case explainer.Loaded: // for that rule, which knows what to write instead
				t.exception.add(term.Value, true)
			}
		}
		if s.Kind.Value != explainer.Loaded {
			for _, term := range s.Except[edition] {
				t.exception.add(term.Value, true)
			}
		}
	}
	return t
}

// at finds a term that begins at token i, and what it accuses of.
func (t guiltTerms) at(p *passage, i int) (term guiltWord, n int) {
	if _, n := t.exception.at(p, i); n > 0 {
		return guiltWord{}, 0
	}
	const reach = 6 // tokens from "members of" to the group
	for _, r := range guiltRelations[t.edition] {
		_, n := r.verbs.at(p, i)
		if n == 0 {
			continue
		}
		for j := i + n; j < min(i+n+reach, len(p.tokens)); j++ {
			if strings.ContainsAny(p.gap(j), ",.;:()") || against[p.tokens[j].low] {
				break
			}
			_, m := r.objects.at(p, j)
			if m == 0 && r.accusation == gang {
				_, m = t.groups.at(p, j)
			}
			if m > 0 {
				return guiltWord{accusation: r.accusation}, j + m - i
			}
		}
	}
	if noun, n := t.nouns.at(p, i); n > 0 && (!noun.otherwise || t.isNoun(p, i, n)) {
		return noun, n
	}
	if deed, n := t.deeds.at(p, i); n > 0 && (!deed.otherwise || isActive(p, i)) {
		return deed, n
	}
	// "Tren de Aragua members"
	if _, n := t.groups.at(p, i); n > 0 && groupMembers[p.next(i+n-1)] {
		return guiltWord{accusation: gang}, n + 1
	}
	return guiltWord{}, 0
}

// groupMembers stand behind the name of a group.
var groupMembers = words("member members gangster gangsters man men affiliate affiliates operative operatives")

// things are nouns beside which "criminal" or "terrorista" is an adjective and
// accuses nobody in particular; people are those beside which it does.
var things = words(`grupo grupos organización organizaciones red redes ley leyes derecho justicia código acto actos actividad
	actividades ataque ataques atentado atentados célula células amenaza amenazas investigación causa proceso historial violencia
	sistema política procedimiento tribunal sala banda bandas pandilla pandillas estructura estructuras antecedentes conducta
	responsabilidad delito delitos plan planes`)

var people = words(`people man men woman women migrants migrant immigrants immigrant deportees deportee prisoners prisoner inmates
	inmate detainees detainee foreigners foreigner aliens alien youths refugees`)

// isNoun tells "the terrorist was sent" from "a terrorist attack", and
// "terroristas" from "organizaciones terroristas".
func (t guiltTerms) isNoun(p *passage, i, n int) bool {
	if t.edition == "es" {
		return !things[p.previous(i)]
	}
	next := p.next(i + n - 1)
	return next == "" || people[next] || afterNoun[next]
}

var afterNoun = words("who that which whom in from of and or was is were are has had to at on by for with as into will would")

// isActive tells "they robbed a bank" from "they were robbed" and "people
// robbed in the street": it has an object.
func isActive(p *passage, i int) bool {
	next := p.next(i)
	return next != "" && !passive[p.previous(i)] && !noObject[next]
}

var (
	passive  = words("is are was were be been being get gets got the a an")
	noObject = words("by in at on for from with to of during after before while when and or but near inside outside as who that because under")
)
