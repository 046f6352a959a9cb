package policy_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

func may(role casework.Role, action policy.Action) bool {
	return policy.Ever(policy.Actor{Role: role}, action)
}

// Booking, approving, boarding and confirming arrival are four people.
func TestNobodyHasTwoKeysOfAMovement(t *testing.T) {
	t.Parallel()
	apart := [][]policy.Action{
		{policy.PlanMovement, policy.HoldSeats, policy.IssueTickets},
		{policy.LockManifest, policy.UnlockManifest},
		{policy.BoardPassengers, policy.DepartMovement},
		{policy.ConfirmArrivals},
	}
	for _, role := range casework.Roles() {
		keys := 0
		for _, group := range apart {
			holds := false
			for _, action := range group {
				holds = holds || may(role, action)
			}
			if holds {
				keys++
			}
		}
		require.LessOrEqual(t, keys, 1, "%s", role)
	}
}

// Whoever may decide may do so at the own desk alone.
func TestTasksAreAnsweredByTheirOwnDesk(t *testing.T) {
	t.Parallel()
	for _, role := range casework.Roles() {
		for _, action := range []policy.Action{policy.ClaimTask, policy.DecideTask, policy.DecideTasks, policy.AnswerTask, policy.PauseTask} {
			for _, r := range []policy.Relation{policy.OwnAgency, policy.Involved, policy.HostCountry, policy.Nobody} {
				require.False(t, policy.Decide(policy.Actor{Role: role}, action, r).Allow, "%s %s %s", role, action, r)
			}
		}
	}
	for _, role := range []casework.Role{casework.RoleCoordinator, casework.RoleMissionHead, casework.RoleDPO, casework.RoleOperationLead, casework.RoleLegal} {
		require.False(t, may(role, policy.DecideTask), "%s oversees", role)
	}
}

func TestWhatNobodyMayEverSee(t *testing.T) {
	t.Parallel()
	never := map[casework.Role][]policy.Class{
		casework.RoleConsul:           {policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear, policy.Aftercare},
		casework.RoleMissionHead:      {policy.TravelCard, policy.Identity, policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear},
		casework.RoleImmigration:      {policy.Narrative, policy.Medical, policy.Fear, policy.Contact},
		casework.RoleMedical:          {policy.Narrative, policy.Fear, policy.Legal},
		casework.RoleTransport:        {policy.Identity, policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear},
		casework.RoleEscort:           {policy.Identity, policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear},
		casework.RoleMovementApprover: {policy.Identity, policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear},
		casework.RoleReceiver:         {policy.Narrative, policy.Medical, policy.Legal, policy.Fear},
		casework.RoleReintegration:    {policy.Narrative, policy.Medical, policy.Legal, policy.Fear},
		casework.RoleCoordinator:      {policy.TravelCard, policy.Identity, policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear, policy.Aftercare},
		casework.RoleOperationLead:    {policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear, policy.Aftercare},
		casework.RoleDPO:              {policy.TravelCard, policy.Identity, policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear, policy.Aftercare},
		casework.RoleCaseworker:       {policy.Medical, policy.Aftercare, policy.Audit},
		casework.RoleSupervisor:       {policy.Medical, policy.Aftercare, policy.Audit},
		casework.RoleSurvivor:         policy.Classes(),
		casework.RoleSystem:           policy.Classes(),
	}
	for role, classes := range never {
		for _, class := range classes {
			require.False(t, policy.Sees(policy.Actor{Role: role}, class, policy.Relations()...), "%s %s", role, class)
		}
	}
	for _, role := range allRoles() {
		for _, class := range policy.Classes() {
			require.False(t, policy.Sees(policy.Actor{Role: role}, class, policy.Nobody), "%s %s", role, class)
			require.False(t, policy.Sees(policy.Actor{Role: role}, class), "%s %s", role, class)
		}
		require.False(t, policy.Sees(policy.Actor{Role: role}, "Z", policy.Relations()...))
	}
}

// The data protection officer reads.
func TestTheProtectionOfficerChangesNothing(t *testing.T) {
	t.Parallel()
	reads := []policy.Action{
		policy.ShowAccount, policy.ListDesks, policy.ListCorridors, policy.ListQuestionnaires, policy.ShowCommand, policy.FollowEvents,
		policy.ListOperations, policy.ShowOperation, policy.ListCases, policy.ShowCase, policy.ShowTimeline, policy.ShowWaiting,
		policy.ShowGates, policy.SeeWholeCase, policy.ListConsents, policy.ListTasks, policy.ShowTask,
		policy.WaiveGate, // G23 and G25 name the office
	}
	for _, action := range policy.Actions() {
		require.Equal(t, slices.Contains(reads, action), may(casework.RoleDPO, action), "%s", action)
	}
}

// A stranger hears the same of a case that is not theirs to see as of one that never was.
func TestWhatMayNotBeSeenIsNotThere(t *testing.T) {
	t.Parallel()
	consul := policy.Actor{Role: casework.RoleConsul, Desk: "ken-mission", Country: "KEN"}
	hidden := policy.Check(consul, policy.StateFacts, policy.ShowCase, policy.Nobody)
	require.Equal(t, fault.NotFound, fault.CodeOf(hidden))
	require.Equal(t, policy.Missing(), hidden)
	seen := policy.Check(consul, policy.GiveConsent, policy.ShowCase, policy.Involved, policy.Nobody)
	require.Equal(t, fault.Denied, fault.CodeOf(seen))
	require.NoError(t, policy.Check(consul, policy.StateFacts, policy.ShowCase, policy.Involved, policy.Nobody))
}

func TestDutiesAreWritten(t *testing.T) {
	t.Parallel()
	require.NotEmpty(t, policy.Duties())
	for _, d := range policy.Duties() {
		require.NotEmpty(t, d.Rule)
		require.NotEmpty(t, d.Kept)
	}
}
