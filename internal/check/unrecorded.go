package check

import (
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// unrecorded reports a claim whose sources give different quantities of one
// kind while no disagreement that lists it says so: one about numbers, dates,
// arithmetic or certainty, or another in which the two take different
// positions.
//
// A source's quantities are paired with another's of the same kind: dates with
// dates, money with money of the same rate, lengths with lengths, people with
// people. What agrees, after conversion and honest rounding, is set aside;
// what is left over on both sides differs. Not reported are quantities that
// one source has and another has not, "hundreds" beside 238, and qualifiers.
func unrecorded(m *manuscript, l *diag.List) {
	b := newLedger(m)
	listed := map[string][]*explainer.Disagreement{}
	for _, d := range m.Disagreements {
		for _, c := range d.Claims {
			listed[c.Value] = append(listed[c.Value], d)
		}
	}
	for _, c := range m.Claims {
		if len(c.Evidence) > 1 && !c.Draft.Value && !slices.ContainsFunc(listed[c.ID], ofValues) {
			b.compare(l, c, listed[c.ID])
		}
	}
}

// ofValues reports whether a disagreement is about what quantities say.
func ofValues(d *explainer.Disagreement) bool {
	return slices.Contains([]string{"number", "date", "arithmetic", "certainty"}, d.Kind.Value)
}

// apart reports whether two sources take different positions in one of these.
func apart(one, two string, ds []*explainer.Disagreement) bool {
	for _, d := range ds {
		at := map[string]int{}
		for i, p := range d.Positions {
			for _, s := range p.Sources {
				at[s.Value] = i + 1
			}
		}
		if at[one] > 0 && at[two] > 0 && at[one] != at[two] {
			return true
		}
	}
	return false
}

// A reading is one text of evidence: of a pair such as "72 km (45 miles)" both
// quantities.
type reading struct {
	source string
	carried
	all []carried
}

func (b *ledger) compare(l *diag.List, c *explainer.Claim, listed []*explainer.Disagreement) {
	bySource := map[string][]reading{}
	var order []string
	for _, e := range c.Evidence {
		s := b.sources[e.Source.Value]
		if s == nil {
			continue
		}
		for _, t := range e.Quantities {
			r := reading{source: s.ID}
			for _, q := range b.quantities(s.Language.Value, t.Value) {
				if q.Date.Relative {
					on, ok := q.Date.On(quantity.ParseDate(s.Issued.Value))
					if !ok {
						continue // says nothing by itself
					}
					q.Date = on
				}
				r.all = append(r.all, carried{Quantity: q, claim: c, place: t.Place, text: t.Value, lang: s.Language.Value})
			}
			if len(r.all) == 0 {
				continue
			}
			r.carried = r.all[0]
			if bySource[s.ID] == nil {
				order = append(order, s.ID)
			}
			bySource[s.ID] = append(bySource[s.ID], r)
		}
	}
	// The one that differs from most others is probably the mistaken one; of
	// two, the later.
	var odd, other *reading
	most := 0
	for _, from := range order {
		against := map[*reading]int{}
		first := map[*reading]*reading{}
		for _, to := range order {
			if from == to || apart(from, to, listed) {
				continue
			}
			if r, s := b.leftOver(bySource[from], bySource[to]); r != nil {
				against[r]++
				if first[r] == nil {
					first[r] = s
				}
			}
		}
		for i := range bySource[from] {
			if r := &bySource[from][i]; against[r] > 0 && against[r] >= most {
				most, odd, other = against[r], r, first[r]
			}
		}
	}
	if odd == nil {
		return
	}
	l.Errorf(odd.place, "disagreement-not-recorded", "%q has %q where %q has %q, and no disagreement records it", odd.source, odd.text, other.source, other.text).
		Note(other.place, "%q here", other.text).
		Helpf("record both positions in data/disagreements/, or correct the one that is wrong")
}

// leftOver finds a reading of each source that is of one kind and has no
// counterpart in the other.
func (b *ledger) leftOver(from, to []reading) (one, two *reading) {
	paired := make([]bool, len(to))
	var left []*reading
next:
	for i := range from {
		for j := range to {
			if b.agree(from[i], to[j]) {
				// The same may be said twice, so that a counterpart serves again.
				paired[j] = true
				continue next
			}
		}
		left = append(left, &from[i])
	}
	for _, r := range left {
		for j := range to {
			if !paired[j] && b.comparable(r.carried, to[j].carried) {
				return r, &to[j]
			}
		}
	}
	return nil, nil
}

func (b *ledger) agree(one, two reading) bool {
	for _, p := range one.all {
		for _, q := range two.all {
			if quantity.Agree(p.Quantity, q.Quantity) || b.bears(p.Quantity, p.lang, &q) || b.bears(q.Quantity, q.lang, &p) {
				return true
			}
		}
	}
	return false
}

// comparable reports whether two quantities are of one kind, so that they
// could have been the same. Nouns that no table knows are not translated, so
// that those of two languages never are.
func (b *ledger) comparable(p, q carried) bool {
	switch {
	case p.Per != q.Per:
		return false
	case p.Unit == q.Unit:
		return true
	case p.Unit == quantity.OnDate || q.Unit == quantity.OnDate:
		return yearLike(p.Quantity) && yearLike(q.Quantity)
	case p.Unit == "" || q.Unit == "":
		return b.noun(p.Unit+q.Unit, p.lang)
	}
	_, converts := p.In(q.Unit)
	return converts
}

// yearLike finds years, and bare numbers that would be years if they were not
// too far off: a slip makes 3023 of 2023.
func yearLike(q quantity.Quantity) bool {
	if q.Unit == quantity.OnDate {
		return q.Date.Year != 0 && q.Date.Month == 0 && !q.Date.Decade
	}
	return q.Unit == "" && q.Qualifier == quantity.Exactly && q.Min == q.Max && 1000 <= q.Min && q.Min < 10_000
}
