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
	return policy.EverAllowed(policy.Actor{Role: role}, action)
}

// Booking, approving, boarding and confirming the arrival need four people.
func TestNoRoleHasTwoRightsOnAMovement(t *testing.T) {
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

// A role that may decide a task may do so at its own desk only.
func TestTasksAreAnsweredByTheirOwnDesk(t *testing.T) {
	t.Parallel()
	for _, role := range casework.Roles() {
		for _, action := range []policy.Action{policy.ClaimTask, policy.GiveTask, policy.DecideTask, policy.DecideTasks, policy.AnswerTask, policy.PauseTask} {
			for _, r := range policy.AllRelations() {
				if r == policy.OwnDesk {
					continue
				}
				require.False(t, policy.May(at(role), action, policy.In(r)), "%s %s %s", role, action, r)
			}
		}
	}
	for _, role := range []casework.Role{casework.RoleCoordinator, casework.RoleMissionHead, casework.RoleDPO, casework.RoleOperationLead, casework.RoleLegal} {
		require.False(t, may(role, policy.DecideTask), "%s oversees", role)
	}
}

func TestClassesThatNoRoleEverSees(t *testing.T) {
	t.Parallel()
	everything := policy.In(unbroken()...).WithConsents(policy.All(policy.ByLaw)).WithGranted(policy.Classes()...)
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
		casework.RoleAuditor:          {policy.Operational, policy.TravelCard, policy.Identity, policy.Narrative, policy.Medical, policy.Contact, policy.Legal, policy.Fear, policy.Aftercare},
		casework.RoleSurvivor:         policy.Classes(),
		casework.RoleSystem:           policy.Classes(),
	}
	for role, classes := range never {
		for _, class := range classes {
			require.False(t, policy.Sees(at(role), class, everything), "%s %s", role, class)
		}
	}
	for _, role := range allRoles() {
		for _, class := range policy.Classes() {
			require.False(t, policy.Sees(at(role), class, policy.In(policy.Unrelated)), "%s %s", role, class)
			require.False(t, policy.Sees(at(role), class, policy.Relations{}), "%s %s", role, class)
		}
		require.False(t, policy.Sees(at(role), "Z", everything))
	}
}

// unbroken lists all relations except BreakGlass and Excluded.
func unbroken() []policy.Relation {
	return slices.DeleteFunc(policy.AllRelations(), func(r policy.Relation) bool { return r == policy.BreakGlass || r == policy.Excluded })
}

// Break-glass access shows what an emergency needs, and only to the few roles that may have it.
func TestBreakGlassAccess(t *testing.T) {
	t.Parallel()
	shows := map[casework.Role][]policy.Class{
		casework.RoleCoordinator: {policy.Operational, policy.TravelCard, policy.Identity, policy.Narrative, policy.Contact},
		casework.RoleMedical:     {policy.Operational, policy.TravelCard, policy.Identity, policy.Medical},
		casework.RoleCaseworker:  {policy.Operational, policy.TravelCard, policy.Identity, policy.Narrative, policy.Contact, policy.Legal, policy.Fear},
		casework.RoleSupervisor:  {policy.Operational, policy.TravelCard, policy.Identity, policy.Narrative, policy.Contact, policy.Legal, policy.Fear},
		casework.RoleLegal:       {policy.Operational, policy.TravelCard, policy.Identity, policy.Narrative, policy.Legal, policy.Fear},
	}
	for _, role := range allRoles() {
		for _, class := range policy.Classes() {
			for _, state := range policy.ConsentStates() {
				to := policy.In(policy.BreakGlass, policy.Unrelated).WithConsents(policy.All(state))
				require.Equal(t, slices.Contains(shows[role], class), policy.Sees(at(role), class, to), "%s %s", role, class)
				require.False(t, policy.Sees(at(role), class, policy.In(policy.BreakGlass, policy.Excluded)), "%s %s", role, class)
			}
		}
		for _, action := range policy.Actions() {
			writes := policy.May(at(role), action, policy.In(policy.BreakGlass)) && !slices.Contains([]policy.Action{
				policy.ShowCase, policy.ShowTimeline, policy.ShowWaiting, policy.ShowGates, policy.SeeWholeCase, policy.ListConsents,
				policy.ShowContact, policy.RevealNumber,
			}, action)
			require.Equal(t, writes, action == policy.Report && len(shows[role]) > 0 || action == policy.ReportOf(casework.EventEmergency) && len(shows[role]) > 0,
				"%s %s: whoever has broken the glass reads, and reports an emergency", role, action)
		}
	}
}

// Visibility that depends on a consent ends with the consent.
func TestVisibilityThatNeedsAConsent(t *testing.T) {
	t.Parallel()
	to := func(state policy.Consent) policy.Relations {
		relations := []policy.Relation{policy.OwnDesk, policy.Involved, policy.Unrelated}
		return policy.In(append(relations, policy.OnTeam)...).WithConsents(policy.All(state))
	}
	for name, tt := range map[string]struct {
		role  casework.Role
		class policy.Class
		open  []policy.Consent
	}{
		"a consul sees her when she agrees":              {casework.RoleConsul, policy.Identity, []policy.Consent{policy.GivenByHer, policy.ByLaw}},
		"nor her name otherwise":                         {casework.RoleConsul, policy.TravelCard, []policy.Consent{policy.GivenByHer, policy.ByLaw}},
		"a receiver has her file when she agrees":        {casework.RoleReceiver, policy.Identity, []policy.Consent{policy.GivenByHer, policy.ByLaw}},
		"a receiver knows whom to meet":                  {casework.RoleReceiver, policy.TravelCard, policy.ConsentStates()},
		"a receiver hears where her family is":           {casework.RoleReceiver, policy.Contact, []policy.Consent{policy.GivenByHer, policy.ByLaw}},
		"care does not wait for a form":                  {casework.RoleMedical, policy.Medical, []policy.Consent{policy.NeverGiven, policy.GivenByHer, policy.ByLaw}},
		"nobody calls her who does not want to be":       {casework.RoleReintegration, policy.Contact, []policy.Consent{policy.NeverGiven, policy.GivenByHer, policy.ByLaw}},
		"what she agreed with those who help her stays":  {casework.RoleReintegration, policy.Aftercare, policy.ConsentStates()},
		"the story stays with those who carry the case":  {casework.RoleCaseworker, policy.Narrative, policy.ConsentStates()},
		"the panel judges by law, and by her interview":  {casework.RolePanelMember, policy.Narrative, policy.ConsentStates()},
		"a doctor knows whom she treats in any case":     {casework.RoleMedical, policy.Identity, policy.ConsentStates()},
		"a legal officer speaks for her in any case":     {casework.RoleLegal, policy.Fear, policy.ConsentStates()},
		"a shelter knows where she sleeps":               {casework.RoleShelter, policy.Contact, policy.ConsentStates()},
		"a prosecutor's own holds rest on no consent":    {casework.RoleProsecutor, policy.Legal, policy.ConsentStates()},
		"an immigration officer stamps by law":           {casework.RoleImmigration, policy.Identity, policy.ConsentStates()},
		"an escort's list of passengers rests on no one": {casework.RoleEscort, policy.TravelCard, policy.ConsentStates()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, state := range policy.ConsentStates() {
				require.Equal(t, slices.Contains(tt.open, state), policy.Sees(at(tt.role), tt.class, to(state)), "%s", state)
			}
		})
	}
}

// No agency gets a class that it may not see, and no officer gives a class that they may not see.
func TestClassesThatMayBeGranted(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		kinds []casework.DeskKind
		may   []policy.Class
	}{
		"an NGO":                       {[]casework.DeskKind{casework.DeskCaseworker}, []policy.Class{policy.TravelCard, policy.Identity, policy.Narrative, policy.Contact, policy.Legal, policy.Fear}},
		"a hospital":                   {[]casework.DeskKind{casework.DeskMedical}, []policy.Class{policy.TravelCard, policy.Identity, policy.Medical, policy.Contact}},
		"a mission":                    {[]casework.DeskKind{casework.DeskConsulate}, []policy.Class{policy.TravelCard, policy.Identity}},
		"a ministry that has missions": {[]casework.DeskKind{casework.DeskSupervisor, casework.DeskMedical, casework.DeskConsulate}, []policy.Class{policy.TravelCard, policy.Identity}},
		"who helps her at home":        {[]casework.DeskKind{casework.DeskReceiving, casework.DeskReintegration, casework.DeskCaseworker}, []policy.Class{policy.TravelCard, policy.Identity, policy.Narrative, policy.Contact, policy.Aftercare}},
		"the police":                   {[]casework.DeskKind{casework.DeskProsecutor}, []policy.Class{policy.TravelCard, policy.Identity, policy.Legal}},
		"an airline":                   {[]casework.DeskKind{casework.DeskTransport}, []policy.Class{policy.TravelCard, policy.Identity}},
		"an agency without a desk":     {nil, nil},
		"a desk that nobody knows":     {[]casework.DeskKind{"kiosk", casework.DeskSurvivor}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, class := range append(policy.Classes(), "", "Z") {
				require.Equal(t, slices.Contains(tt.may, class), policy.MayBeGiven(class, tt.kinds...), "%s", class)
			}
		})
	}
	own := policy.In(policy.OwnDesk, policy.OnTeam)
	require.True(t, policy.MayGive(at(casework.RoleCaseworker), policy.Narrative, own))
	require.False(t, policy.MayGive(at(casework.RoleCaseworker), policy.Medical, own))
	require.True(t, policy.MayGive(at(casework.RoleMedical), policy.Medical, own))
	require.False(t, policy.MayGive(at(casework.RoleCaseworker), policy.Operational, own), "it comes with every grant")
	require.False(t, policy.MayGive(at(casework.RoleDPO), policy.Audit, own))
	// A class that an actor sees for a purpose and a time only is not passed on.
	letIn := func(state policy.Consent) policy.Relations {
		return policy.In(policy.Involved, policy.OnTeam, policy.Granted, policy.BreakGlass).WithGranted(policy.Classes()...).WithConsents(policy.All(state))
	}
	for role, class := range map[casework.Role]policy.Class{casework.RoleCoordinator: policy.Narrative} {
		require.False(t, policy.MayGive(at(role), class, letIn(policy.GivenByHer)), "%s", role)
	}
	require.True(t, policy.Sees(at(casework.RoleCoordinator), policy.Narrative, letIn(policy.GivenByHer)), "by broken glass")
	require.True(t, policy.MayGive(at(casework.RoleReceiver), policy.Contact, letIn(policy.GivenByHer)))
	require.False(t, policy.MayGive(at(casework.RoleReceiver), policy.Contact, letIn(policy.NeverGiven)))
	require.True(t, policy.MayGive(at(casework.RoleCaseworker), policy.Narrative, letIn(policy.NeverGiven)), "what is theirs to see in any case")
}

// The data protection officer reads and does not write.
func TestTheProtectionOfficerChangesNothing(t *testing.T) {
	t.Parallel()
	reads := []policy.Action{
		policy.ShowAccount, policy.ListDesks, policy.ListCorridors, policy.ListQuestionnaires, policy.ShowCommand, policy.FollowEvents,
		policy.KeepDraft, policy.ShowDrafts, policy.DropDrafts, // what they have typed themselves
		policy.ListOperations, policy.ShowOperation, policy.ListCases, policy.ShowCase, policy.ShowTimeline, policy.ShowWaiting,
		policy.ShowGates, policy.SeeWholeCase, policy.ListConsents, policy.ListTasks, policy.ShowTask,
		policy.ListNotices, policy.ReadNotices, // to their own desk, such as those about an erasure
		// For an erasure they are one of the two people.
		policy.PreviewErasure, policy.RequestErasure, policy.ListErasures, policy.ShowErasure, policy.ApproveErasure, policy.RefuseErasure, policy.StopErasure,
		policy.ShowRetention,
		policy.ListDeletions, policy.ShowDeletion, policy.AnswerDeletion, // says what its own desk did with the data, and who cannot be reached
		policy.ListReadings, policy.AcceptReading, policy.RejectReading, // answers what officers have read, and changes no case
		policy.ListGrants, policy.ListAccess,
		policy.ShowReaders, policy.ListAuditEvents, policy.ShowAuditKey, policy.ShowNewestHead, policy.ShowAuditHead,
		policy.ProveAuditTree, policy.ProveAuditLeaf,
		policy.WaiveGate, // G23 and G25 name this role
		// The settings and views of an officer change no case.
		policy.ShowSettings, policy.ChangeSettings, policy.ListAbsences, policy.ListViews, policy.SaveView, policy.RemoveView,
		policy.FreezeSelection, policy.ShowSelection, policy.ProposeWording, policy.ListWordings,
	}
	for _, action := range policy.Actions() {
		require.Equal(t, slices.Contains(reads, action), may(casework.RoleDPO, action), "%s", action)
	}
}

// A stranger gets the same answer for a case that they may not see as for one that does not exist.
func TestAnInvisibleCaseIsNotFound(t *testing.T) {
	t.Parallel()
	consul := at(casework.RoleConsul)
	hidden := policy.Check(consul, policy.StateFacts, policy.ShowCase, policy.In(policy.Unrelated))
	require.Equal(t, fault.NotFound, fault.CodeOf(hidden))
	require.Equal(t, policy.Missing(), hidden)
	seen := policy.Check(consul, policy.GiveConsent, policy.ShowCase, policy.In(policy.Involved, policy.Unrelated))
	require.Equal(t, fault.Denied, fault.CodeOf(seen))
	require.NoError(t, policy.Check(consul, policy.StateFacts, policy.ShowCase, policy.In(policy.Involved, policy.Unrelated)))
}

// Two roles that must be two people are never held by one account.
func TestIncompatibleRoles(t *testing.T) {
	t.Parallel()
	for _, role := range allRoles() {
		require.False(t, policy.IncompatibleRoles(role, nil))
		require.False(t, policy.IncompatibleRoles(role, []casework.Role{role, role}), "%s beside itself", role)
		for _, other := range allRoles() {
			got := policy.IncompatibleRoles(role, []casework.Role{role, other})
			require.Equal(t, got, policy.IncompatibleRoles(other, []casework.Role{other, role}), "%s and %s", role, other)
			if role == other {
				continue
			}
			alone := []casework.Role{casework.RoleDPO, casework.RoleAuditor}
			spending := []casework.Role{casework.RoleMovementApprover, casework.RoleBudgetHolder}
			want := slices.Contains(alone, role) || slices.Contains(alone, other) || slices.Contains(spending, role) && slices.Contains(spending, other)
			require.Equal(t, want, got, "%s and %s", role, other)
		}
	}
}

func TestDutiesAreWritten(t *testing.T) {
	t.Parallel()
	require.NotEmpty(t, policy.Duties())
	for _, d := range policy.Duties() {
		require.NotEmpty(t, d.Rule)
		require.NotEmpty(t, d.EnforcedBy)
	}
}
