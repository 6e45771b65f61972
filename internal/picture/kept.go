package picture

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"sync"
)

// A picture as it is kept.
type picture struct {
	PNG     []byte
	Undrawn []string
}

//go:embed *.go
var source embed.FS

// drawnBy is what a picture depends on beside its document and modules, fonts
// among them: this package.
var drawnBy = sync.OnceValue(func() string {
	h := sha256.New()
	files, _ := source.ReadDir(".")
	for _, f := range files {
		raw, _ := source.ReadFile(f.Name())
		h.Write(raw)
	}
	return string(h.Sum(nil))
})

func keyOf(d document) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%g %s", d.Density, d.SVG))
}
