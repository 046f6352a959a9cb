// Package sqlite stands for the SQLite driver. This Temporal server keeps its tables in PostgreSQL
// and was built without the driver, so that none of this name is registered.
package sqlite

// Error is never returned.
type Error struct{}

func (*Error) Error() string { return "this Temporal server was built without SQLite" }
func (*Error) Code() int     { return 0 }
