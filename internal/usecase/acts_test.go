package usecase_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/usecasetest"
)

const askedCase = casework.Ref("c7m2k9x4pq")

func askedOffice(t *testing.T) *usecasetest.Office {
	t.Helper()
	o := usecasetest.New(t, noon)
	o.Ask(askedCase, "tha-ken", 9*24*time.Hour)
	return o
}

func TestWaiversThatWaitForASecondPerson(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Open(askedCase, "tha-ken", 48*time.Hour)
	legal := usecasetest.As(t, "tha-supervisor-maesot", casework.RoleLegal)
	supervisor := usecasetest.As(t, "tha-supervisor-maesot", casework.RoleSupervisor)
	open, err := o.ListWaivers(supervisor, askedCase)
	require.NoError(t, err)
	needs := func(all []cases.Waiver, gate casework.GateID) (cases.Waiver, bool) {
		for _, one := range all {
			if one.Gate.ID == gate {
				return one, true
			}
		}
		return cases.Waiver{}, false
	}
	two, there := needs(open, "G03")
	require.True(t, there)
	require.Equal(t, []casework.Role{casework.RoleLegal}, two.Needs)
	require.NotEmpty(t, two.Gate.Unmet)
	_, err = o.ListWaivers(usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker), askedCase)
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	_, err = o.ListWaivers(usecasetest.As(t, "vnm-coordination", casework.RoleSupervisor), askedCase)
	require.Equal(t, policy.Missing(), err)

	o.Do(askedCase, time.Hour, casework.Command{Kind: casework.KindWaive, Gate: "G03", Reasoned: true, By: casework.Actor{Account: "dev-8", Desk: "tha-supervisor-maesot", Role: casework.RoleLegal}})
	found, err := o.ListApprovals(supervisor)
	require.NoError(t, err)
	require.Len(t, found.Waivers, 1)
	require.Equal(t, cases.HalfWaiver{Case: askedCase, Gate: "G03", By: casework.Actor{Desk: "tha-supervisor-maesot", Role: casework.RoleLegal}, At: noon.Add(-time.Hour)}, found.Waivers[0])
	found, err = o.ListApprovals(legal)
	require.NoError(t, err)
	require.Empty(t, found.Waivers, "an officer of the same role does not complete it")
}

func TestNoticesOfTheDeskAndEndings(t *testing.T) {
	t.Parallel()
	o := askedOffice(t)
	mission := usecasetest.As(t, "ken-mission-bangkok", casework.RoleConsul)
	notices, err := o.ListNotices(mission, office.NoticeQuery{})
	require.NoError(t, err)
	require.NotEmpty(t, notices.Rows)
	for _, n := range notices.Rows {
		require.Equal(t, casework.DeskID("ken-mission-bangkok"), n.Desk)
		require.Equal(t, askedCase, n.Case)
	}
	caseworker := usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	ends, err := o.ListEndings(caseworker)
	require.NoError(t, err)
	require.Empty(t, ends.Rows)
	until := noon.Add(5 * 24 * time.Hour)
	o.Do(askedCase, time.Hour, casework.Command{
		Kind: casework.KindConsent, Consents: []casework.Consent{casework.ConsentPolice}, Mode: casework.ModeSignature, Language: "sw", Until: &until,
		By: casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	ends, err = o.ListEndings(caseworker)
	require.NoError(t, err)
	require.Len(t, ends.Rows, 1)
	require.Equal(t, casework.ConsentPolice, ends.Rows[0].Consent)
	require.Equal(t, until, ends.Rows[0].At)
	ends, err = o.ListEndings(mission)
	require.NoError(t, err)
	require.Empty(t, ends.Rows, "the mission does not read the ledger")
}

func TestDecisionsThatCanBeDeclaredWrong(t *testing.T) {
	t.Parallel()
	o := askedOffice(t)
	of := func(desk casework.DeskID, role casework.Role) (out []casework.Step) {
		found, err := o.ListSupersedable(usecasetest.As(t, desk, role), askedCase)
		require.NoError(t, err)
		for _, one := range found {
			out = append(out, one.Step)
		}
		return out
	}
	require.Equal(t, []casework.Step{casework.StepFearOfReturn}, of("tha-caseworker-maesot", casework.RoleCaseworker))
	require.Contains(t, of("tha-supervisor-maesot", casework.RoleSupervisor), casework.StepRegister)
	require.Empty(t, of("ken-mission-bangkok", casework.RoleConsul))
}

// No member of a panel sees another's vote or its reasons before voting; a member who has voted does.
func TestVotesAreUnseenUntilOneHasVoted(t *testing.T) {
	t.Parallel()
	o := askedOffice(t)
	o.Settle(askedCase, time.Hour, casework.StepScreening, casework.Refer, casework.RoleScreener)
	o.Settle(askedCase, time.Hour, casework.StepDetermination, casework.Vulnerable, casework.RolePanelChair)
	state := o.State(askedCase)
	task, open := state.TaskFor(casework.StepDetermination)
	require.True(t, open)
	member := usecasetest.As(t, "tha-panel-maesot", casework.RolePanelMember)
	shown, err := o.ShowTask(member, askedCase, task.ID)
	require.NoError(t, err)
	require.Empty(t, shown.Votes[0].Outcome)
	require.False(t, shown.Lacks.Chair)
	require.Equal(t, state.Rules.Quorum.Members-1, shown.Lacks.Members)
	_, err = o.DecideTask(member, tasks.Write{Case: askedCase, Task: task.ID, Key: "key-of-the-vote-0001"}, tasks.Decision{Outcome: casework.Victim})
	require.NoError(t, err)
	shown, err = o.ShowTask(member, askedCase, task.ID)
	require.NoError(t, err)
	require.Equal(t, casework.Vulnerable, shown.Votes[0].Outcome)
	require.Equal(t, casework.Victim, shown.Votes[1].Outcome)
}

// The records of two people cannot be merged yet, so the outcome is not one that can be given, and no other case
// can be named.
func TestRecordsAreNotMerged(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Open(askedCase, "tha-ken", 48*time.Hour)
	o.Open("c0000000bb", "tha-ken", 48*time.Hour)
	registrar := usecasetest.As(t, "tha-registrar-maesot", casework.RoleRegistrar)
	state := o.State(askedCase)
	task, open := state.TaskFor(casework.StepRegister)
	require.True(t, open)
	decide := func(other casework.Ref, outcome casework.Outcome) error {
		_, err := o.DecideTask(registrar, tasks.Write{Case: askedCase, Task: task.ID, Key: "key-of-" + string(other) + string(outcome)}, tasks.Decision{Outcome: outcome, Other: other})
		return err
	}
	for _, other := range []casework.Ref{"", askedCase, "c0000000bb", "c00000none"} {
		require.Equal(t, fault.Invalid, fault.CodeOf(decide(other, casework.Merged)), other)
	}
	require.Equal(t, fault.Invalid, fault.CodeOf(decide("c0000000bb", casework.Registered)))
	require.NoError(t, decide("", casework.Registered))
}
