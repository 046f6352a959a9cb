package devstack

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Lock is a file that one program at a time may hold. The kernel releases it when its holder ends, also
// by a crash, so there is never a stale lock.
type Lock struct {
	file *os.File
}

// HeldError is the error for a lock that another program holds.
type HeldError struct {
	// Dir is the directory that the lock protects.
	Dir string
	// PID is the process that holds it; 0 if that is not known.
	PID int
}

// Error returns a sentence for a user.
func (e *HeldError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("another Homeward already runs on %s; stop it first, or set HOMEWARD_STATE to another directory", e.Dir)
	}
	return fmt.Sprintf("another Homeward (process %d) already runs on %s; stop it first, or set HOMEWARD_STATE to another directory", e.PID, e.Dir)
}

// Acquire takes the lock at path without waiting and writes the process id into it. If another program
// holds it, the error is a *HeldError. The directory must exist.
func Acquire(path string) (*Lock, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644) //nolint:gosec // the pid of its holder is not secret
	if err != nil {
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		held := &HeldError{Dir: filepath.Dir(path), PID: holder(file)}
		_ = file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, held
		}
		return nil, fmt.Errorf("take the lock: %w", err)
	}
	if err := file.Truncate(0); err != nil {
		return nil, errors.Join(fmt.Errorf("write the lock: %w", err), file.Close())
	}
	if _, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0); err != nil {
		return nil, errors.Join(fmt.Errorf("write the lock: %w", err), file.Close())
	}
	return &Lock{file: file}, nil
}

// Release releases the lock. The file stays: if it were removed, two programs could hold two files of
// the same name.
func (l *Lock) Release() error {
	if err := l.file.Close(); err != nil {
		return fmt.Errorf("release the lock: %w", err)
	}
	return nil
}

func holder(file *os.File) int {
	buffer := make([]byte, 32)
	n, _ := file.ReadAt(buffer, 0)
	pid, err := strconv.Atoi(strings.TrimSpace(string(buffer[:n])))
	if err != nil {
		return 0
	}
	return pid
}
