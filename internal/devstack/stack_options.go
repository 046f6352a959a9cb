package devstack

import (
	"io"
)

// Options says what kind of stack is wanted.
type Options struct {
	// Project is the project's directory; see ProjectDir.
	Project string
	// State is where data, logs and chosen ports are kept; see StateDir. With Throwaway it may be
	// empty: a temporary directory is taken and removed by Down.
	State string
	// Throwaway gives up durability for speed: for tests.
	Throwaway bool
	// Namespace is Temporal's; empty means the constant Namespace.
	Namespace string
	// TemporalPort is the first of five loopback ports in a row, which must be free; 0 means those
	// of the last time or other free ones.
	TemporalPort int
	// UI asks for Temporal's web UI, on UIPort or, when that is 0, on a port chosen likewise.
	UI     bool
	UIPort int
	// OnlyPostgres starts no Temporal server: the caller uses another one, or calls AddTemporal.
	OnlyPostgres bool
	// Progress receives plain lines about what is being done; nil means no lines.
	Progress io.Writer
}
