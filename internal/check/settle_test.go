package check

import (
	"fmt"
	"strings"
	"testing"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

func TestSettle(t *testing.T) {
	lines := []string{"She counted 47 boats and 12 geese.", "Nobody counted."}
	found := func() (l diag.List) {
		at := func(line, col int) diag.Place { return diag.Place{File: "a.md", Line: line, Col: col} }
		l.Errorf(at(1, 13), "number-not-in-claim", "47")
		l.Errorf(at(1, 26), "number-not-in-claim", "12")
		l.Errorf(at(2, 1), "sentence-without-claim", "nobody")
		l.Errorf(at(2, 1), "malformed-yaml", "form")
		return l
	}
	level := func(code, level string) *explainer.RuleLevel {
		return &explainer.RuleLevel{Code: word(code), Level: word(level)}
	}
	waiver := func(code, text string) *explainer.Waiver {
		return &explainer.Waiver{Code: word(code), File: word("a.md"), Text: word(text)}
	}
	all := "error 47; error 12; error nobody; error form"
	for name, c := range map[string]struct {
		rules explainer.Rules
		want  string
	}{
		"nothing set": {explainer.Rules{}, all},
		"a level makes errors warnings": {explainer.Rules{Levels: []*explainer.RuleLevel{level("number-not-in-claim", "warning")}},
			"warning 47; warning 12; error nobody; error form"},
		"a level turns a rule off": {explainer.Rules{Levels: []*explainer.RuleLevel{level("sentence-without-claim", "off")}},
			"error 47; error 12; error form"},
		"what no rule reports cannot be turned off": {explainer.Rules{Levels: []*explainer.RuleLevel{level("malformed-yaml", "off")}},
			`error no rule reports "malformed-yaml"; ` + all},
		"a waiver lets one finding of a line pass": {explainer.Rules{Waivers: []*explainer.Waiver{waiver("number-not-in-claim", "47 boats")}},
			"error 12; error nobody; error form"},
		"a waiver elsewhere in the line lets nothing pass": {explainer.Rules{Waivers: []*explainer.Waiver{waiver("number-not-in-claim", "She counted")}},
			`error nothing is found at "She counted" in "a.md" that this would let pass; ` + all},
		"a waiver of two findings is too wide": {explainer.Rules{Waivers: []*explainer.Waiver{waiver("number-not-in-claim", "47 boats and 12")}},
			"error this would let 2 findings pass; error nobody; error form"},
		"a waiver of a code that no rule has": {explainer.Rules{Waivers: []*explainer.Waiver{waiver("relative-dat", "47")}},
			`error no rule reports "relative-dat"; ` + all},
	} {
		t.Run(name, func(t *testing.T) {
			x := fiction()
			x.Rules = c.rules
			var got []string
			for _, d := range Settle(x, found(), func(at diag.Place) string { return lines[at.Line-1] }) {
				got = append(got, fmt.Sprintf("%s %s", d.Level, d.Message))
			}
			if got := strings.Join(got, "; "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
