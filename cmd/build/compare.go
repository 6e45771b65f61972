package main

import (
	"cmp"
	"fmt"

	"explainer/internal/diag"
	"explainer/internal/publish"
)

type compareCommand struct {
	Copy  string `arg:"" help:"Folder, zip or single file." placeholder:"COPY" type:"existingpath"`
	Build string `arg:"" optional:"" help:"Folder, zip or build.json of the build (default: the site in --out)." placeholder:"BUILD" type:"path"`
}

// Run says whether a copy is what a build published.
func (c compareCommand) Run(o *options) error {
	build, err := publish.Open(cmp.Or(c.Build, o.out()))
	if err != nil {
		return fmt.Errorf("there is no build to compare with: %w", err)
	}
	list, same, err := build.Compare(o.relative(c.Copy))
	if err := o.report(list, err); err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "%s is what %s published: %s, content %.12s\n", o.relative(c.Copy), o.relative(build.Name), diag.Count(same, "file"), build.Content)
	return nil
}
