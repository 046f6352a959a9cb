package api_test

import (
	"net/http"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
)

// callerHeader names the caller of a request in these tests, as "desk role account [agency]". The
// program itself has no such header: package identity authenticates its callers.
const callerHeader = "Test-Caller"

// headerAuthenticator trusts that header.
type headerAuthenticator struct{ directory corridor.Directory }

// Authenticate returns the caller, as package identity does: at a desk that exists, in a role of that desk.
func (b headerAuthenticator) Authenticate(r *http.Request) (identity.Caller, error) {
	unsigned := fault.New(fault.Unsigned, "the request does not say who sends it")
	said := strings.Fields(r.Header.Get(callerHeader))
	if len(said) < 3 {
		return identity.Caller{}, unsigned
	}
	desk, known := b.directory.Desk(casework.DeskID(said[0]))
	role := casework.Role(said[1])
	if !known || !policy.RoleFitsDesk(role, desk.Kind) {
		return identity.Caller{}, unsigned
	}
	agency := desk.Agency
	if len(said) > 3 {
		agency = casework.AgencyID(said[3])
	}
	of, _ := b.directory.Agency(agency)
	return identity.Caller{
		Actor: policy.Actor{
			Account: casework.AccountID(said[2]), Role: role, Desk: desk.ID, Kind: desk.Kind, Agency: agency, Country: desk.Country, Leads: of.Leads,
		},
		Session: "s-" + said[2], ProvenAt: time.Time{},
	}, nil
}

// Recheck trusts the header as long as it is there.
func (b headerAuthenticator) Recheck(r *http.Request, was identity.Caller) error {
	is, err := b.Authenticate(r)
	if err == nil && is.Actor != was.Actor {
		err = fault.New(fault.Unsigned, "the request does not say who sends it")
	}
	return err
}
