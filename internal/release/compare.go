package release

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"explainer/internal/derive"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A change is something that readers were told and are no longer told so.
type change struct {
	what  string
	doubt bool            // words alone do not show whether the meaning changed
	place diag.Place      // where it says otherwise now
	via   []explainer.Key // corrections of these say it too
}

// Compare reports what differs in meaning from the last release and is in no
// correction made since: what a site may not change in silence. What is new, or
// only says the same in other words, passes.
//
// Certain are a changed quantity, date, status, quotation or position, what is
// taken back, and who says so: those need a substantive correction. In doubt
// are names, and words that deny, hedge or accuse, which come or go; evidence
// that is another sentence; and statements that a page no longer makes. There
// a trivial correction will do, which says openly that the meaning is the same.
//
// level is what certain changes are reported as, a warning where nothing is
// about to be published.
func Compare(x *explainer.Explainer, now explainer.Published, level diag.Level) diag.List {
	if len(x.Releases) == 0 {
		return nil
	}
	c := &comparison{
		x: x, before: x.Published(), now: now, level: level,
		last: x.Releases[len(x.Releases)-1], readers: map[string]*quantity.Reader{}, renamed: renamed(x), said: map[explainer.Key]bool{},
	}
	for _, e := range x.Editions {
		c.readers[e.ID] = quantity.NewReader(e.ID, x.Units)
	}
	changed := map[explainer.Key]bool{}
	for _, k := range c.before.Keys() {
		old, is := c.before[k], c.now[c.called(k)]
		if is != nil && is.Hash == old.Hash {
			continue
		}
		changed[explainer.Key{Kind: k.Kind, ID: k.ID}] = true
		changed[explainer.Key{Kind: k.Kind, ID: c.called(k).ID}] = true
		c.report(k, old, is, c.changes(k, old, is))
	}
	for k := range now {
		if c.before[k] == nil {
			changed[explainer.Key{Kind: k.Kind, ID: k.ID}] = true
		}
	}
	c.corrections(changed)
	return c.diags
}

type comparison struct {
	x           *explainer.Explainer
	before, now explainer.Published
	last        *explainer.Release
	readers     map[string]*quantity.Reader // by edition
	renamed     map[explainer.Key]string
	said        map[explainer.Key]bool // what was reported, and whether as a doubt
	level       diag.Level
	diags       diag.List
}

// renamed gives the new ids of records whose address is redirected to that of
// another record of their kind.
func renamed(x *explainer.Explainer) map[explainer.Key]string {
	ids := map[explainer.Key]string{}
	for _, r := range x.Redirects {
		from, to := record(r.From.Value), record(r.To.Value)
		if from.ID != "" && from.Kind == to.Kind && to.ID != "" {
			ids[from] = to.ID
		}
	}
	return ids
}

// record is what stands at an address within an edition.
func record(address string) explainer.Key {
	address = strings.TrimSuffix(address, "index.html")
	at, place, _ := strings.Cut(address, "#")
	at = strings.Trim(at, "/")
	switch dir, id := path.Split(at); {
	case dir == "claims/" && place == "":
		return explainer.Key{Kind: "claim", ID: id}
	case at == "disagreements" || at == "sources":
		return explainer.Key{Kind: strings.TrimSuffix(at, "s"), ID: place}
	case dir == "" && place == "":
		return explainer.Key{Kind: "page", ID: id}
	}
	return explainer.Key{}
}

// called is the key that a record has now.
func (c *comparison) called(k explainer.Key) explainer.Key {
	for range c.renamed { // whoever renames in a circle gets somewhere
		to, ok := c.renamed[explainer.Key{Kind: k.Kind, ID: k.ID}]
		if !ok || c.now[k] != nil {
			break
		}
		k.ID = to
	}
	return k
}

func (c *comparison) changes(k explainer.Key, old, now *explainer.Publication) []change {
	switch {
	case k.Kind == "correction":
		return nil // see corrections
	case now == nil:
		return c.withdrawn(k, old)
	}
	switch k.Kind {
	case "claim":
		return c.claim(k, old.Claim, now.Claim)
	case "disagreement":
		return c.disagreement(old.Disagreement, now.Disagreement, k)
	case "page":
		return c.page(k, old.Page, now.Page)
	case "source":
		return c.source(k, old.Source, now.Source)
	}
	var list []change
	for ed, name := range sorted(old.Agent.Name) {
		if is := now.Agent.Name[ed]; is != "" && is != name {
			list = append(list, change{what: fmt.Sprintf("is called %q and not %q any more", is, name), doubt: true, place: c.place(k)})
		}
	}
	return list
}

// withdrawn are records that are gone. An agent or a page about the explainer
// takes nothing back.
func (c *comparison) withdrawn(k explainer.Key, old *explainer.Publication) []change {
	if k.Kind == "agent" || k.Kind == "page" && !old.Page.Section {
		return nil
	}
	w := change{what: "is gone", place: old.Place}
	if k.Kind == "disagreement" {
		w.via = keys("claim", old.Disagreement.Claims)
	}
	return []change{w}
}

func (c *comparison) claim(k explainer.Key, old, now *explainer.PublishedClaim) []change {
	r := c.x.Claims[slices.IndexFunc(c.x.Claims, func(r *explainer.Claim) bool { return r.ID == c.called(k).ID })]
	var list []change
	differ := func(what, was, is string, place diag.Place) {
		if place.Line == 0 {
			place = r.Place
		}
		if was != is && was != "" {
			list = append(list, change{what: fmt.Sprintf("has the %s %q and not %q any more", what, cmp.Or(is, "none"), was), place: place})
		}
	}
	differ("status", old.Status, now.Status, r.Status.Place)
	differ("asserter", old.AssertedBy, now.AssertedBy, r.AssertedBy.Place)
	if old.AssertedBy == "" && now.AssertedBy != "" {
		list = append(list, change{what: fmt.Sprintf("is now asserted by %q", now.AssertedBy), place: r.AssertedBy.Place})
	}
	differ("date", old.Date, now.Date, r.Date.Place)
	differ("date that it refers to", old.AsOf, now.AsOf, r.AsOf.Place)
	for ed, was := range sorted(old.Statement) {
		if is := now.Statement[ed]; is != "" && is != was {
			list = append(list, c.text(ed, was, is, r.Statement[ed].Place, true)...)
		}
	}
	return append(list, c.evidence(old, now, r)...)
}

// evidence compares what each source gives. More of it passes: nothing that
// was said is taken back.
func (c *comparison) evidence(old, now *explainer.PublishedClaim, r *explainer.Claim) []change {
	var list []change
	var seen []string
	for _, e := range old.Evidence {
		if slices.Contains(seen, e.Source) {
			continue
		}
		seen = append(seen, e.Source)
		id := c.called(explainer.Key{Kind: "source", ID: e.Source}).ID
		via := []explainer.Key{{Kind: "source", ID: e.Source}, {Kind: "source", ID: id}}
		was, is := carried(old, e.Source), carried(now, id)
		place := r.Place
		for _, e := range r.Evidence {
			if e.Source.Value == id {
				place = e.Place
				break
			}
		}
		switch {
		case is.state == "":
			list = append(list, change{what: fmt.Sprintf("no longer rests on %q", e.Source), place: place, via: via})
			continue
		case is.state != was.state:
			list = append(list, change{what: fmt.Sprintf("has %q as %s and not as %s any more", id, states[is.state], states[was.state]), place: place, via: via})
		}
		for _, k := range lost(was.quantities, is.quantities) {
			list = append(list, change{what: fmt.Sprintf("no longer has %q from %q", was.quantities[k], id), place: place})
		}
		for _, k := range lost(was.sentences, is.sentences) {
			list = append(list, change{what: fmt.Sprintf("rests on another sentence of %q than %s", id, was.sentences[k]), doubt: true, place: place, via: via})
		}
	}
	return list
}

var states = map[string]string{"origin": "a report of its own", "derived": "a copy of another report"}

// given is what one source gives for a claim.
type given struct {
	state                 string
	quantities, sentences map[string]string
}

func carried(c *explainer.PublishedClaim, source string) given {
	g := given{quantities: map[string]string{}, sentences: map[string]string{}}
	for _, e := range c.Evidence {
		if e.Source == source {
			g.state = e.State
			g.sentences[e.Fingerprint] = e.At
			maps.Copy(g.quantities, recorded(e.Quantities))
		}
	}
	return g
}

// recorded are quantities by what they mean.
func recorded(list []explainer.PublishedQuantity) map[string]string {
	m := map[string]string{}
	for _, q := range list {
		bounds := ""
		if q.Min != nil && q.Max != nil {
			bounds = fmt.Sprintf("%v–%v", *q.Min, *q.Max)
		}
		m[fmt.Sprintf("%v%s %s/%s %s", q.Value, bounds, q.Unit, q.Per, q.Qualifier)] = q.Text
	}
	return m
}

func (c *comparison) disagreement(old, now *explainer.PublishedDisagreement, k explainer.Key) []change {
	r := c.x.Disagreements[slices.IndexFunc(c.x.Disagreements, func(r *explainer.Disagreement) bool { return r.ID == c.called(k).ID })]
	var list []change
	for _, was := range old.Positions {
		var sources []string
		for _, s := range was.Sources {
			sources = append(sources, c.called(explainer.Key{Kind: "source", ID: s}).ID)
		}
		slices.Sort(sources)
		at := slices.IndexFunc(now.Positions, func(p explainer.PublishedPosition) bool {
			return slices.Equal(slices.Sorted(slices.Values(p.Sources)), sources)
		})
		if at < 0 {
			list = append(list, change{what: fmt.Sprintf("no longer has what %s said", strings.Join(was.Sources, ", ")), place: r.Place, via: keys("source", was.Sources)})
			continue
		}
		is, place := now.Positions[at], r.Positions[at].Place
		for _, q := range lost(recorded(was.Quantities), recorded(is.Quantities)) {
			list = append(list, change{what: fmt.Sprintf("no longer has %q from %s", recorded(was.Quantities)[q], strings.Join(is.Sources, ", ")), place: place})
		}
		for ed, says := range sorted(was.Says) {
			if says != is.Says[ed] && is.Says[ed] != "" {
				list = append(list, c.text(ed, says, is.Says[ed], r.Positions[at].Says[ed].Place, true)...)
			}
		}
	}
	for ed, note := range sorted(old.Note) {
		if is := now.Note[ed]; is != "" && is != note {
			list = append(list, c.text(ed, note, is, r.Note[ed].Place, false)...)
		}
	}
	for _, id := range old.Claims {
		if is := c.called(explainer.Key{Kind: "claim", ID: id}).ID; !slices.Contains(now.Claims, is) {
			list = append(list, change{what: fmt.Sprintf("no longer concerns claim %q", id), doubt: true, place: r.Place, via: keys("claim", []string{id})})
		}
	}
	for i := range list {
		list[i].via = append(list[i].via, keys("claim", append(slices.Clone(old.Claims), now.Claims...))...)
	}
	return list
}

// page compares what a page says of its claims. A page about the explainer
// itself may change.
func (c *comparison) page(k explainer.Key, old, now *explainer.PublishedPage) []change {
	if !old.Section && k.ID != derive.FrontPage {
		return nil
	}
	place := c.place(k)
	list := c.text(k.Edition, plain(old.Title+".\n"+old.Description+"\n"+old.Answer+"\n"+old.Body), plain(now.Title+".\n"+now.Description+"\n"+now.Answer+"\n"+now.Body), place, false)
	for id := range sorted(old.Claims) {
		if is := c.called(explainer.Key{Kind: "claim", ID: id}).ID; now.Claims[is] == "" {
			list = append(list, change{what: fmt.Sprintf("no longer cites claim %q", id), doubt: true, place: place})
		}
	}
	cited := slices.Concat(keys("claim", slices.Collect(maps.Keys(old.Claims))), keys("claim", slices.Collect(maps.Keys(now.Claims))))
	for i := range list {
		list[i].via = cited
	}
	return list
}

func (c *comparison) source(k explainer.Key, old, now *explainer.PublishedSource) []change {
	place := c.place(k)
	var list []change
	if old.Kind != now.Kind || c.called(explainer.Key{Kind: "source", ID: old.Of}).ID != now.Of {
		list = append(list, change{what: fmt.Sprintf("has the lineage %q and not %q any more", cmp.Or(now.Kind, "origin"), cmp.Or(old.Kind, "origin")), place: place})
	}
	if old.Issued != "" && old.Issued != now.Issued {
		list = append(list, change{what: fmt.Sprintf("is dated %q and not %q any more", now.Issued, old.Issued), place: place})
	}
	for ed, outlet := range sorted(old.Outlet) {
		if is := now.Outlet[ed]; is != "" && is != outlet {
			list = append(list, change{what: fmt.Sprintf("has the outlet %q and not %q any more", is, outlet), doubt: true, place: place})
		}
	}
	return list
}

// text compares two texts of one edition by what they mean. Where exactly is
// false, as in prose, quantities may be added: each stands in a claim, which
// is compared by itself.
func (c *comparison) text(edition, old, now string, place diag.Place, exactly bool) []change {
	r := c.readers[edition]
	if r == nil {
		return nil // of an edition that is no more
	}
	was, is := read(r, edition, old), read(r, edition, now)
	gone, come := lost(was.quantities, is.quantities), lost(is.quantities, was.quantities)
	var list []change
	say := func(doubt bool, format string, args ...any) {
		list = append(list, change{what: fmt.Sprintf(format, args...), doubt: doubt, place: place})
	}
	switch {
	case len(gone) > 0 && len(come) > 0:
		say(false, "says %q and not %q any more", is.quantities[come[0]], was.quantities[gone[0]])
	case len(gone) > 0:
		say(false, "no longer says %q", was.quantities[gone[0]])
	case len(come) > 0 && exactly:
		say(false, "says %q, which it did not", is.quantities[come[0]])
	}
	if gone := lost(was.quotations, is.quotations); len(gone) > 0 {
		say(false, "no longer quotes %q", gone[0])
	}
	// A name that opens a sentence is not read as one, and still stands there.
	in := func(text string) func(string) bool {
		return func(name string) bool { return strings.Contains(text, name) }
	}
	if gone := slices.DeleteFunc(lost(was.names, is.names), in(now)); len(gone) > 0 {
		say(true, "no longer names %q", gone[0])
	}
	if come := slices.DeleteFunc(lost(is.names, was.names), in(old)); len(come) > 0 && exactly {
		say(true, "names %q, which it did not", come[0])
	}
	for _, sign := range slices.Sorted(maps.Keys(union(was.signs, is.signs))) {
		if a, b := was.signs[sign], is.signs[sign]; b < a {
			say(true, "says %q, or the like, less often", sign)
		} else if b > a && exactly {
			say(true, "says %q, or the like, more often", sign)
		}
	}
	return list
}

func union[V any](a, b map[string]V) map[string]V {
	m := maps.Clone(a)
	maps.Copy(m, b)
	return m
}

// sorted goes through a map in the order of its keys.
func sorted[V any](m map[string]V) func(yield func(string, V) bool) {
	return func(yield func(string, V) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}

func keys(kind string, ids []string) []explainer.Key {
	var list []explainer.Key
	for _, id := range ids {
		list = append(list, explainer.Key{Kind: kind, ID: id})
	}
	return list
}

// place is where a record is written now.
func (c *comparison) place(k explainer.Key) diag.Place {
	k = c.called(k)
	switch k.Kind {
	case "source":
		return c.x.Source(k.ID).Place
	case "agent":
		return c.x.Agent(k.ID).Place
	}
	for _, p := range c.x.Pages {
		if cmp.Or(p.ID, derive.FrontPage) == k.ID && p.Edition == k.Edition {
			return p.Place
		}
	}
	return diag.Place{}
}
