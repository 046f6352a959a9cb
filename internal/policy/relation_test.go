package policy_test

import (
	"slices"
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
		"nothing":            {policy.Subject{}, []policy.Relation{policy.Unrelated}},
		"waits for the desk": {policy.Subject{Desks: []policy.DeskAgency{{Desk: "tha-shelter", Agency: "tha-social"}}}, []policy.Relation{policy.OwnDesk, policy.OwnAgency, policy.Unrelated}},
		"another desk of it": {policy.Subject{Desks: []policy.DeskAgency{{Desk: "tha-cm", Agency: "tha-social"}}}, []policy.Relation{policy.OwnAgency, policy.Unrelated}},
		"was asked":          {policy.Subject{Asked: []policy.DeskAgency{{Desk: "x", Agency: "y"}, {Desk: "tha-shelter", Agency: "other"}}}, []policy.Relation{policy.Involved, policy.Unrelated}},
		"its agency was":     {policy.Subject{Asked: []policy.DeskAgency{{Desk: "x", Agency: "tha-social"}}}, []policy.Relation{policy.OwnAgency, policy.Unrelated}},
		"host":               {policy.Subject{Host: "THA"}, []policy.Relation{policy.HostCountry, policy.Unrelated}},
		"somebody's own":     {policy.Subject{Account: "a-18", Host: "THA"}, []policy.Relation{policy.Unrelated}},
		"one's own":          {policy.Subject{Account: "a-17"}, []policy.Relation{policy.OwnDesk, policy.Unrelated}},
		"kept out": {policy.Subject{
			Desks: []policy.DeskAgency{{Desk: "tha-shelter", Agency: "tha-social"}}, Host: "THA",
			Excluded: []casework.AccountID{"a-16", "a-17"}, Emergency: []policy.EmergencyAccess{{Account: "a-17"}},
		}, []policy.Relation{policy.Excluded}},
		"a colleague is kept out": {policy.Subject{Host: "THA", Excluded: []casework.AccountID{"a-16"}}, []policy.Relation{policy.HostCountry, policy.Unrelated}},
		"glass is broken":         {policy.Subject{Emergency: []policy.EmergencyAccess{{Account: "a-17"}}}, []policy.Relation{policy.BreakGlass, policy.Unrelated}},
		"for somebody else":       {policy.Subject{Emergency: []policy.EmergencyAccess{{Account: "a-16"}}}, []policy.Relation{policy.Unrelated}},
		"given":                   {policy.Subject{Grants: []policy.AgencyGrant{{Agency: "tha-social"}}}, []policy.Relation{policy.Granted, policy.Unrelated}},
		"given once":              {policy.Subject{Grants: []policy.AgencyGrant{{Agency: "tha-social", Expired: true}}}, []policy.Relation{policy.ExpiredGrant, policy.Unrelated}},
		"given again": {
			policy.Subject{Grants: []policy.AgencyGrant{{Agency: "tha-social", Expired: true}, {Agency: "tha-social"}}},
			[]policy.Relation{policy.Granted, policy.ExpiredGrant, policy.Unrelated},
		},
		"given to others":     {policy.Subject{Grants: []policy.AgencyGrant{{Agency: "other"}, {}}}, []policy.Relation{policy.Unrelated}},
		"owes its word":       {policy.Subject{OwesDeletion: []policy.DeskAgency{{Desk: "tha-shelter", Agency: "tha-social"}}}, []policy.Relation{policy.OwesDeletion, policy.Unrelated}},
		"empty desk no match": {policy.Subject{Desks: []policy.DeskAgency{{}}, Asked: []policy.DeskAgency{{}}}, []policy.Relation{policy.Unrelated}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.subject.RelationsOf(actor).List())
		})
	}
	require.Equal(t, []policy.Relation{policy.Unrelated}, policy.Subject{Desks: []policy.DeskAgency{{}}, Asked: []policy.DeskAgency{{}}}.RelationsOf(policy.Actor{}).List())
}

// An actor without an account matches no list of accounts: they are neither excluded nor given access
// by one.
func TestActorWithoutAccount(t *testing.T) {
	t.Parallel()
	s := policy.Subject{Emergency: []policy.EmergencyAccess{{Account: ""}}, Excluded: []casework.AccountID{""}, Grants: []policy.AgencyGrant{{}}}
	require.Equal(t, []policy.Relation{policy.Unrelated}, s.RelationsOf(policy.Actor{}).List())
}

// An agency sees the classes of all its running grants together.
func TestGrantsGiveTheirClasses(t *testing.T) {
	t.Parallel()
	a := at(casework.RoleCaseworker)
	a.Agency = "ngo"
	to := policy.Subject{Grants: []policy.AgencyGrant{
		{Agency: "ngo", Classes: []policy.Class{policy.Contact}},
		{Agency: "ngo", Classes: []policy.Class{policy.Fear}, Expired: true},
		{Agency: "other", Classes: []policy.Class{policy.Legal}},
		{Agency: "ngo", Classes: []policy.Class{policy.TravelCard}},
	}}.RelationsOf(a)
	for class, want := range map[policy.Class]bool{
		policy.Operational: true, policy.Contact: true, policy.TravelCard: true, policy.Identity: false, policy.Fear: false,
		policy.Legal: false, policy.Narrative: false, policy.Medical: false, "Z": false,
	} {
		require.Equal(t, want, policy.Sees(a, class, to), "%s", class)
	}
}

func TestEveryDeskHasARole(t *testing.T) {
	t.Parallel()
	for _, kind := range casework.DeskKinds() {
		var sitters []casework.Role
		for _, role := range casework.Roles() {
			if policy.RoleFitsDesk(role, kind) {
				sitters = append(sitters, role)
			}
		}
		if kind == casework.DeskSurvivor {
			require.Empty(t, sitters)
			continue
		}
		require.Contains(t, sitters, casework.RoleSupervisor, "%s", kind)
	}
	require.False(t, policy.RoleFitsDesk(casework.RoleConsul, casework.DeskScreener))
	require.False(t, policy.RoleFitsDesk(casework.RoleSystem, casework.DeskSupervisor))
	require.False(t, policy.RoleFitsDesk(casework.RoleSurvivor, casework.DeskCaseworker))
	require.False(t, policy.RoleFitsDesk(casework.RoleSupervisor, "no such kind"))
	require.Equal(t, casework.Actor{Account: "a", Desk: "d", Agency: "g", Role: casework.RoleMedical},
		policy.Actor{Account: "a", Desk: "d", Agency: "g", Role: casework.RoleMedical, Kind: casework.DeskMedical, Country: "THA"}.Casework())
}

// A grant is for some classes and one purpose: an actor who states another purpose gets nothing from
// it.
func TestAGrantIsForItsPurpose(t *testing.T) {
	t.Parallel()
	a := at(casework.RoleCaseworker)
	a.Agency, a.Desk = "ngo", "ngo-desk"
	s := policy.Subject{Grants: []policy.AgencyGrant{
		{Agency: "ngo", Classes: []policy.Class{policy.Contact}, Purpose: policy.ForCare},
		{Agency: "ngo", Classes: []policy.Class{policy.Fear}, Purpose: policy.ForJustice},
		{Agency: "ngo", Classes: []policy.Class{policy.Narrative}, Purpose: policy.ForCare, Expired: true},
	}}
	for purpose, want := range map[policy.Purpose][]policy.Class{
		policy.ForCare: {policy.Operational, policy.Contact}, policy.ForJustice: {policy.Operational, policy.Fear}, policy.ForCasework: nil, "": nil,
	} {
		to := s.ForPurpose(purpose).RelationsOf(a)
		require.Equal(t, want != nil, policy.May(a, policy.ShowCase, to), "%s", purpose)
		for _, class := range policy.Classes() {
			require.Equal(t, slices.Contains(want, class), policy.Sees(a, class, to), "%s for %s", class, purpose)
		}
	}
	require.Len(t, s.Grants, 3, "the subject itself is as it was")
	own := policy.Subject{Desks: []policy.DeskAgency{{Desk: a.Desk, Agency: a.Agency}}}
	require.Equal(t, own.RelationsOf(a), own.ForPurpose(policy.ForTravel).RelationsOf(a), "what is put to the own desk needs no grant")
}

// The purpose of access is returned only if nothing else lets the actor see the class.
func TestPurposeOfAccess(t *testing.T) {
	t.Parallel()
	a := at(casework.RoleCaseworker)
	a.Agency, a.Desk, a.Account = "ngo", "ngo-desk", "a-17"
	care := policy.AgencyGrant{Agency: "ngo", Classes: []policy.Class{policy.Contact}, Purpose: policy.ForCare}
	court := policy.AgencyGrant{Agency: "ngo", Classes: []policy.Class{policy.Fear, policy.Contact}, Purpose: policy.ForJustice}
	over := policy.AgencyGrant{Agency: "ngo", Classes: []policy.Class{policy.Identity}, Purpose: policy.ForCare, Expired: true}
	broken := []policy.EmergencyAccess{{Account: "a-16", Purpose: policy.ForCare}, {Account: "a-17", Purpose: policy.ForEmergency}}
	a.Country = "THA"
	own := []policy.DeskAgency{{Desk: a.Desk, Agency: "ngo"}}
	for name, tt := range map[string]struct {
		subject policy.Subject
		class   policy.Class
		want    policy.Purpose
	}{
		"by a grant":                {policy.Subject{Grants: []policy.AgencyGrant{over, care, court}}, policy.Contact, policy.ForCare},
		"by another":                {policy.Subject{Grants: []policy.AgencyGrant{over, care, court}}, policy.Fear, policy.ForJustice},
		"by none that runs":         {policy.Subject{Grants: []policy.AgencyGrant{over}}, policy.Identity, ""},
		"by broken glass":           {policy.Subject{Emergency: broken}, policy.Fear, policy.ForEmergency},
		"by a grant before glass":   {policy.Subject{Grants: []policy.AgencyGrant{care}, Emergency: broken}, policy.Contact, policy.ForCare},
		"by glass what no grant is": {policy.Subject{Grants: []policy.AgencyGrant{care}, Emergency: broken}, policy.Narrative, policy.ForEmergency},
		"by the own desk":           {policy.Subject{Host: "THA", Desks: own, Grants: []policy.AgencyGrant{care}, Emergency: broken}, policy.Contact, ""},
		"not at all":                {policy.Subject{Grants: []policy.AgencyGrant{care}, Emergency: broken}, policy.Medical, ""},
		"kept out":                  {policy.Subject{Emergency: broken, Excluded: []casework.AccountID{"a-17"}}, policy.Fear, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.subject.PurposeOfAccess(a, tt.class))
		})
	}
}
