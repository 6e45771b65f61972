// Package seeded plants mistakes in copies of the real site and demands that
// the build reports each at its line by its code, and nothing else.
//
// A kind of mistake finds its places in the site as it stands, by meaning (a
// number that a cited claim carries, the name of whoever alleges something),
// so that plants stay valid as the content changes. Where a place would make
// a sentence that is not wrong, such as a number that another claim cited
// there does give, the kind passes it over. Places are drawn at random with a
// fixed seed, so a failure can be run again.
//
//	go test ./internal/check/seeded -v                     the table by kind
//	go test ./internal/check/seeded -v -kind date -show    each plant and what is found
//	go test ./internal/check/seeded -bench .               ten thousand claims
package seeded

import (
	"flag"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"explainer/internal/check"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/load"
)

var (
	only = flag.String("kind", "", "plant only kinds whose name matches this")
	show = flag.Bool("show", false, "print each plant and what is found")
	each = flag.Int("each", 2, "how many plants of a kind in each edition, at most")
)

const seed = 20310504

// A kind is one way to get it wrong.
type kind struct {
	name string
	code string
	// also lists other codes that the same slip may fairly bring up: a number
	// changed in one edition is in no claim and differs from the other edition.
	also string
	// instead is a code that is as right for some of the plants.
	instead string
	places  func(s *site, edition string, r *rand.Rand) []plant
}

// A plant is one mistake in one place.
type plant struct {
	what  string            // before and after, for whoever reads a failure
	file  string            // where it must be reported
	line  int               // 0: the file as a whole
	or    []diag.Place      // other lines that are as right: the other edition's, or both ends of a conflict
	files map[string]string // as changed; "" is removed
}

// A site is the real one, as text and as read.
type site struct {
	files  map[string]string
	x      *explainer.Explainer
	claims map[string]*explainer.Claim
	found  map[string]bool // what is reported of it as it stands
}

// read takes the real site in and reports what is found of it.
func read(t testing.TB) *site {
	t.Helper()
	s := &site{files: map[string]string{}, claims: map[string]*explainer.Claim{}, found: map[string]bool{}}
	root := os.DirFS("../../..")
	for _, from := range []string{"hugo.toml", "content", "data", "i18n"} {
		err := fs.WalkDir(root, from, func(path string, e fs.DirEntry, err error) error {
			if path == "data/releases" {
				return fs.SkipDir // a mistake is one whether or not it was ever published
			}
			if err != nil || e.IsDir() {
				return err
			}
			raw, err := fs.ReadFile(root, path)
			s.files[path] = string(raw)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var found diag.List
	s.x, found = judge(s.files, nil)
	for _, d := range found {
		s.found[key(d)] = true
		if d.Level == diag.Error {
			t.Errorf("false alarm on the real site: %s: %s [%s]", d.Place, d.Message, d.Code)
		}
	}
	for _, c := range s.x.Claims {
		s.claims[c.ID] = c
	}
	return s
}

func key(d *diag.Diagnostic) string { return d.Code + " " + d.Place.File + " " + d.Message }

// judge does what the command check does.
func judge(files, changed map[string]string) (*explainer.Explainer, diag.List) {
	fsys := make(fstest.MapFS, len(files)+len(changed))
	for name, text := range files {
		if _, ok := changed[name]; !ok {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	for name, text := range changed {
		if text != "" {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	x, list := load.Load(fsys)
	if list.Errors() == 0 {
		list = append(list, check.Settle(x, check.Explainer(x), func(p diag.Place) string {
			if f := fsys[p.File]; f != nil && p.Line > 0 {
				if lines := strings.Split(string(f.Data), "\n"); p.Line <= len(lines) {
					return lines[p.Line-1]
				}
			}
			return ""
		})...)
	}
	list = append(list, load.Words(x, fsys, nil)...)
	list.Sort()
	return x, list
}

type result struct {
	kind   *kind
	lang   string
	plant  plant
	caught bool
	stray  diag.List
	found  diag.List
}

func TestSeededMistakes(t *testing.T) {
	s := read(t)
	known := codes(t)
	chosen := regexp.MustCompile(*only)
	var planted []*result
	for i := range kinds {
		k := &kinds[i]
		if !chosen.MatchString(k.name) {
			continue
		}
		if !known[k.code] {
			t.Errorf("%s: no rule reports %q", k.name, k.code)
			continue
		}
		for _, ed := range s.x.Editions {
			r := rand.New(rand.NewPCG(seed, uint64(crc32.ChecksumIEEE([]byte(k.name+ed.ID)))))
			places := k.places(s, ed.ID, r)
			r.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
			if len(places) == 0 && (ed.ID != s.x.Main().ID || k.code != "stale-edition") {
				t.Errorf("%s: no place for it in edition %q", k.name, ed.ID)
			}
			for _, p := range places[:min(len(places), *each)] {
				planted = append(planted, &result{kind: k, lang: ed.ID, plant: p})
			}
		}
	}
	run(s, planted)

	type row struct{ plants, caught, stray int }
	rows := map[*kind]*row{}
	total := &row{}
	for _, r := range planted {
		if rows[r.kind] == nil {
			rows[r.kind] = &row{}
		}
		for _, row := range []*row{rows[r.kind], total} {
			row.plants++
			if r.caught {
				row.caught++
			}
			if len(r.stray) > 0 {
				row.stray++
			}
		}
		switch {
		case !r.caught:
			t.Errorf("missed: %s (%s), at %s:%d\n    %s%s", r.kind.name, r.kind.code, r.plant.file, r.plant.line, r.plant.what, listed(r.found))
		case len(r.stray) > 0:
			t.Errorf("more than one message: %s (%s), at %s:%d\n    %s%s", r.kind.name, r.kind.code, r.plant.file, r.plant.line, r.plant.what, listed(r.stray))
		case *show:
			t.Logf("%s (%s), at %s:%d\n    %s%s", r.kind.name, r.kind.code, r.plant.file, r.plant.line, r.plant.what, listed(r.found))
		}
	}
	t.Logf("%-44s %-28s %6s %6s %6s", "kind", "code", "plants", "caught", "missed")
	for i := range kinds {
		if r := rows[&kinds[i]]; r != nil {
			t.Logf("%-44s %-28s %6d %6d %6d", kinds[i].name, kinds[i].code, r.plants, r.caught, r.plants-r.caught)
		}
	}
	fmt.Printf("%d of %d mistakes of %d kinds caught at their line by their code; %d with another message besides\n",
		total.caught, total.plants, len(rows), total.stray)
	if *only == "" && (total.plants < 400 || len(rows) < 45) {
		t.Errorf("%d plants of %d kinds are too few", total.plants, len(rows))
	}
}

func listed(l diag.List) string {
	var b strings.Builder
	for _, d := range l {
		fmt.Fprintf(&b, "\n    found %s: %s [%s]", d.Place, d.Message, d.Code)
	}
	if len(l) == 0 {
		b.WriteString("\n    found nothing")
	}
	return b.String()
}

// run judges every plant, on all cores.
func run(s *site, planted []*result) {
	next := make(chan *result)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for r := range next {
				_, list := judge(s.files, r.plant.files)
				for _, d := range list {
					switch {
					case (d.Code == r.kind.code || d.Code == r.kind.instead) && r.plant.at(d.Place):
						r.caught = true
					case s.found[key(d)]:
						continue
					case d.Code == "stale-edition": // as is every edition whose first has changed
						continue
					case !slices.Contains(strings.Fields(r.kind.also), d.Code):
						r.stray = append(r.stray, d)
					}
					r.found = append(r.found, d)
				}
			}
		})
	}
	for _, r := range planted {
		next <- r
	}
	close(next)
	wg.Wait()
}

func (p plant) at(d diag.Place) bool {
	if d.File == p.file && d.Line == p.line {
		return true
	}
	return slices.ContainsFunc(p.or, func(o diag.Place) bool { return o.File == d.File && o.Line == d.Line })
}

// codes are those that the manual documents; another test holds it to what
// the code reports.
func codes(t *testing.T) map[string]bool {
	t.Helper()
	raw, err := os.ReadFile("../../../docs/diagnostics.md")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^### ([a-z0-9-]+)$").FindAllStringSubmatch(string(raw), -1) {
		known[m[1]] = true
	}
	return known
}

// put plants text in place of file[from:to]; it must be reported where the
// text begins, newlines before it aside.
func (s *site) put(file string, from, to int, text string) plant {
	src := s.files[file]
	now := src[:from] + text + src[to:]
	begin := from + len(text) - len(strings.TrimLeft(text, "\n"))
	old := src[max(0, from-40):min(len(src), to+40)]
	return plant{
		what:  strings.ToValidUTF8(fmt.Sprintf("%q became %q", clip(old), clip(now[max(0, from-40):min(len(now), from+len(text)+40)])), "?"),
		file:  file,
		line:  1 + strings.Count(now[:begin], "\n"),
		files: map[string]string{file: now},
	}
}

func clip(s string) string {
	if len(s) > 400 {
		return s[:200] + " … " + s[len(s)-100:]
	}
	return s
}

// offset is where a place is in its file, in bytes.
func (s *site) offset(p diag.Place) int {
	src, at := s.files[p.File], 0
	for range p.Line - 1 {
		at += strings.IndexByte(src[at:], '\n') + 1
	}
	for range p.Col - 1 {
		at += len(string([]rune(src[at:min(len(src), at+4)])[:1]))
	}
	return at
}
