package picture

import (
	"crypto/sha256"
	"embed"
	"fmt"

	"explainer/internal/kept"
)

// A picture as it is kept.
type picture struct {
	PNG     []byte
	Undrawn []string
}

// Drawn are pictures kept from one build to the next.
type Drawn = kept.Values[picture]

// ReadDrawn reads those kept in a file, if it is named.
func ReadDrawn(file string) *Drawn { return kept.Read[picture](file, kept.Source(source)) }

// A picture depends on its document and on this package and its modules, fonts
// among them.
//
//go:embed *.go
var source embed.FS

func keyOf(d document) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%g %s", d.Density, d.SVG))
}
