// Command build turns an explainer's data and prose into a site of plain
// HTML, and proves its data against the articles that it rests on.
package main

import (
	"cmp"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/sync/errgroup"

	"explainer/internal/audit"
	"explainer/internal/bundle"
	"explainer/internal/check"
	"explainer/internal/derive"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/export"
	"explainer/internal/hugo"
	"explainer/internal/linked"
	"explainer/internal/load"
	"explainer/internal/picture"
	"explainer/internal/publish"
	"explainer/internal/release"
)

// Exit codes.
const (
	done     = 0
	found    = 1 // diagnostics say what is wrong with the site
	couldNot = 2 // the command could not run
)

type options struct {
	Site    string `help:"Folder of the explainer: hugo.toml, content/, data/." default:"." type:"path" placeholder:"DIR"`
	Out     string `help:"Folder to publish to (default: public in the site's folder)." type:"path" placeholder:"DIR"`
	BaseURL string `help:"Address that the site will stand at (default: as the host sets it, else hugo.toml)." name:"base-url" placeholder:"URL"`
	Drafts  bool   `help:"Also build what is unfinished, marked as such."`
	Format  string `help:"How diagnostics are printed: text, json or github." enum:"text,json,github" default:"text"`

	Build   buildCommand   `cmd:"" default:"withargs" help:"Judge, build, audit and publish the site. The default."`
	Check   checkCommand   `cmd:"" help:"Judge only; nothing is written."`
	Compare compareCommand `cmd:"" help:"Say whether a copy, in a folder or a zip, is what a build published, and what differs."`
	Draft   draftCommand   `cmd:"" help:"Propose candidate claims by section across articles, as records for an editor."`
	Ingest  ingestCommand  `cmd:"" help:"Read articles: a source record for each new one, and its sentences with fingerprints and quantities."`
	New     newCommand     `cmd:"" help:"Make a new explainer, from articles if there are any."`
	Release releaseCommand `cmd:"" help:"Record what is published now, so that what changes later is corrected openly and no address dies."`
	Serve   serveCommand   `cmd:"" help:"Show the site on this machine while it is written, and reload it when it changes."`
	Verify  verifyCommand  `cmd:"" help:"Prove every fingerprint, excerpt, quantity and lineage figure against the articles."`

	stdout, stderr io.Writer
	memory         load.Memory
	serving        bool
}

func main() {
	debug.SetGCPercent(400) // a short run: memory costs less than collecting it
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its surroundings given, and the exit code as its result.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := &options{stdout: stdout, stderr: stderr}
	exit := -1
	parser := kong.Must(o,
		kong.Name("build"),
		kong.Description("Turns an explainer's data and prose into a site of plain HTML. Exit codes: 0 done, 1 diagnostics, 2 could not run."),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(o))
	command, err := parser.Parse(args)
	if exit >= 0 {
		return exit // --help
	}
	if err == nil {
		err = command.Run()
	}
	var list diagnosed
	switch {
	case errors.As(err, &list):
		if list.Errors() > 0 {
			return found
		}
	case err != nil:
		fmt.Fprintln(stderr, "build:", err)
		return couldNot
	}
	return done
}

type buildCommand struct {
	Compress bool `help:"Also write a .br and a .gz beside each text, for hosts that send them as they are."`
}

// Run is the build, from the first file read to the site in its place.
func (c buildCommand) Run(ctx context.Context, o *options) error {
	content, unread := content(o.Site)
	x, site, err := o.judged()
	if err := cmp.Or(err, unread); err != nil {
		return err
	}
	if err := publish.Check(o.out()); err != nil {
		return err
	}
	shop, err := o.workshop(ctx)
	if err != nil {
		return err
	}
	defer shop.close()
	stage, err := publish.Stage(o.out())
	if err != nil {
		return err
	}
	defer stage.Remove()

	site.Content = content
	_, err = shop.make(ctx, x, site, stage.Path, func(files map[string][]byte) (err error) {
		manifest := shop.manifest(site)
		if c.Compress {
			if manifest.Packed, err = publish.Compress(stage.Path, files, o.out(), o.stderr); err != nil {
				return err
			}
		}
		return publish.Seal(stage.Path, files, manifest)
	})
	if err != nil {
		return err
	}
	if err := o.unchanged(content); err != nil {
		return err
	}
	if err := publish.Replace(stage, o.out()); err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "%s: %s from %s in %s\n", o.relative(o.out()),
		diag.Count(site.Counts.Claims, "claim"), diag.Count(site.Counts.Sources, "source"), diag.Count(len(site.Editions), "edition"))
	return nil
}

// A workshop is what a site is laid out with.
type workshop struct {
	o       *options
	tool    string // folder of this tool
	hugo    string // path of the program
	version string // of Hugo
	work    string // folder for what is generated on the way

	close func() error

	pictures bool // whether pictures are drawn, which serve does without
}

func (o *options) workshop(ctx context.Context) (*workshop, error) {
	tool, err := toolFolder()
	if err != nil {
		return nil, err
	}
	binary, err := hugo.Find(ctx, tool, filepath.Join(tool, ".build"), o.stderr)
	if err != nil {
		return nil, err
	}
	work, err := workFolder(o.Site)
	if err != nil {
		return nil, err
	}
	version, err := hugo.Version(tool)
	return &workshop{o: o, tool: tool, hugo: binary, version: version, work: work.Path, close: work.Remove}, err
}

// layOut makes the site's files in stage, which are all there if the list has
// no errors.
func (w *workshop) layOut(ctx context.Context, x *explainer.Explainer, site *derive.Site, stage string) (diag.List, error) {
	if err := writeData(filepath.Join(w.work, "data"), site); err != nil {
		return nil, err
	}
	list, err := hugo.Run(ctx, w.hugo, w.job(x, site, w.work, stage))
	if err != nil || list.Errors() > 0 {
		return list, err
	}
	return list, errors.Join(export.Write(stage, site), export.WriteSitemap(stage, site), export.WriteRedirects(stage, site), export.WriteHeaders(stage, site))
}

// make makes the whole of a site in stage, has it sealed and audits it.
// Everything found is printed; an error that stops the build is returned.
func (w *workshop) make(ctx context.Context, x *explainer.Explainer, site *derive.Site, stage string, seal func(map[string][]byte) error) (*audit.Reading, error) {
	// What is kept is read while Hugo runs.
	drawn, copies, weights := picture.ReadDrawn(w.kept("pictures")), bundle.ReadKept(w.kept(""), flate.DefaultCompression), audit.ReadWeights(w.kept("weights"))
	w.pictures = true
	list, err := w.layOut(ctx, x, site, stage)
	if err := w.o.report(list, err); err != nil {
		return nil, err
	}
	list, err = picture.Files(stage, filepath.Base(w.o.out()), drawn, w.job(x, site, w.work, stage).Sheets()...)
	if err := w.o.report(list, err); err != nil {
		return nil, err
	}
	_, reading, err := w.bundled(site, stage, copies, weights, seal)
	if err != nil {
		return nil, err
	}
	weights.Write()
	list = append(reading.Check(), release.Addresses(x, site, reading, w.o.unpublished())...)
	return reading, w.o.report(list, nil)
}

// kept is the file that keeps what is called so from one build of the site to
// the next.
func (w *workshop) kept(name string) string { return filepath.Join(w.o.Site, ".build", name) }

// manifest says what a site is made from.
func (w *workshop) manifest(site *derive.Site) publish.Manifest {
	return publish.Manifest{Draft: site.Draft, Hugo: w.version, Content: site.Content}
}

// bundled reads what stands in stage, once for all who look at it from here on,
// and adds the offline copies. While they are made, the rest is audited, then
// they are, while all is sealed. Pages are weighed if they are to be published.
func (w *workshop) bundled(site *derive.Site, stage string, kept bundle.Kept, weights *audit.Weights, seal func(map[string][]byte) error) (map[string][]byte, *audit.Reading, error) {
	files, err := readFiles(stage)
	if err != nil {
		return nil, nil, err
	}
	reading := audit.New(w.audited(stage, weights))
	var made map[string][]byte
	var g errgroup.Group
	g.Go(func() error { reading.Read(files); return nil })
	g.Go(func() (err error) {
		made, err = bundle.Make(files, site, kept, func(copied map[string][]byte) error {
			return publish.SealCopy(copied, w.manifest(site))
		})
		return err
	})
	if err := g.Wait(); err != nil {
		return nil, nil, err
	}
	maps.Copy(files, made)
	g.Go(func() error { reading.Read(made); return nil })
	g.Go(func() error {
		if err := writeFiles(stage, made); err != nil {
			return err
		}
		return seal(files)
	})
	return files, reading, g.Wait()
}

// unsealed is for a site that is not published.
func unsealed(map[string][]byte) error { return nil }

// writeData writes what templates read.
func writeData(dir string, site *derive.Site) error {
	return errors.Join(site.Write(dir), export.WriteDictionary(dir, site), linked.Write(dir, site))
}

// audited says how the files in stage are audited.
func (w *workshop) audited(stage string, weights *audit.Weights) audit.Options {
	o := audit.Options{Name: filepath.Base(w.o.out()), Weights: weights}
	for _, dir := range []string{w.o.Site, w.tool, w.work, stage, os.Getenv("HOME")} {
		if strings.Count(filepath.ToSlash(filepath.Clean(dir)), "/") > 1 { // "/site" may be anybody's address
			o.Paths = append(o.Paths, filepath.Clean(dir))
		}
	}
	return o
}

func (w *workshop) job(x *explainer.Explainer, site *derive.Site, work, stage string) hugo.Job {
	return hugo.Job{Explainer: x, Panels: site.Panels, Site: w.o.Site, Tool: w.tool, Work: work, Out: stage, Pictures: w.pictures}
}

type checkCommand struct{}

func (checkCommand) Run(o *options) error {
	x, _, err := o.judged()
	if err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "%s, %s, %s: no errors\n", diag.Count(len(x.Claims), "claim"),
		diag.Count(len(x.Sources), "source"), diag.Count(len(x.Pages), "page"))
	return nil
}

// judged loads the site, checks it and derives the rest. Everything found is
// printed; an error that stops the build is returned.
func (o *options) judged() (*explainer.Explainer, *derive.Site, error) {
	x, list, err := o.judge()
	if err != nil || list.Errors() > 0 {
		return nil, nil, o.report(list, err)
	}
	site := derive.New(x)
	return x, site, o.report(append(list, o.changes(x, site)...), nil)
}

// changes judges what differs from the last release. A site with drafts is not
// for publication, and is told so that nobody is surprised later.
func (o *options) changes(x *explainer.Explainer, site *derive.Site) diag.List {
	if len(x.Releases) == 0 {
		return nil
	}
	return release.Compare(x, release.Take(x, site), o.unpublished())
}

// unpublished is the level of what only matters once the site is published.
func (o *options) unpublished() diag.Level {
	if o.Drafts || o.serving {
		return diag.Warning
	}
	return diag.Error
}

// judge is judged without a word.
func (o *options) judge() (*explainer.Explainer, diag.List, error) {
	x, fsys, list, err := o.read()
	if err == nil {
		list = append(list, o.rules(x, fsys, list)...)
	}
	return x, list, err
}

// read loads the site.
func (o *options) read() (*explainer.Explainer, fs.FS, diag.List, error) {
	fsys, err := o.open()
	if err != nil {
		return nil, nil, nil, err
	}
	address := baseURL(o.BaseURL, os.Getenv)
	if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return nil, nil, nil, fmt.Errorf("%q is not an address that a site can stand at", address)
	}
	x, list := o.memory.Load(fsys)
	x.Drafts = o.Drafts
	if address != "" {
		x.BaseURL = address
	}
	return x, fsys, list, nil
}

// rules checks a site that was read with the findings given: one that has
// mistakes of form is not judged by what it says.
func (o *options) rules(x *explainer.Explainer, fsys fs.FS, read diag.List) diag.List {
	var list diag.List
	if read.Errors() == 0 {
		list = check.Settle(x, check.Explainer(x), lines(fsys))
	}
	return append(list, o.words(x, fsys)...)
}

// out is the folder to publish to.
func (o *options) out() string {
	return cmp.Or(o.Out, filepath.Join(o.Site, "public"))
}

// open gives the site's files, through a root that no link leads out of.
func (o *options) open() (fs.FS, error) {
	root, err := os.OpenRoot(o.Site)
	if err != nil {
		return nil, fmt.Errorf("the site cannot be opened: %w", err)
	}
	return root.FS(), nil
}

// baseURL is the site's address as the command line or the host gives it.
func baseURL(flag string, getenv func(string) string) string {
	if flag != "" || getenv("NETLIFY") == "" {
		return flag
	}
	if url := getenv("URL"); url != "" {
		return url
	}
	return getenv("DEPLOY_PRIME_URL")
}

// unchanged wants the content to be what was judged, still: of two builds at
// once, the one with the older must not be last.
func (o *options) unchanged(judged string) error {
	now, err := content(o.Site)
	if err == nil && now != judged {
		err = errors.New("the site's files were changed while it was built; nothing is published, build it again")
	}
	return err
}

// content is the sum of what an editor writes.
func content(site string) (string, error) {
	root, err := os.OpenRoot(site)
	if err != nil {
		return "", err
	}
	defer root.Close()
	return publish.Sum(root.FS(), "content", "data", "hugo.toml")
}
