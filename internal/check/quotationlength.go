package check

import (
	"strings"

	"explainer/internal/diag"
)

// maxQuotation is how many words in quotation marks may stand together: as
// many as an excerpt may have, since each lies in one.
const maxQuotation = maxExcerpt

// quotationLength reports long quotations wherever we write.
func quotationLength(m *manuscript, l *diag.List) {
	for _, p := range m.corpus().passages {
		for _, q := range p.quotations {
			if n := len(strings.Fields(p.text[q.from:q.to])); n > maxQuotation {
				l.Errorf(p.at(q.from), "quotation-too-long", "the quotation has %d words; the most is %d", n, maxQuotation).
					Helpf("quote the words that matter and say the rest in your own")
			}
		}
	}
}
