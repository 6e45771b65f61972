package audit

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"fmt"
	"math"
	"path/filepath"

	"github.com/andybalholm/brotli"

	"explainer/internal/kept"
)

// budget is what a page may weigh on its way to a reader, in bytes as brotli
// packs it at its best: what fits into the first round trip of a connection.
const budget = 14_000

// Weights are the sizes of heavy pages, or for most something above that and
// within the budget, kept from one build to the next:
// brotli takes half a second for one at its best.
type Weights = kept.Values[int]

// ReadWeights reads those kept in a file.
func ReadWeights(file string) *Weights { return kept.Read[int](file, fmt.Sprint("budget ", budget)) }

// weigh wants a page that readers visit to be light. Few are near the budget:
// the others pass by what their bytes alone say, or a quicker packer.
func (p *page) weigh(raw []byte, count *[256]int, weights *Weights) {
	if filepath.Base(p.file) != "index.html" || len(raw) <= budget || entropy(count, len(raw)) < budget*.97 {
		return
	}
	size, _ := weights.Of(sha256.Sum256(raw), func() (int, error) { return weight(raw), nil })
	if size > budget {
		p.warnf(1, "page-too-heavy", "the page weighs %d bytes as brotli packs it; %d reach a reader at once", size, budget)
		p.help("move what few need to a page of its own")
	}
}

// entropy is how few bytes a code of one character at a time can pack them
// into; brotli does that too, where nothing repeats.
func entropy(count *[256]int, total int) float64 {
	bits := 0.0
	for _, n := range count {
		if n > 0 {
			bits -= float64(n) * math.Log2(float64(n)/float64(total))
		}
	}
	return bits / 8
}

// packed is what gzip's method makes of a page, which brotli never does worse
// than by more than a few bytes.
func packed(raw []byte) int {
	var b bytes.Buffer
	f, _ := flate.NewWriter(&b, 6)
	_, _ = f.Write(raw)
	_ = f.Close()
	return b.Len()
}

// weight is what brotli makes of a page, or gzip if that is within the budget.
func weight(raw []byte) int {
	if size := packed(raw); size <= budget {
		return size
	}
	var n counter
	b := brotli.NewWriterLevel(&n, brotli.BestCompression)
	_, _ = b.Write(raw)
	_ = b.Close()
	return int(n)
}

type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }
