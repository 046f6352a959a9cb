package devstack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// systemDir is where a root caller's data goes when PostgreSQL's account cannot enter the
// directory that was asked for (a clone under /root, say).
const systemDir = "/var/lib/homeward"

// longestSocketDir leaves room for "/.s.PGSQL.5432.lock" in the 107 bytes of a socket path.
const longestSocketDir = 85

// settle decides where the cluster lies, makes that directory and gives it to the account
// that PostgreSQL runs as.
func (c *Cluster) settle(dir string) error {
	if dir == "" && !c.throwaway {
		return errors.New("place a cluster: a lasting one needs a directory")
	}
	var err error
	if dir != "" {
		if dir, err = filepath.Abs(dir); err != nil {
			return fmt.Errorf("place a cluster: %w", err)
		}
		if followed, err := filepath.EvalSymlinks(dir); err == nil {
			dir = followed
		}
	}
	switch {
	case dir != "" && c.as.reaches(dir):
	case c.throwaway:
		dir, err = c.temporaryDir()
	default:
		dir, err = moveAside(dir)
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o711); err != nil { //nolint:gosec // PostgreSQL's account must pass through; what lies inside is closed
		return fmt.Errorf("make the cluster's directory: %w", err)
	}
	if err := c.as.own(dir); err != nil {
		return err
	}
	if err := c.mayUse(dir); err != nil {
		return err
	}
	c.dir = dir
	return c.placeSockets()
}

// moveAside leaves a symbolic link at dir to a directory that every account can reach.
func moveAside(dir string) (string, error) {
	aside := filepath.Join(systemDir, shortName(dir))
	if err := os.MkdirAll(aside, 0o711); err != nil { //nolint:gosec // as above
		return "", fmt.Errorf("make a directory that PostgreSQL can enter: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil { //nolint:gosec // the project's own state directory
		return "", fmt.Errorf("make the state directory: %w", err)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("put a link where PostgreSQL cannot enter: %w", err)
	}
	if err := os.Symlink(aside, dir); err != nil {
		return "", fmt.Errorf("put a link where PostgreSQL cannot enter: %w", err)
	}
	return aside, nil
}

// mayUse refuses data of another user: PostgreSQL would fail on it with a riddle.
func (c *Cluster) mayUse(dir string) error {
	info, err := os.Stat(filepath.Join(dir, "data"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at the data directory: %w", err)
	}
	want := uint32(os.Geteuid()) //nolint:gosec // user ids are small and never negative on Linux
	if c.as != nil {
		want = c.as.uid
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Uid != want {
		return fmt.Errorf("open %s: it belongs to user %d and would run as user %d; start it as the user who made it, or remove it to begin with an empty one", dir, st.Uid, want)
	}
	return nil
}

func (c *Cluster) placeSockets() error {
	c.sockets = c.dir
	if len(c.dir) <= longestSocketDir {
		return nil
	}
	c.sockets = "/tmp/homeward-" + shortName(c.dir)
	if err := os.Mkdir(c.sockets, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make a directory for the socket: %w", err)
	}
	info, err := os.Lstat(c.sockets)
	if err != nil {
		return fmt.Errorf("look at the socket's directory: %w", err)
	}
	// All accounts may write to /tmp: another account's directory of that name must not be used.
	st, ok := info.Sys().(*syscall.Stat_t)
	mine := ok && (int(st.Uid) == os.Geteuid() || (c.as != nil && st.Uid == c.as.uid))
	if !info.IsDir() || !mine {
		return fmt.Errorf("use %s for the socket: it belongs to another account", c.sockets)
	}
	return c.as.own(c.sockets)
}

func (c *Cluster) temporaryDir() (string, error) {
	parent := os.TempDir()
	if !c.as.reaches(parent) || len(parent) > longestSocketDir/2 {
		parent = "/tmp"
	}
	dir, err := os.MkdirTemp(parent, "homeward-pg-")
	if err != nil {
		return "", fmt.Errorf("make a temporary directory: %w", err)
	}
	if err := os.Chmod(dir, 0o711); err != nil { //nolint:gosec // as above
		return "", fmt.Errorf("open the temporary directory: %w", err)
	}
	return dir, nil
}

func shortName(dir string) string {
	sum := sha256.Sum256([]byte(dir))
	return hex.EncodeToString(sum[:6])
}
