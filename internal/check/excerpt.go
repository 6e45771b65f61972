package check

import (
	"strings"

	"explainer/internal/diag"
)

// maxExcerpt is how many words of a source's own an excerpt may have: enough
// to find the sentence, too few to stand in for it.
const maxExcerpt = 12

func excerptLength(m *manuscript, l *diag.List) {
	for _, c := range m.Claims {
		for _, e := range c.Evidence {
			if n := len(strings.Fields(e.Excerpt.Value)); n > maxExcerpt {
				l.Errorf(e.Excerpt.Place, "excerpt-too-long", "the excerpt has %d words; the most is %d", n, maxExcerpt).
					Helpf("keep the words that carry the claim")
			}
		}
	}
}
