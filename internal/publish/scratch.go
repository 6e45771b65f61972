package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A Scratch is a folder for what one process generates. Nobody else uses it,
// and when the process is gone, however it ended, the next one removes it.
type Scratch struct {
	Path string
	held *os.File // locked as long as the process lives
}

// NewScratch makes an empty one in parent, which it makes too. The pattern is
// one of os.MkdirTemp, with a star; folders with such a name are all scratch.
func NewScratch(parent, pattern string) (*Scratch, error) {
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, err
	}
	// While the parent is held, no folder stands there that is not held yet.
	unlock, err := hold(parent)
	if err != nil {
		return nil, err
	}
	defer unlock()
	sweep(parent, pattern)
	dir, err := os.MkdirTemp(parent, pattern)
	if err != nil {
		return nil, err
	}
	s := &Scratch{Path: dir}
	if err := os.Chmod(dir, 0o755); err != nil {
		return nil, errors.Join(err, s.Remove())
	}
	if s.held, err = os.Open(dir); err != nil {
		return nil, errors.Join(err, s.Remove())
	}
	_, _ = lock(s.held)
	return s, nil
}

// Remove removes the folder, if it is still there.
func (s *Scratch) Remove() error {
	err := os.RemoveAll(s.Path)
	if s.held != nil {
		_ = s.held.Close()
	}
	return err
}

// sweep removes what processes left that were killed. What cannot be removed
// is left to the next sweep.
func sweep(parent, pattern string) {
	at := strings.LastIndex(pattern, "*")
	before, after := pattern[:at], pattern[at+1:]
	entries, _ := os.ReadDir(parent)
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), before)
		if !ok || !strings.HasSuffix(rest, after) || !e.IsDir() {
			continue
		}
		dir := filepath.Join(parent, e.Name())
		f, err := os.Open(dir)
		if err != nil {
			continue
		}
		if ours, err := lock(f); ours && err == nil {
			_ = os.RemoveAll(dir)
		}
		_ = f.Close()
	}
}

// patience is how long a folder may be held by others: publishing takes
// milliseconds.
const patience = 20 * time.Second

// hold keeps other builds from changing what stands in a folder. Where the
// system has no locks, nothing is held.
func hold(dir string) (unlock func(), err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	for start := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		ours, err := lock(f)
		if ours || err != nil { // with an error: no locks here
			return func() { _ = f.Close() }, nil
		}
		if time.Since(start) > patience {
			_ = f.Close()
			return nil, fmt.Errorf("another build has been publishing in %s for %s", dir, patience)
		}
	}
}
