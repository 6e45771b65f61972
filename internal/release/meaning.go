package release

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"explainer/internal/quantity"
)

// A meaning is what is read of a text to tell a change of what it says from a
// change of its words.
type meaning struct {
	quantities map[string]string // as written, by what they mean
	quotations map[string]bool
	names      map[string]bool // capitalised words that do not open a sentence
	signs      map[string]int  // words that deny, hedge or accuse, and how often
}

var (
	mdLink      = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	remark      = regexp.MustCompile(`(?m)^>.*$`)
	markup      = regexp.MustCompile("(?m)^#+ |[*_`]|\\{#[^}]*\\}")
	quoted      = regexp.MustCompile(`“([^”]*)”|«([^»]*)»|"([^"]*)"`)
	word        = regexp.MustCompile(`\pL[\pL\d'’-]*`)
	capitalised = regexp.MustCompile(`(\pL[\pL\d'’,-]*|\d) (\p{Lu}[\pL\d'’-]*)`)
)

// plain is Markdown without its marks, and without notes, which speak of the
// explainer itself.
func plain(markdown string) string {
	return markup.ReplaceAllString(remark.ReplaceAllString(mdLink.ReplaceAllString(markdown, "$1"), ""), "")
}

func read(r *quantity.Reader, edition, text string) meaning {
	m := meaning{map[string]string{}, map[string]bool{}, map[string]bool{}, map[string]int{}}
	for _, q := range r.Read(text) {
		if !article(q) {
			m.quantities[sense(q)] = q.Text
		}
	}
	for _, q := range quoted.FindAllStringSubmatch(text, -1) {
		m.quotations[strings.ToLower(q[1]+q[2]+q[3])] = true
	}
	for at := 0; ; { // matches share words: "the US Government"
		loc := capitalised.FindStringSubmatchIndex(text[at:])
		if loc == nil {
			break
		}
		m.names[possessive.ReplaceAllString(text[at+loc[4]:at+loc[5]], "")] = true
		at += loc[4]
	}
	for _, w := range word.FindAllString(strings.ReplaceAll(text, "’", "'"), -1) {
		w = strings.ToLower(w)
		if sign := signs[edition][w]; sign != "" {
			m.signs[sign]++
		} else if edition == "en" && strings.HasSuffix(w, "n't") {
			m.signs["not"]++
		}
	}
	return m
}

var possessive = regexp.MustCompile(`['’]s?$`)

// sense is the same for quantities that mean the same, whatever their words.
func sense(q quantity.Quantity) string {
	if q.Unit == quantity.OnDate {
		return "date " + q.Date.String()
	}
	return fmt.Sprintf("%v–%v %s/%s %s", q.Min, q.Max, q.Unit, q.Per, q.Qualifier)
}

// article tells "a year" and "un año", where the number is not what is said.
func article(q quantity.Quantity) bool {
	first, _, _ := strings.Cut(strings.ToLower(q.Text), " ")
	return q.Min == 1 && q.Max == 1 && slices.Contains([]string{"a", "an", "un", "una"}, first)
}

// signs are words that turn a statement, by the word they count as. Words that
// count alike may stand for one another.
var signs = map[string]map[string]string{"en": {}, "es": {}}

func init() {
	for edition, groups := range map[string][]string{
		"en": {
			"not no never none nobody neither nor nothing without cannot nowhere",
			"may might could perhaps possibly probably likely",
			"alleged allegedly alleges allege accuse accuses accused claims claimed suspected purported purportedly",
			"reportedly apparently appears appear seems seem",
			"all every always only",
		},
		"es": {
			"no ni nunca jamás nadie nada ningún ninguno ninguna sin tampoco",
			"podría podrían puede pueden quizá quizás tal probablemente posiblemente",
			"presunto presunta presuntos presuntas presuntamente acusa acusan acusó acusaron alega alegan supuesto supuesta supuestos supuestas supuestamente",
			"aparentemente parece parecen",
			"todos todas siempre solo sólo únicamente",
		},
	} {
		for _, group := range groups {
			words := strings.Fields(group)
			for _, w := range words {
				signs[edition][w] = words[0]
			}
		}
	}
}

// lost gives what of the old is missing from the new, in order.
func lost[V any](old, now map[string]V) []string {
	var list []string
	for k := range old {
		if _, ok := now[k]; !ok {
			list = append(list, k)
		}
	}
	slices.Sort(list)
	return list
}
