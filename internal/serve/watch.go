package serve

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A save is several events, a checkout thousands. What changed is told when
// nothing has happened for a moment, longer after many files, since programs
// that write many pause between them; and at last when patience ends, so that
// a file that never rests does not stop everything.
const (
	moment     = 8 * time.Millisecond
	longMoment = 60 * time.Millisecond
	many       = 10
	patience   = 2 * time.Second
)

// A Root is a folder with the names in it that count: folders with all that
// is below them, or files. They may come and go; the folder itself may not.
type Root struct {
	Dir   string
	Names []string
}

// A Watcher collects the names of changed files until somebody asks for them.
type Watcher struct {
	fs      *fsnotify.Watcher
	roots   []Root
	changed func()

	mu          sync.Mutex
	names       map[string]bool // changed, and not yet asked for
	first, last time.Time       // when the first and the last of names changed
	disturb     context.CancelFunc
	wake        chan struct{}
}

// Watch begins to watch. It calls changed, from a goroutine of its own, when
// the first file changes after the start or after Wait has returned.
func Watch(roots []Root, changed func()) (*Watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &Watcher{
		fs: notify, roots: roots, changed: changed,
		names: map[string]bool{}, disturb: func() {}, wake: make(chan struct{}, 1),
	}
	if err := w.addRoots(); err != nil {
		return nil, errors.Join(err, notify.Close())
	}
	go w.collect()
	return w, nil
}

// Close ends watching.
func (w *Watcher) Close() error { return w.fs.Close() }

// Wait returns what has changed since it was last called, sorted, once that
// has come to rest. It returns nothing when ctx is done.
func (w *Watcher) Wait(ctx context.Context) []string {
	for {
		names, rest := w.take()
		if len(names) > 0 {
			return names
		}
		select {
		case <-ctx.Done():
			return nil
		case <-w.wake:
		case <-time.After(rest):
		}
	}
}

// take gives the changed files, or how long to wait for them.
func (w *Watcher) take() (names []string, rest time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.names) == 0 {
		return nil, time.Hour
	}
	rest = moment
	if len(w.names) > many {
		rest = longMoment
	}
	rest -= time.Since(w.last)
	if rest > 0 && time.Since(w.first) < patience {
		return nil, rest
	}
	names = slices.Sorted(maps.Keys(w.names))
	clear(w.names)
	return names, 0
}

// Undisturbed gives a context that ends when the next file changes.
func (w *Watcher) Undisturbed(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.disturb = cancel
	if len(w.names) > 0 {
		cancel()
	}
	return ctx, cancel
}

func (w *Watcher) collect() {
	for {
		select {
		case e, ok := <-w.fs.Events:
			if !ok {
				return
			}
			if e.Op != fsnotify.Chmod && w.counts(e.Name) {
				if e.Has(fsnotify.Create) {
					w.add(e.Name)
				}
				w.note(e.Name)
			}
		case _, ok := <-w.fs.Errors:
			if !ok {
				return
			}
			// Events were lost: folders may be new, and anything may have changed.
			_ = w.addRoots()
			for _, r := range w.roots {
				w.note(r.Dir)
			}
		}
	}
}

// counts reports whether a file is below what a root names. Hidden files are
// not read, so they do not count: editors keep their own there.
func (w *Watcher) counts(file string) bool {
	return slices.ContainsFunc(w.roots, func(r Root) bool {
		rel, err := filepath.Rel(r.Dir, file)
		if err != nil || !filepath.IsLocal(rel) {
			return false
		}
		parts := strings.Split(rel, string(filepath.Separator))
		return slices.Contains(r.Names, parts[0]) && !slices.ContainsFunc(parts, hidden)
	})
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }

func (w *Watcher) note(file string) {
	w.mu.Lock()
	w.last = time.Now()
	first := len(w.names) == 0
	if first {
		w.first = w.last
	}
	w.names[file] = true
	w.disturb()
	w.mu.Unlock()
	if first {
		w.changed()
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

func (w *Watcher) addRoots() error {
	for _, r := range w.roots {
		if err := w.fs.Add(r.Dir); err != nil {
			return err
		}
		for _, name := range r.Names {
			if err := w.add(filepath.Join(r.Dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// add watches a folder and all below it. A folder is watched before it is
// read: what is made in between is seen twice rather than never. One that has
// gone again is no mistake.
func (w *Watcher) add(dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !e.IsDir():
			return nil
		case hidden(e.Name()):
			return fs.SkipDir
		}
		if err := w.fs.Add(path); !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return nil
	})
}
