package derive

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"explainer/internal/explainer"
)

// FrontPage is what corrections and the ledger call the front page, whose id
// is empty.
const FrontPage = "_index"

// A Correction as pages show it.
type Correction struct {
	ID            string      `json:"id"`
	Date          string      `json:"date"`
	Shown         Words       `json:"shown"`
	Substantive   bool        `json:"substantive"`
	Was           Words       `json:"was"`
	Now           Words       `json:"now"`
	Why           Words       `json:"why"`
	Claims        []string    `json:"claims"` // of those that the explainer still has
	Pages         []string    `json:"pages"`  // by the file's name
	Disagreements []string    `json:"disagreements"`
	Sources       []string    `json:"sources"`
	Withdrawn     []Withdrawn `json:"withdrawn"`
}

// Withdrawn is a claim or disagreement that the explainer no longer has, by
// what it said last.
type Withdrawn struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Words Words  `json:"words"`
}

// A Release as pages show it: how many claims were new, said otherwise and
// withdrawn in it, and the corrections that came with it.
type Release struct {
	ID          string   `json:"id"`
	Date        string   `json:"date"`
	Shown       Words    `json:"shown"`
	First       bool     `json:"first"`
	Claims      int      `json:"claims"` // in all
	New         int      `json:"new"`
	Changed     int      `json:"changed"`
	Gone        int      `json:"gone"`
	Corrections []string `json:"corrections"`
}

// An Event in the history of a claim. Was is what it said before, if that
// changed.
type Event struct {
	Kind       string `json:"kind"` // published, reworded, evidence or corrected
	Date       string `json:"date"`
	Shown      Words  `json:"shown"`
	Correction string `json:"correction,omitempty"`
	Was        Words  `json:"was,omitempty"`
}

// A Date, and as words.
type Date struct {
	Date  string `json:"date"`
	Shown Words  `json:"shown"`
}

// A Feed is what the Atom feeds hold, with ids that are the same for good,
// whatever address the site is built for: tag URIs of RFC 4151, which an
// edition's id ends.
type Feed struct {
	ID      string  `json:"id"`
	Updated string  `json:"updated"` // ISO date
	Entries []Entry `json:"entries"` // latest first
}

// An Entry of the feeds is a substantive correction or a release.
type Entry struct {
	ID         string `json:"id"`
	Date       string `json:"date"`
	Correction string `json:"correction,omitempty"` // its id
	Release    int    `json:"release"`              // index into Releases
}

// feed derives the feeds. The day in the feed's own id is one that does not
// change: the first that the first release covered.
func (s *Site) feed(x *explainer.Explainer) {
	since := x.Coverage.From
	if len(x.Releases) > 0 {
		since = x.Releases[0].Coverage[0]
	}
	tag := func(day, of string) string { return "tag:" + x.Authority() + "," + day + ":" + x.Slug + of + "/" }
	s.Feed = Feed{ID: tag(since, ""), Updated: x.Coverage.To, Entries: []Entry{}}
	for _, c := range s.Corrections {
		if c.Substantive {
			s.Feed.Entries = append(s.Feed.Entries, Entry{tag(c.Date, "/corrections/"+c.ID), c.Date, c.ID, 0})
		}
	}
	for i, r := range s.Releases {
		s.Feed.Entries = append(s.Feed.Entries, Entry{tag(r.Date, "/releases/"+r.ID), r.Date, "", i})
	}
	slices.SortStableFunc(s.Feed.Entries, func(a, b Entry) int { return cmp.Compare(b.Date, a.Date) })
	if len(s.Feed.Entries) > 0 {
		s.Feed.Updated = s.Feed.Entries[0].Date
	}
}

// history derives what was corrected, and what was said before.
func (s *Site) history(x *explainer.Explainer, dates calendar) {
	for _, c := range x.Corrections {
		s.Corrections = append(s.Corrections, s.correction(x, c, dates))
	}
	for i, r := range x.Releases {
		s.Releases = append(s.Releases, released(x, i, r, dates))
	}
	slices.Reverse(s.Releases) // latest first
	for _, c := range s.Claims {
		c.History = past(x, c, dates)
	}
	s.notices(x)
	s.feed(x)
}

func (s *Site) correction(x *explainer.Explainer, c *explainer.Correction, dates calendar) *Correction {
	d := &Correction{
		ID: c.ID, Date: c.Date.Value, Shown: dates.show(c.Date.Value), Substantive: c.Substantive,
		Was: c.Was.Strings(), Now: c.Now.Strings(), Why: c.Why.Strings(),
		Claims: []string{}, Pages: []string{}, Disagreements: []string{}, Sources: []string{}, Withdrawn: []Withdrawn{},
	}
	for _, k := range c.Of() {
		switch k.Kind {
		case "claim":
			if s.claims[k.ID] != nil {
				d.Claims = append(d.Claims, k.ID)
			} else if p := last(x, k); p != nil {
				d.Withdrawn = append(d.Withdrawn, Withdrawn{"claim", k.ID, p.Claim.Statement})
			}
		case "page":
			if slices.ContainsFunc(x.Pages, func(p *explainer.Page) bool { return cmp.Or(p.ID, FrontPage) == k.ID }) {
				d.Pages = append(d.Pages, k.ID)
			}
		case "disagreement":
			if slices.ContainsFunc(s.Disagreements, func(d *Disagreement) bool { return d.ID == k.ID }) {
				d.Disagreements = append(d.Disagreements, k.ID)
			} else if p := last(x, k); p != nil {
				d.Withdrawn = append(d.Withdrawn, Withdrawn{"disagreement", k.ID, p.Disagreement.Title})
			}
		case "source":
			if x.Source(k.ID) != nil {
				d.Sources = append(d.Sources, k.ID)
			}
		}
	}
	return d
}

// last is what a record said when it was published last.
func last(x *explainer.Explainer, k explainer.Key) *explainer.Publication {
	for _, r := range slices.Backward(x.Releases) {
		for _, p := range r.Records {
			if p.Key == k {
				return p
			}
		}
	}
	return nil
}

func released(x *explainer.Explainer, i int, r *explainer.Release, dates calendar) Release {
	d := Release{ID: r.ID, Date: r.Date, Shown: dates.show(r.Date), First: i == 0, Corrections: []string{}}
	before := x.PublishedAt(i - 1)
	for _, p := range r.Records {
		old := before[p.Key]
		switch {
		case p.Correction != nil && old == nil:
			d.Corrections = append(d.Corrections, p.ID)
		case p.Claim == nil:
		case old == nil:
			d.New++
		case !maps.Equal(old.Claim.Statement, p.Claim.Statement):
			d.Changed++
		}
	}
	for _, k := range r.Gone {
		if k.Kind == "claim" {
			d.Gone++
		}
	}
	for k := range x.PublishedAt(i) {
		if k.Kind == "claim" {
			d.Claims++
		}
	}
	return d
}

// past is a claim's history, latest first: what the ledger has of it, under
// former ids too, and corrections that no release has yet.
func past(x *explainer.Explainer, c *Claim, dates calendar) []Event {
	ids := former(x, c.ID)
	concerns := func(of []string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(of, "claim "+id) })
	}
	events := []Event{}
	var before *explainer.PublishedClaim
	add := func(kind, date, correction string, now Words) {
		e := Event{Kind: kind, Date: date, Shown: dates.show(date), Correction: correction}
		if before != nil && now != nil && !maps.Equal(before.Statement, now) {
			e.Was = before.Statement
		}
		events = append(events, e)
	}
	announced := map[string]bool{}
	for _, r := range x.Releases {
		var now *explainer.PublishedClaim
		var corrections []*explainer.Publication
		for _, p := range r.Records {
			if p.Kind == "claim" && slices.Contains(ids, p.ID) {
				now = p.Claim
			}
			if p.Kind == "correction" && !announced[p.ID] && concerns(p.Correction.Of) {
				announced[p.ID] = true
				corrections = append(corrections, p)
			}
		}
		statement := Words(nil)
		if now != nil {
			statement = now.Statement
		}
		for _, p := range corrections {
			add("corrected", p.Correction.Date, p.ID, statement)
			statement = nil // what it said before is told once
		}
		switch {
		case now == nil:
			continue
		case before == nil:
			add("published", r.Date, "", nil)
		case len(corrections) > 0:
		case !maps.Equal(before.Statement, now.Statement):
			add("reworded", r.Date, "", now.Statement)
		case before.Sources != now.Sources || before.Origins != now.Origins:
			add("evidence", r.Date, "", nil)
		}
		before = now
	}
	for _, r := range slices.Backward(x.Corrections) {
		if !announced[r.ID] && slices.ContainsFunc(r.Of(), func(k explainer.Key) bool { return k.Kind == "claim" && slices.Contains(ids, k.ID) }) {
			add("corrected", r.Date.Value, r.ID, c.Statement)
		}
	}
	slices.Reverse(events)
	return events
}

// former gives the ids under which a claim was published: its own, and those
// whose address is redirected to it.
func former(x *explainer.Explainer, id string) []string {
	ids := []string{id}
	for i := 0; i < len(ids); i++ {
		for _, r := range x.Redirects {
			from, was := strings.CutPrefix(strings.Trim(r.From.Value, "/"), "claims/")
			to, is := strings.CutPrefix(strings.Trim(r.To.Value, "/"), "claims/")
			if was && is && to == ids[i] && !slices.Contains(ids, from) {
				ids = append(ids, from)
			}
		}
	}
	return ids
}

// notices tells claims, disagreements and pages which substantive corrections
// their readers need to know of, latest first. A page's are those of its claims
// too, and of claims that it cited until they were withdrawn.
func (s *Site) notices(x *explainer.Explainer) {
	s.PageCorrections = map[string][]string{}
	cited := map[string][]string{} // pages by claim
	for _, c := range s.Claims {
		for _, id := range former(x, c.ID) {
			cited[id] = c.CitedIn
		}
	}
	for _, r := range x.Releases {
		for _, p := range r.Records {
			if p.Page == nil {
				continue
			}
			for id := range p.Page.Claims {
				if s.claims[id] == nil {
					cited[id] = append(cited[id], strings.TrimPrefix(p.ID, FrontPage))
				}
			}
		}
	}
	add := func(list *[]string, id string) {
		if !slices.Contains(*list, id) {
			*list = append(*list, id)
		}
	}
	onPage := func(page, id string) {
		list := s.PageCorrections[page]
		add(&list, id)
		s.PageCorrections[page] = list
	}
	for _, c := range x.Corrections {
		if !c.Substantive {
			continue
		}
		for _, k := range c.Of() {
			switch k.Kind {
			case "claim":
				for _, d := range s.Claims {
					if slices.Contains(former(x, d.ID), k.ID) {
						add(&d.Corrections, c.ID)
					}
				}
				for _, page := range cited[k.ID] {
					onPage(page, c.ID)
				}
			case "page":
				onPage(strings.TrimPrefix(k.ID, FrontPage), c.ID)
			case "disagreement":
				for _, d := range s.Disagreements {
					if d.ID == k.ID {
						add(&d.Corrections, c.ID)
					}
				}
			}
		}
	}
	for i := range s.Sections {
		s.Sections[i].Corrections = s.PageCorrections[s.Sections[i].ID]
	}
}

// checked gives for claims and sections when the first of their sources was
// last compared with its article, and for the site; nothing where a source
// does not say.
func (s *Site) checked(x *explainer.Explainer, dates calendar) {
	earliest := func(sources []string) *Date {
		first := ""
		for _, id := range sources {
			src := x.Source(id)
			day := cmp.Or(src.Checked.Value, src.Accessed.Value)
			if day == "" {
				return nil
			}
			if first == "" || day < first {
				first = day
			}
		}
		if first == "" {
			return nil
		}
		return &Date{first, dates.show(first)}
	}
	bySection := map[string][]string{}
	for _, c := range s.Claims {
		var sources []string
		for _, e := range c.Evidence {
			sources = append(sources, e.Source)
		}
		c.Checked = earliest(sources)
		for _, page := range c.CitedIn {
			bySection[page] = append(bySection[page], sources...)
		}
	}
	for i := range s.Sections {
		s.Sections[i].Checked = earliest(bySection[s.Sections[i].ID])
	}
	var all []string
	for _, src := range x.Sources {
		all = append(all, src.ID)
	}
	s.Checked = earliest(all)
}
