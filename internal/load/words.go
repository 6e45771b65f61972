package load

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

// Words compares the interface words of a site's editions, i18n/<edition>.toml,
// and reports those that an edition lacks and values that a translation does
// not show. Files of the tool stand in for a site's; tool is nil where both are
// in one folder. Whether templates ask for other words is not judged.
func Words(x *explainer.Explainer, site, tool fs.FS) diag.List {
	l := &loader{fsys: site, x: x}
	own := l.words()
	fallback := map[string]*wordFile{}
	if tool != nil {
		t := &loader{fsys: tool, x: x}
		fallback = t.words()
		l.diags = append(l.diags, t.diags...)
		l.compareWords(fallback, nil)
	}
	l.compareWords(own, fallback)
	return mended(l.diags)
}

// A wordFile is what one file of interface words says.
type wordFile struct {
	file  string
	words map[string]word // nil if there is no such file
	order []string        // the keys as they stand
	lines int
}

type word struct {
	place diag.Place
	text  string
	shows []string // the values that its template prints
}

var (
	action   = regexp.MustCompile(`\{\{.*?\}\}`)
	variable = regexp.MustCompile(`(?:^|[^\w.)])(\.[A-Za-z_][\w.]*)`)
)

// words reads the file of each edition. One that cannot be read is left out,
// and so compared with nothing.
func (l *loader) words() map[string]*wordFile {
	files := map[string]*wordFile{}
	for _, ed := range l.x.Editions {
		w := &wordFile{file: "i18n/" + ed.ID + ".toml"}
		if _, err := fs.Stat(l.fsys, w.file); errors.Is(err, fs.ErrNotExist) {
			files[ed.ID] = w
			continue
		}
		text, ok := l.text(w.file)
		if !ok {
			continue
		}
		var table map[string]any
		if err := toml.Unmarshal([]byte(text), &table); err != nil {
			l.malformedTOML(w.file, text, err)
			continue
		}
		files[ed.ID] = w
		w.words, w.lines = map[string]word{}, strings.Count(text, "\n")
		f := newTOMLFile(w.file, text)
		for key, value := range table {
			all := fmt.Sprint(value)
			shows := map[string]bool{}
			for _, a := range action.FindAllString(all, -1) {
				for _, m := range variable.FindAllStringSubmatch(a, -1) {
					shows[m[1]] = true
				}
			}
			w.words[key] = word{f.at(key), all, slices.Sorted(maps.Keys(shows))}
		}
		w.order = slices.SortedFunc(maps.Keys(w.words), func(a, b string) int { return w.words[a].place.Line - w.words[b].place.Line })
	}
	return files
}

// compareWords compares files with each other, after filling gaps from others.
func (l *loader) compareWords(files, fallback map[string]*wordFile) {
	for i, ed := range l.x.Editions {
		for j, other := range l.x.Editions {
			from, to := files[ed.ID], files[other.ID]
			if i == j || from == nil || to == nil {
				continue
			}
			after := 0
			for _, key := range from.order {
				w := from.words[key]
				have, ok := to.words[key]
				if ok {
					after = have.place.Line
				} else if f := fallback[other.ID]; f != nil {
					have, ok = f.words[key]
				}
				switch {
				case !ok:
					at := diag.Place{File: to.file}
					if to.words != nil {
						at.Line, at.Col = min(after+1, max(to.lines, 1)), 1
					}
					l.diags.Errorf(at, "missing-interface-word", "edition %q lacks the word %q", other.ID, key).
						Note(w.place, "edition %q", ed.ID).Helpf("translate %s = %q", key, w.text)
				case lacksAny(have.shows, w.shows) && (i < j || !lacksAny(w.shows, have.shows)):
					place := have.place
					if _, own := to.words[key]; !own {
						place = w.place
					}
					l.diags.Errorf(place, "missing-interface-word", "the word %q does not show %s in edition %q", key, strings.Join(lacking(have.shows, w.shows), ", "), other.ID).
						Note(w.place, "edition %q does", ed.ID).Helpf("write {{ %s }} where its value belongs", lacking(have.shows, w.shows)[0])
				}
			}
		}
	}
}

func lacksAny(have, want []string) bool { return len(lacking(have, want)) > 0 }

func lacking(have, want []string) []string {
	var list []string
	for _, w := range want {
		if !slices.Contains(have, w) {
			list = append(list, w)
		}
	}
	return list
}
