package api_test

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase"
)

// fakeRecord answers from functions. Those of the sample ask a record in memory (recordtest) for cases,
// tasks and movements; a test that needs a record that fails replaces one. A nil function finds nothing.
type fakeRecord struct {
	usecase.Store // nil: what only pages ask for

	ping          func() error
	theCase       func(casework.Ref) (record.CaseDetail, error)
	caseState     func(casework.Ref) (casework.Case, error)
	cases         func(record.CaseFilter) (record.Cases, error)
	findPeople    func(record.PersonQuery) ([]record.PersonHit, error)
	timeline      func(record.TimelineFilter) (record.Timeline, error)
	consents      func(casework.Ref) ([]record.Consent, error)
	reintegration func(casework.Ref) (record.Reintegration, error)
	contact       func(casework.Ref) (record.Agreed, error)
	task          func(casework.Ref, casework.TaskID) (record.TaskRow, error)
	tasks         func(record.TaskFilter) (record.Tasks, error)
	markSeen      func(casework.Ref, casework.TaskID) error
	operation     func(casework.Ref) (record.OperationRow, error)
	operations    func(record.OperationFilter) (record.Operations, error)
	funnel        func(casework.Ref) (record.Funnel, error)
	saveList      func(record.List, roster.List) (record.ListSummary, error)
	list          func(casework.Ref) (record.ListSummary, error)
	lists         func(record.ListFilter) (record.Lists, error)
	listRows      func(record.ListRowFilter) (record.ListRows, error)
	keptOut       []casework.Ref // for any account
	listAnswers   func(casework.Ref) (record.ListAnswers, error)
	findTwins     func([]record.Person) ([]record.TwinHit, error)
	listLines     record.ListLines
	answerList    func(record.ListAnswer) (record.ListAnswer, error)
	batches       map[casework.Ref]record.Batch
	reviews       []record.ReadingReview
	counted       []record.FileRead // the files that were counted
	slowed        error             // the answer to a file that is counted
	listContents  func(casework.Ref) (operation.Contents, error)
	movement      func(casework.Ref) (record.MovementDetail, error)
	movements     func(record.MovementFilter) (record.Movements, error)
	movementActs  []movement.Act // of any movement
	command       func(casework.Key) (record.CommandRow, error)
	erasure       func(casework.Ref) (record.ErasureRow, error)
	erasures      func(record.ErasureFilter) (record.Erasures, error)
	deletion      func([2]string) (record.DeletionRow, error)
	deletions     func(record.DeletionFilter) (record.Deletions, error)
	notices       func(record.NoticeFilter) (record.Notices, error)
	readNotices   func(record.Reading) ([]record.Notice, error)
	oldThings     func(struct{}) ([]record.Overdue, error)
	dueFiles      func(int) ([]record.DueFile, error)
	grants        func(record.GrantFilter) (record.Grants, error)
	caseOutside   func(casework.Ref) (record.Outside, error)
	changedBy     func(int64) (casework.Actor, error)
	officer       func(casework.AccountID) (casework.Actor, error)
	auditEvents   func(record.AuditFilter) (record.AuditEvents, error)
	auditHead     func(int64) (record.AuditHead, error)
	countersigned []audit.Cosignature
}

func missing() error { return fault.New(fault.NotFound, "there is no such thing") }

func call[A, R any](f func(A) (R, error), a A) (R, error) {
	if f == nil {
		var none R
		return none, missing()
	}
	return f(a)
}

func (f *fakeRecord) Erasure(_ context.Context, ref casework.Ref) (record.ErasureRow, error) {
	return call(f.erasure, ref)
}

func (f *fakeRecord) Erasures(_ context.Context, filter record.ErasureFilter) (record.Erasures, error) {
	return call(f.erasures, filter)
}

func (f *fakeRecord) Deletion(_ context.Context, ref casework.Ref, desk casework.DeskID) (record.DeletionRow, error) {
	return call(f.deletion, [2]string{string(ref), string(desk)})
}

func (f *fakeRecord) Deletions(_ context.Context, filter record.DeletionFilter) (record.Deletions, error) {
	return call(f.deletions, filter)
}

// Notices finds none if there is no function.
func (f *fakeRecord) Notices(_ context.Context, filter record.NoticeFilter) (record.Notices, error) {
	if f.notices == nil {
		return record.Notices{}, nil
	}
	return f.notices(filter)
}

func (f *fakeRecord) ReadNotices(_ context.Context, r record.Reading) ([]record.Notice, error) {
	return call(f.readNotices, r)
}

func (f *fakeRecord) Overdue(context.Context) ([]record.Overdue, error) {
	return call(f.oldThings, struct{}{})
}

func (f *fakeRecord) DueFiles(_ context.Context, limit int) ([]record.DueFile, error) {
	return call(f.dueFiles, limit)
}

func (f *fakeRecord) Grants(_ context.Context, filter record.GrantFilter) (record.Grants, error) {
	return call(f.grants, filter)
}

func (f *fakeRecord) CaseOutside(_ context.Context, ref casework.Ref) (record.Outside, error) {
	return call(f.caseOutside, ref)
}

func (f *fakeRecord) ChangedBy(_ context.Context, _ casework.Ref, seq int64) (casework.Actor, error) {
	return call(f.changedBy, seq)
}

// Colleagues finds none.
func (f *fakeRecord) Colleagues(context.Context, casework.DeskID) ([]record.Colleague, error) {
	return nil, nil
}

func (f *fakeRecord) Officer(_ context.Context, id casework.AccountID) (casework.Actor, error) {
	return call(f.officer, id)
}

func (f *fakeRecord) Ping(context.Context) error {
	if f.ping == nil {
		return nil
	}
	return f.ping()
}

func (f *fakeRecord) Case(_ context.Context, ref casework.Ref) (record.CaseDetail, error) {
	return call(f.theCase, ref)
}

func (f *fakeRecord) CaseState(_ context.Context, ref casework.Ref) (casework.Case, error) {
	return call(f.caseState, ref)
}

func (f *fakeRecord) CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error) {
	out := map[casework.Ref]casework.Case{}
	for _, ref := range refs {
		state, err := f.CaseState(ctx, ref)
		switch {
		case err == nil:
			out[ref] = state
		case fault.CodeOf(err) != fault.NotFound:
			return nil, err
		}
	}
	return out, nil
}

func (f *fakeRecord) CaseFiles(ctx context.Context, refs []casework.Ref) (map[casework.Ref]record.CaseDetail, error) {
	out := map[casework.Ref]record.CaseDetail{}
	for _, ref := range refs {
		file, err := f.Case(ctx, ref)
		switch {
		case err == nil:
			out[ref] = file
		case fault.CodeOf(err) != fault.NotFound:
			return nil, err
		}
	}
	return out, nil
}

func (f *fakeRecord) Cases(_ context.Context, filter record.CaseFilter) (record.Cases, error) {
	return call(f.cases, filter)
}

func (f *fakeRecord) FindTwins(_ context.Context, people []record.Person) ([]record.TwinHit, error) {
	if f.findTwins == nil {
		return nil, nil
	}
	return f.findTwins(people)
}

func (f *fakeRecord) ListLines(context.Context, casework.Ref) (record.ListLines, error) {
	return f.listLines, nil
}

func (f *fakeRecord) FindPeople(_ context.Context, q record.PersonQuery) ([]record.PersonHit, error) {
	return call(f.findPeople, q)
}

func (f *fakeRecord) Timeline(_ context.Context, filter record.TimelineFilter) (record.Timeline, error) {
	return call(f.timeline, filter)
}

func (f *fakeRecord) Consents(_ context.Context, ref casework.Ref) ([]record.Consent, error) {
	return call(f.consents, ref)
}

func (f *fakeRecord) Reintegration(_ context.Context, ref casework.Ref) (record.Reintegration, error) {
	return call(f.reintegration, ref)
}

func (f *fakeRecord) IdentityVersions(context.Context, casework.Ref) ([]record.IdentityVersion, error) {
	return nil, nil
}

func (f *fakeRecord) OrderText(context.Context, casework.Ref, casework.Key) (record.OrderText, error) {
	return record.OrderText{Authority: mark + " court", Number: mark + " number", Date: "2026-11-03", Purpose: mark + " purpose"}, nil
}

func (f *fakeRecord) Contact(_ context.Context, ref casework.Ref) (record.Agreed, error) {
	return call(f.contact, ref)
}

func (f *fakeRecord) Task(_ context.Context, ref casework.Ref, id casework.TaskID) (record.TaskRow, error) {
	if f.task == nil {
		return record.TaskRow{}, missing()
	}
	return f.task(ref, id)
}

func (f *fakeRecord) Tasks(_ context.Context, filter record.TaskFilter) (record.Tasks, error) {
	return call(f.tasks, filter)
}

func (f *fakeRecord) MarkSeen(_ context.Context, ref casework.Ref, id casework.TaskID) error {
	if f.markSeen == nil {
		return nil
	}
	return f.markSeen(ref, id)
}

func (f *fakeRecord) Operation(_ context.Context, ref casework.Ref) (record.OperationRow, error) {
	return call(f.operation, ref)
}

func (f *fakeRecord) Operations(_ context.Context, filter record.OperationFilter) (record.Operations, error) {
	return call(f.operations, filter)
}

func (f *fakeRecord) Funnel(_ context.Context, ref casework.Ref) (record.Funnel, error) {
	return call(f.funnel, ref)
}

func (f *fakeRecord) SaveList(_ context.Context, l record.List, content roster.List) (record.ListSummary, error) {
	return f.saveList(l, content)
}

func (f *fakeRecord) List(_ context.Context, ref casework.Ref) (record.ListSummary, error) {
	return call(f.list, ref)
}

func (f *fakeRecord) Lists(_ context.Context, filter record.ListFilter) (record.Lists, error) {
	return call(f.lists, filter)
}

func (f *fakeRecord) ListRows(_ context.Context, filter record.ListRowFilter) (record.ListRows, error) {
	return call(f.listRows, filter)
}

func (f *fakeRecord) ListAnswers(_ context.Context, ref casework.Ref, _ record.Page) (record.ListAnswers, error) {
	return call(f.listAnswers, ref)
}

func (f *fakeRecord) AnswerList(_ context.Context, a record.ListAnswer, _ string, _ func(record.ListLines) (record.ListDecision, error)) (record.ListAnswer, error) {
	return call(f.answerList, a)
}

func (f *fakeRecord) ListContents(_ context.Context, ref casework.Ref) (operation.Contents, error) {
	return call(f.listContents, ref)
}

func (f *fakeRecord) KeptOut(_ context.Context, account casework.AccountID, refs []casework.Ref) ([]casework.Ref, error) {
	out := slices.Clone(f.keptOut)
	for _, ref := range refs {
		if state, err := call(f.caseState, ref); err == nil && state.Excludes(account) {
			out = append(out, ref)
		}
	}
	return out, nil
}

func (f *fakeRecord) Movement(_ context.Context, ref casework.Ref) (record.MovementDetail, error) {
	return call(f.movement, ref)
}

func (f *fakeRecord) MovementActs(context.Context, casework.Ref) ([]movement.Act, error) {
	return f.movementActs, nil
}

func (f *fakeRecord) Movements(_ context.Context, filter record.MovementFilter) (record.Movements, error) {
	return call(f.movements, filter)
}

// Batch finds what was proposed.
func (f *fakeRecord) Batch(_ context.Context, ref casework.Ref) (record.Batch, error) {
	if b, there := f.batches[ref]; there {
		return b, nil
	}
	return record.Batch{}, fault.New(fault.NotFound, "there is no such batch")
}

func (f *fakeRecord) Batches(context.Context, record.BatchFilter) (out record.Batches, err error) {
	for _, b := range f.batches {
		out.Rows = append(out.Rows, b)
	}
	return out, nil
}

func (f *fakeRecord) ProposeBatch(_ context.Context, b record.Batch) error {
	f.batches = map[casework.Ref]record.Batch{b.Ref: b}
	return nil
}

func (f *fakeRecord) AnswerBatch(_ context.Context, a record.BatchAnswer, _ map[int]command.New) error {
	b := f.batches[a.Ref]
	b.State, b.Decided, b.DecidedAt = a.State, &a.By, &a.At
	f.batches[a.Ref] = b
	return nil
}

func (f *fakeRecord) Command(_ context.Context, key casework.Key) (record.CommandRow, error) {
	return call(f.command, key)
}

// fakeCommands keeps the requests, and answers as do does.
type fakeCommands struct {
	mu   sync.Mutex
	sent []command.Request
	do   func(command.Request) (command.Result, error)
}

func (f *fakeCommands) Do(_ context.Context, r command.Request) (command.Result, error) {
	f.mu.Lock()
	f.sent = append(f.sent, r)
	do := f.do
	f.mu.Unlock()
	if do != nil {
		return do(r)
	}
	return settled(r), nil
}

// last is the newest request.
func (f *fakeCommands) last() command.Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.sent[len(f.sent)-1]
}

func (f *fakeCommands) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.sent)
}

// settled returns the answer of a workflow that accepts every command.
func settled(r command.Request) command.Result {
	target := r.Target
	if target.Ref == "" {
		target.Ref = "newref0001"
	}
	answers := map[record.TargetKind]string{
		record.TargetCase:      `{"seq":7,"stage":"identification","task":"screening#1","settled":true}`,
		record.TargetOperation: `{"seq":2,"state":"running","cases":3}`,
		record.TargetMovement:  `{"seq":4,"status":"ticketed","manifest":1,"passengers":[{"case":"c7m2k9x4pq","state":"held","refused":"gate_closed","gates":["G12","G20"]}]}`,
	}
	return command.Result{Key: "k", Target: target, State: record.CommandSettled, ReceivedAt: noon, EndedAt: &noon, Answer: json.RawMessage(answers[target.Kind])}
}
