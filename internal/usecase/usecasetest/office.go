package usecasetest

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/workflows"
)

// Office is the use-cases with a record in memory behind them.
type Office struct {
	*usecase.Service

	TB       testing.TB
	Book     *corridor.Set
	Record   *Record
	Commands *Commands
	Audit    *Log

	made int // how many commands Do has sent
}

//nolint:gochecknoglobals // a cache of what is embedded, which never changes
var loadBook = sync.OnceValues(func() (*corridor.Set, error) { return corridor.Load(corridors.Files()) })

// New makes an office whose clock stands at now.
func New(tb testing.TB, now time.Time) *Office {
	tb.Helper()
	return WithClock(tb, func() time.Time { return now })
}

// WithClock makes an office with a clock of the test.
func WithClock(tb testing.TB, clock func() time.Time) *Office {
	tb.Helper()
	book, err := loadBook()
	require.NoError(tb, err)
	kept, err := retention.Load(corridors.Files(), nil)
	require.NoError(tb, err)
	secret, _, err := audit.NewKey(audit.Origin("test"))
	require.NoError(tb, err)
	notary, err := audit.NewNotary(secret)
	require.NoError(tb, err)
	questionnaires, err := reintegration.Shipped()
	require.NoError(tb, err)
	o := &Office{TB: tb, Book: book, Audit: &Log{now: clock}}
	o.Commands = &Commands{now: clock, stored: map[casework.Key]command.Stored{}, firsts: map[casework.Key]casework.Key{}, answers: map[casework.Key]json.RawMessage{}}
	o.Record = &Record{Memory: recordtest.New(clock), office: o, people: map[casework.Ref]record.Person{}, versions: map[casework.Ref][]record.IdentityVersion{}, papers: map[casework.Ref][]record.Document{}, officers: map[casework.AccountID]casework.Actor{}}
	o.Commands.record = o.Record
	o.Service, err = usecase.New(usecase.Config{
		Audit: o.Audit, Directory: book.Directory(), Corridors: book, Store: o.Record, Retention: kept, AuditKey: notary.Key(),
		Commands:  &command.Service{Store: o.Commands, Sender: o.Commands, Now: clock, NewRef: command.NewRef, Logger: slog.New(slog.DiscardHandler)},
		Procedure: workflows.Procedure, Rosters: struct{ rescues.Rosters }{}, Panicked: func(context.Context, any) error { return errors.New("panicked") },
		NewRef: command.NewRef, Now: clock, Questionnaires: questionnaires,
	})
	require.NoError(tb, err)
	return o
}

// others are the reads that the record in memory does not have. They panic.
type others struct{ usecase.Store }

// Record is the record in memory, with people, papers and an audit log.
type Record struct {
	others
	*recordtest.Memory
	KeptDrafts
	KeptWordings

	office *Office
	mu     sync.Mutex
	people map[casework.Ref]record.Person
	papers map[casework.Ref][]record.Document

	versions map[casework.Ref][]record.IdentityVersion // newest first
	officers map[casework.AccountID]casework.Actor
}

// Put keeps who a case is about.
func (r *Record) Put(ref casework.Ref, p record.Person, papers ...record.Document) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.people[ref], r.papers[ref] = p, papers
}

// Case returns a case with the person.
func (r *Record) Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error) {
	found, err := r.Memory.Case(ctx, ref)
	r.mu.Lock()
	defer r.mu.Unlock()
	if p, known := r.people[ref]; known && err == nil {
		found.Person, found.Documents = &p, slices.Clone(r.papers[ref])
	}
	return found, err
}

// Timeline returns what happened to a case, with what was written.
func (r *Record) Timeline(ctx context.Context, f record.TimelineFilter) (record.Timeline, error) {
	found, err := r.Memory.Timeline(ctx, f)
	for i, row := range found.Rows {
		for _, change := range r.Changes(f.Case) {
			if change.Seq == row.Seq && casework.IndexOfCommand(change.Kind, change.Entries) == row.N {
				found.Rows[i].Words = r.office.Commands.words(change.Key).Text
			}
		}
	}
	return found, err
}

// OrderText returns what was written with the command that proposed an order.
func (r *Record) OrderText(_ context.Context, _ casework.Ref, key casework.Key) (record.OrderText, error) {
	if text := r.office.Commands.words(key).Order; text != nil {
		return *text, nil
	}
	return record.OrderText{}, nil
}

// CaseOutside finds no case: here every officer sees every case, or none.
func (r *Record) CaseOutside(context.Context, casework.Ref) (record.Outside, error) {
	return record.Outside{}, missing()
}

// ChangedBy returns who made a change of a case.
func (r *Record) ChangedBy(_ context.Context, ref casework.Ref, seq int64) (casework.Actor, error) {
	for _, change := range r.Changes(ref) {
		if change.Seq == seq {
			return change.By, nil
		}
	}
	return casework.Actor{}, missing()
}

// Know makes an account one that is found.
func (r *Record) Know(a casework.Actor) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.officers[a.Account] = a
}

// Officer finds the accounts that were made known.
func (r *Record) Officer(_ context.Context, id casework.AccountID) (casework.Actor, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if a, known := r.officers[id]; known {
		return a, nil
	}
	return casework.Actor{}, missing()
}

// Command returns a command that was stored.
func (r *Record) Command(_ context.Context, key casework.Key) (record.CommandRow, error) {
	return r.office.Commands.row(key)
}

// AuditEvents lists what the log has of a case, newest first, on one page.
func (r *Record) AuditEvents(_ context.Context, f record.AuditFilter) (record.AuditEvents, error) {
	var out record.AuditEvents
	for i, e := range slices.Backward(r.office.Audit.Events()) {
		if e.Subject.Kind == audit.OfCase && e.Subject.Ref == string(f.Case) {
			out.Rows = append(out.Rows, record.AuditEvent{Row: int64(i), Event: e})
		}
	}
	return out, nil
}

// Log is an audit log in memory. Its zero value is ready, and keeps the times of events.
type Log struct {
	now    func() time.Time
	mu     sync.Mutex
	events []audit.Event
	fails  error
}

// Fail makes the log refuse every event from now on; nil lets it keep them again.
func (l *Log) Fail(with error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fails = with
}

// Record keeps events.
func (l *Log) Record(_ context.Context, events ...audit.Event) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range events {
		if l.now != nil {
			e.At = l.now()
		}
		l.events = append(l.events, e)
	}
	return l.fails
}

// Clear forgets what was kept.
func (l *Log) Clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = nil
}

// Events are what was kept.
func (l *Log) Events() []audit.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.events)
}

func missing() error { return fault.New(fault.NotFound, "there is no such thing") }
