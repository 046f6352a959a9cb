package usecase_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/workflows"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// auditLog keeps what would stand in the audit log.
type auditLog struct {
	events []audit.Event
	fails  error
}

func (l *auditLog) Record(_ context.Context, events ...audit.Event) error {
	if l.fails == nil {
		l.events = append(l.events, events...)
	}
	return l.fails
}

// oneCase is a store with one case. Methods that are not overridden panic.
type oneCase struct {
	usecase.Store

	state casework.Case
	asked principal.Principal
}

func (s *oneCase) Case(ctx context.Context, ref casework.Ref) (record.CaseDetail, error) {
	s.asked, _ = principal.From(ctx)
	if ref != s.state.Ref {
		return record.CaseDetail{}, fault.New(fault.NotFound, "there is no such case")
	}
	return record.CaseDetail{State: s.state, CaseSummary: record.CaseSummary{Ref: ref}, Person: &record.Person{Name: "Hanna", Remark: "told the guard"}}, nil
}

func (s *oneCase) CaseState(context.Context, casework.Ref) (casework.Case, error) {
	return s.state, nil
}

type refusingCommands struct{ with error }

func (c refusingCommands) Do(context.Context, command.Request) (command.Result, error) {
	return command.Result{}, c.with
}

func newService(t *testing.T, store usecase.Store, log *auditLog) *usecase.Service {
	t.Helper()
	s, err := usecase.New(newConfig(t, store, log))
	require.NoError(t, err)
	return s
}

func newConfig(t *testing.T, store usecase.Store, log *auditLog) usecase.Config {
	t.Helper()
	book, err := corridor.Load(corridors.Files())
	require.NoError(t, err)
	if store == nil {
		store = struct{ usecase.Store }{}
	}
	return usecase.Config{
		Audit: log, Commands: refusingCommands{}, Directory: book.Directory(), Corridors: book, Store: store, Retention: &retention.Schedule{}, AuditKey: newAuditKey(t),
		Procedure: workflows.Procedure, Rosters: struct{ usecase.Rosters }{}, Panicked: func(context.Context, any) error { return errors.New("panicked") },
		NewRef: func() casework.Ref { return "r0000000000000ab" }, Now: func() time.Time { return noon },
	}
}

// A mistake in putting the program together is named at the start, and all of it at once.
func TestEveryRequiredPartIsNamed(t *testing.T) {
	t.Parallel()
	names := []string{"Audit", "Commands", "Directory", "Corridors", "Store", "Retention", "AuditKey", "Rosters", "Procedure", "Panicked", "NewRef", "Now"}
	for _, name := range names {
		c := newConfig(t, nil, &auditLog{})
		reflect.ValueOf(&c).Elem().FieldByName(name).SetZero()
		_, err := usecase.New(c)
		require.EqualError(t, err, "make use-cases: missing: "+name)
	}
	_, err := usecase.New(usecase.Config{})
	require.EqualError(t, err, "make use-cases: missing: "+strings.Join(names, ", "))
}

func newAuditKey(t *testing.T) audit.Key {
	t.Helper()
	secret, _, err := audit.NewKey(audit.Origin("test"))
	require.NoError(t, err)
	notary, err := audit.NewNotary(secret)
	require.NoError(t, err)
	return notary.Key()
}

func newCase(t *testing.T) casework.Case {
	t.Helper()
	book, err := corridor.Load(corridors.Files())
	require.NoError(t, err)
	found, err := book.Get("tha-eth", 1)
	require.NoError(t, err)
	rules := found.Rules()
	opened, _, err := casework.Open("c7m2k9x4pq", casework.Command{
		Key: "open", Kind: casework.KindOpen, At: noon.Add(-time.Hour), Pinned: &rules,
		By:    casework.Actor{Account: "dev-9", Desk: "tha-registrar-maesot", Agency: "tha-social", Role: casework.RoleRegistrar},
		Facts: []casework.Statement{{Name: casework.FactToldOfPurpose, Value: "yes"}, {Name: casework.FactAge, Value: "adult"}},
	}, workflows.Procedure)
	require.NoError(t, err)
	return opened.Next
}

// as returns a context of a caller with a role at a desk.
func as(t *testing.T, desk casework.DeskID, role casework.Role) context.Context {
	t.Helper()
	book, err := corridor.Load(corridors.Files())
	require.NoError(t, err)
	at, known := book.Directory().Desk(desk)
	require.True(t, known)
	return request.With(t.Context(), &request.Request{
		ID: "r1", Session: "s1", Purpose: policy.PurposeOf(role),
		Actor: policy.Actor{Account: "dev-1", Role: role, Desk: desk, Kind: at.Kind, Agency: at.Agency, Country: at.Country},
	})
}

func TestWhatIsShownIsLoggedFirst(t *testing.T) {
	t.Parallel()
	log, cases := &auditLog{}, &oneCase{state: newCase(t)}
	s := newService(t, cases, log)
	ctx := as(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	shown, err := s.ShowCase(ctx, "c7m2k9x4pq")
	require.NoError(t, err)
	require.Equal(t, "Hanna", shown.Person.Name)
	require.Len(t, log.events, 1)
	require.Equal(t, audit.Action(policy.ShowCase), log.events[0].Action)
	require.Equal(t, []policy.Class{policy.TravelCard, policy.Narrative}, log.events[0].Classes)
	require.Equal(t, "s1", log.events[0].Session)
	require.Equal(t, casework.AccountID("dev-1"), cases.asked.Account, "the database knows who asks")
	require.True(t, request.From(ctx).Authorized())
	require.Equal(t, casework.Ref("c7m2k9x4pq"), request.From(ctx).About)

	log.fails = errors.New("the log is full")
	shown, err = s.ShowCase(ctx, "c7m2k9x4pq")
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	require.Empty(t, shown)
}

func TestARefusalIsLoggedOnceAndAsAHash(t *testing.T) {
	t.Parallel()
	log := &auditLog{}
	s := newService(t, &oneCase{state: newCase(t)}, log)
	for _, ref := range []casework.Ref{"c7m2k9x4pq", "c0000never"} {
		log.events = nil
		ctx := as(t, "khm-caseworker-phnompenh", casework.RoleCaseworker)
		shown, err := s.ShowCase(ctx, ref)
		require.Equal(t, policy.Missing(), err)
		require.Empty(t, shown)
		require.Len(t, log.events, 1)
		require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: audit.AskedHash(string(ref))}, log.events[0].Subject)

		outer := request.From(ctx)
		require.ErrorIs(t, outer.WriteRefusal(ctx, log, log.events[0].Subject, err), err)
		require.Len(t, log.events, 1, "the request that it was part of does not write it again")
	}
}

// A refusal names those conditions of a gate that the caller may know, and that is logged.
func TestTheReasonsOfARefusalAreThoseThatTheCallerMayKnow(t *testing.T) {
	t.Parallel()
	closed := fault.New(fault.GateClosed, "a gate is closed").With([]casework.GateStatus{{Gate: "G05", Unmet: []casework.Unmet{{Condition: casework.CondNoAsylum, Owner: casework.DeskCaseworker, Since: noon.Add(-time.Minute)}}}})
	log := &auditLog{}
	s := newService(t, &oneCase{state: newCase(t)}, log)
	s.Commands = refusingCommands{closed}
	for role, told := range map[casework.Role]bool{casework.RoleCaseworker: true, casework.RoleRegistrar: false} {
		log.events = nil
		desk := casework.DeskID("tha-" + string(role) + "-maesot")
		_, err := s.StateFacts(as(t, desk, role), "c7m2k9x4pq", "k", nil, "")
		refused, ok := errors.AsType[*usecase.RefusedError](err)
		require.True(t, ok, "%s: %v", role, err)
		require.Equal(t, fault.GateClosed, fault.CodeOf(err))
		require.Equal(t, time.Minute, refused.Gates[0].Unmet[0].Age)
		if told {
			require.Equal(t, casework.CondNoAsylum, refused.Gates[0].Unmet[0].Condition)
			require.Equal(t, []policy.Class{policy.Fear}, log.events[0].Classes)
		} else {
			require.Equal(t, usecase.Withheld, refused.Gates[0].Unmet[0].Condition)
			require.Empty(t, log.events)
		}
	}
}
