package draft

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"

	"explainer/internal/explainer"
)

// written is every record that a draft of a topic makes for an empty site.
func written(top *topic) string {
	plan := New(top.articles, top.options).Merge(&explainer.Explainer{Settings: explainer.Settings{Editions: []explainer.Edition{{ID: "en"}, {ID: "es"}}}})
	s := ""
	for _, f := range plan.Files {
		s += fmt.Sprintf("%s\n%s\n", f.Path, f.Data)
	}
	return s
}

// What is proposed depends on what the articles say: not on their order, and
// not on how many processors read them.
func TestSameArticlesSameDraft(t *testing.T) {
	dirs, err := filepath.Glob("../../examples/*/labels.yaml")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no labelled topics: ", err)
	}
	for _, dir := range dirs {
		top := labelled(t, filepath.Dir(dir))
		want := written(top)
		random := rand.New(rand.NewPCG(1, 2))
		for _, procs := range []int{1, 2, 8} {
			t.Run(fmt.Sprintf("%s/%d", top.name, procs), func(t *testing.T) {
				defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
				random.Shuffle(len(top.articles), func(i, j int) {
					top.articles[i], top.articles[j] = top.articles[j], top.articles[i]
				})
				top.relate()
				if got := written(top); got != want {
					t.Errorf("the draft differs: %d bytes, had %d", len(got), len(want))
				}
			})
		}
	}
}
