package processes_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// demonstrated bounds the demonstration on a machine that does many other things.
const demonstrated = 8 * time.Minute

// demonstration interrupts a first start, lets the next one continue it, and counts what there is.
func (s *site) demonstration(t *testing.T) {
	end := s.runningWithin(demonstrated, "10 of", "dev", "--no-ui")
	code, log := end()
	require.Zero(t, code, log)
	require.NotContains(t, log, "Choose a persona")

	end = s.runningWithin(demonstrated, "Choose a persona", "dev", "--no-ui")
	origin := "http://localhost:" + s.address[strings.LastIndex(s.address, ":")+1:]
	d := visitor{t, origin, &client.PersonaSignIn{Server: origin}}
	d.countsStages()
	d.countsRequests()
	code, log = end()
	require.Zero(t, code, log)
	require.Contains(t, log, origin+"/signin/dev?to=/day")
	for _, trouble := range []string{"left where it is", "not done", "could not"} {
		require.NotContains(t, log, trouble)
	}

	end = s.running("Choose a persona", "dev", "--no-ui")
	code, log = end()
	require.Zero(t, code, log)
	require.NotContains(t, log, "Bringing these people", "a completed demonstration is not repeated")
}

// visitor looks at the demonstration as the personas do.
type visitor struct {
	*testing.T

	origin string
	signIn *client.PersonaSignIn
}

func (v visitor) as(desk casework.DeskID, role casework.Role) *client.Client {
	v.Helper()
	c, err := client.New(client.Options{Server: v.origin, Sign: v.signIn.As(client.Persona{Desk: desk, Role: role, Account: "visitor"})})
	require.NoError(v, err)
	return c
}

// countsStages wants about a hundred people at all stages, some of them children, some overdue.
func (v visitor) countsStages() {
	v.Helper()
	c := v.as("tha-coordination", casework.RoleCoordinator)
	total, children, overdue := 0, 0, 0
	for stage, least := range map[casework.Stage]int{
		casework.StageRescue: 30, casework.StageIdentification: 25, casework.StageClearance: 15,
		casework.StageTransport: 2, casework.StageReintegration: 5,
	} {
		page, err := c.ListCases(v.Context(), wire.ListCasesParams{Stage: stage, Limit: 200})
		require.NoError(v, err)
		require.GreaterOrEqual(v, len(page.Items), least, stage)
		total += len(page.Items)
		for _, one := range page.Items {
			if one.Minor && stage != casework.StageRescue {
				children++
			}
			if one.OverdueTasks > 0 {
				overdue++
			}
		}
	}
	operations, err := c.ListOperations(v.Context(), wire.ListOperationsParams{})
	require.NoError(v, err)
	require.Len(v, operations.Items, 1)
	lists, err := c.ListLists(v.Context(), operations.Items[0].Ref, wire.ListListsParams{})
	require.NoError(v, err)
	require.True(v, slices.ContainsFunc(lists.Items, func(l wire.List) bool { return l.State == record.ListProposed }), "a list waits for approval")
	require.GreaterOrEqual(v, total, 104)
	require.GreaterOrEqual(v, children, 4)
	require.GreaterOrEqual(v, overdue, 6)
}

// countsRequests wants work at the desks of the personas.
func (v visitor) countsRequests() {
	v.Helper()
	for _, tt := range []struct {
		desk  casework.DeskID
		role  casework.Role
		step  casework.Step
		least int
	}{
		{"tha-registrar-maesot", casework.RoleRegistrar, casework.StepRegister, 20},
		{"tha-caseworker-maesot", casework.RoleCaseworker, casework.StepFearOfReturn, 5},
		{"chn-mission-bangkok", casework.RoleConsul, casework.StepVerifyNationality, 12},
		{"eth-mission-newdelhi", casework.RoleConsul, casework.StepEmbassyCommitment, 1},
		{"ken-mission-bangkok", casework.RoleConsul, casework.StepEmbassyCommitment, 2},
		{"tha-immigration-maesot", casework.RoleImmigration, casework.StepExitPermit, 4},
		{"tha-screener-maesot", casework.RoleScreener, casework.StepScreening, 2},
		{"tha-panel-maesot", casework.RolePanelChair, casework.StepDetermination, 2},
		{"tha-transport-maesot", casework.RoleTransport, casework.StepSeat, 4},
		{"chn-receiving", casework.RoleReceiver, casework.StepReception, 4},
		{"ken-reintegration-desk", casework.RoleReintegration, casework.StepSafetyCall, 2},
		{"ken-reintegration-desk", casework.RoleReintegration, casework.StepFollowUp, 3},
	} {
		page, err := v.as(tt.desk, tt.role).ListTasks(v.Context(), wire.ListTasksParams{Step: tt.step, Limit: 200})
		require.NoError(v, err)
		require.GreaterOrEqual(v, len(page.Items), tt.least, "%s at %s", tt.step, tt.desk)
	}
	withPlaces := 0
	movements, err := v.as("tha-transport-maesot", casework.RoleTransport).ListMovements(v.Context(), wire.ListMovementsParams{Limit: 50})
	require.NoError(v, err)
	for _, m := range movements.Items {
		if m.Sold > 0 && m.Sold < m.Seats {
			withPlaces++
		}
	}
	require.Positive(v, withPlaces, "a movement is filling")
}
