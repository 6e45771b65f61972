package verify

import (
	"explainer/internal/article"
	"explainer/internal/explainer"
	"explainer/internal/lineage"
)

// lineage measures again how far each source derives from the one it names.
// The figures must be the recorded ones; the kind is the editor's to judge.
func (v *verifier) lineage() {
	var all []*article.Article
	for _, s := range v.x.Sources {
		if a := v.articles[s.ID]; a != nil {
			all = append(all, a)
		}
	}
	corpus := lineage.NewCorpus(all...)
	for _, s := range v.x.Sources {
		if s.Lineage == nil {
			continue
		}
		derived, parent := v.articles[s.ID], v.articles[s.Lineage.Of.Value]
		if derived == nil || parent == nil {
			continue // reported with the source
		}
		r := lineage.Compare(parent, derived, corpus)
		m := r.Overlap.Round()
		now := explainer.Overlap{
			Place: s.Lineage.Overlap.Place, Shingles: m.Shingles, Aligned: m.Aligned, Order: m.Order, Numbers: m.Numbers, Score: m.Score,
		}
		if now != s.Lineage.Overlap {
			v.diags.Errorf(now.Place, "overlap-differs", "the overlap with %q measures differently", s.Lineage.Of.Value).
				Helpf("write {shingles: %v, aligned: %v, order: %v, numbers: %v, score: %v}", now.Shingles, now.Aligned, now.Order, now.Numbers, now.Score)
		}
		if string(r.Kind) != s.Lineage.Kind.Value {
			v.diags.Warnf(s.Lineage.Kind.Place, "lineage-doubtful", "the texts suggest %q: %s", r.Kind, r.Why).
				Helpf("keep %q if the basis says why", s.Lineage.Kind.Value)
		}
	}
}
