package devstack

import (
	"syscall"
	"time"
)

// Command describes a child process.
type Command struct {
	// Name is how messages call it: "PostgreSQL", "Temporal server".
	Name string
	// Path is the program, Args what follows its name.
	Path string
	Args []string
	// Env is its whole environment; nil means that of the caller.
	Env []string
	// Dir is its working directory; empty means the caller's.
	Dir string
	// Log is the file that its standard error and standard output are appended to. It must not
	// be empty: a child must never write between the caller's own lines.
	Log string
	// Ready is how the line on standard output begins that says it is up. When it is empty the
	// child counts as up once it runs.
	Ready string
	// Within is how long it may take to say so; zero means one minute.
	Within time.Duration
	// Signal asks it to end; nil means SIGTERM.
	Signal syscall.Signal
	// Grace is how long it may take to end before it is killed; zero means ten seconds.
	Grace time.Duration

	as *account
}
