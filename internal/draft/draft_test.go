package draft

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"explainer/internal/article"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// read reads articles given as texts, the first line a title; their sources
// are a, b, c ….
func read(t *testing.T, texts ...string) *drafter {
	t.Helper()
	return newDrafter(named(t, texts...), Options{})
}

func named(t *testing.T, texts ...string) []Article {
	t.Helper()
	var out []Article
	for i, text := range texts {
		a, err := article.Read([]byte("A title\n\n"+text+"\n"), article.Options{})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		out = append(out, Article{Article: a, Source: string(rune('a' + i)), Issued: quantity.ParseDate("2031-05-06")})
	}
	return out
}

// one makes a candidate of the first clause of each text.
func one(t *testing.T, texts ...string) (*drafter, *Candidate) {
	t.Helper()
	d := read(t, texts...)
	var members []int
	for i, c := range d.clauses {
		if len(members) == 0 || d.clauses[members[len(members)-1]].article != c.article {
			members = append(members, i)
		}
	}
	return d, d.candidate(members)
}

func TestCutting(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"two facts joined by and": {
			"The harbor wall of Orla collapsed during the great storm, and divers found rusted chains beneath the northern pier afterwards.",
			[]string{"The harbor wall of Orla collapsed during the great storm", ", and divers found rusted chains beneath the northern pier afterwards."},
		},
		"too short to cut":          {"The wall fell, and nobody came.", []string{"The wall fell, and nobody came."}},
		"a clause that says little": {"The harbor wall of Orla collapsed during the great winter storm of the century, and it rained.", []string{"The harbor wall of Orla collapsed during the great winter storm of the century, and it rained."}},
		"Spanish": {
			"El muro del puerto de Orla cedió durante la gran tormenta invernal, mientras varios buzos hallaban cadenas oxidadas bajo el muelle norte.",
			[]string{"El muro del puerto de Orla cedió durante la gran tormenta invernal", ", mientras varios buzos hallaban cadenas oxidadas bajo el muelle norte."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, test.text)
			var got []string
			for _, c := range d.clauses {
				got = append(got, d.sentences[c.sentence].Text[c.start:c.end])
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	for text, want := range map[string]string{
		"The harbor wall collapsed in the storm on 3 May 2031.":                  "event reported",
		"The harbor wall is 40 meters long and stands in the bay.":               "quantity reported",
		"The harbor wall is made of grey stone from the quarry.":                 "description reported",
		"Fishers accuse the council of neglecting the harbor wall.":              "allegation alleged",
		"The council has not said who is to pay for the wall.":                   "absence reported",
		"It is not known who is to pay for the harbor wall.":                     "absence unknown",
		"A law of 1948 makes the council pay for the harbor wall.":               "law reported",
		"Visitors are not allowed to walk on the old harbor wall.":               "policy reported",
		"“The wall was never safe,” said Ada Quill, a fisher from Orla.":         "quotation reported",
		"El muro del puerto se derrumbó el 3 de mayo de 2031 por la tormenta.":   "event reported",
		"El muro del puerto mide unos 40 metros de largo en la bahía.":           "quantity reported",
		"Los pescadores acusan al ayuntamiento de descuidar el muro del puerto.": "allegation alleged",
		"No se sabe quién va a pagar las obras del muro del puerto.":             "absence unknown",
		"El ayuntamiento no ha informado de quién pagará las obras del muro.":    "absence reported",
		"Una ordenanza obliga al ayuntamiento a reparar el muro del puerto.":     "law reported",
		"Está prohibido que los visitantes paseen por el muro del puerto.":       "policy reported",
	} {
		if _, c := one(t, text); c.Kind+" "+c.Status != want {
			t.Errorf("%q: %s %s, want %s", text, c.Kind, c.Status, want)
		}
	}
}

func TestAsserters(t *testing.T) {
	for text, want := range map[string]string{
		"The wall was never safe, according to Ada Quill of the council.":           "Ada Quill",
		"Mayor Ada Quill said the harbor wall was never safe for boats.":            "Ada Quill",
		"“The wall was never safe for any boat,” said Ada Quill.":                   "Ada Quill",
		"The harbor wall was never safe for the boats of the island.":               "",
		"In April, 40 cracks were reported in the old harbor wall.":                 "",
		"Según la alcaldesa Ada Quill, el muro del puerto nunca fue seguro.":        "Ada Quill",
		"El muro del puerto nunca fue seguro, dijo la alcaldesa Ada Quill.":         "Ada Quill",
		"El muro del puerto nunca fue seguro para los barcos de la isla.":           "",
		"“El muro nunca fue seguro para los barcos”, afirmó Ada Quill en la radio.": "Ada Quill",
	} {
		_, c := one(t, text)
		if fullNames([]*Candidate{c}); c.AssertedBy != want {
			t.Errorf("%q: %q, want %q", text, c.AssertedBy, want)
		}
	}
}

func TestPlainNames(t *testing.T) {
	for name, want := range map[string]string{
		"Mr. Ada Quill": "Ada Quill", "TODO Quill": "", "Аda Quill": "", "the Harbor Board": "Harbor Board", "a painter": "", "": "",
		"President Ada Quill": "Ada Quill", "former Judge Ada Quill": "Ada Quill", "Quill’s": "Quill", "Ada {{ Quill": "Ada   Quill",
		"la alcaldesa Ada Quill": "Ada Quill", "former mayor Ada Quill": "Ada Quill", "doña Ada Quill": "Ada Quill", "el Presidente Quill": "Quill",
		"Ada Quill, a fisher from the town of Orla": "Ada Quill",
	} {
		if got := plainName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestSurnameAndFullNameAreOneAgent(t *testing.T) {
	a, b, c := &Candidate{AssertedBy: "Quill"}, &Candidate{AssertedBy: "Mayor Ada Quill"}, &Candidate{AssertedBy: "Marlo"}
	fullNames([]*Candidate{a, b, c})
	if a.AssertedBy != "Ada Quill" || b.AssertedBy != "Ada Quill" || c.AssertedBy != "Marlo" {
		t.Errorf("%q, %q, %q", a.AssertedBy, b.AssertedBy, c.AssertedBy)
	}
}

func TestPairsAreOneQuantity(t *testing.T) {
	for text, want := range map[string][]string{
		"The island lies about 72 kilometers (45 miles) off the coast.":  {"about 72 kilometers (45 miles)"},
		"The island lies 72 kilometers (90 miles) off the coast.":        {"72 kilometers", "90 miles"},
		"The island lies 72 kilometers off the coast and has 40 people.": {"72 kilometers", "40 people"},
	} {
		d := read(t, text)
		var got []string
		for _, q := range pairs(d.sentences[0]) {
			got = append(got, q.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestExcerptsAreFragments(t *testing.T) {
	raw, err := os.ReadFile("../../examples/night-ferry/articles/harbor-gazette.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{
		string(raw), "The wall fell.", "Walls fall here.", "It {{ broke }} on the day that {{ nobody }} came to see {{ it }} break.",
		"One two three (four five six seven eight nine ten eleven) twelve thirteen fourteen.",
		"“Nos dejan solos en el puerto cada noche de invierno”, dijo la panadera del pueblo.",
	}
	n := 0
	for _, text := range texts {
		for _, c := range New(named(t, text), Options{}).Candidates {
			for _, e := range c.Evidence {
				if e.Excerpt == "" {
					continue
				}
				n++
				words := strings.Fields(e.Excerpt)
				if len(words) > maxExcerpt || len(words) >= len(strings.Fields(e.Sentence.Text)) {
					t.Errorf("%q of %q is too long", e.Excerpt, e.Sentence.Text)
				}
				if !article.Contains(e.Sentence.Text, e.Excerpt) {
					t.Errorf("%q is not in %q", e.Excerpt, e.Sentence.Text)
				}
				if delimiters.MatchString(e.Excerpt) {
					t.Errorf("%q has a template's delimiters", e.Excerpt)
				}
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d excerpts", n)
	}
}

func TestFragmentsCloseWhatTheyOpen(t *testing.T) {
	for fragment, want := range map[string]string{
		"crosses 14 kilometers (9 miles":               "crosses 14 kilometers",
		"crosses 14 kilometers (9 miles) of water":     "crosses 14 kilometers (9 miles) of water",
		"dejan solos cada noche”, dijo la panadera":    "dejan solos cada noche",
		"she said: “We cannot go on":                   "We cannot go on",
		"town of Orla) has two boats":                  "has two boats",
		"a {{ b }} c":                                  "",
		"the wall fell, the boats sank.":               "the wall fell, the boats sank",
		"to “go on” paying":                            "to “go on” paying",
		"said Quill of the harbor in the town, “Nunca": "said Quill of the harbor in the town",
	} {
		if got := closed(fragment); got != want {
			t.Errorf("%q: %q, want %q", fragment, got, want)
		}
	}
}

func TestSlugs(t *testing.T) {
	for words, want := range map[string]string{
		"What is it?": "what-is-it", "Año ñandú": "ano-nandu", "It’s": "its", "北京": "", "!!!": "", "a/b\\c": "a-b-c", "../x": "x",
		"ΑΒΓ 12": "12", "XXX games": "games", strings.Repeat("word ", 100): strings.TrimSuffix(strings.Repeat("word-", 16), "-"), "": "",
	} {
		if got := Slug(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func TestIDs(t *testing.T) {
	_, c := one(t, "The harbor wall of Orla collapsed on 3 May 2031.")
	if strings.ContainsAny(c.ID, "0123456789 ") || strings.Count(c.ID, "-") != idWords-1 {
		t.Errorf("id %q is not %d words without numbers", c.ID, idWords)
	}
	a, b := &Candidate{ID: "wall"}, &Candidate{ID: "wall"}
	if number([]*Candidate{a, b}); a.ID != "wall" || b.ID != "wall-2" {
		t.Errorf("ids %q, %q", a.ID, b.ID)
	}
}

func TestGrouping(t *testing.T) {
	grouped := func(texts ...string) []string {
		d := read(t, texts...)
		var out []string
		for _, g := range group(d.clauses, tuned) {
			var in []string
			for _, m := range g {
				in = append(in, fmt.Sprintf("%s%d", d.articles[d.clauses[m].article].Source, m))
			}
			out = append(out, strings.Join(in, " "))
		}
		return out
	}
	wall, boat := "The harbor wall of Orla collapsed in the great storm.", "Nine boats were lost at the northern pier."
	for name, test := range map[string]struct{ texts, want []string }{
		"one fact in two articles":                 {[]string{wall, "In the great storm the harbor wall of Orla collapsed."}, []string{"a0 b1"}},
		"two facts":                                {[]string{wall + "\n\n" + boat, boat + "\n\n" + wall}, []string{"a0 b3", "a1 b2"}},
		"an article's own clauses are not grouped": {[]string{wall + "\n\n" + wall}, []string{"a0", "a1"}},
		"nothing alike":                            {[]string{wall, boat}, []string{"a0", "b1"}},
		"a group takes one clause of an article":   {[]string{wall, wall + "\n\n" + boat + "\n\n" + wall}, []string{"a0 b1", "b2", "b3"}},
	} {
		if got := grouped(test.texts...); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	// Each is like the next one, the first and the last are not alike.
	chain := []string{
		"Alpha beta gamma delta epsilon zeta.", "Gamma delta epsilon zeta harbor wall.",
		"Epsilon zeta harbor wall storm boat.", "Harbor wall storm boat pier stone.",
	}
	var article []string
	for _, c := range chain {
		article = append(article, c+"\n\n"+c)
	}
	for _, g := range grouped(article...) {
		sources := map[byte]int{}
		for m := range strings.FieldsSeq(g) {
			if sources[m[0]]++; sources[m[0]] > 1 {
				t.Errorf("%q has two clauses of an article", g)
			}
		}
	}
}

func TestPlacing(t *testing.T) {
	sections := []Section{{"boats", []string{"boats ferry"}}, {"money", []string{"cost dollars"}}}
	text := "The ferry and two boats crossed the bay on a ferry day.\n\nThe whole work had a cost of many dollars and of cents."
	for i := range 40 { // a term that stands everywhere would tell nothing
		text += fmt.Sprintf("\n\nA painter number%d lives beside orchard%d with flowers%d.", i, i, i)
	}
	var got []string
	for _, c := range New(named(t, text), Options{Sections: sections}).Candidates {
		if !slices.Contains(got, c.Section) {
			got = append(got, c.Section)
		}
	}
	if !slices.Equal(got, []string{"boats", "money", ""}) {
		t.Errorf("placed in %q", got)
	}
	for _, c := range New(named(t, "The ferry crossed the bay."), Options{}).Candidates {
		if c.Section != "" {
			t.Errorf("placed in %q where there are no sections", c.Section)
		}
	}
}

func TestDifferences(t *testing.T) {
	for name, test := range map[string]struct {
		texts []string
		want  string
	}{
		"numbers":                {[]string{"The wall is 40 meters long.", "The wall is 60 meters long."}, "number: a 40 meters | b 60 meters"},
		"two units":              {[]string{"The island lies 72 km off the coast.", "The island lies 45 miles off the coast."}, ""},
		"a range in two forms":   {[]string{"The wall holds 65-70 boats.", "The wall holds 65 to 70 boats."}, ""},
		"an estimate":            {[]string{"The storm hit hundreds of people there.", "The storm hit 238 people there."}, ""},
		"different things":       {[]string{"The wall is 40 meters long in all.", "The wall cost 60 dollars in all."}, ""},
		"dates":                  {[]string{"The wall fell on 3 May 2031.", "The wall fell on 5 May 2031."}, "date: a 3 May 2031 | b 5 May 2031"},
		"a weekday and its date": {[]string{"The wall fell on Sunday in the storm.", "The wall fell on 4 May 2031 in the storm."}, ""},
		"qualifiers":             {[]string{"The wall is about 40 meters long.", "The wall is 40 meters long."}, "wording: a about 40 meters | b 40 meters"},
		"negation":               {[]string{"The harbor wall of Orla was safe for boats.", "The harbor wall of Orla was not safe for boats."}, "wording: b | a"},
		"certainty":              {[]string{"The harbor wall of Orla was blown up.", "The harbor wall of Orla was allegedly blown up."}, "certainty: b | a"},
		"one article":            {[]string{"The wall is 40 meters long."}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, c := one(t, test.texts...)
			var got []string
			for _, p := range d.differences(c) {
				var says []string
				for _, at := range p.Positions {
					says = append(says, strings.TrimSpace(strings.Join(at.Sources, " ")+" "+strings.Join(at.Quantities, ", ")))
				}
				got = append(got, p.Kind+": "+strings.Join(says, " | "))
			}
			if s := strings.Join(got, "; "); s != test.want {
				t.Errorf("got %q, want %q", s, test.want)
			}
		})
	}
}

func TestOmissions(t *testing.T) {
	wall, other, es := "The harbor wall of Orla collapsed in the storm.", "Nine boats were lost.", "El muro del puerto de Orla cedió en la tormenta."
	for name, test := range map[string]struct {
		texts []string
		want  bool
	}{
		"two of three say it":                       {[]string{wall, wall + " Yes.", other}, true},
		"all say it":                                {[]string{wall, wall + " Yes."}, false},
		"the silent one is in another language":     {[]string{wall, wall + " Yes.", es}, false},
		"most are silent":                           {[]string{wall, wall + " Yes.", other, other + " Yes.", other + " No."}, false},
		"one says it: that is no more than its own": {[]string{wall, other}, false},
	} {
		d := read(t, test.texts...)
		c := &Candidate{}
		for i := range d.articles {
			for _, s := range d.sentences {
				if s.article == i && s.Text == wall {
					c.Evidence = append(c.Evidence, &Evidence{Source: d.articles[i].Source, sentence: s})
				}
			}
		}
		if got := d.silence(c) != nil; got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// site is an explainer whose one claim cites the first sentence of a source.
func site(articles []Article, draft bool) *explainer.Explainer {
	x := &explainer.Explainer{Settings: explainer.Settings{Editions: []explainer.Edition{{ID: "en"}}}}
	for s := range articles[0].Body() {
		claim := &explainer.Claim{ID: "written", Section: explainer.Text{Value: "one"}, Draft: explainer.Flag{Value: draft}}
		claim.Evidence = append(claim.Evidence, &explainer.Evidence{
			Source: explainer.Text{Value: articles[0].Source}, At: explainer.Text{Value: s.Locator()}, Fingerprint: explainer.Text{Value: s.Fingerprint},
		})
		x.Claims = append(x.Claims, claim)
		break
	}
	return x
}

func TestMerging(t *testing.T) {
	articles := named(t, "The harbor wall of Orla collapsed in the great storm.\n\nNine boats were lost at the northern pier.",
		"In the great storm the harbor wall of Orla collapsed.")
	plan := func(x *explainer.Explainer) string {
		p := New(articles, Options{}).Merge(x)
		return fmt.Sprintf("%d new, %d more, %d by hand", len(p.Candidates), len(p.More), len(p.ByHand))
	}
	for name, test := range map[string]struct {
		site *explainer.Explainer
		want string
	}{
		"an empty site gets everything":     {&explainer.Explainer{}, "2 new, 0 more, 0 by hand"},
		"a draft claim is extended":         {site(articles, true), "1 new, 1 more, 0 by hand"},
		"a finished claim is left alone":    {site(articles, false), "1 new, 0 more, 1 by hand"},
		"what is accounted for stays so":    {everything(articles, false), "0 new, 0 more, 0 by hand"},
		"what is set aside is not proposed": {everything(articles, true), "0 new, 0 more, 0 by hand"},
	} {
		if got := plan(test.site); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// everything is an explainer that cites, or sets aside, every sentence.
func everything(articles []Article, aside bool) *explainer.Explainer {
	x := &explainer.Explainer{}
	claim := &explainer.Claim{ID: "written"}
	for _, a := range articles {
		source := &explainer.Source{ID: a.Source}
		for s := range a.Body() {
			fingerprint := explainer.Text{Value: s.Fingerprint}
			if aside {
				source.SetAside = append(source.SetAside, &explainer.SetAside{Fingerprint: fingerprint})
			} else {
				claim.Evidence = append(claim.Evidence, &explainer.Evidence{Source: explainer.Text{Value: a.Source}, Fingerprint: fingerprint})
			}
		}
		x.Sources = append(x.Sources, source)
	}
	x.Claims = append(x.Claims, claim)
	return x
}

func TestCandidatesShareNoSentenceInOneAddition(t *testing.T) {
	claim := &explainer.Claim{}
	e := &Evidence{Source: "a", Sentence: article.Sentence{Fingerprint: "1"}}
	other := &Evidence{Source: "a", Sentence: article.Sentence{Fingerprint: "2"}}
	all := extend(extend(nil, claim, []*Evidence{e}), claim, []*Evidence{e, other})
	if len(all) != 1 || len(all[0].Evidence) != 2 {
		t.Errorf("%d additions: %v", len(all), all)
	}
}

func TestAppending(t *testing.T) {
	const item = "- source: b\n  at: p1.s1\n  fingerprint: ff\n"
	added := []*Evidence{{Source: "b", Sentence: article.Sentence{Block: 1, Number: 1, Fingerprint: "ff"}, Part: article.Paragraph}}
	for name, test := range map[string]struct{ record, want string }{
		"last in the record":       {"kind: event\nevidence:\n- source: a\n  at: p1.s1\n", "kind: event\nevidence:\n- source: a\n  at: p1.s1\n" + item},
		"indented":                 {"evidence:\n  - source: a\n", "evidence:\n  - source: a\n  " + strings.TrimSuffix(strings.ReplaceAll(item, "\n", "\n  "), "  ")},
		"not last":                 {"evidence:\n- source: a\nkind: event\n", "evidence:\n- source: a\n" + item + "kind: event\n"},
		"comments and blank lines": {"# top\nevidence: # here\n- source: a # of it\n  # below\n\n# end\nkind: event\n", "# top\nevidence: # here\n- source: a # of it\n  # below\n" + item + "\n# end\nkind: event\n"},
		"no final newline":         {"evidence:\n- source: a", "evidence:\n- source: a\n" + item},
		"text of several lines":    {"evidence:\n- source: a\n  excerpt: |\n    one\n    two\nkind: event\n", "evidence:\n- source: a\n  excerpt: |\n    one\n    two\n" + item + "kind: event\n"},
		"lines that end in CRLF":   {"evidence:\r\n- source: a\r\nkind: event\r\n", "evidence:\r\n- source: a\r\n" + strings.ReplaceAll(item, "\n", "\r\n") + "kind: event\r\n"},
		"items in flow style":      {"evidence:\n- {source: a, quantities: [one,\n  two]}\nkind: event\n", "evidence:\n- {source: a, quantities: [one,\n  two]}\n" + item + "kind: event\n"},
		"a list in flow style":     {"evidence: [{source: a}]\n", ""},
		"no evidence":              {"kind: event\n", ""},
		"no items":                 {"evidence: []\n", ""},
		"no YAML":                  {"evidence: [\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Append([]byte(test.record), added)
			if string(got) != test.want || (err != nil) != (test.want == "") {
				t.Errorf("got %q, %v\nwant %q", got, err, test.want)
			}
		})
	}
}
