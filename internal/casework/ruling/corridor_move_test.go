package ruling_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

// moved proposes another corridor, and a second person agrees.
func (l *life) moved(to casework.Rules) {
	l.tb.Helper()
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventCorridorChanged, Pinned: &to, By: supervisorActor()})
	l.agree(casework.ProposeCorridor)
}

func without(r casework.Rules, steps ...casework.Step) casework.Rules {
	r.Steps = slices.DeleteFunc(slices.Clone(r.Steps), func(s casework.Step) bool { return slices.Contains(steps, s) })
	return r
}

// Moving to a corridor without a reflection period ends none that has begun: it is a right.
func TestAMoveShortensNoReflection(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepReflection)
	l.c.Settlements = append(l.c.Settlements, casework.Settlement{Step: casework.StepDetermination, Outcome: casework.Victim, At: casetest.At()})
	before := l.task(casework.StepReflection)
	other := without(casetest.Rules(), casework.StepReflection)
	other.Desks = map[casework.DeskKind]casework.DeskID{casework.DeskCaseworker: "another-desk", casework.DeskSupervisor: casetest.Desk(casework.DeskSupervisor)}
	l.moved(other)
	after := l.task(casework.StepReflection)
	require.Equal(t, before.ID, after.ID)
	require.Equal(t, before.StartedAt, after.StartedAt)
	status := l.status("G07")
	require.False(t, status.Open)
}

func TestAMoveEndsNoReview(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepReview)
	l.c.Settlements = append(l.c.Settlements, casework.Settlement{Step: casework.StepDetermination, Outcome: casework.NotVictim, At: casetest.At()})
	l.moved(without(casetest.Rules(), casework.StepReview))
	require.Equal(t, casetest.Desk(casework.DeskReview), l.task(casework.StepReview).Desk)
	require.False(t, l.status("G08").Open)
}

// Force of law of another lane never takes the place of the consent that she was asked for.
func TestAMoveReplacesNoConsentByForceOfLaw(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	other := casetest.Rules()
	other.Lane, other.Modality, other.HostDuty = casework.LaneC, casework.StateFacilitated, true
	l.moved(other)
	require.False(t, l.c.Modality.ByForceOfLaw())
	require.False(t, l.c.Rules.HostDuty)
}

// Another state of origin learns nothing before she was asked whether she fears it.
func TestAMoveAsksForFearOfTheNewState(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepFearOfReturn, casework.StepVerifyNationality)
	known(&l.c, yes(casework.FactToldOfPurpose))
	l.give("C4", "C5")
	l.decide(casework.StepFearOfReturn, casework.No)
	require.Contains(t, l.open(), casework.StepVerifyNationality)
	other := casetest.Rules()
	other.Origin = "LAO"
	l.moved(other)
	require.Contains(t, l.open(), casework.StepFearOfReturn)
	require.NotContains(t, l.open(), casework.StepVerifyNationality)
	require.Contains(t, l.open(), casework.Attest(casetest.Desk(casework.DeskConsulate)), "the former state deletes what it has received")
}

func TestMovesThatCannotBe(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	known(&l.c, fact(casework.FactCustodian, "bgf"))
	abroad, refusing := casetest.Rules(), casetest.Rules()
	abroad.Host = "KHM"
	refusing.RefusedCustodians = []string{"bgf"}
	for code, to := range map[fault.Code]casework.Rules{fault.Invalid: abroad, fault.Conflict: refusing} {
		l.refused(code, casework.Command{Kind: casework.KindReport, Event: casework.EventCorridorChanged, Pinned: &to, By: supervisorActor()})
	}
}
