package planted

import (
	"slices"
	"strings"
	"testing"

	"explainer/internal/article"
)

func TestMake(t *testing.T) {
	all := Make(300, 1)
	if !slices.Equal(all, Make(300, 1)) || slices.Equal(all, Make(300, 2)) {
		t.Error("not made by the seed alone")
	}
	origins, members, kinds := map[int]int{}, map[int]int{}, map[Kind]int{}
	for _, a := range all {
		kinds[a.Kind]++
		derived := a.Kind == Verbatim || a.Kind == Rewrite || a.Kind == Summary
		if inFamily := a.Family >= 0; inFamily != (derived || a.Kind == Origin) || inFamily && a.Family != a.Event {
			t.Errorf("%s article of event %d is in family %d", a.Kind, a.Event, a.Family)
		}
		members[a.Family]++
		if a.Kind == Origin {
			origins[a.Family]++
		}
		read, err := article.Read([]byte(a.Text), article.Options{})
		if err != nil || read.Language != "en" {
			t.Fatalf("read in %q: %v", read.Language, err)
		}
		credit := slices.ContainsFunc(read.Blocks, func(b article.Block) bool { return b.Kind == article.Credit })
		if credit != a.Credited || (read.About().Issued != "") != a.Dated {
			t.Errorf("credit %v, dated %q: %+v", credit, read.About().Issued, a)
		}
		if n := len(strings.Fields(a.Text)); a.Kind != Summary && (n < 450 || n > 900) {
			t.Errorf("%s of %d words", a.Kind, n)
		}
	}
	for f, n := range members {
		if f >= 0 && (origins[f] != 1 || n < 2 || n > 6) {
			t.Errorf("family %d has %d members and %d origins", f, n, origins[f])
		}
	}
	for _, k := range []Kind{Origin, Verbatim, Rewrite, Summary, Independent, Unrelated} {
		if kinds[k] < 20 {
			t.Errorf("%d articles are %s", kinds[k], k)
		}
	}
}

func TestOneEvent(t *testing.T) {
	families := map[int]bool{}
	for _, a := range OneEvent(100, 1) {
		if a.Event != 0 || a.Kind == Unrelated {
			t.Errorf("%s article of event %d", a.Kind, a.Event)
		}
		families[a.Family] = true
	}
	if len(families) < 10 {
		t.Errorf("%d families", len(families)-1)
	}
}

func TestSyllables(t *testing.T) {
	seen := map[string]int{}
	for n := range 2*types + 300_000 {
		w := syllables(n)
		if other, ok := seen[w]; ok {
			t.Fatalf("%d and %d are both %q", n, other, w)
		}
		seen[w] = n
	}
}
