// Package verify proves the data against the private articles: that each
// piece of evidence stands where the record says, that each sentence of the
// articles is accounted for, and that our words are our own.
package verify

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"explainer/internal/article"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/quantity"
)

// A Report counts what was proved.
type Report struct {
	Sources, Sentences, Claims, Evidence, Quantities, Disagreements, SetAside int
	Unaccounted                                                               int
}

// String is the report in one line.
func (r Report) String() string {
	return fmt.Sprintf("%d sources, %d body sentences (%d set aside, %d unaccounted for), %d claims, %d pieces of evidence, %d quantities, %d disagreements",
		r.Sources, r.Sentences, r.SetAside, r.Unaccounted, r.Claims, r.Evidence, r.Quantities, r.Disagreements)
}

// Run verifies an explainer against the articles in fsys. Files are matched
// to sources by the SHA-256 of their bytes, so their names do not matter. A
// newer copy of an article has other bytes: it is known by its sentences, and
// evidence that it no longer has is reported.
func Run(x *explainer.Explainer, fsys fs.FS) (Report, diag.List, error) {
	v := &verifier{x: x, articles: map[string]*article.Article{}, newer: map[string]newer{}, cited: map[string]map[string]bool{}}
	if err := v.read(fsys); err != nil {
		return v.report, v.diags, err
	}
	for _, s := range x.Sources {
		v.source(s)
	}
	for _, c := range x.Claims {
		for _, e := range c.Evidence {
			v.evidence(e)
			v.gone(e)
		}
	}
	for _, s := range x.Sources {
		v.unaccounted(s)
	}
	v.wording()
	v.lineage()
	v.report.Sources, v.report.Claims, v.report.Disagreements = len(x.Sources), len(x.Claims), len(x.Disagreements)
	v.diags.Sort()
	return v.report, v.diags, nil
}

type verifier struct {
	x        *explainer.Explainer
	articles map[string]*article.Article // by source id
	newer    map[string]newer            // by source id
	cited    map[string]map[string]bool  // source id, then locator
	report   Report
	diags    diag.List
}

// read takes every file of the folder for an article.
func (v *verifier) read(fsys fs.FS) error {
	bySum := map[string]*explainer.Source{}
	for _, s := range v.x.Sources {
		bySum[s.ArticleSHA256.Value] = s
	}
	var others []stranger
	err := fs.WalkDir(fsys, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(path.Base(file), ".") {
			return err
		}
		raw, err := read(fsys, file)
		if err != nil {
			Unreadable(&v.diags, file, err)
			return nil
		}
		s := bySum[article.Sum(raw)]
		if s == nil {
			others = append(others, stranger{file, article.Sum(raw), raw})
			return nil
		}
		a, err := article.Read(raw, article.Options{Language: s.Language.Value})
		if err != nil {
			Unreadable(&v.diags, file, err)
			return nil
		}
		v.articles[s.ID] = a
		return nil
	})
	v.strangers(others)
	return err
}

// read gives a file's bytes. A pipe, which would never end, is an error.
func read(fsys fs.FS, file string) ([]byte, error) {
	info, err := fs.Stat(fsys, file)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("this is no regular file")
	}
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(fsys, file)
}

// Unreadable reports an error of article.Read, or of opening the file, at the
// place that it names.
func Unreadable(l *diag.List, file string, err error) {
	at, code, message, help := diag.Place{File: file}, "unreadable-article", err.Error(), ""
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		message = e.Err.Error()
	}
	if e := (*article.Error)(nil); errors.As(err, &e) {
		at.Line, at.Col, code, message, help = e.Line, e.Col, e.Code, e.Msg, e.Help
	}
	if d := l.Errorf(at, code, "%s", message); help != "" {
		d.Helpf("%s", help)
	}
}

func (v *verifier) source(s *explainer.Source) {
	a := v.articles[s.ID]
	if _, ok := v.newer[s.ID]; a == nil && ok {
		return // what it no longer has is reported with the evidence
	}
	if a == nil {
		v.diags.Errorf(s.ArticleSHA256.Place, "article-missing", "no article has this SHA-256").
			Helpf("give the folder that holds the article of %q with --articles", s.ID)
		return
	}
	for range a.Body() {
		v.report.Sentences++
	}
	for _, aside := range s.SetAside {
		v.report.SetAside++
		v.locate(s.ID, aside.At, aside.Fingerprint, "")
	}
}

// locate finds the sentence that a record means and marks it as accounted
// for. A wrong locator or fingerprint is reported once, with the right one.
func (v *verifier) locate(source string, at, fingerprint explainer.Text, excerpt string) (article.Sentence, bool) {
	a := v.articles[source]
	block, n, err := article.ParseLocator(at.Value)
	if err != nil {
		return article.Sentence{}, false
	}
	mark := func(s article.Sentence) {
		if v.cited[source] == nil {
			v.cited[source] = map[string]bool{}
		}
		v.cited[source][s.Locator()] = true
	}
	s, ok := a.At(block, n)
	if ok && s.Fingerprint == fingerprint.Value {
		mark(s)
		return s, true
	}
	if found := a.ByFingerprint(fingerprint.Value); len(found) > 0 {
		v.diags.Errorf(at.Place, "wrong-locator", "the sentence with this fingerprint is not at %s of %q", at.Value, source).
			Helpf("write %s", found[0].Locator())
		mark(found[0])
		return found[0], true
	}
	d := v.diags.Errorf(fingerprint.Place, "fingerprint-not-found", "no sentence of %q has this fingerprint", source)
	var holders []article.Sentence
	for s := range a.Sentences() {
		if excerpt != "" && article.Contains(s.Text, excerpt) {
			holders = append(holders, s)
		}
	}
	switch {
	case len(holders) == 1:
		mark(holders[0]) // no second message about it
		d.Helpf("the excerpt stands at %s, whose fingerprint is %s", holders[0].Locator(), holders[0].Fingerprint)
	case ok:
		mark(s)
		d.Helpf("the sentence at %s has the fingerprint %s", at.Value, s.Fingerprint)
	}
	return article.Sentence{}, false
}

func (v *verifier) evidence(e *explainer.Evidence) {
	v.report.Evidence++
	a := v.articles[e.Source.Value]
	if a == nil {
		return // reported with the source
	}
	s, ok := v.locate(e.Source.Value, e.At, e.Fingerprint, e.Excerpt.Value)
	if !ok {
		return
	}
	if e.Excerpt.Value != "" && !article.Contains(s.Text, e.Excerpt.Value) {
		v.diags.Errorf(e.Excerpt.Place, "excerpt-not-found", "the sentence at %s of %q does not contain %q", s.Locator(), e.Source.Value, e.Excerpt.Value).
			Helpf("copy the words as the article has them")
	}
	if e.Excerpt.Value != "" && len(words(e.Excerpt.Value)) == len(words(s.Text)) {
		v.diags.Errorf(e.Excerpt.Place, "excerpt-whole-sentence", "the excerpt is the whole sentence at %s of %q", s.Locator(), e.Source.Value).
			Helpf("keep a fragment of it")
	}
	part := string(a.Blocks[s.Block-1].Kind)
	if part == "paragraph" {
		part = ""
	}
	if part != e.Part.Value {
		place := e.Part.Place
		if e.Part.Value == "" {
			place = e.At.Place
		}
		d := v.diags.Errorf(place, "wrong-part", "the sentence at %s of %q is in a %s", s.Locator(), e.Source.Value, a.Blocks[s.Block-1].Kind)
		if part == "" {
			d.Helpf("leave part out")
		} else {
			d.Helpf("write part: %s", part)
		}
	}
	v.quantities(e, s)
}

// quantities proves that each stands in the sentence in these words and that
// the whole sentence, read as such, means the same by them.
func (v *verifier) quantities(e *explainer.Evidence, s article.Sentence) {
	if len(e.Quantities) == 0 {
		return
	}
	r := quantity.NewReader(v.x.Source(e.Source.Value).Language.Value, v.x.Units)
	inSentence := r.Read(s.Text)
	for _, q := range e.Quantities {
		v.report.Quantities++
		if !article.Contains(s.Text, q.Value) {
			v.diags.Errorf(q.Place, "quantity-not-found", "the sentence at %s of %q does not contain %q", s.Locator(), e.Source.Value, q.Value).
				Helpf("copy the quantity as the article has it")
			continue
		}
		read, err := r.ReadOne(q.Value)
		if err != nil {
			continue // check reports it
		}
		if !slices.ContainsFunc(inSentence, func(other quantity.Quantity) bool {
			return quantity.Agree(read, other) && (quantity.SameQualifier(read, other) || read.Unit == quantity.OnDate)
		}) {
			v.diags.Errorf(q.Place, "quantity-out-of-context", "%q means something else in its sentence at %s of %q", q.Value, s.Locator(), e.Source.Value).
				Helpf("copy the qualifier and the unit along with the number")
		}
	}
}

// unaccounted lists the body sentences that no claim cites and no source sets
// aside.
func (v *verifier) unaccounted(s *explainer.Source) {
	a := v.articles[s.ID]
	if a == nil {
		return
	}
	for sentence := range a.Body() {
		if !v.cited[s.ID][sentence.Locator()] {
			v.report.Unaccounted++
			v.diags.Errorf(s.Place, "unaccounted-sentence", "no claim cites %s of %q, which begins %q", sentence.Locator(), s.ID, start(sentence.Text)).
				Helpf("cite it as evidence (fingerprint %s), or set it aside with a reason", sentence.Fingerprint)
		}
	}
}

// start is enough of a sentence to recognise it.
func start(s string) string {
	words := strings.Fields(s)
	if len(words) > 6 {
		return strings.Join(words[:6], " ") + " …"
	}
	return s
}
