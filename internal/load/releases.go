package load

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"explainer/internal/diag"
	"explainer/internal/explainer"
)

var releaseForm = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.([1-9][0-9]*))?$`)

// maxRelease is how large a release may be, in bytes: it holds all that is
// published, some 2 KB for each claim with its pages. Ten times that would take
// half a minute to read.
const maxRelease = 8 << 20

// releases reads the ledger: a file for each release, none of which anybody
// has touched since it was written.
func (l *loader) releases(dir string) {
	whole := true
	for _, e := range l.entries(dir, false) {
		file := path.Join(dir, e.Name())
		id, ok := strings.CutSuffix(e.Name(), ".jsonl")
		if e.IsDir() || !ok || !releaseForm.MatchString(id) {
			l.diags.Errorf(diag.Place{File: file}, "stray-file", "this file is not read").
				Helpf("the release command writes what stands here; remove it")
			continue
		}
		raw, ok := l.raw(file, maxRelease)
		if !ok {
			whole = false
			continue
		}
		sum := sha256.Sum256(raw)
		r, ok := l.kept.release(file, hex.EncodeToString(sum[:]), func() (*explainer.Release, bool) { return l.release(file, id, raw) })
		if ok {
			r.Sum = hex.EncodeToString(sum[:])
			l.x.Releases = append(l.x.Releases, r)
		}
		whole = whole && ok
	}
	slices.SortFunc(l.x.Releases, func(a, b *explainer.Release) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(serial(a.ID), serial(b.ID)))
	})
	if !whole {
		return // of which the next one is not to blame
	}
	before := ""
	for i, r := range l.x.Releases {
		if r.Previous != before {
			d := l.diags.Errorf(r.Place, "release-altered", "this release was made after another state of the ledger")
			if i > 0 {
				d.Note(l.x.Releases[i-1].Place, "the release before, which somebody has changed or removed since, or added")
			}
			d.Helpf("restore data/releases from version control; what was published stays as it was")
		}
		before = r.Sum
	}
}

// serial is the number of a release among those of its day.
func serial(id string) int {
	n, _ := strconv.Atoi(releaseForm.FindStringSubmatch(id)[2])
	return max(n, 1)
}

// release reads a file of the ledger: a JSON object on each line, the first of
// which is about the release itself.
func (l *loader) release(file, id string, raw []byte) (*explainer.Release, bool) {
	r := &explainer.Release{ReleaseHead: explainer.ReleaseHead{ID: id}, Place: diag.Place{File: file, Line: 1, Col: 1}}
	number := 0
	for line := range bytes.Lines(raw) {
		number++
		at := diag.Place{File: file, Line: number, Col: 1}
		var err error
		if number == 1 {
			err = heading(r, line)
		} else {
			err = entry(r, line, at)
		}
		if err != nil {
			l.diags.Errorf(at, "malformed-release", "%v", err).
				Helpf("restore the file from version control; only the release command writes it")
			return nil, false
		}
	}
	if number == 0 {
		l.diags.Errorf(r.Place, "malformed-release", "the file is empty").Helpf("restore the file from version control")
		return nil, false
	}
	return r, true
}

func heading(r *explainer.Release, line []byte) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	id := r.ID
	if err := d.Decode(&r.ReleaseHead); err != nil {
		return err
	}
	switch {
	case r.Format != explainer.LedgerFormat:
		return errors.New("the release is of form " + strconv.Itoa(r.Format) + ", which this build does not know")
	case r.ID != id || !strings.HasPrefix(id, r.Date) || !dayForm.MatchString(r.Date):
		return errors.New("the release is not the one that its file is named after")
	}
	return nil
}

func entry(r *explainer.Release, line []byte, at diag.Place) error {
	p := &explainer.Publication{Place: at}
	var head struct {
		explainer.Key
		Hash string `json:"hash"`
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return err
	}
	p.Key, p.Hash = head.Key, head.Hash
	switch p.Kind {
	case "address":
		a := &explainer.Address{Place: at}
		r.Addresses = append(r.Addresses, a)
		return cmp.Or(json.Unmarshal(line, a), wellFormed(a))
	case "gone":
		var gone struct {
			Of explainer.Key `json:"of"`
		}
		err := json.Unmarshal(line, &gone)
		r.Gone = append(r.Gone, gone.Of)
		return err
	}
	body := p.Body()
	if body == nil {
		return errors.New("there are no records " + strconv.Quote(p.Kind) + " in a release")
	}
	r.Records = append(r.Records, p)
	err := cmp.Or(sealed(line, p.Hash), json.Unmarshal(line, body))
	if err != nil || p.Page == nil {
		return err
	}
	return prosaic(p.Page)
}

// sealed wants the hash of a record to be that of its line without it: it names
// these words, also in the addresses of embeds.
func sealed(line []byte, hash string) error {
	rest := bytes.Replace(bytes.TrimRight(line, "\r\n"), []byte(`,"hash":"`+hash+`"`), nil, 1)
	if sum := sha256.Sum256(rest); hash != hex.EncodeToString(sum[:8]) {
		return errors.New("the record is not what its hash says")
	}
	return nil
}

// wellFormed wants an address to be one that a build can have made.
func wellFormed(a *explainer.Address) error {
	odd := func(s string) bool {
		return strings.ContainsFunc(s, func(c rune) bool { return c <= ' ' || c == 0x7f || c == utf8.RuneError })
	}
	if a.Path != "" && !fs.ValidPath(strings.TrimSuffix(a.Path, "/")) || odd(a.Path) || slices.ContainsFunc(a.IDs, odd) {
		return errors.New("this is no address of a site")
	}
	return nil
}

// prosaic wants what pages are made of to be as the release command writes it.
func prosaic(p *explainer.PublishedPage) error {
	if delimiter.MatchString(p.Body) {
		return errors.New("the page has template code")
	}
	lines, last := strings.Count(p.Body, "\n")+1, explainer.PublishedNote{}
	for _, n := range p.Notes {
		if n.Line < 1 || n.Line > lines || n.Col < 1 || n.Line < last.Line || n.Line == last.Line && n.Col <= last.Col || len(n.Claims) == 0 {
			return errors.New("a note of the page stands nowhere")
		}
		last = n
	}
	return nil
}
