package identity

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Account is an account: an opaque code with roles at a desk, and no name.
type Account struct {
	ID     casework.AccountID
	Desk   casework.DeskID
	Agency casework.AgencyID // the desk's agency or, on a panel, the agency that sent the member
	Roles  []casework.Role
	Active bool
	Source Source
}

// Source is the origin of an account.
type Source string

// The sources.
const (
	FromDirectory Source = "directory" // entered by the operator of the installation
	FromProvider  Source = "provider"  // confirmed by an agency's identity provider at every sign-in
	FromInvited   Source = "invited"   // invited; it signs in with a passkey
)

// actorFor returns the actor of an account in a role. ok is false if the role does not fit the
// account's desk, or the desk does not take members of the account's agency.
func (s *Service) actorFor(a Account, role casework.Role) (policy.Actor, bool) {
	desk, known := s.directory.Desk(a.Desk)
	if !known || !slices.Contains(a.Roles, role) || !policy.RoleFitsDesk(role, desk.Kind) || policy.IncompatibleRoles(role, a.Roles) {
		return policy.Actor{}, false
	}
	if a.Agency != desk.Agency && !slices.Contains(desk.Members, a.Agency) {
		return policy.Actor{}, false
	}
	agency, _ := s.directory.Agency(a.Agency)
	return policy.Actor{
		Account: a.ID, Role: role, Desk: desk.ID, Kind: desk.Kind, Agency: a.Agency, Country: desk.Country, Leads: agency.Leads,
	}, true
}

// validRoles returns those of the account's roles that are possible at its desk, each once.
func (s *Service) validRoles(a Account) []casework.Role {
	var out []casework.Role
	for _, role := range a.Roles {
		if _, ok := s.actorFor(a, role); ok && !slices.Contains(out, role) {
			out = append(out, role)
		}
	}
	return out
}
