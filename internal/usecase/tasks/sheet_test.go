package tasks_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

// mission is an office with people whom the Kenyan mission is asked about.
type mission struct {
	*usecasetest.Office

	refs []casework.Ref
}

func newMission(t *testing.T, people int) *mission {
	t.Helper()
	return newMissionAt(t, people, func() time.Time { return noon })
}

// newMissionAt is newMission with a clock.
func newMissionAt(t *testing.T, people int, clock func() time.Time) *mission {
	t.Helper()
	m := &mission{Office: usecasetest.WithClock(t, clock)}
	for i := range people {
		ref := casework.Ref("case-" + strconv.Itoa(i+10))
		m.Ask(ref, "tha-ken", time.Duration(people-i)*24*time.Hour)
		m.Record.Put(ref, record.Person{Name: "Person " + strconv.Itoa(i), Nationality: "KEN"})
		m.refs = append(m.refs, ref)
	}
	return m
}

// consul is a request of an officer of the mission.
func consul(ctx context.Context, account casework.AccountID) context.Context {
	return request.With(ctx, &request.Request{Session: "s", Purpose: policy.ForCasework, Actor: policy.Actor{
		Account: account, Role: casework.RoleConsul, Desk: "ken-mission-bangkok", Kind: casework.DeskConsulate, Agency: "ken-mofa", Country: "KEN",
	}})
}

func kenyans() sheet.Kind {
	return sheet.Kind{Step: casework.StepVerifyNationality, Desk: casework.DeskConsulate, Corridor: "tha-ken", Version: 1}
}

func requests(rows []tasks.SheetRow) []tasks.SheetRequest {
	var out []tasks.SheetRequest
	for _, row := range rows {
		out = append(out, tasks.SheetRequest{Case: row.Case, Task: row.SheetItem.Task})
	}
	return out
}

// open makes a sheet of the requests of the Kenyan mission.
func (m *mission) open(t *testing.T, ctx context.Context) tasks.Sheet { //nolint:revive // the test comes first, as everywhere
	t.Helper()
	ref, err := m.OpenSheet(ctx, kenyans(), "open")
	require.NoError(t, err)
	found, err := m.ShowSheet(ctx, ref)
	require.NoError(t, err)
	return found
}

// review ticks everything on a sheet and reviews it.
func (m *mission) review(t *testing.T, ctx context.Context, of tasks.Sheet) tasks.Sheet { //nolint:revive // as above
	t.Helper()
	_, err := m.MarkSheet(ctx, of.Ref, tasks.SheetMarks{Ticked: requests(of.Rows), Outcome: casework.Confirmed, Review: true})
	require.NoError(t, err)
	found, err := m.ShowSheet(ctx, of.Ref)
	require.NoError(t, err)
	return found
}

func TestAlikeRequestsAreOfferedTogether(t *testing.T) {
	t.Parallel()
	m := newMission(t, 3)
	ctx := consul(t.Context(), "dev-1")
	groups, err := m.ListAlike(ctx)
	require.NoError(t, err)
	require.Len(t, groups, 2)
	require.Equal(t, kenyans(), groups[1].Kind)
	require.Equal(t, 3, groups[1].Number)
	require.Equal(t, casework.StepEmbassyCommitment, groups[0].Step)

	of := m.open(t, ctx)
	require.Len(t, of.Rows, 3)
	require.Zero(t, of.Ticked, "nothing is ticked before the officer ticks it")
	require.Equal(t, "Person 0", of.Rows[0].Person.Name)
	require.Equal(t, []casework.Outcome{casework.Confirmed, casework.PermanentResident}, of.Outcomes)
	again, err := m.OpenSheet(ctx, kenyans(), "open")
	require.NoError(t, err)
	require.Equal(t, of.Ref, again)

	_, err = m.ShowSheet(consul(t.Context(), "dev-2"), of.Ref)
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "a sheet is its officer's own")
	other := kenyans()
	other.Version = 9
	_, err = m.OpenSheet(ctx, other, "other")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

// Each exception leaves by its own rule, and stays listed with it.
func TestExceptionsLeaveTheSheet(t *testing.T) {
	t.Parallel()
	m := newMission(t, 7)
	ctx := consul(t.Context(), "dev-1")
	by := casework.Actor{Account: "dev-2", Desk: "ken-mission-bangkok", Agency: "ken-mofa", Role: casework.RoleConsul}
	worker := casework.Actor{Account: "acc-caseworker", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker}
	const task = "verify_nationality#1"
	m.Do(m.refs[0], 0, casework.Command{Kind: casework.KindClaim, By: by, Task: task})
	m.Do(m.refs[1], 0, casework.Command{Kind: casework.KindPause, By: by, Task: task, Cause: casework.CauseMission})
	m.Do(m.refs[2], 0, casework.Command{Kind: casework.KindAsk, By: by, Task: task, Reasoned: true})
	m.Do(m.refs[3], 0, casework.Command{Kind: casework.KindDecide, By: by, Task: task, Outcome: casework.Insufficient, Reasoned: true})
	m.Record.Put(m.refs[4], record.Person{Name: "Person 4", Nationality: "TZA"})
	m.Record.Put(m.refs[5], record.Person{Name: "Person 5", Nationality: "KEN", Birth: birth.Date{Readings: []birth.Reading{{From: civil.Date{Year: 2010, Month: 1, Day: 1}, To: civil.Date{Year: 2010, Month: 12, Day: 31}}}}})
	of := m.open(t, ctx)
	left := map[casework.Ref][]sheet.Rule{}
	for _, row := range of.Leaving {
		left[row.Case] = row.Leaves
	}
	require.Equal(t, []sheet.Rule{sheet.Claimed}, left[m.refs[0]])
	require.Equal(t, []sheet.Rule{sheet.Paused}, left[m.refs[1]])
	require.Equal(t, []sheet.Rule{sheet.Asked}, left[m.refs[2]])
	require.Equal(t, []sheet.Rule{sheet.Returned}, left[m.refs[3]])
	require.Equal(t, []sheet.Rule{sheet.Mismatch}, left[m.refs[4]])
	require.Equal(t, []sheet.Rule{sheet.Child}, left[m.refs[5]])
	require.Equal(t, []tasks.SheetRequest{{Case: m.refs[6], Task: task}}, requests(of.Rows))

	m.Do(m.refs[6], 0, casework.Command{Kind: casework.KindState, By: worker, Facts: []casework.Statement{{Name: casework.FactAge, Value: "disputed"}}})
	of, err := m.ShowSheet(ctx, of.Ref)
	require.NoError(t, err)
	require.Empty(t, of.Rows, "what becomes known later takes a request off the sheet as well")
	_, err = m.MarkSheet(ctx, of.Ref, tasks.SheetMarks{Ticked: requests(of.Leaving), Outcome: casework.Confirmed, Review: true})
	require.Equal(t, act.InvalidFields{{Pointer: "/ticked", Code: act.FieldRequired}}, fault.DetailsOf(err), "no exception is ticked")
}

func TestASheetIsConfirmedOnceAndExactly(t *testing.T) {
	t.Parallel()
	m := newMission(t, 4)
	ctx := consul(t.Context(), "dev-1")
	of := m.open(t, ctx)
	for _, wrong := range []tasks.SheetMarks{
		{Outcome: casework.Confirmed, Review: true},
		{Ticked: requests(of.Rows), Review: true},
		{Ticked: requests(of.Rows), Outcome: casework.NotNational, Review: true},
		{Ticked: requests(of.Rows), Outcome: casework.Confirmed, Until: noon.Add(-time.Hour), Review: true},
		{Ticked: []tasks.SheetRequest{{Case: "another", Task: "verify_nationality#1"}}},
	} {
		_, err := m.MarkSheet(ctx, of.Ref, wrong)
		require.Equal(t, fault.Invalid, fault.CodeOf(err))
	}
	of = m.review(t, ctx, of)
	require.Equal(t, 4, of.Ticked)
	require.Equal(t, sheet.Code(of.Set), of.Code)
	require.Equal(t, 4, of.OpensNothing, "her document waits for her choice")

	_, err := m.ConfirmSheet(ctx, of.Ref, of.Set, 3)
	require.Equal(t, fault.Stale, fault.CodeOf(err), "another number than the one that was shown is refused whole")
	_, err = m.MarkSheet(ctx, of.Ref, tasks.SheetMarks{Ticked: requests(of.Rows[1:]), Outcome: casework.Confirmed})
	require.NoError(t, err)
	_, err = m.ConfirmSheet(ctx, of.Ref, of.Set, 3)
	require.Equal(t, fault.Stale, fault.CodeOf(err), "a changed set is not the reviewed one")
	require.Empty(t, m.Commands.Sent(), "nothing was sent")

	of = m.review(t, ctx, of)
	// One changes while the officer looks at the confirmation.
	colleague := casework.Actor{Account: "dev-2", Desk: "ken-mission-bangkok", Agency: "ken-mofa", Role: casework.RoleConsul}
	for _, kind := range []casework.Kind{casework.KindClaim, casework.KindRelease} {
		m.Do(m.refs[2], 0, casework.Command{Kind: kind, By: colleague, Task: "verify_nationality#1"})
	}
	for range 2 {
		_, err = m.ConfirmSheet(ctx, of.Ref, of.Set, 4)
		require.NoError(t, err)
	}
	require.Len(t, m.Commands.Sent(), 3, "nothing is sent twice")
	done, err := m.ShowSheet(ctx, of.Ref)
	require.NoError(t, err)
	require.Equal(t, tasks.SheetSums{Asked: 4, Recorded: 3, Refused: 1}, done.Sums)
	for _, row := range done.Rows {
		if row.Case == m.refs[2] {
			require.Equal(t, sheet.Changed, row.Result.Rule, "it is refused by name")
			continue
		}
		require.Equal(t, record.CommandSettled, row.Result.State)
	}
	_, err = m.MarkSheet(ctx, of.Ref, tasks.SheetMarks{})
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "a confirmed sheet stays as it is")

	// The refused one is taken again, once it was looked at.
	next, err := m.AgainSheet(ctx, of.Ref, "again")
	require.NoError(t, err)
	left, err := m.ShowSheet(ctx, next)
	require.NoError(t, err)
	require.Empty(t, left.Rows)
	require.Len(t, left.Leaving, 1)
	_, err = m.MarkSheet(ctx, next, tasks.SheetMarks{Look: &requests(left.Leaving)[0], Outcome: left.Outcome})
	require.NoError(t, err)
	left, err = m.ShowSheet(ctx, next)
	require.NoError(t, err)
	require.Len(t, left.Rows, 1)
	require.NotNil(t, left.Rows[0].LookedAt)
	left = m.review(t, ctx, left)
	_, err = m.ConfirmSheet(ctx, next, left.Set, 1)
	require.NoError(t, err)
	left, err = m.ShowSheet(ctx, next)
	require.NoError(t, err)
	require.Equal(t, tasks.SheetSums{Asked: 1, Recorded: 1}, left.Sums)
}

// A request that the officer takes on herself stays on the sheet, before the review and after it, and is
// answered with the others. One that a colleague takes on leaves it.
func TestAnOwnClaimStaysOnTheSheet(t *testing.T) {
	t.Parallel()
	m := newMission(t, 4)
	ctx := consul(t.Context(), "dev-1")
	of := m.open(t, ctx)
	claim := func(at int, account casework.AccountID) {
		m.Do(m.refs[at], 0, casework.Command{
			Kind: casework.KindClaim, Task: "verify_nationality#1",
			By: casework.Actor{Account: account, Desk: "ken-mission-bangkok", Agency: "ken-mofa", Role: casework.RoleConsul},
		})
	}
	claim(0, "dev-1")
	of = m.review(t, ctx, of)
	require.Equal(t, 4, of.Ticked)
	claim(1, "dev-1")
	claim(2, "dev-2")
	now, err := m.ShowSheet(ctx, of.Ref)
	require.NoError(t, err)
	require.Equal(t, of.Set, now.Set, "it is the set that she reviewed")
	require.Len(t, now.Rows, 3)
	require.Equal(t, []sheet.Rule{sheet.Claimed, sheet.Changed}, now.Leaving[0].Leaves)
	for range 2 {
		_, err = m.ConfirmSheet(ctx, of.Ref, of.Set, 4)
		require.NoError(t, err)
	}
	require.Len(t, m.Commands.Sent(), 3)
	done, err := m.ShowSheet(ctx, of.Ref)
	require.NoError(t, err)
	require.Equal(t, tasks.SheetSums{Asked: 4, Recorded: 3, Refused: 1}, done.Sums)
}

// While the workflows cannot be reached the answers wait, and the sums still agree.
func TestASheetWaits(t *testing.T) {
	t.Parallel()
	m := newMission(t, 3)
	ctx := consul(t.Context(), "dev-1")
	of := m.review(t, ctx, m.open(t, ctx))
	m.Commands.Hold(true)
	_, err := m.ConfirmSheet(ctx, of.Ref, of.Set, 3)
	require.NoError(t, err)
	of, err = m.ShowSheet(ctx, of.Ref)
	require.NoError(t, err)
	require.Equal(t, tasks.SheetSums{Asked: 3, Waiting: 3}, of.Sums)
	_, err = m.AgainSheet(ctx, of.Ref, "again")
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "nothing was refused")
}
