package ruling_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
)

// TestWhatFollowsFromAnOutcome, beyond settling the step.
func TestWhatFollowsFromAnOutcome(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		step  casework.Step
		as    casework.Outcome
		facts []casework.Statement
		again []casework.Step
	}{
		"isolated":                  {casework.StepTriage, casework.Isolate, []casework.Statement{fact(casework.FactContagious, "suspected")}, nil},
		"a child at the screening":  {casework.StepScreening, casework.ChildProtocol, []casework.Statement{fact(casework.FactAge, "disputed")}, nil},
		"assessed as an adult":      {casework.StepAgeAssessment, casework.Adult, []casework.Statement{fact(casework.FactAge, "adult")}, nil},
		"assessed as a minor":       {casework.StepAgeAssessment, casework.Minor, []casework.Statement{fact(casework.FactAge, "minor")}, nil},
		"an asylum claim":           {casework.StepSolution, casework.Asylum, []casework.Statement{fact(casework.FactAsylum, "open")}, nil},
		"her nationality confirmed": {casework.StepVerifyNationality, casework.Confirmed, []casework.Statement{fact(casework.FactNationality, "confirmed")}, nil},
		"a permanent resident":      {casework.StepVerifyNationality, casework.PermanentResident, []casework.Statement{fact(casework.FactNationality, "confirmed")}, nil},
		"her nationality refused":   {casework.StepVerifyNationality, casework.NotNational, []casework.Statement{fact(casework.FactNationality, "refused")}, nil},
		"her nationality disputed":  {casework.StepVerifyNationality, casework.Disputed, []casework.Statement{fact(casework.FactNationality, "disputed")}, nil},
		"no nationality":            {casework.StepVerifyNationality, casework.Stateless, []casework.Statement{fact(casework.FactNationality, "stateless")}, nil},
		"a way that is agreed":      {casework.StepDisputeReview, casework.Agreed, []casework.Statement{fact(casework.FactNationality, "open")}, []casework.Step{casework.StepVerifyNationality, casework.StepNationalityDispute, casework.StepDisputeReview}},
		"a way that is refused":     {casework.StepDisputeReview, casework.Refused, nil, []casework.Step{casework.StepNationalityDispute, casework.StepDisputeReview}},
		"a second interview":        {casework.StepSecondLook, casework.SecondInterview, nil, []casework.Step{casework.StepScreening, casework.StepSecondLook}},
		"asylum granted":            {casework.StepAsylumDecision, casework.Granted, []casework.Statement{fact(casework.FactAsylum, "granted")}, []casework.Step{}},
		"asylum refused":            {casework.StepAsylumDecision, casework.Refused, []casework.Statement{fact(casework.FactAsylum, "refused")}, []casework.Step{casework.StepFearOfReturn}},
		"a claim withdrawn":         {casework.StepAsylumDecision, casework.Withdrawn, []casework.Statement{fact(casework.FactAsylum, "withdrawn")}, []casework.Step{casework.StepFearOfReturn}},
		"a journey not stopped":     {casework.StepStopJourney, casework.NotStopped, []casework.Statement{fact(casework.FactSafetyAlert, "open")}, nil},
		"a journey stopped":         {casework.StepStopJourney, casework.Stopped, nil, []casework.Step{casework.StepDeparture, casework.StepBoarding, casework.StepManifest}},
		"no state":                  {casework.StepNationalityDispute, casework.Stateless, []casework.Statement{fact(casework.FactNationality, "stateless")}, []casework.Step{casework.StepSolution}},
		"not met":                   {casework.StepArrival, casework.NotMet, []casework.Statement{fact(casework.FactSafetyAlert, "open")}, nil},
		"detained":                  {casework.StepArrival, casework.Detained, []casework.Statement{fact(casework.FactSafetyAlert, "open")}, nil},
		"in hospital":               {casework.StepArrival, casework.Hospital, []casework.Statement{fact(casework.FactMedicalCrisis, "open")}, nil},
		"at risk":                   {casework.StepSafetyCall, casework.AtRisk, []casework.Statement{fact(casework.FactSafetyAlert, "open"), fact(casework.FactContact, "kept")}, nil},
		"safe":                      {casework.StepSafetyCall, casework.Safe, []casework.Statement{fact(casework.FactContact, "kept")}, nil},
		"reached":                   {casework.FollowUp("1w"), casework.Reached, []casework.Statement{fact(casework.FactContact, "kept")}, nil},
		"lost, by their own word":   {casework.FollowUp("1w"), casework.LostContact, []casework.Statement{fact(casework.FactContact, "lost"), fact(casework.FactSafetyAlert, "open")}, nil},
		"screened at home":          {casework.StepScreeningAtOrigin, casework.Screened, []casework.Statement{fact(casework.FactScreeningDebt, "paid")}, nil},
		"not wanting that":          {casework.StepScreeningAtOrigin, casework.Declined, []casework.Statement{fact(casework.FactScreeningDebt, "declined")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := unguarded(t, tt.step)
			l.decide(tt.step, tt.as)
			for _, f := range tt.facts {
				require.True(t, l.c.FactIs(f.Name, f.Value), f.Name)
				require.True(t, slices.ContainsFunc(l.change.Facts, func(one casework.Fact) bool { return one.Name == f.Name && one.Value == f.Value }), "the record hears of it")
			}
			l.unsettled(tt.again...)
		})
	}
}

func TestASecondStateIsAskedAtItsOwnMission(t *testing.T) {
	t.Parallel()
	l := unguarded(t, casework.StepNationalityDispute)
	l.decide(casework.StepNationalityDispute, casework.SecondState)
	require.Nil(t, l.c.Second, "not before a lawyer has agreed")
	l.asks = asks(casework.StepDisputeReview)
	l.give("C12")
	l.decide(casework.StepDisputeReview, casework.Agreed)
	l.unsettled(casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepFearOfReturn)
	require.Equal(t, &casework.OtherState{State: "KEN", Desk: "ken-mission"}, l.c.Second)
	l.asks = func(w *ruling.Walk) { _, _ = w.AskState(casework.StepVerifyNationality, *w.Case().Second) }
	casetest.Settle(&l.c, casework.StepFearOfReturn, casework.No, 0)
	l.give("C12")
	task := l.task(casework.StepVerifyNationality)
	require.Equal(t, casework.DeskID("ken-mission"), task.Desk)
	require.Equal(t, casework.Country("KEN"), task.State)
	cmd := l.deciding(casework.StepVerifyNationality, casework.Confirmed)
	cmd.State = ""
	l.do(cmd)
	s, _ := l.c.Settlement(casework.StepVerifyNationality)
	require.Equal(t, casework.Country("KEN"), s.State, "which state has answered stays known")
}

// TestMissedContacts: after three tries the contact counts as lost, an alert is open, and the procedure
// continues. The case never closes because of it.
func TestMissedContacts(t *testing.T) {
	t.Parallel()
	for step, missed := range map[casework.Step]casework.Outcome{casework.StepSafetyCall: casework.NoAnswer, casework.FollowUp("1w"): casework.Missed} {
		l := unguarded(t, step)
		for try := 1; try <= 3; try++ {
			require.Equal(t, try, l.task(step).Attempt)
			cmd := l.deciding(step, missed)
			cmd.Until = nil
			l.do(cmd)
			require.Contains(t, l.entries(), "contact_missed ")
			require.Equal(t, try == 3, l.c.FactIs(casework.FactContact, "lost"))
		}
		require.Empty(t, l.open())
		require.True(t, l.c.FactIs(casework.FactSafetyAlert, "open"))
		require.False(t, l.status("G22").Open)
		require.Equal(t, 3, l.c.Misses[step])
	}
	l := unguarded(t, casework.FollowUp("1w"))
	for range 3 {
		cmd := l.deciding(casework.FollowUp("1w"), casework.Missed)
		cmd.Until = nil
		l.do(cmd)
	}
	require.True(t, l.c.Is(casework.FollowUp("1w"), l.now, casework.LostContact))
	l.report(casework.EventContactRestored)
	require.True(t, l.c.FactIs(casework.FactContact, "kept"))
}

// TestAStageIsReached by settlements.
func TestAStageIsReached(t *testing.T) {
	t.Parallel()
	for i, s := range casework.Stages() {
		for j, other := range casework.Stages() {
			require.Equal(t, i > j, s.After(other))
		}
	}
	l := begin(t, casework.StepRegister)
	require.Equal(t, casework.StageRescue, l.c.Stage)
	l.decide(casework.StepRegister, casework.Registered)
	require.Equal(t, casework.StageIdentification, l.answer.Stage)
	require.Contains(t, l.entries(), "stage_reached identification")
	for _, tt := range []struct {
		step casework.Step
		as   casework.Outcome
		want casework.Stage
	}{
		{casework.StepVerifyNationality, casework.Confirmed, casework.StageClearance},
		{casework.StepSeat, casework.Held, casework.StageClearance},
		{casework.StepTicket, casework.Ticketed, casework.StageTransport},
		{casework.StepArrival, casework.NotMet, casework.StageTransport},
		{casework.StepArrival, casework.Met, casework.StageReintegration},
	} {
		casetest.Settle(&l.c, tt.step, tt.as, 0)
		l.give("C12")
		require.Equal(t, tt.want, l.c.Stage, tt.step)
	}
}

func TestAWalkPassesOverWhatIsSettled(t *testing.T) {
	t.Parallel()
	r := casetest.Rules()
	r.Steps = slices.DeleteFunc(r.Steps, func(s casework.Step) bool { return s == casework.StepPlacement })
	r.Override = map[casework.Step]casework.DeskKind{casework.StepTriage: casework.DeskShelter}
	l := beginUnder(t, r)
	errs := map[casework.Step]error{}
	var together error
	l.asks = func(w *ruling.Walk) {
		ask := func(s casework.Step) func() error {
			return func() error { _, errs[s] = w.Ask(s); return errs[s] }
		}
		together = w.Together(ask(casework.StepTriage), ask(casework.StepPlacement), ask("no_such_step"))
		require.True(t, w.Done(casework.StepPlacement), "what is no part of the corridor is done")
		require.Equal(t, w.Is(casework.StepTriage, casework.Green), w.Done(casework.StepTriage))
		require.False(t, w.Open(casework.CollectData))
		require.ErrorIs(t, w.Await(casework.CollectData), ruling.ErrWaiting)
		require.NoError(t, w.Await(casework.MergeRecords+"?"), "no gate stands before what nobody blocks")
		require.Equal(t, l.now, w.Now())
	}
	l.give("C12")
	require.Equal(t, casetest.Desk(casework.DeskShelter), l.task(casework.StepTriage).Desk, "a corridor asks another desk")
	require.ErrorIs(t, errs[casework.StepTriage], ruling.ErrWaiting)
	require.ErrorIs(t, together, ruling.ErrWaiting)
	require.NoError(t, errs[casework.StepPlacement])
	require.NoError(t, errs["no_such_step"])
	require.Equal(t, []casework.Wait{{Gate: "G01", Since: l.now}}, l.c.Waits)
	l.decide(casework.StepTriage, casework.Green)
	require.NoError(t, together)
}

func TestWhatIsPutOffIsAskedForThen(t *testing.T) {
	t.Parallel()
	l := unguarded(t, casework.StepFitToTravel)
	cmd := l.deciding(casework.StepFitToTravel, casework.Defer)
	then := l.now.Add(20 * casetest.Day)
	cmd.Until = &then
	l.do(cmd)
	task := l.task(casework.StepFitToTravel)
	require.Equal(t, then, task.NotBefore)
	l.refused(fault.Conflict, l.deciding(casework.StepFitToTravel, casework.Fit))
	l.tick(then)
	require.Equal(t, task.ID, l.task(casework.StepFitToTravel).ID, "the same request, when its time has come")
	l.now = then.Add(time.Hour)
	l.decide(casework.StepFitToTravel, casework.Fit)
}

func TestOnlyTheLastKeysAreRemembered(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	for range 201 {
		l.do(casework.Command{Kind: casework.KindClaim, Task: "triage#1", By: medic()})
	}
	require.Len(t, l.c.Settled, 200)
	_, known := l.c.Known("open")
	require.False(t, known)
	keyless := l.c
	change, _, err := ruling.Accept(keyless, casework.Command{Kind: casework.KindTick, At: l.now, By: casework.System()}, l.asks)
	require.NoError(t, err)
	require.Equal(t, keyless.Settled, keyless.Take(change, casework.Recorded{}).Settled)
}
