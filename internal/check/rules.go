// Package check judges an explainer by editorial rules. Each rule stands in a
// file of its own and in the table here; each code it reports has an entry in
// docs/diagnostics.md. Rules are pure: they read the explainer and add to a
// list.
package check

import (
	"slices"
	"sync"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// A Rule looks for one kind of mistake.
type Rule struct {
	Codes []string // what it may report
	check func(*manuscript, *diag.List)
}

// Rules are applied in this order; the order does not matter to their
// findings.
var Rules = []Rule{
	{[]string{"unknown-source", "unknown-agent", "unknown-claim", "unknown-section", "unknown-disagreement", "unknown-page"}, references},
	{[]string{"lineage-loop"}, lineageLoop},
	{[]string{"excerpt-too-long"}, excerptLength},
	{[]string{"unreadable-quantity"}, quantities},
	{[]string{"position-without-evidence", "one-position"}, positions},
	{[]string{"sentence-without-claim"}, uncited},
	{[]string{"page-missing", "reserved-address"}, pages},
	{[]string{"number-not-in-claim", "number-not-in-evidence", "qualifier-differs", "arithmetic-not-borne-out", "unit-differs", "date-outside-coverage"}, numbers},
	{[]string{"family-as-several"}, familyAsSeveral},
	{[]string{"unused-claim"}, unused},
	{[]string{"disagreement-not-recorded"}, unrecorded},
	{[]string{"one-side-stated"}, oneSide},
	{[]string{"note-picks-side"}, picksSide},
	{[]string{"allegation-not-attributed"}, attribution},
	{[]string{"allegation-as-fact"}, allegations},
	{[]string{"guilt-stated"}, guilt},
	{[]string{"quotation-without-speaker"}, quotationSpeaker},
	{[]string{"quotation-too-long"}, quotationLength},
	{[]string{"quotation-differs"}, quotationWords},
	{[]string{"loaded-term"}, loadedTerms},
	{[]string{"certainty-not-borne-out"}, certainty},
	{[]string{"relative-date"}, relativeDates},
	{[]string{"undated-figure"}, undated},
	{[]string{"date-in-figures"}, dateFigures},
	{[]string{"unknown-name"}, names},
	{[]string{"edition-incomplete"}, editions},
	{[]string{"edition-number-differs"}, editionNumbers},
	{[]string{"edition-name-differs"}, editionNames},
	{[]string{"edition-link-differs"}, editionLinks},
	{[]string{"stale-edition"}, stale},
	{[]string{"term-without-definition", "term-missing"}, terms},
	{[]string{"figure-without-quantity", "unknown-place"}, figures},
	{[]string{"draft"}, drafts},
}

// Explainer applies every rule, side by side: none writes to the explainer.
func Explainer(x *explainer.Explainer) diag.List {
	return withoutEchoes(x, withoutUnwritten(x, apply(x, Rules)))
}

// Some applies the rules that report any of some codes: those that a
// caller needs to know of before it uses the explainer.
func Some(x *explainer.Explainer, codes []string) diag.List {
	return apply(x, slices.DeleteFunc(slices.Clone(Rules), func(r Rule) bool {
		return !slices.ContainsFunc(r.Codes, func(c string) bool { return slices.Contains(codes, c) })
	}))
}

func apply(x *explainer.Explainer, rules []Rule) diag.List {
	m := newManuscript(x)
	found := make([]diag.List, len(rules))
	var g sync.WaitGroup
	for i, r := range rules {
		g.Go(func() { r.check(m, &found[i]) })
	}
	g.Wait()
	return slices.Concat(found...)
}
