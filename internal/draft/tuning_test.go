package draft

import (
	"flag"
	"testing"
)

var tune = flag.Bool("tune", false, "choose thresholds on all topics but one, for each, and say how it fares on that one")

// knobs are the thresholds that can be turned, with the values tried.
var knobs = []struct {
	values []float64
	of     func(*tuning) *float64
}{
	{[]float64{.2, .25, .3, .35}, func(t *tuning) *float64 { return &t.link }},
	{[]float64{.15, .2, .25, .3}, func(t *tuning) *float64 { return &t.between }},
	{[]float64{.6, .7, .8}, func(t *tuning) *float64 { return &t.inOrder }},
	{[]float64{.25, .3, .35, .4}, func(t *tuning) *float64 { return &t.join }},
	{[]float64{.25, .5, 1, 2}, func(t *tuning) *float64 { return &t.seed }},
	{[]float64{.05, .07, .1, .15}, func(t *tuning) *float64 { return &t.topical }},
	{[]float64{.25, .5, 1}, func(t *tuning) *float64 { return &t.heading }},
	{[]float64{.02, .05, .1, .3}, func(t *tuning) *float64 { return &t.smoothing }},
	{[]float64{.5, .6, .7, .8}, func(t *tuning) *float64 { return &t.stay }},
	{[]float64{.3, .5, .7}, func(t *tuning) *float64 { return &t.damping }},
	{[]float64{0, .5, 1}, func(t *tuning) *float64 { return &t.nowhere }},
}

// TestLeaveOneTopicOut tells what the thresholds would be without a topic, and
// how they do on it: what may be expected of the next one.
func TestLeaveOneTopicOut(t *testing.T) {
	if !*tune {
		t.Skip("takes minutes; run it with -tune")
	}
	all := topics(t)
	worth := func(top *topic, with tuning) float64 {
		d := propose(top.articles, top.options, with)
		pairs, coverage := top.grouping(d)
		return pairs.precision() + coverage + top.placing(d).precision()
	}
	for i, out := range all {
		sum := func(with tuning) (s float64) {
			for j, top := range all {
				if i != j {
					s += worth(top, with)
				}
			}
			return s
		}
		best := tuned
		most := sum(best)
		for range 2 { // a second round changes little
			for _, k := range knobs {
				for _, value := range k.values {
					with := best
					*k.of(&with) = value
					if s := sum(with); s > most {
						best, most = with, s
					}
				}
			}
		}
		d := propose(out.articles, out.options, best)
		pairs, coverage := out.grouping(d)
		t.Logf("%s, by the others' choice: grouping precision %.2f, coverage %.2f; placing %.2f\n%+v",
			out.name, pairs.precision(), coverage, out.placing(d).precision(), best)
	}
}
