// Package publish puts a finished site where it is served from, in one step:
// readers see the old site or the new one, never parts of both.
package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// generator marks a folder as one that this build wrote and may replace.
const generator = "explainer"

// What describes a site stands in it.
const (
	manifest = "build.json"
	sums     = "SHA256SUMS"
)

// Manifest is build.json: what the site was made with, and the SHA-256 of
// every other file by its path but that of SHA256SUMS, which has its own.
type Manifest struct {
	Schema    string            `json:"$schema" jsonschema:"description=The schema that this file keeps to."`
	Generator string            `json:"generator" jsonschema:"enum=explainer,description=The program that made the site."`
	Draft     bool              `json:"draft,omitempty" jsonschema:"description=True if something is unfinished: the site is not for publication."`
	Copy      bool              `json:"copy,omitempty" jsonschema:"description=True in the zip of the site, which lacks the downloads."`
	Hugo      string            `json:"hugo" jsonschema:"description=Version of Hugo."`
	Packed    string            `json:"packed,omitempty" jsonschema:"description=What made the .br and .gz files\\, if there are any\\, and how hard it tried."`
	Content   string            `json:"content" jsonschema:"pattern=^[0-9a-f]{64}$,description=SHA-256 over the files that the site was made from."`
	Files     map[string]string `json:"files" jsonschema:"description=SHA-256 of every other file but SHA256SUMS by its path."`
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
	raw, err := readManifest(os.DirFS(out))
	if err != nil || json.Unmarshal(raw, &m) != nil || m.Generator != generator {
		return fmt.Errorf("%s holds files that this build did not write; give an empty or new folder with --out", out)
	}
	// A site that somebody keeps under version control has more to lose than itself.
	if _, err := os.Lstat(filepath.Join(out, ".git")); err == nil {
		return fmt.Errorf("%s is a git checkout, which publishing would remove; give another folder with --out and copy from there", out)
	}
	return nil
}

// Stage makes an empty folder beside out to build in.
func Stage(out string) (*Scratch, error) {
	s, err := NewScratch(filepath.Dir(out), "."+filepath.Base(out)+"-*.staging")
	if err != nil {
		return nil, fmt.Errorf("%s cannot be published: %w", out, err)
	}
	return s, nil
}

// Seal writes build.json, and SHA256SUMS for sha256sum -c, to a folder that
// holds these files, and gives all files and folders the same modes whatever
// the umask. Neither file can hold the other's sum: SHA256SUMS has that of
// build.json.
func Seal(dir string, files map[string][]byte, m Manifest) error {
	described, err := describe(sumAll(files), m)
	if err != nil {
		return err
	}
	for name, text := range described {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	return filepath.WalkDir(dir, level)
}

// level gives a file or a folder the mode that all have, if it has another.
func level(path string, e fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	info, err := e.Info()
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if e.IsDir() {
		mode = 0o755
	}
	if info.Mode().Perm() == mode && info.Mode()&(fs.ModeSetuid|fs.ModeSetgid|fs.ModeSticky) == 0 {
		return nil
	}
	return os.Chmod(path, mode)
}

// SealCopy adds the same to files that are not in a folder: an offline copy.
func SealCopy(files map[string][]byte, m Manifest) error {
	m.Copy = true
	described, err := describe(sumAll(files), m)
	maps.Copy(files, described)
	return err
}

// describe gives build.json and SHA256SUMS.
func describe(files map[string]string, m Manifest) (map[string][]byte, error) {
	m.Schema, m.Generator, m.Files = "data/schema/build.json", generator, files
	raw, err := json.MarshalIndent(m, "", "  ")
	raw = append(raw, '\n')
	return map[string][]byte{manifest: raw, sums: list(files, raw)}, err
}

// list is SHA256SUMS: of all files and of the build.json that lists them.
func list(files map[string]string, raw []byte) []byte {
	all := map[string]string{}
	maps.Copy(all, files)
	all[manifest] = hexSum(raw)
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&b, "%s  %s\n", all[name], name)
	}
	return b.Bytes()
}

func hexSum(raw []byte) string { return fmt.Sprintf("%x", sha256.Sum256(raw)) }

// sumAll gives the SHA-256 of each file.
func sumAll(files map[string][]byte) map[string]string {
	var mu sync.Mutex
	sums := make(map[string]string, len(files))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for name, raw := range files {
		g.Go(func() error {
			s := hexSum(raw)
			mu.Lock()
			sums[name] = s
			mu.Unlock()
			return nil
		})
	}
	_ = g.Wait()
	return sums
}

// Replace puts the staged site in out's place and removes what was there.
// Files that did not change keep their inode and time.
func Replace(stage *Scratch, out string) error {
	unlock, err := hold(filepath.Dir(out))
	if err != nil {
		return err
	}
	defer unlock()
	if err := Check(out); err != nil {
		return err
	}
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(stage.Path, out)
	}
	same := unchanged(stage.Path, out)
	if err := exchange(stage.Path, out); err != nil {
		return fmt.Errorf("%s cannot be exchanged for the new site; if it is a mount, give a folder in it with --out: %w", out, err)
	}
	keep(same, stage.Path, out) // what was published stands there now
	return stage.Remove()
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

// mostOfASource is how large a file may be that a site is made from, in bytes.
const mostOfASource = 64 << 20

// Sum is the SHA-256 over the paths and contents of the files below the
// given parts of a folder, in the order of their paths. Hidden ones, which
// editors and file managers leave behind, do not count.
func Sum(fsys fs.FS, parts ...string) (string, error) {
	h := sha256.New()
	for _, part := range parts {
		err := fs.WalkDir(fsys, part, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if strings.HasPrefix(e.Name(), ".") && e.IsDir() {
				return fs.SkipDir
			}
			if strings.HasPrefix(e.Name(), ".") || e.IsDir() {
				return nil
			}
			// What cannot be a source, such as a pipe, which would be waited for,
			// is reported by who reads it as one.
			if info, err := fs.Stat(fsys, path); err != nil || !info.Mode().IsRegular() || info.Size() > mostOfASource {
				fmt.Fprintf(h, "-  %s\n", path)
				return nil
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
