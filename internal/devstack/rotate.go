package devstack

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// largestLog is the size in bytes above which a log is rotated. One earlier log is kept beside it.
const largestLog = 32 << 20

// rotate moves what is in a log that has become larger than limit to the file with ".1" at its end, and
// empties the log. The writers keep the file open and append to it, so it is copied and not renamed; lines
// that are written during the copy are lost.
func rotate(log string, limit int64) error {
	info, err := os.Stat(log)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() <= limit {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at a log: %w", err)
	}
	if err := copyFile(log, log+".1"); err != nil {
		return err
	}
	if err := os.Truncate(log, 0); err != nil {
		return fmt.Errorf("empty a log: %w", err)
	}
	return nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("read a log: %w", err)
	}
	defer in.Close() //nolint:errcheck // only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep a log: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return fmt.Errorf("keep a log: %w", err)
	}
	return nil
}

// rotateLogs rotates every log of the stack.
func (s *Stack) rotateLogs() error {
	logs, err := filepath.Glob(filepath.Join(s.LogDir(), "*"))
	if err != nil {
		return fmt.Errorf("list the logs: %w", err)
	}
	if s.Cluster != nil {
		logs = append(logs, filepath.Join(s.Cluster.Dir(), "postgres.log"))
	}
	var errs []error
	for _, log := range logs {
		if filepath.Ext(log) != ".1" {
			errs = append(errs, rotate(log, largestLog))
		}
	}
	return errors.Join(errs...)
}
