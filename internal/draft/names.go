package draft

import (
	"regexp"
	"strings"
)

var (
	// addresses stand before a name and are no part of it.
	addresses = regexp.MustCompile(`^(?:(?i:mr|mrs|ms|miss|dr|prof|professor|sr|sra|srta|dra|don|doña|the|a|an|el|la|los|las|un|una)\.? )+`)
	// roles stand between those and the name.
	roles = regexp.MustCompile(`^(?:\p{L}+ ){0,3}(?:President|Minister|Secretary(?: of State)?|Senator|Sen\.|Rep\.|Governor|Gov\.|Mayor|Judge|General|Captain|Chief|Director|Chair(?:man|woman)?|Presidente|Presidenta|Ministr[oa]|Secretari[oa]|Senadora?|Gobernadora?|Alcalde|Alcaldesa|Juez|Jueza|Directora?) `)
	// after a name comes where somebody belongs.
	belonging = regexp.MustCompile(`(?:,| of| from| at| de la| del| de los| de) .*$`)
	capital   = regexp.MustCompile(`^\p{Lu}`)
)

// plainName is a name without titles; "" if it is only a description, such as
// "a painter".
func plainName(name string) string {
	name = addresses.ReplaceAllString(strings.TrimSpace(name), "")
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
