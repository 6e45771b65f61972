package derive

import (
	"fmt"
	"strings"

	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// calendar writes ISO dates for readers of each edition.
type calendar struct{ x *explainer.Explainer }

// show gives an ISO date of any precision in words, nil for "".
func (c calendar) show(iso string) Words {
	if iso == "" {
		return nil
	}
	w := Words{}
	for _, e := range c.x.Editions {
		w[e.ID] = written(iso, e.Locale)
	}
	return w
}

// span gives two days as a range.
func (c calendar) span(from, to string) Words {
	w := Words{}
	for _, e := range c.x.Editions {
		w[e.ID] = ranged(written(from, e.Locale), written(to, e.Locale))
	}
	return w
}

// ranged says once what two dates end in alike: "16–17 March 2025".
func ranged(from, to string) string {
	a, b := strings.Fields(from), strings.Fields(to)
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if n := len(a); n > 0 && a[n-1] == "de" {
		a = a[:n-1]
	}
	switch len(a) {
	case 0:
		return to
	case 1:
		return a[0] + "–" + to
	}
	return strings.Join(a, " ") + " – " + to
}

// written reads the three forms that package load lets through.
func written(iso, locale string) string {
	var d quantity.Date
	if n, _ := fmt.Sscanf(iso, "%d-%d-%d", &d.Year, &d.Month, &d.Day); n == 0 {
		return iso
	}
	return quantity.Format(quantity.Quantity{Unit: quantity.OnDate, Date: d}, locale)
}
