package check

import (
	"time"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// outside reports a date in prose that lies outside the days the sources
// report from and that no cited claim carries. Such a date is not a slip of
// the pen in a figure but something the sources cannot know, or background
// that is not theirs.
func (b *ledger) outside(l *diag.List, t told) {
	d := l.Errorf(t.at(t.Start), "date-outside-coverage", "%q lies outside the coverage, and no claim %s has it", t.Text, t.cites).
		Note(b.Coverage.Place, "the articles report from %s to %s", b.Coverage.From, b.Coverage.To)
	if other := b.elsewhere(t.Quantity, t.claims); other != nil {
		d.Helpf("cite claim %q", other.ID)
	} else {
		d.Helpf("cite the claim that gives this date, or leave it out")
	}
}

// outsideCoverage reports whether q is a calendar date of which no day lies
// in the window.
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
