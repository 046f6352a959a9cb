package security_test

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
)

// officer is an account that is signed in.
type officer struct {
	desk    casework.DeskID
	role    casework.Role
	account string
	agency  casework.AgencyID // "" is the desk's own
}

// at is the officer of a role at a desk.
func at(desk casework.DeskID, role casework.Role) officer {
	return officer{desk: desk, role: role, account: "acc-" + string(role) + "-" + string(desk)}
}

// badge is the header that names the officer in this test.
func (o officer) badge() string {
	return "Bearer " + strings.Join([]string{string(o.desk), string(o.role), o.account, string(o.agency)}, "|")
}

// badges accepts every badge. Signing in is tested elsewhere: these tests are about the rights of a
// session.
type badges struct{ directory corridor.Directory }

// Authenticate reads the badge.
func (b badges) Authenticate(r *http.Request) (identity.Caller, error) {
	unsigned := fault.New(fault.Unsigned, "the request does not say who sends it, in a way that is accepted here")
	shown, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	parts := strings.Split(shown, "|")
	if !ok || len(parts) != 4 {
		return identity.Caller{}, unsigned
	}
	desk, known := b.directory.Desk(casework.DeskID(parts[0]))
	role := casework.Role(parts[1])
	if !known || !policy.RoleFitsDesk(role, desk.Kind) {
		return identity.Caller{}, unsigned
	}
	actor := policy.Actor{
		Account: casework.AccountID(parts[2]), Role: role, Desk: desk.ID, Kind: desk.Kind, Agency: desk.Agency, Country: desk.Country,
	}
	if from := casework.AgencyID(parts[3]); from != "" && slices.Contains(desk.Members, from) {
		actor.Agency = from
	}
	agency, _ := b.directory.Agency(actor.Agency)
	actor.Leads = agency.Leads
	return identity.Caller{Actor: actor, Session: "s-" + parts[2], ProvenAt: time.Now()}, nil
}

// Recheck trusts a badge as long as it is sent.
func (badges) Recheck(*http.Request, identity.Caller) error { return nil }
