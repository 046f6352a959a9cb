package usecase_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/usecasetest"
	"example.org/homeward/internal/usecase/visible"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

type refusingCommands struct{ with error }

func (c refusingCommands) Do(context.Context, command.Request) (command.Result, error) {
	return command.Result{}, c.with
}

// A mistake in putting the program together is named at the start, and all of it at once.
func TestEveryRequiredPartIsNamed(t *testing.T) {
	t.Parallel()
	names := []string{"Audit", "Commands", "Directory", "Corridors", "Store", "Retention", "AuditKey", "Rosters", "Procedure", "Panicked", "NewRef", "Now"}
	for _, name := range names {
		c := usecasetest.NewConfig(t, noon, nil, &usecasetest.Log{})
		reflect.ValueOf(&c).Elem().FieldByName(name).SetZero()
		_, err := usecase.New(c)
		require.EqualError(t, err, "make use-cases: missing: "+name)
	}
	_, err := usecase.New(usecase.Config{})
	require.EqualError(t, err, "make use-cases: missing: "+strings.Join(names, ", "))
}

func TestWhatIsShownIsLoggedFirst(t *testing.T) {
	t.Parallel()
	log, cases := &usecasetest.Log{}, &usecasetest.OneCase{State: usecasetest.NewCase(t, noon)}
	s := usecasetest.NewService(t, noon, cases, log)
	ctx := usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	shown, err := s.ShowCase(ctx, "c7m2k9x4pq")
	require.NoError(t, err)
	require.Equal(t, "Hanna", shown.Person.Name)
	require.Len(t, log.Events(), 1)
	require.Equal(t, audit.Action(policy.ShowCase), log.Events()[0].Action)
	require.Equal(t, []policy.Class{policy.TravelCard, policy.Narrative}, log.Events()[0].Classes)
	require.Equal(t, "s1", log.Events()[0].Session)
	require.Equal(t, casework.AccountID("dev-1"), cases.Asked.Account, "the database knows who asks")
	require.True(t, request.From(ctx).Authorized())
	require.Equal(t, casework.Ref("c7m2k9x4pq"), request.From(ctx).About)

	log.Fail(errors.New("the log is full"))
	shown, err = s.ShowCase(ctx, "c7m2k9x4pq")
	require.Equal(t, fault.Unavailable, fault.CodeOf(err))
	require.Empty(t, shown)
}

func TestARefusalIsLoggedOnceAndAsAHash(t *testing.T) {
	t.Parallel()
	log := &usecasetest.Log{}
	s := usecasetest.NewService(t, noon, &usecasetest.OneCase{State: usecasetest.NewCase(t, noon)}, log)
	for _, ref := range []casework.Ref{"c7m2k9x4pq", "c0000never"} {
		log.Clear()
		ctx := usecasetest.As(t, "khm-caseworker-phnompenh", casework.RoleCaseworker)
		shown, err := s.ShowCase(ctx, ref)
		require.Equal(t, policy.Missing(), err)
		require.Empty(t, shown)
		require.Len(t, log.Events(), 1)
		require.Equal(t, audit.Subject{Kind: audit.OfCase, Ref: audit.AskedHash(string(ref))}, log.Events()[0].Subject)

		outer := request.From(ctx)
		require.ErrorIs(t, outer.WriteRefusal(ctx, log, log.Events()[0].Subject, err), err)
		require.Len(t, log.Events(), 1, "the request that it was part of does not write it again")
	}
}

// A refusal names those conditions of a gate that the caller may know, and that is logged.
func TestTheReasonsOfARefusalAreThoseThatTheCallerMayKnow(t *testing.T) {
	t.Parallel()
	closed := fault.New(fault.GateClosed, "a gate is closed").With([]gate.Status{{Gate: "G05", Unmet: []gate.Unmet{{Condition: casework.CondNoAsylum, Owner: casework.DeskCaseworker, Since: noon.Add(-time.Minute)}}}})
	log := &usecasetest.Log{}
	config := usecasetest.NewConfig(t, noon, &usecasetest.OneCase{State: usecasetest.NewCase(t, noon)}, log)
	config.Commands = refusingCommands{closed}
	s, err := usecase.New(config)
	require.NoError(t, err)
	for role, told := range map[casework.Role]bool{casework.RoleCaseworker: true, casework.RoleRegistrar: false} {
		log.Clear()
		desk := casework.DeskID("tha-" + string(role) + "-maesot")
		_, err := s.StateFacts(usecasetest.As(t, desk, role), "c7m2k9x4pq", "k", nil, "")
		refused, ok := errors.AsType[*act.RefusedError](err)
		require.True(t, ok, "%s: %v", role, err)
		require.Equal(t, fault.GateClosed, fault.CodeOf(err))
		require.Equal(t, time.Minute, refused.Gates[0].Unmet[0].Age)
		if told {
			require.Equal(t, casework.CondNoAsylum, refused.Gates[0].Unmet[0].Condition)
			require.Equal(t, []policy.Class{policy.Fear}, log.Events()[0].Classes)
		} else {
			require.Equal(t, visible.Withheld, refused.Gates[0].Unmet[0].Condition)
			require.Empty(t, log.Events())
		}
	}
}
