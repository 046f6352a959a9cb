package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// embassyFirst are rules of lane B: a host that takes people in on their way out only.
func embassyFirst() casework.Rules {
	r := everyStep()
	r.Corridor, r.Lane, r.RefusedCustodians = "tha-ken", casework.LaneB, []string{"dkba"}
	r.Steps = nil
	for _, spec := range casework.Specs() {
		r.Steps = append(r.Steps, spec.Step)
	}
	return r
}

// onTheOtherSide is a case of lane B of which the embassy has been asked.
func onTheOtherSide(t *testing.T) *person {
	t.Helper()
	p := opened(embassyFirst())
	require.Equal(t, []casework.Step{casework.StepRegister}, openSteps(p), "nobody can look after her before she has crossed")
	for _, s := range laneA()[2:5] { // register, consents, fear
		require.NoError(t, s.do(p), s.name)
	}
	require.Contains(t, openSteps(p), casework.StepEmbassyCommitment)
	require.NotContains(t, openSteps(p), casework.StepTriage)
	return p
}

func TestEmbassyFirst(t *testing.T) {
	t.Parallel()
	p := onTheOtherSide(t)
	require.NoError(t, p.decide(casework.StepEmbassyCommitment, casework.Declined))
	require.Equal(t, 2, taskFor(t, p, casework.StepEmbassyCommitment).Attempt, "an embassy that declines is asked again")
	require.NoError(t, p.decide(casework.StepEmbassyCommitment, casework.Committed))
	require.NoError(t, moved(casework.MoveHold)(p), "a seat before the slot")
	require.NoError(t, p.decide(casework.StepBorderSlot, casework.Full))
	slot := p.now.Add(2 * day)
	require.NoError(t, p.decide(casework.StepBorderSlot, casework.Confirmed, until(slot)))
	require.NoError(t, p.decide(casework.StepCrossing, casework.Postponed))
	p.now = slot
	require.NoError(t, p.send(casework.Command{Kind: casework.KindTick, By: casework.System()}))
	require.NotContains(t, openSteps(p), casework.StepCrossing, "a slot that has passed is asked for again, before the bridge")
	require.NoError(t, p.decide(casework.StepBorderSlot, casework.Confirmed, until(p.now.Add(day))))
	require.NoError(t, p.decide(casework.StepCrossing, casework.Crossed))
	p.now = p.now.Add(2 * day)
	require.NoError(t, p.send(casework.Command{Kind: casework.KindTick, By: casework.System()}))
	require.NotContains(t, openSteps(p), casework.StepBorderSlot, "who has crossed needs no slot any more")
	taskFor(t, p, casework.StepTriage)
	for _, s := range laneA() {
		if s.name == "hold" || p.c.Attempts["register"] > 0 && slices.Contains([]string{"register", "consents", "fear"}, s.name) {
			continue
		}
		if s.name == "ticket" { // the seat of the crossing has expired in the meantime
			require.NoError(t, moved(casework.MoveSlip, func(c *casework.Command) { c.Move.DepartsAt = p.now.Add(5 * day) })(p))
		}
		require.NoError(t, s.do(p), "%s: open %v, waits %v", s.name, openSteps(p), p.c.Waits)
	}
	require.Equal(t, casework.StageClosed, p.c.Stage)
}

func TestAHostCanDoWithoutTheEmbassy(t *testing.T) {
	t.Parallel()
	p := onTheOtherSide(t)
	require.NoError(t, p.send(casework.Command{Kind: casework.KindWaive, Gate: "G15", Reasoned: true, By: officer("tha-border", casework.RoleBorder)}))
	taskFor(t, p, casework.StepEmbassyCommitment) // still asked, not waited for
	taskFor(t, p, casework.StepSeat)
	require.NoError(t, moved(casework.MoveHold)(p))
	taskFor(t, p, casework.StepBorderSlot)
}

func TestACustodianTheHostRefuses(t *testing.T) {
	t.Parallel()
	p := onTheOtherSide(t)
	require.NoError(t, p.decide(casework.StepEmbassyCommitment, casework.Committed))
	require.NoError(t, moved(casework.MoveHold)(p))
	held := casework.Command{
		Kind: casework.KindReport, Event: casework.EventCustodyChanged, Facts: []casework.Statement{{Name: casework.FactCustodian, Value: "dkba"}},
		By: officer("tha-caseworker", casework.RoleCaseworker),
	}
	require.NoError(t, p.send(held))
	require.NoError(t, p.decide(casework.StepBorderSlot, casework.Confirmed, until(p.now.Add(5*day))))
	require.True(t, waitsAt(p, "G14", casework.StepCrossing), "the route is blocked, and it is said why")
	held.Key, held.Facts = "", []casework.Statement{{Name: casework.FactCustodian, Value: "bgf"}}
	require.NoError(t, p.send(held))
	require.NoError(t, p.decide(casework.StepCrossing, casework.Crossed))
}

// stateToState are rules of lane C: by force of law, with the screening owed at origin.
func stateToState() casework.Rules {
	r := everyStep()
	r.Corridor, r.Lane, r.Modality, r.ScreeningOwed, r.HostDuty = "tha-chn", casework.LaneC, casework.StateFacilitated, true, true
	off := []casework.Step{casework.StepScreening, casework.StepDetermination, casework.StepReview, casework.StepReflection, casework.StepSolution, casework.StepFineWaiver}
	r.Steps = slices.DeleteFunc(r.Steps, func(s casework.Step) bool { return slices.Contains(off, s) })
	return r
}

func TestStateToStateIsNeverVoluntaryAndOwesAScreening(t *testing.T) {
	t.Parallel()
	p := opened(stateToState())
	require.NoError(t, p.decide(casework.StepTriage, casework.Green))
	require.NoError(t, p.decide(casework.StepPlacement, casework.Placed))
	require.NoError(t, p.decide(casework.StepRegister, casework.Registered, facts(
		casework.Statement{Name: casework.FactToldOfPurpose, Value: "legal_basis"}, casework.Statement{Name: casework.FactAge, Value: "adult"})))
	require.Empty(t, consularTasks(p), "the fear of return is asked of her, too")
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No))
	for _, s := range laneA() {
		skip := []string{"triage", "placement", "register", "consents", "fear", "screening", "vote one", "vote two", "chair", "reflection", "solution", "fine", "closure"}
		if slices.Contains(skip, s.name) {
			continue
		}
		if s.name == "board" { // her consent is not asked, and none is recorded
			require.NoError(t, moved(casework.MoveBoard, facts(yes(casework.FactIdentityMatch)))(p))
			continue
		}
		require.NoError(t, s.do(p), "%s: open %v, waits %v", s.name, openSteps(p), p.c.Waits)
	}
	require.Empty(t, p.c.Consents)
	view := gate.View{Case: &p.c, Now: p.now}
	require.NotEmpty(t, gate.Blocked(view, casework.CountVoluntary))
	require.NotContains(t, openSteps(p), casework.StepClosure)
	require.NotEmpty(t, gate.Blocked(view, casework.CloseCase), "the debt is open")
	require.NoError(t, p.decide(casework.StepScreeningAtOrigin, casework.Screened))
	require.NoError(t, p.decide(casework.StepClosure, casework.Closed))
}

func TestForceOfLawPassesNoGateThatIsNobodys(t *testing.T) {
	t.Parallel()
	p := opened(stateToState())
	require.NoError(t, p.decide(casework.StepRegister, casework.Registered, facts(yes(casework.FactToldOfPurpose), casework.Statement{Name: casework.FactAge, Value: "adult"})))
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.Yes))
	require.Empty(t, consularTasks(p), "not even then is a consulate asked about somebody who is afraid")
	require.NoError(t, p.decide(casework.StepRiskAssessment, casework.Extreme))
	require.NoError(t, moved(casework.MoveHold)(p), "a seat can be given back")
	err := moved(casework.MoveTicket)(p)
	require.Equal(t, fault.GateClosed, fault.CodeOf(err))
	require.Less(t, p.now.Sub(at()), time.Hour)
}
