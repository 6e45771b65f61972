package picture

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image/color"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/cascadia"
	cssparse "github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/net/html"
)

// A rule of a style sheet.
type rule struct {
	selector     cascadia.Sel
	declarations [][2]string // property, value
}

// readSheet reads a style sheet. It passes over what stands in @media: a
// picture is in light colours, on a screen, for nobody in particular.
func readSheet(sheet string) ([]rule, error) {
	var rules []rule
	var selectors string
	var declarations [][2]string
	depth := 0
	p := css.NewParser(cssparse.NewInputString(sheet), false)
	for {
		kind, _, data := p.Next()
		switch kind {
		case css.ErrorGrammar:
			if errors.Is(p.Err(), io.EOF) {
				// In the order of their weight; of equals the later one wins.
				slices.SortStableFunc(rules, func(a, b rule) int {
					x, y := a.selector.Specificity(), b.selector.Specificity()
					switch {
					case x.Less(y):
						return -1
					case y.Less(x):
						return 1
					}
					return 0
				})
				return rules, nil
			}
			return nil, fmt.Errorf("style sheet: %w", p.Err())
		case css.BeginAtRuleGrammar:
			if string(data) != "@media" {
				return nil, fmt.Errorf("style sheet: %s is not read", data)
			}
			depth++
		case css.EndAtRuleGrammar:
			depth--
		}
		if depth > 0 {
			continue
		}
		switch kind {
		case css.QualifiedRuleGrammar:
			selectors += joined(p.Values()) + ","
		case css.BeginRulesetGrammar:
			selectors += joined(p.Values())
			declarations = nil
		case css.DeclarationGrammar, css.CustomPropertyGrammar:
			declarations = append(declarations, [2]string{string(data), strings.TrimSpace(joined(p.Values()))})
		case css.EndRulesetGrammar:
			group, err := cascadia.ParseGroup(selectors)
			if err != nil {
				return nil, fmt.Errorf("style sheet: the selector %q: %w", selectors, err)
			}
			for _, s := range group {
				rules = append(rules, rule{s, declarations})
			}
			selectors = ""
		}
	}
}

func joined(tokens []css.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.Write(t.Data)
	}
	return b.String()
}

// A style is what holds for an element: values by property, variables among
// them under their own names.
type style map[string]string

var inherited = []string{
	"color", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "paint-order",
	"font-family", "font-size", "font-weight", "font-style", "line-height", "letter-spacing", "text-anchor", "text-wrap", "visibility", "root-size",
}

// presentation are the properties that may be attributes.
var presentation = append(slices.Clone(inherited), "display", "opacity", "overflow", "vector-effect", "inline-size")

// styleOf is an element's style below that of its parent.
func (d *drawing) styleOf(n *html.Node, parent style) (style, error) {
	s := style{}
	for key, value := range parent {
		if strings.HasPrefix(key, "--") || slices.Contains(inherited, key) {
			s[key] = value
		}
	}
	own := style{}
	for _, a := range n.Attr {
		if slices.Contains(presentation, a.Key) {
			own[a.Key] = a.Val
		}
	}
	for _, r := range d.rules {
		if r.selector.Match(n) {
			for _, v := range r.declarations {
				own.set(v[0], v[1])
			}
		}
	}
	if inline := attr(n, "style"); inline != "" {
		p := css.NewParser(cssparse.NewInputString(inline), true)
		for kind, _, data := p.Next(); kind != css.ErrorGrammar; kind, _, data = p.Next() {
			own.set(string(data), strings.TrimSpace(joined(p.Values())))
		}
	}
	maps.DeleteFunc(own, func(_, value string) bool { return value == "inherit" })
	for key, value := range own {
		if strings.HasPrefix(key, "--") {
			s[key] = value
		}
	}
	size := s["font-size"]
	for key, value := range own {
		if strings.HasPrefix(key, "--") {
			continue
		}
		value, err := s.expand(value)
		if err != nil {
			return nil, err
		}
		s[key] = value
	}
	if font, ok := s["font"]; ok {
		delete(s, "font")
		if err := s.setFont(font, own); err != nil {
			return nil, err
		}
	}
	// A size in em is one of the parent's.
	resolved := style{"font-size": cmp.Or(size, "16px"), "root-size": s["root-size"]}
	px, err := resolved.length(cmp.Or(s["font-size"], "16px"), resolved.number("font-size"))
	if err != nil {
		return nil, err
	}
	s["font-size"] = format(px) + "px"
	if s["root-size"] == "" {
		s["root-size"] = s["font-size"]
	}
	return s, nil
}

// set sets a property. The shorthand undoes what was set of it before.
func (s style) set(key, value string) {
	if key == "font" {
		for _, part := range []string{"font-style", "font-weight", "font-size", "line-height", "font-family"} {
			delete(s, part)
		}
	}
	s[key] = value
}

// setFont reads "italic 700 21px/1.2 Charter, serif", except what was set apart
// from it.
func (s style) setFont(font string, own style) error {
	set := func(key, value string) {
		if _, ok := own[key]; !ok {
			s[key] = value
		}
	}
	set("font-style", "normal")
	set("font-weight", "400")
	rest := font
	for {
		word, after, ok := strings.Cut(strings.TrimSpace(rest), " ")
		if !ok {
			return fmt.Errorf("the font %q has no family", font)
		}
		rest = after
		switch {
		case word == "italic" || word == "oblique":
			set("font-style", word)
		case word == "normal":
		case word == "bold" || len(word) == 3 && strings.Trim(word, "0123456789") == "":
			set("font-weight", word)
		default:
			size, height, _ := strings.Cut(word, "/")
			set("font-size", size)
			set("line-height", cmp.Or(height, "normal"))
			set("font-family", rest)
			return nil
		}
	}
}

// expand replaces variables by their values, and light-dark() by the first of
// its two.
func (s style) expand(value string) (string, error) {
	for range 20 { // variables made of variables
		before, inside, after, ok := call(value, "var(")
		if ok {
			name, fallback, _ := strings.Cut(inside, ",")
			value = before + cmp.Or(s[strings.TrimSpace(name)], strings.TrimSpace(fallback)) + after
			continue
		}
		before, inside, after, ok = call(value, "light-dark(")
		if !ok {
			return value, nil
		}
		light, _, _ := strings.Cut(inside, ",")
		value = before + strings.TrimSpace(light) + after
	}
	return "", fmt.Errorf("the value %.60q has no end", value)
}

// call finds the first call of a function: what stands before it, inside its
// brackets and after it.
func call(value, name string) (before, inside, after string, ok bool) {
	before, rest, ok := strings.Cut(value, name)
	if !ok {
		return value, "", "", false
	}
	depth := 1
	for i := range len(rest) {
		switch rest[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return before, rest[:i], rest[i+1:], true
		}
	}
	return before, rest, "", true
}

// length gives pixels; whole is what 100 % are of.
func (s style) length(value string, whole float64) (float64, error) {
	value = strings.TrimSpace(value)
	for _, unit := range []struct {
		name string
		px   func() float64
	}{
		{"rem", func() float64 { return s.number("root-size") }},
		{"em", func() float64 { return s.number("font-size") }},
		{"px", func() float64 { return 1 }},
		{"%", func() float64 { return whole / 100 }},
		{"", func() float64 { return 1 }},
	} {
		if rest, ok := strings.CutSuffix(value, unit.name); ok {
			f, err := number(rest)
			if err != nil {
				return 0, fmt.Errorf("%q is not a length that is read here", value)
			}
			return f * unit.px(), nil
		}
	}
	return 0, nil // not reached: the last unit fits
}

// number reads a plain one: no hexadecimal, no infinity.
func number(s string) (float64, error) {
	if strings.Trim(s, "+-.0123456789eE") != "" {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseFloat(s, 64)
}

// number gives a size that was resolved before.
func (s style) number(key string) float64 {
	f, err := number(strings.TrimSuffix(s[key], "px"))
	if err != nil {
		return 16
	}
	return f
}

func format(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// paint gives the colour of a property, and no colour for none.
func (s style) paint(key, initial string) (c color.NRGBA, err error) {
	value := strings.ToLower(cmp.Or(s[key], initial))
	if value == "currentcolor" {
		value = strings.ToLower(cmp.Or(s["color"], "black"))
	}
	switch value {
	case "none", "transparent":
		return c, nil
	case "black":
		value = "#000000"
	case "white":
		value = "#ffffff"
	}
	digits, ok := strings.CutPrefix(value, "#")
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	rgb, err := strconv.ParseUint(digits, 16, 32)
	if !ok || err != nil || len(digits) != 6 {
		return c, fmt.Errorf("%q is not a colour that is read here: write #rrggbb", value)
	}
	opacity := 1.0
	for _, k := range []string{key + "-opacity", "opacity"} {
		if s[k] != "" {
			o, err := number(s[k])
			if err != nil {
				return c, fmt.Errorf("%q is not an opacity", s[k])
			}
			opacity *= min(max(o, 0), 1)
		}
	}
	return color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), uint8(opacity*255 + 0.5)}, nil
}

// parse reads a document into its svg element, below a node of its own as
// selectors want it.
func parse(svg []byte) (*html.Node, error) {
	doc, err := html.Parse(bytes.NewReader(svg))
	if err != nil {
		return nil, err
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "svg" {
			n.Parent.RemoveChild(n)
			(&html.Node{Type: html.DocumentNode}).AppendChild(n)
			return n, nil
		}
	}
	return nil, errors.New("no svg element")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func child(n *html.Node, name string) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode && c.Data == name {
			return c
		}
	}
	return nil
}

// words is the text in an element, white space as one space.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), isSpace), " ")
}

// isSpace is what XML calls white space; a no-break space is a character.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }
