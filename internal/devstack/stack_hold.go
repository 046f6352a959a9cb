package devstack

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// hold makes the state directory, takes its lock and ends processes that an earlier stack left running.
func (s *Stack) hold(opts Options) error {
	var err error
	if s.state == "" {
		if !opts.Throwaway {
			return errors.New("start the stack: a stack that is not a throwaway one needs a state directory")
		}
		if s.state, err = os.MkdirTemp("", "homeward-stack-"); err != nil {
			return fmt.Errorf("make a temporary state directory: %w", err)
		}
		s.temporary = true
		if s.reaper, err = startReaper(s.state); err != nil {
			return err
		}
	}
	if s.state, err = filepath.Abs(s.state); err != nil {
		return fmt.Errorf("find the state directory: %w", err)
	}
	if err := os.MkdirAll(s.LogDir(), 0o755); err != nil { //nolint:gosec // PostgreSQL's account must enter it; secrets inside are not readable
		return fmt.Errorf("make the state directory: %w", err)
	}
	if s.lock, err = Acquire(filepath.Join(s.state, "lock")); err != nil {
		return err
	}
	killAll(s.marked)
	s.Ports, err = OpenPorts(s.state)
	return err
}

// mark is in the environment of every child. By it the holder of the lock finds the processes of a
// stack that was killed. They end by themselves, but not at once, and hold ports until then.
func (s *Stack) mark() string { return "HOMEWARD_STACK=" + s.state }

func (s *Stack) marked(pid int) bool {
	environment, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	return err == nil && slices.Contains(strings.Split(string(environment), "\x00"), s.mark())
}
