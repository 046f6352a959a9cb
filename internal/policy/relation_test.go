package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

func TestRelations(t *testing.T) {
	t.Parallel()
	actor := policy.Actor{Account: "a-17", Desk: "tha-shelter", Agency: "tha-social", Country: "THA"}
	for name, tt := range map[string]struct {
		subject policy.Subject
		want    []policy.Relation
	}{
		"nothing":             {policy.Subject{}, []policy.Relation{policy.Nobody}},
		"waits for the desk":  {policy.Subject{Desks: []policy.Place{{Desk: "tha-shelter", Agency: "tha-social"}}}, []policy.Relation{policy.OwnDesk, policy.OwnAgency, policy.Nobody}},
		"another desk of it":  {policy.Subject{Desks: []policy.Place{{Desk: "tha-cm", Agency: "tha-social"}}}, []policy.Relation{policy.OwnAgency, policy.Nobody}},
		"was asked":           {policy.Subject{Asked: []policy.Place{{Desk: "x", Agency: "y"}, {Desk: "tha-shelter", Agency: "other"}}}, []policy.Relation{policy.Involved, policy.Nobody}},
		"its agency was":      {policy.Subject{Asked: []policy.Place{{Desk: "x", Agency: "tha-social"}}}, []policy.Relation{policy.OwnAgency, policy.Nobody}},
		"host":                {policy.Subject{Host: "THA"}, []policy.Relation{policy.HostCountry, policy.Nobody}},
		"somebody's own":      {policy.Subject{Account: "a-18", Host: "THA"}, []policy.Relation{policy.Nobody}},
		"one's own":           {policy.Subject{Account: "a-17"}, []policy.Relation{policy.OwnDesk, policy.Nobody}},
		"empty desk no match": {policy.Subject{Desks: []policy.Place{{}}, Asked: []policy.Place{{}}}, []policy.Relation{policy.Nobody}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.subject.To(actor))
		})
	}
	require.Equal(t, []policy.Relation{policy.Nobody}, policy.Subject{Desks: []policy.Place{{}}, Asked: []policy.Place{{}}}.To(policy.Actor{}))
}

func TestEveryDeskHasSomebodyToSitAtIt(t *testing.T) {
	t.Parallel()
	for _, kind := range casework.DeskKinds() {
		var sitters []casework.Role
		for _, role := range casework.Roles() {
			if policy.MaySit(role, kind) {
				sitters = append(sitters, role)
			}
		}
		if kind == casework.DeskSurvivor {
			require.Empty(t, sitters)
			continue
		}
		require.Contains(t, sitters, casework.RoleSupervisor, "%s", kind)
	}
	require.False(t, policy.MaySit(casework.RoleConsul, casework.DeskScreener))
	require.False(t, policy.MaySit(casework.RoleSystem, casework.DeskSupervisor))
	require.False(t, policy.MaySit(casework.RoleSurvivor, casework.DeskCaseworker))
	require.False(t, policy.MaySit(casework.RoleSupervisor, "no such kind"))
	require.Equal(t, casework.Actor{Account: "a", Desk: "d", Agency: "g", Role: casework.RoleMedical},
		policy.Actor{Account: "a", Desk: "d", Agency: "g", Role: casework.RoleMedical, Kind: casework.DeskMedical, Country: "THA"}.Casework())
}
