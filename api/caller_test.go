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

// callerHeader is how these tests say who sends a request, as "desk role account [agency]". The
// program knows no such header: who somebody is, it hears from package identity.
const callerHeader = "Test-Caller"

// believer believes that header.
type believer struct{ directory corridor.Directory }

// Authenticate places the caller, as identity would: at a desk that there is, in a role that sits there.
func (b believer) Authenticate(r *http.Request) (identity.Caller, error) {
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
	return identity.Caller{
		Actor: policy.Actor{
			Account: casework.AccountID(said[2]), Role: role, Desk: desk.ID, Kind: desk.Kind, Agency: agency, Country: desk.Country,
		},
		Session: "s-" + said[2], ProvenAt: time.Time{},
	}, nil
}

// Still believes the header for as long as it is there.
func (b believer) Recheck(r *http.Request, was identity.Caller) error {
	is, err := b.Authenticate(r)
	if err == nil && is.Actor != was.Actor {
		err = fault.New(fault.Unsigned, "the request does not say who sends it")
	}
	return err
}
