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
		"nothing":            {policy.Subject{}, []policy.Relation{policy.Nobody}},
		"waits for the desk": {policy.Subject{Desks: []policy.Place{{Desk: "tha-shelter", Agency: "tha-social"}}}, []policy.Relation{policy.OwnDesk, policy.OwnAgency, policy.Nobody}},
		"another desk of it": {policy.Subject{Desks: []policy.Place{{Desk: "tha-cm", Agency: "tha-social"}}}, []policy.Relation{policy.OwnAgency, policy.Nobody}},
		"was asked":          {policy.Subject{Asked: []policy.Place{{Desk: "x", Agency: "y"}, {Desk: "tha-shelter", Agency: "other"}}}, []policy.Relation{policy.Involved, policy.Nobody}},
		"its agency was":     {policy.Subject{Asked: []policy.Place{{Desk: "x", Agency: "tha-social"}}}, []policy.Relation{policy.OwnAgency, policy.Nobody}},
		"host":               {policy.Subject{Host: "THA"}, []policy.Relation{policy.HostCountry, policy.Nobody}},
		"somebody's own":     {policy.Subject{Account: "a-18", Host: "THA"}, []policy.Relation{policy.Nobody}},
		"one's own":          {policy.Subject{Account: "a-17"}, []policy.Relation{policy.OwnDesk, policy.Nobody}},
		"kept out": {policy.Subject{
			Desks: []policy.Place{{Desk: "tha-shelter", Agency: "tha-social"}}, Host: "THA",
			Excluded: []casework.AccountID{"a-16", "a-17"}, Glass: []casework.AccountID{"a-17"},
		}, []policy.Relation{policy.Excluded}},
		"a colleague is kept out": {policy.Subject{Host: "THA", Excluded: []casework.AccountID{"a-16"}}, []policy.Relation{policy.HostCountry, policy.Nobody}},
		"glass is broken":         {policy.Subject{Glass: []casework.AccountID{"a-17"}}, []policy.Relation{policy.BreakGlass, policy.Nobody}},
		"for somebody else":       {policy.Subject{Glass: []casework.AccountID{"a-16"}}, []policy.Relation{policy.Nobody}},
		"given":                   {policy.Subject{Grants: []policy.Given{{Agency: "tha-social"}}}, []policy.Relation{policy.Granted, policy.Nobody}},
		"given once":              {policy.Subject{Grants: []policy.Given{{Agency: "tha-social", Expired: true}}}, []policy.Relation{policy.ExpiredGrant, policy.Nobody}},
		"given again": {
			policy.Subject{Grants: []policy.Given{{Agency: "tha-social", Expired: true}, {Agency: "tha-social"}}},
			[]policy.Relation{policy.Granted, policy.ExpiredGrant, policy.Nobody},
		},
		"given to others":     {policy.Subject{Grants: []policy.Given{{Agency: "other"}, {}}}, []policy.Relation{policy.Nobody}},
		"owes its word":       {policy.Subject{Owing: []policy.Place{{Desk: "tha-shelter", Agency: "tha-social"}}}, []policy.Relation{policy.Owing, policy.Nobody}},
		"empty desk no match": {policy.Subject{Desks: []policy.Place{{}}, Asked: []policy.Place{{}}}, []policy.Relation{policy.Nobody}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.subject.To(actor).Relations())
		})
	}
	require.Equal(t, []policy.Relation{policy.Nobody}, policy.Subject{Desks: []policy.Place{{}}, Asked: []policy.Place{{}}}.To(policy.Actor{}).Relations())
}

// Nobody has no account: an actor without one is neither kept out nor let in by a list of accounts.
func TestNobodyInParticular(t *testing.T) {
	t.Parallel()
	s := policy.Subject{Glass: []casework.AccountID{""}, Excluded: []casework.AccountID{""}, Grants: []policy.Given{{}}}
	require.Equal(t, []policy.Relation{policy.Nobody}, s.To(policy.Actor{}).Relations())
}

// What an agency was given adds up over its grants that run.
func TestGrantsGiveTheirClasses(t *testing.T) {
	t.Parallel()
	a := at(casework.RoleCaseworker)
	a.Agency = "ngo"
	to := policy.Subject{Grants: []policy.Given{
		{Agency: "ngo", Classes: []policy.Class{policy.Contact}},
		{Agency: "ngo", Classes: []policy.Class{policy.Fear}, Expired: true},
		{Agency: "other", Classes: []policy.Class{policy.Legal}},
		{Agency: "ngo", Classes: []policy.Class{policy.TravelCard}},
	}}.To(a)
	for class, want := range map[policy.Class]bool{
		policy.Operational: true, policy.Contact: true, policy.TravelCard: true, policy.Identity: false, policy.Fear: false,
		policy.Legal: false, policy.Narrative: false, policy.Medical: false, "Z": false,
	} {
		require.Equal(t, want, policy.Sees(a, class, to), "%s", class)
	}
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
