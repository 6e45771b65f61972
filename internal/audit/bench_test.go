package audit

import (
	"io/fs"
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
	o := Options{Name: "public", Weights: ReadWeights(filepath.Join(b.TempDir(), "weights"))}
	files := map[string][]byte{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files[name], err = fs.ReadFile(root, name)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	read(files, o)
	for b.Loop() {
		read(files, o).Check()
	}
}
