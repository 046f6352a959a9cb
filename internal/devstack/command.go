package devstack

import (
	"syscall"
	"time"
)

// Command describes a child process.
type Command struct {
	// Name is its name in messages: "PostgreSQL", "Temporal server".
	Name string
	// Path is the program, and Args are its arguments.
	Path string
	Args []string
	// Env is its whole environment; nil means that of the caller.
	Env []string
	// Dir is its working directory; empty means the caller's.
	Dir string
	// Log is the file that its standard error and standard output are appended to. It must not
	// be empty: a child must never write between the caller's own lines.
	Log string
	// Ready is the beginning of the line on standard output by which it reports that it is ready. If it
	// is empty, the child counts as ready as soon as it runs.
	Ready string
	// Within is how long it may take until it is ready; default 1 min.
	Within time.Duration
	// Signal asks it to end; nil means SIGTERM.
	Signal syscall.Signal
	// Grace is how long it may take to end before it is killed; default 10 s.
	Grace time.Duration

	as *account
}
