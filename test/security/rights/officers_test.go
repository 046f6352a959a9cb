package rights_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

var book = sync.OnceValues(func() (*corridor.Set, error) { return corridor.Load(corridors.Files()) })

func directory(tb testing.TB) corridor.Directory {
	tb.Helper()
	b, err := book()
	require.NoError(tb, err)
	return b.Directory()
}

// officer is one officer of the directory.
type officer struct {
	policy.Actor

	at corridor.Desk
}

// officers lists an officer for each desk in each role that may be there; on a panel, for each agency
// that sends members.
func officers(tb testing.TB) []officer {
	tb.Helper()
	d := directory(tb)
	var out []officer
	for _, desk := range d.Desks() {
		for _, role := range casework.Roles() {
			if !policy.RoleFitsDesk(role, desk.Kind) {
				continue
			}
			for _, agency := range append([]casework.AgencyID{desk.Agency}, desk.Members...) {
				of, _ := d.Agency(agency)
				a := policy.Actor{
					Account: casework.AccountID("acc-" + string(desk.ID) + "-" + string(role) + "-" + string(agency)),
					Role:    role, Desk: desk.ID, Kind: desk.Kind, Agency: agency, Country: desk.Country, Leads: of.Leads,
				}
				if !slices.ContainsFunc(out, func(o officer) bool { return o.Account == a.Account }) {
					out = append(out, officer{a, desk})
				}
			}
		}
	}
	return out
}

// asks is the context of a request of the officer, who has just proved who they are.
func (o officer) asks(ctx context.Context, now time.Time) context.Context {
	return request.With(ctx, &request.Request{ID: "r", Session: "s", Actor: o.Actor, Purpose: policy.PurposeOf(o.Role), ProvenAt: now})
}
