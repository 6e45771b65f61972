package verify

import (
	"fmt"
	"strings"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// A stranger is a file that is no source's article, byte for byte: another
// article, or a newer copy of one.
type stranger struct {
	file, sum string
	raw       []byte
}

// A newer copy of a source's article.
type newer struct {
	file string
	*article.Article
}

// minKnown is the share of the sentences that the records know of an article
// which a newer copy of it still has. A rewrite by somebody else has none.
const minKnown = .3

// strangers tells newer copies from other articles. Records hold fingerprints
// of all body sentences of their articles, cited or set aside, so that a copy
// is known without the one that was read. Of several sources that would do, as
// with copies of one report, the one whose sentences and the file's are most
// alike as a whole is taken.
func (v *verifier) strangers(files []stranger) {
	for _, f := range files {
		s, shared, known := v.copyOf(f)
		if s == nil {
			v.diags.Warnf(diag.Place{File: f.file}, "article-without-source", "no source has this article's SHA-256, %s", f.sum).
				Helpf("run ingest on it")
			continue
		}
		a, err := article.Read(f.raw, article.Options{Language: s.Language.Value})
		if err != nil {
			continue // copyOf has read it
		}
		v.newer[s.ID] = newer{f.file, a}
		if s.Changed != nil && s.Changed.ArticleSHA256.Value == f.sum {
			continue // said already
		}
		v.diags.Warnf(diag.Place{File: f.file}, "article-changed", "this looks like a newer copy of the article of %q: %d of %d sentences are the same", s.ID, shared, known).
			Note(s.ArticleSHA256.Place, "the article as it was read").
			Helpf("record it in the source, changed: {on: , note: , article_sha256: %s}; or run ingest on it if it is another article", f.sum)
	}
}

func (v *verifier) copyOf(f stranger) (best *explainer.Source, shared, known int) {
	a, err := article.Read(f.raw, article.Options{})
	if err != nil {
		return nil, 0, 0
	}
	likest := 0.0
	for _, s := range v.x.Sources {
		if s.Changed != nil && s.Changed.ArticleSHA256.Value == f.sum {
			return s, 0, 0
		}
		all := v.fingerprints(s)
		same, others := 0, 0
		seen := map[string]bool{}
		for sentence := range a.Body() {
			switch fp := sentence.Fingerprint; {
			case seen[fp]:
			case all[fp]:
				same++
			default:
				others++
			}
			seen[sentence.Fingerprint] = true
		}
		alike := float64(same) / float64(max(len(all)+others, 1))
		if len(all) > 0 && float64(same) >= minKnown*float64(len(all)) && alike > likest {
			best, shared, known, likest = s, same, len(all), alike
		}
	}
	return best, shared, known
}

// fingerprints are those that records have of a source's article.
func (v *verifier) fingerprints(s *explainer.Source) map[string]bool {
	all := map[string]bool{}
	for _, a := range s.SetAside {
		all[a.Fingerprint.Value] = true
	}
	for _, c := range v.x.Claims {
		for _, e := range c.Evidence {
			if e.Source.Value == s.ID {
				all[e.Fingerprint.Value] = true
			}
		}
	}
	return all
}

// gone reports evidence whose sentence the newer copy of the article does not
// have: an error where the article as read is not at hand to prove it by.
func (v *verifier) gone(e *explainer.Evidence) {
	n, ok := v.newer[e.Source.Value]
	if !ok || len(n.ByFingerprint(e.Fingerprint.Value)) > 0 {
		return
	}
	d := v.diags.Warnf(e.At.Place, "sentence-gone", "the newer copy of the article of %q no longer has this sentence", e.Source.Value)
	if v.articles[e.Source.Value] == nil {
		d.Level = diag.Error
	}
	near, ok := v.nearest(e, n.Article)
	if !ok {
		d.Note(diag.Place{File: n.file}, "nothing like it stands there")
		return
	}
	var lost []string
	for _, t := range append([]explainer.Text{e.Excerpt}, e.Quantities...) {
		if t.Value != "" && !article.Contains(near.Text, t.Value) {
			lost = append(lost, fmt.Sprintf("%q", t.Value))
		}
	}
	message := "the nearest is " + near.Locator() + ", which begins %q"
	if len(lost) > 0 {
		message += ", without " + strings.Join(lost, ", ")
	}
	d.Note(diag.Place{File: n.file}, message, start(near.Text))
}

// nearest is the sentence that has the excerpt; else the one that shares most
// words with the sentence as it was read; else what stands in its place.
func (v *verifier) nearest(e *explainer.Evidence, a *article.Article) (article.Sentence, bool) {
	for s := range a.Sentences() {
		if e.Excerpt.Value != "" && article.Contains(s.Text, e.Excerpt.Value) {
			return s, true
		}
	}
	block, n, _ := article.ParseLocator(e.At.Value)
	old := v.articles[e.Source.Value]
	if old == nil {
		return a.At(block, n)
	}
	read, ok := old.At(block, n)
	if !ok {
		return read, false
	}
	had := map[string]bool{}
	for _, w := range words(read.Text) {
		had[w] = true
	}
	var best article.Sentence
	most := 0
	for s := range a.Sentences() {
		shared := map[string]bool{}
		for _, w := range words(s.Text) {
			if had[w] {
				shared[w] = true
			}
		}
		if 2*len(shared) >= len(had) && len(shared) > most {
			best, most = s, len(shared)
		}
	}
	return best, most > 0
}
