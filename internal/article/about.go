package article

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"explainer/internal/quantity"
)

// About is what an article says of itself; what it does not say is empty.
type About struct {
	Title   string   // the headline, without the outlet's name after it
	Outlet  string   // as named by the page's metadata, a headline's suffix or a credit line
	Authors []string // in order
	// Issued and Updated are ISO 8601 dates of the precision given: 2025-03,
	// 2025-03-16. On a repost, Issued is the day that the reposter names; the
	// first publication is no later.
	Issued, Updated string
	Place           string   // of the dateline
	Agencies        []string // news agencies credited, by their full name
	URL             string   // canonical address, of saved pages
}

// About reads an article's headline, credits and dates. What a saved page
// declares in its head comes before what its text says.
func (a *Article) About() About {
	var about About
	if a.declared != nil {
		about = *a.declared
		about.Authors = slices.Clone(about.Authors)
		about.Agencies = slices.Clone(about.Agencies)
	}
	byText := len(about.Authors) == 0
	var footer, masthead string
	lead := true
	for i, b := range a.Blocks {
		switch b.Kind {
		case Title:
			title, outlet := cutOutlet(b.Text)
			setOnce(&about.Title, title)
			setOnce(&about.Outlet, outlet)
			about.credit(outlet)
		case Byline:
			if byText {
				about.addAuthors(b.Text)
			}
			about.date(b.Text, a.Language)
		case Dateline:
			about.dateline(b.Text)
			about.heading(b.Text)
			about.date(b.Text, a.Language)
		case Credit:
			about.credited(b.Text)
		case Paragraph:
			if lead {
				about.dateline(b.Text)
			}
			lead = lead && words(b.Text) < maxFurther // a picture's source may stand before it
		case Boilerplate:
			if m := copyright().FindStringSubmatch(b.Text); m != nil {
				footer, _, _ = strings.Cut(m[1], ". ")
				if agency().MatchString(footer) {
					about.credit(footer)
					footer = ""
				}
			}
			if i == 0 && a.declared == nil && words(b.Text) <= maxOutlet && !isFurniture(b.Text) && personal(b.Text) {
				masthead = b.Text // see markMasthead
			}
		}
	}
	if about.Title != "" {
		setOnce(&about.Outlet, outletName(masthead))
	}
	setOnce(&about.Outlet, outletName(footer))
	return about
}

var (
	updating = phrases(`updated|modified|last update|actualizad[ao]|actualización|actualizó|modificad[ao]`)
	// opening is a dateline's place, date and agency at the head of a text.
	opening = lazily(`^(\p{Lu}[\p{L}.'’ -]*?(?:, \p{Lu}[\p{L}.'’ -]*?){0,2})(?:, [^()]{1,20})? ?(?:\(([^()]{1,40})\))?\.?\s*(?:—|–|-|\.-)(?:\s|$)`)
	// headed is an outlet's name, or a place, before a date.
	headed    = lazily(`^(?:[Tt]he )?(` + proper + `)(?: [«“"](` + names + `)[»”"])?\s*([,|·•–—-])\s*(?i:(?:` + weekday + `,? )?` + date + `)`)
	copyright = lazily(`^(?:©|\([cC]\)|(?i:copyright))\W*(?:©|\([cC]\))?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?,?\s*((?:The |El |La )?` + names + `)`)
)

// shortMay is Spanish for a month that has no other short form.
var shortMay = lazily(`(\d{1,2} )may\.?( \d{4})`)

// numeric is a date in figures, whose order is known in Spanish only.
var numeric = lazily(`\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b`)

// dateReaders: the names of months around an article are not always in its
// language.
var dateReaders = sync.OnceValue(func() []*quantity.Reader {
	return []*quantity.Reader{quantity.NewReader("en", nil), quantity.NewReader("es", nil)}
})

// date takes the dates of a line for those of the article: after a word such
// as "updated" the one, else the other.
func (about *About) date(line, language string) {
	line = shortMay().ReplaceAllString(line, "${1}mayo$2")
	best := map[int]string{} // by where the date ends
	if m := numeric().FindStringSubmatchIndex(line); m != nil && language == "es" {
		if d, err := time.Parse("2/1/2006", line[m[0]:m[1]]); err == nil {
			best[m[1]] = d.Format(time.DateOnly)
		}
	}
	for _, reader := range dateReaders() {
		for _, q := range reader.Read(line) {
			if q.Unit == quantity.OnDate && !q.Date.Relative && !q.Date.Decade && q.Date.Year != 0 && len(q.Date.String()) > len(best[q.End]) {
				best[q.End] = q.Date.String()
			}
		}
	}
	from := 0
	for _, end := range slices.Sorted(maps.Keys(best)) {
		which := &about.Issued
		if updating().MatchString(line[from:end]) {
			which = &about.Updated
		}
		setOnce(which, best[end])
		from = end
	}
}

// heading reads "Lark Gazette, Sunday, 4 May 2031" and "Larkton, 4 May 2031".
func (about *About) heading(line string) {
	if outlet := datedBy(line); outlet != "" {
		setOnce(&about.Outlet, outletName(outlet))
	} else if m := headed().FindStringSubmatch(line); m != nil && m[3] == "," {
		setOnce(&about.Place, capitalise(m[1]))
	}
}

// datedBy is the outlet named before a date, or "".
func datedBy(line string) string {
	m := headed().FindStringSubmatch(line)
	switch {
	case m == nil:
		return ""
	case m[2] == "" && media().MatchString(m[1]):
		return m[1]
	}
	return m[2]
}

// dateline reads "LARKTON, Norvania (AP) —".
func (about *About) dateline(text string) {
	m := opening().FindStringSubmatch(text)
	if m == nil || m[2] == "" && m[1] != strings.ToUpper(m[1]) {
		return
	}
	if about.Place == "" {
		about.Place = capitalise(m[1])
	}
	if agencyName().MatchString(m[2]) {
		about.credit(m[2])
	} else if agencyLike().MatchString(m[2]) {
		about.addAgency(capitalise(m[2]))
	}
}
