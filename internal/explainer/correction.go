package explainer

import "explainer/internal/diag"

// A Correction is a dated notice: what was wrong, what it says now, and why. A
// substantive one changed what readers were told; another mended wording, and
// is recorded because somebody asked or a rule could not tell.
type Correction struct {
	ID          string
	Place       diag.Place
	Date        Text // ISO date, to the day
	Substantive bool
	// What it concerns, by id: at least one.
	Claims, Pages, Disagreements, Sources, Agents []Text
	Was, Now, Why                                 Localized
}

// Of names what a correction concerns. Its pages count in every edition.
func (c *Correction) Of() []Key {
	var keys []Key
	add := func(kind string, ids []Text) {
		for _, id := range ids {
			keys = append(keys, Key{Kind: kind, ID: id.Value})
		}
	}
	add("claim", c.Claims)
	add("page", c.Pages)
	add("disagreement", c.Disagreements)
	add("source", c.Sources)
	add("agent", c.Agents)
	return keys
}

// A Redirect keeps an address alive. From and To are within an edition, and
// hold in each: "the-ferry/", "the-ferry/#the-last-night".
type Redirect struct {
	Place    diag.Place
	From, To Text
}
