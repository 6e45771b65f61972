package e2e

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"
)

// corrected is the example with its ledger, which has a correction.
var corrected = sync.OnceValues(func() (out string, err error) {
	return example("corrected", func(site string) error {
		return os.CopyFS(filepath.Join(site, "data"), os.DirFS("../examples/night-ferry/history"))
	})
})

// A feed as RFC 4287 has it.
type feed struct {
	XMLName struct{}   `xml:"http://www.w3.org/2005/Atom feed"`
	IDs     []string   `xml:"id"`
	Titles  []string   `xml:"title"`
	Updated []string   `xml:"updated"`
	Authors []string   `xml:"author>name"`
	Links   []feedLink `xml:"link"`
	Entries []struct {
		IDs       []string   `xml:"id"`
		Titles    []string   `xml:"title"`
		Updated   []string   `xml:"updated"`
		Summaries []string   `xml:"summary"`
		Links     []feedLink `xml:"link"`
	} `xml:"entry"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

var tagURI = regexp.MustCompile(`^tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9./_~-]+$`)

// TestFeed reads each edition's feed by the letter of RFC 4287, and with parsers
// in use: exactly one id, title and date each, ids that are tag URIs and stand
// once, an author, and addresses that are whole.
func TestFeed(t *testing.T) {
	t.Parallel()
	dir, err := corrected()
	if err != nil {
		t.Fatal(err)
	}
	files := []string{filepath.Join(dir, "feed.xml"), filepath.Join(dir, "es", "feed.xml")}
	seen := map[string]bool{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var f feed
		if err := xml.Unmarshal(raw, &f); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		check := func(what string, ids, titles, updated []string, links []feedLink) {
			t.Helper()
			if len(ids) != 1 || len(titles) != 1 || len(updated) != 1 {
				t.Fatalf("%s: %s has %d ids, %d titles and %d dates", file, what, len(ids), len(titles), len(updated))
			}
			if !tagURI.MatchString(ids[0]) || seen[ids[0]] {
				t.Errorf("%s: the id %q of %s is no tag URI, or stands twice", file, ids[0], what)
			}
			seen[ids[0]] = true
			if _, err := time.Parse(time.RFC3339, updated[0]); err != nil || titles[0] == "" {
				t.Errorf("%s: %s has the date %q and the title %q", file, what, updated[0], titles[0])
			}
			rels := map[string]int{}
			for _, l := range links {
				rels[l.Rel]++
				if u, err := url.Parse(l.Href); err != nil || !u.IsAbs() {
					t.Errorf("%s: %s links to %q, which is no whole address", file, what, l.Href)
				}
			}
			if rels["alternate"] != 1 {
				t.Errorf("%s: %s has %d alternates", file, what, rels["alternate"])
			}
		}
		check("the feed", f.IDs, f.Titles, f.Updated, f.Links)
		if len(f.Authors) != 1 || f.Authors[0] == "" {
			t.Errorf("%s: the feed has the authors %q", file, f.Authors)
		}
		if len(f.Entries) != 3 {
			t.Errorf("%s: %d entries, want a correction and two releases", file, len(f.Entries))
		}
		for i, e := range f.Entries {
			check(fmt.Sprint("entry ", i), e.IDs, e.Titles, e.Updated, e.Links)
			if len(e.Summaries) != 1 || e.Updated[0] > f.Updated[0] || i > 0 && e.Updated[0] > f.Entries[i-1].Updated[0] {
				t.Errorf("%s: entry %d has %d summaries, or is out of order", file, i, len(e.Summaries))
			}
		}
	}

	// What the parsers make of it.
	modules := install(t, "rss-parser@3.13.0", "feedparser@2.2.10")
	for name, script := range map[string]string{
		"rss-parser": `const P = require(process.argv[1]); const fs = require('fs');
			Promise.all(process.argv.slice(2).map(async f => { const r = await new P().parseString(fs.readFileSync(f, 'utf8'));
				return {title: r.title, ids: r.items.map(i => i.id), links: r.items.map(i => i.link), dates: r.items.map(i => i.isoDate)} })).then(r => console.log(JSON.stringify(r)))`,
		"feedparser": `const P = require(process.argv[1]); const fs = require('fs');
			Promise.all(process.argv.slice(2).map(f => new Promise((done, fail) => { const p = new P({}), items = []; let meta;
				p.on('error', fail).on('meta', m => meta = m).on('readable', () => { let i; while (i = p.read()) items.push(i) })
				 .on('end', () => done({title: meta.title, ids: items.map(i => i.guid), links: items.map(i => i.link), dates: items.map(i => i.pubdate.toISOString())}));
				fs.createReadStream(f).pipe(p) }))).then(r => console.log(JSON.stringify(r)))`,
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), "node", append([]string{"-e", script, filepath.Join(modules, name)}, files...)...)
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%s refuses the feed: %v\n%s", name, err, out)
			}
			var read []struct {
				Title             string
				IDs, Links, Dates []string
			}
			if err := json.Unmarshal(out, &read); err != nil {
				t.Fatal(err)
			}
			for i, edition := range []string{"en", "es"} {
				r := read[i]
				if len(r.IDs) != 3 || r.IDs[0] != "tag:ferry.example,2031-11-03:ferry/corrections/crossing-time/"+edition ||
					r.Dates[0] != "2031-11-03T00:00:00.000Z" || r.Title == "" ||
					r.Links[0] != "https://ferry.example/"+map[string]string{"en": "", "es": "es/"}[edition]+"corrections/#crossing-time" {
					t.Errorf("%s reads %+v", name, r)
				}
			}
		})
	}
}
