package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// credit adds the agencies named in text that are known.
func (about *About) credit(text string) {
	for _, found := range agencyName().FindAllString(text, -1) {
		about.addAgency(agencies[strings.ToLower(found)])
	}
}

func (about *About) addAgency(name string) {
	if name != "" && !slices.Contains(about.Agencies, name) {
		about.Agencies = append(about.Agencies, name)
	}
}

// credited reads a credit line: a name alone on it is an agency's, and so is
// one that calls itself so.
func (about *About) credited(line string) {
	if agencyName().MatchString(line) {
		about.credit(line)
		return
	}
	m := creditedTo().FindStringSubmatch(line)
	if m != nil && (m[1] == "" || agencyLike().MatchString(m[2])) {
		about.addAgency(capitalise(m[2]))
	}
}

var (
	writtenBy = lazily(`(?:^|[\s|·•])(?i:by|por)\s+(.*)$`)
	// staff is a byline that names the outlet instead of its authors.
	staff = lazily(`^(?:[Tt]he |[Ll]a )?(?:(?i:staff|redacción|newsroom|admin|editors?)(?i: reporters?| writers?| reports?)?(?: de)?(?:(?: |\s*[/|–—-]\s*)(` + names + `))?|(` + names + `) (?:[Ss]taff|STAFF|reporters?|correspondents?|newsroom))$`)
	job   = phrases(`\b(?:correspondents?|reporters?|editors?|writer|columnist|journalist|analyst|producer|periodista|corresponsal|redactora?|editora|enviad[oa] especial)\b`)
	// employer is the outlet after the names of a byline.
	employer   = lazily(`^(?:(,)\s*|\s*[|·•/–—]\s*|,? (?:for|para) (?:the |el |la )?)((?:The |El |La )?` + names + `)$`)
	creditedTo = lazily(`^\W*((?:Source|Sources|Fuente|Fuentes|Via|Vía): |[Ww]ith (?:reporting|information) (?:from|by) |[Cc]on información de (?:la )?)?(?:the )?(` + names + `)\W*$`)
	agencyLike = lazily(`^Agencia \p{Lu}|(?i: (?:wire|press|newswire|agency|news service)$)|^\p{Lu}{2,5}$`)
	// bylineEnd is where the names of a byline stop and the rest begins.
	bylineEnd  = lazily(`\s*[|·•/–—]|\s-\s|,? (?:for|of|at|in|from|para|en|desde)\s|,? \d|(?i:\b(?:posted|published|updated|publicado|actualizado)\b)`)
	separators = lazily(`,? (?:and|AND|y|Y|e|E|&) |, `)
)

// addAuthors reads the names of a byline. An agency's is a credit.
func (about *About) addAuthors(line string) {
	list := line
	if m := writtenBy().FindStringSubmatch(line); m != nil {
		list = m[1]
	} else if updating().MatchString(line) || !byline().MatchString(line) && !unsigned().MatchString(line) {
		return
	}
	if m := staff().FindStringSubmatch(list); m != nil {
		setOnce(&about.Outlet, outletName(strings.TrimSuffix(m[1]+m[2], " Web")))
		return
	}
	if end := bylineEnd().FindStringIndex(list); end != nil {
		if m := employer().FindStringSubmatch(list[end[0]:]); m != nil && words(m[2]) <= maxOutlet && !agency().MatchString(m[2]) {
			setOnce(&about.Outlet, outletName(m[2]))
		}
		list = list[:end[0]]
	}
	for i, name := range separators().Split(list, -1) {
		if i > 0 && words(name) > 1 && media().MatchString(name) && !agency().MatchString(name) { // "Jane Doe, Lark Gazette"
			setOnce(&about.Outlet, outletName(name))
			continue
		}
		about.addAuthor(strings.TrimSpace(name))
	}
}

func (about *About) addAuthor(name string) {
	switch {
	case !personal(name), staff().MatchString(name), job().MatchString(name):
	case agency().MatchString(name):
		about.credit(name)
	default:
		if name = capitalise(name); !slices.Contains(about.Authors, name) {
			about.Authors = append(about.Authors, name)
		}
	}
}

// personal reports whether a name is shaped like a person's, in any script:
// each word has an initial capital, if its script has them, or is a particle.
func personal(name string) bool {
	all := strings.Fields(name)
	for _, word := range all {
		first, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsLetter(first) || unicode.IsLower(first) && !particles[word] {
			return false
		}
	}
	return len(all) > 0 && len(all) <= maxName
}

// maxName is how many words a name may have.
const maxName = 6

// maxOutlet is how many words an outlet's name may have.
const maxOutlet = 5

// cutOutlet splits "Headline | Outlet" and "HEADLINE - OUTLET". A dash may as
// well belong to the headline, so what follows one must look like an outlet.
func cutOutlet(headline string) (title, outlet string) {
	for _, sep := range []string{" | ", " - ", " – ", " — "} {
		i := strings.LastIndex(headline, sep)
		if i < 0 {
			continue
		}
		after := strings.TrimSpace(headline[i+len(sep):])
		if n := words(after); n > 0 && n <= maxOutlet && (sep == " | " || agency().MatchString(after) || media().MatchString(after)) {
			return strings.TrimSpace(headline[:i]), outletName(after)
		}
	}
	return headline, ""
}

// outletName is a name in full, and not in capitals.
func outletName(s string) string {
	if full := agencies[strings.ToLower(s)]; full != "" {
		return full
	}
	return capitalise(s)
}

// capitalise gives words in capitals their initial only. An initialism stays:
// what stands alone and is short, or has no vowel.
func capitalise(s string) string {
	fields := strings.Fields(s)
	for i, word := range fields {
		letters := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, word)
		n := utf8.RuneCountInString(letters)
		switch {
		case word != strings.ToUpper(word), n < 2, n <= 4 && len(fields) == 1, !strings.ContainsAny(letters, "AEIOUYÁÉÍÓÚÜ") && n <= 4 && letters[0] < utf8.RuneSelf:
		case i > 0 && particles[strings.ToLower(word)]:
			fields[i] = strings.ToLower(word)
		default:
			fields[i] = initial(word)
		}
	}
	return strings.Join(fields, " ")
}

// initial keeps the capitals after an apostrophe, a hyphen or a stop: O'NEIL
// is O'Neil, J.R. stays.
func initial(word string) string {
	var b strings.Builder
	start := true
	for _, r := range word {
		if start {
			b.WriteRune(r)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		start = !unicode.IsLetter(r) && !unicode.IsMark(r)
	}
	return b.String()
}

var particles = set(`de del la las los y e da do dos von van der den bin al`)
