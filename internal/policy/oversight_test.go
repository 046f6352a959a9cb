package policy_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// An officer who oversees a desk does not answer for it: a supervisor is not a consul, a physician or a
// screener.
func TestASupervisorAnswersForNoOtherDesk(t *testing.T) {
	t.Parallel()
	answering := []policy.Action{
		policy.ClaimTask, policy.ReleaseTask, policy.GiveTask, policy.DecideTask, policy.DecideTasks, policy.PauseTask, policy.ResumeTask, policy.AskAtTask, policy.AnswerTask,
		policy.StateFacts,
	}
	for _, kind := range append(casework.DeskKinds(), "", "kiosk") {
		a := policy.Actor{Role: casework.RoleSupervisor, Kind: kind}
		for _, action := range answering {
			d := policy.Decide(policy.Question{Actor: a, Action: action, Relations: policy.In(policy.OwnDesk)})
			require.Equal(t, kind == casework.DeskSupervisor, d.Allow, "%s at %s", action, kind)
			if !d.Allow {
				require.Equal(t, policy.DeskNotAllowed, d.Reason)
			}
		}
		require.True(t, policy.May(a, policy.ShowTask, policy.In(policy.OwnDesk)), "they see what it is asked")
		require.True(t, policy.May(a, policy.ReassignTask, policy.In(policy.OwnDesk)), "and move work")
	}
}

// An officer who oversees a desk outside the care of the host state oversees the requests to that desk
// only. They are never on her team, even if their desk has a part in the case: they take no consent,
// waive nothing, exclude and erase nothing, and see what is operational.
func TestOverseersOfADeskOutsideTheCare(t *testing.T) {
	t.Parallel()
	counsel := []policy.Action{
		policy.GiveConsent, policy.ListConsents, policy.PreviewWithdrawal, policy.WithdrawConsent, policy.GiveAccess, policy.EndAccess,
		policy.ListAccess, policy.ExcludeOfficer, policy.ReadmitOfficer, policy.WaiveGate, policy.AskAgain, policy.RecallTask,
		policy.PreviewErasure, policy.RequestErasure, policy.ApproveErasure, policy.SeeWholeCase, policy.BreakTheGlass,
		policy.ReportOf(casework.EventSuperseded), policy.ReportOf(casework.EventCorridorChanged), policy.ReportOf(casework.EventPaused),
		policy.ReportOf(casework.EventResumed), policy.ReportOf(casework.EventReopened), policy.ReportOf(casework.EventDeath),
	}
	for _, w := range policy.DeskRestrictions() {
		for _, kind := range w.Kinds {
			for _, country := range []casework.Country{"THA", "KEN"} {
				for _, role := range []casework.Role{casework.RoleSupervisor, casework.RoleLegal, casework.RoleDPO} {
					a := policy.Actor{Account: "a", Role: role, Desk: "d", Kind: kind, Agency: "g", Country: country, Leads: true}
					part := []policy.DeskAgency{{Desk: "d", Agency: "g"}}
					to := policy.Subject{Host: "THA", Desks: part, Asked: part, Emergency: []policy.EmergencyAccess{{Account: "a"}}}.RelationsOf(a)
					inCare := !w.OutsideCare && country == "THA"
					require.Equal(t, inCare, to.Has(policy.OnTeam), "%s at %s of %s", role, kind, country)
					for _, action := range counsel {
						if !inCare && (w.OutsideCare || action != policy.SeeWholeCase && action != policy.ListConsents) { // break-glass access opens those
							require.False(t, policy.May(a, action, to), "%s of a %s at %s of %s", action, role, kind, country)
						}
					}
					if w.OutsideCare {
						for _, class := range policy.Personal() {
							require.False(t, policy.Sees(a, class, to.WithGranted(policy.Classes()...)), "%s of a %s at %s", class, role, kind)
						}
					}
				}
			}
		}
	}
	head := policy.Actor{Role: casework.RoleMissionHead, Kind: casework.DeskConsulate}
	require.True(t, policy.May(head, policy.WaiveGate, policy.In(policy.OwnDesk)), "a waiver that is a mission's own stays its own")
}

// A request moves by those who have a part in it: her team, the desk that is asked, and the state's coordinator. A
// supervisor of another desk of an agency on her team would move it to their own desk, and read her story there.
func TestNoSupervisorElsewhereMovesARequest(t *testing.T) {
	t.Parallel()
	for _, kind := range casework.DeskKinds() {
		for _, role := range []casework.Role{casework.RoleSupervisor, casework.RoleMissionHead} {
			a := policy.Actor{Role: role, Kind: kind}
			require.False(t, policy.May(a, policy.ReassignTask, policy.In(policy.OwnAgency, policy.TeamAgency)), "%s at %s", role, kind)
			require.False(t, policy.May(a, policy.ReassignTask, policy.In(policy.Involved)), "%s at %s", role, kind)
		}
	}
}

// At a mission, those who oversee report what a consul may report, and nothing else: the state that she may fear
// does not make her a child, and claims no asylum in her name.
func TestAMissionReportsWhatItsConsulMay(t *testing.T) {
	t.Parallel()
	consul := []casework.Event{casework.EventEmergency, casework.EventNationalityDisputed, casework.EventSuperseded}
	for _, role := range casework.Roles() {
		a := policy.Actor{Role: role, Kind: casework.DeskConsulate}
		for _, event := range casework.Events() {
			if !slices.Contains(consul, event) {
				require.False(t, policy.May(a, policy.ReportOf(event), policy.In(policy.OwnDesk, policy.Involved)), "%s of %s", event, role)
			}
		}
	}
}
