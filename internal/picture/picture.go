// Package picture draws the SVG documents that layouts write as PNG files,
// for chat programs and newsrooms that take no SVG. It has its fonts with it,
// so that a picture has the same bytes on every machine.
//
// It reads what drawings in layouts/ need and refuses the rest, rather than
// draw something else than a browser shows: svg, g, a, rect, circle, ellipse,
// line, polyline, polygon, path, text and tspan; style sheets with selectors,
// variables, light-dark() (light) and plain values; lengths in px, em, rem and
// per cent. Of SVG 2 it also reads inline-size, which sets text in lines.
// Text runs from left to right; characters combine in no way but by kerning.
package picture

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"explainer/internal/diag"
)

// Files draws the pictures that the sheets in a folder ask for, and removes the
// sheets. A sheet is a JSON object of SVG documents and how many pixels one of
// theirs takes, by the path of the picture below the folder:
//
//	{"maps/bay.png": {"svg": "<svg …", "density": 2}}
//
// What was drawn the time before is taken from known, which is written again.
// Places of diagnostics are below the folder name given.
func Files(dir, name string, known *Drawn, sheets ...string) (diag.List, error) {
	documents := map[string]document{}
	for _, sheet := range sheets {
		file := filepath.Join(dir, sheet)
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(raw, &documents); err != nil {
			return nil, fmt.Errorf("%s: %w", sheet, err)
		}
		if err := os.Remove(file); err != nil {
			return nil, err
		}
	}
	var list diag.List
	var mu sync.Mutex // list
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for to, doc := range documents {
		g.Go(func() error {
			if !filepath.IsLocal(to) || path.Ext(to) != ".png" {
				return fmt.Errorf("a picture cannot stand at %q", to)
			}
			p, err := known.Of(keyOf(doc), func() (picture, error) {
				png, undrawn, err := Draw([]byte(doc.SVG), doc.Density)
				return picture{png, undrawn}, err
			})
			if err != nil {
				return fmt.Errorf("%s: %w", to, err)
			}
			mu.Lock()
			for _, what := range p.Undrawn {
				list.Warnf(diag.Place{File: path.Join(name, to)}, "text-not-drawn", "%s", what)
			}
			mu.Unlock()
			file := filepath.Join(dir, filepath.FromSlash(to))
			err = os.WriteFile(file, p.PNG, 0o644)
			if errors.Is(err, fs.ErrNotExist) { // seldom: pages stand beside most
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					return err
				}
				err = os.WriteFile(file, p.PNG, 0o644)
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	list.Sort()
	known.Write()
	return list, nil
}

type document struct {
	SVG     string  `json:"svg"`
	Density float64 `json:"density"`
}

// Draw gives an SVG document as a PNG file, density times its width and
// height. The file has the document's title, desc and metadata as its Title,
// Description and Copyright. What cannot be read is an error; what of its text
// nobody will see is returned in words.
func Draw(svg []byte, density float64) (png []byte, undrawn []string, err error) {
	root, err := parse(svg)
	if err != nil {
		return nil, nil, err
	}
	d := &drawing{density: density}
	if err := d.document(root); err != nil {
		return nil, nil, err
	}
	var texts [][2]string
	for _, t := range [][2]string{{"Title", "title"}, {"Description", "desc"}, {"Copyright", "metadata"}} {
		if n := child(root, t[1]); n != nil {
			texts = append(texts, [2]string{t[0], words(n)})
		}
	}
	png, err = d.canvas.png(density, texts)
	slices.Sort(d.undrawn)
	return png, slices.Compact(d.undrawn), err
}

// Limits of a document, so that none takes the memory of the machine.
const (
	maxSide  = 4096 // pixels
	maxDepth = 50   // elements in each other
)

var errSize = errors.New("the document has no width and height in pixels that can be drawn")
