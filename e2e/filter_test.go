package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

const shownClaims = `({
	claims: document.querySelectorAll(".claims > li:not([hidden])").length,
	sections: [...document.querySelectorAll("main section")].filter(s => !s.hidden).length,
	said: document.querySelector("form output").textContent,
	all: document.querySelectorAll(".claims > li").length,
})`

// TestFilter narrows the list of claims from a file, by words without regard
// to accents, by what is said of them, and by who reports them.
func TestFilter(t *testing.T) {
	t.Parallel()
	tab, dir := open(t)
	choose := func(words, state, source string) string {
		return fmt.Sprintf(`(() => {
			const form = document.querySelector("form[role=search]");
			[form.elements[0].value, form.elements[1].value, form.elements[2].value] = [%q, %q, %q];
			form.elements[0].dispatchEvent(new Event("input", {bubbles: true}));
			return %s;
		})()`, words, state, source, shownClaims)
	}
	type shown struct {
		Claims, Sections, All int
		Said                  string
	}
	if err := chromedp.Do(tab, viewport(390), chromedp.Navigate(address(dir, "es/claims/index.html"))); err != nil {
		t.Fatal(err)
	}
	try := func(words, state, source string) shown {
		t.Helper()
		got, err := chromedp.Run(tab, chromedp.Evaluate[shown](choose(words, state, source)))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	all := try("", "", "")
	if all.Claims != all.All || all.Said != "" || all.Sections < 4 {
		t.Errorf("unfiltered: %+v", all)
	}
	one := try("millas salvador", "", "")
	if one.Claims != 1 || one.Sections != 1 || one.Said != fmt.Sprintf("1 de %d afirmaciones", all.All) {
		t.Errorf("two words of one claim: %+v", one)
	}
	if accents, plain := try("prisión", "", ""), try("PRISION", "", ""); accents.Claims == 0 || accents != plain {
		t.Errorf("with an accent %+v, without %+v", accents, plain)
	}
	alone, by := try("", "alone", ""), 0
	for source := range 5 {
		by += try("", "alone", fmt.Sprint(source)).Claims
	}
	if alone.Claims == 0 || alone.Claims != by {
		t.Errorf("%d claims stand in one article alone, but %d by article", alone.Claims, by)
	}
	if differ, alleged := try("", "differ", ""), try("", "alleged", ""); differ.Claims == 0 || alleged.Claims == 0 || differ.Claims == all.All {
		t.Errorf("%d differ, %d are alleged", differ.Claims, alleged.Claims)
	}
	if none := try("xyzzy", "", ""); none.Claims != 0 || none.Sections != 0 {
		t.Errorf("no claim has the word: %+v", none)
	}
}
