// Package kept keeps what a build works out for the next one: pictures, packed
// files, weights. A value is found by the hash of all that it was worked out
// from, so that none can be out of date, and what nobody asked for in a build
// is forgotten. It only saves time: a file that is lost, cut off, of another
// version or in a folder that cannot be written costs it.
package kept

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
)

// Values are those of one kind, in one file: hundreds in files of their own
// would take longer to find than to read.
type Values[V any] struct {
	file, by string

	mu       sync.Mutex
	old, now map[string]V // by key
}

// content is what the file holds.
type content[V any] struct {
	By     string
	Values map[string]V
}

// Read reads what Write wrote, if anything. by says, beside the Go and the
// modules that this program is built with, what works the values out: those by
// another are not taken. Without the name of a file nothing is kept.
func Read[V any](file, by string) *Values[V] {
	v := &Values[V]{file: file, by: builtWith() + by, now: map[string]V{}}
	if raw, err := readFile(file); err == nil {
		var c content[V]
		if gob.NewDecoder(bytes.NewReader(raw)).Decode(&c) == nil && c.By == v.by {
			v.old = c.Values
		}
	}
	return v
}

// most is how large a file is read, in bytes.
const most = 64 << 20

// readFile reads a file, and waits for nothing else that bears its name: it
// came with the site's folder.
func readFile(name string) ([]byte, error) {
	if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() || info.Size() > most {
		return nil, fs.ErrInvalid
	}
	return os.ReadFile(name)
}

// Of gives the value for what hashes to key: the one that was kept, or else the
// one that work gives.
func (v *Values[V]) Of(key [sha256.Size]byte, work func() (V, error)) (V, error) {
	k := string(key[:])
	v.mu.Lock()
	value, ok := v.now[k]
	if !ok {
		value, ok = v.old[k]
	}
	v.mu.Unlock()
	if !ok {
		var err error
		if value, err = work(); err != nil {
			return value, err
		}
	}
	v.mu.Lock()
	v.now[k] = value
	v.mu.Unlock()
	return value, nil
}

// Write writes the values that were asked for, unless they are those that were
// read. The file is replaced in one step: another build may read it.
func (v *Values[V]) Write() {
	if v.file == "" || v.same() {
		return
	}
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(content[V]{v.by, v.now}) != nil || os.MkdirAll(filepath.Dir(v.file), 0o755) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(v.file), filepath.Base(v.file)+"-")
	if err != nil {
		return
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b.Bytes())
	if closed := f.Close(); err == nil && closed == nil {
		_ = os.Rename(f.Name(), v.file)
	}
}

func (v *Values[V]) same() bool {
	for k := range v.now {
		if _, ok := v.old[k]; !ok {
			return false
		}
	}
	return len(v.now) == len(v.old)
}

// builtWith are the Go and the modules that this program is built with.
var builtWith = sync.OnceValue(func() string {
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version())
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			fmt.Fprintln(h, m.Path, m.Version, m.Sum)
		}
	}
	return string(h.Sum(nil))
})
