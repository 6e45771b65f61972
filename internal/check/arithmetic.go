package check

import (
	"math"
	"strconv"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// arithmetic reports a multiple or share ("tripled", "la mitad") that neither
// two quantities of the claims nor the words of a source bear out. A source's
// own multiple that its claim's quantities contradict may be given only as the
// source's: named in the sentence.
//
// Any two quantities that compare may bear it out; which two the sentence
// means is not read.
func (b *ledger) arithmetic(l *diag.List, t told) {
	if workedOut(t.Quantity, t.have) {
		return
	}
	says := b.bearers(t.Quantity, t.edition, t.have)
	for _, k := range says {
		if hedgedAlike(t.Quantity, k.Quantity) && (!refuted(t.Quantity, b.evidence(k.claim)) || b.attributed(t.passage, k.claim)) {
			return
		}
	}
	if len(says) > 0 && !refuted(t.Quantity, t.have) {
		b.qualifier(l, t)
		return
	}
	d := l.Errorf(t.at(t.Start), "arithmetic-not-borne-out", "%q is not borne out by %s", t.Text, t.where())
	from, to, ratio := nearestPair(t.Quantity, t.have)
	switch {
	case from == nil:
		d.Helpf("cite the claims whose quantities give it, or leave it out")
	case len(says) > 0:
		d.Note(to.place, "from %q to %q is %s times", from.text, to.text, ratio)
		d.Helpf("say which source says so, or write what the quantities give")
	default:
		d.Note(to.place, "from %q to %q is %s times", from.text, to.text, ratio)
		d.Helpf("write what the quantities give, or cite those that are meant")
	}
}

// multiplying are the words after which a bare number is a multiple.
var multiplying = map[string]phrases[bool]{
	"en": phraseTable("multiplied by|factor of"),
	"es": phraseTable("multiplicó por|multiplicaron por|multiplicado por|factor de"),
}

// multiplied makes a multiple of five in "multiplied by five", and counts
// occasions as "times" do.
func multiplied(p *passage, q quantity.Quantity) quantity.Quantity {
	if q.Unit == "occasion" || q.Unit == "ocasión" {
		q.Unit = quantity.Times
	}
	const length = 2 // tokens of each phrase
	if from := p.tokenFrom(q.Start) - length; q.Unit == "" && from >= 0 {
		if _, n := multiplying[p.edition].at(p, from); n > 0 {
			q.Unit = quantity.Times
		}
	}
	return q
}

// occasions and comparing tell "used three times" and "twice a year" from
// "three times as many" and "twice the number".
var (
	occasions = map[string]map[string]bool{"en": words("times time twice thrice once occasions occasion"), "es": words("veces vez ocasiones ocasión")}
	comparing = map[string]map[string]bool{
		"en": words("as more the that those its their his her our what larger bigger greater higher fewer less smaller lower"),
		"es": words("más mayor mayores menos menor menores superior superiores inferior inferiores lo la el los las su sus"),
	}
)

// isMultiple reports whether q compares two quantities, rather than counting
// occasions or giving a percentage that a source may have stated.
func isMultiple(p *passage, q quantity.Quantity) bool {
	if q.Unit != quantity.Times {
		return q.Unit == quantity.Fraction
	}
	after := p.tokenFrom(q.End)
	if after == 0 || !occasions[p.edition][p.tokens[after-1].low] {
		return true
	}
	return comparing[p.edition][p.next(after-1)]
}

// workedOut reports whether two of the quantities bear out a multiple or
// share: one that grows from the smaller to the larger, a share of the larger.
func workedOut(m quantity.Quantity, have []carried) bool {
	found := false
	pairs(have, func(from, to carried, ratio float64) {
		found = found || (ratio > 1) == grows(m) && quantity.Bears(m, from.Quantity, to.Quantity)
	})
	return found
}

func grows(m quantity.Quantity) bool { return m.Unit == quantity.Times && m.Min >= 1 }

// refuted reports whether there are quantities to compare, of which no two
// bear m out.
func refuted(m quantity.Quantity, have []carried) bool {
	compared := false
	pairs(have, func(carried, carried, float64) { compared = true })
	return compared && !workedOut(m, have)
}

// pairs calls f for each two different quantities that compare, both ways.
func pairs(have []carried, f func(from, to carried, ratio float64)) {
	const most = 64 // pairs grow with the square
	var list []carried
	seen := map[key]bool{}
	for _, c := range have {
		if c.own || c.Vague || c.Unit == quantity.OnDate || c.Unit == quantity.Times || seen[keyOf(c.Quantity)] || len(list) == most {
			continue
		}
		seen[keyOf(c.Quantity)] = true
		list = append(list, c)
	}
	for i, from := range list {
		for j, to := range list {
			if ratio := quantity.Ratio(from.Quantity, to.Quantity); i != j && !math.IsNaN(ratio) && math.Abs(ratio-1) > 1e-9 {
				f(from, to, ratio)
			}
		}
	}
}

// nearestPair finds the two quantities whose ratio comes closest to m.
func nearestPair(m quantity.Quantity, have []carried) (from, to *carried, ratio string) {
	least := math.Inf(1)
	want := (m.Min + m.Max) / 2
	if m.Unit == quantity.Percent {
		want /= 100
	}
	pairs(have, func(a, b carried, r float64) {
		if d := math.Abs(math.Log(r / want)); (r > 1) == grows(m) && d < least {
			least, from, to = d, &a, &b
			ratio = strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(r, 'f', 2, 64), "0"), ".")
		}
	})
	return from, to, ratio
}

// attributed reports whether a passage names who says what a claim states: the
// agent who asserts it, or one of its sources.
func (b *ledger) attributed(p *passage, c *explainer.Claim) bool {
	return mentionsAny(p.text, b.reporters(c, p.edition)) || mentionsAny(p.text, agentNames(b.agents[c.AssertedBy.Value], p.edition))
}
