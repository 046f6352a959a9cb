package recordtest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/seal"
)

// Store has the methods of a record that the suite calls: the writes and reads of activities, and the
// reads that show the written values. All calls are the worker's, except SaveList and the writes of sheets,
// which are a user's.
type Store interface {
	WriteChange(ctx context.Context, change casework.Change, clocks []casework.ClockSet) (casework.Recorded, error)
	Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error)
	CaseState(ctx context.Context, ref casework.Ref) (casework.Case, error)
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	Task(ctx context.Context, ref casework.Ref, task casework.TaskID) (record.TaskRow, error)
	Notices(ctx context.Context, f record.NoticeFilter) (record.Notices, error)
	ReadNotices(ctx context.Context, r record.Reading) ([]record.Notice, error)

	Cases(ctx context.Context, f record.CaseFilter) (record.Cases, error)
	HalfWaived(ctx context.Context, gate casework.GateID, by casework.Role, limit int) ([]casework.Ref, error)
	KeptOut(ctx context.Context, account casework.AccountID, refs []casework.Ref) ([]casework.Ref, error)
	Tasks(ctx context.Context, f record.TaskFilter) (record.Tasks, error)
	MarkSeen(ctx context.Context, ref casework.Ref, task casework.TaskID) error
	Timeline(ctx context.Context, f record.TimelineFilter) (record.Timeline, error)
	Consents(ctx context.Context, ref casework.Ref) ([]record.Consent, error)

	WriteOperation(ctx context.Context, change operation.Change) (operation.Recorded, error)
	Operation(ctx context.Context, ref casework.Ref) (record.OperationRow, error)
	Operations(ctx context.Context, f record.OperationFilter) (record.Operations, error)
	CountByCorridor(ctx context.Context, op casework.Ref) ([]operation.OnCorridor, error)
	CasesAfter(ctx context.Context, op, after casework.Ref, limit int) ([]casework.Ref, error)
	SaveList(ctx context.Context, l record.List, content roster.List) (record.ListSummary, error)
	List(ctx context.Context, ref casework.Ref) (record.ListSummary, error)
	Lists(ctx context.Context, f record.ListFilter) (record.Lists, error)
	DropList(ctx context.Context, ref casework.Ref) error
	ListContents(ctx context.Context, ref casework.Ref) (operation.Contents, error)
	WaitingRows(ctx context.Context, list casework.Ref, from, to int) ([]operation.Row, error)
	MarkOpened(ctx context.Context, list casework.Ref, cases []casework.Ref) error

	WriteMovement(ctx context.Context, change movement.Change) error
	Movement(ctx context.Context, ref casework.Ref) (record.MovementDetail, error)
	Movements(ctx context.Context, f record.MovementFilter) (record.Movements, error)

	OpenSheet(ctx context.Context, sheet record.Sheet) error
	MarkSheet(ctx context.Context, sheet record.Sheet) error
	ConfirmSheet(ctx context.Context, sheet record.Sheet) error
	Sheet(ctx context.Context, ref casework.Ref) (record.Sheet, error)

	ProposeBatch(ctx context.Context, b record.Batch) error
	AnswerBatch(ctx context.Context, a record.BatchAnswer, send map[int]command.New) error
	Batch(ctx context.Context, ref casework.Ref) (record.Batch, error)
	Batches(ctx context.Context, f record.BatchFilter) (record.Batches, error)
	CountFileRead(ctx context.Context, f record.FileRead) error
	ReadingReview(ctx context.Context, ref casework.Ref) (record.ReadingReview, error)
	ReadingReviews(ctx context.Context, limit int) ([]record.ReadingReview, error)
	ExplainReading(ctx context.Context, e record.ReadingExplanation) error
	AnswerReading(ctx context.Context, a record.ReadingAnswer) error

	WriteErasure(ctx context.Context, change erasure.Change) error
	Erasure(ctx context.Context, ref casework.Ref) (record.ErasureRow, error)
	Erasures(ctx context.Context, f record.ErasureFilter) (record.Erasures, error)
	FenceCase(ctx context.Context, ref casework.Ref, seq int64) (bool, error)
	StripCase(ctx context.Context, ref casework.Ref, at time.Time) error
	HalfErased(ctx context.Context) ([]casework.Ref, error)
	// Destroy destroys keys, as seal.Keyed does.
	Destroy(ctx context.Context, subjects ...seal.Subject) error

	Purge(ctx context.Context, kind retention.Kind, before time.Time, limit int) (int, error)
	OldKeys(ctx context.Context, kind retention.Kind, before time.Time, limit int) ([]seal.Subject, error)
	Old(ctx context.Context, kind retention.Kind, before time.Time) (record.Overdue, error)
	SaveOverdue(ctx context.Context, old []record.Overdue) error
	Overdue(ctx context.Context) ([]record.Overdue, error)
	EndedCases(ctx context.Context, before time.Time, after casework.Ref, limit int) ([]record.EndedCase, error)
	CountTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error)
	EmptyTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error)
	SaveDue(ctx context.Context, checked []casework.Ref, due []record.DueFile) error
	DueFiles(ctx context.Context, limit int) ([]record.DueFile, error)
}

var _ Store = (*Memory)(nil)

// Now is the time by the clock of every record that the suite tests.
func Now() time.Time { return time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC) }

// Run runs the suite. open returns an empty record whose clock always shows Now, and that is closed when
// the test ends.
func Run(t *testing.T, open func(testing.TB) Store) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Store){
		"a change of a case is written once":               changeOnce,
		"changes of a case come one after the other":       changesInOrder,
		"a change that is refused leaves nothing":          refusedChange,
		"a task is answered once":                          tasksAnsweredOnce,
		"tasks are opened, changed and closed":             tasksComeAndGo,
		"holds are set and lifted":                         holds,
		"no notice after a death":                          noNoticeAfterDeath,
		"a notice has to be read by its kind":              noticesDue,
		"a notice is read once":                            noticeReadOnce,
		"a case is read as it was written":                 caseAsWritten,
		"cases are listed by every filter":                 casesListed,
		"exclusions are found":                             exclusionsFound,
		"waivers of one of two officers are found":         halfWaivedFound,
		"cases are listed by what ends in them":            endingsListed,
		"tasks are listed by every filter":                 tasksListed,
		"only the first look at a task counts":             firstLookRecorded,
		"a timeline is listed both ways":                   timelineListed,
		"consents are listed":                              consentsListed,
		"everything else is listed":                        othersListed,
		"an operation is written once":                     operationOnce,
		"a list becomes cases":                             listBecomesCases,
		"resuming is proposed, and another account agrees": resumeProposed,
		"a list is proposed, approved or refused":          listProposed,
		"a list is stored once":                            listOnce,
		"a movement is written once":                       movementOnce,
		"passengers have cases":                            passengersHaveCases,
		"a request for erasure is written once":            erasureOnce,
		"a case is fenced, destroyed and stripped":         caseErased,
		"a batch waits, and is answered once":              batchKept,
		"a sheet is marked, and confirmed once":            sheetKept,
		"ended cases are listed in order":                  endedCases,
		"text goes only from a case that has ended":        textsGuarded,
		"what is due is replaced by every look":            dueReplaced,
		"what is old is counted and purged by a rule":      oldCounted,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// code requires an error to have a code.
func code(tb testing.TB, want fault.Code, err error, what string) {
	tb.Helper()
	require.Error(tb, err, what)
	require.Equal(tb, want, fault.CodeOf(err), "%s: %v", what, err)
}
