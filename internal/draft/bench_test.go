package draft

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"slices"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"explainer/internal/article"
	"explainer/internal/lineage"
	"explainer/internal/lineage/planted"
)

// BenchmarkDraft takes articles from their bytes to what is proposed, as the
// command does: reading, lineage, grouping, placing, disagreements.
func BenchmarkDraft(b *testing.B) {
	sections := []Section{{"one", []string{"bridge"}}, {"two", []string{"money"}}, {"three", []string{"law"}}, {"four", []string{"people"}}}
	for name, plant := range map[string]func(int, uint64) []planted.Article{"events": planted.Make, "one-event": planted.OneEvent} {
		for _, n := range []int{10, 100, 1000, 5000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				made := plant(n, 1)
				runtime.GC()
				var candidates, groups int
				peak := peakHeap(func() {
					for b.Loop() {
						articles := make([]*article.Article, n)
						var g errgroup.Group
						g.SetLimit(runtime.GOMAXPROCS(0))
						for i, m := range made {
							g.Go(func() (err error) {
								articles[i], err = article.Read([]byte(m.Text), article.Options{})
								return err
							})
						}
						if err := g.Wait(); err != nil {
							b.Fatal(err)
						}
						relations := lineage.Measure(articles)
						named := make([]Article, n)
						for i, a := range articles {
							named[i] = Article{Article: a, Source: fmt.Sprint("source-", i)}
						}
						d := New(named, Options{Sections: sections, Relations: relations})
						candidates, groups = len(d.Candidates), len(d.Disagreements)
					}
				})
				b.ReportMetric(peak/1e6, "peak-MB")
				b.ReportMetric(float64(candidates)/float64(n), "candidates/article")
				b.ReportMetric(float64(groups)/float64(n), "disagreements/article")
			})
		}
	}
}

// peakHeap is the most bytes that the heap holds while do runs, looked at
// every few milliseconds.
func peakHeap(do func()) float64 {
	done := make(chan struct{})
	peak := make(chan uint64)
	go func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		var seen []uint64
		for {
			metrics.Read(sample)
			seen = append(seen, sample[0].Value.Uint64())
			select {
			case <-done:
				peak <- slices.Max(seen)
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	do()
	close(done)
	return float64(<-peak)
}
