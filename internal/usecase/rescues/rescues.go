package rescues

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase/act"
)

// Rescues has the use-cases about operations and their lists. It is safe for concurrent use.
type Rescues struct {
	core    *act.Core
	store   Store
	rosters Rosters
}

// New makes the use-cases about operations and their lists.
func New(core *act.Core, store Store, rosters Rosters) *Rescues {
	return &Rescues{core: core, store: store, rosters: rosters}
}

// Store reads operations, and stores and reads lists. Errors for things that do not exist have code
// fault.NotFound; pages are bounded.
type Store interface {
	Operation(ctx context.Context, ref casework.Ref) (record.OperationRow, error)
	Operations(ctx context.Context, f record.OperationFilter) (record.Operations, error)
	Funnel(ctx context.Context, operation casework.Ref) (record.Funnel, error)
	// SaveList stores a list and its rows, once for each key; the same key again returns the stored list.
	SaveList(ctx context.Context, l record.List, content roster.List) (record.ListSummary, error)
	List(ctx context.Context, ref casework.Ref) (record.ListSummary, error)
	Lists(ctx context.Context, f record.ListFilter) (record.Lists, error)
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	// AnswerList stores an answer to a doubt, once for each key, and what decide changes. See operationdb.OperationStore.
	AnswerList(ctx context.Context, a record.ListAnswer, version string, decide func(record.ListLines) (record.ListDecision, error)) (record.ListAnswer, error)
	ListAnswers(ctx context.Context, list casework.Ref, page record.Page) (record.ListAnswers, error)
	// ListLines returns the lines of a list that may be about a person.
	ListLines(ctx context.Context, ref casework.Ref) (record.ListLines, error)
	// FindTwins lists open cases that may be about one of some people; see postgres.Store.
	FindTwins(ctx context.Context, people []record.Person) ([]record.TwinHit, error)
	ListRows(ctx context.Context, f record.ListRowFilter) (record.ListRows, error)
	// ListContents counts what a list holds now.
	ListContents(ctx context.Context, ref casework.Ref) (operation.Contents, error)
}
