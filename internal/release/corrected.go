package release

import (
	"fmt"
	"slices"
	"strings"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// report says what changed in a record without a correction: what is certain
// once, and what is in doubt once if nothing is certain.
func (c *comparison) report(k explainer.Key, old, now *explainer.Publication, changes []change) {
	var worst *change
	var trivial *explainer.Correction
	for i := range changes {
		ch := &changes[i]
		by, covered := c.correction(append([]explainer.Key{{Kind: k.Kind, ID: k.ID}, {Kind: k.Kind, ID: c.called(k).ID}}, ch.via...), ch.doubt)
		if covered || worst != nil && (!worst.doubt || ch.doubt) {
			continue
		}
		worst, trivial = ch, by
	}
	// Whoever corrects a claim also corrects the pages that cite it.
	if worst == nil || slices.ContainsFunc(worst.via, func(v explainer.Key) bool {
		doubt, said := c.said[v]
		return said && (worst.doubt || !doubt)
	}) {
		return
	}
	record := explainer.Key{Kind: k.Kind, ID: k.ID}
	if _, again := c.said[record]; again && now == nil {
		return // a page that is gone in one edition is in all
	}
	c.said[record] = worst.doubt
	name := fmt.Sprintf("%s %q", k.Kind, k.ID)
	var d *diag.Diagnostic
	if worst.doubt {
		d = c.diags.Errorf(worst.place, "meaning-in-doubt", "%s %s", name, worst.what)
	} else {
		d = c.diags.Errorf(worst.place, "uncorrected-change", "%s %s, and no correction says so", name, worst.what)
	}
	d.Level = c.level
	if worst.place != old.Place {
		d.Note(old.Place, "published here%s", words(old, c.x.Main().ID))
	}
	if trivial != nil {
		d.Note(trivial.Place, "this correction is trivial, and the change is not")
		d.Helpf("write kind: substantive, and say in was, now and why what readers were told")
		return
	}
	d.Helpf("%s", c.advice(k, old, now, worst.doubt))
}

// correction gives one made since the last release that concerns any of some
// records, and whether it is enough: only words in doubt may be called trivial.
func (c *comparison) correction(of []explainer.Key, doubt bool) (found *explainer.Correction, enough bool) {
	for _, r := range c.x.Corrections {
		if c.before[explainer.Key{Kind: "correction", ID: r.ID}] != nil {
			continue
		}
		if slices.ContainsFunc(r.Of(), func(k explainer.Key) bool { return slices.Contains(of, k) }) {
			if r.Substantive || doubt {
				return r, true
			}
			found = r
		}
	}
	return found, false
}

// words are what a record said, in a few.
func words(p *explainer.Publication, edition string) string {
	switch {
	case p.Claim != nil:
		return fmt.Sprintf(" as %q", p.Claim.Statement[edition])
	case p.Disagreement != nil:
		return fmt.Sprintf(" as %q", p.Disagreement.Title[edition])
	}
	return ""
}

// advice is a record to write, ready to be completed.
func (c *comparison) advice(k explainer.Key, old, now *explainer.Publication, doubt bool) string {
	id := strings.TrimPrefix(k.ID, "_")
	for n := 2; slices.ContainsFunc(c.x.Corrections, func(r *explainer.Correction) bool { return r.ID == id }); n++ {
		id = fmt.Sprintf("%s-%d", strings.TrimPrefix(k.ID, "_"), n)
	}
	kind, list := "substantive", k.Kind+"s"
	if doubt {
		kind = "trivial"
	}
	of := c.called(k).ID
	if now == nil {
		of = k.ID
	}
	var was, is, why []string
	for _, ed := range c.x.Editions {
		quote := func(p *explainer.Publication) string {
			if p == nil || p.Claim == nil {
				return ed.ID + `: ""`
			}
			return fmt.Sprintf("%s: %q", ed.ID, p.Claim.Statement[ed.ID])
		}
		was, is, why = append(was, quote(old)), append(is, quote(now)), append(why, ed.ID+`: ""`)
	}
	in := func(list []string) string { return "{" + strings.Join(list, ", ") + "}" }
	text := fmt.Sprintf("write data/corrections/%s.yaml, for instance {date: , kind: %s, %s: [%s], was: %s, now: %s, why: %s}",
		id, kind, list, of, in(was), in(is), in(why))
	if address := c.address(k); now == nil && address != "" {
		text = fmt.Sprintf("if it has another name now, write {from: %q, to: …} in data/redirects.yaml; else %s", address, text)
	}
	if doubt {
		text = "if it means the same, " + text + "; else make it substantive"
	}
	return text
}

// address is where a record was found within an edition.
func (c *comparison) address(k explainer.Key) string {
	switch k.Kind {
	case "page":
		return k.ID + "/"
	case "claim":
		return "claims/" + k.ID + "/"
	case "disagreement", "source":
		return k.Kind + "s/#" + k.ID
	}
	return ""
}

// corrections judges those of the site: what was announced stays, and a new one
// corrects something.
func (c *comparison) corrections(changed map[explainer.Key]bool) {
	for _, k := range c.before.Keys() {
		if k.Kind != "correction" {
			continue
		}
		old := c.before[k]
		at := slices.IndexFunc(c.x.Corrections, func(r *explainer.Correction) bool { return r.ID == k.ID })
		if at < 0 {
			c.diags.Errorf(old.Place, "correction-withdrawn", "correction %q was published and is gone", k.ID).
				Helpf("restore data/corrections/%s.yaml, and correct it by another one", k.ID)
			continue
		}
		r, now := c.x.Corrections[at], c.now[k].Correction
		if now.Date != old.Correction.Date || now.Substantive != old.Correction.Substantive || !slices.Equal(now.Of, old.Correction.Of) {
			c.diags.Errorf(r.Place, "correction-withdrawn", "correction %q has not the date, kind or records that it was published with", k.ID).
				Note(old.Place, "published here").Helpf("restore them, and correct it by another one")
		}
	}
	for _, r := range c.x.Corrections {
		if c.before[explainer.Key{Kind: "correction", ID: r.ID}] != nil {
			continue
		}
		if r.Date.Value < c.last.Date {
			c.diags.Errorf(r.Date.Place, "correction-date", "the correction is older than the release that it corrects").
				Note(c.last.Place, "released on %s", c.last.Date).Helpf("write the day on which it is corrected")
		}
		if !slices.ContainsFunc(r.Of(), func(k explainer.Key) bool { return changed[k] }) {
			c.diags.Warnf(r.Place, "correction-without-change", "nothing that the correction concerns has changed since the release of %s", c.last.Date).
				Helpf("make the change, or leave the record out")
		}
	}
}
