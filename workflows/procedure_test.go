package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// home brings a person home step by step in the usual order, up to the step that the test names.
type step struct {
	name string
	do   func(*person) error
}

func consents(which ...casework.Consent) func(*person) error {
	return func(p *person) error {
		return p.send(casework.Command{
			Kind: casework.KindConsent, Consents: which, Mode: casework.ModeSignature, Language: "my",
			By: officer("tha-caseworker", casework.RoleCaseworker),
		})
	}
}

func decided(s casework.Step, o casework.Outcome, with ...func(*casework.Command)) func(*person) error {
	return func(p *person) error { return p.decide(s, o, with...) }
}

func moved(kind casework.MoveKind, with ...func(*casework.Command)) func(*person) error {
	return func(p *person) error {
		cmd := casework.Command{
			Kind: casework.KindMove, By: officer("tha-transport", casework.RoleTransport),
			Move: &casework.Move{Kind: kind, Movement: "mov-1", DepartsAt: departure(), Outcome: outcomeOf(kind)},
		}
		for _, f := range with {
			f(&cmd)
		}
		return p.send(cmd)
	}
}

func outcomeOf(kind casework.MoveKind) casework.Outcome {
	switch kind {
	case casework.MoveBoard:
		return casework.Boarded
	case casework.MoveArrive:
		return casework.Met
	default:
		return ""
	}
}

func departure() time.Time { return at().Add(10 * day) }

func laneA() []step {
	return []step{
		{"triage", decided(casework.StepTriage, casework.Green, facts(yes(casework.FactNeedsMet)))},
		{"placement", decided(casework.StepPlacement, casework.Placed)},
		{"register", decided(casework.StepRegister, casework.Registered, facts(yes(casework.FactToldOfPurpose), casework.Statement{Name: casework.FactAge, Value: "adult"}))},
		{"consents", consents("C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11")},
		{"fear", decided(casework.StepFearOfReturn, casework.No, facts(casework.Statement{Name: casework.FactInterpreter, Value: "ok"}, yes(casework.FactLawyerTold)))},
		{"screening", decided(casework.StepScreening, casework.Refer)},
		{"vote one", decided(casework.StepDetermination, casework.Victim, by("p1", "police", casework.RolePanelMember))},
		{"vote two", decided(casework.StepDetermination, casework.Victim, by("p2", "labour", casework.RolePanelMember))},
		{"chair", decided(casework.StepDetermination, casework.Victim, by("p3", "social", casework.RolePanelChair))},
		{"reflection", decided(casework.StepReflection, casework.Waived)},
		{"risk", decided(casework.StepRiskAssessment, casework.Low)},
		{"solution", decided(casework.StepSolution, casework.Return)},
		{"verify", decided(casework.StepVerifyNationality, casework.Confirmed)},
		{"document", decided(casework.StepTravelDocument, casework.Issued, until(at().Add(300*day)), ref("doc-1"))},
		{"permit", decided(casework.StepExitPermit, casework.Granted, until(at().Add(30*day)))},
		{"fine", decided(casework.StepFineWaiver, casework.NotDue)},
		{"reception", decided(casework.StepReception, casework.Accepted, facts(yes(casework.FactPickUp)))},
		{"fit", decided(casework.StepFitToTravel, casework.Fit)},
		{"hold", moved(casework.MoveHold)},
		{"ticket", moved(casework.MoveTicket)},
		{"lock", moved(casework.MoveLock)},
		{"check", decided(casework.StepPreEmbarkation, casework.Fit)},
		{"board", moved(casework.MoveBoard, facts(yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)))},
		{"depart", moved(casework.MoveDepart)},
		{"arrive", moved(casework.MoveArrive, func(c *casework.Command) { c.By = officer("mmr-receiving", casework.RoleReceiver) })},
		{"call", decided(casework.StepSafetyCall, casework.Safe)},
		{"plan", decided(casework.StepPlan, casework.Agreed)},
		{"1w", decided(casework.FollowUp("1w"), casework.Reached)},
		{"1m", decided(casework.FollowUp("1m"), casework.Reached)},
		{"3m", decided(casework.FollowUp("3m"), casework.Reached)},
		{"6m", decided(casework.FollowUp("6m"), casework.Reached)},
		{"12m", decided(casework.FollowUp("12m"), casework.Reached)},
		{"closure", decided(casework.StepClosure, casework.Closed)},
	}
}

// walk takes a fresh case through the steps up to and including the named one.
func walk(tb testing.TB, p *person, steps []step, last string) {
	tb.Helper()
	for _, s := range steps {
		if err := s.do(p); err != nil {
			require.NoError(tb, err, "step %s, details %+v, open %v, waits %v", s.name, fault.DetailsOf(err), openSteps(p), p.c.Waits)
		}
		if s.name == last {
			return
		}
	}
	require.Empty(tb, last, "no such step")
}

func openSteps(p *person) []casework.Step {
	var out []casework.Step
	for _, task := range p.c.Tasks {
		out = append(out, task.Step)
	}
	return out
}

func TestAdultGoesAllTheWay(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "")
	require.Equal(t, casework.StageClosed, p.c.Stage)
	require.Empty(t, p.c.Tasks)
	require.Equal(t, int64(len(laneA())+1), p.c.Seq, "one change for each command")
}

func TestAPassengerOnBoardCanGetOffUntilDeparture(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		outcome   casework.Outcome
		consented bool
	}{
		"changed her mind": {outcome: casework.ChangedMind},
		"taken off":        {outcome: casework.Offloaded, consented: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := opened(everyStep())
			walk(t, p, laneA(), "board")
			require.NoError(t, moved(casework.MoveBoard, func(c *casework.Command) { c.Move.Outcome = tt.outcome })(p))
			require.Nil(t, p.c.Trip)
			require.Equal(t, tt.consented, p.c.Consented(casework.ConsentReturn, p.now))
			require.Equal(t, fault.Conflict, fault.CodeOf(moved(casework.MoveDepart)(p)), "she is on no movement any more")
			require.Nil(t, p.c.Ended, "she loses the place, never the case")
		})
	}
	p := opened(everyStep())
	walk(t, p, laneA(), "depart")
	require.Error(t, moved(casework.MoveBoard, func(c *casework.Command) { c.Move.Outcome = casework.ChangedMind })(p), "the doors are closed")
}
