package audit

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"sync"

	"github.com/andybalholm/brotli"
)

// budget is what a page may weigh on its way to a reader, in bytes as brotli
// packs it at its best: what fits into the first round trip of a connection.
const budget = 14_000

// Weights are the sizes of heavy pages, or for most something above that and
// within the budget, kept from one build to the next:
// brotli takes half a second for one at its best.
type Weights struct {
	mu    sync.Mutex
	known map[string]int // by the hash of the page
	used  map[string]int
	fresh bool // some were not known
	file  string
}

// ReadWeights reads what Keep kept, if anything.
func ReadWeights(file string) *Weights {
	w := &Weights{known: map[string]int{}, used: map[string]int{}, file: file}
	if raw, err := os.ReadFile(file); err == nil && json.Unmarshal(raw, &w.known) != nil {
		w.known = map[string]int{}
	}
	return w
}

// Keep writes what was weighed this time. It only saves time: a file that
// cannot be written costs it.
func (w *Weights) Keep() {
	if !w.fresh {
		return
	}
	if raw, err := json.Marshal(w.used); err == nil && os.MkdirAll(filepath.Dir(w.file), 0o755) == nil {
		_ = os.WriteFile(w.file, raw, 0o644)
	}
}

// weigh wants a page that readers visit to be light. Few are near the budget:
// the others pass by what their bytes alone say, or a quicker packer.
func (p *page) weigh(raw []byte, count *[256]int, weights *Weights) {
	if filepath.Base(p.file) != "index.html" || len(raw) <= budget || entropy(count, len(raw)) < budget*.97 {
		return
	}
	sum := sha256.Sum256(raw)
	if size := weights.of(hex.EncodeToString(sum[:16]), raw); size > budget {
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

func (w *Weights) of(key string, raw []byte) int {
	w.mu.Lock()
	size, ok := w.known[key]
	w.mu.Unlock()
	if !ok {
		if size = packed(raw); size > budget {
			var n counter
			b := brotli.NewWriterLevel(&n, brotli.BestCompression)
			_, _ = b.Write(raw)
			_ = b.Close()
			size = int(n)
		}
	}
	w.mu.Lock()
	w.used[key], w.known[key] = size, size
	w.fresh = w.fresh || !ok
	w.mu.Unlock()
	return size
}

type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }
