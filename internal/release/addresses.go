package release

import (
	"slices"
	"strings"

	"explainer/internal/derive"
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// A Finished site knows its files and the places in them.
type Finished interface {
	Has(address string) bool
	HasPlace(address, id string) bool
}

// Addresses reports published addresses that a finished site no longer has, and
// redirects that are of no use. A file may be gone where a redirect leads on
// from it; a place may be gone where a redirect names the one that has its
// content now.
//
// level is what a lost address is reported as, a warning where nothing is about
// to be published.
func Addresses(x *explainer.Explainer, site *derive.Site, finished Finished, level diag.Level) diag.List {
	a := &addresses{x: x, site: site, finished: finished, level: level, to: map[string]string{}}
	for _, r := range site.Redirects {
		a.to[r.From], _, _ = strings.Cut(r.To, "#")
	}
	known := published(x.Releases)
	lost := map[string]bool{} // as an editor redirects it: once for all editions
	for path, places := range sorted(known) {
		page := path
		to, moved := a.to[path] // to the front page, whose path is empty, too
		if moved {
			page = to
		} else if !finished.Has(path) {
			a.report(lost, places[""], path, "", "")
			continue
		}
		for id, first := range sorted(places) {
			if id != "" && !finished.HasPlace(page, id) {
				a.report(lost, first, path, id, page)
			}
		}
	}
	a.redirects()
	return a.diags
}

type addresses struct {
	x        *explainer.Explainer
	site     *derive.Site
	finished Finished
	level    diag.Level
	to       map[string]string // page of a redirect by the address that it stands at
	diags    diag.List
}

func (a *addresses) report(lost map[string]bool, first *explainer.Address, path, id, page string) {
	within := a.within(path)
	address := within
	if id != "" {
		address += "#" + id
	}
	if lost[address] {
		return
	}
	lost[address] = true
	var d *diag.Diagnostic
	if id == "" {
		d = a.diags.Errorf(first.Place, "address-gone", "%q was published and is gone", path)
	} else {
		d = a.diags.Errorf(first.Place, "address-gone", "the place %q of %q was published and is gone", id, path)
	}
	d.Level = a.level
	to := ""
	if id != "" {
		to = a.within(page) + "#"
	}
	d.Helpf("say in data/redirects.yaml where it is now: {from: %q, to: %q}", address, to)
}

// within is an address without its edition's folder.
func (a *addresses) within(path string) string {
	for _, e := range a.site.Editions[1:] {
		if rest, ok := strings.CutPrefix(path, e.Path); ok {
			return rest
		}
	}
	return path
}

// redirects reports those that lead nowhere, and those from what is there.
func (a *addresses) redirects() {
	for _, r := range a.x.Redirects {
		from, place, _ := strings.Cut(r.From.Value, "#")
		if place == "" && a.site.Live(a.x, from) {
			d := a.diags.Errorf(r.From.Place, "redirect-unused", "the site has a page %q, which this redirect would hide", from)
			d.Level = a.level
			d.Helpf("remove the redirect")
			continue
		}
		page, id, _ := strings.Cut(r.To.Value, "#")
		anywhere := func(is func(edition string) bool) bool {
			return slices.ContainsFunc(a.site.Editions, func(e derive.Edition) bool { return is(e.Path) })
		}
		page = derive.Address(page)
		switch next := slices.IndexFunc(a.x.Redirects, func(n *explainer.Redirect) bool { return derive.Address(n.From.Value) == page }); {
		case next >= 0:
			a.diags.Errorf(r.To.Place, "redirect-leads-nowhere", "%q is redirected too", r.To.Value).
				Note(a.x.Redirects[next].Place, "to %q", a.x.Redirects[next].To.Value).Helpf("name the page that is there: %q", a.x.Redirects[next].To.Value)
		case !anywhere(func(edition string) bool { return a.finished.Has(edition + page) }):
			a.diags.Errorf(r.To.Place, "redirect-leads-nowhere", "the site has no %q", page).
				Helpf("name a page of the site by its folder, such as claims/")
		case id != "" && !anywhere(func(edition string) bool { return a.finished.HasPlace(edition+page, id) }):
			a.diags.Errorf(r.To.Place, "redirect-leads-nowhere", "%q has no place %q", page, id).
				Helpf("copy the place from the page's address after a click on its heading")
		}
	}
}
