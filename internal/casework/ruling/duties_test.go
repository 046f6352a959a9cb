package ruling_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

// A merge that an earlier release accepted replays: a wrong merge returns the wrong person, so two people had
// to say that two records are of one person.
func TestAMergeTookTwoPeople(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepRegister)
	l.c.Edition = casework.EditionFirst
	one := casetest.Officer(casework.DeskRegistrar, casework.RoleRegistrar)
	two := one
	two.Account = "acct-colleague"
	merged := func(by casework.Actor, into string) casework.Command {
		return casework.Command{Kind: casework.KindDecide, Task: l.task(casework.StepRegister).ID, Outcome: casework.Merged, Ref: into, By: by}
	}
	l.do(casework.Command{Kind: casework.KindClaim, Task: l.task(casework.StepRegister).ID, By: one})
	l.do(merged(one, "case-2"))
	require.False(t, l.answer.Settled)
	require.Nil(t, l.task(casework.StepRegister).ClaimedBy, "a colleague can take it")
	require.True(t, l.c.FactIs(casework.FactSnapshot, "kept"), "the record has the case as it was")
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeSecond, Desk: one.Desk, Task: l.task(casework.StepRegister).ID}}, l.change.Notices)
	require.False(t, l.change.Decisions[0].Final)
	l.refused(fault.Conflict, merged(one, "case-2"))

	l.do(merged(two, "case-3"))
	require.False(t, l.answer.Settled, "another record is another merge")
	l.do(merged(two, "case-2"))
	require.True(t, l.answer.Settled)
	s, _ := l.c.Settlement(casework.StepRegister)
	require.Equal(t, casework.Merged, s.Outcome)
	require.Equal(t, "case-2", s.Ref)
}

func TestASecondPersonMaySayOtherwise(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepRegister)
	l.c.Edition = casework.EditionFirst
	one := casetest.Officer(casework.DeskRegistrar, casework.RoleRegistrar)
	two := one
	two.Account = "acct-colleague"
	answer := casework.Command{Kind: casework.KindDecide, Task: l.task(casework.StepRegister).ID, Outcome: casework.Merged, By: one}
	l.do(answer)
	answer.Outcome, answer.By = casework.Registered, two
	l.do(answer)
	s, _ := l.c.Settlement(casework.StepRegister)
	require.Equal(t, casework.Registered, s.Outcome)
}

// Merged names no other case and ends nothing, so it is not offered until the records of people can be merged.
// A merge on record can still be read.
func TestRecordsCannotBeMergedYet(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepRegister)
	l.refused(fault.Invalid, l.deciding(casework.StepRegister, casework.Merged))
	spec, _ := casework.SpecOf(casework.StepRegister)
	require.Equal(t, []casework.Outcome{casework.Registered}, spec.Offered())
	require.True(t, spec.Allows(casework.Merged))
}

// An officer cannot approve their own exception: their waiver does not count for them.
func TestAWaiverIsForOthers(t *testing.T) {
	t.Parallel()
	c, now := casetest.Ready()
	l := &life{tb: t, c: c, now: now, asks: asks(casework.StepClosure)}
	casetest.Know(&l.c, casework.FactSupport, "owed", 0)
	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactInformed, "yes")}, By: caseworker()})
	waiver := waiving("G22", casework.RoleSupervisor)
	l.do(waiver)
	require.True(t, l.status("G22").Open)
	l.refused(fault.Conflict, waiving("G22", casework.RoleSupervisor))
	closing := l.deciding(casework.StepClosure, casework.Closed)
	colleague := closing.By
	closing.By.Account = waiver.By.Account
	l.refused(fault.Denied, closing)
	closing.By = colleague
	l.do(closing)
	require.Equal(t, casework.StageClosed, l.c.Stage)
}

// If other conditions are unmet too, the officer gets the same closed gate as everyone.
func TestAWaiverOfPartOfAGateSaysWhatIsLeft(t *testing.T) {
	t.Parallel()
	c, now := casetest.Ready()
	l := &life{tb: t, c: c, now: now, asks: asks(casework.StepClosure)}
	casetest.Know(&l.c, casework.FactSupport, "owed", 0)
	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactInformed, "yes")}, By: caseworker()})
	waiver := waiving("G22", casework.RoleSupervisor)
	l.do(waiver)
	casetest.Know(&l.c, casework.FactComplaint, "open", 0)
	closing := l.deciding(casework.StepClosure, casework.Closed)
	closing.By.Account = waiver.By.Account
	l.refused(fault.GateClosed, closing)
}
