package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"explainer/internal/derive"
	"explainer/internal/load"
)

// site derives the explainer in a folder.
func site(t testing.TB, dir string) *derive.Site {
	t.Helper()
	x, list := load.Load(os.DirFS(dir))
	if list.Errors() > 0 {
		t.Fatalf("%s: %v", dir, list[0])
	}
	return derive.New(x)
}

// explainers are the ones that the tests write the data of.
var explainers = []string{"../..", "../../examples/night-ferry/site"}

func write(t testing.TB, s *derive.Site) (data string) {
	t.Helper()
	dir := t.TempDir()
	if err := Write(dir, s); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "data")
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestValid holds each JSON file to its published schema, which it names, and
// to the stricter one that knows no other keys.
func TestValid(t *testing.T) {
	for _, dir := range explainers {
		data := write(t, site(t, dir))
		for name := range files {
			file := filepath.Join(data, name+".json")
			raw := read(t, file)
			var head fileHead
			if err := json.Unmarshal(raw, &head); err != nil {
				t.Fatal(err)
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			published := read(t, filepath.Join(data, head.Schema))
			for which, s := range map[string][]byte{"published": published, "strict": schema(t, name, true)} {
				if err := validator(t, s).Validate(doc); err != nil {
					t.Errorf("%s: %s.json and its %s schema: %v", dir, name, which, err)
				}
			}
		}
	}
}

// TestSchemaRefuses makes sure that the validator looks.
func TestSchemaRefuses(t *testing.T) {
	raw := read(t, filepath.Join(write(t, site(t, explainers[1])), "claims.json"))
	v := validator(t, schema(t, "claims", false))
	for _, change := range [][2]string{
		{`"status":"reported"`, `"status":"certain"`},
		{`"paragraph":2`, `"paragraph":0`},
		{`"origins":1`, `"origins":"1"`},
		{`"fingerprint":"`, `"fingerprint":"x`},
		{`"evidence":[`, `"evidences":[`},
		{`"url":"https:`, `"url":"https:// `},
		{`"statement":{"en":"`, `"statement":{"en":1,"fr":"`},
	} {
		bad := strings.Replace(string(raw), change[0], change[1], 1)
		if bad == string(raw) {
			t.Errorf("claims.json has no %s", change[0])
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if v.Validate(doc) == nil {
			t.Errorf("the schema lets %s through", change[1])
		}
	}
}

// TestLines wants each record on a line of its own.
func TestLines(t *testing.T) {
	s := site(t, explainers[1])
	raw := read(t, filepath.Join(write(t, s), "claims.json"))
	for _, c := range s.Claims {
		if want := fmt.Sprintf("\n    {\"id\":%q,\"section\"", c.ID); strings.Count(string(raw), want) != 1 {
			t.Errorf("claim %s does not begin one line", c.ID)
		}
	}
	if claims := bytes.Count(raw, []byte("\n    {")); claims != len(s.Sections)+len(s.Sources)+len(s.Claims)+len(s.Disagreements) {
		t.Errorf("%d records on lines of their own", claims)
	}
}

// TestTablesRoundTrip reads the two tables back into the records of
// claims.json.
func TestTablesRoundTrip(t *testing.T) {
	for _, dir := range explainers {
		data := write(t, site(t, dir))
		var want claimsFile
		if err := json.Unmarshal(read(t, filepath.Join(data, "claims.json")), &want); err != nil {
			t.Fatal(err)
		}
		if len(want.Claims) == 0 {
			t.Fatalf("%s has no claims", dir)
		}
		found := map[string][]evidence{}
		for _, row := range rows(t, filepath.Join(data, "evidence.csv")) {
			id := row["claim"]
			if n := integer(t, row["number"]); n > len(found[id]) {
				found[id] = append(found[id], evidence{
					Source: row["source"], Paragraph: integer(t, row["paragraph"]), Sentence: integer(t, row["sentence"]),
					Fingerprint: row["fingerprint"], Part: row["part"], Excerpt: row["excerpt"], Own: row["own"] == "true", Quantities: []quantity{},
				})
			}
			if row["text"] == "" {
				continue
			}
			q := quantity{Min: decimal(t, row["min"]), Max: decimal(t, row["max"]), Unit: row["unit"], Per: row["per"], Qualifier: row["qualifier"], Text: row["text"]}
			if v := decimal(t, row["value"]); q.Unit == "date" {
				q.Value = row["value"]
			} else if v != nil {
				q.Value = *v
			}
			last := &found[id][len(found[id])-1]
			last.Quantities = append(last.Quantities, q)
		}
		var got []claim
		for _, row := range rows(t, filepath.Join(data, "claims.csv")) {
			c := claim{
				ID: row["id"], Draft: row["draft"] == "true", Section: row["section"], Kind: row["kind"], Status: row["status"],
				Statement: derive.Words{}, AssertedBy: row["asserted_by"], AsOf: row["as_of"], Date: row["date"],
				URL: row["url"], EmbedURL: row["embed_url"], Evidence: found[row["id"]], Agreement: row["agreement"],
				Support:       derive.Support{Sources: integer(t, row["sources"]), Origins: integer(t, row["origins"]), Silent: ids(row["silent"])},
				Disagreements: ids(row["disagreements"]),
			}
			for column, cell := range row {
				if ed, ok := strings.CutPrefix(column, "statement_"); ok {
					c.Statement[ed] = cell
				}
			}
			got = append(got, c)
		}
		if len(got) != len(want.Claims) {
			t.Fatalf("%s: %d claims in the tables, %d in claims.json", dir, len(got), len(want.Claims))
		}
		for i := range got {
			if !reflect.DeepEqual(got[i], want.Claims[i]) {
				t.Errorf("%s: from the tables\n%+v\nfrom claims.json\n%+v", dir, got[i], want.Claims[i])
			}
		}
	}
}

// rows reads a table, each row by the names of the columns.
func rows(t *testing.T, file string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(read(t, file))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[all[0][i]] = cell
		}
		list = append(list, row)
	}
	return list
}

func ids(cell string) []string { return append([]string{}, strings.Fields(cell)...) }

func integer(t *testing.T, cell string) int {
	t.Helper()
	n, err := strconv.Atoi(cell)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// decimal reads a cell that may be empty; a date is none.
func decimal(t *testing.T, cell string) *float64 {
	t.Helper()
	if n, err := strconv.ParseFloat(cell, 64); err == nil {
		return &n
	}
	return nil
}

// many repeats the claims of a site under other ids.
func many(t testing.TB, n int) *derive.Site {
	s := site(t, explainers[0])
	claims := s.Claims
	s.Claims = nil
	for i := range n {
		c := *claims[i%len(claims)]
		c.ID = fmt.Sprintf("%s-%d", c.ID, i)
		s.Claims = append(s.Claims, &c)
	}
	return s
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		s := many(b, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(b.TempDir(), s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestMemoryBounded writes ten times the claims in the same memory.
func TestMemoryBounded(t *testing.T) {
	peak := func(n int) uint64 {
		s := many(t, n)
		runtime.GC()
		var before, now runtime.MemStats
		runtime.ReadMemStats(&before)
		most := before.HeapAlloc
		data := t.TempDir()
		if err := writeDocument(data, "claims", s, func(d *document) {
			list(d, "claims", s.Claims, func(c *derive.Claim) claim {
				if c == s.Claims[len(s.Claims)-1] { // all but one are written
					runtime.GC()
					runtime.ReadMemStats(&now)
					most = max(most, now.HeapAlloc)
				}
				return claimOf(s, c)
			})
		}); err != nil {
			t.Fatal(err)
		}
		return most - before.HeapAlloc
	}
	few, all := peak(1_000), peak(10_000)
	t.Logf("%d bytes held for 1,000 claims, %d for 10,000", few, all)
	if all > few+1<<20 {
		t.Errorf("%d bytes held after 10,000 claims, %d after 1,000", all, few)
	}
}
