package devstack

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the system user that PostgreSQL runs as. PostgreSQL refuses to be root, so a
// root caller borrows another account; nil means the caller's own.
type account struct {
	uid, gid uint32
}

// borrowedAccount returns the account that PostgreSQL must run as if the caller is root, and nil for
// any other caller.
func borrowedAccount() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // no account to borrow is the ordinary case
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		u, err = user.LookupId(unprivileged)
	}
	if err != nil {
		return nil, fmt.Errorf("find an account for PostgreSQL: this program runs as root, and there is neither an account postgres nor the user id %s", unprivileged)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("read the user id of %s: %w", u.Username, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("read the group id of %s: %w", u.Username, err)
	}
	return &account{uid: uint32(uid), gid: uint32(gid)}, nil
}

// unprivileged is the user id that Debian reserves for programs without rights.
const unprivileged = "65534"

// own makes the account the owner of path.
func (a *account) own(path string) error {
	if a == nil {
		return nil
	}
	if err := os.Chown(path, int(a.uid), int(a.gid)); err != nil {
		return fmt.Errorf("change the owner of %s: %w", path, err)
	}
	return nil
}

// credential starts a child process as the account.
func (a *account) credential() *syscall.Credential {
	if a == nil {
		return nil
	}
	return &syscall.Credential{Uid: a.uid, Gid: a.gid}
}

// reaches reports whether the account can enter dir and all directories above it. A clone
// under /root is closed to all other accounts.
func (a *account) reaches(dir string) bool {
	if a == nil {
		return true
	}
	for {
		info, err := os.Stat(dir)
		if err == nil && !a.enters(info) {
			return false
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return true
		}
		dir = parent
	}
}

func (a *account) enters(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return false
	}
	mode := info.Mode().Perm()
	switch {
	case st.Uid == a.uid:
		return mode&0o100 != 0
	case st.Gid == a.gid:
		return mode&0o010 != 0
	default:
		return mode&0o001 != 0
	}
}
