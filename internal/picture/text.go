package picture

import (
	"cmp"
	"fmt"
	"image"
	"math"
	"sort"
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/stix/stix2textbold"
	"github.com/go-fonts/stix/stix2textregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/net/html"
)

// The faces that stand for a reader's: STIX Two for a serif, Liberation Sans
// for the system's own. Italics are slanted.
var faces = sync.OnceValue(func() (f [2][2]*sfnt.Font) {
	for i, pair := range [2][2][]byte{
		{liberationsansregular.TTF, liberationsansbold.TTF},
		{stix2textregular.TTF, stix2textbold.TTF},
	} {
		for j, raw := range pair {
			face, err := sfnt.Parse(raw)
			if err != nil {
				panic(err) // compiled in
			}
			f[i][j] = face
		}
	}
	return f
})

// face gives that of a style, and what to take for characters it lacks.
func face(s style) (first, second *sfnt.Font) {
	serif, bold := 0, 0
	families := strings.Split(s["font-family"], ",")
	if strings.TrimSpace(families[len(families)-1]) == "serif" {
		serif = 1
	}
	if w := s["font-weight"]; w == "bold" || len(w) == 3 && w >= "600" {
		bold = 1
	}
	return faces()[serif][bold], faces()[1-serif][bold]
}

// A glyph to be set: what it is, and how far it moves the pen.
type glyph struct {
	face    *sfnt.Font
	index   sfnt.GlyphIndex
	char    rune
	style   style
	size    float64
	kern    float64 // to the one before, on the same line
	advance float64
}

// A passage is text from one place on: a text element, or what follows a
// tspan that has a place of its own.
type passage struct {
	x, y   float64
	glyphs []glyph
	style  style // of the element that placed it
}

// text draws a text element.
func (d *drawing) text(n *html.Node, s style, f frame) error {
	var passages []*passage
	if err := d.passages(n, s, f, &passages); err != nil {
		return err
	}
	for _, p := range passages {
		lines, height := [][]glyph{p.glyphs}, 0.0
		if wrap := p.style["inline-size"]; wrap != "" {
			width, err := p.style.length(wrap, f.w)
			if err != nil {
				return err
			}
			lines = broken(p.glyphs, width)
			if p.style["text-wrap"] == "balance" {
				// As narrow as the number of lines allows, to the pixel.
				narrow := sort.Search(int(width), func(w int) bool { return len(broken(p.glyphs, float64(w))) <= len(lines) })
				lines = broken(p.glyphs, float64(narrow))
			}
			height, err = number(p.style["line-height"])
			if err != nil {
				height = 1.2
			}
			height *= p.style.number("font-size")
		}
		for i, line := range lines {
			if err := d.line(line, p.style["text-anchor"], p.x, p.y+float64(i)*height, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// passages collects what stands in a text element or a tspan.
func (d *drawing) passages(n *html.Node, s style, f frame, list *[]*passage) error {
	place := func(key string, whole float64) (float64, error) {
		v, err := s.length(cmp.Or(attr(n, key), "0"), whole)
		if err != nil {
			err = fmt.Errorf("%s of %s: %w", key, n.Data, err)
		}
		return v, err
	}
	var at [4]float64
	for i, key := range []string{"x", "y", "dx", "dy"} {
		var err error
		if at[i], err = place(key, []float64{f.w, f.h}[i%2]); err != nil {
			return err
		}
	}
	switch {
	case len(*list) == 0 || attr(n, "x") != "":
		p := &passage{x: at[0] + at[2], y: at[1] + at[3], style: s}
		if len(*list) > 0 && attr(n, "y") == "" {
			p.y = (*list)[len(*list)-1].y + at[3]
		}
		*list = append(*list, p)
	case attr(n, "y")+attr(n, "dx")+attr(n, "dy") != "":
		return fmt.Errorf("a tspan is moved only if it has an x of its own")
	}
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			if err := d.set(c.Data, s, (*list)[len(*list)-1]); err != nil {
				return err
			}
		case c.Type == html.ElementNode && (c.Data == "tspan" || c.Data == "a"):
			style, err := d.styleOf(c, s)
			if err != nil {
				return err
			}
			if err := d.passages(c, style, f, list); err != nil {
				return err
			}
		case c.Type == html.ElementNode && c.Data != "title" && c.Data != "desc":
			return fmt.Errorf("%s in text is not drawn", c.Data)
		}
	}
	return nil
}

// set appends the glyphs of a text, white space as one space.
func (d *drawing) set(text string, s style, p *passage) error {
	size := s.number("font-size")
	spacing := 0.0
	if v := s["letter-spacing"]; v != "" && v != "normal" {
		var err error
		if spacing, err = s.length(v, 0); err != nil {
			return err
		}
	}
	first, second := face(s)
	for _, r := range text {
		if isSpace(r) {
			if len(p.glyphs) == 0 || p.glyphs[len(p.glyphs)-1].char == ' ' {
				continue
			}
			r = ' '
		}
		if unicode.Is(unicode.Cf, r) {
			continue // a soft hyphen, a joiner
		}
		g := glyph{face: first, char: r, style: s, size: size}
		var err error
		if g.index, err = first.GlyphIndex(&d.glyphs, r); err != nil {
			return err
		}
		if g.index == 0 {
			if other, err := second.GlyphIndex(&d.glyphs, r); err == nil && other != 0 {
				g.face, g.index = second, other
			} else if unicode.IsSpace(r) { // thin and narrow ones
				g.index, _ = first.GlyphIndex(&d.glyphs, ' ')
			} else {
				d.undrawn = append(d.undrawn, fmt.Sprintf("the fonts of pictures have no %q", string(r)))
			}
		}
		em := fixed.I(int(g.face.UnitsPerEm()))
		scale := size / float64(em)
		advance, err := g.face.GlyphAdvance(&d.glyphs, g.index, em, font.HintingNone)
		if err != nil {
			return err
		}
		if r == '\u202f' || r == '\u2009' {
			advance = em / 6 // as wide in every face
		}
		g.advance = float64(advance)*scale + spacing
		if len(p.glyphs) > 0 {
			if before := p.glyphs[len(p.glyphs)-1]; before.face == g.face {
				if k, err := g.face.Kern(&d.glyphs, before.index, g.index, em, font.HintingNone); err == nil {
					g.kern = float64(k) * scale
				}
			}
		}
		p.glyphs = append(p.glyphs, g)
	}
	return nil
}

// extent is how wide a line is, without space at its end.
func extent(line []glyph) float64 {
	w, seen := 0.0, 0.0
	for i, g := range line {
		if i > 0 {
			w += g.kern
		}
		w += g.advance
		if g.char != ' ' {
			seen = w
		}
	}
	return seen
}

// broken breaks text at spaces into lines of a width; a word that is wider
// has a line of its own.
func broken(glyphs []glyph, width float64) [][]glyph {
	var lines [][]glyph
	start, space := 0, -1 // of the line, and the last place to break it
	for i, g := range glyphs {
		if g.char == ' ' {
			space = i
		} else if space > start && extent(glyphs[start:i+1]) > width {
			lines = append(lines, glyphs[start:space])
			start = space + 1
		}
	}
	return append(lines, glyphs[start:])
}

// line draws one line of text, and takes note if it leaves the picture.
func (d *drawing) line(line []glyph, anchor string, x, y float64, f frame) error {
	width := extent(line)
	switch anchor {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	if width > 0 {
		a, b := f.m.apply(point{x, y - 0.7*line[0].size}), f.m.apply(point{x + width, y + 0.2*line[0].size})
		box := image.Rect(int(math.Floor(a.x)), int(math.Floor(a.y)), int(math.Ceil(b.x)), int(math.Ceil(b.y)))
		if !box.In(d.canvas.bounds()) {
			var b strings.Builder
			for _, g := range line {
				b.WriteRune(g.char)
			}
			d.undrawn = append(d.undrawn, fmt.Sprintf("the text %q does not fit into the picture", b.String()))
		}
	}
	pen := x
	for i, g := range line {
		if i > 0 {
			pen += g.kern
		}
		// Whole pixels cost the eye nothing at these sizes, and spare the file a
		// third: equal letters are equal bytes.
		x := math.Round(pen*f.m[0]) / f.m[0]
		em := fixed.I(int(g.face.UnitsPerEm()))
		segments, err := g.face.LoadGlyph(&d.glyphs, g.index, em, nil)
		if err != nil {
			return err
		}
		scale := g.size / float64(em)
		slant := 0.0
		if v := g.style["font-style"]; v == "italic" || v == "oblique" {
			slant = 0.2
		}
		at := func(p fixed.Point26_6) point {
			py := float64(p.Y) * scale
			return point{x + float64(p.X)*scale - slant*py, y + py}
		}
		o := &outline{scale: f.scale()}
		for _, s := range segments {
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				o.move(at(s.Args[0]))
			case sfnt.SegmentOpLineTo:
				o.line(at(s.Args[0]))
			case sfnt.SegmentOpQuadTo:
				o.quad(at(s.Args[0]), at(s.Args[1]))
			case sfnt.SegmentOpCubeTo:
				o.cubic(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
			}
		}
		for i := range o.contours {
			o.contours[i].closed = true
		}
		if err := d.paint(o, g.style, f); err != nil {
			return err
		}
		pen += g.advance
	}
	return nil
}
