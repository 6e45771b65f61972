package picture

import (
	"cmp"
	"fmt"
	"image"
	"math"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/net/html"
)

// A drawing is a document on its way to a canvas.
type drawing struct {
	density float64
	canvas  *canvas
	rules   []rule
	undrawn []string // what of the text is not
	glyphs  sfnt.Buffer
}

// A frame is the space that an element is drawn in: its units, what 100 % of
// them are, and the pixels that it may touch.
type frame struct {
	m    matrix
	w, h float64
	clip image.Rectangle
}

func (f frame) scale() float64 { return math.Sqrt(math.Abs(f.m[0]*f.m[3] - f.m[1]*f.m[2])) }

// A matrix as SVG writes it: a b c d e f.
type matrix [6]float64

func (m matrix) apply(p point) point {
	return point{m[0]*p.x + m[2]*p.y + m[4], m[1]*p.x + m[3]*p.y + m[5]}
}

// then gives the matrix of what is first placed by n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5],
	}
}

// document draws a document on a canvas of its own.
func (d *drawing) document(root *html.Node) error {
	w, err := number(attr(root, "width"))
	h, err2 := number(attr(root, "height"))
	k := d.density
	if err != nil || err2 != nil || !(w*k >= 1 && h*k >= 1 && w*k <= maxSide && h*k <= maxSide) {
		return errSize
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "style" {
			var sheet strings.Builder
			for c := range n.ChildNodes() {
				sheet.WriteString(c.Data)
			}
			rules, err := readSheet(sheet.String())
			if err != nil {
				return err
			}
			d.rules = append(d.rules, rules...)
		}
	}
	d.canvas = newCanvas(int(w*k), int(h*k))
	f := frame{m: matrix{k, 0, 0, k, 0, 0}, w: w, h: h, clip: d.canvas.bounds()}
	s, err := d.styleOf(root, style{})
	if err != nil {
		return err
	}
	if f, err = f.box(attr(root, "viewBox"), 0, 0, w, h); err != nil {
		return err
	}
	return d.children(root, s, f, 0)
}

func (d *drawing) children(n *html.Node, s style, f frame, depth int) error {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			if err := d.element(c, s, f, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// refused are properties that would change a drawing and are not read.
var refused = []string{
	"transform", "translate", "rotate", "scale", "filter", "mask", "clip-path", "fill-rule", "mix-blend-mode", "stroke-dashoffset",
	"marker", "marker-start", "marker-mid", "marker-end", "dominant-baseline", "alignment-baseline", "baseline-shift",
	"writing-mode", "direction", "word-spacing", "text-decoration", "text-transform",
	"x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "d",
}

func (d *drawing) element(n *html.Node, parent style, f frame, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("more than %d elements stand in each other", maxDepth)
	}
	switch n.Data {
	case "title", "desc", "metadata", "style", "defs":
		return nil
	}
	s, err := d.styleOf(n, parent)
	if err != nil {
		return fmt.Errorf("%s: %w", n.Data, err)
	}
	if s["display"] == "none" {
		return nil
	}
	for _, key := range refused {
		if v := s[key]; v != "" && v != "none" && v != "auto" && v != "nonzero" {
			return fmt.Errorf("the property %s of %s is not read", key, n.Data)
		}
	}
	for _, key := range []string{"fill-rule", "filter", "mask", "clip-path", "textLength"} {
		if attr(n, key) != "" {
			return fmt.Errorf("the attribute %s of %s is not read", key, n.Data)
		}
	}
	if t := attr(n, "transform"); t != "" {
		m, err := transform(t)
		if err != nil {
			return err
		}
		// It moves what the percentages place, so that these are of the frame.
		f.m = f.m.then(m)
	}
	switch n.Data {
	case "g", "a", "svg":
		if s["opacity"] != "" {
			return fmt.Errorf("the opacity of %s is not read: give it to what stands in it", n.Data)
		}
		if n.Data == "svg" {
			var v [4]float64
			for i, key := range []string{"x", "y", "width", "height"} {
				whole := []float64{f.w, f.h}[i%2]
				if v[i], err = s.length(cmp.Or(attr(n, key), []string{"0", "100%"}[i/2]), whole); err != nil {
					return err
				}
			}
			outer := f
			if f, err = f.box(attr(n, "viewBox"), v[0], v[1], v[2], v[3]); err != nil {
				return err
			}
			if s["overflow"] != "visible" {
				a, b := outer.m.apply(point{v[0], v[1]}), outer.m.apply(point{v[0] + v[2], v[1] + v[3]})
				f.clip = f.clip.Intersect(image.Rect(int(math.Floor(a.x)), int(math.Floor(a.y)), int(math.Ceil(b.x)), int(math.Ceil(b.y))))
			}
		}
		return d.children(n, s, f, depth)
	case "rect", "circle", "ellipse", "line", "polyline", "polygon", "path":
		o, err := f.outlineOf(n, s)
		if err != nil {
			return err
		}
		return d.paint(o, s, f)
	case "text":
		return d.text(n, s, f)
	}
	return fmt.Errorf("the element %s is not drawn", n.Data)
}

// box gives the frame of an svg element that stands at x and y, w wide and h
// high: its viewBox as large as fits, in the middle.
func (f frame) box(viewBox string, x, y, w, h float64) (frame, error) {
	v, err := numbers(viewBox)
	if err != nil || len(v) != 4 && len(v) != 0 {
		return f, fmt.Errorf("the viewBox %.40q cannot be read", viewBox)
	}
	in := frame{m: f.m.then(matrix{1, 0, 0, 1, x, y}), w: w, h: h, clip: f.clip}
	if len(v) == 4 {
		if v[2] <= 0 || v[3] <= 0 {
			return f, fmt.Errorf("the viewBox %q has no size", viewBox)
		}
		k := min(w/v[2], h/v[3])
		in.m = in.m.then(matrix{k, 0, 0, k, (w-k*v[2])/2 - k*v[0], (h-k*v[3])/2 - k*v[1]})
		in.w, in.h = v[2], v[3]
	}
	return in, nil
}

// transform reads the attribute of that name.
func transform(t string) (matrix, error) {
	m := matrix{1, 0, 0, 1, 0, 0}
	rest := strings.TrimLeft(t, " ,")
	for rest != "" {
		name, after, ok := strings.Cut(rest, "(")
		inside, after, closed := strings.Cut(after, ")")
		v, err := numbers(inside)
		if !ok || !closed || err != nil {
			return m, fmt.Errorf("the transform %.40q cannot be read", t)
		}
		rest = strings.TrimLeft(after, " ,\n\t")
		switch name = strings.TrimSpace(name); {
		case name == "translate" && len(v) == 1:
			m = m.then(matrix{1, 0, 0, 1, v[0], 0})
		case name == "translate" && len(v) == 2:
			m = m.then(matrix{1, 0, 0, 1, v[0], v[1]})
		case name == "scale" && len(v) == 1:
			m = m.then(matrix{v[0], 0, 0, v[0], 0, 0})
		case name == "scale" && len(v) == 2:
			m = m.then(matrix{v[0], 0, 0, v[1], 0, 0})
		case name == "rotate" && (len(v) == 1 || len(v) == 3):
			sin, cos := math.Sincos(v[0] * math.Pi / 180)
			at := append(v[1:], 0, 0)
			m = m.then(matrix{1, 0, 0, 1, at[0], at[1]}).then(matrix{cos, sin, -sin, cos, 0, 0}).then(matrix{1, 0, 0, 1, -at[0], -at[1]})
		case name == "matrix" && len(v) == 6:
			m = m.then(matrix(v))
		default:
			return m, fmt.Errorf("the transform %.40q is not read", t)
		}
	}
	return m, nil
}

// paint fills and strokes an outline.
func (d *drawing) paint(o *outline, s style, f frame) error {
	if s["visibility"] == "hidden" {
		return nil
	}
	fill, err := s.paint("fill", "black")
	if err != nil {
		return err
	}
	stroke, err := s.paint("stroke", "none")
	if err != nil {
		return err
	}
	line := o
	if stroke.A > 0 {
		width, err := s.length(cmp.Or(s["stroke-width"], "1"), math.Sqrt((f.w*f.w+f.h*f.h)/2))
		if err != nil {
			return err
		}
		if s["vector-effect"] == "non-scaling-stroke" {
			width *= d.density / f.scale()
		}
		if dashes := s["stroke-dasharray"]; dashes != "" && dashes != "none" {
			lengths, err := numbers(strings.ReplaceAll(dashes, "px", " "))
			if err != nil {
				return err
			}
			line = o.dashed(lengths)
		}
		if width > 0 {
			line = line.stroked(width, s["stroke-linejoin"] == "round")
		} else {
			stroke.A = 0
		}
	}
	if strings.HasPrefix(s["paint-order"], "stroke") {
		d.canvas.fill(line, f.m, f.clip, stroke)
		d.canvas.fill(o, f.m, f.clip, fill)
		return nil
	}
	d.canvas.fill(o, f.m, f.clip, fill)
	d.canvas.fill(line, f.m, f.clip, stroke)
	return nil
}
