package usecase_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

// waiting is a store with lists and erasures that wait for a second person. Methods that are not
// overridden panic.
type waiting struct {
	usecase.Store

	lists    []record.ListSummary
	erasures []record.ErasureRow
	tasks    record.TaskFilter // the filter of the last call
	keptOut  []casework.Ref
}

func (w *waiting) Operations(context.Context, record.OperationFilter) (record.Operations, error) {
	return record.Operations{}, nil
}

func (w *waiting) Lists(_ context.Context, f record.ListFilter) (record.Lists, error) {
	if f.State != record.ListProposed {
		return record.Lists{}, fault.New(fault.Invalid, "only lists that are proposed wait")
	}
	return record.Lists{Rows: w.lists}, nil
}

func (w *waiting) Operation(_ context.Context, ref casework.Ref) (record.OperationRow, error) {
	if ref == "op-vnm" {
		return record.OperationRow{Operation: record.Operation{Ref: ref, Host: "VNM", Lead: "vnm-coordination"}}, nil
	}
	return record.OperationRow{Operation: record.Operation{Ref: ref, Host: "THA", Lead: "tha-coordination"}}, nil
}

func (w *waiting) Batches(_ context.Context, f record.BatchFilter) (record.Batches, error) {
	if f.WaitsAt.IsZero() {
		return record.Batches{}, fault.New(fault.Invalid, "only batches that are not answered wait")
	}
	return record.Batches{}, nil
}

func (w *waiting) ReadingReviews(context.Context, int) ([]record.ReadingReview, error) {
	return nil, nil
}

func (w *waiting) Erasures(_ context.Context, f record.ErasureFilter) (record.Erasures, error) {
	if f.State != erasure.Requested {
		return record.Erasures{}, fault.New(fault.Invalid, "only erasures that are requested wait")
	}
	return record.Erasures{Rows: w.erasures}, nil
}

func (w *waiting) KeptOut(context.Context, casework.AccountID, []casework.Ref) ([]casework.Ref, error) {
	return w.keptOut, nil
}

// CaseStates finds no case: all of them are erased.
func (w *waiting) CaseStates(context.Context, []casework.Ref) (map[casework.Ref]casework.Case, error) {
	return nil, nil
}

func (w *waiting) HalfWaived(context.Context, casework.GateID, casework.Role, int) ([]casework.Ref, error) {
	return nil, nil
}

func (w *waiting) Tasks(_ context.Context, f record.TaskFilter) (record.Tasks, error) {
	w.tasks = f
	return record.Tasks{}, nil
}

func proposed(ref, operation casework.Ref, by casework.AccountID) record.ListSummary {
	at := noon.Add(-time.Hour)
	return record.ListSummary{
		List: record.List{Ref: ref, Operation: operation, Name: "Names of Hanna.xlsx", By: casework.Actor{Desk: "tha-registrar-maesot"}}, State: record.ListProposed,
		ProposedAt: &at, ProposedBy: &casework.Actor{Account: by, Desk: "tha-registrar-maesot", Role: casework.RoleRegistrar},
	}
}

func requested(ref, of casework.Ref, by casework.AccountID) record.ErasureRow {
	return record.ErasureRow{Host: "THA", Erasure: erasure.Erasure{
		Ref: ref, Case: of, State: erasure.Requested, RequestedBy: casework.Actor{Account: by, Desk: "tha-supervisor-maesot", Role: casework.RoleSupervisor}, RequestedAt: noon,
	}}
}

func TestApprovalsAreThoseOfOthers(t *testing.T) {
	t.Parallel()
	store := &waiting{
		lists:    []record.ListSummary{proposed("list-1", "op-tha", "dev-7"), proposed("list-2", "op-tha", "dev-1"), proposed("list-3", "op-vnm", "dev-7")},
		erasures: []record.ErasureRow{requested("era-1", "case-1", "dev-7"), requested("era-2", "case-2", "dev-1"), requested("era-3", "case-3", "dev-7")},
		keptOut:  []casework.Ref{"case-3"},
	}
	s := usecasetest.NewService(t, noon, store, &usecasetest.Log{})
	refs := func(a usecase.Approvals) (out []casework.Ref) {
		for _, l := range a.Lists {
			require.Empty(t, l.Name, "a name of a file may be a name of a person")
			out = append(out, l.Ref)
		}
		for _, e := range a.Erasures {
			out = append(out, e.Ref)
		}
		return out
	}
	for role, want := range map[casework.Role][]casework.Ref{
		casework.RoleCoordinator: {"list-1"}, // the caller is dev-1
		casework.RoleDPO:         {"era-1"},
		casework.RoleSupervisor:  {"list-1"},
	} {
		found, err := s.ListApprovals(usecasetest.As(t, "tha-coordination", role))
		require.NoError(t, err, role)
		require.Equal(t, want, refs(found), role)
	}
	found, err := s.ListApprovals(usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker))
	require.NoError(t, err)
	require.Empty(t, found)
	require.False(t, policy.EverAllowed(policy.Actor{Role: casework.RoleCaseworker}, policy.ApproveList))
}

// The requests to others are those to every desk that the caller may look into, but not their own.
func TestOthersAreNotTheOwnDesk(t *testing.T) {
	t.Parallel()
	store := &waiting{}
	s := usecasetest.NewService(t, noon, store, &usecasetest.Log{})
	ctx := usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	_, err := s.ListTasks(ctx, tasks.Query{Everywhere: true})
	require.NoError(t, err)
	everywhere := store.tasks.Desks
	require.Contains(t, everywhere, casework.DeskID("tha-caseworker-maesot"))
	require.Contains(t, everywhere, casework.DeskID("ken-mission-bangkok"))
	_, err = s.ListTasks(ctx, tasks.Query{Others: true})
	require.NoError(t, err)
	require.ElementsMatch(t, everywhere, append(store.tasks.Desks, "tha-caseworker-maesot"))

	_, err = s.ListTasks(usecasetest.As(t, "ken-mission-bangkok", casework.RoleConsul), tasks.Query{Others: true})
	require.NoError(t, err)
	require.NotNil(t, store.tasks.Desks, "no desk is not every desk")
	require.NotContains(t, store.tasks.Desks, casework.DeskID("ken-mission-bangkok"))
}
