package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/live"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// Authenticator says who sends a request. What cannot be told is fault.Unsigned; it never
// says why, and its error holds nothing of what was sent.
type Authenticator interface {
	Authenticate(r *http.Request) (identity.Caller, error)
	// Still says whether a request that goes on is still its sender's; fault.Unsigned when it is
	// not any more. To ask is no use of a session.
	Recheck(r *http.Request, was identity.Caller) error
}

// Commands carries writes out: each is stored first, then sent, then answered.
type Commands interface {
	Do(ctx context.Context, r command.Request) (command.Result, error)
}

// Record is all that the API reads, and the little that it writes by itself. What is not
// there is fault.NotFound; every page is bounded.
type Record interface {
	CaseRecord
	TaskRecord
	OperationRecord
	ListRecord
	MovementRecord
	ErasureRecord
	AuditRecord
	Command(ctx context.Context, key casework.Key) (record.CommandRow, error)
	Ping(ctx context.Context) error
}

// Keys are what personal data are read with.
type Keys interface {
	// CheckKEK says whether the key-encryption key can be used now. Its error is for the log only.
	CheckKEK(ctx context.Context) error
}

// AuditRecord reads the audit log.
type AuditRecord interface {
	// AuditEvents lists lines of the log, the newest first: those that are the asker's to see.
	AuditEvents(ctx context.Context, f record.AuditFilter) (record.AuditEvents, error)
	// AuditHead is the signed head of a size, or the newest for 0.
	AuditHead(ctx context.Context, size int64) (record.AuditHead, error)
	// ProveLeaf and ProveContinues prove what a tree holds; audit.ErrRange for what is not in it.
	ProveLeaf(ctx context.Context, size, leaf int64) (tlog.Hash, []tlog.Hash, error)
	ProveContinues(ctx context.Context, from, to int64) ([]tlog.Hash, error)
	// Countersign keeps a signature of a witness that was verified.
	Countersign(ctx context.Context, size int64, c audit.Cosignature) error
}

// CaseRecord reads cases.
type CaseRecord interface {
	Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error)
	// CaseState is the case as the rules see it, and nothing else of it.
	CaseState(ctx context.Context, ref casework.Ref) (casework.Case, error)
	// CaseStates are the states of those cases that exist, by their references, in one query.
	CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error)
	Cases(ctx context.Context, f record.CaseFilter) (record.Cases, error)
	// FindPeople lists the cases in which something of the query is found.
	FindPeople(ctx context.Context, q record.PersonQuery) ([]record.PersonHit, error)
	Timeline(ctx context.Context, f record.TimelineFilter) (record.Timeline, error)
	Consents(ctx context.Context, ref casework.Ref) ([]record.Consent, error)
	Reintegration(ctx context.Context, ref casework.Ref) (record.Reintegration, error)
	AccessRecord
}

// AccessRecord reads who was let in to cases.
type AccessRecord interface {
	Grants(ctx context.Context, f record.GrantFilter) (record.Grants, error)
	// CaseOutside is what is to be known of a case by whoever asks to break its glass; it is not
	// there for whoever is kept out of it.
	CaseOutside(ctx context.Context, ref casework.Ref) (record.Outside, error)
	// KeptOut are those of these cases whose survivor wants an account kept out, now.
	KeptOut(ctx context.Context, account casework.AccountID, refs []casework.Ref) ([]casework.Ref, error)
	// ChangedBy is who has made a change of a case.
	ChangedBy(ctx context.Context, ref casework.Ref, seq int64) (casework.Actor, error)
	// Officer is who has an account, and at which desk.
	Officer(ctx context.Context, id casework.AccountID) (casework.Actor, error)
}

// TaskRecord reads inboxes.
type TaskRecord interface {
	Task(ctx context.Context, ref casework.Ref, id casework.TaskID) (record.TaskRow, error)
	Tasks(ctx context.Context, f record.TaskFilter) (record.Tasks, error)
	// MarkSeen notes that somebody of the desk has looked at a task; only the first look counts.
	MarkSeen(ctx context.Context, ref casework.Ref, id casework.TaskID) error
}

// OperationRecord reads operations.
type OperationRecord interface {
	Operation(ctx context.Context, ref casework.Ref) (record.OperationRow, error)
	Operations(ctx context.Context, f record.OperationFilter) (record.Operations, error)
	Funnel(ctx context.Context, operation casework.Ref) (record.Funnel, error)
}

// ListRecord keeps and reads lists.
type ListRecord interface {
	// SaveList keeps a list and its rows, once for each key; the same key again gives the list that is there.
	SaveList(ctx context.Context, l record.List, content roster.List) (record.ListSummary, error)
	List(ctx context.Context, ref casework.Ref) (record.ListSummary, error)
	Lists(ctx context.Context, f record.ListFilter) (record.Lists, error)
	ListRows(ctx context.Context, f record.ListRowFilter) (record.ListRows, error)
	// ListContents counts what a list holds as it stands now.
	ListContents(ctx context.Context, ref casework.Ref) (operation.Contents, error)
}

// MovementRecord reads movements.
type MovementRecord interface {
	Movement(ctx context.Context, ref casework.Ref) (record.MovementDetail, error)
	Movements(ctx context.Context, f record.MovementFilter) (record.Movements, error)
}

// ErasureRecord reads requests for erasure, and what is over its time.
type ErasureRecord interface {
	Erasure(ctx context.Context, ref casework.Ref) (record.ErasureRow, error)
	Erasures(ctx context.Context, f record.ErasureFilter) (record.Erasures, error)
	Deletion(ctx context.Context, ref casework.Ref, desk casework.DeskID) (record.DeletionRow, error)
	Deletions(ctx context.Context, f record.DeletionFilter) (record.Deletions, error)
	// Overdue is what the next daily look will purge, as the last one has counted it.
	Overdue(ctx context.Context) ([]record.Overdue, error)
	// DueFiles are the files that the last daily look has found to be over their time.
	DueFiles(ctx context.Context, limit int) ([]record.DueFile, error)
}

// Directory is who there is to ask.
type Directory interface {
	Desk(id casework.DeskID) (corridor.Desk, bool)
	Agency(id casework.AgencyID) (corridor.Agency, bool)
	Desks() []corridor.Desk
}

// Corridors is by which rules. A corridor that is not there is corridor.ErrNoCorridor.
type Corridors interface {
	Corridors() []corridor.Corridor
	Get(id string, version int) (corridor.Corridor, error)
	Find(host, origin casework.Country, custodian string, at time.Time) (corridor.Corridor, error)
}

// Rosters reads lists. A file that cannot be one is a *roster.Refusal.
type Rosters interface {
	Read(ctx context.Context, src io.Reader, filename string, o roster.Options) (roster.List, error)
}

// Events tells what has changed.
type Events interface {
	Follow(topics ...string) *live.Follower
}
