package command

import (
	"context"
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// New is a command that is to be stored.
type New struct {
	Key    casework.Key
	First  casework.Key // of the first command with the same key of the client; "" means Key
	Nth    int          // 1 for that one; 0 means 1
	Actor  casework.Actor
	Target record.Target
	Name   string
	Args   json.RawMessage
	Words  json.RawMessage // sealed by the store
	Hash   string
	At     time.Time
	NextAt time.Time // when it is to be sent again if it is not settled by then
}

// Stored is a command on record. Its words stay with the record.
type Stored struct {
	record.CommandRow
	Args json.RawMessage
	Hash string
}

// Store keeps commands.
type Store interface {
	// StoreCommand keeps a pending command. When its key is there already it keeps nothing
	// and returns the latest command with the same key of the client; fresh says which.
	StoreCommand(ctx context.Context, n New) (stored Stored, fresh bool, err error)
	// SettleCommand keeps the answer of a pending command and gives the command as it now is.
	SettleCommand(ctx context.Context, key casework.Key, answer json.RawMessage) (Stored, error)
	// RefuseCommand keeps the refusal of a pending command and gives the command as it now is.
	RefuseCommand(ctx context.Context, key casework.Key, code fault.Code, message string, details json.RawMessage) (Stored, error)
	// TakePending takes commands whose turn it is to be sent again and puts them off, by
	// after and twice as much with each attempt, up to atMost; two takers never get the same.
	TakePending(ctx context.Context, limit int, after, atMost time.Duration) ([]Stored, error)
}

// Sender hands a command to the workflow of its target and waits until it is settled. The
// workflow knows the key: sent twice, a command is carried out once. A fault that is
// lasting is a refusal; after any other error the outcome is not known.
type Sender interface {
	Send(ctx context.Context, target record.Target, name string, key casework.Key, args json.RawMessage) (json.RawMessage, error)
}
