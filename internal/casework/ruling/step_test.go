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

// unguarded returns rules whose gates are open, to test steps alone.
func unguarded(tb testing.TB, s casework.Step) *life {
	tb.Helper()
	l := begin(tb, s)
	for _, name := range []casework.FactName{
		casework.FactToldOfPurpose, casework.FactNeedsMet, casework.FactLawyerTold, casework.FactPickUp, casework.FactIdentityMatch,
	} {
		known(&l.c, yes(name))
	}
	known(&l.c, fact(casework.FactInterpreter, "ok"), fact(casework.FactRecruiter, "known"), fact(casework.FactAge, "adult"))
	for _, c := range casework.Consents() {
		l.c.Consents = append(l.c.Consents, casework.ConsentGiven{Consent: c, At: casetest.At(), Mode: casework.ModeSign})
	}
	l.c.Screenings = 2
	until := casetest.After(400 * casetest.Day)
	for step, o := range map[casework.Step]casework.Outcome{
		casework.StepFearOfReturn: casework.No, casework.StepVerifyNationality: casework.Confirmed, casework.StepEmbassyCommitment: casework.Committed,
		casework.StepBorderSlot: casework.Confirmed, casework.StepTravelDocument: casework.Issued, casework.StepExitPermit: casework.Granted,
		casework.StepFineWaiver: casework.NotDue, casework.StepReception: casework.Accepted, casework.StepFitToTravel: casework.Fit,
		casework.StepRiskAssessment: casework.Low, casework.StepSolution: casework.Return, casework.StepManifest: casework.Locked,
		casework.StepPreEmbarkation: casework.Fit, casework.StepBoarding: casework.Boarded, casework.StepDeparture: casework.Departed,
	} {
		if step != s {
			l.c.Settlements = append(l.c.Settlements, casework.Settlement{Step: step, Outcome: o, Attempt: 1, At: casetest.At(), Until: until, Ref: "doc-1"})
		}
	}
	if s == casework.StepArrival || s.Base() == casework.StepFollowUp {
		l.c.Settlements = append(l.c.Settlements, casework.Settlement{Step: casework.StepDeparture, Outcome: casework.Departed, At: casetest.At()})
	}
	l.c.Trip = &casework.Trip{Movement: "mov-1", DepartsAt: casetest.At().Add(2 * casetest.Day), Document: "doc-1"}
	l.do(casework.Command{Kind: casework.KindConsent, Consents: []casework.Consent{casework.ConsentStatistics}, Mode: casework.ModeSign, By: caseworker()})
	return l
}

// TestEveryOutcomeOfEveryStep answers each step with each outcome: it settles the step, needs reasons
// and a date if the table says so, and is asked again if the table says so.
func TestEveryOutcomeOfEveryStep(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Specs() {
		if spec.ByMovement || spec.Quorum || spec.Step == casework.StepInformation || spec.Step == casework.StepApproval || spec.Step == casework.StepAttest || spec.Step.KeepsOwner() {
			continue // these have tests of their own
		}
		step := spec.Step
		if step == casework.StepFollowUp {
			step = casework.FollowUp("1w")
		}
		for _, o := range spec.Offered() {
			t.Run(string(spec.Step)+"/"+string(o), func(t *testing.T) {
				t.Parallel()
				l := unguarded(t, step)
				cmd := l.deciding(step, o)
				if step == casework.StepReflection && o == casework.Elapsed {
					l.refused(fault.Denied, cmd)
					return
				}
				bare := cmd
				bare.Reasoned = false
				if spec.NeedsReasons(o) {
					l.refused(fault.Invalid, bare)
				}
				bare = cmd
				bare.Until = nil
				if spec.NeedsDate(o) {
					l.refused(fault.Invalid, bare)
				}
				bare = cmd
				bare.Ref = ""
				if step == casework.StepTravelDocument && o == casework.Issued { // needed by I5
					l.refused(fault.Invalid, bare)
				}
				bare = cmd
				past := l.now.Add(-time.Hour)
				bare.Until = &past
				l.refused(fault.Invalid, bare)
				if slices.Contains(spec.TwoPeople, o) { // needs two people
					first := cmd
					first.By.Account = "acct-colleague"
					l.do(first)
					require.False(t, l.answer.Settled)
				}
				l.do(cmd)
				require.True(t, l.answer.Settled)
				require.Equal(t, cmd.Task, l.answer.Task)
				require.Len(t, l.change.Decisions, 1)
				require.True(t, l.change.Decisions[0].Final)
				require.Contains(t, l.change.Closed, casework.TaskClosed{Task: cmd.Task, How: casework.ClosedDecided, Outcome: o})
				asked, open := l.c.TaskFor(step)
				if open {
					require.Equal(t, 2, asked.Attempt)
				}
				if spec.Repeats(o) && len(spec.Guards) == 0 {
					require.True(t, open, "the request is put again")
				}
				if s, ok := l.c.Settlement(step); ok && l.c.Stage != casework.StageClosed {
					require.Equal(t, spec.Repeats(o), open, "%s", s.Outcome)
				}
			})
		}
		t.Run(string(spec.Step)+"/no such outcome", func(t *testing.T) {
			t.Parallel()
			l := unguarded(t, step)
			l.refused(fault.Invalid, l.deciding(step, "no_such_outcome"))
		})
	}
}

func TestWhoMayAnswerATask(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	cmd := l.deciding(casework.StepTriage, casework.Green)
	other := cmd
	other.By.Desk = "another-desk"
	l.refused(fault.Denied, other)
	stale := cmd
	stale.Version = 9
	l.refused(fault.Stale, stale)
	never := cmd
	never.Task = "solution#1"
	l.refused(fault.Conflict, never)
	colleague := casework.Actor{Account: "bo", Desk: cmd.By.Desk}
	l.do(casework.Command{Kind: casework.KindClaim, Task: cmd.Task, By: colleague})
	l.refused(fault.Conflict, cmd)
	l.do(casework.Command{Kind: casework.KindRelease, Task: cmd.Task, By: colleague})
	cmd.Version = l.task(casework.StepTriage).Version
	l.do(cmd)
	err := l.try(cmd)
	require.Equal(t, fault.Decided, fault.CodeOf(err))
	s, _ := l.c.Settlement(casework.StepTriage)
	require.Equal(t, casework.AlreadyDecided{Outcome: casework.Green, At: s.At, Desk: cmd.By.Desk}, fault.DetailsOf(err))
}

func TestATaskThatOpensLaterIsNotAnsweredEarly(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.asks = func(w *ruling.Walk) {
		_, _ = w.AskAt(casework.FollowUp("1w"), casetest.At().Add(7*casetest.Day), 2*casetest.Day)
	}
	l.give("C12")
	task := l.task(casework.FollowUp("1w"))
	require.Equal(t, casetest.At().Add(7*casetest.Day), task.NotBefore)
	require.Equal(t, casetest.At().Add(7*casetest.Day), task.StartedAt, "its clock begins with its window")
	require.Equal(t, []casework.ClockOrder{{Task: task.ID, Step: task.Step, Desk: task.Desk, Start: task.StartedAt, Budget: 2 * casetest.Day}}, l.change.Clocks)
	l.refused(fault.Conflict, l.deciding(task.Step, casework.Reached))
	l.now = casetest.At().Add(7 * casetest.Day)
	l.decide(task.Step, casework.Reached)
}

func TestASecondStateIsNamed(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepNationalityDispute)
	cmd := l.deciding(casework.StepNationalityDispute, casework.SecondState)
	cmd.State = ""
	l.refused(fault.Invalid, cmd)
	cmd.State, cmd.Desk = "KEN", ""
	l.refused(fault.Invalid, cmd)
}

func TestStepsThatGoWithAMovementAreNotDecided(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Specs() {
		if !spec.ByMovement {
			continue
		}
		l := unguarded(t, spec.Step)
		l.refused(fault.Invalid, l.deciding(spec.Step, spec.Outcomes[0]))
		l.refused(fault.Invalid, casework.Command{Kind: casework.KindReassign, Task: l.task(spec.Step).ID, Desk: "another", By: caseworker()})
	}
}

func TestFactsThatADeskMayState(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.FactSpecs() {
		for _, kind := range casework.DeskKinds() {
			may := false
			for _, k := range spec.Desks {
				may = may || k == kind || kind == casework.DeskSurvivor && k == casework.DeskCaseworker
			}
			l, value := begin(t), spec.Values[0]
			if _, order := casework.OrderOfFact(spec.Name); order { // see TestAnOrderIsNotStated
				value = "no"
			}
			cmd := casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(spec.Name, value)}, By: casetest.Officer(kind, "")}
			if kind == casework.DeskSurvivor {
				continue // this desk has no staff
			}
			if !may {
				l.refused(fault.Invalid, cmd)
				continue
			}
			l.do(cmd)
			require.True(t, l.c.FactIs(spec.Name, value))
			cmd.Facts[0].Value = "whatever"
			l.refused(fault.Invalid, cmd)
		}
	}
	l := begin(t)
	l.refused(fault.Invalid, casework.Command{Kind: casework.KindState, By: caseworker()})
	l.refused(fault.Invalid, casework.Command{Kind: casework.KindState, By: caseworker(), Facts: []casework.Statement{yes("no_such_fact")}})
	l.refused(fault.Invalid, casework.Command{Kind: casework.KindState, By: caseworker(), Facts: []casework.Statement{yes(casework.FactDeceased)}})
	l.refused(fault.Invalid, casework.Command{Kind: "no such command", By: caseworker()})
}

// TestOnlyAnAssessmentMakesAnAdult checks G09 against statements.
func TestOnlyAnAssessmentMakesAnAdult(t *testing.T) {
	t.Parallel()
	adult := casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactAge, "adult")}, By: caseworker()}
	for name, tt := range map[string]struct {
		doubt func(*life)
		want  fault.Code
	}{
		"a list left it open":        {func(l *life) { known(&l.c, fact(casework.FactAge, "disputed")) }, fault.Conflict},
		"a list says she is a child": {func(l *life) { known(&l.c, fact(casework.FactAge, "minor")) }, fault.Conflict},
		"somebody has doubted it":    {func(l *life) { l.report(casework.EventAgeDisputed) }, fault.Conflict},
		"somebody has stated a doubt": {func(l *life) {
			l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactAge, "disputed")}, By: caseworker()})
		}, fault.Conflict},
		"the screener saw a child":     {func(l *life) { l.decide(casework.StepScreening, casework.ChildProtocol) }, fault.Conflict},
		"nobody has said anything yet": {func(*life) {}, ""},
		"a list left it open, in the first edition": {func(l *life) {
			l.c.Edition = casework.EditionFirst
			known(&l.c, fact(casework.FactAge, "disputed"))
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := unguarded(t, casework.StepScreening)
			l.c.Facts = nil
			known(&l.c, yes(casework.FactNeedsMet), yes(casework.FactLawyerTold), fact(casework.FactInterpreter, "ok"))
			tt.doubt(l)
			if tt.want == "" {
				l.do(adult)
				require.False(t, l.c.Child())
				require.False(t, l.c.MaybeChild)
				return
			}
			require.True(t, l.c.Child())
			l.refused(tt.want, adult)
			l.asks = asks(casework.StepAgeAssessment)
			l.give("C12")
			l.decide(casework.StepAgeAssessment, casework.Adult)
			require.False(t, l.c.Child())
			require.True(t, l.c.MaybeChild || l.c.Attempts[casework.StepAgeAssessment] > 0, "a doubt stays in the file: it decides how long the file is kept")
			l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{fact(casework.FactAge, "disputed")}, By: caseworker()})
			require.Equal(t, 2, l.task(casework.StepAgeAssessment).Attempt, "a new doubt asks for a new assessment")
		})
	}
}

func TestAFactThatACorridorAddsIsStatedByItsOwner(t *testing.T) {
	t.Parallel()
	r := casetest.Rules()
	r.Added = []casework.AddedCondition{{Gate: "G01", Fact: "mfa_approval", Owner: casework.DeskBorder}, {Gate: "G02", Fact: "other", Owner: casework.DeskBorder}}
	l := beginUnder(t, r)
	approve := casework.Command{Kind: casework.KindState, Facts: []casework.Statement{yes("mfa_approval")}, By: casetest.Officer(casework.DeskBorder, "")}
	l.do(approve)
	approve.Facts = []casework.Statement{fact("mfa_approval", "perhaps")}
	require.Equal(t, fault.Invalid, fault.CodeOf(l.try(approve)))
	approve.By = casetest.Officer(casework.DeskMedical, "")
	approve.Facts = []casework.Statement{yes("mfa_approval")}
	require.Equal(t, fault.Invalid, fault.CodeOf(l.try(approve)), "another desk's to state")
}
