package devstack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// clearLeftovers prepares the data directory for a new server. The caller holds the directory's lock,
// so a server that still runs there has lost its parent; it is asked to end. A pid file is removed if
// its process has ended or is another program now. PostgreSQL itself would refuse to start if the pid
// belongs to another process.
func (c *Cluster) clearLeftovers(ctx context.Context) error {
	pidFile := filepath.Join(c.data(), "postmaster.pid")
	content, err := os.ReadFile(pidFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the pid of an earlier PostgreSQL: %w", err)
	}
	first, _, _ := strings.Cut(string(content), "\n")
	if pid, err := strconv.Atoi(strings.TrimSpace(first)); err == nil && c.worker(pid) {
		if err := c.endOrphan(ctx, pid); err != nil {
			return err
		}
	}
	killAll(c.worker) // backends without a postmaster still use its shared memory
	for _, stale := range []string{pidFile, filepath.Join(c.sockets, ".s.PGSQL.5432"), filepath.Join(c.sockets, ".s.PGSQL.5432.lock")} {
		if err := os.Remove(stale); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove what an earlier PostgreSQL left: %w", err)
		}
	}
	return nil
}

func (c *Cluster) endOrphan(ctx context.Context, pid int) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	_ = syscall.Kill(pid, syscall.SIGINT)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for c.worker(pid) {
		select {
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("stop an earlier PostgreSQL (process %d): %w", pid, context.Cause(ctx))
		}
	}
	return nil
}

// worker reports whether the process belongs to the cluster.
func (c *Cluster) worker(pid int) bool { return livesIn(pid, c.data()) }

// livesIn reports whether the working directory of the process is dir. A PostgreSQL process works in
// its data directory. The pid alone proves nothing, because pids are used again.
func livesIn(pid int, dir string) bool {
	cwd, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	return err == nil && cwd == dir
}

// killAll kills every process that matches, and waits until there is none.
func killAll(match func(pid int) bool) {
	for range 250 {
		found := processes(match)
		if len(found) == 0 {
			return
		}
		for _, pid := range found {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		<-time.After(20 * time.Millisecond)
	}
}

// processes lists the processes of this machine that match, without this program.
func processes(match func(pid int) bool) []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var found []int
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil && pid != os.Getpid() && match(pid) {
			found = append(found, pid)
		}
	}
	return found
}

// reapScript waits until its input ends, because its parent has closed it or has ended. Then it ends
// the server in directory $1 and removes the directory.
const reapScript = `cat >/dev/null
p=
[ -f "$1/data/postmaster.pid" ] && read -r p <"$1/data/postmaster.pid"
if [ -n "$p" ] && grep -q postgres "/proc/$p/comm" 2>/dev/null; then
	kill -QUIT "$p" 2>/dev/null
	while grep -q '^State:[[:space:]]*[^ZX]' "/proc/$p/status" 2>/dev/null; do sleep 0.05; done
fi
rm -rf "$1"`

// reaper removes a throwaway cluster even if the program is killed, panics or exits in the middle of a
// test, when no code of the program can run.
type reaper struct {
	leash io.Closer
	cmd   *exec.Cmd
}

func startReaper(dir string) (io.Closer, error) {
	cmd := exec.Command("/bin/sh", "-c", reapScript, "sh", dir) //nolint:gosec,noctx // outlives every context, by design
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	leash, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("watch over a throwaway cluster: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("watch over a throwaway cluster: %w", err)
	}
	return &reaper{leash: leash, cmd: cmd}, nil
}

// Close removes the cluster's directory and waits until it is removed.
func (r *reaper) Close() error {
	if err := r.leash.Close(); err != nil {
		return fmt.Errorf("release a throwaway cluster: %w", err)
	}
	if err := r.cmd.Wait(); err != nil {
		return fmt.Errorf("remove a throwaway cluster: %w", err)
	}
	return nil
}
