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

// No desk alone keeps another desk away from the survivor. The first officer is excluded at once.
func TestASecondOfficerOfADeskIsExcludedByAnotherDesk(t *testing.T) {
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

// A desk records at most three exclusions of a case, however much time passes between them.
func TestADeskExcludesThreeOfficers(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(excludes(medic(), "acct-a", casework.DeskCaseworker))
	l.do(excludes(medic(), "acct-b", casework.DeskShelter))
	l.do(excludes(medic(), "acct-c", casework.DeskConsulate))
	for range 2 {
		l.refused(fault.Conflict, excludes(medic(), "acct-d", casework.DeskScreener))
		l.now = l.now.Add(30 * 24 * time.Hour)
	}
	l.do(excludes(casetest.Officer(casework.DeskShelter, casework.RoleShelter), "acct-d", casework.DeskScreener))
}

// No desk alone keeps her team away from her: neither one officer after the other, nor two colleagues, nor in
// weeks. The sentence of the field: one person alone excludes no whole desk.
func TestNoDeskAloneExcludesHerTeam(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	other := medic()
	other.Account = "acct-other-medic"
	left := []casework.DeskKind{casework.DeskRegistrar, casework.DeskSupervisor}
	l.do(excludes(medic(), "acct-a", casework.DeskCaseworker))
	for _, by := range []casework.Actor{medic(), other} {
		for _, kind := range left {
			l.refused(fault.Conflict, excludes(by, "acct-b", kind))
			l.now = l.now.Add(30 * 24 * time.Hour)
		}
		l.refused(fault.Conflict, excludes(by, "acct-b", casework.DeskCaseworker))
	}
	shelter := casetest.Officer(casework.DeskShelter, casework.RoleShelter)
	l.do(excludes(shelter, "acct-b", casework.DeskRegistrar))
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeExclusions, Desk: casetest.Desk(casework.DeskSupervisor)}}, l.change.Notices, "two of her team")
	l.refused(fault.Conflict, excludes(shelter, "acct-c", casework.DeskSupervisor))
}

// If no officer of a desk is left, her supervisor's desk gets a notice at once, or the next desk of her care.
func TestTheLastOfficerOfADeskIsNoticed(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	last := excludes(medic(), "acct-a", casework.DeskShelter)
	last.LeavesNone = true
	l.do(last)
	require.Contains(t, l.change.Notices, casework.Notice{Kind: casework.NoticeExclusions, Desk: casetest.Desk(casework.DeskSupervisor)})
}

// The notice goes to a desk of which no officer is excluded.
func TestWhoIsNotifiedOfExclusions(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(excludes(medic(), "acct-a", casework.DeskSupervisor))
	l.do(excludes(caseworker(), "acct-b", casework.DeskSupervisor))
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeExclusions, Desk: casetest.Desk(casework.DeskCaseworker)}}, l.change.Notices)
	l.do(excludes(casetest.Officer(casework.DeskShelter, casework.RoleShelter), "acct-c", casework.DeskCaseworker))
	l.do(excludes(casetest.Officer(casework.DeskScreener, casework.RoleScreener), "acct-d", casework.DeskCaseworker))
	require.Equal(t, []casework.Notice{{Kind: casework.NoticeExclusions, Desk: casetest.Desk(casework.DeskRegistrar)}}, l.change.Notices)
}
