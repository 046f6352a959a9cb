package ruling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

// The officer who has claimed a task gives it to a colleague of the same desk; the desk and the clock stay.
func TestGivingAClaim(t *testing.T) {
	t.Parallel()
	bo, cy := medic(), medic()
	bo.Account, cy.Account = "bo", "cy"
	l := begin(t, casework.StepTriage)
	give := casework.Command{Kind: casework.KindGiveClaim, Task: "triage#1", By: medic(), Of: &bo}
	l.refused(fault.Conflict, give) // not claimed
	l.do(casework.Command{Kind: casework.KindClaim, Task: "triage#1", By: medic()})
	before := l.task(casework.StepTriage)
	for name, tt := range map[string]struct {
		change func(*casework.Command)
		want   fault.Code
	}{
		"a colleague gives what is not theirs": {func(c *casework.Command) { c.By = cy }, fault.Conflict},
		"a stranger gives it":                  {func(c *casework.Command) { c.By.Desk = "elsewhere" }, fault.Denied},
		"to no one":                            {func(c *casework.Command) { c.Of = nil }, fault.Denied},
		"to an account without a code":         {func(c *casework.Command) { c.Of = &casework.Actor{Desk: bo.Desk} }, fault.Denied},
		"to themselves":                        {func(c *casework.Command) { me := medic(); c.Of = &me }, fault.Denied},
		"to another desk":                      {func(c *casework.Command) { far := bo; far.Desk = "elsewhere"; c.Of = &far }, fault.Denied},
		"to Homeward":                          {func(c *casework.Command) { none := casework.System(); none.Desk = bo.Desk; c.Of = &none }, fault.Denied},
		"as it was before":                     {func(c *casework.Command) { c.Version = 1 }, fault.Stale},
		"a task that is not open":              {func(c *casework.Command) { c.Task = "triage#2" }, fault.Conflict},
	} {
		cmd := give
		tt.change(&cmd)
		require.Equal(t, tt.want, fault.CodeOf(l.try(cmd)), name)
	}
	l.do(give)
	after := l.task(casework.StepTriage)
	require.Equal(t, bo, *after.ClaimedBy)
	require.Equal(t, l.now, after.ClaimedAt)
	require.Equal(t, before.Version+1, after.Version)
	require.Equal(t, []casework.Task{after}, l.change.Updated)
	require.Equal(t, before.Desk, after.Desk)
	require.Equal(t, before.StartedAt, after.StartedAt)
	require.Equal(t, []casework.Entry{{Code: casework.EntryClaimGiven, Step: casework.StepTriage, Task: after.ID, Desk: after.Desk}}, l.change.Entries, "no account is in the timeline")
	require.Empty(t, l.change.Notices)
	require.Zero(t, casework.IndexOfCommand(casework.KindGiveClaim, l.change.Entries))
	l.refused(fault.Conflict, give) // it is the colleague's now
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindDecide, Task: "triage#1", Outcome: casework.Green, By: medic()})
	l.do(casework.Command{Kind: casework.KindDecide, Task: "triage#1", Outcome: casework.Green, By: bo})
}

// An officer whom the survivor has excluded gets no task of hers, and neither does one whose own work the task
// judges. All are refused in the same words.
func TestWhoCannotBeGivenAClaim(t *testing.T) {
	t.Parallel()
	kept := medic()
	kept.Account = "kept-out"
	l := begin(t, casework.StepTriage)
	l.do(excluding(kept.Account))
	l.do(casework.Command{Kind: casework.KindClaim, Task: "triage#1", By: medic()})
	far := kept
	far.Account, far.Desk = "far", "elsewhere"
	excluded := l.try(casework.Command{Kind: casework.KindGiveClaim, Task: "triage#1", By: medic(), Of: &kept})
	require.Equal(t, fault.Denied, fault.CodeOf(excluded))
	require.Equal(t, excluded, l.try(casework.Command{Kind: casework.KindGiveClaim, Task: "triage#1", By: medic(), Of: &far}))

	reviewer := casetest.Officer(casework.DeskReview, casework.RoleReviewer)
	voted := reviewer
	voted.Account = "voted"
	l = begin(t, casework.StepReview)
	l.c.Panel = []casework.AccountID{voted.Account}
	l.do(casework.Command{Kind: casework.KindClaim, Task: "review#1", By: reviewer})
	require.Equal(t, excluded, l.try(casework.Command{Kind: casework.KindGiveClaim, Task: "review#1", By: reviewer, Of: &voted}))
	voted.Account = "fresh"
	l.do(casework.Command{Kind: casework.KindGiveClaim, Task: "review#1", By: reviewer, Of: &voted})

	l = begin(t)
	l.do(breaking(doctor()))
	l.now = l.now.Add(2 * time.Hour)
	l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
	require.Len(t, l.c.Tasks, 1)
	review := l.c.Tasks[0]
	overseer, broke := casework.Actor{Account: "overseer", Desk: review.Desk, Role: casework.RoleDPO}, doctor()
	broke.Desk = review.Desk
	l.do(casework.Command{Kind: casework.KindClaim, Task: review.ID, By: overseer})
	require.Equal(t, excluded, l.try(casework.Command{Kind: casework.KindGiveClaim, Task: review.ID, By: overseer, Of: &broke}))
}
