package audit

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkSite audits a site that was built before: SITE=public go test -bench Site ./internal/audit
func BenchmarkSite(b *testing.B) {
	dir := os.Getenv("SITE")
	if dir == "" {
		b.Skip("SITE names no folder")
	}
	// Weighing happens once for each page, and is kept.
	o := Options{Name: "public", Weights: ReadWeights(filepath.Join(b.TempDir(), "weights.json"))}
	if _, err := Site(os.DirFS(dir), o); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Site(os.DirFS(dir), o); err != nil {
			b.Fatal(err)
		}
	}
}
