package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"explainer/internal/diag"
	"explainer/internal/release"
)

type releaseCommand struct {
	Date string `help:"The day of the release (default: today)." placeholder:"2031-10-21"`
}

// Run adds to the ledger what differs from the release before. It lays out the
// site to know its addresses, and publishes nothing: the release is part of the
// site that is built next.
func (c releaseCommand) Run(ctx context.Context, o *options) error {
	if c.Date == "" {
		c.Date = time.Now().Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
		return fmt.Errorf("%q is no day; write it as 2031-10-21", c.Date)
	}
	if o.Drafts {
		return errors.New("drafts are not released; leave out --drafts")
	}
	x, site, err := o.judged()
	if err != nil {
		return err
	}
	if n := len(x.Releases); n > 0 && c.Date < x.Releases[n-1].Date {
		return fmt.Errorf("the last release is of %s; the next one cannot be of %s", x.Releases[n-1].Date, c.Date)
	}
	shop, err := o.workshop(ctx)
	if err != nil {
		return err
	}
	defer shop.close()
	stage := filepath.Join(shop.work, "release")
	reading, err := shop.make(ctx, x, site, stage, unsealed)
	if err != nil {
		return err
	}
	next := release.Next(x, release.Take(x, site), reading.Addresses(), c.Date)
	if next == nil {
		return fmt.Errorf("nothing has changed since the release of %s", x.Releases[len(x.Releases)-1].Date)
	}
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return err
	}
	defer root.Close()
	file := filepath.Join("data", "releases", next.ID+".jsonl")
	if err := root.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := writeWhole(root, file, release.Bytes(next)); err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "%s: %s new or different, %d gone, new addresses: %d\n", o.relative(filepath.Join(o.Site, file)),
		diag.Count(len(next.Records), "record"), len(next.Gone), len(next.Addresses))
	return nil
}
