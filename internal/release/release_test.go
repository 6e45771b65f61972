package release

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"explainer/internal/derive"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/load"
	"explainer/internal/quantity"
)

// ferry is the fictional explainer, in memory.
func ferry(t testing.TB) fstest.MapFS {
	t.Helper()
	root := filepath.Join("..", "..", "examples", "night-ferry", "site")
	files := fstest.MapFS{}
	for _, pattern := range []string{"hugo.toml", "content/*/*.md", "data/*/*.yaml", "data/claims/*/*.yaml"} {
		names, _ := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		for _, name := range names {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(root, name)
			files[filepath.ToSlash(rel)] = &fstest.MapFile{Data: raw}
		}
	}
	for name := range files {
		if strings.HasPrefix(name, "data/corrections/") || strings.HasPrefix(name, "data/releases/") {
			delete(files, name)
		}
	}
	return files
}

// taken reads a site and takes what it says.
func taken(t testing.TB, files fstest.MapFS) (*explainer.Explainer, explainer.Published) {
	t.Helper()
	x, list := load.Load(files)
	if list.Errors() > 0 {
		t.Fatalf("the site has errors: %v", list[0])
	}
	return x, Take(x, derive.New(x))
}

// released is the fictional explainer with a first release.
func released(t testing.TB) fstest.MapFS {
	t.Helper()
	files := ferry(t)
	x, now := taken(t, files)
	files["data/releases/2031-10-21.jsonl"] = &fstest.MapFile{Data: Bytes(Next(x, now, nil, "2031-10-21"))}
	return files
}

func edit(t *testing.T, files fstest.MapFS, file, old, now string) {
	t.Helper()
	text := string(files[file].Data)
	if strings.Count(text, old) == 0 {
		t.Fatalf("%q does not stand in %s", old, file)
	}
	files[file] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, old, now))}
}

// TestLedger reads back what was written, and nothing differs then.
func TestLedger(t *testing.T) {
	files := released(t)
	x, now := taken(t, files)
	if before := x.Published(); !maps.EqualFunc(before, now, func(a, b *explainer.Publication) bool { return a.Hash == b.Hash }) || len(now) == 0 {
		t.Errorf("%d records were written and %d read, or others", len(now), len(before))
	}
	for key, p := range x.Published() {
		if got := hash(p); got != p.Hash {
			t.Errorf("%v reads back as %s, written as %s", key, got, p.Hash)
		}
	}
	if next := Next(x, now, nil, "2031-10-22"); next != nil {
		t.Errorf("a release of nothing new: %v", next)
	}
	raw := files["data/releases/2031-10-21.jsonl"].Data
	sum := sha256.Sum256(raw)
	edit(t, files, "data/agents/voss.yaml", "Harbor master of", "Master of the harbor of")
	x, now = taken(t, files)
	next := Next(x, now, nil, "2031-10-21")
	if next.ID != "2031-10-21.2" || next.Previous != hex.EncodeToString(sum[:]) || len(next.Records) != 1 {
		t.Errorf("the next release is %q after %q with %d records", next.ID, next.Previous, len(next.Records))
	}
	if strings.Count(string(Bytes(next)), "\n") != 2 {
		t.Errorf("a release of one record has other lines than two:\n%s", Bytes(next))
	}
}

// TestCompare changes one thing each, and wants to hear of it or not.
func TestCompare(t *testing.T) {
	const claims = "data/claims/the-ferry/"
	tests := []struct {
		name, file, old, now string
		want                 string // start of the message; empty for none
		doubt                bool
	}{
		{"other words", claims + "capacity.yaml", "has room for", "takes on", "", false},
		{"a qualifier", claims + "capacity.yaml", "as many as 120", "about 120", `claim "capacity" says "about 120 people" and not`, false},
		{"a number", claims + "distance.yaml", "14 kilometers long", "15 kilometers long", `claim "distance" says "15 kilometers" and not "14 kilometers"`, false},
		{"a number in the later edition", claims + "distance.yaml", "14 kilómetros", "15 kilómetros", `claim "distance" says "15 kilómetros"`, false},
		{"a number taken out", claims + "distance.yaml", " and takes 40 minutes", "", `claim "distance" no longer says "40 minutes"`, false},
		{"a number added", claims + "cost.yaml", "$2 million a year", "$2 million a year for 40 years", `claim "cost" says "40 years", which it did not`, false},
		{"the same number otherwise", claims + "cost.yaml", "$2 million a year", "2 million dollars a year", "", false},
		{"a status", "data/claims/the-dispute/hidden-count.yaml", "status: alleged", "status: reported", `claim "hidden-count" has the status "reported" and not "alleged"`, false},
		{"who says so", claims + "cost.yaml", "asserted_by: voss\n", "", `claim "cost" has the asserter "none" and not "voss"`, false},
		{"a date", claims + "last-night.yaml", "date: 2031-11\n", "date: 2031-12\n", `claim "last-night" has the date "2031-12" and not "2031-11"`, false},
		{"a quantity of the evidence", "data/claims/the-dispute/residents.yaml", "  - unas 420 personas", "  - unas 42 personas", `claim "residents" no longer has "unas 420 personas" from "radio-orla"`, false},
		{"another sentence", "data/claims/the-dispute/left-alone.yaml", "a80424a47f11f721", "a80424a47f11f722", `claim "left-alone" rests on another sentence of "radio-orla" than p4.s1`, true},
		{"a negation", "data/claims/the-dispute/no-answer.yaml", "gave no answer", "gave an answer", `claim "no-answer" says "not", or the like, less often`, true},
		{"another negation", "data/claims/the-dispute/no-answer.yaml", "gave no answer", "never answered", "", false},
		{"a hedge", "data/claims/the-dispute/hidden-count.yaml", "Islanders accuse", "Islanders told", `claim "hidden-count" says "alleged", or the like, less often`, true},
		{"a name", claims + "cost.yaml", "costs Port Calder", "costs the town", `claim "cost" no longer names "Calder"`, true},
		{"quoted words", "data/claims/the-dispute/empty-seats.yaml", "“empty seats”", "“no seats”", `claim "empty-seats" no longer quotes "empty seats"`, false},
		{"a position", "data/disagreements/residents.yaml", "    en: About 420", "    en: About 402", `disagreement "residents" says "About 402" and not "About 420"`, false},
		{"sides", "data/disagreements/residents.yaml", "[harbor-gazette, calder-post]", "[harbor-gazette]", `disagreement "residents" no longer has what harbor-gazette, calder-post said`, false},
		{"a note in other words", "data/disagreements/residents.yaml", "names the municipal count as", "gives the municipal count as", "", false},
		{"lineage", "data/sources/calder-post.yaml", "kind: verbatim", "kind: independent", `source "calder-post" has the lineage "independent" and not "verbatim"`, false},
		{"a source's date", "data/sources/harbor-gazette.yaml", "issued: 2031-10-07", "issued: 2031-10-08", `source "harbor-gazette" is dated "2031-10-08"`, false},
		{"a source's address", "data/sources/harbor-gazette.yaml", "https://gazette.example/night-ferry", "https://gazette.example/nightferry", "", false},
		{"an agent", "data/agents/voss.yaml", "  en: Lena Voss", "  en: Lena Foss", `agent "voss" is called "Lena Foss"`, true},
		{"prose in other words", "content/en/the-ferry.md", "A ferry for up to", "A boat for up to", "", false},
		{"a number of prose", "content/en/the-ferry.md", "14 kilometers", "9 miles", `page "the-ferry" says "9 miles" and not "14 kilometers"`, false},
		{"prose that adds a number", "content/en/the-ferry.md", "[14 kilometers](claim:distance)", "[14 kilometers, or 9 miles,](claim:distance)", "", false},
		{"a statement left out", "content/en/the-ferry.md", "sails [14 kilometers](claim:distance) to Orla Island", "sails to Orla Island", `page "the-ferry" no longer says "14 kilometers"`, false},
		{"a claim left out", "content/en/the-dispute.md", ", and it [gave no answer](claim:no-answer)", "", `page "the-dispute" says "not", or the like, less often`, true},
		{"a page about the explainer", "content/en/method.md", "three articles", "four articles", "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := released(t)
			edit(t, files, test.file, test.old, test.now)
			x, now := taken(t, files)
			list := Compare(x, now, diag.Error)
			switch {
			case test.want == "" && len(list) > 0:
				t.Errorf("this passes as another wording, but: %s", list[0].Message)
			case test.want == "":
			case len(list) != 1 || !strings.HasPrefix(list[0].Message, test.want):
				t.Errorf("want %q once, got %v", test.want, messages(list))
			case test.doubt != (list[0].Code == "meaning-in-doubt"):
				t.Errorf("%q is reported as %s", list[0].Message, list[0].Code)
			case list[0].Place.Line == 0 || list[0].Help == "":
				t.Errorf("%q has the place %v and the help %q", list[0].Message, list[0].Place, list[0].Help)
			}
			if test.want != "" && len(Compare(x, now, diag.Warning)) == 1 && Compare(x, now, diag.Warning).Errors() > 0 {
				t.Error("it is an error where nothing is published")
			}
		})
	}
}

func messages(list diag.List) []string {
	var all []string
	for _, d := range list {
		all = append(all, d.Message)
	}
	return all
}

// TestMore of what was said is no correction: a new claim, more evidence.
func TestMore(t *testing.T) {
	files := released(t)
	more := string(files["data/claims/the-dispute/left-alone.yaml"].Data)
	files["data/claims/the-dispute/alone.yaml"] = &fstest.MapFile{Data: []byte(more)}
	edit(t, files, "data/claims/the-ferry/capacity.yaml", "evidence:\n", "evidence:\n- {source: radio-orla, at: p1.s1, fingerprint: 0123456789abcdef, quantities: [120 personas]}\n")
	x, now := taken(t, files)
	if list := Compare(x, now, diag.Error); len(list) > 0 {
		t.Errorf("what is added is reported: %v", messages(list))
	}
	records, gone := Different(x.Published(), now)
	var ids []string
	for _, p := range records {
		ids = append(ids, p.Kind+" "+p.ID)
	}
	// The pages that cite the claim show its evidence, and differ too.
	if want := []string{"claim alone", "claim capacity", "page the-ferry"}; !slices.Equal(ids[:2], want[:2]) || !slices.Contains(ids, want[2]) || slices.Contains(ids, "page the-dispute") || len(gone) > 0 {
		t.Errorf("different are %v, gone %v; want %v", ids, gone, want)
	}
}

// FuzzText reads any two texts without failing, and finds no difference
// between a text and itself.
func FuzzText(f *testing.F) {
	f.Add("Voss said that 40 boats won't sail.", "“No,” she said on 3 May 2031.")
	c := &comparison{readers: map[string]*quantity.Reader{"en": quantity.NewReader("en", nil), "es": quantity.NewReader("es", nil)}}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, ed := range []string{"en", "es"} {
			c.text(ed, plain(a), plain(b), diag.Place{}, true)
			if list := c.text(ed, plain(a), plain(a), diag.Place{}, true); len(list) > 0 {
				t.Errorf("%q differs from itself: %v", a, list)
			}
		}
	})
}

// FuzzLedger reads any bytes as a release. What can be read is compared with
// the site, told of on its pages and followed by another release, without
// failing; what cannot is said to be malformed, on one of its lines.
func FuzzLedger(f *testing.F) {
	files := released(f)
	const file = "data/releases/2031-10-21.jsonl"
	whole := string(files[file].Data)
	f.Add(whole)
	heading, rest, _ := strings.Cut(whole, "\n")
	for line := range strings.Lines(rest) {
		f.Add(heading + "\n" + line)
		f.Add(heading + "\n" + line + line)
	}
	for _, line := range []string{
		"", "null", "{", "[]", `{"record":"claim"}`, `{"record":"page","id":"x","edition":"fr"}`, `{"record":"source","outlet":null,"authors":[null]}`, `{"record":"disagreement","positions":[null,{}]}`,
		`{"record":"gone","of":{"record":"claim","id":"capacity"}}`, `{"record":"address","path":"../x","ids":[""]}`, `{"record":"address","path":"claims/gone/"}`, `{"record":"correction","id":"x"}`,
		`{"record":"claim","id":"capacity","evidence":[{"source":"nobody"}],"statement":{"xx":"y"}}`, `{"record":"agent","id":"voss","name":{}}`, "\xff\xfe", "{\"record\":\"claim\",\"id\":\"\\u202e\"}",
	} {
		f.Add(heading + "\n" + line)
		f.Add(line)
	}
	f.Add(strings.Replace(heading, `"format":1`, `"format":2`, 1))
	f.Add(strings.Replace(heading, `["2031-10-07","2031-10-09"]`, `["x"]`, 1))
	var memory load.Memory
	f.Fuzz(func(t *testing.T, text string) {
		site := maps.Clone(files)
		site[file] = &fstest.MapFile{Data: []byte(text)}
		x, list := memory.Load(site)
		for _, d := range list {
			if at := d.Place; at.File == file && (d.Code == "" || at.Line > 1+strings.Count(text, "\n")) {
				t.Errorf("%v: %s [%s] is out of the file", at, d.Message, d.Code)
			}
		}
		if list.Errors() > 0 {
			return
		}
		shown := derive.New(x)
		now := Take(x, shown)
		for _, d := range Compare(x, now, diag.Error) {
			if d.Message == "" || d.Code == "" {
				t.Errorf("%v: a difference without words", d.Place)
			}
		}
		if next := Next(x, now, nil, "2031-10-22"); next != nil {
			site = maps.Clone(site)
			site["data/releases/2031-10-22.jsonl"] = &fstest.MapFile{Data: Bytes(next)}
			if again, list := memory.Load(site); list.Errors() > 0 {
				t.Errorf("the release after it cannot be read: %v", list[0])
			} else if more := Next(again, now, nil, "2031-10-23"); more != nil {
				t.Errorf("two releases of the same differ: %s", Bytes(more))
			}
		}
	})
}

// TestLostNames: a name that only moved to the start of a sentence does not
// hide another that is gone.
func TestLostNames(t *testing.T) {
	c := &comparison{readers: map[string]*quantity.Reader{"en": quantity.NewReader("en", nil)}}
	old, now := "People on Calder heard from Voss.", "Calder heard from the owner."
	for _, way := range [][2]string{{old, now}, {now, old}} {
		if got := c.text("en", way[0], way[1], diag.Place{}, true); len(got) == 0 {
			t.Errorf("%q, now %q: nothing is said of Voss", way[0], way[1])
		}
	}
}

type nothing struct{}

func (nothing) Has(address string) bool      { return address == "" }
func (nothing) HasPlace(string, string) bool { return true }

// TestRedirectToFrontPage: what stood for a page that the front page took in
// leads there as well.
func TestRedirectToFrontPage(t *testing.T) {
	x := &explainer.Explainer{Releases: []*explainer.Release{{Addresses: []*explainer.Address{{Path: "the-hall/index.md"}}}}}
	site := &derive.Site{Editions: []derive.Edition{{ID: "en"}}, Redirects: []derive.Redirect{{From: "the-hall/index.md", To: "#the-hall"}}}
	if list := Addresses(x, site, nothing{}, diag.Error); len(list) > 0 {
		t.Errorf("reported: %s", list[0].Message)
	}
}
