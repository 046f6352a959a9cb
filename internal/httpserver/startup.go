package httpserver

import "fmt"

// Startup says how far the Temporal server is, in a process that serves before it is up. The zero
// value means that it is up.
type Startup struct {
	// Waiting is true while the server is not up: reading works, and commands are stored.
	Waiting bool
	// Compiled of Packages of its packages are compiled; Packages is 0 while none is.
	Compiled, Packages int
}

// String describes it for people, in English.
func (s Startup) String() string {
	switch {
	case !s.Waiting:
		return ""
	case s.Packages > 0:
		return fmt.Sprintf("the Temporal server is being built: %d of %d packages", s.Compiled, s.Packages)
	default:
		return "the Temporal server is being started"
	}
}

// Startup says how far the Temporal server is.
func (s *Server) Startup() Startup {
	if s.config.Startup == nil {
		return Startup{}
	}
	return s.config.Startup()
}
