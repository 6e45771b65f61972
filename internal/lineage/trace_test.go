package lineage

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"explainer/internal/article"
)

func TestFamilies(t *testing.T) {
	lines := strings.Split(report, "\n")
	unsigned := strings.Join(lines[:len(lines)-1], "\n")
	unsigned = strings.Replace(unsigned, "REUTERS\n", "", 1)
	dated := func(text, day string) string {
		title, rest, _ := strings.Cut(text, "\n")
		return title + "\nPosted on " + day + "\n" + rest
	}
	tests := []struct {
		name           string
		report, retold string
		origin         int // 0 report, 1 retelling, −1 not known
		why            string
	}{
		{"credit line", report, retold, 0, "it alone carries a credit line or an agency's name"},
		{"credit line of the retelling", unsigned, retold + "\nTolen reported from Besk.", 1, "it alone carries a credit line or an agency's name"},
		{"credit for another's", unsigned, retold + "\nWith information from Reuters", -1, "no credit line, mention or date"},
		{"both credited", report, retold + "\nTolen reported from Besk.", -1, "no credit line, mention or date"},
		{"both credited, dated", dated(report, "May 3, 2030"), dated(retold+"\nTolen reported from Besk.", "May 4, 2030"), 0, "it is dated first, 2030-05-03"},
		{"named", "Dam in quarrel | Larkton News\n" + unsigned, retold + "\nAll this was reported by Larkton News in the week before last.", 0, "its outlet or agency is named in 1 of them"},
		{"each names the other", "Dam in quarrel | Larkton News\n" + unsigned + "\nThe Norvania Times was asked as well.",
			"Dam in quarrel | Norvania Times\n" + retold + "\nAll this was in Larkton News in the week before last.", -1, "no credit line, mention or date"},
		{"dated", dated(unsigned, "May 4, 2030"), dated(retold, "May 3, 2030"), 1, "it is dated first, 2030-05-03"},
		{"dated alike", dated(unsigned, "May 3, 2030"), dated(retold, "May 3, 2030"), -1, "no credit line, mention or date"},
		{"one dated", unsigned, dated(retold, "May 3, 2030"), -1, "no credit line, mention or date"},
		{"nothing", unsigned, retold, -1, "no credit line, mention or date"},
	}
	for _, test := range tests {
		articles := read(t, test.report, test.retold, other)
		relations := Measure(articles)
		families := Families(articles, relations)
		if len(families) != 1 || len(families[0].Members) != 2 {
			t.Errorf("%s: %+v", test.name, families)
			continue
		}
		f, origin := families[0], ""
		if test.origin >= 0 {
			origin = articles[test.origin].SHA256
		}
		if f.Origin != origin || !strings.Contains(f.Why, test.why) || origin != "" && f.Likeliest != origin {
			t.Errorf("%s: origin %.8s, want %.8s: %s", test.name, f.Origin, origin, f.Why)
		}
		traced := Trace(articles, relations)
		for i, r := range traced[:2] {
			root := f.Likeliest == articles[i].SHA256
			switch {
			case root && (r.From != "" || (r.Kind == Independent) != (origin != "") || r.Why != f.Why):
				t.Errorf("%s: the root is %s of %.8s: %s", test.name, r.Kind, r.From, r.Why)
			case !root && (r.From != f.Likeliest || r.Settled != (origin != "") || strings.Contains(r.Why, "Nothing says") == r.Settled):
				t.Errorf("%s: %s of %.8s, settled %v: %s", test.name, r.Kind, r.From, r.Settled, r.Why)
			}
		}
	}
}

// TestDoubt: of two texts that are alike in another order, only the one that
// may derive says so.
func TestDoubt(t *testing.T) {
	posted := func(text, day string) string {
		title, rest, _ := strings.Cut(text, "\n")
		return title + "\nPosted on " + day + "\n" + rest
	}
	for _, test := range []struct {
		first, second string // dates of the retelling and of what is rearranged
		derived       int
	}{
		{"May 3, 2030", "May 4, 2030", 1},
		{"May 4, 2030", "May 3, 2030", 0},
	} {
		articles := read(t, posted(report, test.first), posted(reordered, test.second))
		relations := Measure(articles)
		if f := Families(articles, relations); len(f) > 0 {
			t.Errorf("a family in doubt: %+v", f)
		}
		for i, r := range Trace(articles, relations) {
			if derived := i == test.derived; (r.Kind == Possibly) != derived || (r.From != "") != derived || r.Settled {
				t.Errorf("%+v: article %d is %s of %.8s: %s", test, i, r.Kind, r.From, r.Why)
			}
		}
	}
}

// TestCircle: likeness is no order, so three articles may each be most like
// the next; none of them is said to derive from itself.
func TestCircle(t *testing.T) {
	articles := read(t, report, other, brief)
	var relations []Relation
	for i := range articles {
		from, to := articles[i].SHA256, articles[(i+1)%3].SHA256
		relations = append(relations,
			Relation{From: from, To: to, Kind: Possibly, Overlap: Overlap{Score: .35}},
			Relation{From: to, To: from, Kind: Possibly, Overlap: Overlap{Score: .32}})
	}
	roots := 0
	for _, r := range Trace(articles, relations) {
		if r.From == "" {
			roots++
		}
	}
	if roots != 1 {
		t.Errorf("%d of 3 derive from none", roots)
	}
}

// TestPart: relations with articles that are not asked about do not count.
func TestPart(t *testing.T) {
	articles := read(t, report, retold, other)
	relations := Measure(articles)
	if f := Families(articles[1:], relations); len(f) > 0 {
		t.Errorf("a family with an article that was left out: %+v", f)
	}
	if r := Trace(articles[1:], relations)[0]; r.Kind != Independent {
		t.Errorf("traced to an article that was left out: %+v", r)
	}
}

func TestAdditions(t *testing.T) {
	derived := strings.NewReplacer(
		"85,000 megaliters.", "85,000 megaliters, or 34 billion bathtubs.",
		"$12 million under", "12 million dollars under",
		"Each gate weighs 90 tonnes.", "Each gate weighs ninety tonnes.",
		"since 1988.", "since 1988 “for the sake of the pike”, a keeper said.",
		"410 damaged homes in 2030.", "410 damaged homes in 2030, after 388 in 2029.",
	).Replace(brief) + "\n“Never be dry again,” as Ina Weld has put it."
	a := read(t, report, derived, retold, copied, other)
	r := Compare(a[0], a[1], NewCorpus(a...))
	var got []string
	for _, add := range Additions(r, a[0], a[1]) {
		line := fmt.Sprintf("%s %v %q", add.Sentence.Locator(), add.Matched, add.Numbers)
		for _, q := range add.Quotations {
			line += " " + q.Words
		}
		got = append(got, line)
	}
	want := []string{
		`p4.s1 true ["34 billion bathtubs"]`,
		`p6.s1 true [] for the sake of the pike`,
		`p7.s1 true ["388" "2029"]`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestTopics compares the verdicts on the topics in examples/ with what their
// authors say of the articles.
func TestTopics(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/labels.yaml")
	if err != nil || len(files) < 2 {
		t.Fatal("no labels", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var labels struct {
			Articles map[string]struct{ Lineage struct{ Of, Kind string } }
		}
		if err := yaml.Unmarshal(raw, &labels); err != nil {
			t.Fatal(file, err)
		}
		var articles []*article.Article
		var names []string
		name := map[string]string{"": ""}
		for n := range labels.Articles {
			raw, err := os.ReadFile(filepath.Join(filepath.Dir(file), "articles", n))
			if err != nil {
				t.Fatal(err)
			}
			a, err := article.Read(raw, article.Options{})
			if err != nil {
				t.Fatal(n, err)
			}
			articles, names, name[a.SHA256] = append(articles, a), append(names, n), n
		}
		relations := Measure(articles)
		for i, r := range Trace(articles, relations) {
			want := labels.Articles[names[i]].Lineage
			switch {
			case want.Kind == "origin" || want.Kind == "independent":
				if r.Kind != Independent {
					t.Errorf("%s: %s is %s of %s: %s", file, names[i], r.Kind, name[r.From], r.Why)
				}
			case string(r.Kind) != want.Kind || name[r.From] != want.Of:
				t.Errorf("%s: %s is %s of %s, not %s of %s: %s", file, names[i], r.Kind, name[r.From], want.Kind, want.Of, r.Why)
			}
		}
		for _, f := range Families(articles, relations) {
			for _, id := range f.Members {
				if of := labels.Articles[name[id]].Lineage.Of; id != f.Origin && of != name[f.Origin] {
					t.Errorf("%s: %s is in the family of %q: %s", file, name[id], name[f.Origin], f.Why)
				}
			}
		}
	}
}
