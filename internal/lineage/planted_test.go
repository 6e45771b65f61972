package lineage

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"explainer/internal/article"
	"explainer/internal/lineage/planted"
)

// An outcome is how families found compare with those planted.
type outcome struct {
	planted    int
	recovered  int // with exactly their members
	mixed      int // families found of members that do not belong together
	origins    int // of the recovered, those with an origin found
	wrong      int // where that was not the origin
	misjudged  int // members of recovered families not judged the kind that they are
	derivative int // members of recovered families that are not origins
}

func evaluate(made []planted.Article, articles []*article.Article, relations []Relation) outcome {
	var o outcome
	is := map[string]planted.Article{}
	members := map[int][]string{}
	for i, a := range articles {
		is[a.SHA256] = made[i]
		if f := made[i].Family; f >= 0 {
			members[f] = append(members[f], a.SHA256)
		}
	}
	o.planted = len(members)
	for _, f := range Families(articles, relations) {
		number := is[f.Members[0]].Family
		if number < 0 || slices.ContainsFunc(f.Members, func(id string) bool { return is[id].Family != number }) {
			o.mixed++
			continue
		}
		slices.Sort(members[number])
		if !slices.Equal(f.Members, members[number]) {
			continue
		}
		o.recovered++
		if f.Origin != "" {
			o.origins++
			if is[f.Origin].Kind != planted.Origin {
				o.wrong++
			}
		}
		for _, r := range relations {
			if is[r.From].Kind == planted.Origin && slices.Contains(f.Members, r.From) && slices.Contains(f.Members, r.To) {
				o.derivative++
				if string(r.Kind) != string(is[r.To].Kind) {
					o.misjudged++
				}
			}
		}
	}
	return o
}

func TestPlanted(t *testing.T) {
	for _, test := range []struct {
		name  string
		made  []planted.Article
		least int // percent of the families found exactly
		mixed int // families that are none
	}{
		{"many events", planted.Make(200, 4), 100, 0},
		{"one event", planted.OneEvent(200, 4), 90, 1}, // most have the same names and numbers
	} {
		name, articles := test.name, readPlanted(t, test.made)
		o := evaluate(test.made, articles, Measure(articles))
		if o.planted < 20 || o.recovered*100 < o.planted*test.least || o.mixed > test.mixed {
			t.Errorf("%s: families: %+v", name, o)
		}
		if o.origins < o.planted/3 || o.wrong > 0 {
			t.Errorf("%s: origins: %+v", name, o)
		}
		if o.misjudged*20 > o.derivative {
			t.Errorf("%s: kinds: %+v", name, o)
		}
	}
}

func TestIndex(t *testing.T) {
	articles := readPlanted(t, planted.Make(120, 4))
	relations := Measure(articles)

	// The index finds whatever comparing all pairs finds to be derived, and
	// what both compare they find alike.
	compared := map[[2]string]Relation{}
	for _, r := range relations {
		compared[[2]string{r.From, r.To}] = r
	}
	all := measure(articles, len(articles))
	words, texts := tokenize(articles)
	if n := len(candidates(texts, count(words, texts).vocabulary(words), few)); n*10 > len(articles)*len(articles)/2 {
		t.Errorf("the index proposes %d pairs", n)
	}
	for _, r := range all {
		found, ok := compared[[2]string{r.From, r.To}]
		if !ok && r.Kind != Independent {
			t.Errorf("missed: %s", r.Why)
		}
		if ok && !reflect.DeepEqual(found, r) {
			t.Errorf("found %s\nall   %s", found.Why, r.Why)
		}
	}

	// Neither the order of the articles nor the number of processors counts.
	shuffled := slices.Clone(articles)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if !reflect.DeepEqual(Measure(shuffled), relations) {
		t.Error("relations depend on the order of the articles or the processors")
	}
	if !reflect.DeepEqual(Families(shuffled, relations), Families(articles, relations)) {
		t.Error("families depend on the order of the articles")
	}
}

// TestManyCopies: one report on many sites is one family, though each word of
// it stands in more articles than an index looks at.
func TestManyCopies(t *testing.T) {
	made := planted.Make(12, 9)
	i := slices.IndexFunc(made, func(a planted.Article) bool { return a.Kind == planted.Origin && a.Credited })
	for n := range 150 {
		same := made[i]
		same.Text = fmt.Sprintf("Site %d\n\n%s\n\nSeen on site %d for the first time in %d days.\n", n, same.Text, n, 3*n)
		made = append(made, same)
	}
	articles := readPlanted(t, made)
	largest := 0
	for _, f := range Families(articles, Measure(articles)) {
		largest = max(largest, len(f.Members))
	}
	if largest < 151 {
		t.Errorf("the largest family has %d members", largest)
	}
}

// BenchmarkMeasure takes articles on many events and, as a newsroom has them,
// on one.
func BenchmarkMeasure(b *testing.B) {
	for name, plant := range map[string]func(int, uint64) []planted.Article{"events": planted.Make, "one-event": planted.OneEvent} {
		for _, n := range []int{10, 100, 1000, 5000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				made := plant(n, 1)
				articles := readPlanted(b, made)
				runtime.GC()
				before := heap()
				var relations []Relation
				peak := peakHeap(func() {
					for b.Loop() {
						relations = Measure(articles)
					}
				})
				o := evaluate(made, articles, relations)
				b.ReportMetric(float64(peak-before)/1e6, "peak-MB")
				b.ReportMetric(float64(len(relations))/float64(n), "relations/article")
				b.ReportMetric(100*float64(o.recovered)/float64(o.planted), "%recovered")
				b.ReportMetric(float64(o.mixed), "mixed")
			})
		}
	}
}

// peakHeap is the most heap in use while do runs, looked at every millisecond.
func peakHeap(do func()) uint64 {
	var done atomic.Bool
	peak := make(chan uint64)
	go func() {
		most := uint64(0)
		for !done.Load() {
			most = max(most, heap())
			time.Sleep(time.Millisecond)
		}
		peak <- most
	}()
	do()
	done.Store(true)
	return <-peak
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func readPlanted(t testing.TB, made []planted.Article) []*article.Article {
	t.Helper()
	articles := make([]*article.Article, len(made))
	each(len(made), func(_ *struct{}, i int) {
		a, err := article.Read([]byte(made[i].Text), article.Options{})
		if err != nil {
			t.Error(err)
		}
		articles[i] = a
	})
	return articles
}
