package api

import (
	"fmt"
	"strconv"

	"example.org/homeward/web/view"
)

// Startup says how far the Temporal server is, in a process that is served before it is up.
// The zero value means that it is up.
type Startup struct {
	// Waiting is true while the server is not up: reading works, and commands are stored.
	Waiting bool
	// Compiled of Packages of its packages are compiled; Packages is 0 while nothing is compiled.
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

func (s *Server) startup() Startup {
	if s.Startup == nil {
		return Startup{}
	}
	return s.Startup()
}

// starting is what pages say of it; nil when it is up.
func (s *Server) starting() *view.Starting {
	now := s.startup()
	if !now.Waiting {
		return nil
	}
	shown := &view.Starting{}
	if now.Packages > 0 {
		shown.Compiled, shown.Packages = strconv.Itoa(now.Compiled), strconv.Itoa(now.Packages)
	}
	return shown
}
