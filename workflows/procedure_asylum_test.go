package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

func claimed(t *testing.T, last string) *person {
	t.Helper()
	p := opened(everyStep())
	walk(t, p, laneA(), last)
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventAsylumClaim, By: officer("tha-escort", casework.RoleEscort)}))
	return p
}

func protecting(c *casework.Command) { c.By.Role = casework.RoleProtection }

// Edge case 15: departure stops, consular track blocked, protection authority notified, seat released. The
// receiver at home is asked to delete her phone and where she is.
func TestAnAsylumClaimAtTheAirport(t *testing.T) {
	t.Parallel()
	p := claimed(t, "check")
	require.Equal(t, fault.GateClosed, fault.CodeOf(moved(casework.MoveBoard, facts(yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)))(p)))
	require.Empty(t, consularTasks(p))
	var ordered []casework.UndoKind
	for _, u := range p.c.Undo {
		if u.State == casework.UndoOrdered {
			ordered = append(ordered, u.Kind)
		}
	}
	require.ElementsMatch(t, []casework.UndoKind{"seat", "ticket", "manifest", "verification", "document_request", "reception", "handover_package"}, ordered,
		"the way is taken back, and who was told is asked to delete")
	decision := taskFor(t, p, casework.StepAsylumDecision)
	require.Equal(t, casework.DeskID("tha-protection_authority"), decision.Desk)
	require.Equal(t, 180*day, decision.DueAt().Sub(decision.StartedAt))
	require.NoError(t, p.decide(casework.StepRiskAssessment, casework.HighWithPlan))
	require.NoError(t, p.decide(casework.StepSolution, casework.Asylum))
	require.True(t, waitsAt(p, "G03", ""), "while her claim is decided, her consulate is out of reach")
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventAsylumClosed, By: officer("tha-legal", casework.RoleLegal)}))
	taskFor(t, p, casework.StepSolution)
	taskFor(t, p, casework.StepFearOfReturn)
	require.Empty(t, consularTasks(p))
}

// When protection is granted she chooses again, and no consulate of the state that she fears is ever asked.
func TestProtectionThatIsGrantedKeepsHerConsulateAway(t *testing.T) {
	t.Parallel()
	p := claimed(t, "register")
	for _, s := range laneA()[3:11] {
		require.NoError(t, s.do(p), s.name)
	}
	require.NoError(t, p.decide(casework.StepAsylumDecision, casework.Granted, protecting))
	require.NoError(t, p.decide(casework.StepSolution, casework.Return), "even if she chooses to go home later")
	require.Empty(t, consularTasks(p))
	require.True(t, waitsAt(p, "G03", casework.StepVerifyNationality))

	p = claimed(t, "risk")
	require.NoError(t, p.decide(casework.StepAsylumDecision, casework.Granted, protecting))
	require.NoError(t, p.decide(casework.StepRiskAssessment, casework.Low))
	require.NoError(t, p.decide(casework.StepSolution, casework.Asylum))
	require.True(t, p.c.FactIs(casework.FactAsylum, casework.AsylumGranted), "to stay under protection is no new claim")
	require.NoError(t, p.decide(casework.TellSurvivor(1), casework.Told))
	require.Equal(t, []casework.Step{casework.Attest("mmr-mission-bangkok"), casework.StepClosure}, sorted(openSteps(p)))
}

func sorted(in []casework.Step) []casework.Step { return slices.Sorted(slices.Values(in)) }

// A claim that ended without protection, in any way, is followed by her choice and by a new answer about fear.
// Until then no mission is asked.
func TestAClaimThatEndsWithoutProtectionIsFollowedByNewAnswers(t *testing.T) {
	t.Parallel()
	ends := map[string]func(*person) error{
		"refused":   decided(casework.StepAsylumDecision, casework.Refused, protecting),
		"withdrawn": decided(casework.StepAsylumDecision, casework.Withdrawn, protecting),
		"closed": func(p *person) error {
			return p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventAsylumClosed, By: officer("tha-legal", casework.RoleLegal)})
		},
	}
	for value, end := range ends {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			p := claimed(t, "verify")
			require.NoError(t, end(p))
			require.True(t, p.c.FactIs(casework.FactAsylum, value))
			require.Empty(t, consularTasks(p))
			require.NotContains(t, openSteps(p), casework.StepAsylumDecision)
			require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No))
			require.NoError(t, p.decide(casework.StepRiskAssessment, casework.Low))
			require.Empty(t, consularTasks(p), "she chooses first")
			require.NoError(t, p.decide(casework.StepSolution, casework.Return))
			require.Equal(t, []casework.Step{casework.StepVerifyNationality}, consularTasks(p), "what her consulate had was taken back, so it is asked again")
		})
	}
}

func TestAnAppealKeepsTheClaimOpen(t *testing.T) {
	t.Parallel()
	p := claimed(t, "risk")
	require.NoError(t, p.decide(casework.StepAsylumDecision, casework.Appealed, protecting))
	require.Equal(t, 2, taskFor(t, p, casework.StepAsylumDecision).Attempt)
	require.True(t, p.c.FactIs(casework.FactAsylum, casework.AsylumOpen))
	require.NoError(t, p.decide(casework.StepAsylumDecision, casework.Refused, protecting))
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventAsylumClaim, By: officer("tha-caseworker", casework.RoleCaseworker)}))
	require.Equal(t, 3, taskFor(t, p, casework.StepAsylumDecision).Attempt, "a new claim is decided again")
	require.NoError(t, p.decide(casework.StepAsylumDecision, casework.Granted, protecting))
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepAsylumDecision, Reasoned: true, By: officer("tha-protection_authority", casework.RoleProtection)}))
	require.True(t, p.c.FactIs(casework.FactAsylum, casework.AsylumOpen), "a decision that is taken back is given again")
	taskFor(t, p, casework.StepAsylumDecision)
}

// In a corridor that was pinned before there was a protection authority, the supervisor's desk finds it.
func TestTheSupervisorStandsInForAProtectionAuthorityThatTheCorridorDoesNotName(t *testing.T) {
	t.Parallel()
	rules := everyStep()
	delete(rules.Desks, casework.DeskProtection)
	rules.Steps = slices.DeleteFunc(rules.Steps, func(s casework.Step) bool { return s == casework.StepAsylumDecision })
	p := opened(rules)
	walk(t, p, laneA(), "risk")
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventAsylumClaim, By: officer("tha-escort", casework.RoleEscort)}))
	decision := taskFor(t, p, casework.StepAsylumDecision)
	require.Equal(t, casework.DeskID("tha-supervisor"), decision.Desk)
	require.Equal(t, casework.DeskSupervisor, decision.Kind)
}

// Who asks for protection on her way is not handed over: the escort stops the journey, and the receiver of the
// state that she may fear learns nothing more.
func TestAClaimOnTheWayStopsTheJourney(t *testing.T) {
	t.Parallel()
	p := claimed(t, "depart")
	stop := taskFor(t, p, casework.StepStopJourney)
	require.Equal(t, casework.DeskID("tha-escort"), stop.Desk)
	require.Equal(t, 2*time.Hour, stop.DueAt().Sub(stop.StartedAt))
	require.NotContains(t, openSteps(p), casework.StepArrival, "nobody is asked to meet her")
	require.Contains(t, p.last.Notices, casework.Notice{Kind: casework.NoticeStop, Desk: "tha-escort"})
	taskFor(t, p, casework.StepAsylumDecision)
	require.NoError(t, p.decide(casework.StepStopJourney, casework.Stopped))
	_, left := p.c.Settlement(casework.StepDeparture)
	require.False(t, left, "she is as before the journey")
	require.Empty(t, consularTasks(p))
	taskFor(t, p, casework.StepAsylumDecision)

	p = claimed(t, "depart")
	require.NoError(t, p.decide(casework.StepStopJourney, casework.NotStopped))
	require.True(t, p.c.FactIs(casework.FactSafetyAlert, casework.ValueOpen), "she must be found")
	taskFor(t, p, casework.StepArrival)
}
