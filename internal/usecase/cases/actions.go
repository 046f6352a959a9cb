package cases

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// actionsOnCases lists what can be done to a case as a whole, as far as a page offers it.
func actionsOnCases() []policy.Action {
	out := []policy.Action{
		policy.ShowTimeline, policy.ShowWaiting, policy.ShowGates, policy.ListConsents, policy.GiveConsent, policy.PreviewWithdrawal,
		policy.WithdrawConsent, policy.ListAccess, policy.ShowReaders, policy.StateFacts, policy.AskAgain, policy.CorrectIdentity, policy.ShowIdentity, policy.RecordOrder, policy.ListOrders, policy.EndOrder, policy.Report, policy.WaiveGate,
		policy.GiveAccess, policy.EndAccess, policy.ExcludeOfficer, policy.ReadmitOfficer, policy.BreakTheGlass, policy.PreviewErasure, policy.RequestErasure, policy.ShowErasure,
		policy.ShowReintegration, policy.ShowContact, policy.ListProposals,
	}
	for _, event := range casework.Events() {
		out = append(out, policy.ReportOf(event))
	}
	return out
}
