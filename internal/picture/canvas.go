package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// A canvas is painted in a palette that grows as colours are mixed, so that
// the file needs no other.
type canvas struct {
	width, height int
	pixels        []uint8 // places in the palette
	palette       []color.NRGBA
	index         map[color.NRGBA]uint8
	mixed         map[color.NRGBA]*[levels + 1][256]uint16
	raster        vector.Rasterizer
	mask          []uint8
}

// levels of coverage that are told apart at the edge of a shape. Each is a
// colour in the file, and 16 colours make half a byte a pixel.
const levels = 4

func newCanvas(w, h int) *canvas {
	c := &canvas{width: w, height: h, pixels: make([]uint8, w*h), index: map[color.NRGBA]uint8{}, mixed: map[color.NRGBA]*[levels + 1][256]uint16{}}
	c.colour(color.NRGBA{255, 255, 255, 255}, 0)
	return c
}

func (c *canvas) bounds() image.Rectangle { return image.Rect(0, 0, c.width, c.height) }

// near is how far a shade may be from a colour in the palette, in each of red,
// green and blue, to be taken for it: the edges of grey letters have the shades
// of black ones.
const near = 16

// colour gives the place of a colour in the palette, or of one that is no
// further from it than given, if there is room for it.
func (c *canvas) colour(n color.NRGBA, near int) uint8 {
	if i, ok := c.index[n]; ok && (near > 0 || c.palette[i] == n) {
		return i
	}
	apart := func(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }
	best, distance := 0, 256
	for i, m := range c.palette {
		if d := max(apart(n.R, m.R), apart(n.G, m.G), apart(n.B, m.B)); d < distance {
			best, distance = i, d
		}
	}
	if distance > near && len(c.palette) < 256 {
		best = len(c.palette)
		c.palette = append(c.palette, n)
	}
	c.index[n] = uint8(best)
	return uint8(best)
}

// mixer gives what so many levels of a colour make of the colour under it.
func (c *canvas) mixer(over color.NRGBA) func(under, level uint8) uint8 {
	known := c.mixed[over] // the place in the palette, and one
	if known == nil {
		known = new([levels + 1][256]uint16)
		c.mixed[over] = known
	}
	return func(under, level uint8) uint8 {
		i := known[level][under]
		if i == 0 {
			n := c.palette[under]
			share := uint32(level) * uint32(over.A)
			blend := func(a, b uint8) uint8 {
				const whole = levels * 255
				return uint8((uint32(a)*(whole-share) + uint32(b)*share + whole/2) / whole)
			}
			tolerated := near
			if level == levels {
				tolerated = 0 // no edge, but a colour that was asked for
			}
			i = uint16(c.colour(color.NRGBA{blend(n.R, over.R), blend(n.G, over.G), blend(n.B, over.B), 255}, tolerated)) + 1
			known[level][under] = i
		}
		return uint8(i - 1)
	}
}

// fill paints the inside of an outline, which is in the document's units.
func (c *canvas) fill(o *outline, m matrix, clip image.Rectangle, paint color.NRGBA) {
	if paint.A == 0 || len(o.contours) == 0 {
		return
	}
	// A 64th of a pixel is as near as machines agree on, and far outside is
	// outside.
	round := func(f float64) float64 { return math.Round(min(max(f, -4*maxSide), 4*maxSide)*64) / 64 }
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	placed := make([][]point, len(o.contours))
	for i, k := range o.contours {
		placed[i] = make([]point, len(k.points))
		for j, p := range k.points {
			p = m.apply(p)
			p = point{round(p.x), round(p.y)}
			left, right = min(left, p.x), max(right, p.x)
			top, bottom = min(top, p.y), max(bottom, p.y)
			placed[i][j] = p
		}
	}
	box := image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right)), int(math.Ceil(bottom))).Intersect(clip)
	if box.Empty() {
		return
	}
	mix := c.mixer(paint)
	if len(placed) == 1 && isBox(placed[0], left, top, right, bottom) {
		for y := box.Min.Y; y < box.Max.Y; y++ {
			row := c.pixels[y*c.width:]
			for x := box.Min.X; x < box.Max.X; x++ {
				row[x] = mix(row[x], levels)
			}
		}
		return
	}
	w, h := box.Dx(), box.Dy()
	c.raster.Reset(w, h)
	c.raster.DrawOp = draw.Src
	for _, points := range placed {
		at := func(p point) (x, y float32) {
			return float32(p.x - float64(box.Min.X)), float32(p.y - float64(box.Min.Y))
		}
		c.raster.MoveTo(at(points[0]))
		for _, p := range points[1:] {
			c.raster.LineTo(at(p))
		}
		c.raster.ClosePath()
	}
	if cap(c.mask) < w*h {
		c.mask = make([]uint8, w*h)
	}
	mask := &image.Alpha{Pix: c.mask[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	c.raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for y := range h {
		row := c.pixels[(box.Min.Y+y)*c.width+box.Min.X:]
		for x, covered := range mask.Pix[y*w : (y+1)*w] {
			if level := uint8((uint32(covered)*levels + 127) / 255); level > 0 {
				row[x] = mix(row[x], level)
			}
		}
	}
}

// isBox reports whether points go round a rectangle of whole pixels.
func isBox(p []point, left, top, right, bottom float64) bool {
	for _, f := range []float64{left, top, right, bottom} {
		if f != math.Trunc(f) {
			return false
		}
	}
	if len(p) != 4 {
		return false
	}
	for i, a := range p {
		b := p[(i+1)%4]
		if (a.x != b.x) == (a.y != b.y) || a.x != left && a.x != right || a.y != top && a.y != bottom {
			return false
		}
	}
	return true
}

// png is the file, in no more colours than it shows, to be printed as large as
// the document is: PNG (Third Edition), with texts in UTF-8 by keyword.
func (c *canvas) png(density float64, texts [][2]string) ([]byte, error) {
	var seen [256]bool
	for _, i := range c.pixels {
		seen[i] = true
	}
	var to [256]uint8
	var palette []byte
	for i, n := range c.palette {
		if seen[i] {
			to[i] = uint8(len(palette) / 3)
			palette = append(palette, n.R, n.G, n.B)
		}
	}
	bits := 8
	if len(palette) <= 3*16 {
		bits = 4
	}
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, 6)
	if err != nil {
		return nil, err
	}
	width := (c.width*bits + 7) / 8
	row := make([]byte, 1+width) // led by the filter: none
	for y := range c.height {
		pixels := c.pixels[y*c.width : (y+1)*c.width]
		if bits == 8 {
			for x, i := range pixels {
				row[1+x] = to[i]
			}
		} else {
			for x := 0; x+1 < len(pixels); x += 2 {
				row[1+x/2] = to[pixels[x]]<<4 | to[pixels[x+1]]
			}
			if len(pixels)%2 == 1 {
				row[width] = to[pixels[len(pixels)-1]] << 4
			}
		}
		if _, err := z.Write(row); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}

	big := binary.BigEndian
	file := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(name string, data []byte) {
		file = big.AppendUint32(file, uint32(len(data)))
		from := len(file)
		file = append(append(file, name...), data...)
		file = big.AppendUint32(file, crc32.ChecksumIEEE(file[from:]))
	}
	const indexed = 3
	size := big.AppendUint32(big.AppendUint32(nil, uint32(c.width)), uint32(c.height))
	chunk("IHDR", append(size, byte(bits), indexed, 0, 0, 0))
	perMetre := big.AppendUint32(nil, uint32(density*96/0.0254+0.5))
	chunk("pHYs", append(append(perMetre, perMetre...), 1))
	for _, t := range texts {
		if t[1] != "" {
			chunk("iTXt", append([]byte(t[0]), "\x00\x00\x00\x00\x00"+t[1]...))
		}
	}
	chunk("PLTE", palette)
	chunk("IDAT", packed.Bytes())
	chunk("IEND", nil)
	return file, nil
}
