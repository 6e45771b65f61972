package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// quotationWords reports words in quotation marks that no excerpt or quantity
// of the cited evidence has, word for word but for case and typography. What
// was left out or put in ("…", "[they]") parts a quotation into pieces, of
// which each must be there.
//
// Only words of the edition's own language are compared with the sources: in
// another the quotation is a translation, which is compared with that of the
// claim's statement. Where the claim that a quotation links to has
// evidence in both languages, which of them it renders cannot be told.
func quotationWords(m *manuscript, l *diag.List) {
	about := m.disagreed()
	for _, p := range m.corpus().passages {
		if !p.said() {
			continue
		}
		for _, q := range p.quotations {
			words := p.text[q.from:q.to]
			if len(strings.Fields(words)) > maxQuotation {
				continue
			}
			if m.translated(p, words) {
				p.sameTranslation(l, q.from, words, about)
				continue
			}
			var own []explainer.Text            // the sources' words
			by := map[string][]explainer.Text{} // source
			for _, c := range p.claims {
				for _, e := range c.Evidence {
					if m.language(e) == p.edition {
						says := append(slices.Clip(e.Quantities), e.Excerpt)
						own = append(own, says...)
						by[e.Source.Value] = append(by[e.Source.Value], says...)
					}
				}
			}
			if isIn(words, own) {
				if name := m.misquoted(p, words, by); name != "" {
					l.Errorf(p.at(q.from), "quotation-differs", "%q is in no excerpt of %q", words, name).
						Note(likest(words, own).Place, "this has it").
						Helpf("name the source that has these words")
				}
				continue
			}
			d := l.Errorf(p.at(q.from), "quotation-differs", "%q is in no excerpt of the claims this %s rests on", words, p.kind)
			if near := likest(words, own); near.Value != "" {
				d.Note(near.Place, "this has %q", near.Value)
			}
			d.Helpf("quote word for word, or record an excerpt that has these words")
		}
	}
}

// misquoted is a source that a passage names for words which only others have,
// by source. A passage that names whoever asserts a claim quotes that person.
func (m *manuscript) misquoted(p *passage, words string, by map[string][]explainer.Text) (name string) {
	if slices.ContainsFunc(p.tokens, func(t token) bool { return ownNouns[p.edition].plurals[t.low] }) {
		return "" // "three of the articles"
	}
	text := p.unquoted()
	for _, c := range p.claims {
		if c.AssertedBy.Value != "" && mentionsAny(text, m.asserters(c, p.edition)) {
			return ""
		}
	}
	for _, s := range m.Sources {
		if mentionsAny(text, outletNames(s, p.edition)) {
			if isIn(words, by[s.ID]) {
				return ""
			}
			name = s.Label.In(p.edition)
		}
	}
	return name
}

// sameTranslation reports a translated quotation in prose whose words are in
// no statement of the claims it links to, and in no disagreement about them:
// how a quotation is translated is settled in the records.
func (p *passage) sameTranslation(l *diag.List, from int, words string, about map[string][]explainer.Text) {
	if p.sentence == nil {
		return
	}
	var settled []explainer.Text
	for _, c := range p.linked(words) {
		settled = append(settled, c.Statement[p.edition])
		settled = append(settled, about[p.edition+" "+c.ID]...)
	}
	if len(settled) == 0 || isIn(words, settled) {
		return
	}
	l.Errorf(p.at(from), "quotation-differs", "%q is not how the claim it links to puts it", words).
		Note(settled[0].Place, "the claim says %q", settled[0].Value).
		Helpf("translate the quotation alike in both")
}

// disagreed gives what disagreements say about a claim, by edition and claim.
func (m *manuscript) disagreed() map[string][]explainer.Text {
	about := map[string][]explainer.Text{}
	for _, d := range m.Disagreements {
		for _, ed := range m.EditionIDs() {
			texts := []explainer.Text{d.Title[ed], d.Note[ed]}
			for _, p := range d.Positions {
				texts = append(texts, p.Says[ed])
			}
			for _, c := range d.Claims {
				about[ed+" "+c.Value] = append(about[ed+" "+c.Value], texts...)
			}
		}
	}
	return about
}

func (m *manuscript) language(e *explainer.Evidence) string {
	if s := m.sources[e.Source.Value]; s != nil {
		return s.Language.Value
	}
	return ""
}

// translated reports whether evidence in another language may be what the
// quotation renders, or there is none in the edition's own.
func (m *manuscript) translated(p *passage, words string) bool {
	own, other := false, false
	look := func(claims []*explainer.Claim) {
		for _, c := range claims {
			for _, e := range c.Evidence {
				same := m.language(e) == p.edition
				own, other = own || same, other || !same
			}
		}
	}
	look(p.linked(words))
	if !own && !other {
		look(p.claims)
	}
	return !own || other
}

// linked are the claims whose link text holds the words.
func (p *passage) linked(words string) []*explainer.Claim {
	if p.sentence == nil {
		return p.claims
	}
	var list []*explainer.Claim
	for _, k := range p.sentence.Citations {
		for _, c := range p.claims {
			if c.ID == k.Claim.Value && strings.Contains(k.Words, words) {
				list = append(list, c)
			}
		}
	}
	return list
}

// inserted is what an editor put into a quotation, or put for what was left
// out.
var inserted = regexp.MustCompile(`\[[^\]]*\]|…|\.\.\.`)

func isIn(words string, texts []explainer.Text) bool {
piece:
	for _, piece := range inserted.Split(words, -1) {
		piece = strings.TrimFunc(piece, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N, unicode.M) })
		if piece == "" {
			continue
		}
		for _, t := range texts {
			if article.Contains(t.Value, piece) {
				continue piece
			}
		}
		return false
	}
	return true
}

// likest is the text that shares the most words with a quotation, if any.
func likest(words string, texts []explainer.Text) (near explainer.Text) {
	has := map[string]bool{}
	for _, t := range tokenize(words) {
		has[t.low] = true
	}
	most := 0
	for _, t := range texts {
		n := 0
		for _, w := range tokenize(t.Value) {
			if has[w.low] {
				n++
			}
		}
		if n > most {
			near, most = t, n
		}
	}
	return near
}
