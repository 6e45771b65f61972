// Package publish puts a finished site where it is served from, in one step:
// readers see the old site or the new one, never parts of both.
package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// generator marks a folder as one that this build wrote and may replace.
const generator = "explainer"

// Manifest is build.json: what the site was made with, and the SHA-256 of
// every other file by its path.
type Manifest struct {
	Generator string            `json:"generator"`
	Draft     bool              `json:"draft,omitempty"` // not for publication
	Hugo      string            `json:"hugo"`
	Content   string            `json:"content"` // SHA-256 over the files that the site was made from
	Files     map[string]string `json:"files"`
}

// Check says whether out may be replaced: it is absent, empty, or a site that
// this build wrote.
func Check(out string) error {
	info, err := os.Lstat(out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", out)
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) == 0 {
		return err
	}
	var m Manifest
	raw, err := os.ReadFile(filepath.Join(out, "build.json"))
	if err != nil || json.Unmarshal(raw, &m) != nil || m.Generator != generator {
		return fmt.Errorf("%s holds files that this build did not write; give an empty or new folder with --out", out)
	}
	return nil
}

// Stage makes an empty folder beside out to build in.
func Stage(out string) (string, error) {
	parent := filepath.Dir(out)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(parent, "."+filepath.Base(out)+"-*.staging")
	if err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o755)
}

// Seal writes build.json and gives all files and folders the same modes
// whatever the umask.
func Seal(dir string, m Manifest) error {
	m.Generator, m.Files = generator, map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.Chmod(path, 0o755)
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if m.Files[filepath.ToSlash(rel)], err = sum(path); err != nil {
			return err
		}
		return os.Chmod(path, 0o644)
	})
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "build.json"), append(raw, '\n'), 0o644)
}

// Replace puts the staged folder in out's place and removes what was there.
func Replace(stage, out string) error {
	if err := Check(out); err != nil {
		return err
	}
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(stage, out)
	}
	if err := exchange(stage, out); err != nil {
		return err
	}
	return os.RemoveAll(stage)
}

// swap exchanges two folders by way of a third name, where the system cannot
// in one step. A failure puts the old site back.
func swap(stage, out string) error {
	old := stage + ".old"
	if err := os.Rename(out, old); err != nil {
		return err
	}
	if err := os.Rename(stage, out); err != nil {
		return errors.Join(err, os.Rename(old, out))
	}
	return os.Rename(old, stage)
}

// Sum is the SHA-256 over the paths and contents of the files below the
// given parts of a folder, in the order of their paths.
func Sum(fsys fs.FS, parts ...string) (string, error) {
	h := sha256.New()
	for _, part := range parts {
		err := fs.WalkDir(fsys, part, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			f, err := fsys.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			one := sha256.New()
			if _, err := io.Copy(one, f); err != nil {
				return err
			}
			fmt.Fprintf(h, "%x  %s\n", one.Sum(nil), path)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func sum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
