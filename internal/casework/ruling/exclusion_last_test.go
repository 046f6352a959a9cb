package ruling_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

// excludesLast is the exclusion of the last officer of a desk.
func excludesLast(by casework.Actor, account casework.AccountID, kind casework.DeskKind) casework.Command {
	cmd := excludes(by, account, kind)
	cmd.LeavesNone = true
	return cmd
}

// The sentence of the field: one person alone excludes no whole desk. A second person is asked about the last officer of
// a desk, at a desk that neither recorded the exclusion nor lost the officer. Her word counts at once, until the answer.
func TestTheLastOfficerOfADeskTakesASecondPerson(t *testing.T) {
	t.Parallel()
	begins := func() *life {
		l := begin(t, casework.StepTriage)
		l.do(excludesLast(medic(), "acct-a", casework.DeskConsulate))
		require.True(t, l.c.Excludes("acct-a"), "kept out at once")
		require.Equal(t, 1, l.c.ExclusionOf(l.c.Proposals[0].Key))
		require.Equal(t, casework.ProposeExclusion, l.c.Proposals[0].Action)
		require.True(t, l.c.Proposals[0].Until.IsZero(), "silence does not let the officer in again")
		require.Equal(t, casetest.Desk(casework.DeskSupervisor), l.answer.Second.Desk)
		return l
	}
	t.Run("agreed", func(t *testing.T) {
		t.Parallel()
		l := begins()
		l.agree(casework.ProposeExclusion)
		require.True(t, l.c.Excludes("acct-a"))
		require.Len(t, l.c.Excluded, 1)
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		l := begins()
		l.do(l.answering(casework.ProposeExclusion, casework.Refused))
		require.False(t, l.c.Excludes("acct-a"))
	})
	t.Run("by the same account", func(t *testing.T) {
		t.Parallel()
		l := begins()
		same := l.answering(casework.ProposeExclusion, casework.Agreed)
		same.By.Account = medic().Account
		l.refused(fault.Denied, same)
	})
	t.Run("withdrawn", func(t *testing.T) {
		t.Parallel()
		l := begins()
		l.do(casework.Command{Kind: casework.KindDropProposal, Proposal: 1, By: medic()})
		require.False(t, l.c.Excludes("acct-a"))
	})
	t.Run("readmitted meanwhile", func(t *testing.T) {
		t.Parallel()
		l := begins()
		l.do(casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: 1, By: medic()})
		require.Equal(t, casework.ProposalWithdrawn, l.c.Proposals[0].State)
		require.Empty(t, openSteps(l.c, casework.StepApproval))
	})
}

// She may name the last officers of two desks, and a desk that has lost an officer is not asked about another.
func TestTheSecondPersonIsOfNoDeskThatLostAnOfficer(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(excludesLast(medic(), "acct-a", casework.DeskSupervisor))
	require.Equal(t, casetest.Desk(casework.DeskCaseworker), l.answer.Second.Desk)
	l.do(excludesLast(medic(), "acct-b", casework.DeskConsulate))
	require.Equal(t, casetest.Desk(casework.DeskCaseworker), l.answer.Second.Desk)
	require.True(t, l.c.Excludes("acct-a") && l.c.Excludes("acct-b"))
	require.Len(t, l.c.Proposals, 2)
	l.refused(fault.Conflict, excludesLast(medic(), "acct-a", casework.DeskSupervisor))
}

// openSteps lists the open requests of a kind of step.
func openSteps(c casework.Case, base casework.Step) (out []casework.TaskID) {
	for _, t := range c.Tasks {
		if t.Step.Base() == base {
			out = append(out, t.ID)
		}
	}
	return out
}
