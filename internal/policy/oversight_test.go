package policy_test

import (
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

// An officer who oversees a desk outside the care of the host state oversees that desk only. A
// consulate's own supervisor does not record that she agreed to meet the consulate, and sees neither
// her other consents nor the tasks of other desks.
func TestOverseersOfADeskOutsideTheCare(t *testing.T) {
	t.Parallel()
	counsel := []policy.Action{
		policy.GiveConsent, policy.ListConsents, policy.PreviewWithdrawal, policy.WithdrawConsent, policy.GiveAccess, policy.EndAccess,
		policy.ListAccess, policy.ExcludeOfficer, policy.ReadmitOfficer, policy.WaiveGate, policy.AskAgain, policy.RecallTask,
		policy.PreviewErasure, policy.RequestErasure,
	}
	near := policy.In(policy.OwnDesk, policy.Involved, policy.OwnAgency)
	for _, w := range policy.DeskRestrictions() {
		for _, kind := range w.Kinds {
			for _, role := range []casework.Role{casework.RoleSupervisor, casework.RoleLegal} {
				a := policy.Actor{Role: role, Kind: kind}
				for _, action := range counsel {
					d := policy.Decide(policy.Question{Actor: a, Action: action, Relations: near})
					elsewhere := policy.Decide(policy.Question{Actor: policy.Actor{Role: role, Kind: casework.DeskCaseworker}, Action: action, Relations: near})
					require.Equal(t, elsewhere.Allow && !w.OutsideCare, d.Allow, "%s of a %s at %s", action, role, kind)
				}
				require.Equal(t, !w.OutsideCare, policy.May(a, policy.ShowTask, policy.In(policy.Involved)), "%s at %s", role, kind)
				require.True(t, policy.May(a, policy.ShowTask, policy.In(policy.OwnDesk)))
			}
			foreign, host := policy.Actor{Role: casework.RoleDPO, Kind: kind}, policy.In(policy.HostCountry, policy.Involved)
			require.Equal(t, !w.OutsideCare, policy.May(foreign, policy.ListConsents, near), kind)
			require.True(t, policy.May(foreign, policy.ListConsents, host), "whoever protects data in the host state sees them from wherever they sit")
		}
	}
	consul := policy.Actor{Role: casework.RoleMissionHead, Kind: casework.DeskConsulate}
	require.True(t, policy.May(consul, policy.WaiveGate, policy.In(policy.OwnDesk)), "a waiver that is a mission's own stays its own")
}
