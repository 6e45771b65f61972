package draft

import (
	"regexp"
	"strings"
)

var (
	// addresses stand before a name and are no part of it.
	addresses = regexp.MustCompile(`^(?:(?i:mr|mrs|ms|miss|dr|prof|professor|sr|sra|srta|dra|don|doña|the|a|an|el|la|los|las|un|una)\.? )+`)
	// roles stand between those and the name.
	roles = regexp.MustCompile(`^(?:\p{L}+ ){0,3}(?i:President|Minister|Secretary(?: of State)?|Senator|Sen\.|Rep\.|Governor|Gov\.|Mayor|Judge|General|Captain|Chief|Director|Chair(?:man|woman)?|Presidente|Presidenta|Ministr[oa]|Secretari[oa]|Senadora?|Gobernadora?|Alcalde|Alcaldesa|Juez|Jueza|Directora?) `)
	// after a name comes where somebody belongs.
	belonging = regexp.MustCompile(`(?:,| of| from| at| de la| del| de los| de) .*$`)
	capital   = regexp.MustCompile(`^\p{Lu}`)
)

// unfit are words of a name that package load takes for a mark of unfinished
// text, or for a disguise where they stand beside Latin letters.
var (
	unfit    = regexp.MustCompile(`\b(?:TODO|FIXME|TBD|TBC|TBA|TK|PENDIENTE|(?i:x{3,}|(?:tk){2,}|lorem ipsum))\b|\?{3,}`)
	latin    = regexp.MustCompile(`\p{Latin}`)
	likeness = regexp.MustCompile(`[\p{Cyrillic}\p{Greek}]`)
)

// fit is a name that a record can hold; "" if it is to be left to the editor.
func fit(name string) string {
	if name = withoutDelimiters(name); unfit.MatchString(name) || latin.MatchString(name) && likeness.MatchString(name) {
		return ""
	}
	return name
}

// plainName is a name without titles; "" if it is only a description, such as
// "a painter".
func plainName(name string) string {
	name = addresses.ReplaceAllString(fit(name), "")
	name = roles.ReplaceAllString(name, "")
	if !capital.MatchString(name) {
		return ""
	}
	if words := strings.Fields(name); len(words) > 4 {
		name = belonging.ReplaceAllString(name, "")
	}
	return strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(name, "’s"), "'s"), " .,")
}

// fullNames replaces each asserter's name by the longest one that ends with
// it, so that a surname and the whole name are one agent.
func fullNames(candidates []*Candidate) {
	full := map[string]string{}
	for _, c := range candidates {
		c.AssertedBy = plainName(c.AssertedBy)
		full[c.AssertedBy] = c.AssertedBy
	}
	for name, longest := range full {
		for other := range full {
			if strings.HasSuffix(other, " "+name) && (len(other) > len(longest) || len(other) == len(longest) && other < longest) {
				longest = other
			}
		}
		full[name] = longest
	}
	for _, c := range candidates {
		c.AssertedBy = full[c.AssertedBy]
	}
}
