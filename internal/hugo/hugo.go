// Package hugo runs Hugo as a build step. Hugo is a program here, never a
// library: a hugo of the pinned version on PATH, else the one that go.mod
// pins as a tool.
package hugo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"explainer/internal/diag"
)

// Run lays out the site. Its list holds what Hugo found wrong, at the files
// and lines that Hugo names; the error is for a Hugo that could not run.
func Run(ctx context.Context, binary string, j Job) (diag.List, error) {
	if list, err := j.guard(); err != nil || list.Errors() > 0 {
		return list, err
	}
	if err := j.writeContent(nil); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, atMost, errTooLong)
	defer cancel()
	raw, err := json.MarshalIndent(j.config(), "", "  ")
	if err != nil {
		return nil, err
	}
	file := filepath.Join(j.Work, "hugo.json")
	if err := os.WriteFile(file, raw, 0o644); err != nil {
		return nil, err
	}
	cmd, log := command(ctx, binary, j.Work, file, j.Out)
	cmd.Args = append(cmd.Args, "--noBuildLock")
	return j.result(ctx, cmd.Run(), log)
}

// atMost is how long Hugo may take. A thousand pages take a second.
var atMost = 2 * time.Minute

var errTooLong = errors.New("hugo took too long: a template of the site may never end")

// command is Hugo with its configuration in a file, and what it will say.
func command(ctx context.Context, binary, work, config, out string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.CommandContext(ctx, binary,
		"--source", work, "--config", config, "--destination", out,
		"--panicOnWarning=false", "--logLevel", "warn",
		// Pages with a future date would depend on the day of the build.
		"--clock", "2000-01-01T00:00:00Z", "--buildFuture",
		"--buildDrafts") // whether drafts may be built has been judged
	cmd.Env = append(os.Environ(), "GOGC=400") // a short run: memory costs less than collecting it
	cmd.WaitDelay = time.Second
	log := new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = log, log
	return cmd, log
}

// result is what became of a Hugo that ended with err.
func (j Job) result(ctx context.Context, err error, log *bytes.Buffer) (diag.List, error) {
	l := j.diagnostics(log.String())
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case errors.As(err, &exit) && len(l) == 0:
		return nil, fmt.Errorf("hugo: %w\n%s", err, strings.TrimSpace(log.String()))
	case err != nil && exit == nil:
		return nil, fmt.Errorf("hugo: %w", err)
	}
	return l, nil
}

var (
	logged = regexp.MustCompile(`^(?:ERROR|WARN|Error:)\s+(.*)$`)
	placed = regexp.MustCompile(`"([^"]+?):(\d+):(\d+)": `)
)

// diagnostics reads Hugo's log. A warning counts as an error: Hugo warns of
// what it leaves out.
func (j Job) diagnostics(log string) diag.List {
	var l diag.List
	seen := map[string]bool{}
	for line := range strings.Lines(log) {
		m := logged.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		message := m[1]
		at := diag.Place{File: "hugo.toml"}
		if p := placed.FindAllStringSubmatchIndex(message, -1); p != nil {
			// The last place is where the cause is; those before led to it.
			last := p[len(p)-1]
			at.File = j.relative(message[last[2]:last[3]])
			at.Line, _ = strconv.Atoi(message[last[4]:last[5]])
			at.Col, _ = strconv.Atoi(message[last[6]:last[7]])
			at = j.written(at)
			message = message[last[1]:]
		}
		message = strings.TrimPrefix(message, "error building site: ")
		// Hugo says the same at several levels of wrapping.
		key := fmt.Sprint(at, message)
		if !seen[key] {
			seen[key] = true
			l.Errorf(at, "hugo", "%s", message)
		}
	}
	return l
}

// relative names a file of the site relative to it, as if its pages were read
// from there, and one of this tool's relative to the tool.
func (j Job) relative(file string) string {
	for _, root := range []string{j.Work, j.Site, j.Tool} {
		if rel, err := filepath.Rel(root, file); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(file)
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Find gives the path of a Hugo of the version that go.mod in tool pins. It
// keeps what it found in a file in cache, and tells progress what it is doing
// while Go compiles Hugo, which takes minutes the first time.
func Find(ctx context.Context, tool, cache string, progress io.Writer) (string, error) {
	version, err := pinned(tool)
	if err != nil {
		return "", err
	}
	if path, err := exec.LookPath("hugo"); err == nil && isVersion(ctx, path, version) {
		return path, nil
	}
	key, err := toolKey(tool)
	if err != nil {
		return "", err
	}
	kept := filepath.Join(cache, "hugo-path")
	if raw, err := os.ReadFile(kept); err == nil {
		if k, path, ok := strings.Cut(string(raw), "\n"); ok && k == key {
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				return path, nil
			}
		}
	}

	cmd := exec.CommandContext(ctx, "go", "tool", "-n", "hugo")
	cmd.Dir = tool
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	stop := ticker(progress, fmt.Sprintf("compiling Hugo %s; this happens once and takes a few minutes", version))
	err = cmd.Run()
	stop()
	if err != nil {
		return "", fmt.Errorf("go tool hugo: %w\n%s", err, strings.TrimSpace(stderr.String()))
	}
	path := strings.TrimSpace(stdout.String())
	// The path only saves time: a folder that cannot be written costs it.
	if os.MkdirAll(cache, 0o755) == nil {
		_ = os.WriteFile(kept, []byte(key+"\n"+path), 0o644)
	}
	return path, nil
}

var requirement = regexp.MustCompile(`(?m)^\s*(?:require\s+)?github\.com/gohugoio/hugo (v\S+)`)

// Version is the version of Hugo that go.mod pins, such as "0.165.0".
func Version(tool string) (string, error) {
	v, err := pinned(tool)
	return strings.TrimPrefix(v, "v"), err
}

func pinned(tool string) (string, error) {
	mod, err := os.ReadFile(filepath.Join(tool, "go.mod"))
	if err != nil {
		return "", err
	}
	m := requirement.FindSubmatch(mod)
	if m == nil {
		return "", errors.New("go.mod does not pin github.com/gohugoio/hugo")
	}
	return string(m[1]), nil
}

// isVersion asks a hugo for its version: "hugo v0.165.0+extended linux/amd64 …".
func isVersion(ctx context.Context, path, version string) bool {
	out, err := exec.CommandContext(ctx, path, "version").Output()
	rest, ok := strings.CutPrefix(string(out), "hugo "+version)
	return err == nil && ok && !strings.HasPrefix(rest, "-DEV") && strings.IndexAny(rest, " +-\n") == 0
}

// patience is how long nothing is said: linking Hugo anew takes a second.
const patience = 3 * time.Second

// ticker says what is going on and for how long, until stopped. It keeps
// quiet about what takes under three seconds.
func ticker(w io.Writer, what string) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		start, next := time.Now(), patience
		for {
			select {
			case <-done:
				if next > patience {
					fmt.Fprintf(w, "compiled Hugo in %s\n", time.Since(start).Round(time.Second))
				}
				return
			case <-time.After(next - time.Since(start)):
				fmt.Fprintf(w, "%s … %s\n", what, time.Since(start).Round(time.Second))
				next += 10 * time.Second
			}
		}
	}()
	return func() { close(done); <-ended }
}

// toolKey changes when go.mod's tools or the Go that compiles them do.
func toolKey(tool string) (string, error) {
	sum, err := os.ReadFile(filepath.Join(tool, "go.sum"))
	if err != nil {
		return "", err
	}
	h := sha256.Sum256(append([]byte(runtime.Version()+"\n"), sum...))
	return hex.EncodeToString(h[:]), nil
}
