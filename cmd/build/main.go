// Command build turns an explainer's data and prose into a site of plain
// HTML, and proves its data against the articles that it rests on.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"

	"github.com/alecthomas/kong"

	"explainer/internal/audit"
	"explainer/internal/check"
	"explainer/internal/derive"
	"explainer/internal/diag"
	"explainer/internal/explainer"
	"explainer/internal/export"
	"explainer/internal/hugo"
	"explainer/internal/load"
	"explainer/internal/publish"
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
	Format  string `help:"How diagnostics are printed: text, json or github." enum:"text,json,github" default:"text"`

	Build  buildCommand  `cmd:"" default:"1" help:"Judge, build, audit and publish the site. The default."`
	Check  checkCommand  `cmd:"" help:"Judge only; nothing is written."`
	Ingest ingestCommand `cmd:"" help:"Read articles: a source record for each new one, and its sentences with fingerprints and quantities."`
	Verify verifyCommand `cmd:"" help:"Prove every fingerprint, excerpt, quantity and lineage figure against the articles."`

	stdout, stderr io.Writer
}

func main() {
	debug.SetGCPercent(400) // a short run: memory costs less than collecting it
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
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

type buildCommand struct{}

// Run is the build, from the first file read to the site in its place.
func (buildCommand) Run(ctx context.Context, o *options) error {
	if o.Out == "" {
		o.Out = filepath.Join(o.Site, "public")
	}
	x, err := o.judged()
	if err != nil {
		return err
	}
	if err := publish.Check(o.Out); err != nil {
		return err
	}
	tool, err := toolFolder()
	if err != nil {
		return err
	}
	binary, err := hugo.Find(ctx, tool, filepath.Join(tool, ".build"), o.stderr)
	if err != nil {
		return err
	}
	work, err := workFolder(o.Site)
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	stage, err := publish.Stage(o.Out)
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)

	site := derive.New(x)
	if err := site.Write(filepath.Join(work, "data")); err != nil {
		return err
	}
	list, err := hugo.Run(ctx, binary, hugo.Job{Explainer: x, Site: o.Site, Tool: tool, Work: work, Out: stage})
	if err := o.report(list, err); err != nil {
		return err
	}
	if err := export.Write(stage, site); err != nil {
		return err
	}
	if err := export.WriteSitemap(stage, site); err != nil {
		return err
	}
	list, err = audit.Site(os.DirFS(stage), filepath.Base(o.Out))
	if err := o.report(list, err); err != nil {
		return err
	}
	manifest, err := manifest(o.Site, tool)
	if err != nil {
		return err
	}
	if err := publish.Seal(stage, manifest); err != nil {
		return err
	}
	if err := publish.Replace(stage, o.Out); err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "%s: %s from %s in %s\n", o.relative(o.Out),
		diag.Count(site.Counts.Claims, "claim"), diag.Count(site.Counts.Sources, "source"), diag.Count(len(site.Editions), "edition"))
	return nil
}

type checkCommand struct{}

func (checkCommand) Run(o *options) error {
	x, err := o.judged()
	if err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "%s, %s, %s: nothing to report\n", diag.Count(len(x.Claims), "claim"),
		diag.Count(len(x.Sources), "source"), diag.Count(len(x.Pages), "page"))
	return nil
}

// judged loads the site and checks it. Everything found is printed; an error
// that stops the build is returned.
func (o *options) judged() (*explainer.Explainer, error) {
	fsys, err := o.open()
	if err != nil {
		return nil, err
	}
	address := baseURL(o.BaseURL, os.Getenv)
	if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("%q is not an address that a site can stand at", address)
	}
	x, list := load.Load(fsys)
	if list.Errors() == 0 {
		list = append(list, check.Settle(x, check.Explainer(x), lines(fsys))...)
	}
	if address != "" {
		x.BaseURL = address
	}
	return x, o.report(list, nil)
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

// manifest says what the site is made from.
func manifest(site, tool string) (publish.Manifest, error) {
	version, err := hugo.Version(tool)
	if err != nil {
		return publish.Manifest{}, err
	}
	content, err := publish.Sum(os.DirFS(site), "content", "data", "hugo.toml")
	return publish.Manifest{Hugo: version, Content: content}, err
}
