// Package kept keeps what a build works out for the next one: pictures, packed
// files, weights. A value is found by the hash of all that it was worked out
// from, so that none can be out of date, and what nobody asked for in a build
// is forgotten. It only saves time: a file that is lost, cut off, of another
// version or in a folder that cannot be written costs it.
//
// The file lies in the site's folder, which may have come from anybody with
// values that nobody worked out. So it is signed with a key that only this
// user's cache folder has, and one that is signed otherwise is not read.
package kept

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/gob"
	"errors"
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
	old      func() map[string]V // by key, as all; waits for the file to be read

	mu  sync.Mutex
	now map[string]V
}

// content is what the file holds.
type content[V any] struct {
	By     string
	Values map[string]V
}

// Read begins to read what Write wrote, if anything; who asks for a value waits
// for it. by says, beside the Go and the modules that this program is built
// with, what works the values out: those by another are not taken. Without the
// name of a file nothing is kept.
func Read[V any](file, by string) *Values[V] {
	v := &Values[V]{file: file, by: builtWith() + by, now: map[string]V{}}
	v.old = sync.OnceValue(v.read)
	go v.old()
	return v
}

func (v *Values[V]) read() map[string]V {
	raw, err := readFile(v.file)
	if err != nil || len(raw) < sha256.Size {
		return nil
	}
	signature, raw := raw[:sha256.Size], raw[sha256.Size:]
	signed, err := sign(raw)
	var c content[V]
	if err != nil || !hmac.Equal(signature, signed) || gob.NewDecoder(bytes.NewReader(raw)).Decode(&c) != nil || c.By != v.by {
		return nil
	}
	return c.Values
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
	k, old := string(key[:]), v.old()
	v.mu.Lock()
	value, ok := v.now[k]
	if !ok {
		value, ok = old[k]
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
	if signed, err := sign(b.Bytes()); err == nil {
		_ = write(v.file, os.Rename, signed, b.Bytes())
	}
}

// write writes a file beside its place, where place puts it in one step.
func write(file string, place func(from, to string) error, parts ...[]byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+"-") // for this user only
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(bytes.Join(parts, nil))
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return place(f.Name(), file)
}

// sign gives the HMAC-SHA256 of a file's content with this user's key.
func sign(raw []byte) ([]byte, error) {
	key, err := key()
	if err != nil {
		return nil, err
	}
	h := hmac.New(sha256.New, key)
	h.Write(raw)
	return h.Sum(nil), nil
}

// key reads this user's key, and makes it the first time.
func key() ([]byte, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "explainer", "key")
	key, err := os.ReadFile(file)
	if err == nil && len(key) == sha256.Size {
		return key, nil
	}
	if err == nil { // as a crash may leave it
		_ = os.Remove(file)
	}
	key = make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, err
	}
	if err := write(file, os.Link, key); !errors.Is(err, fs.ErrExist) {
		return key, err
	}
	return os.ReadFile(file) // another build was first
}

func (v *Values[V]) same() bool {
	old := v.old()
	for k := range v.now {
		if _, ok := old[k]; !ok {
			return false
		}
	}
	return len(v.now) == len(old)
}

// Source says what works values out if a package does: that with these files.
func Source(files embed.FS) string {
	h := sha256.New()
	entries, _ := files.ReadDir(".")
	for _, e := range entries {
		raw, _ := files.ReadFile(e.Name())
		h.Write(raw)
	}
	return string(h.Sum(nil))
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
