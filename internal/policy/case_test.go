package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

func agencyOf(desk casework.DeskID) casework.AgencyID { return casework.AgencyID(desk + "-agency") }

// newCase is a case in its first hour: nobody but the registrar has been asked.
func newCase() *casework.Case {
	return &casework.Case{
		Ref: "c7m2k9x4pq",
		Rules: casework.Rules{
			Host: "THA", Origin: "KEN",
			Desks: map[casework.DeskKind]casework.DeskID{
				casework.DeskRegistrar: "registrar", casework.DeskCaseworker: "caseworker", casework.DeskSupervisor: "supervisor",
				casework.DeskConsulate: "mission", casework.DeskMedical: "medical", casework.DeskTransport: "transport",
			},
		},
		Attempts: map[casework.Step]int{casework.StepRegister: 1},
		Tasks:    []casework.Task{{ID: "register#1", Step: casework.StepRegister, Desk: "registrar"}},
	}
}

func sees(c *casework.Case, role casework.Role, desk casework.DeskID, country casework.Country) bool {
	a := policy.Actor{Role: role, Desk: desk, Agency: agencyOf(desk), Country: country}
	return policy.Decide(a, policy.ShowCase, policy.OfCase(c, agencyOf).To(a)...).Allow
}

func TestTheTeamSeesACaseFromItsFirstHour(t *testing.T) {
	t.Parallel()
	c := newCase()
	require.True(t, sees(c, casework.RoleRegistrar, "registrar", "THA"))
	require.True(t, sees(c, casework.RoleCaseworker, "caseworker", "THA"))
	require.True(t, sees(c, casework.RoleSupervisor, "supervisor", "THA"))
	require.True(t, sees(c, casework.RoleCoordinator, "focal", "THA"))
	require.False(t, sees(c, casework.RoleCoordinator, "focal", "KEN"), "the state of origin hears of nobody who was not put to it")
	require.False(t, sees(c, casework.RoleCaseworker, "caseworker-2", "THA"))
	require.False(t, sees(c, casework.RoleMedical, "medical", "THA"), "named in the rules, and not asked yet")
	require.False(t, sees(c, casework.RoleTransport, "transport", "THA"))
}

// A consulate sees a person only once her case was put to it, and not after it was taken back.
func TestAConsulateSeesWhatIsPutToIt(t *testing.T) {
	t.Parallel()
	c := newCase()
	require.False(t, sees(c, casework.RoleConsul, "mission", "KEN"))

	c.Attempts[casework.StepVerifyNationality] = 1
	c.Tasks = append(c.Tasks, casework.Task{ID: "verify_nationality#1", Step: casework.StepVerifyNationality, Desk: "mission"})
	c.Undo = []casework.UndoEntry{{ID: 1, Kind: casework.UndoVerification, State: casework.UndoArmed, Desk: "mission"}}
	require.True(t, sees(c, casework.RoleConsul, "mission", "KEN"))
	require.False(t, sees(c, casework.RoleConsul, "other-mission", "ETH"))

	c.Tasks = c.Tasks[:1] // answered
	c.Settlements = []casework.Settlement{{Step: casework.StepVerifyNationality, Outcome: casework.Confirmed, By: casework.Actor{Desk: "mission"}}}
	require.True(t, sees(c, casework.RoleConsul, "mission", "KEN"))

	c.Undo[0].State = casework.UndoOrdered // consent withdrawn
	require.False(t, sees(c, casework.RoleConsul, "mission", "KEN"))
	c.Tasks = append(c.Tasks, casework.Task{ID: "attest/mission#1", Step: casework.Attest("mission"), Desk: "mission"})
	require.True(t, sees(c, casework.RoleConsul, "mission", "KEN"), "while it owes the word that it has deleted")

	c.Tasks = c.Tasks[:1]
	c.Undo = append(c.Undo, casework.UndoEntry{ID: 2, Kind: casework.UndoVerification, State: casework.UndoArmed, Desk: "mission"})
	require.True(t, sees(c, casework.RoleConsul, "mission", "KEN"), "given again")
}

func TestATaskIsOfItsDesk(t *testing.T) {
	t.Parallel()
	c := newCase()
	task := policy.OfTask(policy.OfCase(c, agencyOf), "registrar", agencyOf)
	may := func(role casework.Role, desk casework.DeskID, action policy.Action) bool {
		a := policy.Actor{Role: role, Desk: desk, Country: "THA"}
		return policy.Decide(a, action, task.To(a)...).Allow
	}
	require.True(t, may(casework.RoleRegistrar, "registrar", policy.DecideTask))
	require.True(t, may(casework.RoleCaseworker, "caseworker", policy.ShowTask))
	require.False(t, may(casework.RoleCaseworker, "caseworker", policy.DecideTask))
	require.True(t, may(casework.RoleSupervisor, "supervisor", policy.ReassignTask))
	require.False(t, may(casework.RoleSupervisor, "supervisor", policy.DecideTask))
}
