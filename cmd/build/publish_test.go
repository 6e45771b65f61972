package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"explainer/internal/publish"
)

// A bench is a folder with a site whose words can be changed, built by
// processes that can be killed.
type bench struct {
	*testing.T
	dir, site, out string
	binary         string
}

func newBench(t *testing.T, dir string) *bench {
	t.Helper()
	compileHugo(t)
	b := &bench{t, dir, filepath.Join(dir, "site"), filepath.Join(dir, "site", "public"), filepath.Join(t.TempDir(), "build")}
	if err := os.CopyFS(b.site, os.DirFS(filepath.Join(nightFerry, "site"))); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{".build", "public"} { // by somebody who built it in place
		if err := os.RemoveAll(filepath.Join(b.site, left)); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, b.binary) // TestMain runs as what it is called
	}
	if err != nil {
		t.Skip(err)
	}
	return b
}

// edit changes the site's words.
func (b *bench) edit(words string) {
	b.Helper()
	file := filepath.Join(b.site, "hugo.toml")
	raw, err := os.ReadFile(filepath.Join(nightFerry, "site", "hugo.toml"))
	if err == nil {
		err = os.WriteFile(file, append(raw, []byte("# "+words+"\n")...), 0o644)
	}
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) command() (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.Command(b.binary, "--site", b.site)
	said := new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = said, said
	return cmd, said
}

// build wants an exit code.
func (b *bench) build(want int) string {
	b.Helper()
	cmd, said := b.command()
	_ = cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != want {
		b.Fatalf("a build exits with %d, want %d:\n%s", got, want, said)
	}
	return said.String()
}

// whole wants the site to be just what one build published, and gives the sum
// of the content that it was made from.
func (b *bench) whole() string {
	b.Helper()
	p, err := publish.Open(b.out)
	if err != nil {
		b.Fatal(err)
	}
	list, same, err := p.Compare(b.out)
	if err != nil || len(list) > 0 || same < 10 {
		b.Fatalf("the published site is not whole: %d files are, %d are not: %v", same, len(list), err)
	}
	return p.Content
}

// alone wants nothing to be left of other builds.
func (b *bench) alone() {
	b.Helper()
	for pattern, want := range map[string]int{".*.staging": 0, "public": 1, ".build/run-*": 0} {
		found, err := filepath.Glob(filepath.Join(b.site, pattern))
		if err != nil || len(found) != want {
			b.Errorf("%d of %q are there, want %d: %v", len(found), pattern, want, err)
		}
	}
}

// kills is how many builds TestKilled kills: EXPLAINER_KILLS, or a few.
func kills() int {
	n, err := strconv.Atoi(os.Getenv("EXPLAINER_KILLS"))
	if err != nil {
		return 4
	}
	return n
}

// TestKilled kills builds at any moment, every other one while it publishes.
// The site before it or the new one is there, whole, and the next build works.
func TestKilled(t *testing.T) {
	b := newBench(t, t.TempDir())
	start := time.Now()
	b.build(done)
	took := time.Since(start)
	before := b.whole()
	mid, replaced := 0, 0
	for i := range kills() {
		b.edit(fmt.Sprint("version ", i))
		now, err := content(b.site)
		if err != nil {
			t.Fatal(err)
		}
		cmd, said := b.command()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			time.Sleep(rand.N(took))
		} else {
			b.sealed(cmd)
			time.Sleep(rand.N(80 * time.Millisecond))
		}
		if cmd.Process.Kill() == nil {
			mid++
		}
		_ = cmd.Wait()
		switch got := b.whole(); got {
		case now:
			replaced++
		case before:
		default:
			t.Fatalf("kill %d: the site is of neither version:\n%s", i, said)
		}
		b.build(done)
		if before = b.whole(); before != now {
			t.Fatalf("kill %d: the next build did not publish", i)
		}
	}
	time.Sleep(took) // for a Hugo that outlived its build
	b.build(done)
	b.alone()
	t.Logf("%d builds killed, %d of them with the new site in its place", mid, replaced)
}

// sealed waits for a staged site that is complete, or for the end.
func (b *bench) sealed(cmd *exec.Cmd) {
	for range 6000 {
		if found, _ := filepath.Glob(filepath.Join(b.site, ".*.staging", "SHA256SUMS")); len(found) > 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	b.Error("a build did not come to publish")
}

// TestAtOnce runs builds at once into one folder. All succeed, readers always
// find the site, and at the end it is whole.
func TestAtOnce(t *testing.T) {
	b := newBench(t, t.TempDir())
	b.build(done)
	ctx, cancel := context.WithCancel(t.Context())
	missed := make(chan error, 1)
	reads := 0
	go func() {
		defer close(missed)
		for ctx.Err() == nil {
			reads++
			if _, err := os.ReadFile(filepath.Join(b.out, "index.html")); err != nil {
				missed <- err
				return
			}
			time.Sleep(50 * time.Microsecond)
		}
	}()
	cmds, said := make([]*exec.Cmd, 4), make([]*bytes.Buffer, 4)
	for i := range cmds {
		cmds[i], said[i] = b.command()
		if err := cmds[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	for i, cmd := range cmds {
		if err := cmd.Wait(); err != nil {
			t.Errorf("a build beside others: %v\n%s", err, said[i])
		}
	}
	cancel()
	if err := <-missed; err != nil && runtime.GOOS == "linux" {
		t.Errorf("a reader found no site: %v", err)
	}
	b.whole()
	b.alone()
	t.Logf("%d builds at once, %d reads", len(cmds), reads)
}

// TestDiskFull builds with ever more room, until there is enough.
func TestDiskFull(t *testing.T) {
	const roomy = 64 << 20
	disk := smallDisk(t, roomy)
	b := newBench(t, disk.dir)
	b.build(done)
	b.edit("a change")
	before := b.whole()
	failed := 0
	used := disk.used()
	for room := 16 << 10; ; room += used / 5 {
		disk.resize(used + room)
		cmd, said := b.command()
		_ = cmd.Run()
		disk.resize(roomy) // comparing needs none, but what it says does
		after := b.whole()
		if cmd.ProcessState.ExitCode() == done {
			if after == before {
				t.Error("a build says that it published, and did not")
			}
			break
		}
		failed++
		if after != before {
			t.Fatalf("with room for %d KB, a build that failed has changed the site:\n%s", room>>10, said)
		}
		b.alone()
		if room > roomy {
			t.Fatalf("builds fail with enough room:\n%s", said)
		}
	}
	b.alone()
	if failed < 3 {
		t.Errorf("only %d builds failed: the disk was not full", failed)
	}
	t.Logf("%d builds failed for want of room", failed)
}

// TestReadOnly wants a place that cannot be written to be refused.
func TestReadOnly(t *testing.T) {
	disk := smallDisk(t, 64<<20)
	b := newBench(t, t.TempDir())
	b.out = filepath.Join(disk.dir, "public")
	cmd, said := b.command()
	cmd.Args = append(cmd.Args, "--out", b.out)
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	before := b.whole()
	b.edit("a change")
	disk.mount("remount,ro")
	cmd, said = b.command()
	cmd.Args = append(cmd.Args, "--out", b.out)
	_ = cmd.Run()
	if cmd.ProcessState.ExitCode() != couldNot || !strings.Contains(said.String(), "cannot be published") {
		t.Errorf("exit code %d:\n%s", cmd.ProcessState.ExitCode(), said)
	}
	if b.whole() != before {
		t.Error("the site has changed")
	}
}

// A small disk is a file system of its own, in memory.
type small struct {
	*testing.T
	dir string
}

func smallDisk(t *testing.T, size int) small {
	t.Helper()
	d := small{t, t.TempDir()}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprint("size=", size), "none", d.dir).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted here: %s", cmp.Or(strings.TrimSpace(string(out)), err.Error()))
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", d.dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return d
}

func (d small) resize(size int) { d.mount(fmt.Sprint("remount,size=", size)) }

func (d small) mount(options string) {
	d.Helper()
	if out, err := exec.Command("mount", "-o", options, d.dir).CombinedOutput(); err != nil {
		d.Fatalf("mount -o %s: %s", options, out)
	}
}

// used is how much of it is, in bytes.
func (d small) used() int {
	d.Helper()
	out, err := exec.Command("df", "--block-size=1", "--output=used", d.dir).Output()
	fields := strings.Fields(string(out))
	if err != nil || len(fields) != 2 {
		d.Fatalf("df: %v %s", err, out)
	}
	n, err := strconv.Atoi(fields[1])
	if err != nil {
		d.Fatal(err)
	}
	return n
}
