package draft

import (
	"math"
	"slices"
)

// A Section as sentences are placed in it.
type Section struct {
	ID    string
	Terms []string // words that speak for it in any language, those of its title included
}

// rounds of learning; placements hardly move after the fifth.
const rounds = 8

// A placement is how well a sentence fits each section; the last entry is for
// none of them. Entries sum to 1.
type placement []float64

// best is the section that fits best, or -1 for none.
func (p placement) best() int {
	best := 0
	for i, f := range p {
		if f > p[best] {
			best = i
		}
	}
	if best == len(p)-1 {
		return -1
	}
	return best
}

// place says how well each text, in the order of the articles, fits each
// section. It begins with the sections' terms and learns from what they find
// which other words belong with them: a naive Bayes classifier trained by
// expectation maximisation (Nigam et al. 2000), beside a class of the words
// of all texts for what fits nowhere.
func (v *vocabulary) place(texts []*sentence, groups [][]int, sections []Section, languages []string, t tuning) []placement {
	n := len(sections)
	if n == 0 {
		return make([]placement, len(texts))
	}
	seeds := v.seeds(sections, languages, t)
	now := make([]placement, len(texts))
	for i, text := range texts {
		now[i] = likelihoods(v.seeded(text, seeds, t))
	}
	for range rounds {
		models := v.learn(texts, now, n, t)
		scores := make([][]float64, len(texts))
		for i, text := range texts {
			scores[i] = v.seeded(text, seeds, t)
			for k := range scores[i] {
				for _, s := range text.stems {
					scores[i][k] += t.damping * models[k][s]
				}
				for _, s := range text.heading {
					scores[i][k] += t.damping * t.heading * models[k][s]
				}
			}
			scores[i][n] += t.nowhere
		}
		now = along(scores, texts, t.stay)
		together(now, groups)
	}
	return now
}

// seeds are the terms of the sections: by stem, how strongly it speaks for
// each, and for none of them.
type seeds struct {
	of      map[int][]float64
	classes int
}

// seeds gives for each stem how strongly it speaks for each section. A term
// of several sections speaks for each that much less.
func (v *vocabulary) seeds(sections []Section, languages []string, t tuning) seeds {
	seeds := seeds{map[int][]float64{}, len(sections) + 1}
	for k, s := range sections {
		var own []int
		for _, term := range s.Terms {
			for _, language := range languages {
				own = append(own, v.stems(term, language)...)
			}
		}
		slices.Sort(own)
		for _, stem := range slices.Compact(own) {
			if seeds.of[stem] == nil {
				seeds.of[stem] = make([]float64, seeds.classes)
			}
			seeds.of[stem][k] = 1
		}
	}
	for stem, in := range seeds.of {
		holders := 0.0
		for _, f := range in {
			holders += f
		}
		for k := range in {
			in[k] *= t.seed * max(0, v.rarity(stem)-math.Log(1+1/t.topical)) / (holders * holders)
		}
	}
	return seeds
}

// seeded sums what a text's seeds say for each section.
func (v *vocabulary) seeded(text *sentence, seeds seeds, t tuning) []float64 {
	scores := make([]float64, seeds.classes)
	for _, s := range text.stems {
		for k, f := range seeds.of[s] {
			scores[k] += f
		}
	}
	for _, s := range text.heading {
		for k, f := range seeds.of[s] {
			scores[k] += t.heading * f
		}
	}
	return scores
}

// learn gives for each section the logarithm of how likely each stem is in
// it, counting the texts as far as they are placed there. Those of all texts
// make the last one.
func (v *vocabulary) learn(texts []*sentence, placed []placement, n int, t tuning) [][]float64 {
	models := make([][]float64, n+1)
	totals := make([]float64, n+1)
	for k := range models {
		models[k] = make([]float64, len(v.in))
	}
	for i, text := range texts {
		for _, s := range text.stems {
			for k, share := range placed[i][:n] {
				models[k][s] += share
				totals[k] += share
			}
			models[n][s]++
			totals[n]++
		}
	}
	for k, m := range models {
		all := math.Log(totals[k] + t.smoothing*float64(len(m)))
		for s := range m {
			m[s] = math.Log(m[s]+t.smoothing) - all
		}
	}
	return models
}

// along weighs each text's scores with those of its article: a text goes on
// with its subject more often than not (the forward-backward algorithm over a
// chain of sections).
func along(scores [][]float64, texts []*sentence, stay float64) []placement {
	out := make([]placement, len(texts))
	for from := 0; from < len(texts); {
		to := from + 1
		for to < len(texts) && texts[to].article == texts[from].article {
			to++
		}
		chain(scores[from:to], out[from:to], stay)
		from = to
	}
	return out
}

func chain(scores [][]float64, out []placement, stay float64) {
	step := func(p placement) placement {
		next := make(placement, len(p))
		for k := range p {
			next[k] = stay*p[k] + (1-stay)/float64(len(p))
		}
		return next
	}
	even := make(placement, len(scores[0]))
	for k := range even {
		even[k] = 1 / float64(len(even))
	}
	times := func(p placement, scores []float64) placement {
		logs := make([]float64, len(p))
		for k := range p {
			logs[k] = math.Log(p[k]) + scores[k]
		}
		return likelihoods(logs)
	}
	behind := even
	for i := range scores {
		out[i] = times(behind, scores[i])
		behind = step(out[i])
	}
	ahead := even
	for i := len(scores) - 1; i >= 0; i-- {
		here := make([]float64, len(ahead))
		for k := range here {
			here[k] = math.Log(out[i][k]) + math.Log(ahead[k])
		}
		out[i] = likelihoods(here)
		ahead = step(times(ahead, scores[i]))
	}
}

// together gives the texts of a group one placement.
func together(placed []placement, groups [][]int) {
	next := make([][]float64, len(placed))
	held := make([]float64, len(placed))
	for _, g := range groups {
		sum := make([]float64, len(placed[0]))
		for _, i := range g {
			for k, f := range placed[i] {
				sum[k] += math.Log(f+1e-3) / float64(len(g))
			}
		}
		for _, i := range g {
			if next[i] == nil {
				next[i] = make([]float64, len(sum))
			}
			held[i]++
			for k := range sum {
				next[i][k] += sum[k]
			}
		}
	}
	for i, logs := range next {
		if logs == nil {
			continue
		}
		for k := range logs {
			logs[k] /= held[i]
		}
		placed[i] = likelihoods(logs)
	}
}

// likelihoods turns logarithms into shares that sum to 1.
func likelihoods(logs []float64) placement {
	top := slices.Max(logs)
	out := make(placement, len(logs))
	sum := 0.0
	for i, l := range logs {
		out[i] = math.Exp(l - top)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}
