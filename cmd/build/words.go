package main

import (
	"io/fs"
	"os"

	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/load"
)

// words judges the site's interface words, with the tool's behind them.
func (o *options) words(x *explainer.Explainer, site fs.FS) diag.List {
	var ours fs.FS
	if tool, err := toolFolder(); err == nil && !sameFolder(tool, o.Site) {
		ours = os.DirFS(tool)
	}
	return load.Words(x, site, ours)
}

func sameFolder(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
