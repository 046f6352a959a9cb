package ruling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

func supervisorActor() casework.Actor {
	return casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)
}

func reports(e casework.Event, by casework.Actor) casework.Command {
	return casework.Command{Kind: casework.KindReport, Event: e, Reasoned: true, By: by}
}

// One officer who is mistaken does not end a life on record: until a second person has agreed, the case stands
// still, no desk is late, and nothing is lost.
func TestADeathTakesTwoPeople(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage, casework.StepScreening)
	l.livingOnly()
	l.do(reports(casework.EventDeath, casetest.Officer(casework.DeskEscort, casework.RoleEscort)))
	require.Nil(t, l.c.Ended)
	require.Equal(t, casework.CauseUnconfirmed, l.task(casework.StepTriage).Pause.Cause)
	approval := l.task(casework.Approval(1))
	require.Equal(t, casetest.Desk(casework.DeskSupervisor), approval.Desk)
	require.Equal(t, 1, l.answer.Proposal)
	require.Equal(t, casework.ApprovalWithin, l.change.Clocks[0].Budget)
	require.Nil(t, approval.Pause, "the second person's clock runs")

	l.refused(fault.Conflict, l.deciding(casework.StepTriage, casework.Green))
	l.refused(fault.Conflict, reports(casework.EventDeath, caseworker()))
	own := l.answering(casework.ProposeDeath, casework.Agreed)
	own.By.Account = casetest.Officer(casework.DeskEscort, casework.RoleEscort).Account
	l.refused(fault.Denied, own)
	unseen := l.answering(casework.ProposeDeath, casework.Agreed)
	unseen.Ref = "another"
	l.refused(fault.Stale, unseen)

	l.agree(casework.ProposeDeath)
	require.True(t, l.c.Deceased())
	require.Empty(t, l.open())
	require.Equal(t, casework.ProposalAgreed, l.c.Proposals[0].State)
	require.Equal(t, casework.AccountID("acct-second"), l.c.Proposals[0].Decided.Account)
	fact, _ := l.c.Fact(casework.FactDeceased)
	require.Equal(t, casetest.Officer(casework.DeskEscort, casework.RoleEscort), fact.By, "the officer who reported it is its author")
}

// The officer who proposed cannot take the request to the second person, and so keep the colleagues from answering it.
func TestAProposerDoesNotTakeTheSecondAnswer(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(reports(casework.EventDeath, caseworker()))
	task := l.task(casework.Approval(1))
	claim := casework.Command{Kind: casework.KindClaim, Task: task.ID, By: supervisorActor()}
	claim.By.Account = caseworker().Account
	l.refused(fault.Denied, claim)
	claim.By = supervisorActor()
	l.do(claim)
}

// A false report of her death keeps no one from protecting her: she may ask for asylum, and her emergency is heard.
func TestAnUnconfirmedDeathKeepsHerFromNoProtection(t *testing.T) {
	t.Parallel()
	for event, fact := range map[casework.Event]casework.FactName{
		casework.EventAsylumClaim: casework.FactAsylum, casework.EventEmergency: casework.FactMedicalCrisis,
	} {
		l := begin(t, casework.StepTriage)
		l.do(reports(casework.EventDeath, casetest.Officer(casework.DeskEscort, casework.RoleEscort)))
		l.do(reports(event, caseworker()))
		require.True(t, l.c.FactIs(fact, "open"), "%s", event)
		_, frozen := l.c.Frozen()
		require.True(t, frozen, "the second person still has to answer")
		l.refused(fault.Conflict, reports(casework.EventContactLost, caseworker()))
	}
}

func TestARefusedDeathLetsTheCaseGoOn(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(reports(casework.EventDeath, caseworker()))
	bare := l.answering(casework.ProposeDeath, casework.Refused)
	bare.Reasoned = false
	l.refused(fault.Invalid, bare)
	l.do(l.answering(casework.ProposeDeath, casework.Refused))
	require.Nil(t, l.task(casework.StepTriage).Pause)
	l.decide(casework.StepTriage, casework.Green)
}

// A death that no second person has confirmed climbs like any other request, and the case stays frozen.
func TestAnUnconfirmedDeathNeverExpires(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(reports(casework.EventDeath, caseworker()))
	l.c.Tasks[1].Escalations = []casework.EscalationAt{{Level: casework.EscalationHeadOfDesk, At: l.now.Add(casework.ApprovalWithin)}}
	require.Equal(t, l.now.Add(casework.ApprovalWithin), l.c.NextDue())
	l.now = l.now.Add(100 * casetest.Day)
	l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
	require.Contains(t, l.entries(), "ladder_rung head_of_desk")
	_, frozen := l.c.Frozen()
	require.True(t, frozen)
}

func TestADeathIsCorrectedByTwo(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage, casework.StepRiskAssessment, casework.StepSolution)
	l.livingOnly()
	known(&l.c, yes(casework.FactInformed), fact(casework.FactAge, "adult"))
	l.decide(casework.StepTriage, casework.Green)
	l.decide(casework.StepRiskAssessment, casework.Low)
	l.refused(fault.Conflict, reports(casework.EventDeathCorrected, supervisorActor()))
	l.dies()
	bare := reports(casework.EventDeathCorrected, supervisorActor())
	bare.Reasoned = false
	l.refused(fault.Invalid, bare)
	l.do(reports(casework.EventDeathCorrected, supervisorActor()))
	require.True(t, l.c.Deceased(), "one officer does not bring her back on record")
	require.Equal(t, []casework.Step{casework.Approval(2)}, l.open())
	require.Equal(t, casetest.Desk(casework.DeskCaseworker), l.task(casework.Approval(2)).Desk)
	l.agree(casework.ProposeNotDead)
	require.False(t, l.c.Deceased())
	require.Equal(t, []casework.Step{casework.StepRiskAssessment, casework.StepSolution, casework.StepTriage}, l.open(), "what may have changed is asked again")
	require.Equal(t, casework.VoluntaryAssisted, l.c.Modality)
}

func TestAProposalIsWithdrawnByItsAuthorAndExpires(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	other := casetest.Rules()
	move := casework.Command{Kind: casework.KindReport, Event: casework.EventCorridorChanged, Pinned: &other, By: supervisorActor()}
	l.do(move)
	drop := casework.Command{Kind: casework.KindDropProposal, Proposal: 1, By: caseworker()}
	l.refused(fault.Denied, drop)
	drop.By = supervisorActor()
	l.do(drop)
	require.Equal(t, casework.ProposalWithdrawn, l.c.Proposals[0].State)
	require.Equal(t, []casework.Step{casework.StepTriage}, l.open())
	l.refused(fault.Conflict, drop)
	drop.Proposal = 7
	l.refused(fault.NotFound, drop)

	l.do(move)
	until := l.c.Proposals[1].Until
	require.Equal(t, l.now.Add(casework.ProposalExpires), until)
	l.now = until
	l.do(casework.Command{Kind: casework.KindTick, By: casework.System()})
	require.Equal(t, casework.ProposalExpired, l.c.Proposals[1].State)
	require.Nil(t, l.c.Proposals[1].Decided)
	require.Equal(t, []casework.Step{casework.StepTriage}, l.open())
}

// A case of an earlier edition is judged as before, until its run continues under the newer rules.
func TestAnEarlierEditionIsJudgedAsBefore(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.c.Edition = casework.EditionFirst
	old := l.c
	l.do(reports(casework.EventDeath, caseworker()))
	require.True(t, l.c.Deceased())

	l.c = old
	l.do(casework.Command{Kind: casework.KindAdopt, Edition: casework.CurrentEdition, By: casework.System()})
	require.Equal(t, casework.CurrentEdition, l.c.Edition)
	require.Contains(t, l.entries(), "rules_adopted ")
	l.do(reports(casework.EventDeath, caseworker()))
	require.False(t, l.c.Deceased())
}

func TestWhatIsProposedHasADigestOfItsOwn(t *testing.T) {
	t.Parallel()
	a := reports(casework.EventDeath, caseworker())
	b := a
	b.Key, b.At, b.By = "other", time.Now(), supervisorActor()
	require.Equal(t, casework.DigestOf(a), casework.DigestOf(b), "who and when are not what is proposed")
	b.Event = casework.EventDeathCorrected
	require.NotEqual(t, casework.DigestOf(a), casework.DigestOf(b))
	require.Len(t, casework.DigestOf(a), 64)
}
