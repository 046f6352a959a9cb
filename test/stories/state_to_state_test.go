package stories_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestStateToState is lane C: two states hand a person over. The host does not screen her, and so
// owes it to her; her state pays the debt after the arrival. It is not called voluntary, and
// the case cannot be closed before.
func TestStateToState(t *testing.T) {
	s := begin(t)
	her := s.opens("maesot", wire.CaseOpening{
		Host: "THA", Origin: "CHN", Custodian: "bgf", Age: "adult",
		Person: wire.PersonInput{Name: "Shi Xinyan", Sex: "F", Nationality: "CHN", Languages: []wire.Language{"zh"}},
	})
	c := her.now()
	require.Equal(t, casework.LaneC, c.Lane)
	require.Equal(t, casework.StateFacilitated, c.Modality)
	her.decides(casework.StepTriage, casework.Green, knowing("needs_met", "yes"))
	her.decides(casework.StepRegister, casework.Registered, knowing("age", "adult"))
	her.agrees("C1", "C3", "C9") // even if she says that she wants to go
	her.decides(casework.StepFearOfReturn, casework.No, knowing("information_given", "yes"))
	her.decides(casework.StepRiskAssessment, casework.Medium)
	require.False(t, her.isAsked(casework.StepScreening))
	require.Equal(t, []string{"modality_voluntary"}, her.unmet("G21"), "it is not voluntary, whatever she was told and has agreed to")

	her.decides(casework.StepVerifyNationality, casework.Confirmed)
	her.decides(casework.StepTravelDocument, casework.Issued, until(time.Now().Add(300*day)), document("QV9920114"))
	her.decides(casework.StepExitPermit, casework.Granted, until(time.Now().Add(30*day)))
	her.isExpected()
	her.decides(casework.StepFitToTravel, casework.Fit)
	bus := s.plans("maesot", "chn-receiving", "CNNKG", 50, underway)
	bus.becomes(bus.holds(her), "held", her)
	bus.becomes(bus.tickets(), "ticketed", her)
	bus.fliesHome(her)

	her.decides(casework.StepSafetyCall, casework.Safe)
	her.decides(casework.StepPlan, casework.Agreed)
	for _, visit := range []string{"1w", "1m", "3m", "6m", "12m"} {
		her.isVisited(visit, "")
	}
	debt, receiver := her.asked(casework.StepScreeningAtOrigin)
	require.Equal(t, "chn-receiving", debt.Desk, "the state that has taken her back owes it now")
	require.False(t, her.isAsked(casework.StepClosure), "nobody is even asked to close her case")
	require.Contains(t, her.unmet("G22"), "screening_debt_paid")
	require.Contains(t, facts(her.now()), "screening_debt=owed")

	her.decides(casework.StepScreeningAtOrigin, casework.Screened, by(receiver))
	require.Contains(t, facts(her.now()), "screening_debt=paid")
	her.decides(casework.StepClosure, casework.Closed, because("home for a year, screened, nothing open"))
	require.Equal(t, casework.StageClosed, her.now().Stage)
	require.Contains(t, her.unmet("G21"), "modality_voluntary", "nor is it ever counted as voluntary afterwards")

	_, err := s.as(her.supervisor).WaiveGate(t.Context(), once(), her.ref, "G21", wire.Reasons{Reasons: "it would look better"})
	require.Contains(t, []fault.Code{fault.Denied, fault.Conflict}, s.codeOf(err), "no role can waive that")
	her.remember("state-to-state")
}

// facts returns the facts of a case, as name=value.
func facts(c wire.Case) []string {
	var out []string
	for _, f := range c.Facts {
		out = append(out, string(f.Name)+"="+f.Value)
	}
	return out
}
