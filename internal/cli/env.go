package cli

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

// Env is what a command may use of the process that it runs in.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	// Lookup returns the value of an environment variable, and whether it is set.
	Lookup func(name string) (value string, set bool)
	Now    func() time.Time
	// HTTP sends the requests of client commands; nil means clients with sensible timeouts.
	HTTP *http.Client
	// LocalServer returns the address of the server that `homeward dev` runs on this machine,
	// or "" if there is none; nil means that there is none.
	LocalServer func() string
}

// Getenv returns the value of an environment variable, or "" if it is not set.
func (env Env) Getenv(name string) string {
	value, _ := env.Lookup(name)
	return value
}

// Printf writes a part of the answer to Out.
func (env Env) Printf(format string, args ...any) { _, _ = fmt.Fprintf(env.Out, format, args...) }

// Statusf writes progress, hints and errors to Err.
func (env Env) Statusf(format string, args ...any) { _, _ = fmt.Fprintf(env.Err, format, args...) }
