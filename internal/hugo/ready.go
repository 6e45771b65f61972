package hugo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"explainer/internal/diag"
)

// A Ready is a Hugo that has started and waits for its configuration: of a
// run that renders a page or two, starting is half. It reads its standard
// input, which ends when this process does, however that happens, so that no
// Hugo is left waiting.
type Ready struct {
	ctx    context.Context
	cmd    *exec.Cmd
	log    *bytes.Buffer
	config io.WriteCloser
	work   string
	out    string
}

// Prepare starts a Hugo for a job with these folders. On a system without
// /dev/stdin, its run fails.
func Prepare(ctx context.Context, binary, work, out string) (*Ready, error) {
	file := filepath.Join(work, "ready.json") // the ending tells Hugo the format
	if err := os.Symlink("/dev/stdin", file); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	cmd, log := command(ctx, binary, work, file, out)
	config, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	return &Ready{ctx, cmd, log, config, work, out}, cmd.Start()
}

// Run is like the function of that name. It can be called once.
func (r *Ready) Run(j Job) (diag.List, error) {
	j.Work, j.Out = r.work, r.out
	list, err := j.guard()
	if list.Errors() > 0 {
		r.Stop()
		return list, nil
	}
	if err == nil {
		err = j.writeContent()
	}
	if err == nil {
		err = json.NewEncoder(r.config).Encode(j.config())
	}
	if err := errors.Join(err, r.config.Close()); err != nil {
		r.Stop()
		return nil, err
	}
	return j.result(r.ctx, r.cmd.Wait(), r.log)
}

// Stop ends a Hugo that is not needed.
func (r *Ready) Stop() {
	_ = r.cmd.Cancel()
	_ = r.cmd.Wait()
}
