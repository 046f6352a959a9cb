package identity

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// Account is somebody who acts: an opaque code with roles at a desk, and no name.
type Account struct {
	ID     casework.AccountID
	Desk   casework.DeskID
	Agency casework.AgencyID // the desk's, or on a panel the one that sent the member
	Roles  []casework.Role
	Active bool
	Source Source
}

// Source is where an account comes from.
type Source string

// The sources.
const (
	FromDirectory Source = "directory" // written by whoever runs the installation
	FromProvider  Source = "provider"  // an agency's identity provider vouches for it at every sign-in
	FromInvited   Source = "invited"   // invited; it signs in with a passkey
)

// seat says whether somebody of an agency can sit at a desk in a role, and as what actor.
func (s *Service) seat(a Account, role casework.Role) (policy.Actor, bool) {
	desk, known := s.directory.Desk(a.Desk)
	if !known || !slices.Contains(a.Roles, role) || !policy.RoleFitsDesk(role, desk.Kind) || policy.IncompatibleRoles(role, a.Roles) {
		return policy.Actor{}, false
	}
	if a.Agency != desk.Agency && !slices.Contains(desk.Members, a.Agency) {
		return policy.Actor{}, false
	}
	return policy.Actor{
		Account: a.ID, Role: role, Desk: desk.ID, Kind: desk.Kind, Agency: a.Agency, Country: desk.Country,
	}, true
}

// sits keeps of the roles those that can sit at the account's desk, each once.
func (s *Service) sits(a Account) []casework.Role {
	var out []casework.Role
	for _, role := range a.Roles {
		if _, ok := s.seat(a, role); ok && !slices.Contains(out, role) {
			out = append(out, role)
		}
	}
	return out
}
