package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
)

// told returns the notices of the record, in order.
func (a *archive) told() (out []string) {
	for _, c := range a.changes() {
		for _, n := range c.Notices {
			out = append(out, string(n.Kind)+" "+string(n.Level)+" to "+string(n.Desk))
		}
	}
	return out
}

// says has a receiver answer after a while.
func (e *erasing) says(after time.Duration, desk, agency string, what erasure.Deleting, why erasure.Reason) *answered {
	a := &answered{}
	e.RegisterDelayedCallback(func() {
		e.UpdateWorkflow(string(erasure.KindAnswer), "", a, erasure.Command{
			Key: casework.Key("k-" + desk + string(what)), Desk: casework.DeskID(desk), Answer: what, Reason: why,
			By: casework.Actor{Account: "a", Desk: casework.DeskID(desk), Agency: casework.AgencyID(agency), Role: casework.RoleConsul},
			// Fields that only the procedure sets are ignored.
			Receivers: []erasure.Deletion{{Desk: "forged"}}, Gate: &gate.Status{Open: true},
		})
	}, after)
	return a
}

// Her key goes at once; those who were given something are asked, reminded, and can answer, for as
// long as it takes.
func TestErasureAsksTheReceivers(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, given: []erasure.Deletion{
		{Desk: "mission", Agency: "mfa", How: []erasure.How{erasure.ByTask}}, {Desk: "unknown", How: []erasure.How{erasure.ByReading}},
	}}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	var gone []string
	e.RegisterDelayedCallback(func() { gone = slices.Clone(a.done) }, time.Hour+time.Minute)
	const day = 24 * time.Hour
	early := e.says(time.Minute, "mission", "mfa", erasure.Deleted, "")
	held := e.says(2*day, "unknown", "", erasure.Kept, erasure.OwnHold)
	forged := e.says(3*day, "forged", "mfa", erasure.Deleted, "")
	late := e.says(40*day, "mission", "mfa", erasure.NotHeld, "")
	last := e.says(400*day, "unknown", "", erasure.Deleted, "")
	require.NoError(t, e.run(t))
	require.Equal(t, []string{"end", "key", "record", "run"}, gone, "the destruction waits for nobody")
	require.Equal(t, fault.Conflict, early.code(), "nobody is asked before it is done")
	require.NoError(t, held.err)
	require.Equal(t, fault.NotFound, forged.code(), "nobody was asked who was given nothing")
	require.NoError(t, late.err)
	require.NoError(t, last.err)
	require.Equal(t, []string{
		"delete_and_say_so  to mission", "delete_and_say_so  to unknown",
		"ladder_rung reminder to mission", "ladder_rung head_of_desk to mission-head", "ladder_rung head_of_desk to tha-dpo",
	}, a.told(), "who has answered hears no more of it")
	require.Equal(t, []erasure.Kind{
		erasure.KindRequest, erasure.KindApprove, erasure.KindDone, erasure.KindAnswer, erasure.KindTick, erasure.KindTick, erasure.KindAnswer, erasure.KindAnswer,
	}, a.kinds())
}

// A receiver is asked with thirty days to answer if no corridor can be read.
func TestReceiversAreAskedWithoutACorridor(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, given: []erasure.Deletion{{Desk: "unknown", Agency: "mfa", How: []erasure.How{erasure.ByReading}}}}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	e.says(90*24*time.Hour, "unknown", "mfa", erasure.Deleted, "")
	require.NoError(t, e.run(t))
	d := a.changes()[2].Next.Deletions[0]
	require.Len(t, d.Escalations, len(casework.EscalationThresholds()))
	require.Equal(t, 30*24*time.Hour, d.DueAt().Sub(d.AskedAt))
}

// A crash before or after anything that it does leaves no receiver unasked, and asks none twice.
func TestReceiversAreAskedOnceAfterEveryCrash(t *testing.T) {
	t.Parallel()
	for _, when := range []string{"before end", "after end", "after key", "after record", "after run"} {
		a := &archive{broken: map[string]int{when: 2}, given: []erasure.Deletion{{Desk: "mission", Agency: "mfa", How: []erasure.How{erasure.ByTask}}}}
		e := newErasing(a)
		e.send(time.Hour, erasure.KindApprove, "second", "k-second")
		e.says(24*time.Hour, "mission", "mfa", erasure.Deleted, "")
		require.NoError(t, e.run(t), when)
		require.Equal(t, []string{"delete_and_say_so  to mission"}, a.told(), when)
	}
}

// A hold that comes between the last look and the deed is seen, because the deed looks again.
func TestAHoldAtTheLastMomentStopsAnErasure(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, moved: 3}
	e := newErasing(a)
	e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	e.send(2*time.Hour, erasure.KindRefuse, "second", "k-refuse")
	require.NoError(t, e.run(t))
	require.Empty(t, a.done, "nothing is destroyed")
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindHalt, erasure.KindRefuse}, a.kinds())
}

// If two officers approve at the same time, one approval counts, and the erasure is done once.
func TestTwoApprovalsAtOnce(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}}
	e := newErasing(a)
	first := e.send(time.Hour, erasure.KindApprove, "second", "k-second")
	second := e.send(time.Hour, erasure.KindApprove, "third", "k-third")
	refused := e.send(time.Hour, erasure.KindRefuse, "fourth", "k-fourth")
	require.NoError(t, e.run(t))
	require.NoError(t, first.err)
	require.Equal(t, fault.Conflict, second.code())
	require.Equal(t, fault.Conflict, refused.code())
	require.Equal(t, []erasure.Kind{erasure.KindRequest, erasure.KindApprove, erasure.KindDone}, a.kinds())
}

// A second request for the same person, in the same moment, is refused by the record, and its
// procedure ends without touching anything.
func TestASecondRequestEndsByItself(t *testing.T) {
	t.Parallel()
	a := &archive{broken: map[string]int{}, taken: true}
	err := newErasing(a).run(t)
	require.Equal(t, fault.Conflict, codeOf(t, err))
	require.ErrorContains(t, err, "there is an open request")
	require.Empty(t, a.done)
	require.Empty(t, a.changes())
}
