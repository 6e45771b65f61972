package check

import (
	"cmp"
	"slices"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// causes are the codes that say what is wrong with a sentence by itself, where
// the code of an edition rule would only say that its counterpart differs.
var causes = map[string][]string{
	"edition-number-differs": {"number-not-in-claim", "number-not-in-evidence", "unit-differs", "arithmetic-not-borne-out", "relative-date",
		"date-outside-coverage", "one-side-stated", "position-without-evidence"},
	"edition-name-differs": {"unknown-name", "allegation-not-attributed", "quotation-without-speaker", "guilt-stated", "one-side-stated", "family-as-several"},
}

// sameWords are the codes that say what is wrong with some words, where another
// would only say that they also take a side.
var sameWords = map[string]string{"one-side-stated": "number-not-in-claim"}

// withoutEchoes drops what edition rules say of a sentence whose mistake is
// reported by itself, in either edition; and of a stale page while either page
// has errors, since it will change again.
func withoutEchoes(x *explainer.Explainer, l diag.List) diag.List {
	sentence := sentences(x)
	type finding struct {
		code string
		at   diag.Place
	}
	found, words, faulty := map[finding]bool{}, map[finding]bool{}, map[string]bool{}
	for _, d := range l {
		words[finding{d.Code, d.Place}] = true
		found[finding{d.Code, sentence(d.Place)}] = true
		faulty[d.Place.File] = faulty[d.Place.File] || d.Level == diag.Error && d.Code != "stale-edition"
		for _, n := range d.Notes {
			if d.Code == "edition-number-differs" || d.Code == "edition-name-differs" {
				faulty[n.Place.File] = true
			}
		}
	}
	return slices.DeleteFunc(l, func(d *diag.Diagnostic) bool {
		if code := sameWords[d.Code]; code != "" && words[finding{code, d.Place}] {
			return true
		}
		places := []diag.Place{d.Place}
		for _, n := range d.Notes {
			places = append(places, n.Place)
		}
		for _, at := range places {
			if d.Code == "stale-edition" && faulty[at.File] {
				return true
			}
			for _, code := range causes[d.Code] {
				if found[finding{code, sentence(at)}] {
					return true
				}
			}
		}
		return false
	})
}

// sentences gives where the sentence of a page that a place is in begins.
func sentences(x *explainer.Explainer) func(diag.Place) diag.Place {
	files := map[string][]diag.Place{} // by page's file
	for _, p := range x.Pages {
		for _, s := range p.Sentences {
			files[p.Place.File] = append(files[p.Place.File], s.Place)
		}
		slices.SortFunc(files[p.Place.File], inOrder)
	}
	return func(at diag.Place) diag.Place {
		starts := files[at.File]
		i, found := slices.BinarySearchFunc(starts, at, inOrder)
		if !found && i > 0 {
			return starts[i-1]
		}
		return at
	}
}

func inOrder(a, b diag.Place) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}
