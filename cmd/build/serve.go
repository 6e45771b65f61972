package main

import (
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"explainer/internal/bundle"
	"explainer/internal/check"
	"explainer/internal/derive"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/hugo"
	"explainer/internal/serve"
)

type serveCommand struct {
	Addr string `help:"Where to serve, on this machine only." default:"127.0.0.1:1313" placeholder:"HOST:PORT"`
}

// Run serves until it is interrupted. Mistakes in the site are shown, not
// returned.
func (c serveCommand) Run(ctx context.Context, o *options) error {
	listener, err := serve.Listen(c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	if _, err := o.open(); err != nil {
		return err
	}
	address := "http://" + listener.Addr().String() + "/"
	if o.BaseURL == "" {
		o.BaseURL = address
	}
	o.serving = true
	shop, err := o.workshop(ctx)
	if err != nil {
		return err
	}
	defer shop.close()
	host, _, _ := net.SplitHostPort(c.Addr)
	server := serve.New(host)
	watcher, err := serve.Watch(sources(o.Site, shop.tool), server.Changed)
	if err != nil {
		return fmt.Errorf("the site cannot be watched: %w", err)
	}
	defer watcher.Close()

	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	web := &http.Server{
		Handler: server, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }, // ends event streams
	}
	defer web.Close()
	go func() { cancel(web.Serve(listener)) }()

	d := &desk{workshop: shop, server: server, watcher: watcher}
	defer d.unprepare()
	d.show(ctx, nil)
	fmt.Fprintf(o.stdout, "serving %s at %s (Ctrl-C ends it)\n", o.relative(o.Site), address)
	for names := watcher.Wait(ctx); names != nil; names = watcher.Wait(ctx) {
		d.show(ctx, names)
	}
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// sources are the files that a site is made from.
func sources(site, tool string) []serve.Root {
	roots := []serve.Root{{Dir: site, Names: []string{"hugo.toml", "content", "data", "layouts", "assets", "i18n"}}}
	if tool != site {
		roots = append(roots, serve.Root{Dir: tool, Names: []string{"layouts", "assets", "i18n"}})
	}
	return roots
}

// A desk brings what is served up to date with the sources.
type desk struct {
	*workshop
	server  *serve.Server
	watcher *serve.Watcher

	ready *hugo.Ready // for the next pages in view; nil where it cannot be had
	some  string      // folder of that
	found diag.List   // by the audit of the last whole site
	said  string      // in the terminal, last
}

// show does so after the named files have changed: first for the pages in
// view, at once; then for the whole site, unless files change again before it
// is done. It runs once at a time, and changes meanwhile wait for it together.
func (d *desk) show(ctx context.Context, names []string) {
	start, changes := time.Now(), d.server.Changes()
	if slices.ContainsFunc(names, d.laysOut) {
		d.unprepare()
	}
	x, fsys, list, err := d.o.read()
	if err != nil || list.Errors() > 0 || slices.ContainsFunc(check.Some(x, loose), unfit) {
		if err == nil {
			list = append(list, d.o.rules(x, fsys, list)...)
		}
		d.server.Keep(changes)
		d.diagnose(ctx, list, err)
		return
	}
	site := derive.New(x)
	if pages := d.inView(x, names); len(pages) > 0 {
		if files := d.layOutSome(ctx, x, site, pages); files != nil {
			d.server.Refresh(changes, files)
			fmt.Fprintf(d.o.stderr, "%s: %s in %d ms\n", d.changed(names), diag.Count(len(files), "file"), time.Since(start).Milliseconds())
		}
	}
	// The other rules judge what is said while the author sees it on the page.
	// What the audit found may hold still; the next one knows.
	found := d.o.rules(x, fsys, list)
	list = append(list, found...)
	if found.Errors() == 0 {
		list = append(list, d.o.changes(x, site)...)
	}
	d.diagnose(ctx, slices.Concat(list, d.found), nil)
	d.prepare(ctx, x)

	undisturbed, cancel := d.watcher.Undisturbed(ctx)
	defer cancel()
	files, found, err := d.layOutAll(undisturbed, x, site)
	if undisturbed.Err() != nil {
		return // and be called again
	}
	if files == nil {
		d.server.Keep(changes)
	} else {
		d.server.Replace(changes, files)
	}
	d.diagnose(ctx, slices.Concat(list, found), err)
}

// laysOut reports whether a file is one that a prepared Hugo has read before.
func (d *desk) laysOut(name string) bool {
	rel, err := filepath.Rel(d.o.Site, name)
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	return err != nil || first != "content" && first != "data" && first != "hugo.toml"
}

// loose are the rules whose findings leave something without what it refers
// to, so that pages cannot be made.
var loose = []string{
	"unknown-source", "unknown-agent", "unknown-claim", "unknown-section", "lineage-loop",
	"unreadable-quantity", "position-without-evidence", "one-position", "page-missing", "reserved-address",
}

// unfit reports whether an error keeps pages from being made. Most of what
// the rules find is about what is said: the author sees the sentence on its
// page with the error over it. A mistake of form leaves the site unread.
func unfit(d *diag.Diagnostic) bool {
	judged := func(r check.Rule) bool { return slices.Contains(r.Codes, d.Code) }
	return d.Level == diag.Error && (slices.Contains(loose, d.Code) || !slices.ContainsFunc(check.Rules, judged))
}

// changed names what has.
func (d *desk) changed(names []string) string {
	if len(names) == 1 {
		if rel, err := filepath.Rel(d.o.Site, names[0]); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return diag.Count(len(names), "changed file")
}

// inView gives the pages that somebody is probably looking at: those open in
// browsers, and those that are made from the changed files alone.
func (d *desk) inView(x *explainer.Explainer, names []string) []hugo.Page {
	const few, atMost = 4, 12
	var pages []hugo.Page
	if len(names) <= few {
		for _, name := range names {
			rel, err := filepath.Rel(d.o.Site, name)
			if err != nil {
				continue
			}
			parts := strings.Split(strings.TrimSuffix(filepath.ToSlash(rel), filepath.Ext(rel)), "/")
			switch {
			case len(parts) == 3 && parts[0] == "content":
				pages = append(pages, hugo.Page{Edition: parts[1], Path: "/" + strings.TrimPrefix(parts[2], "_index")})
			case len(parts) == 4 && parts[0] == "data" && parts[1] == "claims":
				for _, e := range x.Editions {
					pages = append(pages, hugo.Page{Edition: e.ID, Path: "/claims/" + parts[3]})
				}
			}
		}
	}
	for _, file := range d.server.Open() {
		if within, ok := strings.CutSuffix("/"+file, "/index.html"); ok {
			pages = append(pages, pageAt(x, within))
		}
	}
	// What the page about offline copies says of them is known when they are made.
	pages = slices.DeleteFunc(pages, func(p hugo.Page) bool { return p.Path == "/offline" })
	slices.SortFunc(pages, func(a, b hugo.Page) int { return strings.Compare(a.Edition+a.Path, b.Edition+b.Path) })
	pages = slices.Compact(pages)
	return pages[:min(len(pages), atMost)]
}

// pageAt gives the page at an address: "/es/the-ferry".
func pageAt(x *explainer.Explainer, address string) hugo.Page {
	for _, e := range x.Editions[1:] {
		if within, ok := strings.CutPrefix(address+"/", "/"+e.ID+"/"); ok {
			return hugo.Page{Edition: e.ID, Path: path.Clean("/" + within)}
		}
	}
	return hugo.Page{Edition: x.Main().ID, Path: path.Clean("/" + address)}
}

// layOutSome renders a few pages. A page that can then not be rendered is no
// mistake yet: the whole site decides.
func (d *desk) layOutSome(ctx context.Context, x *explainer.Explainer, site *derive.Site, pages []hugo.Page) map[string][]byte {
	var paths []string
	for _, p := range pages {
		paths = append(paths, strings.TrimPrefix(p.Path, "/"))
	}
	site = site.Some(paths)
	if d.ready != nil && !d.ready.Fits(d.job(x, site, "", "")) {
		d.unprepare()
	}
	d.prepare(ctx, x) // if it has not been
	if d.ready == nil {
		return nil
	}
	defer d.unprepare()
	if writeData(filepath.Join(d.some, "data"), site) != nil {
		return nil
	}
	out := filepath.Join(d.some, "public")
	list, err := d.ready.Run(d.job(x, site, d.some, out), pages)
	if err != nil || len(list) > 0 {
		return nil
	}
	files, err := readFiles(out)
	if err != nil {
		return nil
	}
	return files
}

// prepare starts a Hugo for the next change. Without it only the whole site is
// rendered, which takes longer.
func (d *desk) prepare(ctx context.Context, x *explainer.Explainer) {
	if d.ready != nil {
		return
	}
	work, err := os.MkdirTemp(d.work, "some-")
	if err != nil || os.Mkdir(filepath.Join(work, "data"), 0o755) != nil {
		return
	}
	d.some = work
	if d.ready, err = hugo.Prepare(ctx, d.hugo, d.job(x, &derive.Site{}, work, filepath.Join(work, "public"))); err != nil {
		os.RemoveAll(work)
	}
}

// unprepare ends that Hugo, if there is one, and removes what it was given.
func (d *desk) unprepare() {
	if d.ready != nil {
		d.ready.Stop()
		d.ready = nil
		os.RemoveAll(d.some)
	}
}

// layOutAll renders the whole site. There are no files if that failed.
func (d *desk) layOutAll(ctx context.Context, x *explainer.Explainer, site *derive.Site) (map[string][]byte, diag.List, error) {
	stage, err := os.MkdirTemp(d.work, "all-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(stage)
	list, err := d.layOut(ctx, x, site, stage)
	if err != nil || list.Errors() > 0 {
		return nil, list, err
	}
	files, reading, err := d.bundled(site, stage, bundle.ReadKept("", flate.NoCompression), nil, unsealed)
	if err != nil {
		return nil, list, err
	}
	d.found = reading.Check()
	return files, append(list, d.found...), nil
}

// diagnose says what is wrong, on the page and in the terminal, there only
// when it differs from what was said last.
func (d *desk) diagnose(ctx context.Context, list diag.List, err error) {
	if ctx.Err() != nil {
		return // interrupted
	}
	var said strings.Builder
	_ = diag.Printer{}.Print(&said, list)
	shown := list
	if err != nil {
		shown = append(slices.Clone(list), &diag.Diagnostic{Level: diag.Error, Message: err.Error()})
		fmt.Fprintln(&said, err)
	}
	_ = d.server.Diagnose(shown)
	if said.String() == d.said {
		return
	}
	d.said = said.String()
	if d.said == "" {
		fmt.Fprintln(d.o.stderr, "nothing to report")
	}
	if failed := d.o.report(list, err); failed != nil && !errors.As(failed, new(diagnosed)) {
		fmt.Fprintln(d.o.stderr, "build:", failed)
	}
}
