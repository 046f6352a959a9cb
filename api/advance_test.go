package api_test

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// usual is the outcome of each step if nothing goes wrong.
var usual = map[casework.Step]casework.Outcome{
	casework.StepRegister: casework.Registered, casework.StepTriage: casework.Green, casework.StepPlacement: casework.Placed,
	casework.StepFearOfReturn: casework.No, casework.StepEmbassyCommitment: casework.Committed, casework.StepBorderSlot: casework.Confirmed,
	casework.StepCrossing: casework.Crossed, casework.StepScreening: casework.Refer, casework.StepDetermination: casework.Victim,
	casework.StepRiskAssessment: casework.Low, casework.StepSolution: casework.Return, casework.StepReflection: casework.Waived,
	casework.StepVerifyNationality: casework.Confirmed, casework.StepTravelDocument: casework.Issued, casework.StepExitPermit: casework.Granted,
	casework.StepFineWaiver: casework.NotDue, casework.StepReception: casework.Accepted,
}

// reach settles open steps with their usual outcomes until a step is open.
func (s *sample) reach(step casework.Step) casework.Task {
	s.tb.Helper()
	s.accept(casework.Command{
		Key: "consents", Kind: casework.KindConsent, By: casework.Actor{Account: "dev-7", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
		Mode: casework.ModeThumbprint, Consents: []casework.Consent{
			casework.ConsentRegistration, casework.ConsentScreening, casework.ConsentConsulate, casework.ConsentShareIdentity, casework.ConsentReturn,
		},
	})
	s.accept(casework.Command{
		Key: "facts", Kind: casework.KindState, By: casework.Actor{Account: "dev-7", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
		Facts: []casework.Statement{
			{Name: casework.FactNeedsMet, Value: "yes"}, {Name: casework.FactInterpreter, Value: "ok"}, {Name: casework.FactLawyerTold, Value: "yes"},
		},
	})
	for i := range 60 {
		if t, open := s.state.TaskFor(step); open {
			return t
		}
		s.step(i)
	}
	require.Failf(s.tb, "not reached", "%s; open are %v", step, s.state.Tasks)
	return casework.Task{}
}

// step settles one of the open steps.
func (s *sample) step(i int) {
	s.tb.Helper()
	until := noon.Add(1000 * time.Hour)
	for _, t := range s.state.Tasks {
		if t.Step == casework.StepSeat {
			s.accept(casework.Command{
				Key: casework.Key(fmt.Sprintf("seat-%d", i)), Kind: casework.KindMove, By: casework.Actor{Account: "dev-8", Desk: t.Desk},
				Move: &casework.Move{Kind: casework.MoveHold, Movement: moveRef, DepartsAt: noon.Add(240 * time.Hour)},
			})
			return
		}
		outcome, known := usual[t.Step]
		if !known {
			continue
		}
		role := casework.RoleSupervisor
		if t.Step == casework.StepDetermination {
			role = []casework.Role{casework.RolePanelChair, casework.RolePanelMember}[min(i%3, 1)]
		}
		s.accept(casework.Command{
			Key: casework.Key(fmt.Sprintf("step-%d", i)), Kind: casework.KindDecide, Task: t.ID, Outcome: outcome, Reasoned: true, Until: &until,
			By: casework.Actor{Account: casework.AccountID(fmt.Sprintf("dev-%d", 20+i)), Desk: t.Desk, Agency: casework.AgencyID(fmt.Sprintf("a-%d", i)), Role: role},
		})
		return
	}
	require.Failf(s.tb, "nothing can be settled", "open are %v; waits are %v; settled %v", s.state.Tasks, s.state.Waits, s.state.Settlements)
}
