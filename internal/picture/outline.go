package picture

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

type point struct{ x, y float64 }

func (p point) to(q point, share float64) point {
	return point{p.x + (q.x-p.x)*share, p.y + (q.y-p.y)*share}
}

// A contour is a run of straight lines; curves have been cut into them.
type contour struct {
	points []point
	closed bool
}

// An outline is drawn contour by contour. Scale is how many pixels its unit
// will take, which says how finely curves are cut.
type outline struct {
	contours []contour
	scale    float64
}

func (o *outline) move(p point) { o.contours = append(o.contours, contour{points: []point{p}}) }

func (o *outline) last() *contour {
	if len(o.contours) == 0 {
		o.move(point{})
	}
	if c := &o.contours[len(o.contours)-1]; !c.closed {
		return c
	}
	o.move(o.contours[len(o.contours)-1].points[0]) // drawing goes on where a closed one began
	return &o.contours[len(o.contours)-1]
}

func (o *outline) pen() point { c := o.last(); return c.points[len(c.points)-1] }

func (o *outline) line(p point) { c := o.last(); c.points = append(c.points, p) }

func (o *outline) close() { o.last().closed = true }

// tolerance is how far, in pixels, lines may run from the curve they stand for.
const tolerance = 0.03

func (o *outline) cubic(b, c, d point) {
	a := o.pen()
	bend := max(math.Hypot(a.x-2*b.x+c.x, a.y-2*b.y+c.y), math.Hypot(b.x-2*c.x+d.x, b.y-2*c.y+d.y))
	n := min(max(math.Ceil(math.Sqrt(0.75*bend*o.scale/tolerance)), 1), 200)
	for i := 1.0; i <= n; i++ {
		t := i / n
		ab, bc, cd := a.to(b, t), b.to(c, t), c.to(d, t)
		o.line(ab.to(bc, t).to(bc.to(cd, t), t))
	}
}

func (o *outline) quad(b, c point) {
	a := o.pen()
	o.cubic(a.to(b, 2.0/3), c.to(b, 2.0/3), c)
}

// arc goes on to an end as an arc in a path does: SVG 2, appendix B.2.4.
func (o *outline) arc(rx, ry, degrees float64, large, sweep bool, end point) {
	from := o.pen()
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || from == end {
		o.line(end)
		return
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	dx, dy := (from.x-end.x)/2, (from.y-end.y)/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if over := x*x/(rx*rx) + y*y/(ry*ry); over > 1 {
		rx, ry = rx*math.Sqrt(over), ry*math.Sqrt(over)
	}
	f := math.Sqrt(max(0, (rx*rx*ry*ry-rx*rx*y*y-ry*ry*x*x)/(rx*rx*y*y+ry*ry*x*x)))
	if large == sweep {
		f = -f
	}
	cx, cy := f*rx*y/ry, -f*ry*x/rx
	start := math.Atan2((y-cy)/ry, (x-cx)/rx)
	turn := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - start
	if sweep && turn < 0 {
		turn += 2 * math.Pi
	} else if !sweep && turn > 0 {
		turn -= 2 * math.Pi
	}
	mx, my := cos*cx-sin*cy+(from.x+end.x)/2, sin*cx+cos*cy+(from.y+end.y)/2
	n := min(max(math.Ceil(math.Abs(turn)*math.Sqrt(max(rx, ry)*o.scale/(8*tolerance))), 1), 500)
	for i := 1.0; i < n; i++ {
		s, c := math.Sincos(start + turn*i/n)
		o.line(point{mx + cos*rx*c - sin*ry*s, my + sin*rx*c + cos*ry*s})
	}
	o.line(end)
}

func (o *outline) ellipse(cx, cy, rx, ry float64) {
	o.move(point{cx + rx, cy})
	o.arc(rx, ry, 0, false, true, point{cx - rx, cy})
	o.arc(rx, ry, 0, false, true, point{cx + rx, cy})
	o.close()
}

func (o *outline) rect(x, y, w, h, rx, ry float64) {
	rx, ry = min(rx, w/2), min(ry, h/2)
	o.move(point{x + rx, y})
	o.line(point{x + w - rx, y})
	if rx > 0 && ry > 0 {
		o.arc(rx, ry, 0, false, true, point{x + w, y + ry})
		o.line(point{x + w, y + h - ry})
		o.arc(rx, ry, 0, false, true, point{x + w - rx, y + h})
		o.line(point{x + rx, y + h})
		o.arc(rx, ry, 0, false, true, point{x, y + h - ry})
		o.line(point{x, y + ry})
		o.arc(rx, ry, 0, false, true, point{x + rx, y})
	} else {
		o.line(point{x + w, y + h})
		o.line(point{x, y + h})
	}
	o.close()
}

// path reads the d of a path.
func (o *outline) path(d string) error {
	s := scanner{d}
	var command byte
	var control point // of the curve before, for smooth ones
	var before byte
	for {
		s.space()
		if s.rest == "" {
			return nil
		}
		if c := s.rest[0]; strings.IndexByte("MmLlHhVvCcSsQqTtAaZz", c) >= 0 {
			command = c
			s.rest = s.rest[1:]
		} else if command == 'M' {
			command = 'L'
		} else if command == 'm' {
			command = 'l'
		} else if command == 0 || command == 'Z' || command == 'z' {
			return fmt.Errorf("the path %.40q cannot be read", d)
		}
		var origin point
		if len(o.contours) > 0 {
			pen := o.contours[len(o.contours)-1]
			origin = pen.points[len(pen.points)-1]
			if pen.closed {
				origin = pen.points[0]
			}
		}
		at := origin
		if command < 'a' {
			origin = point{}
		}
		n := map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'q': 4, 't': 2, 'a': 7, 'z': 0}[command|0x20]
		var v [7]float64
		for i := range n {
			var ok bool
			if command|0x20 == 'a' && (i == 3 || i == 4) {
				v[i], ok = s.flag()
			} else {
				v[i], ok = s.number()
			}
			if !ok {
				return fmt.Errorf("the path %.40q cannot be read", d)
			}
		}
		p := func(i int) point { return point{origin.x + v[i], origin.y + v[i+1]} }
		mirrored := func(of string) point {
			if strings.IndexByte(of, before|0x20) >= 0 {
				return point{2*at.x - control.x, 2*at.y - control.y}
			}
			return at
		}
		switch command | 0x20 {
		case 'm':
			o.move(p(0))
		case 'l':
			o.line(p(0))
		case 'h':
			o.line(point{origin.x + v[0], at.y})
		case 'v':
			o.line(point{at.x, origin.y + v[0]})
		case 'c':
			o.cubic(p(0), p(2), p(4))
			control = p(2)
		case 's':
			o.cubic(mirrored("cs"), p(0), p(2))
			control = p(0)
		case 'q':
			o.quad(p(0), p(2))
			control = p(0)
		case 't':
			control = mirrored("qt")
			o.quad(control, p(0))
		case 'a':
			o.arc(v[0], v[1], v[2], v[3] == 1, v[4] == 1, p(5))
		case 'z':
			o.close()
		}
		before = command
	}
}

// A scanner reads numbers, which may stand without space between them.
type scanner struct{ rest string }

func (s *scanner) space() { s.rest = strings.TrimLeft(s.rest, " ,\t\r\n") }

func (s *scanner) flag() (float64, bool) {
	s.space()
	if s.rest == "" || s.rest[0] != '0' && s.rest[0] != '1' {
		return 0, false
	}
	f := float64(s.rest[0] - '0')
	s.rest = s.rest[1:]
	return f, true
}

func (s *scanner) number() (float64, bool) {
	s.space()
	end, dot, exponent := 0, false, false
	for end < len(s.rest) {
		c := s.rest[end]
		switch {
		case c >= '0' && c <= '9':
		case c == '.' && !dot && !exponent:
			dot = true
		case (c == 'e' || c == 'E') && end > 0 && !exponent:
			exponent = true
		case (c == '-' || c == '+') && (end == 0 || s.rest[end-1]|0x20 == 'e'):
		default:
			goto done
		}
		end++
	}
done:
	f, err := number(s.rest[:end])
	s.rest = s.rest[end:]
	return f, err == nil
}

// numbers are those of an attribute.
func numbers(s string) ([]float64, error) {
	var list []float64
	for sc := (scanner{s}); ; {
		sc.space()
		if sc.rest == "" {
			return list, nil
		}
		f, ok := sc.number()
		if !ok {
			return nil, fmt.Errorf("%.40q is not a list of numbers", s)
		}
		list = append(list, f)
	}
}

// outlineOf is that of a shape.
func (f frame) outlineOf(n *html.Node, s style) (*outline, error) {
	o := &outline{scale: f.scale()}
	var bad error
	get := func(key string, whole float64) float64 {
		v, err := s.length(cmp.Or(attr(n, key), "0"), whole)
		if err != nil && bad == nil {
			bad = fmt.Errorf("%s of %s: %w", key, n.Data, err)
		}
		return v
	}
	diagonal := math.Sqrt((f.w*f.w + f.h*f.h) / 2)
	switch n.Data {
	case "rect":
		rx, ry := get("rx", f.w), get("ry", f.h)
		if attr(n, "rx") == "" {
			rx = ry
		} else if attr(n, "ry") == "" {
			ry = rx
		}
		if w, h := get("width", f.w), get("height", f.h); w > 0 && h > 0 {
			o.rect(get("x", f.w), get("y", f.h), w, h, rx, ry)
		}
	case "circle":
		if r := get("r", diagonal); r > 0 {
			o.ellipse(get("cx", f.w), get("cy", f.h), r, r)
		}
	case "ellipse":
		if rx, ry := get("rx", f.w), get("ry", f.h); rx > 0 && ry > 0 {
			o.ellipse(get("cx", f.w), get("cy", f.h), rx, ry)
		}
	case "line":
		o.move(point{get("x1", f.w), get("y1", f.h)})
		o.line(point{get("x2", f.w), get("y2", f.h)})
	case "polyline", "polygon":
		v, err := numbers(attr(n, "points"))
		if err != nil {
			return nil, err
		}
		for pair := range slices.Chunk(v[:len(v)&^1], 2) {
			if len(o.contours) == 0 {
				o.move(point{pair[0], pair[1]})
			} else {
				o.line(point{pair[0], pair[1]})
			}
		}
		if n.Data == "polygon" && len(o.contours) > 0 {
			o.close()
		}
	case "path":
		bad = o.path(attr(n, "d"))
	}
	return o, bad
}

// stroked gives the polygons that together are a line of a width along an
// outline, with its corners mitred and its ends cut off straight. All turn the
// same way, so that they add up.
func (o *outline) stroked(width float64, round bool) *outline {
	to := &outline{scale: o.scale}
	half := width / 2
	add := func(points ...point) {
		area := 0.0
		for i, p := range points {
			q := points[(i+1)%len(points)]
			area += p.x*q.y - q.x*p.y
		}
		if area < 0 {
			slices.Reverse(points)
		}
		to.contours = append(to.contours, contour{points, true})
	}
	for _, c := range o.contours {
		points := slices.Compact(slices.Clone(c.points))
		if c.closed && len(points) > 1 && points[0] == points[len(points)-1] {
			points = points[:len(points)-1]
		}
		n := len(points)
		if n < 2 {
			continue
		}
		normal := func(p, q point) point {
			l := math.Hypot(q.x-p.x, q.y-p.y)
			return point{-(q.y - p.y) / l * half, (q.x - p.x) / l * half}
		}
		for i := range n {
			if i == n-1 && !c.closed {
				break
			}
			p, q := points[i], points[(i+1)%n]
			m := normal(p, q)
			add(point{p.x + m.x, p.y + m.y}, point{q.x + m.x, q.y + m.y}, point{q.x - m.x, q.y - m.y}, point{p.x - m.x, p.y - m.y})
			if i == n-2 && !c.closed {
				break
			}
			// The corner at q, on its outer side.
			k := normal(q, points[(i+2)%n])
			if m.x*k.y-m.y*k.x > 0 {
				m, k = point{-m.x, -m.y}, point{-k.x, -k.y}
			}
			a, b := point{q.x + m.x, q.y + m.y}, point{q.x + k.x, q.y + k.y}
			cos := (m.x*k.x + m.y*k.y) / (half * half)
			switch {
			case round:
				from, turn := math.Atan2(m.y, m.x), math.Acos(min(max(cos, -1), 1))
				if m.x*k.y-m.y*k.x < 0 {
					turn = -turn
				}
				fan := []point{q, a}
				steps := max(1, math.Ceil(math.Abs(turn)*math.Sqrt(half*o.scale/(8*tolerance))))
				for j := 1.0; j < steps; j++ {
					s, c := math.Sincos(from + turn*j/steps)
					fan = append(fan, point{q.x + half*c, q.y + half*s})
				}
				add(append(fan, b)...)
			case 2/(1+cos) < 16: // the limit of 4, squared
				f := 1 / (1 + cos)
				add(q, a, point{q.x + (m.x+k.x)*f, q.y + (m.y+k.y)*f}, b)
			default:
				add(q, a, b)
			}
		}
	}
	return to
}

// dashed cuts an outline into dashes and gaps of the lengths given.
func (o *outline) dashed(lengths []float64) *outline {
	total, length := 0.0, 0.0
	for _, l := range lengths {
		total += max(l, 0)
	}
	for _, c := range o.contours {
		for i, p := range c.points {
			q := c.points[(i+1)%len(c.points)]
			length += math.Hypot(q.x-p.x, q.y-p.y)
		}
	}
	const most = 10000 // dashes: more is solid to the eye, and so are shorter ones
	if total*o.scale < 0.5 || !(length/total < most) {
		return o
	}
	to := &outline{scale: o.scale}
	for _, c := range o.contours {
		points := c.points
		if c.closed {
			points = append(slices.Clone(points), points[0])
		}
		i, left, on := 0, lengths[0], true
		to.move(points[0])
		for j := 1; j < len(points); j++ {
			p, q := points[j-1], points[j]
			for {
				d := math.Hypot(q.x-p.x, q.y-p.y)
				if d <= left {
					left -= d
					break
				}
				p = p.to(q, left/d)
				if on {
					to.line(p)
				} else {
					to.move(p)
				}
				on = !on
				i++
				left = max(lengths[i%len(lengths)], 0)
			}
			if on {
				to.line(q)
			}
		}
	}
	return to
}
