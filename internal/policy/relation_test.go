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
			Excluded: []casework.AccountID{"a-16", "a-17"}, Glass: []policy.Broken{{Account: "a-17"}},
		}, []policy.Relation{policy.Excluded}},
		"a colleague is kept out": {policy.Subject{Host: "THA", Excluded: []casework.AccountID{"a-16"}}, []policy.Relation{policy.HostCountry, policy.Nobody}},
		"glass is broken":         {policy.Subject{Glass: []policy.Broken{{Account: "a-17"}}}, []policy.Relation{policy.BreakGlass, policy.Nobody}},
		"for somebody else":       {policy.Subject{Glass: []policy.Broken{{Account: "a-16"}}}, []policy.Relation{policy.Nobody}},
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
	s := policy.Subject{Glass: []policy.Broken{{Account: ""}}, Excluded: []casework.AccountID{""}, Grants: []policy.Given{{}}}
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

// A grant is of some classes, for a purpose: whoever says that they look for something else has
// been given nothing.
func TestAGrantIsForItsPurpose(t *testing.T) {
	t.Parallel()
	a := at(casework.RoleCaseworker)
	a.Agency, a.Desk = "ngo", "ngo-desk"
	s := policy.Subject{Grants: []policy.Given{
		{Agency: "ngo", Classes: []policy.Class{policy.Contact}, Purpose: policy.ForCare},
		{Agency: "ngo", Classes: []policy.Class{policy.Fear}, Purpose: policy.ForJustice},
		{Agency: "ngo", Classes: []policy.Class{policy.Narrative}, Purpose: policy.ForCare, Expired: true},
	}}
	for purpose, want := range map[policy.Purpose][]policy.Class{
		policy.ForCare: {policy.Operational, policy.Contact}, policy.ForJustice: {policy.Operational, policy.Fear}, policy.ForCasework: nil, "": nil,
	} {
		to := s.For(purpose).To(a)
		require.Equal(t, want != nil, policy.May(a, policy.ShowCase, to), "%s", purpose)
		for _, class := range policy.Classes() {
			require.Equal(t, slices.Contains(want, class), policy.Sees(a, class, to), "%s for %s", class, purpose)
		}
	}
	require.Len(t, s.Grants, 3, "the subject itself is as it was")
	own := policy.Subject{Desks: []policy.Place{{Desk: a.Desk, Agency: a.Agency}}}
	require.Equal(t, own.To(a), own.For(policy.ForTravel).To(a), "what is put to the own desk needs no grant")
}

// What somebody was let in for is told where nothing else lets them see.
func TestWhatSomebodyWasLetInFor(t *testing.T) {
	t.Parallel()
	a := at(casework.RoleCaseworker)
	a.Agency, a.Desk, a.Account = "ngo", "ngo-desk", "a-17"
	care := policy.Given{Agency: "ngo", Classes: []policy.Class{policy.Contact}, Purpose: policy.ForCare}
	court := policy.Given{Agency: "ngo", Classes: []policy.Class{policy.Fear, policy.Contact}, Purpose: policy.ForJustice}
	over := policy.Given{Agency: "ngo", Classes: []policy.Class{policy.Identity}, Purpose: policy.ForCare, Expired: true}
	broken := []policy.Broken{{Account: "a-16", Purpose: policy.ForCare}, {Account: "a-17", Purpose: policy.ForEmergency}}
	own := []policy.Place{{Desk: a.Desk, Agency: "ngo"}}
	for name, tt := range map[string]struct {
		subject policy.Subject
		class   policy.Class
		want    policy.Purpose
	}{
		"by a grant":                {policy.Subject{Grants: []policy.Given{over, care, court}}, policy.Contact, policy.ForCare},
		"by another":                {policy.Subject{Grants: []policy.Given{over, care, court}}, policy.Fear, policy.ForJustice},
		"by none that runs":         {policy.Subject{Grants: []policy.Given{over}}, policy.Identity, ""},
		"by broken glass":           {policy.Subject{Glass: broken}, policy.Fear, policy.ForEmergency},
		"by a grant before glass":   {policy.Subject{Grants: []policy.Given{care}, Glass: broken}, policy.Contact, policy.ForCare},
		"by glass what no grant is": {policy.Subject{Grants: []policy.Given{care}, Glass: broken}, policy.Narrative, policy.ForEmergency},
		"by the own desk":           {policy.Subject{Desks: own, Grants: []policy.Given{care}, Glass: broken}, policy.Contact, ""},
		"not at all":                {policy.Subject{Grants: []policy.Given{care}, Glass: broken}, policy.Medical, ""},
		"kept out":                  {policy.Subject{Glass: broken, Excluded: []casework.AccountID{"a-17"}}, policy.Fear, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.subject.LetInFor(a, tt.class))
		})
	}
}
