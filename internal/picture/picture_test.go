package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// doc is a document of 100 by 60 with something in it.
func doc(inside string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60">` + inside + `</svg>`)
}

func drawn(t *testing.T, svg []byte, density float64) (image.Image, []string) {
	t.Helper()
	raw, cut, err := Draw(svg, density)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m, cut
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// ink is the box of all that is not white.
func ink(m image.Image) image.Rectangle {
	var box image.Rectangle
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if hex(m.At(x, y)) != "#ffffff" {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// TestColours says what colour a pixel has, in documents that tell one reading
// of a rule from another.
func TestColours(t *testing.T) {
	tests := []struct {
		name, inside string
		x, y         int
		want         string
	}{
		{"nothing", ``, 50, 30, "#ffffff"},
		{"black, unless told", `<rect width="10" height="10"/>`, 5, 5, "#000000"},
		{"an attribute", `<rect width="10" height="10" fill="#123456"/>`, 5, 5, "#123456"},
		{"a short colour", `<rect width="10" height="10" fill="#1a3"/>`, 5, 5, "#11aa33"},
		{"a style sheet over an attribute", `<style>rect{fill:#00ff00}</style><rect width="10" height="10" fill="#123456"/>`, 5, 5, "#00ff00"},
		{"a class over a name, whatever the order", `<style>.a{fill:#00ff00}rect{fill:#ff0000}</style><rect class="a" width="10" height="10"/>`, 5, 5, "#00ff00"},
		{"the later of equals", `<style>.a{fill:#ff0000}.b{fill:#00ff00}</style><rect class="b a" width="10" height="10"/>`, 5, 5, "#00ff00"},
		{"a style of its own over all", `<style>.a{fill:#ff0000}</style><rect class="a" style="fill: #00ff00" width="10" height="10"/>`, 5, 5, "#00ff00"},
		{"one behind another", `<style>circle+rect{fill:#00ff00}</style><circle r="1"/><rect width="10" height="10"/>`, 5, 5, "#00ff00"},
		{"inherited", `<g fill="#00ff00"><rect width="10" height="10"/></g>`, 5, 5, "#00ff00"},
		{"light, of light and dark", `<style>:root{--c:light-dark(#00ff00,#ff0000)}rect{fill:var(--c)}</style><rect width="10" height="10"/>`, 5, 5, "#00ff00"},
		{"a variable made of a variable", `<style>:root{--a:#00ff00;--b:var(--a)}rect{fill:var(--b)}</style><rect width="10" height="10"/>`, 5, 5, "#00ff00"},
		{"a variable that is not there", `<rect width="10" height="10" style="fill:var(--x, #00ff00)"/>`, 5, 5, "#00ff00"},
		{"no media but this", `<style>@media(prefers-contrast:more){rect{fill:#ff0000}}rect{fill:#00ff00}@media print{rect{fill:#ff0000}}</style><rect width="10" height="10"/>`, 5, 5, "#00ff00"},
		{"half there", `<rect width="10" height="10" fill-opacity=".5"/>`, 5, 5, "#7f7f7f"},
		{"per cent of the document", `<rect x="50%" y="50%" width="10%" height="10%"/>`, 59, 35, "#000000"},
		{"and no further", `<rect x="50%" y="50%" width="10%" height="10%"/>`, 60, 35, "#ffffff"},
		{"per cent of an svg", `<svg x="20" width="40" height="40"><rect x="50%" width="50%" height="50%"/></svg>`, 41, 19, "#000000"},
		{"a viewBox in the middle", `<svg width="100" height="60" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>`, 21, 30, "#000000"},
		{"and beside it", `<svg width="100" height="60" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>`, 18, 30, "#ffffff"},
		{"cut off at an svg", `<svg width="20" height="20"><rect width="90" height="90"/></svg>`, 21, 10, "#ffffff"},
		{"or not", `<svg width="20" height="20" overflow="visible"><rect width="90" height="90"/></svg>`, 21, 10, "#000000"},
		{"moved", `<rect width="10" height="10" transform="translate(40 20) scale(2)"/>`, 59, 39, "#000000"},
		{"turned", `<rect width="30" height="2" transform="translate(50 10) rotate(90)"/>`, 49, 39, "#000000"},
		{"a hole", `<path d="M10 10h40v40h-40zM20 20v20h20v-20z"/>`, 30, 30, "#ffffff"},
		{"a curve", `<path d="M10 50C10-10 90-10 90 50"/>`, 50, 20, "#000000"},
		{"an arc", `<path d="M10 30a20 20 0 0 1 40 0z"/>`, 30, 12, "#000000"},
		{"the other side of an arc", `<path d="M10 30a20 20 0 0140 0z"/>`, 30, 33, "#ffffff"},
		{"a line of its width", `<line x1="10" x2="90" y1="30" y2="30" stroke="#00ff00" stroke-width="4"/>`, 50, 28, "#00ff00"},
		{"a line without", `<line x1="10" x2="90" y1="30" y2="30"/>`, 50, 30, "#ffffff"},
		{"a gap of a line", `<line x1="0" x2="90" y1="30" y2="30" stroke="#000000" stroke-width="2" stroke-dasharray="10 10"/>`, 15, 30, "#ffffff"},
		{"a dash of a line", `<line x1="0" x2="90" y1="30" y2="30" stroke="#000000" stroke-width="2" stroke-dasharray="10 10"/>`, 25, 30, "#000000"},
		{"a sharp corner", `<rect x="20" y="20" width="40" height="20" fill="none" stroke="#000000" stroke-width="8"/>`, 16, 16, "#000000"},
		{"a round corner", `<rect x="20" y="20" width="40" height="20" fill="none" stroke="#000000" stroke-width="8" stroke-linejoin="round"/>`, 16, 16, "#ffffff"},
		{"a width that keeps", `<g transform="scale(10)"><rect x="2" y="2" width="4" height="2" fill="none" stroke="#000000" stroke-width="2" vector-effect="non-scaling-stroke"/></g>`, 23, 30, "#ffffff"},
		{"hidden", `<rect width="10" height="10" display="none"/>`, 5, 5, "#ffffff"},
		{"no one's element", `<defs><rect width="10" height="10"/></defs>`, 5, 5, "#ffffff"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := drawn(t, doc(tt.inside), 1)
			if got := hex(m.At(tt.x, tt.y)); got != tt.want {
				t.Errorf("the pixel at %d,%d is %s; want %s", tt.x, tt.y, got, tt.want)
			}
		})
	}
}

// Text stands where it is anchored, as large as it is said to be.
func TestText(t *testing.T) {
	box := func(inside string) image.Rectangle {
		m, _ := drawn(t, doc(inside), 1)
		return ink(m)
	}
	near := func(got, want int) bool { return got >= want-1 && got <= want+1 }
	start := box(`<text x="20" y="40" font-size="20">HH</text>`)
	if !near(start.Max.Y, 40) || !near(start.Dy(), 14) || start.Min.X < 20 || start.Min.X > 23 {
		t.Errorf("two capitals of 20 pixels from 20,40 stand at %v", start)
	}
	if end := box(`<text x="60" y="40" font-size="20" text-anchor="end">HH</text>`); !near(end.Dx(), start.Dx()) || end.Max.X > 60 || end.Max.X < 57 {
		t.Errorf("text that ends at 60 stands at %v", end)
	}
	if middle := box(`<text x="50" y="40" font-size="20" text-anchor="middle">HH</text>`); !near(middle.Min.X+middle.Max.X, 100) {
		t.Errorf("text with its middle at 50 stands at %v", middle)
	}
	if moved := box(`<text x="20" y="40" dx=".5em" dy="-1em" font-size="20">HH</text>`); !near(moved.Min.X, start.Min.X+10) || !near(moved.Min.Y, start.Min.Y-20) {
		t.Errorf("text moved by half its size and up by it stands at %v, not moved at %v", moved, start)
	}
	if bold := box(`<text x="20" y="40" style="font:700 20px/1 serif">HH</text>`); bold == start {
		t.Error("a bold serif looks like the other face")
	}
	kerned, apart := box(`<text x="5" y="40" font-size="30">AV</text>`), box(`<text x="5" y="40" font-size="30">A</text><text x="25" y="40" font-size="30">V</text>`)
	if kerned.Dx() >= apart.Dx() {
		t.Errorf("A and V are not kerned: %v, side by side %v", kerned, apart)
	}
	if spaced := box(`<text x="20" y="40" font-size="20">  H H </text>`); spaced != box("<text x=\"20\" y=\"40\" font-size=\"20\">\n H\n\t H</text>") {
		t.Error("white space counts")
	}
}

// inline-size sets text in lines of its width, and balance in lines alike.
func TestLines(t *testing.T) {
	rows := func(style string) (lines int, width int) {
		m, _ := drawn(t, doc(`<text y="12" style="font:10px/1.2 sans-serif;`+style+`">aaaa aaaa aaaa a</text>`), 1)
		inLine := false
		for y := range 60 {
			any := false
			for x := range 100 {
				any = any || hex(m.At(x, y)) != "#ffffff"
			}
			if any && !inLine {
				lines++
			}
			inLine = any
		}
		return lines, ink(m).Dx()
	}
	if n, _ := rows(""); n != 1 {
		t.Errorf("without a width there are %d lines", n)
	}
	n, wide := rows("inline-size:78px")
	if n != 2 || wide > 78 {
		t.Errorf("%d lines, %d wide; want 2 in 78", n, wide)
	}
	if n, narrow := rows("inline-size:78px;text-wrap:balance"); n != 2 || narrow >= wide {
		t.Errorf("balanced: %d lines, %d wide; want 2 and less than %d", n, narrow, wide)
	}
	if n, _ := rows("inline-size:5px"); n != 4 {
		t.Errorf("in no room for a word there are %d lines; want one for each", n)
	}
}

// What a browser would draw and this does not is an error that names it.
func TestRefuses(t *testing.T) {
	for _, tt := range [][2]string{
		{`<image href="a.png"/>`, "image"},
		{`<use href="#a"/>`, "use"},
		{`<rect width="9" height="9" fill="url(#a)"/>`, "url(#a)"},
		{`<rect width="9" height="9" fill="rebeccapurple"/>`, "rebeccapurple"},
		{`<rect width="calc(1px + 1em)" height="9"/>`, "calc(1px + 1em)"},
		{`<rect width="9vw" height="9"/>`, "9vw"},
		{`<rect width="9" height="9" style="transform:rotate(3deg)"/>`, "transform"},
		{`<g opacity=".5"/>`, "opacity"},
		{`<path d="M1 1 L x"/>`, "M1 1 L x"},
		{`<path d="Q"/>`, "Q"},
		{`<style>@layer a{rect{fill:red}}</style>`, "@layer"},
		{`<style>rect:is(.a){fill:red}</style>`, ":is"},
		{`<style>:root{--a:var(--b);--b:var(--a)}rect{fill:var(--a)}</style><rect width="9" height="9"/>`, "no end"},
		{`<text>a<textPath>b</textPath></text>`, "textPath"},
		{strings.Repeat("<g>", 60), "50 elements"},
	} {
		if _, _, err := Draw(doc(tt[0]), 1); err == nil || !strings.Contains(err.Error(), tt[1]) {
			t.Errorf("%.60s: got %v; want an error about %s", tt[0], err, tt[1])
		}
	}
	for _, svg := range []string{``, `<p>`, `<svg width="100%" height="9"></svg>`, `<svg width="9" height="0"></svg>`, `<svg width="99999" height="9"></svg>`, `<svg width="NaN" height="9"></svg>`} {
		if _, _, err := Draw([]byte(svg), 1); err == nil {
			t.Errorf("%q is drawn", svg)
		}
	}
}

func TestUndrawn(t *testing.T) {
	for _, tt := range []struct {
		inside  string
		undrawn bool
	}{
		{`<text x="10" y="30">Short</text>`, false},
		{`<text x="10" y="30">Far too long for a hundred pixels</text>`, true},
		{`<text x="10" y="30" text-anchor="end">Long</text>`, true},
		{`<text x="10" y="70">Low</text>`, true},
		{`<text x="10" y="30">≠ Ωж¿</text>`, false},
		{`<text x="10" y="30">字</text>`, true},
	} {
		if _, undrawn := drawn(t, doc(tt.inside), 1); (len(undrawn) > 0) != tt.undrawn {
			t.Errorf("%s: not drawn: %q", tt.inside, undrawn)
		}
	}
}

// A file says what it shows and whose it is, and how large it is meant.
func TestFile(t *testing.T) {
	raw, _, err := Draw(doc(`<title>Plazas</title><desc>Año: 3</desc><metadata>Gaceta, CC</metadata><rect width="50%" height="60"/>`), 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"iTXtTitle\x00\x00\x00\x00\x00Plazas", "iTXtDescription\x00\x00\x00\x00\x00Año: 3", "iTXtCopyright\x00\x00\x00\x00\x00Gaceta, CC", "pHYs\x00\x00\x1d\x87\x00\x00\x1d\x87\x01"} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("no %q in the file", want)
		}
	}
	m, err := png.Decode(bytes.NewReader(raw))
	if err != nil || m.Bounds() != image.Rect(0, 0, 200, 120) || hex(m.At(99, 119)) != "#000000" || hex(m.At(100, 119)) != "#ffffff" {
		t.Errorf("got %v, %v; want 200 by 120, the left half black", m.Bounds(), err)
	}
}

func TestFiles(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "pictures")
	files := func(sheet string) (string, error) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "pictures.json"), []byte(sheet), 0o644); err != nil {
			t.Fatal(err)
		}
		list, err := Files(dir, "public", ReadDrawn(cache), "pictures.json")
		if _, left := os.Stat(filepath.Join(dir, "pictures.json")); left == nil && err == nil {
			t.Error("the sheet is left")
		}
		raw, _ := os.ReadFile(filepath.Join(dir, "a", "b.png"))
		said := ""
		for _, d := range list {
			said += d.Place.String() + " " + d.Code
		}
		return string(raw) + said, err
	}
	const sheet = `{"a/b.png": {"svg": "<svg width='50' height='20'><text y='10'>A long, long text</text></svg>", "density": 1}}`
	first, err := files(sheet)
	if err != nil || !strings.HasPrefix(first, "\x89PNG") || !strings.HasSuffix(first, "public/a/b.png text-not-drawn") {
		t.Fatalf("got %q, %v; want a picture and what is cut off", first, err)
	}
	kept, err := os.ReadFile(cache)
	if err != nil || !bytes.Contains(kept, []byte("\x89PNG")) {
		t.Fatalf("nothing is kept: %v", err)
	}
	if again, err := files(sheet); err != nil || again != first {
		t.Errorf("taken from what was kept, it is another: %v", err)
	}
	if err := os.WriteFile(cache, kept[:len(kept)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if again, err := files(sheet); err != nil || again != first {
		t.Errorf("with half of what was kept, it is another: %v", err)
	}
	if other, err := files(strings.Replace(sheet, `"density": 1`, `"density": 2`, 1)); err != nil || other == first {
		t.Errorf("at twice the density, it is the same: %v", err)
	}
	for _, bad := range []string{`{"../b.png": {"svg": "<svg width='9' height='9'/>", "density": 1}}`, `{"a.html": {"svg": "<svg width='9' height='9'/>", "density": 1}}`, `[]`} {
		if _, err := files(bad); err == nil {
			t.Errorf("%s is drawn", bad)
		}
	}
}

// FuzzDraw wants every document to be drawn at its size or refused.
func FuzzDraw(f *testing.F) {
	for _, seed := range []string{
		`<rect class="a" x="1%" y="1em" width="20" height="9" rx="2" transform="rotate(45 3 3)" stroke="#000" stroke-dasharray="3 1"/>`,
		`<style>:root{--a:light-dark(#fff,#000)}@media print{a{b:c}}svg .a,rect+text{font:italic 700 1rem/1.2 a,serif;fill:var(--a)}</style><text class="a">x<tspan x="3">≠</tspan></text>`,
		`<path d="M1 1a3 3 0 0 1 4 4S1 2 3 4T4 4zm1 1H4V3"/><polygon points="1,1 2,2 3"/>`,
		`<svg viewBox="0 0 1e9 1"><circle r="50%" stroke="#000" vector-effect="non-scaling-stroke"/></svg>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, inside string) {
		raw, _, err := Draw(doc(inside), 1)
		if err != nil {
			return
		}
		m, err := png.Decode(bytes.NewReader(raw))
		if err != nil || m.Bounds() != image.Rect(0, 0, 100, 60) {
			t.Errorf("%q gives %v, %v", inside, m, err)
		}
	})
}
