package workflows_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Edge case 11: a consul denies nationality, so a second evidence pack, a second state, or statelessness; no
// removal. Edge case 12: no mission before a legal review.
func TestASecondStateIsTriedAfterALegalReviewAndTheFearAskedOfIt(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "solution")
	require.NoError(t, p.decide(casework.StepVerifyNationality, casework.NotNational))
	require.Equal(t, "tha-caseworker", string(taskFor(t, p, casework.StepNationalityDispute).Desk), "a refusal goes to a person who looks for another way")
	require.NoError(t, p.decide(casework.StepNationalityDispute, casework.MoreEvidence))
	review := taskFor(t, p, casework.StepDisputeReview)
	require.Equal(t, casework.DeskID("tha-review_body"), review.Desk)
	require.Equal(t, 15*day, review.DueAt().Sub(review.StartedAt))
	require.Empty(t, consularTasks(p), "no mission is asked before the review")
	require.NoError(t, p.decide(casework.StepDisputeReview, casework.Agreed))
	require.Equal(t, 2, taskFor(t, p, casework.StepVerifyNationality).Attempt)
	require.NoError(t, p.decide(casework.StepVerifyNationality, casework.Disputed))
	require.NoError(t, p.decide(casework.StepNationalityDispute, casework.SecondState, naming("KEN", "ken-mission-bangkok")))
	require.Nil(t, p.c.Second)
	require.NoError(t, p.decide(casework.StepDisputeReview, casework.Refused))
	require.NoError(t, p.decide(casework.StepNationalityDispute, casework.SecondState, naming("KEN", "ken-mission-bangkok")), "another way is looked for")
	require.NoError(t, p.decide(casework.StepDisputeReview, casework.Agreed))
	require.Empty(t, consularTasks(p), "the second state is a state to be afraid of, too")
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No))
	second := taskFor(t, p, casework.StepVerifyNationality)
	require.Equal(t, casework.DeskID("ken-mission-bangkok"), second.Desk)
	require.NoError(t, p.decide(casework.StepVerifyNationality, casework.Confirmed))
	document := taskFor(t, p, casework.StepTravelDocument)
	require.Equal(t, casework.DeskID("ken-mission-bangkok"), document.Desk, "and it issues the document")
	require.Equal(t, casework.Country("KEN"), document.State)
}

func TestWhoFoundTheWayDoesNotReviewIt(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "solution")
	require.NoError(t, p.decide(casework.StepVerifyNationality, casework.NotNational))
	same := func(c *casework.Command) { c.By.Account = "two-desks" }
	require.NoError(t, p.decide(casework.StepNationalityDispute, casework.MoreEvidence, same))
	require.Equal(t, fault.Denied, fault.CodeOf(p.decide(casework.StepDisputeReview, casework.Agreed, same)))
}

// givenToOrigin grants her file to the receiving agency at home.
func givenToOrigin(t *testing.T, p *person) {
	t.Helper()
	until := p.now.Add(30 * day)
	require.NoError(t, p.send(casework.Command{
		Kind: casework.KindGiveAccess, Agency: "mmr-reception", Desk: "mmr-receiving", DeskKind: casework.DeskReceiving, Classes: []casework.Class{"C"},
		Purpose: "reception", Consents: []casework.Consent{casework.ConsentHandover}, Until: &until, By: officer("tha-caseworker", casework.RoleCaseworker),
	}))
}

// Edge case 12: the wrong state must not take her. A dispute reaches everything that rested on the nationality.
func TestADisputeReachesDocumentTicketManifestSeatAndGrants(t *testing.T) {
	t.Parallel()
	for name, cmd := range map[string]casework.Command{
		"the dispute is reported":      {Kind: casework.KindReport, Event: casework.EventNationalityDisputed, By: officer("tha-caseworker", casework.RoleCaseworker)},
		"the consulate takes back yes": {Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepVerifyNationality, Reasoned: true, By: officer("mmr-mission-bangkok", casework.RoleConsul)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := opened(everyStep())
			walk(t, p, laneA(), "lock")
			givenToOrigin(t, p)
			require.NoError(t, p.send(cmd))
			for _, s := range []casework.Step{casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepSeat, casework.StepTicket, casework.StepManifest} {
				_, settled := p.c.Settlement(s)
				require.False(t, settled, s)
			}
			require.False(t, p.c.GrantActive(p.c.Access[0], p.now))
			want := map[casework.UndoKind]casework.UndoState{"seat": "ordered", "ticket": "ordered", "manifest": "ordered"}
			require.Equal(t, want, states(p.c))
			for _, u := range p.c.Undo {
				if u.Kind == casework.UndoDocumentRequest || u.Kind == casework.UndoGrant {
					require.Equal(t, casework.UndoOrdered, u.State, u.Kind)
				}
			}
			taskFor(t, p, casework.TellSurvivor(1))
			if cmd.Event == casework.EventNationalityDisputed {
				taskFor(t, p, casework.StepNationalityDispute)
				require.Empty(t, consularTasks(p), "no mission is asked before she was consulted")
				return
			}
			require.Equal(t, []casework.Step{casework.StepVerifyNationality}, consularTasks(p), "it answers again")
		})
	}
}

// Edge case 13: no consular gate for a stateless person; and where a list does not know
// a nationality, no embassy is asked.
func TestWhoIsStatelessByAListIsNoEmbassysConcern(t *testing.T) {
	t.Parallel()
	for _, lane := range []casework.Lane{casework.LaneA, casework.LaneB} {
		for _, value := range []string{casework.NationalityStateless, casework.NationalityUnknown} {
			t.Run(string(lane)+"/"+value, func(t *testing.T) {
				t.Parallel()
				rules := everyStep()
				if lane == casework.LaneB {
					rules.Lane = lane
					rules.Steps = append(rules.Steps, casework.StepEmbassyCommitment, casework.StepBorderSlot, casework.StepCrossing)
				}
				p := opened(rules, casework.Statement{Name: casework.FactNationality, Value: value})
				require.NotContains(t, openSteps(p), casework.StepEmbassyCommitment)
				require.NoError(t, p.decide(casework.StepRegister, casework.Registered, facts(yes(casework.FactToldOfPurpose), casework.Statement{Name: casework.FactAge, Value: "adult"})))
				require.NoError(t, consents("C1", "C2", "C4", "C5", "C9")(p))
				require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No, facts(casework.Statement{Name: casework.FactInterpreter, Value: "ok"}, yes(casework.FactLawyerTold))))
				require.Empty(t, consularTasks(p))
				taskFor(t, p, casework.StepNationalityDispute)
				require.NoError(t, p.decide(casework.StepNationalityDispute, casework.Stateless))
				taskFor(t, p, casework.StepStatelessness)
				require.Empty(t, consularTasks(p))
				if lane == casework.LaneB {
					require.Contains(t, openSteps(p), casework.StepSeat, "the crossing goes on without an embassy")
					require.NoError(t, moved(casework.MoveHold)(p))
					taskFor(t, p, casework.StepBorderSlot)
				}
			})
		}
	}
}

// A case that is reopened asks her first, and no embassy.
func TestAReopenedCaseAsksHerFirst(t *testing.T) {
	t.Parallel()
	for _, solution := range []casework.Outcome{casework.Stay, casework.ThirdCountry} {
		t.Run(string(solution), func(t *testing.T) {
			t.Parallel()
			p := opened(everyStep())
			walk(t, p, laneA(), "risk")
			require.NoError(t, p.decide(casework.StepSolution, solution))
			require.Empty(t, consularTasks(p), "her embassy is not asked about one who does not go home")
			require.NoError(t, p.decide(casework.StepClosure, casework.Closed))
			require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventReopened, By: officer("tha-supervisor", casework.RoleSupervisor)}))
			require.Equal(t, []casework.Step{casework.StepSolution}, openSteps(p))
			require.NoError(t, p.decide(casework.StepSolution, casework.Return))
			require.Equal(t, []casework.Step{casework.StepVerifyNationality}, consularTasks(p))
		})
	}
}
