package pages_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/internal/usecase/usecasetest"
)

// The cases beside that of the Kenyan woman, and what is in the record of them.
const (
	halfWaived = casework.Ref("c0000000bb") // a condition is waived by one of two
	planned    = casework.Ref("c0000000cc") // a plan for the time after the return is asked for
	visited    = casework.Ref("c0000000dd") // a visit was made
	awaited    = casework.Ref("c0000000ff") // a visit is asked for
	paneled    = casework.Ref("c0000000ee") // a panel decides
	aMovement  = casework.Ref("m0000000aa")
	onManifest = casework.Ref("m0000000cc") // of a movement whose list is locked
	aList      = casework.Ref("l0000000aa")
	anErasure  = casework.Ref("e0000000aa")
	aReading   = casework.Ref("v0000000aa")
)

// openEverything serves a site on which every page of the product has something to show.
func openEverything(tb testing.TB) (*site, *usecasetest.Office) {
	tb.Helper()
	site, o := openDesk(tb)
	o.Ask("r0000000000000aa", "tha-ken", 30*day)
	caseworker := casework.Actor{Account: "acc-caseworker", Desk: "tha-caseworker-maesot", Agency: "tha-social", Role: casework.RoleCaseworker}
	soon := o.Now().Add(5 * day)
	o.Agree(kenyan, time.Hour, []casework.Consent{casework.ConsentHandover})
	o.Do(kenyan, time.Hour, casework.Command{Kind: casework.KindConsent, Consents: []casework.Consent{casework.ConsentPolice}, Mode: casework.ModeSignature, Language: "sw", Until: &soon, By: caseworker})
	o.Do(kenyan, time.Hour, casework.Command{Kind: casework.KindExcludeOfficer, Account: "dev-9", By: caseworker})
	o.Do(kenyan, time.Hour, casework.Command{
		Kind: casework.KindState, Facts: []casework.Statement{{Name: casework.FactSharing, Value: "in_force"}},
		By: casework.Actor{Account: "acc-supervisor", Desk: "tha-supervisor-maesot", Agency: "tha-social", Role: casework.RoleSupervisor},
	})
	o.Do(kenyan, time.Hour, casework.Command{
		Kind: casework.KindGiveAccess, By: caseworker, Agency: "tls-social", Desk: "tls-caseworker-dili", DeskKind: casework.DeskCaseworker,
		Classes: []casework.Class{"C-travel", "F"}, Purpose: "casework", Consents: []casework.Consent{casework.ConsentHandover}, Until: &soon,
	})
	o.Open(halfWaived, "tha-ken", 2*day)
	o.Do(halfWaived, time.Hour, casework.Command{
		Kind: casework.KindWaive, Gate: "G03", Reasoned: true,
		By: casework.Actor{Account: "acc-legal", Desk: "tha-supervisor-maesot", Agency: "tha-social", Role: casework.RoleLegal},
	})
	asks(o, planned, casework.StepPlan, "ken-reintegration-desk", casework.DeskReintegration)
	asks(o, paneled, casework.StepDetermination, "tha-panel-maesot", casework.DeskPanel)
	hasVisits(tb, o)
	hasMovement(o)
	hasApprovals(tb, o)
	hasProposals(tb, o)
	hasTwoStates(o)
	hasManyDecisions(tb, o)
	hasResuming(tb, o)
	return site, o
}

// asks opens a case of which a step is asked.
func asks(o *usecasetest.Office, ref casework.Ref, step casework.Step, desk casework.DeskID, kind casework.DeskKind) {
	o.TB.Helper()
	o.Open(ref, "tha-ken", 5*day)
	o.Record.Put(ref, record.Person{Name: "Achieng Otieno", Nationality: "KEN", Phone: "+254 700 111 222"})
	state, at := o.State(ref), o.Now().Add(-time.Hour)
	state.Tasks = []casework.Task{{ID: casework.TaskID(step + "#1"), Step: step, Attempt: 1, Desk: desk, Kind: kind, OpenedAt: at, StartedAt: at, Version: 3}}
	o.Record.SeedCase(state)
}

// inRoleOf is the context of an officer's request.
func inRoleOf(o *usecasetest.Office, desk casework.DeskID, role casework.Role) context.Context {
	at, _ := o.Book.Directory().Desk(desk)
	agency, _ := o.Book.Directory().Agency(at.Agency)
	return request.With(o.TB.Context(), &request.Request{
		ID: "r1", Session: "s1", Purpose: policy.PurposeOf(role),
		Actor: policy.Actor{Account: casework.AccountID("acc-" + role), Role: role, Desk: desk, Kind: at.Kind, Agency: at.Agency, Country: at.Country, Leads: agency.Leads},
	})
}

// hasVisits asks for a visit, and records one of another person with answers, so that there are a chart and its
// table; and what the Kenyan woman has agreed about contact.
func hasVisits(tb testing.TB, o *usecasetest.Office) {
	tb.Helper()
	asks(o, awaited, casework.FollowUp("3m"), "ken-reintegration-desk", casework.DeskReintegration)
	asks(o, visited, casework.FollowUp("1m"), "ken-reintegration-desk", casework.DeskReintegration)
	_, err := o.SettleFollowUp(inRoleOf(o, "ken-reintegration-desk", casework.RoleReintegration), visited, "1m", "key-of-visit-000001", aftercare.SettleFollowUp{
		Version: 3, Outcome: casework.Reached, Try: record.ContactTry{Reached: record.ByPhone}, Reasons: "She has found work.",
		Questionnaire: "homeward-reintegration", QuestionnaireVersion: 1, Answers: map[string]string{"income": "good", "food": "rarely", "borrowing": "declined", "housing": "good"},
	})
	require.NoError(tb, err)
	_, err = o.AgreeContact(inRoleOf(o, "tha-caseworker-maesot", casework.RoleCaseworker), kenyan, "key-of-contact-0001", record.Contact{
		Callers: []casework.DeskKind{casework.DeskCaseworker}, Woman: true, Ways: []record.Way{record.ByPhone}, AskFor: "Njeri", SayAs: "The school", Phone: "+66 81 234 5678",
	})
	require.NoError(tb, err)
}

// hasMovement plans a movement with a held seat.
func hasMovement(o *usecasetest.Office) {
	departs := o.Now().Add(10 * day)
	o.Record.SeedMovement(movement.Movement{
		Ref: aMovement, Seq: 1, Status: movement.Holding, Seats: 20, Blocked: 1, Desk: "tha-transport-maesot", Receiving: "ken-receiving",
		Escorts: []casework.DeskID{"tha-escort-maesot"}, PlannedAt: departs.Add(-10 * day),
		Legs: []movement.Leg{
			{Mode: movement.ByRoad, From: "THMST", To: "THDMK", DepartsAt: departs, ArrivesAt: departs.Add(8 * time.Hour)},
			{Mode: movement.ByAir, From: "THDMK", To: "KENBO", DepartsAt: departs.Add(10 * time.Hour), ArrivesAt: departs.Add(21 * time.Hour)},
		},
		Passengers: []movement.Passenger{{Case: kenyan, Block: kenyan, State: movement.Held, Seat: 1, Since: departs.Add(-9 * day)}},
	})
	o.Record.SeedMovement(movement.Movement{
		Ref: onManifest, Seq: 1, Status: movement.Locked, Seats: 20, Manifest: 1, Desk: "tha-transport-maesot", Receiving: "ken-receiving",
		Escorts: []casework.DeskID{"tha-escort-maesot"}, PlannedAt: departs.Add(-10 * day),
		Legs: []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "KENBO", DepartsAt: o.Now().Add(2 * time.Hour), ArrivesAt: o.Now().Add(13 * time.Hour)}},
		Passengers: []movement.Passenger{
			{Case: kenyan, Block: kenyan, State: movement.OnManifest, Seat: 1, Since: departs.Add(-9 * day)},
			{Case: halfWaived, Block: halfWaived, State: movement.Aboard, Seat: 2, Since: departs.Add(-9 * day)},
		},
	})
}

// hasApprovals makes a list and an erasure wait for a second person.
func hasApprovals(tb testing.TB, o *usecasetest.Office) {
	tb.Helper()
	first := casework.Actor{Account: "acc-first", Desk: "tha-coordination", Agency: "tha-nrm", Role: casework.RoleOperationLead}
	now := o.Now()
	var list roster.List
	for line := range 14 {
		row := roster.Row{Line: line + 2, Raw: []string{"Neema", "Kenya"}}
		row.Nationality.Code = "KEN"
		list.Rows = append(list.Rows, row)
	}
	list.Reconciliation.Rows, list.Reconciliation.Nationalities = len(list.Rows), map[string]int{"KEN": len(list.Rows)}
	const of = casework.Ref("o0000000aa")
	state := operation.Operation{Ref: of, Seq: 1, State: operation.Running, Host: "THA", Custodian: "bgf", OpenedAt: now.Add(-day)}
	o.Record.SeedList(record.List{Ref: aList, Operation: of, Name: "custodian.csv", Author: "custodian", Bytes: 900, At: now.Add(-2 * time.Hour), By: first, Key: "list-1", Reconciliation: list.Reconciliation}, list)
	o.Record.SeedOperation(state)
	seen, err := o.PreviewList(inRoleOf(o, "tha-coordination", casework.RoleCoordinator), aList)
	require.NoError(tb, err)
	state.Seq, state.Proposals = 2, []operation.Proposal{{List: aList, Fingerprint: seen.Fingerprint(), Cases: len(list.Rows), By: first, At: now.Add(-time.Hour)}}
	_, err = o.Record.WriteOperation(tb.Context(), operation.Change{Ref: of, Seq: 2, Key: "propose-1", Kind: operation.KindProposeList, At: now.Add(-time.Hour), By: first, List: aList, Next: state})
	require.NoError(tb, err)

	by := casework.Actor{Account: "acc-first", Desk: "tha-supervisor-maesot", Agency: "tha-social", Role: casework.RoleSupervisor}
	asked := erasure.Erasure{Ref: anErasure, Case: halfWaived, Seq: 1, State: erasure.Requested, Basis: erasure.RegisteredWrongly, RequestedBy: by, RequestedAt: now.Add(-time.Hour)}
	require.NoError(tb, o.Record.WriteErasure(tb.Context(), erasure.Change{Ref: anErasure, Seq: 1, Key: "erase-1", At: now.Add(-time.Hour), By: by, Next: asked}))
	hasReading(tb, o, by)
}

// hasReading has an officer read two files with a limit of one, and explain it.
func hasReading(tb testing.TB, o *usecasetest.Office, by casework.Actor) {
	tb.Helper()
	read := record.FileRead{By: by, Limit: reading.Limit{Hour: 1, Day: 1}, Review: aReading, To: casework.Actor{Desk: "tha-coordination", Agency: "tha-social"}}
	read.Case = kenyan
	require.NoError(tb, o.Record.CountFileRead(tb.Context(), read))
	read.Case = halfWaived
	_, slowed := reading.RefusedBy(o.Record.CountFileRead(tb.Context(), read))
	require.True(tb, slowed)
	require.NoError(tb, o.Record.ExplainReading(tb.Context(), record.ReadingExplanation{Ref: aReading, Text: "The shelter closes on Friday.", Key: "explain-1"}))
}
