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
	"example.org/homeward/internal/usecase/tasks"
)

// twoConsuls is a mission of two consuls, a head, and so many requests.
func twoConsuls(t *testing.T, people int) *mission {
	t.Helper()
	return twoConsulsAt(t, people, func() time.Time { return noon })
}

func twoConsulsAt(t *testing.T, people int, clock func() time.Time) *mission {
	t.Helper()
	m := newMissionAt(t, people, clock)
	m.Record.SeedColleagues("ken-mission-bangkok", casework.RoleConsul, "first", "second")
	m.Record.SeedColleagues("ken-mission-bangkok", casework.RoleMissionHead, "head")
	return m
}

func head(ctx context.Context) context.Context {
	return request.With(ctx, &request.Request{Session: "s", Purpose: policy.ForCasework, Actor: policy.Actor{
		Account: "head", Role: casework.RoleMissionHead, Desk: "ken-mission-bangkok", Kind: casework.DeskConsulate, Agency: "ken-mofa", Country: "KEN",
	}})
}

// decisions confirms the nationality of everybody.
func (m *mission) decisions(t *testing.T) []tasks.BatchedDecision {
	t.Helper()
	var out []tasks.BatchedDecision
	for i, ref := range m.refs {
		state := m.State(ref)
		task, open := state.TaskFor(casework.StepVerifyNationality)
		require.True(t, open)
		out = append(out, tasks.BatchedDecision{
			Write:       tasks.Write{Case: ref, Task: task.ID, Version: task.Version, Key: "item-" + strconv.Itoa(i)},
			Decision:    tasks.Decision{Outcome: casework.Confirmed, Reasons: "compared with the register"},
			Fingerprint: []byte{byte(i)},
		})
	}
	return out
}

func (m *mission) confirmed(t *testing.T) int {
	t.Helper()
	n := 0
	for _, ref := range m.refs {
		state := m.State(ref)
		if _, open := state.TaskFor(casework.StepVerifyNationality); !open {
			n++
		}
	}
	return n
}

func states(all []tasks.DecisionAnswer) map[record.CommandState]int {
	out := map[record.CommandState]int{}
	for _, a := range all {
		out[a.State]++
	}
	return out
}

// "Deciding more than N alike at once takes a second person (N per corridor, 10 by default)."
func TestTenAreOneOfficersAndElevenTakeTwo(t *testing.T) {
	t.Parallel()
	m := twoConsuls(t, 10)
	answered, err := m.DecideTasks(consul(t.Context(), "first"), m.decisions(t))
	require.NoError(t, err)
	require.Nil(t, answered.Second)
	require.Equal(t, 10, m.confirmed(t))

	m = twoConsuls(t, 11)
	ctx, batch := consul(t.Context(), "first"), m.decisions(t)
	answered, err = m.DecideTasks(ctx, batch)
	require.NoError(t, err)
	require.Equal(t, map[record.CommandState]int{record.CommandWaits: 11}, states(answered.Items))
	require.Zero(t, m.confirmed(t), "nothing is decided yet")
	require.Empty(t, m.Commands.Sent())
	again, err := m.DecideTasks(ctx, batch)
	require.NoError(t, err)
	require.Equal(t, answered.Second.Ref, again.Second.Ref, "the same decisions are the same batch")

	listed, err := m.ListBatches(consul(t.Context(), "second"))
	require.NoError(t, err)
	require.Len(t, listed.Rows, 1)
	require.True(t, listed.Rows[0].MayAnswer)
	seen, err := m.ShowBatch(consul(t.Context(), "second"), answered.Second.Ref)
	require.NoError(t, err)
	require.Equal(t, "compared with the register", seen.Rows[0].Decision.Reasons)
	require.Empty(t, seen.Rows[0].Leaves)

	done, err := m.AgreeBatch(consul(t.Context(), "second"), seen.Ref, seen.Digest)
	require.NoError(t, err)
	require.Equal(t, record.BatchAgreed, done.State)
	require.Equal(t, 11, m.confirmed(t))
	for _, sent := range m.Commands.Sent() {
		require.Equal(t, casework.AccountID("first"), sent.By.Account, "in the name of the officer who has looked at them")
		require.Equal(t, "compared with the register", sent.Words.Text)
	}
	later, err := m.DecideTasks(ctx, batch)
	require.NoError(t, err)
	require.Equal(t, map[record.CommandState]int{record.CommandSettled: 11}, states(later.Items), "the program that sent them asks what became of them")
	require.Len(t, m.Commands.Sent(), 11, "nothing is sent twice")
}

func TestWhoMayNotAgreeToABatch(t *testing.T) {
	t.Parallel()
	m := twoConsuls(t, 11)
	first := consul(t.Context(), "first")
	answered, err := m.DecideTasks(first, m.decisions(t))
	require.NoError(t, err)
	ref, digest := answered.Second.Ref, answered.Second.Digest
	far := request.With(t.Context(), &request.Request{Session: "s", Actor: policy.Actor{
		Account: "far", Role: casework.RoleConsul, Desk: "eth-mission-bangkok", Kind: casework.DeskConsulate, Agency: "eth-mfa", Country: "ETH",
	}})
	sameOfficer := head(t.Context())
	request.From(sameOfficer).Actor.Account = "first"
	for name, c := range map[string]struct {
		by     context.Context //nolint:containedctx // the caller of the row
		digest string
		want   fault.Code
	}{
		"the account that proposed it":               {first, digest, fault.Denied},
		"the same account in another role":           {sameOfficer, digest, fault.Denied},
		"another desk":                               {far, digest, fault.NotFound},
		"a colleague who has seen something else":    {consul(t.Context(), "second"), "0" + digest[1:], fault.Stale},
		"a colleague who has not looked at anything": {consul(t.Context(), "second"), "", fault.Stale},
	} {
		_, err := m.AgreeBatch(c.by, ref, c.digest)
		require.Equal(t, c.want, fault.CodeOf(err), name)
	}
	require.Zero(t, m.confirmed(t))
	_, err = m.WithdrawBatch(consul(t.Context(), "second"), ref)
	require.Equal(t, fault.Denied, fault.CodeOf(err), "a colleague withdraws it")
	_, err = m.RefuseBatch(first, ref)
	require.Equal(t, fault.Denied, fault.CodeOf(err), "its own account refuses it")

	left := newMission(t, 11)
	left.Record.SeedColleagues("ken-mission-bangkok", casework.RoleConsul, "second")
	answered, err = left.DecideTasks(first, left.decisions(t))
	require.NoError(t, err)
	_, err = left.AgreeBatch(consul(t.Context(), "second"), answered.Second.Ref, answered.Second.Digest)
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "in the name of an officer who has left")
	require.Zero(t, left.confirmed(t))
}

// aChild is a birth date of a child of nine.
func aChild() birth.Date {
	year := noon.Year() - 9
	return birth.Date{Readings: []birth.Reading{{From: civil.Date{Year: year, Month: 1, Day: 1}, To: civil.Date{Year: year, Month: 12, Day: 31}}}}
}

// The head of a mission oversees its consuls and can be the second person, without deciding requests alone.
func TestTheHeadOfTheMissionIsTheSecondPerson(t *testing.T) {
	t.Parallel()
	m := twoConsuls(t, 11)
	answered, err := m.DecideTasks(consul(t.Context(), "first"), m.decisions(t))
	require.NoError(t, err)
	_, err = m.AgreeBatch(head(t.Context()), answered.Second.Ref, answered.Second.Digest)
	require.NoError(t, err)
	require.Equal(t, 11, m.confirmed(t))
}

// A batch that is refused, withdrawn or expired decides nothing, and says so to the program that sent it.
func TestHowABatchEndsUndecided(t *testing.T) {
	t.Parallel()
	now := noon
	for name, end := range map[string]func(m *mission, ref casework.Ref) error{
		"refused": func(m *mission, ref casework.Ref) error {
			_, err := m.RefuseBatch(consul(t.Context(), "second"), ref)
			return err
		},
		"withdrawn": func(m *mission, ref casework.Ref) error {
			_, err := m.WithdrawBatch(consul(t.Context(), "first"), ref)
			return err
		},
		"expired": func(_ *mission, _ casework.Ref) error {
			now = noon.Add(48 * time.Hour)
			return nil
		},
	} {
		now = noon
		m := twoConsulsAt(t, 11, func() time.Time { return now })
		batch := m.decisions(t)
		answered, err := m.DecideTasks(consul(t.Context(), "first"), batch)
		require.NoError(t, err)
		require.NoError(t, end(m, answered.Second.Ref), name)
		_, err = m.AgreeBatch(consul(t.Context(), "second"), answered.Second.Ref, answered.Second.Digest)
		require.Equal(t, fault.Conflict, fault.CodeOf(err), name)
		again, err := m.DecideTasks(consul(t.Context(), "first"), batch)
		require.NoError(t, err)
		require.Equal(t, map[record.CommandState]int{record.CommandRefused: 11}, states(again.Items), name)
		require.Zero(t, m.confirmed(t), name)
	}
}

// An exception leaves by rule: at once when it is sent, and by itself when it has changed until the agreement.
func TestExceptionsLeaveABatch(t *testing.T) {
	t.Parallel()
	m := twoConsuls(t, 14)
	child, changed, over := m.refs[0], m.refs[1], m.refs[2]
	m.Record.Put(child, record.Person{Name: "A child", Nationality: "KEN", Birth: aChild()})
	batch := m.decisions(t)
	answered, err := m.DecideTasks(consul(t.Context(), "first"), batch)
	require.NoError(t, err)
	require.Equal(t, record.CommandRefused, answered.Items[0].State, "a child is decided by herself")
	require.Equal(t, fault.Conflict, fault.CodeOf(answered.Items[0].Err))
	require.Equal(t, 13, states(answered.Items)[record.CommandWaits])

	state := m.State(changed)
	task, _ := state.TaskFor(casework.StepVerifyNationality)
	m.Do(changed, 0, casework.Command{Kind: casework.KindClaim, Task: task.ID, By: casework.Actor{Account: "second", Desk: task.Desk, Role: casework.RoleConsul}})
	m.Settle(over, 0, casework.StepVerifyNationality, casework.NotNational, casework.RoleConsul)
	done, err := m.AgreeBatch(consul(t.Context(), "second"), answered.Second.Ref, answered.Second.Digest)
	require.NoError(t, err)
	left := map[casework.Ref]string{}
	for _, item := range done.Items {
		if item.Rule != "" {
			left[item.Case] = item.Rule
		}
	}
	require.Equal(t, map[casework.Ref]string{changed: "claimed", over: "over"}, left)
	require.Len(t, m.Commands.Sent(), 11)

	few := twoConsuls(t, 11)
	few.Record.Put(few.refs[0], record.Person{Name: "A child", Nationality: "KEN", Birth: aChild()})
	answered, err = few.DecideTasks(consul(t.Context(), "first"), few.decisions(t))
	require.NoError(t, err)
	require.Nil(t, answered.Second, "ten are left")
	require.Equal(t, 10, few.confirmed(t))
}

// The agreement stores the command of each decision. As long as they are not carried out the desk sees how far the
// batch is, and a colleague can send them at once; nothing is carried out twice.
func TestAnAgreedBatchStaysListedUntilItIsCarriedOut(t *testing.T) {
	t.Parallel()
	m := twoConsuls(t, 12)
	batch := m.decisions(t)
	first, second := consul(t.Context(), "first"), consul(t.Context(), "second")
	answered, err := m.DecideTasks(first, batch)
	require.NoError(t, err)
	ref, digest := answered.Second.Ref, answered.Second.Digest
	m.Commands.Hold(true) // nothing reaches the cases, as after a crash
	done, err := m.AgreeBatch(second, ref, digest)
	require.NoError(t, err)
	require.Equal(t, 12, done.Pending)
	require.Zero(t, m.confirmed(t))
	require.Len(t, m.Commands.Sent(), 12)
	for _, by := range []context.Context{first, second, head(t.Context())} {
		listed, err := m.ListBatches(by)
		require.NoError(t, err)
		require.Len(t, listed.Rows, 1)
		require.Equal(t, record.BatchAgreed, listed.Rows[0].State)
		require.Equal(t, !listed.Rows[0].Mine, listed.Rows[0].MaySend)
	}
	_, err = m.AgreeBatch(first, ref, digest)
	require.Equal(t, fault.Denied, fault.CodeOf(err), "its own account")

	m.Commands.Hold(false)
	for range 2 {
		done, err := m.AgreeBatch(second, ref, digest)
		require.NoError(t, err)
		require.Zero(t, done.Pending)
		for _, row := range done.Rows {
			require.Equal(t, record.CommandSettled, row.State)
		}
	}
	require.Equal(t, 12, m.confirmed(t))
	require.Len(t, m.Commands.Sent(), 12)
	listed, err := m.ListBatches(second)
	require.NoError(t, err)
	require.Empty(t, listed.Rows)
}

// The answers of a sheet wait in the same way; its results follow the second person's answer.
func TestASheetOfManyWaitsForASecondPerson(t *testing.T) {
	t.Parallel()
	m := twoConsuls(t, 12)
	first := consul(t.Context(), "first")
	of := m.review(t, first, m.open(t, first))
	require.True(t, of.BySecond)
	require.Equal(t, 10, of.Alone)
	for range 2 {
		_, err := m.ConfirmSheet(first, of.Ref, of.Set, of.Ticked)
		require.NoError(t, err)
	}
	shown, err := m.ShowSheet(first, of.Ref)
	require.NoError(t, err)
	require.NotNil(t, shown.Second)
	require.Equal(t, tasks.SheetSums{Asked: 12, Waiting: 12}, shown.Sums)
	_, err = m.AgreeBatch(consul(t.Context(), "second"), shown.Second.Ref, shown.Second.Digest)
	require.NoError(t, err)
	shown, err = m.ShowSheet(first, of.Ref)
	require.NoError(t, err)
	require.Equal(t, tasks.SheetSums{Asked: 12, Recorded: 12}, shown.Sums)
}
