package pages_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/internal/usecase/usecasetest"
)

const (
	toCancel  = casework.Ref("m0000000bb") // an officer has proposed to cancel it
	ofTwo     = casework.Ref("c0000000ab") // two states can be asked about her
	fearOfTwo = "/desk/cases/" + string(ofTwo) + "/tasks/fear_of_return.1"
)

// commandsOfProposals is how many commands hasProposals sends.
const commandsOfProposals = 3

// hasProposals corrects who a person is on record, and lets another correction and the cancelling of a movement wait for
// a second person.
func hasProposals(tb testing.TB, o *usecasetest.Office) {
	tb.Helper()
	o.Record.Put(halfWaived, record.Person{Name: "Achieng Otieno", NativeName: "Achieng", Nationality: "KEN", DocumentNumber: "AK0934513"})
	first := inRoleOf(o, "tha-caseworker-maesot", casework.RoleCaseworker)
	request.From(first).Actor.Account = "acc-first"
	second := inRoleOf(o, "tha-caseworker-maesot", casework.RoleCaseworker)
	_, err := o.CorrectIdentity(first, halfWaived, "key-of-correction-1", cases.Correction{
		Person: record.Person{Name: "Achieng Odhiambo"}, Birth: cases.Birth{Date: "1999-05-14"}, Reasons: "Her school certificate has her married name.",
	})
	require.NoError(tb, err)
	seen, err := o.ShowProposal(second, halfWaived, 1)
	require.NoError(tb, err)
	_, err = o.AnswerProposal(second, halfWaived, 1, "key-of-agreement-01", proposals.Answer{Agrees: true, Digest: seen.Digest})
	require.NoError(tb, err)
	_, err = o.CorrectIdentity(first, halfWaived, "key-of-correction-2", cases.Correction{
		Person: record.Person{Nationality: "UGA", DocumentNumber: "B0017342"}, Reasons: "She showed her passport.",
	})
	require.NoError(tb, err)

	departs := o.Now().Add(4 * day)
	m := movement.Movement{
		Ref: toCancel, Seq: 1, Status: movement.Holding, Seats: 20, Desk: "tha-transport-maesot", Receiving: "ken-receiving", Escorts: []casework.DeskID{"tha-escort-maesot"},
		PlannedAt: departs.Add(-10 * day), Legs: []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "KENBO", DepartsAt: departs, ArrivesAt: departs.Add(11 * time.Hour)}},
		Passengers: []movement.Passenger{{Case: halfWaived, Block: halfWaived, State: movement.Held, Seat: 1, Since: departs.Add(-9 * day)}},
	}
	o.Record.SeedMovement(m)
	preview, err := o.PreviewCancel(inRoleOf(o, "tha-movement", casework.RoleMovementApprover), toCancel)
	require.NoError(tb, err)
	at := o.Now().Add(-time.Hour)
	m.Seq, m.Proposal = 2, &movement.Proposal{
		Action: casework.ProposeCancel, Digest: preview.Digest, At: at, Until: at.Add(movement.ProposalExpires),
		By: casework.Actor{Account: "acc-first", Desk: "tha-movement", Agency: "tha-nrm", Role: casework.RoleMovementApprover},
	}
	o.Record.SeedMovement(m)
}

// hasTwoStates asks a woman of whom two states can be asked whether she fears to return.
func hasTwoStates(o *usecasetest.Office) {
	o.TB.Helper()
	asks(o, ofTwo, casework.StepFearOfReturn, "tha-caseworker-maesot", casework.DeskCaseworker)
	state := o.State(ofTwo)
	state.Second = &casework.OtherState{State: "UGA", Desk: "ken-mission-bangkok"}
	o.Record.SeedCase(state)
}
