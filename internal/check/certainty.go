package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// certain are the words that present a statement as settled.
var certain = map[string]phrases[bool]{
	"en": phraseTable("proves|proved|proven|prove that|proof that|proof of|has shown|have shown|shows that|showed that|proving that|confirm|confirms|confirmed|confirming|confirmation|reveal*|" +
		"demonstrates|demonstrated|demonstrating|demonstrate that|admit|admits|admitted|admitting|expose|exposes|exposed|exposing|" +
		"uncovered|uncovers|established that|establishes that|verified|verifies|found that|finds that|has found|have found|had found|" +
		"found evidence|found proof|turned out|turns out|undeniabl*|indisputabl*|undoubtedly|beyond doubt|without a doubt|" +
		"beyond dispute|it is certain|it is clear|made clear that|clearly|evidently|in fact|it is a fact|unquestionabl*|came to light|" +
		"brought to light|discovered that|discovers that|conclusively|acknowledged|acknowledges|conceded|concedes|revelation*|indeed|rightly|correctly|well documented|documented|" +
		"substantiat*|determined that|learned that|makes clear|make clear|evidence shows|established"),
	"es": phraseTable("probó|probaron|ha probado|han probado|había probado|probado|probada|probados|probadas|prueba que|prueban que|" +
		"confirma|confirman|confirmó|confirmaron|confirmar|confirmad*|confirmando|confirmación|revela|revelan|reveló|revelaron|revelar|" +
		"revelad*|revelando|revelación|demuestra|demuestran|demostró|demostraron|demostrar|demostrad*|demostrando|admite|admiten|admitió|" +
		"admitieron|admitid*|reconoce que|reconocen que|reconoció que|reconocieron que|comprobó|comprobaron|comprobad*|verificó|" +
		"verificaron|verificad*|halló que|hallaron que|encontró que|encontraron que|descubrió que|descubrieron que|constató|constataron|" +
		"evidencia que|evidenció|evidenciaron|expuso|expusieron|destapó|destaparon|puso al descubierto|pusieron al descubierto|" +
		"salió a la luz|sacó a la luz|sacaron a la luz|quedó claro|está claro|es evidente|resultó ser|resultó que|sin duda|indudable*|" +
		"indiscutible*|innegable*|claramente|evidentemente|de hecho|es un hecho|dejó en evidencia|dejaron en evidencia|puso de manifiesto|pusieron de manifiesto|corrobor*|acreditó|acreditaron|" +
		"acreditad*|documentó|documentaron|documentad*|efectivamente|con razón"),
}

// certainElsewhere are phrases in which those words mean something else.
var certainElsewhere = map[string]phrases[bool]{
	"en": phraseTable("exposed to|exposes to|admitted to hospital|admitted to the hospital|admitted to the school|admits up to|admit up to"),
	"es": phraseTable("de hecho y de derecho|admite hasta|admiten hasta"),
}

// denied are the words that turn certainty into its contrary when they stand
// before it in one clause.
var denied = map[string]phrases[bool]{
	"en": phraseTable("no|not|never|neither|nor|nobody|none|nothing|without|cannot|isn't|wasn't|aren't|weren't|hasn't|haven't|hadn't|doesn't|" +
		"don't|didn't|couldn't|can't|won't|wouldn't|if|whether|yet to be|declined to|refused to|denied|denies|deny|failed to|fails to|" +
		"unable to|asked to|asks to|demand*|remains to be|before it is|until it is|nowhere|hardly|barely"),
	"es": phraseTable("no|ni|nunca|jamás|nadie|nada|ningún|ninguna|ninguno|sin|tampoco|si|falta por|falta|por confirmar|negó|niega|niegan|" +
		"negaron|pidió|pidieron|exige|exigió|pendiente de|apenas"),
}

// certainty reports a word that presents as settled what a cited claim does
// not bear out: it is alleged, disputed or unknown, somebody's assertion, or
// of one origin. Quoted words are their speaker's, and negated ones ("no
// article confirms") are the contrary.
//
// A title, description or heading speaks of all claims of its page. To which of
// several claims the word belongs is told by the clause, if that has links of
// its own; grammar is not read.
func certainty(m *manuscript, l *diag.List) {
	for _, p := range m.corpus().passages {
		if !p.said() && !p.tops() {
			continue
		}
		for i := 0; i < len(p.tokens); i++ {
			if p.tokens[i].quoted {
				continue
			}
			_, n := certain[p.edition].at(p, i)
			if n == 0 {
				continue
			}
			if _, longer := certainElsewhere[p.edition].at(p, i); longer > 0 {
				i += longer - 1
				continue
			}
			in := p.clauseOf(i)
			// Close by, or as its subject: "no article confirms".
			if denied[p.edition].within(p, max(in.from, i-3), i) || denied[p.edition].within(p, in.from, min(in.from+2, i)) {
				continue
			}
			cites := p
			if p.tops() {
				cites = m.onPage(p)
			}
			for _, claim := range cites.claimsIn(in) {
				why, at := m.notSettled(claim)
				if why == "" {
					continue
				}
				l.Errorf(p.at(p.tokens[i].from), "certainty-not-borne-out", "%q says more than claim %q bears out", p.words(i, n), claim.ID).
					Note(at, "%s", why).
					Helpf("write who says or reports it, without %q", p.words(i, n))
				break
			}
			i += n - 1
		}
	}
}

// claimsIn are the claims linked in a clause, or all of the passage's where
// it has none.
func (p *passage) claimsIn(in clause) []*explainer.Claim {
	from, to := p.tokens[in.from].from, p.tokens[in.to-1].to
	linked := map[string]bool{}
	for _, k := range p.links {
		if k.from < to && from < k.to {
			linked[k.claim] = true
		}
	}
	list := slices.DeleteFunc(slices.Clone(p.claims), func(c *explainer.Claim) bool { return !linked[c.ID] })
	if len(list) == 0 {
		return p.claims
	}
	return list
}

// notSettled says why a claim cannot be called certain, and where that stands.
func (m *manuscript) notSettled(c *explainer.Claim) (why string, at diag.Place) {
	switch explainer.Status(c.Status.Value) {
	case explainer.Alleged, explainer.Disputed, explainer.Unknown:
		return "the claim is " + c.Status.Value, c.Status.Place
	}
	if c.AssertedBy.Value != "" {
		return "asserted by \"" + c.AssertedBy.Value + "\"", c.AssertedBy.Place
	}
	if len(m.origins(c)) < 2 {
		return "the claim rests on one origin", c.Place
	}
	return "", diag.Place{}
}
