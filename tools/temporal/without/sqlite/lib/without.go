// Package sqlite3 holds the codes that callers of package sqlite need. It does nothing.
package sqlite3

// Codes of SQLite.
const (
	SQLITE_CONSTRAINT            = 19
	SQLITE_CONSTRAINT_PRIMARYKEY = 1555
	SQLITE_CONSTRAINT_UNIQUE     = 2067
)
