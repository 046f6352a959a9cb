package ruling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

// excludes is the command that keeps an officer of a desk out of the case.
func excludes(by casework.Actor, account casework.AccountID, kind casework.DeskKind) casework.Command {
	return casework.Command{Kind: casework.KindExcludeOfficer, Account: account, Of: &casework.Actor{Account: account, Desk: casetest.Desk(kind)}, By: by}
}

// No account alone keeps a whole desk away from the survivor. The first officer is excluded at once.
func TestASecondOfficerOfADeskIsExcludedByAnotherAccount(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(excludes(medic(), "acct-a", casework.DeskCaseworker))
	require.Empty(t, l.change.Notices)
	l.refused(fault.Conflict, excludes(medic(), "acct-b", casework.DeskCaseworker))
	require.False(t, l.c.Excludes("acct-b"))
	l.do(excludes(casetest.Officer(casework.DeskShelter, casework.RoleShelter), "acct-b", casework.DeskCaseworker))
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeExclusions, Desk: casetest.Desk(casework.DeskSupervisor)}}, l.change.Notices)
	l.do(casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: 1, By: medic()})
	l.do(excludes(medic(), "acct-c", casework.DeskCaseworker)) // one at a time
}

func TestAnAccountExcludesThreeOfficersADay(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(excludes(medic(), "acct-a", casework.DeskCaseworker))
	l.do(excludes(medic(), "acct-b", casework.DeskShelter))
	l.do(excludes(medic(), "acct-c", casework.DeskConsulate))
	l.refused(fault.Conflict, excludes(medic(), "acct-d", casework.DeskScreener))
	l.now = l.now.Add(24 * time.Hour)
	l.do(excludes(medic(), "acct-d", casework.DeskScreener))
}

// The notice goes to a desk of which no officer is excluded.
func TestWhoIsNotifiedOfExclusions(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(excludes(medic(), "acct-a", casework.DeskSupervisor))
	l.do(excludes(caseworker(), "acct-b", casework.DeskSupervisor))
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeExclusions, Desk: casetest.Desk(casework.DeskCaseworker)}}, l.change.Notices)
	l.do(excludes(medic(), "acct-c", casework.DeskCaseworker))
	l.do(excludes(casetest.Officer(casework.DeskShelter, casework.RoleShelter), "acct-d", casework.DeskCaseworker))
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeExclusions, Desk: casetest.Desk(casework.DeskRegistrar)}}, l.change.Notices)
}
