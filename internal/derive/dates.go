package derive

import (
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

func written(iso, locale string) string {
	q, err := quantity.NewReader(locale, nil).ReadOne(iso)
	if err != nil {
		return iso
	}
	return quantity.Format(q, locale)
}
