package devstack

import (
	"io"
)

// Options are the options of a stack.
type Options struct {
	// Project is the project's directory; see ProjectDir.
	Project string
	// State is the directory of data, logs and chosen ports; see StateDir. With Throwaway it may be empty:
	// then a temporary directory is used, and Down removes it.
	State string
	// Throwaway gives up durability for speed. It is for tests.
	Throwaway bool
	// Namespace is Temporal's namespace; default Namespace.
	Namespace string
	// TemporalPort is the first of five consecutive loopback ports, which must be free; 0 means the ports
	// of the last run or other free ones.
	TemporalPort int
	// UI starts Temporal's web UI, on UIPort; if that is 0, on a port that is chosen in the same way.
	UI     bool
	UIPort int
	// OnlyPostgres starts no Temporal server: the caller uses another one, or calls AddTemporal.
	OnlyPostgres bool
	// Restarts limits how often Keep starts a server again that has ended by itself.
	Restarts Restarts
	// Progress receives lines about the progress; nil means no lines.
	Progress io.Writer
}
