package workflows_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// correcting is a registrar's correction of her identity on record.
func correcting(fields ...casework.IdentityField) casework.Command {
	return casework.Command{Kind: casework.KindCorrect, Fields: fields, Reasoned: true, By: officer("tha-registrar", casework.RoleRegistrar)}
}

// corrects proposes a correction, and a colleague of the registrar agrees.
func (p *person) corrects(t *testing.T, cmd casework.Command) {
	t.Helper()
	require.NoError(t, p.send(cmd))
	proposal := p.c.Proposals[len(p.c.Proposals)-1]
	require.Equal(t, casework.ProposalWaits, proposal.State)
	require.Equal(t, casework.DeskID("tha-registrar"), taskFor(t, p, casework.Approval(proposal.ID)).Desk, "a colleague of the desk is asked")
	same := p.decide(casework.Approval(proposal.ID), casework.Agreed, ref(proposal.Digest))
	require.Equal(t, fault.Denied, fault.CodeOf(same), "not the one who proposed it")
	require.NoError(t, p.decide(casework.Approval(proposal.ID), casework.Agreed, ref(proposal.Digest), by("acct-colleague", "agency-tha-registrar", casework.RoleRegistrar)))
	require.Equal(t, casework.ProposalAgreed, p.c.Proposals[proposal.ID-1].State)
}

func (p *person) settledSteps() []casework.Step {
	var out []casework.Step
	for _, s := range p.c.Settlements {
		out = append(out, s.Step)
	}
	return out
}

func (p *person) notified(kind casework.NoticeKind) (out []casework.DeskID) {
	for _, n := range p.last.Notices {
		if n.Kind == kind {
			out = append(out, n.Desk)
		}
	}
	return out
}

// With the wrong nationality on record her data went to the wrong mission. Corrected by two, that mission sees
// nothing but its request to delete, is not asked again, and a person looks for the right corridor (audit D15).
func TestAWrongNationalityLeavesTheWrongMission(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "hold")
	require.Contains(t, p.settledSteps(), casework.StepTravelDocument)
	cmd := correcting(casework.IdentityNationality)
	cmd.OtherState = true
	require.NoError(t, p.send(cmd))
	require.Contains(t, p.settledSteps(), casework.StepTravelDocument, "nothing lapses before a second person has agreed")
	require.NoError(t, p.send(casework.Command{Kind: casework.KindDropProposal, Proposal: 1, By: cmd.By}))
	p.corrects(t, cmd)

	for _, lapsed := range []casework.Step{casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepReception, casework.StepFearOfReturn} {
		require.NotContains(t, p.settledSteps(), lapsed)
		require.True(t, slices.ContainsFunc(p.last.Entries, func(e casework.Entry) bool {
			return e.Code == casework.EntrySuperseded && e.Step == lapsed && e.Detail == casework.DetailCorrected
		}), "%s: the timeline says why", lapsed)
	}
	mission := casework.DeskID("mmr-mission-bangkok")
	require.Equal(t, mission, taskFor(t, p, casework.Attest(mission)).Desk, "it owes the deletion")
	require.Contains(t, p.notified(casework.NoticeRecall), mission)
	require.NotContains(t, p.notified(casework.NoticeCorrected), mission, "and learns nothing else")
	parts := policy.Participants(&p.c, p.now)
	require.Contains(t, parts, policy.Participant{Desk: mission, How: policy.Owes})
	require.Empty(t, consularTasks(p))
	require.Equal(t, casework.DeskID("tha-caseworker"), taskFor(t, p, casework.StepNationalityDispute).Desk, "a person looks for the right state")

	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No))
	require.Empty(t, consularTasks(p), "the wrong mission is not asked again")
	require.NoError(t, p.decide(casework.Attest(mission), casework.Attested))
	require.NotContains(t, policy.Participants(&p.c, p.now), policy.Participant{Desk: mission, How: policy.Asked})
	require.Equal(t, fault.Conflict, fault.CodeOf(p.decide(casework.StepNationalityDispute, casework.MoreEvidence)))

	right := everyStep()
	right.Corridor, right.Origin, right.Desks[casework.DeskConsulate] = "tha-ken", "KEN", "ken-mission-bangkok"
	require.NoError(t, p.send(casework.Command{Kind: casework.KindReport, Event: casework.EventCorridorChanged, Pinned: &right, By: officer("tha-supervisor", casework.RoleSupervisor)}))
	proposal := p.c.Proposals[len(p.c.Proposals)-1]
	require.NoError(t, p.decide(casework.Approval(proposal.ID), casework.Agreed, ref(proposal.Digest), by("acct-second", "agency-1", casework.RoleSupervisor)))
	require.False(t, p.c.AsksNoState())
	require.NotContains(t, openSteps(p), casework.StepNationalityDispute)
	require.NoError(t, p.decide(casework.StepFearOfReturn, casework.No))
	require.Equal(t, casework.DeskID("ken-mission-bangkok"), taskFor(t, p, casework.StepVerifyNationality).Desk)
}

// A mission that was asked by a wrong name is asked again by the right one.
func TestAWrongNameIsAskedAgain(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "solution")
	before := taskFor(t, p, casework.StepVerifyNationality)
	p.corrects(t, correcting(casework.IdentityName))
	again := taskFor(t, p, casework.StepVerifyNationality)
	require.Equal(t, before.Attempt+1, again.Attempt)
	require.Equal(t, before.Desk, again.Desk)
	require.Contains(t, p.notified(casework.NoticeCorrected), before.Desk)
	require.True(t, slices.ContainsFunc(p.last.Entries, func(e casework.Entry) bool {
		return e.Code == casework.EntryTaskRecalled && e.Task == before.ID && e.Detail == casework.DetailCorrected
	}))
	require.False(t, p.c.AsksNoState())
}

// Each field with what lapses, as the brief of the field reference says it: a travel document and a ticket name
// her and her day of birth; a ticket names a document.
func TestWhatRestsOnAFieldLapses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		field         casework.IdentityField
		lapsed, holds []casework.Step
	}{
		"name": {
			casework.IdentityName,
			[]casework.Step{casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepTicket, casework.StepManifest},
			[]casework.Step{casework.StepSeat, casework.StepReception, casework.StepFearOfReturn, casework.StepSolution},
		},
		"birth date": {
			casework.IdentityBirth,
			[]casework.Step{casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepTicket, casework.StepManifest},
			[]casework.Step{casework.StepSeat, casework.StepReception, casework.StepSolution},
		},
		"document": {
			casework.IdentityDocument,
			[]casework.Step{casework.StepTicket, casework.StepManifest},
			[]casework.Step{casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepSeat},
		},
		"nationality, of the same state": {
			casework.IdentityNationality,
			[]casework.Step{casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepSeat, casework.StepTicket, casework.StepManifest},
			[]casework.Step{casework.StepReception, casework.StepFearOfReturn},
		},
		"sex": {casework.IdentitySex, []casework.Step{casework.StepTravelDocument, casework.StepTicket}, []casework.Step{casework.StepVerifyNationality}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := opened(everyStep())
			walk(t, p, laneA(), "lock")
			for _, s := range slices.Concat(tt.lapsed, tt.holds) {
				require.Contains(t, p.settledSteps(), s)
			}
			p.corrects(t, correcting(tt.field))
			for _, s := range tt.lapsed {
				require.NotContains(t, p.settledSteps(), s)
			}
			for _, s := range tt.holds {
				require.Contains(t, p.settledSteps(), s)
			}
			require.False(t, p.c.Child())
		})
	}
}

// A corrected birth date that can be that of a child raises the question of her age.
func TestABirthDateOfAChildAsksForAnAssessment(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "lock")
	cmd := correcting(casework.IdentityBirth)
	cmd.Facts = []casework.Statement{{Name: casework.FactAge, Value: "disputed"}}
	p.corrects(t, cmd)
	require.True(t, p.c.Child())
	require.Contains(t, openSteps(p), casework.StepAgeAssessment)
	require.NotContains(t, p.settledSteps(), casework.StepSeat, "off the movement of adults")
}

func TestACorrectionIsRefused(t *testing.T) {
	t.Parallel()
	bare := correcting(casework.IdentityName)
	bare.Reasoned = false
	adult := correcting(casework.IdentityBirth)
	adult.Facts = []casework.Statement{{Name: casework.FactAge, Value: "adult"}}
	for name, tt := range map[string]struct {
		cmd  casework.Command
		want fault.Code
	}{
		"without a field":  {correcting(), fault.Invalid},
		"of another field": {correcting("phone"), fault.Invalid},
		"without reasons":  {bare, fault.Invalid},
		"making her adult": {adult, fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, fault.CodeOf(opened(everyStep()).send(tt.cmd)))
		})
	}
	earlier := opened(everyStep())
	earlier.c.Edition = casework.EditionFirst
	require.Equal(t, fault.Conflict, fault.CodeOf(earlier.send(correcting(casework.IdentityName))), "no correction by one officer alone")
}
