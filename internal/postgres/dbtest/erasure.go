package dbtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/erasure"
)

// Protector is a data protection officer of the host state, with no part in any case.
func Protector(account casework.AccountID) casework.Actor {
	return casework.Actor{Account: account, Desk: "tha-focal-desk", Agency: "tha-focal-agency", Role: casework.RoleDPO}
}

// Erasing takes a request for erasure on by one command.
func Erasing(tb testing.TB, e erasure.Erasure, kind erasure.Kind, by casework.Actor) (erasure.Erasure, erasure.Change) {
	tb.Helper()
	change, _, err := erasure.Accept(e, erasure.Command{
		Key: casework.Key(string(e.Ref) + "-" + string(kind)), Kind: kind, By: by, At: Day, Case: "case-a", Basis: erasure.CourtOrder,
		Gate: &gate.Status{Gate: "G23", Open: true},
	})
	require.NoError(tb, err)
	return e.Take(change), change
}
