package kept

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// asked asks for values by these keys, writes, and tells which were worked out.
func asked(t *testing.T, file, by string, keys ...string) (worked string) {
	t.Helper()
	v := Read[string](file, by)
	for _, key := range keys {
		got, err := v.Of(sha256.Sum256([]byte(key)), func() (string, error) {
			worked += key
			return "value of " + key, nil
		})
		if err != nil || got != "value of "+key {
			t.Fatalf("%s: %q, %v", key, got, err)
		}
	}
	v.Write()
	return worked
}

func TestKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new", "values")
	for _, step := range []struct {
		what, by, keys string
		worked         string
	}{
		{"nothing kept yet", "1", "aba", "ab"},
		{"all kept", "1", "ab", ""},
		{"one more", "1", "abc", "c"},
		{"one not asked for", "1", "bc", ""},
		{"which is forgotten", "1", "abc", "a"},
		{"by another", "2", "abc", "abc"},
		{"and back", "1", "abc", "abc"},
	} {
		var keys []string
		for _, k := range step.keys {
			keys = append(keys, string(k))
		}
		if got := asked(t, file, step.by, keys...); got != step.worked {
			t.Errorf("%s: worked out %q, want %q", step.what, got, step.worked)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the file stand %v, %v", entries, err)
	}

	// Nor is what came with the site in its place waited for.
	pipe := filepath.Join(t.TempDir(), "values")
	if log, err := exec.Command("mkfifo", pipe).CombinedOutput(); err != nil {
		t.Logf("mkfifo: %v %s", err, log)
	} else if got := asked(t, pipe, "1", "a"); got != "a" {
		t.Errorf("from a pipe: worked out %q", got)
	}

	// What a crash or another program left there is no harm.
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for what, left := range map[string][]byte{"cut off": raw[:len(raw)/2], "empty": {}, "something else": []byte("{}\n")} {
		if err := os.WriteFile(file, left, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := asked(t, file, "1", "a"); got != "a" {
			t.Errorf("%s: worked out %q, want a", what, got)
		}
	}
}

// What another wrote is not taken, whatever it says: a file of a site that was
// sent is signed with its sender's key, if at all.
func TestKeptByAnother(t *testing.T) {
	file := filepath.Join(t.TempDir(), "values")
	t.Setenv("HOME", t.TempDir()) // on macOS
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	asked(t, file, "", "a")
	if got := asked(t, file, "", "a"); got != "" {
		t.Fatalf("worked out %q again", got)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(raw, []byte("value of a"), []byte("worth of b"), 1)
	if bytes.Equal(changed, raw) {
		t.Fatal("the file does not say what it keeps")
	}
	if err := os.WriteFile(file, changed, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := asked(t, file, "", "a"); got != "a" {
		t.Errorf("of a changed file: worked out %q, want a", got)
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	if got := asked(t, file, "", "a"); got != "a" {
		t.Errorf("with another key: worked out %q, want a", got)
	}
	t.Setenv("HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	if got := asked(t, file, "", "a"); got != "a" {
		t.Errorf("without a key: worked out %q, want a", got)
	}
}

// A file that is the same is not written, and one that cannot be is no error.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "values")
	asked(t, file, "", "a")
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	asked(t, file, "", "a")
	if after, err := os.Stat(file); err != nil || !os.SameFile(before, after) {
		t.Errorf("the same values were written again: %v", err)
	}
	asked(t, filepath.Join(file, "below a file"), "", "a")
	asked(t, "", "", "a")
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("the folder holds %v", entries)
	}
}

// An error is given back, and nothing is kept for it.
func TestOfFails(t *testing.T) {
	v := Read[int]("", "")
	broken := errors.New("broken")
	if _, err := v.Of([32]byte{1}, func() (int, error) { return 1, broken }); err != broken {
		t.Errorf("got %v", err)
	}
	if got, err := v.Of([32]byte{1}, func() (int, error) { return 2, nil }); got != 2 || err != nil {
		t.Errorf("got %d, %v", got, err)
	}
}

// Many at once, and several programs at one file: each reads all of what one
// of them wrote or nothing.
func TestAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "values")
	var g sync.WaitGroup
	for range 8 {
		g.Go(func() {
			for range 5 {
				v := Read[string](file, "")
				var inner sync.WaitGroup
				for _, key := range []string{"a", "b", "c", "a"} {
					inner.Go(func() {
						got, err := v.Of(sha256.Sum256([]byte(key)), func() (string, error) { return "value of " + key, nil })
						if got != "value of "+key || err != nil {
							t.Errorf("%s: %q, %v", key, got, err)
						}
					})
				}
				inner.Wait()
				v.Write()
			}
		})
	}
	g.Wait()
	if got := asked(t, file, "", "a"); got != "" {
		t.Errorf("worked out %q, want nothing", got)
	}
}
