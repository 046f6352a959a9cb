package devstack

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Child is a running child process. When its parent ends for any reason, the kernel sends it
// Command.Signal. Its methods are safe for concurrent use.
type Child struct {
	command Command
	process *os.Process
	ready   chan string
	exited  chan struct{}
	state   *os.ProcessState // set before exited is closed
	meant   atomic.Bool
}

// Start runs c and waits until it is ready. If it ends before that, if it takes too long, or if ctx
// ends, Start kills it and returns an error that names the child and its log. ctx limits the start
// only: a child that is ready runs until Stop, Kill or the end of this program.
func Start(ctx context.Context, c Command) (*Child, error) {
	if c.Signal == 0 {
		c.Signal = syscall.SIGTERM
	}
	if c.Grace == 0 {
		c.Grace = 10 * time.Second
	}
	if c.Within == 0 {
		c.Within = time.Minute
	}
	child := &Child{command: c, ready: make(chan string, 1), exited: make(chan struct{})}
	started := make(chan error, 1)
	go child.run(started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", c.Name, err)
	}
	if c.Ready == "" {
		return child, nil
	}
	timeout := time.NewTimer(c.Within)
	defer timeout.Stop()
	select {
	case line := <-child.ready:
		child.ready <- line
		return child, nil
	case <-child.exited:
		return nil, fmt.Errorf("start %s: it ended (%s) before it was ready; see %s", c.Name, child.state, c.Log)
	case <-timeout.C:
		child.Kill()
		return nil, fmt.Errorf("start %s: not ready within %s; see %s", c.Name, c.Within, c.Log)
	case <-ctx.Done():
		child.Kill()
		return nil, fmt.Errorf("start %s: %w", c.Name, context.Cause(ctx))
	}
}

// run starts the process and waits for it on one operating system thread: the kernel's
// parent-death signal follows the thread that forked, not the program.
func (c *Child) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	log, err := os.OpenFile(c.command.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		started <- err
		return
	}
	defer log.Close() //nolint:errcheck // nothing is buffered here
	if err := c.command.as.own(c.command.Log); err != nil {
		started <- err
		return
	}
	cmd := exec.Command(c.command.Path, c.command.Args...) //nolint:gosec,noctx // the program is the caller's choice and outlives any context
	cmd.Env, cmd.Dir, cmd.Stderr = c.command.Env, c.command.Dir, log
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Credential: c.command.as.credential(),
		Pdeathsig:  c.command.Signal,
		Setpgid:    true, // Ctrl-C reaches the parent only, which then stops its children in order
	}
	var out io.ReadCloser
	if c.command.Ready == "" {
		cmd.Stdout = log
	} else if out, err = cmd.StdoutPipe(); err != nil {
		started <- err
		return
	}
	if err := cmd.Start(); err != nil {
		started <- err
		return
	}
	c.process = cmd.Process
	copied := make(chan struct{})
	go func() {
		defer close(copied)
		c.listen(out, log)
	}()
	started <- nil
	<-copied
	_ = cmd.Wait() // the state below has the result
	c.state = cmd.ProcessState
	close(c.exited)
}

// listen copies standard output to the log and watches for the ready line.
func (c *Child) listen(out io.Reader, log io.Writer) {
	if out == nil {
		return
	}
	lines := bufio.NewReader(out)
	said := false
	for {
		line, err := lines.ReadString('\n')
		_, _ = io.WriteString(log, line)
		if !said && strings.HasPrefix(line, c.command.Ready) {
			said = true
			c.ready <- strings.TrimSpace(line)
		}
		if err != nil {
			return
		}
	}
}

// Name is the child's name in messages.
func (c *Child) Name() string { return c.command.Name }

// PID is the process id of the child.
func (c *Child) PID() int { return c.process.Pid }

// ReadyLine returns the line by which the child reported that it is ready, without its line end; empty
// if its Command has no Ready.
func (c *Child) ReadyLine() string {
	select {
	case line := <-c.ready:
		c.ready <- line
		return line
	default:
		return ""
	}
}

// Exited is closed when the child has ended.
func (c *Child) Exited() <-chan struct{} { return c.exited }

// Err returns nil while the child runs and after Stop or Kill. If the child ended by itself, Err
// returns an error with its name, its exit state and the place of its log.
func (c *Child) Err() error {
	select {
	case <-c.exited:
	default:
		return nil
	}
	if c.meant.Load() {
		return nil
	}
	return fmt.Errorf("%s ended by itself (%s); see %s", c.command.Name, c.state, c.command.Log)
}

// Stop asks the child to end and waits until it has ended. After Command.Grace it kills the child and
// returns an error.
func (c *Child) Stop() error {
	c.meant.Store(true)
	c.signal(c.command.Signal)
	grace := time.NewTimer(c.command.Grace)
	defer grace.Stop()
	select {
	case <-c.exited:
		return nil
	case <-grace.C:
	}
	c.Kill()
	return fmt.Errorf("stop %s: still running after %s, killed", c.command.Name, c.command.Grace)
}

// Kill ends the child at once, like a crash (SIGKILL), and waits until it has ended.
func (c *Child) Kill() {
	c.meant.Store(true)
	c.signal(syscall.SIGKILL)
	<-c.exited
}

func (c *Child) signal(s syscall.Signal) {
	if err := c.process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = c.process.Kill()
	}
}
