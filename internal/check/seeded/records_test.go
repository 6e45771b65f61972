package seeded

import (
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// in gives the files below a folder as texts; records are halved between the
// editions, so that both get plants and none gets another's.
func (s *site) in(folder, edition string) []text {
	var names []string
	for name := range s.files {
		if strings.HasPrefix(name, folder) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var list []text
	for i, name := range names {
		first := edition == s.x.Main().ID
		if strings.HasPrefix(name, "data/") && len(names) > 1 && (i%2 == 0) != first {
			continue
		}
		list = append(list, text{name, 0, s.files[name], s.files[name], nil})
	}
	return list
}

// edit is a kind that changes the first group of a pattern in the files of a
// folder; %s in folder or pattern stands for the edition.
func edit(folder, pattern string, change func(match string, r *rand.Rand) string) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		return s.swap(s.in(strings.ReplaceAll(folder, "%s", ed), ed), strings.ReplaceAll(pattern, "%s", ed),
			func(_ text, match, _, _ string) string { return change(match, r) })
	}
}

// to always gives the same words, or one of several.
func to(words ...string) func(string, *rand.Rand) string {
	return func(_ string, r *rand.Rand) string { return words[r.IntN(len(words))] }
}

func with(prefix, suffix string) func(string, *rand.Rand) string {
	return func(match string, _ *rand.Rand) string { return prefix + match + suffix }
}

// reportedAt moves the line at which plants are expected.
func reportedAt(places func(*site, string, *rand.Rand) []plant, line func(before string) int) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		list := places(s, ed, r)
		for i := range list {
			p := &list[i]
			p.line = line(strings.Join(strings.SplitAfter(p.files[p.file], "\n")[:max(p.line-1, 0)], ""))
		}
		return list
	}
}

func firstLine(string) int { return 1 }
func wholeFile(string) int { return 0 }

// itemLine is where the list item begins that a removed key was in.
func itemLine(before string) int {
	i := max(strings.LastIndex(before, "\n- ")+1, 0)
	if j := strings.LastIndex(before, "\n  - ") + 1; j > i {
		i = j
	}
	return 1 + strings.Count(before[:i], "\n")
}

// moved gives a file another name.
func (s *site) moved(file, name string, line int) plant {
	return plant{what: file + " is now " + name, file: name, line: line, files: map[string]string{file: "", name: s.files[file]}}
}

// added is a file that was not there.
func added(name, text string, line int) plant {
	return plant{what: name + " was added", file: name, line: line, files: map[string]string{name: text}}
}

func (s *site) duplicateIDs(ed string, r *rand.Rand) (list []plant) {
	for _, t := range s.in("data/claims/", ed) {
		section := path.Base(path.Dir(t.file))
		for _, p := range s.x.Sections(s.x.Main().ID) {
			if p.ID == section {
				continue
			}
			copied := "data/claims/" + p.ID + "/" + path.Base(t.file)
			pl := added(copied, t.raw, 1)
			pl.file = max(copied, t.file) // the later is the duplicate
			list = append(list, pl)
		}
	}
	return list
}

func (s *site) malformedIDs(ed string, _ *rand.Rand) (list []plant) {
	for _, t := range s.in("data/agents/", ed) {
		name := path.Base(t.file)
		bad := path.Dir(t.file) + "/" + strings.ToUpper(name[:1]) + name[1:]
		list = append(list, added(bad, t.raw, 0), added(path.Dir(t.file)+"/new_"+name, t.raw, 0))
	}
	return list
}

func (s *site) strayFiles(ed string, _ *rand.Rand) []plant {
	return []plant{added("content/"+ed+"/notes.txt", "notes\n", 0), added("content/"+ed+"/draft.markdown", "draft\n", 0),
		added("data/claims/new-"+ed+".yaml", "kind: event\n", 0), added("data/sources/"+ed+".yml", "title: x\n", 0),
		added("data/notes-"+ed+".md", "notes\n", 0)}
}

func (s *site) unknownFolders(ed string, _ *rand.Rand) []plant {
	at := func(p plant, folder string) plant { p.file = folder; return p }
	return []plant{at(added("content/"+ed+"x/_index.md", s.files["content/"+ed+"/_index.md"], 0), "content/"+ed+"x"),
		at(added("data/claim/"+ed+".yaml", "kind: event\n", 0), "data/claim"),
		at(added("data/dissagreements/"+ed+".yaml", "kind: event\n", 0), "data/dissagreements")}
}

func (s *site) unknownSections(ed string, r *rand.Rand) (list []plant) {
	for _, p := range s.x.Sections(s.x.Main().ID) {
		for _, c := range s.x.Claims {
			if c.Section.Value == p.ID && r.IntN(20) == 0 {
				list = append(list, s.moved(c.Place.File, "data/claims/"+misspelt(p.ID, r)+"/"+path.Base(c.Place.File), 0))
			}
		}
	}
	return list
}

func (s *site) missingPages(ed string, _ *rand.Rand) (list []plant) {
	for _, p := range s.x.Pages {
		if p.Edition != ed {
			continue
		}
		gone := plant{what: p.Place.File + " is gone", line: 1, files: map[string]string{p.Place.File: ""}}
		if p.ID == "" {
			gone.file, gone.line = "content/"+ed, 0
		} else {
			for _, o := range s.x.Editions {
				if o.ID != ed {
					gone.file = "content/" + o.ID + "/" + p.ID + ".md"
				}
			}
			// With it goes the page that its claims belong to.
			if p.Section && ed == s.x.Main().ID {
				continue
			}
		}
		list = append(list, gone)
	}
	return list
}

func (s *site) lineageLoops(ed string, _ *rand.Rand) (list []plant) {
	block := "lineage:\n  of: %s\n  kind: rewrite\n  overlap: {shingles: 0.1, aligned: 0.5, order: 1, numbers: 1, score: 0.5}\n"
	for _, o := range s.x.Sources {
		if o.Lineage != nil {
			continue
		}
		for _, d := range s.x.Sources {
			if d.Lineage != nil && d.Lineage.Of.Value == o.ID && d.Lineage.Kind.Value != "independent" {
				file := o.Place.File
				src := s.files[file]
				p := s.put(file, len(src), len(src), strings.ReplaceAll(block, "%s", d.ID))
				p.line++ // of:
				list = append(list, p)
			}
		}
	}
	return list
}

func (s *site) settings(_ string, r *rand.Rand) []plant {
	var list []plant
	for _, key := range []string{"disableKinds = [\"taxonomy\"]\n", "draft = true\n", "basURL = \"https://x.example/\"\n", "theme = \"x\"\n"} {
		src := s.files["hugo.toml"]
		at := strings.Index(src, "baseURL")
		list = append(list, s.put("hugo.toml", at, at, key))
	}
	return list
}

// interfaceWords takes a word out of an edition's list.
func (s *site) interfaceWords(ed string, _ *rand.Rand) (list []plant) {
	file := "i18n/" + ed + ".toml"
	for _, m := range regexp.MustCompile(`(?m)^[a-z_]+ = ".*\n`).FindAllStringIndex(s.files[file], -1) {
		p := s.put(file, m[0], m[1], "")
		if strings.HasSuffix(s.files[file][:m[0]], "\n\n") {
			p.line-- // it is missed behind the word before
		}
		if m[1] == len(s.files[file]) {
			p.line = 0 // nothing follows it
		}
		list = append(list, p)
	}
	return list
}

// Evidence and disagreements.

// recordRemoved takes away the record of a disagreement between numbers that
// articles give for one claim; it is then missed at the evidence.
func (s *site) recordRemoved(ed string, r *rand.Rand) (list []plant) {
	for _, d := range s.x.Disagreements {
		for _, id := range d.Claims {
			c := s.claims[id.Value]
			if slices.ContainsFunc(s.x.Disagreements, func(o *explainer.Disagreement) bool {
				return o != d && o.Kind.Value != "omission" && slices.ContainsFunc(o.Claims, func(t explainer.Text) bool { return t.Value == c.ID })
			}) {
				continue
			}
			numbers := map[string]bool{} // of a claim's evidence, all with digits
			p := plant{what: d.Place.File + " is gone", file: c.Place.File, line: 1, files: map[string]string{d.Place.File: ""}}
			for _, e := range c.Evidence {
				for _, q := range e.Quantities {
					numbers[strings.Join(digits.FindAllString(q.Value, -1), " ")] = true
					p.or = append(p.or, q.Place)
				}
			}
			if !numbers[""] && len(numbers) > 1 && d.Kind.Value != "omission" && d.Kind.Value != "wording" && s.exclusive(c) {
				list = append(list, p)
			}
		}
	}
	return list
}

// exclusive reports whether two articles each give a claim a number of one
// kind that the other has not, and no two that are one in miles and in
// kilometres.
func (s *site) exclusive(c *explainer.Claim) bool {
	by := map[string][]string{}
	for _, e := range c.Evidence {
		for _, q := range e.Quantities {
			by[e.Source.Value] = append(by[e.Source.Value], digits.FindAllString(q.Value, -1)...)
		}
	}
	for _, a := range by {
		for _, b := range by {
			if len(a) > 0 && len(b) > 0 && !slices.Contains(b, a[0]) && !slices.Contains(a, b[0]) {
				return true
			}
		}
	}
	return false
}

// evidenceDiffers changes a number in one of several articles' evidence, for
// a claim that no disagreement is about.
func (s *site) evidenceDiffers(ed string, r *rand.Rand) (list []plant) {
	recorded := map[string]bool{}
	for _, d := range s.x.Disagreements {
		for _, c := range d.Claims {
			recorded[c.Value] = true
		}
	}
	for i, c := range s.x.Claims {
		if recorded[c.ID] || (i%2 == 0) != (ed == s.x.Main().ID) {
			continue
		}
		var all []explainer.Text
		for _, e := range c.Evidence {
			all = append(all, e.Quantities...)
		}
		for i, q := range all {
			number := digits.FindString(q.Value)
			others := 0
			for j, o := range all {
				if j != i && digits.FindString(o.Value) == number {
					others++
				}
			}
			at := s.offset(q.Place)
			k := strings.Index(s.files[q.Place.File][at:], number)
			if number == "" || others == 0 || k < 0 {
				continue
			}
			now := mistyped(number, r)
			if yearLike(number) { // or it would be no date
				now = number[:3] + string('0'+(number[3]-'0'+1)%10)
			}
			if !s.given([]*explainer.Claim{c}, value("en", now)) {
				p := s.put(q.Place.File, at+k, at+k+len(number), now)
				p.or = append(p.or, c.Place)
				for _, o := range all {
					p.or = append(p.or, o.Place)
				}
				list = append(list, p)
			}
		}
	}
	return list
}

func (s *site) positionNumbers(ed string, r *rand.Rand) []plant {
	return s.swap(s.in("data/disagreements/", ed), `(?m)^  quantities: \[(.*)\]$`, func(_ text, list, _, _ string) string {
		number := digits.FindString(list)
		if number == "" {
			return ""
		}
		return strings.Replace(list, number, mistyped(number, r), 1)
	})
}

// positionWords changes a number of a position in its words alone.
func (s *site) positionWords(ed string, r *rand.Rand) (list []plant) {
	for _, d := range s.x.Disagreements {
		for _, p := range d.Positions {
			said := p.Says[ed]
			at := s.offset(said.Place)
			for _, q := range p.Quantities {
				number := digits.FindString(q.Value)
				i := strings.Index(s.files[said.Place.File][at:at+len(said.Value)], number)
				if number == "" || i < 0 || yearLike(number) || len(p.Quantities) > 1 {
					continue
				}
				list = append(list, s.put(said.Place.File, at+i, at+i+len(number), mistyped(number, r)))
			}
		}
	}
	return list
}

// positionSource gives a position to a source that says nothing of it.
func (s *site) positionSource(ed string, r *rand.Rand) (list []plant) {
	for _, d := range s.x.Disagreements {
		has := map[string]bool{}
		for _, id := range d.Claims {
			for _, e := range s.claims[id.Value].Evidence {
				has[e.Source.Value] = true
			}
		}
		for _, o := range s.x.Sources {
			for _, p := range d.Positions {
				if t := p.Sources[0]; !has[o.ID] {
					at := s.offset(t.Place)
					list = append(list, s.put(t.Place.File, at, at+len(t.Value), o.ID))
				}
			}
		}
	}
	return list
}

func (s *site) onePosition(ed string, _ *rand.Rand) (list []plant) {
	for _, d := range s.x.Disagreements {
		if d.Kind.Value == "omission" {
			continue
		}
		file := d.Place.File
		src := s.files[file]
		from := strings.Index(src, "\n- sources:") + 1
		second := strings.Index(src[from+1:], "\n- sources:") + from + 2
		p := s.put(file, second, strings.Index(src, "\nnote:")+1, "")
		p.line = 1
		p.or = []diag.Place{{File: file, Line: 1 + strings.Count(src[:from], "\n")}, {File: file, Line: strings.Count(src[:from], "\n")}}
		list = append(list, p)
	}
	return list
}

// noteTakesSide ends a note with a verdict.
func (s *site) noteTakesSide(ed string, r *rand.Rand) (list []plant) {
	for _, d := range s.x.Disagreements {
		t := d.Note[ed]
		at := s.offset(t.Place)
		end := strings.IndexByte(s.files[t.Place.File][at:], '\n') + at
		if c := s.files[t.Place.File][end-1]; c != '.' || len(d.Positions[0].Sources) == 0 {
			continue
		}
		name := s.x.Source(d.Positions[0].Sources[0].Value).Label.In(ed)
		list = append(list, s.put(t.Place.File, end, end, pick(r, ed,
			[]string{" " + name + " is right.", " The correct number is that of " + name + ".", " " + name + " is wrong."},
			[]string{" " + name + " tiene razón.", " La versión correcta es la de " + name + ".", " " + name + " se equivoca."})))
	}
	return list
}

func (s *site) quantityUnreadable(ed string, r *rand.Rand) []plant {
	return s.swap(s.in("data/claims/", ed), `(?m)^  quantities:\n  - (.+)$`, func(text, string, string, string) string {
		return []string{"some of the men", "40 beds and 50 chairs", "a great deal"}[r.IntN(3)]
	})
}

func (s *site) excerptTooLong(ed string, r *rand.Rand) []plant {
	return s.swap(s.in("data/claims/", ed), `(?m)^  excerpt: (\p{L}.*)$`, func(_ text, e, _, _ string) string {
		if strings.ContainsAny(e, `'":#`) {
			return ""
		}
		return e + " and then everybody went home again after a very long day at work"
	})
}

// Text in files.

// words plants characters inside a word of prose, or of a statement.
func characters(texts func(*site, string) []text, plants ...string) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		return s.swap(texts(s, ed), `\pL\pL(\pL)\pL\pL`, func(_ text, m, _, _ string) string { return plants[r.IntN(len(plants))] + m })
	}
}

// replaced plants for a letter or digit, within a word or alone, another that
// looks like it; the list has pairs.
func replaced(texts func(*site, string) []text, pairs ...string) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		like := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			like[pairs[i]] = pairs[i+1]
		}
		return s.swap(texts(s, ed), `(?:[a-z]|\b)([aeno1-6])(?:[a-z]|\b)`, func(_ text, m, _, _ string) string { return like[m] })
	}
}

// inline plants a piece of Markdown behind a word of prose.
func inline(pieces ...string) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) (list []plant) {
		for _, q := range s.body(ed) {
			list = append(list, s.clause(q, " "+pieces[r.IntN(len(pieces))]))
		}
		return list
	}
}

// paragraph plants a block of its own.
func paragraph(blocks ...string) func(*site, string, *rand.Rand) []plant {
	return edit("content/%s/", `\pL\)?\.(\n)\n`, func(_ string, r *rand.Rand) string { return "\n\n" + blocks[r.IntN(len(blocks))] + "\n" })
}

// claimFileAdded is a claim that nothing cites, on a site that has not turned
// the rule off.
func (s *site) claimFileAdded(ed string, r *rand.Rand) (list []plant) {
	for _, t := range s.in("data/claims/", ed) {
		if strings.Contains(t.raw, "quantities") || strings.Contains(t.raw, "status: alleged") {
			continue
		}
		p := added(strings.TrimSuffix(t.file, ".yaml")+"-again.yaml", t.raw, 1)
		p.files["data/rules.yaml"] = ""
		list = append(list, p)
	}
	return list
}

// headingTwice gives a heading the words of the one before.
func (s *site) headingTwice(ed string, _ *rand.Rand) (list []plant) {
	for _, t := range s.in("content/"+ed+"/", ed) {
		all := regexp.MustCompile(`(?m)^## (.+)$`).FindAllStringSubmatchIndex(t.raw, -1)
		for i := 1; i < len(all); i++ {
			list = append(list, s.put(t.file, all[i][2], all[i][3], t.raw[all[i-1][2]:all[i-1][3]]))
		}
	}
	return list
}
