package check

import (
	"time"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// coverage reports a date in prose that lies outside the days the sources
// report from and that no cited claim carries. Such a date is not a slip of
// the pen in a figure but something the sources cannot know, or background
// that is not theirs; within the window the rule on numbers reports it.
func coverage(x *explainer.Explainer, l *diag.List) {
	b := newLedger(x)
	for _, page := range x.Pages {
		for i := range page.Sentences {
			s := &page.Sentences[i]
			if !s.Editorial && len(s.Citations) > 0 {
				b.coverage(l, page.Edition, s)
			}
		}
	}
}

func (b *ledger) coverage(l *diag.List, edition string, s *explainer.Sentence) {
	var have []carried
	known := false
	for _, q := range b.read(edition, s.Text) {
		if !outsideCoverage(b.x.Coverage, q) {
			continue
		}
		if !known {
			for _, k := range s.Citations {
				c := b.claims[k.Claim.Value]
				if c == nil {
					return
				}
				have = append(append(have, b.evidence(c)...), b.said(c, edition)...)
			}
			known = true
		}
		if b.carry(q, edition, have) || b.inName(edition, s.Text, q) {
			continue
		}
		d := l.Errorf(s.At(q.Start), "date-outside-coverage", "%q lies outside the coverage, and no claim this sentence cites has it", q.Text).
			Note(b.x.Coverage.Place, "the articles report from %s to %s", b.x.Coverage.From, b.x.Coverage.To)
		if other := b.elsewhere(q, edition, b.cited(s)); other != nil {
			d.Helpf("cite claim %q", other.ID)
		} else {
			d.Helpf("cite the claim that gives this date, or leave it out")
		}
	}
}

func (b *ledger) cited(s *explainer.Sentence) []*explainer.Claim {
	var list []*explainer.Claim
	for _, k := range s.Citations {
		list = append(list, b.claims[k.Claim.Value])
	}
	return list
}

// outsideCoverage reports whether q is a calendar date of which no day lies
// in the window. The rule on numbers leaves such dates to coverage.
func outsideCoverage(w explainer.Coverage, q quantity.Quantity) bool {
	if q.Unit != quantity.OnDate || q.Date.Relative || q.Date.Year == 0 || w.From == "" || w.To == "" {
		return false
	}
	first, last := days(q.Date)
	return last < w.From || w.To < first
}

// days gives the first and last day of a date as ISO dates.
func days(d quantity.Date) (first, last string) {
	from := time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	to := from
	switch {
	case d.Decade:
		to = from.AddDate(10, 0, -1)
	case d.Month == 0:
		to = from.AddDate(1, 0, -1)
	case d.Day == 0:
		to = from.AddDate(0, 1, -1)
	}
	return from.Format(time.DateOnly), to.Format(time.DateOnly)
}

// leftToTime tells the rule on numbers that a date which nothing carries is
// reported by coverage or relativeDates: one cause gives one message.
func (b *ledger) leftToTime(t told) bool {
	return t.absent == "number-not-in-claim" && outsideCoverage(b.x.Coverage, t.Quantity) ||
		b.reportedAsRelative(t.edition, t.text, t.Quantity)
}
