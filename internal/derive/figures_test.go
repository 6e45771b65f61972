package derive

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"explainer/internal/explainer"
)

// dated has a claim as of a date; each source gives one quantity.
func dated(id, asOf string, given ...string) *explainer.Claim {
	c := claim(id, "")
	c.AsOf = text(asOf)
	for _, g := range given {
		source, quantity, _ := strings.Cut(g, ": ")
		c.Evidence = append(c.Evidence, &explainer.Evidence{
			Source: text(source), At: text("p1.s1"), Quantities: []explainer.Text{text("March 2030"), text(quantity)},
		})
	}
	return c
}

func givenWords(list []Given) string {
	var words []string
	for _, g := range list {
		words = append(words, fmt.Sprintf("%s (%s)", strings.ReplaceAll(g.Shown["en"], "\u00a0", " "), strings.Join(g.Sources, " ")))
	}
	return strings.Join(words, ", ")
}

func TestChart(t *testing.T) {
	x := explained(
		dated("late", "2033-07", "a: 200 people", "b: 200", "c: about 200 people", "d: 210 people"),
		dated("early", "2030", "a: more than 50 people"),
		dated("other", "2031", "a: 90 dollars"),
		dated("undated", "", "a: 70 people"),
	)
	x.Charts = []*explainer.Chart{{ID: "c", Claims: []explainer.Text{text("late"), text("early"), text("other"), text("undated")}}}
	got := New(x).Charts
	if len(got) != 1 || len(got[0].Points) != 2 {
		t.Fatalf("got %+v; want a chart of the two claims that have a date and people", got)
	}
	early, late := got[0].Points[0], got[0].Points[1]
	if early.Claim != "early" || late.Claim != "late" {
		t.Errorf("points of %s and %s; want them by date", early.Claim, late.Claim)
	}
	// Four years, 2030 to 2033: the middle of the first, and of July in the last.
	if early.X != 12.5 || late.X != 88.5 {
		t.Errorf("at %v and %v %% of the width; want 12.5 and 88.5", early.X, late.X)
	}
	if early.Height != 25 || late.Height != 100 {
		t.Errorf("%v and %v %% high; want 25 and 100", early.Height, late.Height)
	}
	if s := early.Shown["en"]; s != "50\u00a0people" {
		t.Errorf("early shows %q; a column shows a bare value", s)
	}
	if s := givenWords(late.Given); s != "200 people (a b), about 200 people (c), 210 people (d)" {
		t.Errorf("given %s", s)
	}
	if n := len(got[0].Ticks); n != 5 || got[0].Ticks[4].X != 100 {
		t.Errorf("ticks %v; want the begin of each year and the end of the last", got[0].Ticks)
	}
}

// TestMap draws a square of one degree on the equator, where a degree of
// longitude is as long as one of latitude.
func TestMap(t *testing.T) {
	x := explained(dated("far", "", "a: about 40 kilometers (25 miles)", "b: about 25 miles (40 kilometers)", "d: 30 miles"))
	x.Maps = []*explainer.Map{{
		ID: "m", Outline: []explainer.Coordinates{{Lon: 0, Lat: -.5}, {Lon: 0, Lat: .5}, {Lon: 1, Lat: .5}, {Lon: 1, Lat: -.5}},
		Places: []*explainer.MapPlace{
			{ID: text("west"), At: explainer.Coordinates{Lon: .5, Lat: 0}, Kind: text("capital")},
			{ID: text("east"), At: explainer.Coordinates{Lon: .8, Lat: .1}, Kind: text("town")},
		},
		Distance: &explainer.MapDistance{Claim: text("far"), From: text("west"), To: text("east")},
	}}
	got := New(x).Maps[0]
	if got.Width != 1000 || got.Height != 1000 {
		t.Errorf("%d by %d; a square is one", got.Width, got.Height)
	}
	if want := "M37 963l0-926 926 0 0 926z"; got.Outline != want {
		t.Errorf("outline %s\nwant    %s", got.Outline, want)
	}
	if p := got.Places[0]; p.X != 50 || p.Y != 50 {
		t.Errorf("the middle is at %v, %v", p.X, p.Y)
	}
	if p := got.Places[1]; p.X <= 50 || p.Y >= 50 {
		t.Errorf("north-east of the middle is at %v, %v", p.X, p.Y)
	}
	// 120 km across: a scale of 20 km is a sixth.
	if got.Scale.Km != 20 || math.Abs(got.Scale.Share-16.7) > .1 {
		t.Errorf("scale %+v", got.Scale)
	}
	d := got.Distance
	if len(d.Reported) != 2 {
		t.Fatalf("reported %+v; want two distances", d.Reported)
	}
	near, far := d.Reported[0], d.Reported[1]
	if s := givenWords([]Given{near.Given, far.Given}); s != "about 40 kilometers (a b), 30 miles (d)" {
		t.Errorf("reported %s", s)
	}
	if near.Kilometers != nil || far.Kilometers["en"] != "about 48\u00a0kilometers" {
		t.Errorf("in kilometers %v and %v; only miles need it", near.Kilometers, far.Kilometers)
	}
	if ratio := far.Share / near.Share; math.Abs(ratio-48.28/40) > .01 {
		t.Errorf("bars are %v to one; want 30 miles to 40 km", ratio)
	}
}
