package derive

import (
	"fmt"

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
		w[e.ID] = written(from, e.Locale) + " – " + written(to, e.Locale)
	}
	return w
}

// written reads the three forms that package load lets through.
func written(iso, locale string) string {
	var d quantity.Date
	if n, _ := fmt.Sscanf(iso, "%d-%d-%d", &d.Year, &d.Month, &d.Day); n == 0 {
		return iso
	}
	return quantity.Format(quantity.Quantity{Unit: quantity.OnDate, Date: d}, locale)
}
