package postgres_test

import (
	"example.org/homeward/activities"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/postgres"
)

// The compiler checks here that the store implements the interfaces of other packages.
var (
	_ activities.CaseRecord      = (*postgres.Store)(nil)
	_ activities.OperationRecord = (*postgres.Store)(nil)
	_ activities.MovementRecord  = (*postgres.Store)(nil)
	_ activities.Outbox          = (*postgres.Store)(nil)
	_ command.Store              = (*postgres.Store)(nil)
	_ activities.PendingCommands = (*command.Service)(nil)
)
