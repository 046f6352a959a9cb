package tasks

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Tasks has the use-cases about tasks. It is safe for concurrent use.
type Tasks struct {
	core      *act.Core
	store     Store
	procedure ruling.Procedure
	panicked  func(ctx context.Context, value any) error
}

// New makes the use-cases about tasks.
func New(core *act.Core, store Store, procedure ruling.Procedure, panicked func(ctx context.Context, value any) error) *Tasks {
	return &Tasks{core: core, store: store, procedure: procedure, panicked: panicked}
}

// Store reads tasks, and keeps selections and sheets. Errors for things that do not exist have code
// fault.NotFound; pages are bounded.
type Store interface {
	Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error)
	Cases(ctx context.Context, f record.CaseFilter) (record.Cases, error)
	Task(ctx context.Context, ref casework.Ref, id casework.TaskID) (record.TaskRow, error)
	Tasks(ctx context.Context, f record.TaskFilter) (record.Tasks, error)
	Timeline(ctx context.Context, f record.TimelineFilter) (record.Timeline, error)
	// MarkSeen records that an officer of the desk has looked at a task; only the first look counts.
	MarkSeen(ctx context.Context, ref casework.Ref, id casework.TaskID) error
	// Absences lists who of a desk is away at an instant.
	Absences(ctx context.Context, desk casework.DeskID, at time.Time) ([]record.Absence, error)
	// Colleagues lists the active accounts of a desk, in order.
	Colleagues(ctx context.Context, desk casework.DeskID) ([]record.Colleague, error)
	// FreezeSelection returns the stored selection if its ID is stored already.
	FreezeSelection(ctx context.Context, s record.Selection) (record.Selection, error)
	// Selection returns a selection of an account; fault.NotFound for one that has expired.
	Selection(ctx context.Context, account casework.AccountID, id string) (record.Selection, error)
	Command(ctx context.Context, key casework.Key) (record.CommandRow, error)
	Movement(ctx context.Context, ref casework.Ref) (record.MovementDetail, error)
	// ProposeBatch stores a batch that waits; one that is stored already stays as it is.
	ProposeBatch(ctx context.Context, b record.Batch) error
	// AnswerBatch stores the answer to a batch that waits, together with the commands that carry out its decisions,
	// by their place from 0; fault.Conflict for one that is answered.
	AnswerBatch(ctx context.Context, a record.BatchAnswer, send map[int]command.New) error
	Batch(ctx context.Context, ref casework.Ref) (record.Batch, error)
	// Batches lists the batches that the caller may know of, without their decisions.
	Batches(ctx context.Context, f record.BatchFilter) (record.Batches, error)
	Sheet(ctx context.Context, ref casework.Ref) (record.Sheet, error)
	// OpenSheet stores a new sheet; one that is stored already stays as it is.
	OpenSheet(ctx context.Context, s record.Sheet) error
	// MarkSheet stores the answer, the ticks and the looks; fault.Conflict after the confirmation.
	MarkSheet(ctx context.Context, s record.Sheet) error
	// ConfirmSheet stores the confirmation of exactly this sheet; fault.Conflict if it has changed.
	ConfirmSheet(ctx context.Context, s record.Sheet) error
}
