package devstack

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// Builder compiles the Temporal server.
type Builder struct {
	// Project is the project's directory.
	Project string
	// Progress receives plain lines while a build runs; nil means no lines.
	Progress io.Writer
	// Every is the time between two lines; default 5 s.
	Every time.Duration
	// Report is called with the state of a build, about once a second while it runs; nil means no
	// reports. It is not called when nothing has to be built.
	Report func(BuildState)
	// Background runs the build at low priority, for a caller that serves requests at the same time.
	Background bool
}

// Temporal returns the path of the program, .bin/homeward-temporal in the project. It builds
// the program first when it is missing or when its source, the toolchain or the flags have
// changed. A first build compiles more than a thousand packages, which takes minutes on a small machine.
// Two builds at the same time wait for each other. An existing program is replaced in one step.
func (b Builder) Temporal(ctx context.Context) (string, error) {
	bin := filepath.Join(b.Project, ".bin")
	if err := os.MkdirAll(bin, 0o755); err != nil { //nolint:gosec // programs are there to be run
		return "", fmt.Errorf("make %s: %w", bin, err)
	}
	lock, err := os.OpenFile(filepath.Join(bin, "homeward-temporal.lock"), os.O_CREATE|os.O_RDWR, 0o644) //nolint:gosec // holds nothing
	if err != nil {
		return "", fmt.Errorf("open the build lock: %w", err)
	}
	defer lock.Close() //nolint:errcheck // the kernel releases it in any case
	if err := waitFor(ctx, lock); err != nil {
		return "", err
	}
	program := filepath.Join(bin, "homeward-temporal")
	source := filepath.Join(b.Project, temporalSource)
	want, err := fingerprint(source)
	if err != nil {
		return "", err
	}
	stamp := program + ".built"
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		if _, err := os.Stat(program); err == nil {
			return program, nil
		}
	}
	if err := b.compile(ctx, source, program+".new"); err != nil {
		return "", err
	}
	if err := os.Rename(program+".new", program); err != nil {
		return "", fmt.Errorf("put the Temporal server in place: %w", err)
	}
	if err := os.WriteFile(stamp, []byte(want), 0o644); err != nil { //nolint:gosec // holds a hash
		return "", fmt.Errorf("note the build: %w", err)
	}
	return program, nil
}

// buildFlags are part of the fingerprint. The program needs neither cgo nor debug tables.
func buildFlags() []string { return []string{"-buildvcs=false", "-ldflags=-s -w"} }

func (b Builder) compile(ctx context.Context, source, program string) error {
	b.say("Building the Temporal server. This takes some minutes the first time, and no time later.")
	args := append([]string{"-o", program}, append(buildFlags(), ".")...)
	p := b.begin()
	// The first run compiles nothing: it fetches the modules and counts the packages to compile.
	// If it fails, the second run fails too, and has the better error.
	err := b.run(ctx, source, append([]string{"build", "-n"}, args...), p.plan)
	if err == nil || ctx.Err() == nil {
		err = b.run(ctx, source, append([]string{"build", "-v"}, args...), p.compiled)
	}
	p.end()
	if err == nil {
		b.say("  done: %d packages compiled", p.state().Compiled)
	}
	return err
}

// run runs the go command and passes each line of its standard error to read. The lines that read
// does not know are part of the error when the command fails.
func (b Builder) run(ctx context.Context, source string, args []string, read func(line string) (known bool)) error {
	cmd := exec.CommandContext(ctx, "go", args...) //nolint:gosec // our own arguments
	cmd.Dir = source
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM, Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.StderrPipe()
	if err != nil {
		return fmt.Errorf("build the Temporal server: %w", err)
	}
	runtime.LockOSThread() // the parent-death signal follows the thread
	defer runtime.UnlockOSThread()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("build the Temporal server: %w", err)
	}
	if b.Background { // if that fails, the build keeps its priority
		_ = syscall.Setpriority(syscall.PRIO_PGRP, cmd.Process.Pid, backgroundNice)
	}
	var unknown []string
	for scanner := bufio.NewScanner(out); scanner.Scan(); {
		if line := scanner.Text(); !read(line) {
			unknown = append(unknown, line)
		}
	}
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("build the Temporal server: %w", context.Cause(ctx))
		}
		return fmt.Errorf("build the Temporal server: %w\n%s", err, strings.Join(unknown, "\n"))
	}
	return nil
}

// backgroundNice is the priority of a build in the background, as nice(1) counts.
const backgroundNice = 10

// waitFor waits for the build lock and takes it.
func waitFor(ctx context.Context, lock *os.File) error {
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return fmt.Errorf("take the build lock: %w", err)
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("wait for another build: %w", context.Cause(ctx))
		}
	}
}

// fingerprint returns a hash of everything that the program depends on: its source, the versions in
// go.sum, the toolchain and the flags. Tests are left out.
func fingerprint(source string) (string, error) {
	sum := sha256.New()
	_, _ = fmt.Fprintln(sum, runtime.Version(), runtime.GOARCH, buildFlags())
	err := fs.WalkDir(os.DirFS(source), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		content, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintln(sum, name, len(content))
		_, _ = sum.Write(content)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read the source of the Temporal server: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
