package stories_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

// TestAnOrderOfAnAuthority: she does not agree that her consulate is asked about her, and a court orders it. A supervisor
// proposes the order, and a lawyer agrees after reading it. It opens one gate, for the mission that is asked and for no other
// desk. Her caseworker takes it back: the gate is closed again, and the mission has to delete what it has.
func TestAnOrderOfAnAuthority(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.decides(casework.StepTriage, casework.Green, knowing("needs_met", "yes"))
	her.decides(casework.StepPlacement, casework.Placed)
	her.decides(casework.StepRegister, casework.Registered, knowing("age", "adult"))
	her.agrees("C1", "C2", "C3", "C8", "C11")
	her.isHeard(casework.No)
	mission, other, lawyer := s.at("mmr-mission-bangkok"), s.at("lao-mission-bangkok"), her.supervisor
	lawyer.role, lawyer.account = casework.RoleLegal, "lawyer"
	require.Contains(t, her.unmet("G03"), string(casework.CondConsulateConsent))

	receipt, err := s.as(her.supervisor).RecordOrder(t.Context(), once(), her.ref, wire.OrderInput{
		Kind: casework.OrderHostDuty, Classes: []policy.Class{policy.Identity}, Until: time.Now().Add(30 * 24 * time.Hour),
		Authority: "Criminal Court", Number: "17/2569", Date: "2026-11-03", Purpose: "her state must know of the proceedings",
	})
	her.settled(her.supervisor, receipt, err)
	require.False(t, her.gate("G03").Open, "one officer opens nothing")
	_, err = s.as(mission).ShowCase(t.Context(), her.ref)
	s.refused(err, fault.NotFound)
	beside, err := s.as(her.supervisor.colleague()).ShowProposal(t.Context(), her.ref, 1)
	s.fine(err)
	require.False(t, beside.Proposal.MayAnswer, "the second person has another role")
	read, err := s.as(lawyer).ShowProposal(t.Context(), her.ref, 1)
	s.fine(err)
	require.Equal(t, "17/2569", read.Order.Number)
	her.agreesTo(1, lawyer)

	require.True(t, her.gate("G03").Open)
	require.False(t, her.gate("G05").Open, "it opens what it names, and not the handover of her file")
	asked, _ := her.asked(casework.StepVerifyNationality)
	require.Equal(t, string(mission.desk), asked.Desk)
	require.Equal(t, "Nilar Htwe", her.seenBy(mission).Person.Name)
	_, err = s.as(other).ShowCase(t.Context(), her.ref)
	s.refused(err, fault.NotFound)

	receipt, err = s.as(her.caseworker).EndOrder(t.Context(), once(), her.ref, 1, wire.OrderEnd{Reasons: "the court has lifted it"})
	her.settled(her.caseworker, receipt, err)
	require.False(t, her.gate("G03").Open)
	require.False(t, her.isAsked(casework.StepVerifyNationality), "the question is called back")
	owes := s.at(mission.desk)
	inbox, err := s.as(owes).ListTasks(t.Context(), wire.ListTasksParams{})
	s.fine(err)
	for _, task := range inbox.Items {
		require.True(t, task.Case != her.ref || task.Step.Base() == casework.StepAttest, "it has only to delete: %s", task.Step)
	}
	require.Empty(t, her.seenBy(mission).Person.Name)
	orders, err := s.as(her.caseworker).ListOrders(t.Context(), her.ref)
	s.fine(err)
	require.Len(t, orders.Items, 1)
	require.False(t, orders.Items[0].Active)
	her.remember("order")
}
