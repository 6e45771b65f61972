package release

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"explainer/internal/explainer"
)

// Next is the release that would be made on a day: what differs from the
// releases before it, and the addresses that they have not. There is none if
// nothing does.
func Next(x *explainer.Explainer, now explainer.Published, addresses []*explainer.Address, date string) *explainer.Release {
	r := &explainer.Release{ReleaseHead: explainer.ReleaseHead{ID: date, Format: explainer.LedgerFormat, Date: date, Authority: x.Authority(),
		Editions: x.EditionIDs(), Coverage: [2]string{x.Coverage.From, x.Coverage.To}}}
	if n := len(x.Releases); n > 0 {
		r.Previous = x.Releases[n-1].Sum
	}
	for n, taken := 2, ids(x); taken[r.ID]; n++ {
		r.ID = fmt.Sprintf("%s.%d", date, n)
	}
	r.Records, r.Gone = Different(x.Published(), now)
	r.Addresses = unknown(x.Releases, addresses)
	if len(r.Records)+len(r.Gone)+len(r.Addresses) == 0 {
		return nil
	}
	return r
}

func ids(x *explainer.Explainer) map[string]bool {
	taken := map[string]bool{}
	for _, r := range x.Releases {
		taken[r.ID] = true
	}
	return taken
}

// Bytes writes a release as the ledger keeps it: a JSON object on each line,
// about the release first, then records, what is gone, and addresses.
func Bytes(r *explainer.Release) []byte {
	var b bytes.Buffer
	line := func(raw []byte) { b.Write(append(raw, '\n')) }
	line(object(r.ReleaseHead))
	for _, p := range r.Records {
		line(object(p.Key, map[string]string{"hash": p.Hash}, p.Body()))
	}
	for _, k := range r.Gone {
		line(object(map[string]string{"record": "gone"}, map[string]explainer.Key{"of": k}))
	}
	for _, a := range r.Addresses {
		line(object(map[string]string{"record": "address"}, a))
	}
	return b.Bytes()
}

// object joins the JSON of some structs to one object, on a line.
func object(parts ...any) []byte {
	out := []byte("{")
	for _, v := range parts {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			panic(err) // strings and numbers alone
		}
		inner := bytes.TrimSpace(b.Bytes())
		if inner = inner[1 : len(inner)-1]; len(inner) == 0 {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(out, inner...)
	}
	return append(out, '}')
}

// published are all addresses of the releases, with the places in each and
// where the ledger has them first.
func published(releases []*explainer.Release) map[string]map[string]*explainer.Address {
	all := map[string]map[string]*explainer.Address{}
	for _, r := range releases {
		for _, a := range r.Addresses {
			if all[a.Path] == nil {
				all[a.Path] = map[string]*explainer.Address{"": a}
			}
			for _, id := range a.IDs {
				if all[a.Path][id] == nil {
					all[a.Path][id] = a
				}
			}
		}
	}
	return all
}

// passing reports whether an address may go: that of a pinned embed is
// made from the ledger, and the page that shows the design is for who changes
// it.
func passing(path string) bool {
	path = "/" + path
	return strings.Contains(path, "/embed/pinned/") || strings.HasSuffix(path, "/style/")
}

// unknown are the addresses that no release has, in order.
func unknown(releases []*explainer.Release, addresses []*explainer.Address) []*explainer.Address {
	known := published(releases)
	byPath := map[string]*explainer.Address{}
	for _, a := range addresses {
		if passing(a.Path) {
			continue
		}
		ids := slices.DeleteFunc(slices.Clone(a.IDs), func(id string) bool { return known[a.Path][id] != nil })
		if known[a.Path] == nil || len(ids) > 0 {
			byPath[a.Path] = &explainer.Address{Path: a.Path, IDs: ids}
		}
	}
	var list []*explainer.Address
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		list = append(list, byPath[path])
	}
	return list
}
