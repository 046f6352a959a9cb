package office

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/usecase/act"
)

// Office has the use-cases of an officer's own work. It is safe for concurrent use.
type Office struct {
	core           *act.Core
	store          Store
	questionnaires []reintegration.Questionnaire
}

// New makes the use-cases of an officer's own work.
func New(core *act.Core, store Store, questionnaires []reintegration.Questionnaire) *Office {
	return &Office{core: core, store: store, questionnaires: questionnaires}
}

// Store keeps the work of officers that is their own. The methods about drafts reach only those of the account
// that they are given, which has to be the caller's. Errors for things that do not exist have code
// fault.NotFound; pages are bounded.
type Store interface {
	// SavedViews lists the views of a list that an account may open: its own and those of its desk.
	SavedViews(ctx context.Context, list record.ListName, account casework.AccountID, desk casework.DeskID) ([]record.SavedView, error)
	SaveView(ctx context.Context, v record.SavedView) error
	RemoveView(ctx context.Context, id string) error
	Settings(ctx context.Context, account casework.AccountID) (record.Settings, error)
	SaveSettings(ctx context.Context, s record.Settings) error
	// Colleagues lists the active accounts of a desk, in order.
	Colleagues(ctx context.Context, desk casework.DeskID) ([]record.Colleague, error)
	// SaveDraft stores a draft in place of the one of the same form, and reports whether there was none.
	// It returns fault.Conflict if the account has most other drafts.
	SaveDraft(ctx context.Context, d record.Draft, most int) (fresh bool, err error)
	// Drafts returns the drafts of the forms of a page, and ListDrafts all of them without their
	// content. Neither returns one that waits for a token.
	Drafts(ctx context.Context, account casework.AccountID, page string) ([]record.Draft, error)
	ListDrafts(ctx context.Context, account casework.AccountID) ([]record.Draft, error)
	// ClaimDraft lets the account have a draft that waits for a token, until an instant, and reports
	// whether there was one.
	ClaimDraft(ctx context.Context, account casework.AccountID, tokenHash string, until time.Time) (bool, error)
	// DeleteDrafts deletes the draft of a form, or all for "", and returns how many it deleted.
	DeleteDrafts(ctx context.Context, account casework.AccountID, form string) (int, error)
	// SaveWording stores a proposal unless one with its ID is stored. It returns fault.Conflict if most
	// proposals of the account are open.
	SaveWording(ctx context.Context, p record.WordingProposal, most int) error
	Wordings(ctx context.Context, f record.WordingFilter) ([]record.WordingProposal, error)
	Notices(ctx context.Context, f record.NoticeFilter) (record.Notices, error)
	// ReadNotices records a reading, once for each notice, and returns the notices as they are then. It returns
	// fault.KeyReused if the key has read another notice.
	ReadNotices(ctx context.Context, r record.Reading) ([]record.Notice, error)
	Command(ctx context.Context, key casework.Key) (record.CommandRow, error)
	// CaseStates returns the states of those of the cases that exist, by reference, in one query.
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
}
