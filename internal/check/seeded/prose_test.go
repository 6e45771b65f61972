package seeded

import (
	"cmp"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"explainer/internal/explainer"
)

// A sentence of prose, as it stands in its file.
type sentence struct {
	*explainer.Sentence
	page     *explainer.Page
	from, to int
	raw      string // file[from:to], with links
	flat     string // the same with link syntax blanked out, so that offsets agree
	answer   bool   // it stands in front matter
}

var destination = regexp.MustCompile(`\]\([^)]*\)|\[`)

func flatten(raw string) string {
	return destination.ReplaceAllStringFunc(raw, func(m string) string { return strings.Repeat(" ", len(m)) })
}

// sentences are those of an edition that are about its subject.
func (s *site) sentences(edition string) []sentence {
	var list []sentence
	for _, p := range s.x.Pages {
		for i := range p.Sentences {
			q := &p.Sentences[i]
			if p.Edition != edition || q.Editorial || len(q.Citations) == 0 {
				continue
			}
			file := p.Place.File
			src := s.files[file]
			from := s.offset(q.Place)
			if from > 0 && src[from-1] == '[' {
				from--
			}
			last := strings.LastIndexFunc(q.Text, func(r rune) bool { return true })
			to := s.offset(q.At(last)) + len(q.Text) - last
			if to < len(src) && src[to] == ']' {
				to += strings.IndexByte(src[to:], ')') + 1
			}
			raw := src[from:to]
			list = append(list, sentence{q, p, from, to, raw, flatten(raw), q.Place.Line < strings.Count(src[:strings.Index(src[3:], "\n---")+3], "\n")+2})
		}
	}
	return list
}

// cited are a sentence's claims.
func (s *site) cited(q sentence) []*explainer.Claim {
	var list []*explainer.Claim
	for _, k := range q.Citations {
		if c := s.claims[k.Claim.Value]; c != nil && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return list
}

// said is all that claims say, in every edition and in the sources' words.
func (s *site) said(claims ...*explainer.Claim) string {
	var b strings.Builder
	add := func(t string) { b.WriteString(t); b.WriteString(" | ") }
	for _, c := range claims {
		add(c.AsOf.Value)
		add(c.Date.Value)
		for _, ed := range s.x.Editions {
			add(c.Statement.In(ed.ID))
			add(c.DateNote.In(ed.ID))
		}
		for _, e := range c.Evidence {
			add(e.Excerpt.Value)
			for _, q := range e.Quantities {
				add(q.Value)
			}
			for _, ed := range s.x.Editions {
				add(e.Note.In(ed.ID))
			}
			if src := s.x.Source(e.Source.Value); src != nil {
				add(src.Issued.Value)
			}
		}
	}
	return b.String()
}

// A text is what a slip may happen in: a sentence of prose, or the statement
// of a claim in one edition.
type text struct {
	file   string
	from   int
	raw    string
	flat   string
	claims []*explainer.Claim
}

func (s *site) prose(edition string) []text {
	var list []text
	for _, q := range s.sentences(edition) {
		list = append(list, text{q.page.Place.File, q.from, q.raw, q.flat, s.cited(q)})
	}
	return list
}

// statements are those that stand on one line as they read, and say what may
// be changed: Go's view of them is that of their file.
func (s *site) statements(edition string) []text {
	var list []text
	for _, c := range s.x.Claims {
		t := c.Statement[edition]
		at := s.offset(t.Place)
		if rest := s.files[t.Place.File][at:]; strings.HasPrefix(rest, t.Value) {
			list = append(list, text{t.Place.File, at, t.Value, t.Value, []*explainer.Claim{c}})
		}
	}
	return list
}

// titles are the descriptions of pages that cite claims, with all of them.
func (s *site) titles(edition string) []text {
	var list []text
	for _, p := range s.x.Pages {
		if p.Edition != edition || p.Editorial {
			continue
		}
		var claims []*explainer.Claim
		for _, q := range p.Sentences {
			claims = append(claims, s.cited(sentence{Sentence: &q})...)
		}
		t := p.Description.Value
		if at := strings.Index(s.files[p.Place.File], t); at >= 0 {
			list = append(list, text{p.Place.File, at, t, t, claims})
		}
	}
	return list
}

var numberLink = regexp.MustCompile(`\[[^\]]*\d[^\]]*\]\(claim:([^)]*)\)`)

// linksExchanged exchanges the claims of two links with numbers in a sentence.
func (s *site) linksExchanged(ed string, _ *rand.Rand) (list []plant) {
	for _, q := range s.sentences(ed) {
		all := numberLink.FindAllStringSubmatchIndex(q.raw, -1)
		for i := 1; i < len(all); i++ {
			a, b := all[i-1], all[i]
			if one, other := q.raw[a[2]:a[3]], q.raw[b[2]:b[3]]; one != other {
				list = append(list, s.put(q.page.Place.File, q.from+a[2], q.from+b[3], other+q.raw[a[3]:b[2]]+one))
			}
		}
	}
	return list
}

// heading gives a heading of a section other words.
func heading(en, es []string) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) (list []plant) {
		for _, p := range s.x.Sections(ed) {
			for _, h := range p.Headings {
				at := s.offset(h.Place)
				list = append(list, s.put(p.Place.File, at, at+len(h.Text), pick(r, ed, en, es)))
			}
		}
		return list
	}
}

// swap changes the first group of a pattern, or all of its match, into what
// change gives; "" passes the place over.
func (s *site) swap(texts []text, pattern string, change func(t text, match string, before, after string) string) []plant {
	var list []plant
	re := regexp.MustCompile(pattern)
	for _, t := range texts {
		for _, m := range re.FindAllStringSubmatchIndex(t.flat, -1) {
			from, to := m[0], m[1]
			if len(m) > 2 {
				from, to = m[2], m[3]
			}
			match := t.flat[from:to]
			if from == to || t.raw[from:to] != match || strings.HasSuffix(t.raw[:from], "(") && strings.Contains(match, ":") {
				continue
			}
			if now := change(t, match, t.flat[:from], t.flat[to:]); now != "" && now != match {
				list = append(list, s.put(t.file, t.from+from, t.from+to, strings.TrimPrefix(now, "∅")))
			}
		}
	}
	return list
}

// removed is what change gives for taking a match away.
const removed = "∅"

// inEach lets a kind differ by language.
func inEach[T any](en, es T) func(string) T {
	return func(edition string) T {
		if edition == "es" {
			return es
		}
		return en
	}
}

var months = inEach(
	strings.Fields("January February March April May June July August September October November December"),
	strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"))

var monthPattern = inEach(
	`\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b`,
	`\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b`)

// value reads digits as an edition groups them.
func value(edition, digits string) float64 {
	group, point := ",", "."
	if edition == "es" {
		group, point = ".", ","
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.ReplaceAll(digits, group, ""), point, "."), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

var digits = regexp.MustCompile(`\d[\d.,]*\d|\d`)

// given reports whether claims give a number, as it is or rounded, or in miles
// for kilometres.
func (s *site) given(claims []*explainer.Claim, v float64) bool {
	said := s.said(claims...)
	for _, d := range digits.FindAllString(said, -1) {
		for _, ed := range []string{"en", "es"} {
			for _, factor := range []float64{1, 1.609344, 1 / 1.609344} {
				k := value(ed, d) * factor
				if v == k || factor != 1 && math.Abs(v-k) < .02*k {
					return true
				}
			}
		}
	}
	return false
}

// named reports whether a number is part of a name that the site knows.
func (s *site) named(edition, before, number string) bool {
	if strings.HasSuffix(before, "-") { // MS-13
		return true
	}
	for _, n := range s.names(edition) {
		if i := strings.Index(n, number); i > 0 && strings.HasSuffix(before, n[:i]) {
			return true
		}
	}
	return false
}

// names are all by which an edition calls agents and outlets, longest first.
func (s *site) names(edition string) []string {
	var list []string
	for _, a := range s.x.Agents {
		list = append(list, a.Name.In(edition))
		for _, t := range a.Aliases[edition] {
			list = append(list, t.Value)
		}
	}
	for _, o := range s.x.Sources {
		list = append(list, o.Outlet.In(edition), o.Label.In(edition))
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return slices.Compact(list)
}

// mistyped is a number with one digit up, two exchanged, or a zero too many.
// It grows or changes in its first digits, for "at least 260" is no mistake
// where the source has 261.
func mistyped(number string, r *rand.Rand) string {
	b := []byte(number)
	var at []int // of digits but for closing zeros
	for i, c := range b {
		if '0' <= c && c <= '9' {
			at = append(at, i)
		}
	}
	significant := at
	for len(significant) > 1 && b[significant[len(significant)-1]] == '0' {
		significant = significant[:len(significant)-1]
	}
	switch r.IntN(3) {
	case 0:
		for i := len(significant) - 1; i >= 0; i-- {
			if b[significant[i]] != '9' {
				b[significant[i]]++
				return string(b)
			}
		}
	case 1:
		for i := range len(significant) - 1 {
			if b[significant[i]] < b[significant[i+1]] {
				b[significant[i]], b[significant[i+1]] = b[significant[i+1]], b[significant[i]]
				return string(b)
			}
		}
	}
	b[at[0]] = '1' + (b[at[0]]-'0')%9
	return string(b)
}

func yearLike(number string) bool { return len(number) == 4 && (number[0] == '1' || number[0] == '2') }

// digitsChanged plants a mistyped number; dates have kinds of their own.
func digitsChanged(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		month := regexp.MustCompile(`^\s+(?:de\s+)?` + monthPattern(ed))
		return s.swap(texts(s, ed), digits.String(), func(t text, number, before, after string) string {
			if yearLike(number) || s.named(ed, before, number) || month.MatchString(after) ||
				strings.HasPrefix(after, "th ") || strings.HasPrefix(after, " to ") || strings.HasSuffix(before, " to ") ||
				ed == "es" && (regexp.MustCompile(`^ a \d`).MatchString(after) || regexp.MustCompile(`\d a $`).MatchString(before)) {
				return ""
			}
			for range 8 {
				if now := mistyped(number, r); !s.given(t.claims, value(ed, now)) {
					return now
				}
			}
			return ""
		})
	}
}

var numberWords = inEach(
	strings.Fields("two three four five six seven eight nine ten eleven twelve"),
	strings.Fields("dos tres cuatro cinco seis siete ocho nueve diez once doce"))

// wordsChanged makes "eight" nine or more.
func wordsChanged(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		list := numberWords(ed)
		return s.swap(texts(s, ed), `(?i)\b(`+strings.Join(list, "|")+`)\b`, func(t text, word, before, after string) string {
			i := slices.Index(list, strings.ToLower(word))
			if i < 0 || word != list[i] {
				return "" // opens a sentence
			}
			now := list[(i+1+r.IntN(3))%len(list)]
			if i > 7 || strings.Contains(strings.ToLower(s.said(t.claims...)), now) || s.given(t.claims, float64(2+slices.Index(list, now))) || len(s.x.Sources) == 2+slices.Index(list, now) {
				return ""
			}
			return now
		})
	}
}

func (s *site) durations(ed string, r *rand.Rand) []plant {
	one := inEach(`\b((?:one|a) year)\b`, `\b(un año)\b`)(ed)
	many := inEach([]string{"two years", "three years", "ten years"}, []string{"dos años", "tres años", "diez años"})(ed)
	return s.swap(s.prose(ed), one, func(t text, match, before, after string) string {
		if strings.HasSuffix(strings.TrimSpace(before), "al") || regexp.MustCompile(`(?:million|dollars|\d)\s*$`).MatchString(before) {
			return "" // a rate
		}
		return many[r.IntN(len(many))]
	})
}

func (s *site) ranges(ed string, r *rand.Rand) []plant {
	to := inEach(`to`, `a`)(ed)
	change := func(t text, number, _, _ string) string {
		for range 9 {
			v := value(ed, number) + float64(r.IntN(9)+1)
			if !s.given(t.claims, v) {
				return strconv.Itoa(int(v))
			}
		}
		return ""
	}
	return slices.Concat(
		s.swap(s.prose(ed), `\b(\d+) `+to+` \d+`, func(t text, number, b, a string) string {
			v, _ := strconv.Atoi(number)
			if low := v - 1 - r.IntN(9); low > 0 && !s.given(t.claims, float64(low)) {
				return strconv.Itoa(low)
			}
			return ""
		}),
		s.swap(s.prose(ed), `\b\d+ `+to+` (\d+)`, change))
}

func days(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		return s.swap(texts(s, ed), `\b(\d{1,2})\s+(?:de\s+)?`+monthPattern(ed), func(t text, day, _, _ string) string {
			d, _ := strconv.Atoi(day)
			for range 9 {
				if now := 1 + r.IntN(28); now != d && !regexp.MustCompile(`\b0?`+strconv.Itoa(now)+`\b`).MatchString(s.said(t.claims...)) {
					return strconv.Itoa(now)
				}
			}
			return ""
		})
	}
}

func monthChanged(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		return s.swap(texts(s, ed), monthPattern(ed), func(t text, month, _, after string) string {
			for range 9 {
				i := r.IntN(12)
				now := months(ed)[i]
				said := s.said(t.claims...)
				if now != month && !strings.Contains(said, now) && !strings.Contains(said, "-"+strconv.Itoa(101 + i)[1:]) {
					return now
				}
			}
			return ""
		})
	}
}

func yearChanged(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		return s.swap(texts(s, ed), `\b(?:1[5-9]|20)\d\d\b`, func(t text, year, before, _ string) string {
			v, _ := strconv.Atoi(year)
			for range 9 {
				// Not past the reporting, which is a kind of its own.
				now := strconv.Itoa(min(v+r.IntN(9)-4, 2025))
				if r.IntN(3) == 0 {
					now = year[:2] + year[3:] + year[2:3]
				}
				if now != year && now < "2026" && !strings.Contains(s.said(t.claims...), now) {
					return now
				}
			}
			return ""
		})
	}
}

func (s *site) distances(ed string, r *rand.Rand) []plant {
	unit := inEach(`\b(\d+)\s+(?:miles|kilometers)`, `\b(\d+)\s+(?:millas|kilómetros)`)(ed)
	return s.swap(s.prose(ed), unit, func(t text, number, _, _ string) string {
		v, _ := strconv.Atoi(number)
		for range 9 {
			if now := v + 2 + r.IntN(20); !s.given(t.claims, float64(now)) && !s.given(t.claims, float64(now-1)) && !s.given(t.claims, float64(now+1)) {
				return strconv.Itoa(now)
			}
		}
		return ""
	})
}

func (s *site) distanceUnits(ed string, _ *rand.Rand) []plant {
	swap := inEach(map[string]string{"miles": "kilometers", "kilometers": "miles"}, map[string]string{"millas": "kilómetros", "kilómetros": "millas"})(ed)
	return s.swap(s.prose(ed), `\d+\s+(miles|kilometers|millas|kilómetros)`, func(_ text, unit, _, _ string) string { return swap[unit] })
}

func magnitudes(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		en := map[string][]string{"million": {"billion", "thousand"}, "millions": {"billions", "thousands"}, "hundreds": {"thousands", "dozens"}}
		es := map[string][]string{"millones": {"mil millones", "miles"}, "cientos": {"miles", "decenas"}}
		table := inEach(en, es)(ed)
		return s.swap(texts(s, ed), `\b(million|millions|hundreds|millones|cientos)\b`, func(t text, word, before, after string) string {
			to := table[word]
			if to == nil {
				return ""
			}
			now := to[r.IntN(len(to))]
			counted := regexp.MustCompile(`\d\s*$`).MatchString(before)
			switch {
			case ed == "es" && !counted && now == "mil millones":
				now = "miles"
			case ed == "es" && counted && now == "miles":
				now = "mil"
			}
			if strings.Contains(s.said(t.claims...), now) {
				return ""
			}
			return now
		})
	}
}

func (s *site) currencies(ed string, r *rand.Rand) []plant {
	if ed == "es" {
		return s.swap(s.prose(ed), `\d\s+(?:millones\s+de\s+)?(dólares)`, func(text, string, string, string) string { return []string{"euros", "libras esterlinas"}[r.IntN(2)] })
	}
	return s.swap(s.prose(ed), `\$`, func(text, string, string, string) string { return []string{"€", "£"}[r.IntN(2)] })
}

func (s *site) rates(ed string, r *rand.Rand) []plant {
	pattern := inEach(`(?:\d\s*(?:million|minutes))\s+a (year|day|month)\b`, `(?:dólares|minutos)\s+(?:al|por) (año|día|mes)\b`)(ed)
	other := inEach([]string{"week", "month"}, []string{"mes", "trimestre"})(ed)
	if ed == "es" {
		other = []string{"mes"}
	}
	return s.swap(s.prose(ed), pattern, func(text, string, string, string) string { return other[r.IntN(len(other))] })
}

func multiples(texts func(*site, string) []text) func(*site, string, *rand.Rand) []plant {
	return func(s *site, ed string, r *rand.Rand) []plant {
		en := map[string][]string{"doubled": {"quadrupled", "quintupled"}, "tripled": {"quadrupled", "quintupled"}, "double": {"quadruple"}, "triple": {"quadruple"}}
		es := map[string][]string{"doble": {"cuádruple", "quíntuple"}, "triple": {"cuádruple", "quíntuple"}}
		table := inEach(en, es)(ed)
		return s.swap(texts(s, ed), `\b(doubled|tripled|double|triple|doble)\b`, func(_ text, word, _, after string) string {
			to := table[word]
			if to == nil || strings.HasPrefix(after, "”") {
				return ""
			}
			return to[r.IntN(len(to))]
		})
	}
}

// nouns makes people cells.
func (s *site) nouns(ed string, r *rand.Rand) []plant {
	pattern := inEach(`(?:\d|\beight)\s+(people|prisoners|pavilions)\b`, `(?:\d|\bocho)\s+(personas|presos|pabellones)\b`)(ed)
	other := inEach([]string{"cells", "buildings", "vehicles"}, []string{"celdas", "edificios", "vehículos"})(ed)
	return s.swap(s.prose(ed), pattern, func(text, string, string, string) string { return other[r.IntN(len(other))] })
}
