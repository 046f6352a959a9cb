package cases_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/usecasetest"
)

// A pair is two lives of one person that differ in one thing that a desk outside the case may not know.
type pair struct{ quiet, hidden *usecasetest.Office }

const inPair = casework.Ref("case-of-a-pair")

// newPair makes two offices with one case each, at which her consulate is asked who she is. hide is what
// happens in the second life only; it is not a command of a desk that the tests look from.
func newPair(t *testing.T, hide func(o *usecasetest.Office)) pair {
	t.Helper()
	p := pair{usecasetest.New(t, noon), usecasetest.New(t, noon)}
	for _, o := range []*usecasetest.Office{p.quiet, p.hidden} {
		o.Ask(inPair, "tha-ken", 48*time.Hour)
	}
	hide(p.hidden)
	return p
}

// same asks both lives and requires that the answers are equal.
func same[R any](t *testing.T, p pair, ask func(o *usecasetest.Office) (R, error)) R {
	t.Helper()
	quiet, errQuiet := ask(p.quiet)
	hidden, errHidden := ask(p.hidden)
	require.Equal(t, fault.CodeOf(errQuiet), fault.CodeOf(errHidden))
	require.Equal(t, quiet, hidden)
	return hidden
}

// complained is a complaint that her caseworker has recorded.
func complained(o *usecasetest.Office) {
	o.Do(inPair, 24*time.Hour, casework.Command{
		Kind: casework.KindState, Facts: []casework.Statement{{Name: casework.FactComplaint, Value: "open"}},
		By: casework.Actor{Account: "acc-caseworker", Desk: team, Role: casework.RoleCaseworker},
	})
}

// A desk outside the case sees a gate as open or not yet: not which conditions are missing or since when, nor
// what opened it.
func TestAGateTellsADeskOutsideNothingOfTheOthers(t *testing.T) {
	t.Parallel()
	p := newPair(t, complained)
	consul := usecasetest.As(t, desk, casework.RoleConsul)
	gates := same(t, p, func(o *usecasetest.Office) (map[casework.GateID]bool, error) {
		found, err := o.ListGates(consul, inPair)
		out := map[casework.GateID]bool{}
		for _, g := range found.All {
			out[g.ID] = g.Open
		}
		return out, err
	})
	require.NotEmpty(t, gates)
	require.NotContains(t, gates, casework.GateID("G22"), "a complaint closes it")
	found, err := p.hidden.ListGates(consul, inPair)
	require.NoError(t, err)
	for _, g := range found.All {
		require.Empty(t, g.OpenedBy, g.ID)
		for _, u := range g.Unmet {
			require.Equal(t, desk, u.Desk, "%s: %s", g.ID, u.Condition)
		}
	}
	waiting := same(t, p, func(o *usecasetest.Office) ([]cases.WaitingGate, error) {
		w, err := o.ShowWaiting(consul, inPair)
		return w.Gates, err
	})
	for _, g := range waiting {
		require.NotEmpty(t, g.Gate.Unmet, "a gate that waits for others is not shown")
	}
	same(t, p, func(o *usecasetest.Office) (map[casework.Ref]cases.NextGate, error) {
		return o.ListNextGates(consul, []casework.Ref{inPair})
	})

	team, err := p.hidden.ListGates(usecasetest.As(t, team, casework.RoleCaseworker), inPair)
	require.NoError(t, err)
	reasons := 0
	for _, g := range team.All {
		reasons += len(g.Unmet) + len(g.OpenedBy)
	}
	require.Positive(t, reasons, "her team sees why")
}

// A refusal explains a closed gate to the team; a desk outside learns that it is not open yet.
func TestARefusalTellsADeskOutsideNoReason(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(inPair, "tha-ken", 48*time.Hour)
	closed := fault.New(fault.GateClosed, "a gate is closed").With([]gate.Status{{Gate: "G05", Unmet: []gate.Unmet{
		{Condition: casework.CondNoAsylum, Owner: casework.DeskCaseworker, Desk: team, Since: noon.Add(-time.Minute)},
		{Condition: casework.CondNoComplaint, Owner: casework.DeskCaseworker, Desk: team, Since: noon.Add(-time.Minute)},
	}}})
	gates := func(ctx context.Context) int {
		explained := act.Explain(closed, o.Seen(ctx, inPair), noon)
		refused, ok := errors.AsType[*act.RefusedError](explained)
		require.True(t, ok)
		require.Len(t, refused.Gates, 1)
		return len(refused.Gates[0].Unmet)
	}
	require.Equal(t, 2, gates(usecasetest.As(t, team, casework.RoleCaseworker)))
	require.Zero(t, gates(usecasetest.As(t, desk, casework.RoleConsul)))
}

// In lists and on the case a desk outside counts its own requests. No line of theirs
// has the requests to other desks, or when they are due.
func TestALineCountsTheRequestsOfADeskOutside(t *testing.T) {
	t.Parallel()
	p := newPair(t, complained)
	consul := usecasetest.As(t, desk, casework.RoleConsul)
	line := same(t, p, func(o *usecasetest.Office) (record.CaseSummary, error) {
		return lineOf(consul, o)
	})
	state := p.hidden.State(inPair)
	own := slices.DeleteFunc(slices.Clone(state.Tasks), func(t casework.Task) bool { return t.Desk != desk })
	require.Len(t, own, line.OpenTasks)
	require.Less(t, line.OpenTasks, len(state.Tasks))
	task, open := state.TaskFor(casework.StepVerifyNationality)
	require.True(t, open)
	due := task.DueAt()
	require.Equal(t, &due, line.NextDue)
	require.Equal(t, task.OpenedAt, line.UpdatedAt, "the newest change of its own part")
	shown := same(t, p, func(o *usecasetest.Office) (cases.View, error) {
		return o.ShowCase(consul, inPair)
	})
	require.Equal(t, line.NextDue, shown.NextDue)

	team, err := lineOf(usecasetest.As(t, team, casework.RoleCaseworker), p.hidden)
	require.NoError(t, err)
	require.Len(t, p.hidden.State(inPair).Tasks, team.OpenTasks)
	require.Greater(t, team.OpenTasks, 1)
	require.Equal(t, noon.Add(-24*time.Hour), team.UpdatedAt)

	late, err := p.hidden.ListCases(consul, record.CaseFilter{DueBefore: noon}, act.Paging{})
	require.NoError(t, err)
	require.Empty(t, late.Rows, "a filter finds what the line says")
	since := func(who context.Context, at time.Time) int {
		found, err := p.hidden.ListCases(who, record.CaseFilter{ChangedSince: at}, act.Paging{})
		require.NoError(t, err)
		return len(found.Rows)
	}
	require.Equal(t, 1, since(consul, task.OpenedAt))
	require.Zero(t, since(consul, task.OpenedAt.Add(time.Microsecond)), "what has changed since is not for the consul")
}

// lineOf is the line of the case of a pair.
func lineOf(ctx context.Context, o *usecasetest.Office) (record.CaseSummary, error) {
	found, err := o.ListCases(ctx, record.CaseFilter{Refs: []casework.Ref{inPair}}, act.Paging{})
	if err != nil || len(found.Rows) != 1 {
		return record.CaseSummary{}, err
	}
	return found.Rows[0], nil
}

// A desk that only owes an attestation sees the reference and its request, and follows nothing else.
func TestADeskThatOwesAnAttestationSeesItsRequestOnly(t *testing.T) {
	t.Parallel()
	p := pair{usecasetest.New(t, noon), usecasetest.New(t, noon)}
	withdraw := casework.Command{
		Kind: casework.KindWithdraw, Consents: []casework.Consent{casework.ConsentConsulate, casework.ConsentShareIdentity},
		By: casework.Actor{Account: "acc-caseworker", Desk: team, Role: casework.RoleCaseworker},
	}
	for _, o := range []*usecasetest.Office{p.quiet, p.hidden} {
		o.Ask(inPair, "tha-ken", 48*time.Hour)
		o.Do(inPair, 36*time.Hour, withdraw)
	}
	p.hidden.Settle(inPair, 24*time.Hour, casework.StepScreening, casework.Refer, casework.RoleScreener)
	complained(p.hidden)
	consul := usecasetest.As(t, desk, casework.RoleConsul)
	line := same(t, p, func(o *usecasetest.Office) (record.CaseSummary, error) { return lineOf(consul, o) })
	require.Equal(t, inPair, line.Ref)
	require.Equal(t, 1, line.OpenTasks)
	require.Equal(t, noon.Add(-36*time.Hour), line.UpdatedAt)
	shown := same(t, p, func(o *usecasetest.Office) (cases.View, error) {
		v, err := o.ShowCase(consul, inPair)
		for i := range v.Tasks {
			v.Tasks[i].Stage = ""
		}
		return v, err
	})
	require.Len(t, shown.Tasks, 1)
	require.Equal(t, casework.StepAttest, shown.Tasks[0].Step.Base())
	lines := same(t, p, func(o *usecasetest.Office) ([]record.TimelineEntry, error) {
		found, err := o.ShowTimeline(consul, inPair, true, act.Paging{})
		return found.Rows, err
	})
	for _, e := range lines {
		require.True(t, e.Desk == desk || e.By.Desk == desk, e.Code)
	}
	following, err := p.hidden.FollowEvents(consul)
	require.NoError(t, err)
	newest := p.hidden.State(inPair).Seq
	_, may := following.MayKnow(consul, "case", inPair, newest, newest)
	require.False(t, may)
	teamFollows, err := p.hidden.FollowEvents(usecasetest.As(t, team, casework.RoleCaseworker))
	require.NoError(t, err)
	number, may := teamFollows.MayKnow(t.Context(), "case", inPair, newest, newest)
	require.True(t, may)
	require.Equal(t, newest, number, "her team counts all changes")
}

// That a request is taken back says nothing of why: whether she has withdrawn a consent, asked for asylum, or told later that
// she is afraid, the desk outside reads the same lines, in the name of no officer.
func TestADeskOutsideIsNotToldWhyARequestIsTakenBack(t *testing.T) {
	t.Parallel()
	by := casework.Actor{Account: "acc-caseworker", Desk: team, Role: casework.RoleCaseworker}
	withdrawn := casework.Command{Kind: casework.KindWithdraw, Consents: []casework.Consent{casework.ConsentConsulate, casework.ConsentShareIdentity}, By: by}
	consul := usecasetest.As(t, desk, casework.RoleConsul)
	for name, told := range map[string]casework.Command{
		"asylum": {Kind: casework.KindReport, Event: casework.EventAsylumClaim, By: casework.Actor{Account: "acc-panel", Desk: "tha-panel-maesot", Role: casework.RolePanelMember}},
		"fear":   {Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepFearOfReturn, Reasoned: true, By: by},
	} {
		p := pair{usecasetest.New(t, noon), usecasetest.New(t, noon)}
		for o, cmd := range map[*usecasetest.Office]casework.Command{p.quiet: withdrawn, p.hidden: told} {
			o.Ask(inPair, "tha-ken", 48*time.Hour)
			o.Do(inPair, 36*time.Hour, cmd)
		}
		lines := same(t, p, func(o *usecasetest.Office) ([]record.TimelineEntry, error) {
			found, err := o.ShowTimeline(consul, inPair, false, act.Paging{})
			return found.Rows, err
		})
		require.NotEmpty(t, lines, name)
		require.Empty(t, lines[0].Kind, name)
		require.Zero(t, lines[0].By, name)
		seen, err := p.hidden.ShowTimeline(usecasetest.As(t, team, casework.RoleCaseworker), inPair, false, act.Paging{})
		require.NoError(t, err)
		require.Equal(t, casework.KindReport, seen.Rows[0].Kind, "her team sees who did what")
		require.Equal(t, told.By.Desk, seen.Rows[0].By.Desk)
	}
}
