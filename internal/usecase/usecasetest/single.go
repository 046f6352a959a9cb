package usecasetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/workflows"
)

// OneCase is a store with one case. Methods that are not overridden panic.
type OneCase struct {
	usecase.Store

	State casework.Case
	Asked principal.Principal
}

// Case returns the case, and keeps who asked for it.
func (s *OneCase) Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error) {
	s.Asked, _ = principal.From(ctx)
	if ref != s.State.Ref {
		return record.CaseDetail{}, fault.New(fault.NotFound, "there is no such case")
	}
	return record.CaseDetail{State: s.State, CaseSummary: record.CaseSummary{Ref: ref}, Person: &record.Person{Name: "Hanna", Remark: "told the guard"}}, nil
}

// CaseState returns the case.
func (s *OneCase) CaseState(context.Context, casework.Ref) (casework.Case, error) {
	return s.State, nil
}

// Task returns an open task of the case.
func (s *OneCase) Task(_ context.Context, ref casework.Ref, id casework.TaskID) (record.TaskRow, error) {
	t, open := s.State.Task(id)
	if !open {
		return record.TaskRow{}, fault.New(fault.NotFound, "there is no such task")
	}
	return record.TaskRow{Case: ref, Task: t}, nil
}

// CountFileRead counts nothing: every file may be read.
func (s *OneCase) CountFileRead(context.Context, record.FileRead) error { return nil }

// MarkSeen keeps nothing.
func (s *OneCase) MarkSeen(context.Context, casework.Ref, casework.TaskID) error { return nil }

// NewService makes the use-cases on a store, with a log and no commands. A nil store panics when it is asked.
func NewService(tb testing.TB, now time.Time, store usecase.Store, log request.Log) *usecase.Service {
	tb.Helper()
	s, err := usecase.New(NewConfig(tb, now, store, log))
	require.NoError(tb, err)
	return s
}

// NewConfig is the Config of NewService.
func NewConfig(tb testing.TB, now time.Time, store usecase.Store, log request.Log) usecase.Config {
	tb.Helper()
	book, err := corridor.Load(corridors.Files())
	require.NoError(tb, err)
	if store == nil {
		store = struct{ usecase.Store }{}
	}
	return usecase.Config{
		Audit: log, Commands: nothingSent{}, Directory: book.Directory(), Corridors: book, Store: store, Retention: &retention.Schedule{}, AuditKey: newAuditKey(tb),
		Procedure: workflows.Procedure, Rosters: struct{ rescues.Rosters }{}, Panicked: func(context.Context, any) error { return errors.New("panicked") },
		NewRef: func() casework.Ref { return "r0000000000000ab" }, Now: func() time.Time { return now },
	}
}

func newAuditKey(tb testing.TB) audit.Key {
	tb.Helper()
	secret, _, err := audit.NewKey(audit.Origin("test"))
	require.NoError(tb, err)
	notary, err := audit.NewNotary(secret)
	require.NoError(tb, err)
	return notary.Key()
}

// NewCase is a case that was opened an hour before now.
func NewCase(tb testing.TB, now time.Time) casework.Case {
	tb.Helper()
	book, err := corridor.Load(corridors.Files())
	require.NoError(tb, err)
	found, err := book.Get("tha-eth", 1)
	require.NoError(tb, err)
	rules := found.Rules()
	opened, _, err := ruling.Open("c7m2k9x4pq", casework.Command{
		Key: "open", Kind: casework.KindOpen, At: now.Add(-time.Hour), Pinned: &rules, Edition: casework.CurrentEdition,
		By:    casework.Actor{Account: "dev-9", Desk: "tha-registrar-maesot", Agency: "tha-social", Role: casework.RoleRegistrar},
		Facts: []casework.Statement{{Name: casework.FactToldOfPurpose, Value: "yes"}, {Name: casework.FactAge, Value: "adult"}},
	}, workflows.Procedure)
	require.NoError(tb, err)
	return opened.Next
}

// nothingSent carries out no command.
type nothingSent struct{}

func (nothingSent) Do(context.Context, command.Request) (command.Result, error) {
	return command.Result{}, nil
}
