package record

import (
	"encoding/json"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// CommandState says how far a command has come.
type CommandState string

// The states of a command.
const (
	CommandPending CommandState = "pending"
	CommandSettled CommandState = "settled"
	CommandRefused CommandState = "refused"
	// CommandWaits is the state of a decision in a batch that waits for a second person. No command is stored in it.
	CommandWaits CommandState = "waiting_for_second"
)

// TargetKind is what a command is addressed to.
type TargetKind string

// The kinds of targets.
const (
	TargetCase      TargetKind = "case"
	TargetOperation TargetKind = "operation"
	TargetMovement  TargetKind = "movement"
	TargetErasure   TargetKind = "erasure"
)

// Target names what a command is addressed to.
type Target struct {
	Kind TargetKind
	Ref  casework.Ref
}

// CommandRow is a write that a caller asked for, without its free text.
type CommandRow struct {
	Key       casework.Key // ours, made of the account and the client's key
	Nth       int          // how many commands with the client's key were stored, with this one; those before were refused
	Actor     casework.Actor
	Target    Target
	Name      string // a casework.Kind, or the name of an update of an operation or a movement
	State     CommandState
	CreatedAt time.Time
	EndedAt   *time.Time // settled or refused
	Attempts  int
	Answer    json.RawMessage // of a settled one
	Code      fault.Code      // of a refused one
	Message   string          // of a refused one; safe to show
	Details   json.RawMessage // of a refused one; safe to show
}

// CommandFilter narrows the list of commands; zero fields do not.
type CommandFilter struct {
	Target  Target
	Account casework.AccountID
	State   CommandState
	Page    Page
}

// Commands is one page of commands, newest first.
type Commands struct {
	Rows []CommandRow
	Next *Cursor
}
