package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
)

// A Printer writes a list for a person, an editor program or CI.
type Printer struct {
	Format string // "text", "json" or "github"
	Color  bool   // text only: colour with ANSI codes
	Root   fs.FS  // the site, to quote the line at fault; nil quotes nothing

	read map[string][][]byte // lines of the files quoted so far
}

// most is how many diagnostics are printed for a person; machines get all.
const most = 1000

// Print writes all of l to w, sorted.
func (p Printer) Print(w io.Writer, l List) error {
	l = l.Sorted()
	p.read = map[string][][]byte{}
	var b bytes.Buffer
	switch p.Format {
	case "json":
		if err := p.json(&b, l); err != nil {
			return err
		}
	case "github":
		for _, d := range l {
			p.github(&b, d)
		}
	default:
		for _, d := range l[:min(len(l), most)] {
			p.text(&b, d)
		}
		if more := len(l) - most; more > 0 {
			fmt.Fprintf(&b, "and %d more\n", more)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (p Printer) json(w io.Writer, l List) error {
	type note struct {
		File    string `json:"file"`
		Line    int    `json:"line,omitempty"`
		Col     int    `json:"col,omitempty"`
		Message string `json:"message"`
	}
	type record struct {
		note
		Level Level  `json:"level"`
		Code  string `json:"code"`
		Notes []note `json:"notes,omitempty"`
		Help  string `json:"help,omitempty"`
	}
	records := make([]record, 0, len(l))
	for _, d := range l {
		r := record{note{d.Place.File, d.Place.Line, d.Place.Col, d.Message}, d.Level, d.Code, nil, d.Help}
		for _, n := range d.Notes {
			r.Notes = append(r.Notes, note{n.Place.File, n.Place.Line, n.Place.Col, n.Message})
		}
		records = append(records, r)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(records)
}

// github writes a workflow command, which GitHub shows beside the line.
func (p Printer) github(w io.Writer, d *Diagnostic) {
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	message := d.Message
	for _, n := range d.Notes {
		message += fmt.Sprintf("\nnote: %v: %s", n.Place, n.Message)
	}
	if d.Help != "" {
		message += "\nhelp: " + d.Help
	}
	fmt.Fprintf(w, "::%s file=%s", d.Level, property.Replace(d.Place.File))
	if d.Place.Line > 0 {
		fmt.Fprintf(w, ",line=%d", d.Place.Line)
	}
	if d.Place.Col > 0 {
		fmt.Fprintf(w, ",col=%d", d.Place.Col)
	}
	fmt.Fprintf(w, ",title=%s::%s\n", property.Replace(d.Code), data.Replace(message))
}

func (p Printer) text(w io.Writer, d *Diagnostic) {
	level := "31" // red
	if d.Level == Warning {
		level = "33"
	}
	fmt.Fprintf(w, "%s: %s %s %s\n",
		p.paint("1", shown(d.Place)), p.paint("1;"+level, string(d.Level)+":"),
		plain(d.Message), p.paint("2", "["+d.Code+"]"))
	p.excerpt(w, d.Place)
	for _, n := range d.Notes {
		fmt.Fprintf(w, "    %s %s: %s\n", p.paint("36", "note:"), shown(n.Place), plain(n.Message))
	}
	if d.Help != "" {
		fmt.Fprintf(w, "    %s %s\n", p.paint("32", "help:"), plain(d.Help))
	}
}

func (p Printer) paint(sgr, s string) string {
	if !p.Color {
		return s
	}
	return "\x1b[" + sgr + "m" + s + "\x1b[0m"
}

// How much of a line is quoted around the caret: prose keeps a paragraph on
// one line, which no terminal shows whole.
const before, after = 60, 40

// excerpt quotes the line at fault with a caret below the column.
func (p Printer) excerpt(w io.Writer, at Place) {
	if p.Root == nil || at.Line == 0 {
		return
	}
	lines, known := p.read[at.File]
	if !known {
		if raw, err := fs.ReadFile(p.Root, at.File); err == nil {
			lines = bytes.Split(raw, []byte("\n"))
		}
		p.read[at.File] = lines
	}
	if at.Line > len(lines) || !utf8.Valid(lines[at.Line-1]) {
		return
	}
	line := []rune(strings.Map(visible, strings.TrimRight(string(lines[at.Line-1]), "\r")))
	if strings.TrimSpace(string(line)) == "" {
		return
	}
	col := min(max(at.Col, 1), len(line)+1)
	from, lead := max(0, col-1-before), ""
	to, trail := min(len(line), col-1+after), ""
	if from > 0 {
		lead = "…"
	}
	if to < len(line) {
		trail = "…"
	}
	number := fmt.Sprintf("%4d", at.Line)
	fmt.Fprintf(w, "    %s | %s%s%s\n", number, lead, p.colour(at.File, string(line[from:to])), trail)
	if at.Col > 0 {
		fmt.Fprintf(w, "    %*s | %*s%s\n", len(number), "", len([]rune(lead))+col-1-from, "", p.paint("1;31", "^"))
	}
}

// visible keeps a quoted line from driving the terminal or turning its text
// around: controls, bidirectional marks and zero-width characters show as ␣.
func visible(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0,
		r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff:
		return '␣'
	}
	return r
}

// shown is a place of which the file's name, too, is somebody else's words.
func shown(at Place) string { return strings.Map(visible, at.String()) }

// plain is a message, which may have several lines, without what visible hides.
func plain(message string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return visible(r)
	}, message)
}

// colour highlights by the language that the file's name stands for.
func (p Printer) colour(file, s string) string {
	if !p.Color {
		return s
	}
	lexer := lexers.Match(file)
	if lexer == nil {
		return s
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, s)
	if err != nil {
		return s
	}
	var b strings.Builder
	if formatters.TTY16.Format(&b, styles.Get("bw"), tokens) != nil {
		return s
	}
	return strings.TrimRight(b.String(), "\n")
}

// Summary counts what was found, in words: "2 errors, 1 warning in 2 files".
// An empty list gives "".
func Summary(l List) string {
	if len(l) == 0 {
		return ""
	}
	files := map[string]bool{}
	for _, d := range l {
		files[d.Place.File] = true
	}
	var parts []string
	if n := l.Errors(); n > 0 {
		parts = append(parts, Count(n, "error"))
	}
	if n := len(l) - l.Errors(); n > 0 {
		parts = append(parts, Count(n, "warning"))
	}
	return strings.Join(parts, ", ") + " in " + Count(len(files), "file")
}

// Count gives a number with its noun, whose plural ends in s.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
