package auditdb

import (
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/seal"
)

// Log is the audit log in a database. It implements audit.Log and is safe for concurrent use.
type Log struct {
	db      *db.DB
	stamper Stamper
	invalid *invalidRows
}

var _ audit.Log = (*Log)(nil)

// Stamper makes keyed hashes; seal.Index is one.
type Stamper interface {
	// Token returns the hash of a value of a field. Equal values have equal hashes.
	Token(field, normalised string) seal.Token
}

// New makes a Log. Without a stamper (nil) events get no stamps, and no stamps are checked.
func New(d *db.DB, stamper Stamper) *Log {
	return &Log{db: d, stamper: stamper, invalid: &invalidRows{}}
}
