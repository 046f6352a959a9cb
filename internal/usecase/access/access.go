package access

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Access has the use-cases about access to cases. It is safe for concurrent use.
type Access struct {
	core  *act.Core
	store Store
}

// New makes the use-cases about access to cases.
func New(core *act.Core, store Store) *Access {
	return &Access{core: core, store: store}
}

// Store reads who may see which cases. Errors for things that do not exist have code fault.NotFound; pages are
// bounded.
type Store interface {
	Grants(ctx context.Context, f record.GrantFilter) (record.Grants, error)
	// CaseOutside returns what a caller who does not see a case may know of it before they use
	// break-glass access. It returns fault.NotFound for an account that the survivor has excluded.
	CaseOutside(ctx context.Context, ref casework.Ref) (record.Outside, error)
	// ChangedBy returns who made a change of a case.
	ChangedBy(ctx context.Context, ref casework.Ref, seq int64) (casework.Actor, error)
	// Officer returns who has an account, and at which desk.
	Officer(ctx context.Context, id casework.AccountID) (casework.Actor, error)
	// Colleagues lists the active accounts of a desk.
	Colleagues(ctx context.Context, desk casework.DeskID) ([]record.Colleague, error)
	// AuditEvents lists lines of the log, newest first: those that the database gives the caller.
	AuditEvents(ctx context.Context, f record.AuditFilter) (record.AuditEvents, error)
}
