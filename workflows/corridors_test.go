package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
)

// TestEveryCorridorLeadsHome drives an adult and a child through every corridor that
// ships, by answering every request in the way that leads home, until the case is closed.
func TestEveryCorridorLeadsHome(t *testing.T) {
	t.Parallel()
	book, err := corridor.Load(corridors.Files())
	require.NoError(t, err)
	require.NotEmpty(t, book.Corridors())
	for _, c := range book.Corridors() {
		for name, age := range map[string]string{"adult": "adult", "child": "disputed"} {
			t.Run(c.ID+"/"+name, func(t *testing.T) {
				t.Parallel()
				p := opened(c.Rules(), casework.Statement{Name: casework.FactAge, Value: age}, yes(casework.FactToldOfPurpose))
				bringHome(t, p)
				require.Equal(t, casework.StageClosed, p.c.Stage)
				require.False(t, p.c.FactIs(casework.FactScreeningDebt, "owed"), "the screening owed was never paid")
				voluntary := gate.Blocked(gate.View{Case: &p.c, Now: p.now}, casework.CountVoluntary)
				require.Equal(t, p.c.Modality.ByForceOfLaw(), len(voluntary) > 0, "a return by force of law is never counted as voluntary")
			})
		}
	}
}

// bringHome records every consent and fact, then answers open tasks until there are none.
func bringHome(t *testing.T, p *person) {
	t.Helper()
	rules := p.c.Rules
	require.NoError(t, p.send(casework.Command{
		Kind: casework.KindConsent, Mode: casework.ModeRecorded, By: officer(rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker),
		Consents: []casework.Consent{"C1", "C2", "C3", "C4", "C5", "C7", "C8", "C9", "C10", "C11"},
	}))
	for _, spec := range casework.FactSpecs() {
		if stated, ok := homely()[spec.Name]; ok {
			require.NoError(t, p.send(casework.Command{
				Kind: casework.KindState, By: officer(rules.Desks[spec.Desks[0]], ""), Facts: []casework.Statement{{Name: spec.Name, Value: stated}},
			}))
		}
	}
	for _, added := range rules.Added {
		require.NoError(t, p.send(casework.Command{Kind: casework.KindState, By: officer(rules.Desks[added.Owner], ""), Facts: []casework.Statement{yes(added.Fact)}}))
	}
	for range 120 {
		if p.c.Stage == casework.StageClosed {
			return
		}
		require.NotEmpty(t, p.c.Tasks, "nobody is asked anything, and she is not home; waits %v", p.c.Waits)
		answerOne(t, p)
	}
	require.Fail(t, "she never arrives", "open %v, waits %v", openSteps(p), p.c.Waits)
}

func homely() map[casework.FactName]string {
	return map[casework.FactName]string{
		casework.FactNeedsMet: "yes", casework.FactInterpreter: "ok", casework.FactLawyerTold: "yes", casework.FactRecruiter: "known",
		casework.FactChildView: "recorded", casework.FactInformed: "yes", casework.FactPickUp: "yes", casework.FactSharing: "in_force",
		casework.FactCustodian: "bgf",
	}
}

// answerOne answers the open task that can be answered soonest.
func answerOne(t *testing.T, p *person) {
	t.Helper()
	task := p.c.Tasks[0]
	for _, other := range p.c.Tasks {
		if other.NotBefore.Before(task.NotBefore) {
			task = other
		}
	}
	spec, _ := casework.SpecOf(task.Step)
	var err error
	switch {
	case spec.ByMovement:
		move := casework.Move{Movement: "mov-1", DepartsAt: p.now.Add(5 * day), Kind: map[casework.Step]casework.MoveKind{
			casework.StepSeat: casework.MoveHold, casework.StepTicket: casework.MoveTicket, casework.StepManifest: casework.MoveLock,
			casework.StepBoarding: casework.MoveBoard, casework.StepDeparture: casework.MoveDepart,
		}[task.Step]}
		move.Outcome = outcomeOf(move.Kind)
		cmd := casework.Command{Kind: casework.KindMove, Move: &move, By: officer(task.Desk, casework.RoleTransport)}
		if move.Kind == casework.MoveBoard {
			cmd.Facts = []casework.Statement{yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)}
		}
		err = p.send(cmd)
	case spec.Quorum:
		role := casework.RolePanelMember
		if len(task.Votes) == p.c.Rules.Quorum.Members-1 {
			role = casework.RolePanelChair
		}
		n := string(rune('a' + len(task.Votes)))
		err = p.decide(task.Step, wayHome(task.Step), by("panel-"+n, casework.AgencyID("agency-"+n), role))
	default:
		err = p.decide(task.Step, wayHome(task.Step), until(p.now.Add(900*day)), ref("doc-1"), func(c *casework.Command) { c.By.Role = casework.RoleReceiver })
	}
	require.NoError(t, err, "%s, details %+v", task.Step, fault.DetailsOf(err))
}

// wayHome is the answer that leads home.
func wayHome(s casework.Step) casework.Outcome {
	return map[casework.Step]casework.Outcome{
		casework.StepEmbassyCommitment: casework.Committed, casework.StepBorderSlot: casework.Confirmed, casework.StepCrossing: casework.Crossed,
		casework.StepRegister: casework.Registered, casework.StepTriage: casework.Green, casework.StepPlacement: casework.Placed,
		casework.StepFearOfReturn: casework.No, casework.StepScreening: casework.Refer, casework.StepAgeAssessment: casework.Minor,
		casework.StepDetermination: casework.Victim, casework.StepReflection: casework.Waived, casework.StepGuardian: casework.Appointed,
		casework.StepBestInterests: casework.Return, casework.StepRiskAssessment: casework.Low, casework.StepSolution: casework.Return,
		casework.StepVerifyNationality: casework.Confirmed, casework.StepTravelDocument: casework.Issued, casework.StepExitPermit: casework.Granted,
		casework.StepFineWaiver: casework.Granted, casework.StepFamilyAssessment: casework.Safe, casework.StepReception: casework.Accepted,
		casework.StepFitToTravel: casework.Fit, casework.StepPreEmbarkation: casework.Fit, casework.StepArrival: casework.Met,
		casework.StepSafetyCall: casework.Safe, casework.StepScreeningAtOrigin: casework.Screened, casework.StepPlan: casework.Agreed,
		casework.StepFollowUp: casework.Reached, casework.StepClosure: casework.Closed,
	}[s.Base()]
}
