package hugo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"explainer/internal/diag"
)

// A Ready is a Hugo that has read its configuration, templates and interface
// words, which is most of a run that renders a page or two, and waits for the
// lock that it takes before it looks at content and data. The system gives the
// lock free when this process ends, however that happens, so that no Hugo is
// left waiting.
type Ready struct {
	job    Job
	config []byte
	log    *bytes.Buffer
	cmd    *exec.Cmd
	ctx    context.Context
	cancel context.CancelCauseFunc
	unlock func()
}

// Prepare starts a Hugo for a job whose folders are its own: content and data
// may still be written, and what else of the job shows in the configuration
// may not change.
func Prepare(ctx context.Context, binary string, j Job) (*Ready, error) {
	list, err := j.guard()
	if list.Errors() > 0 {
		err = errors.New(list[0].Message)
	}
	if err != nil {
		return nil, err
	}
	// What Hugo does not find when it starts is not there for it.
	for _, e := range j.Explainer.Editions {
		if err := os.MkdirAll(j.content(e.ID), 0o755); err != nil {
			return nil, err
		}
	}
	config, err := json.Marshal(j.someConfig())
	if err != nil {
		return nil, err
	}
	file := filepath.Join(j.Work, "hugo.json")
	if err := os.WriteFile(file, config, 0o644); err != nil {
		return nil, err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(j.Work, ".hugo_build.lock")).Lock()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	cmd, log := command(ctx, binary, j.Work, file, j.Out)
	if err := cmd.Start(); err != nil { // as when ctx is done
		cancel(err)
		unlock()
		return nil, err
	}
	return &Ready{j, config, log, cmd, ctx, cancel, sync.OnceFunc(unlock)}, nil
}

// unseen is the form of a page that others link to and that is not wanted: all
// that they see of it is as it would be, and it is not rendered. Hugo takes
// what to render from the configuration, before it is known which pages are
// wanted, but may be told there to render one form and no other.
const unseen = "unseen"

// someConfig is the configuration of a run that renders some pages, as they
// are read and not as they are embedded.
func (j Job) someConfig() map[string]any {
	config := j.config()
	config["disableKinds"] = append(config["disableKinds"].([]string), "404")
	config["outputFormats"].(map[string]any)[unseen] = map[string]any{"mediaType": "text/html", "baseName": "index", "isHTML": true, "permalinkable": true, "weight": 10} // as html
	config["segments"] = map[string]any{"seen": map[string]any{"includes": []map[string]any{{"output": []string{"html"}}}}}
	config["renderSegments"] = []string{"seen"}
	return config
}

// Fits reports whether Hugo was prepared for such a job.
func (r *Ready) Fits(j Job) bool {
	j.Work, j.Out = r.job.Work, r.job.Out
	config, err := json.Marshal(j.someConfig())
	return err == nil && bytes.Equal(config, r.config)
}

// Run renders some pages of a job that fits, from data that is written by now.
// It can be called once. Templates were judged before Hugo read them; styles and
// scripts it reads only now.
func (r *Ready) Run(j Job, only []Page) (diag.List, error) {
	defer r.cancel(nil)
	j.Work, j.Out = r.job.Work, r.job.Out
	if list, err := j.guard(); err != nil || list.Errors() > 0 {
		return list, err
	}
	if err := errors.Join(j.writeContent(only), j.writeOnly(only)); err != nil {
		return nil, err
	}
	defer time.AfterFunc(atMost, func() { r.cancel(errTooLong) }).Stop()
	r.unlock()
	return j.result(r.ctx, r.cmd.Wait(), r.log)
}

// writeOnly tells the adapter the same of pages made from data.
func (j Job) writeOnly(only []Page) error {
	paths := map[string][]string{}
	for _, e := range j.Explainer.Editions {
		paths[e.ID] = []string{}
	}
	for _, p := range only {
		paths[p.Edition] = append(paths[p.Edition], p.Path)
	}
	raw, err := json.Marshal(paths)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(j.Work, "data", "only.json"), raw, 0o644)
}

// Stop ends a Hugo that is not needed.
func (r *Ready) Stop() {
	r.cancel(nil)
	_ = r.cmd.Wait()
	r.unlock()
}
