package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// writeFiles writes files to a folder, in which those of their paths exist.
func writeFiles(dir string, files map[string][]byte) error {
	for name, raw := range files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// readFiles reads a folder into memory, by the paths below it.
func readFiles(dir string) (map[string][]byte, error) {
	var mu sync.Mutex
	files := map[string][]byte{}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		g.Go(func() error {
			raw, err := os.ReadFile(file)
			mu.Lock()
			files[filepath.ToSlash(rel)] = raw
			mu.Unlock()
			return err
		})
		return nil
	})
	if waited := g.Wait(); err == nil {
		err = waited
	}
	return files, err
}
