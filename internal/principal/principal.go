// Package principal names on whose behalf a transaction runs. Row-level security in the database,
// the second check behind package policy, uses it in every transaction. It holds codes only,
// decides nothing, and is never made of values that a client sent without proof.
package principal

import (
	"context"

	"example.org/homeward/internal/casework"
)

// Kind is what sort of asker a principal is.
type Kind string

// The kinds.
const (
	// Officer is an account that has signed in, or a machine that acts for a desk.
	Officer Kind = "officer"
	// Procedure is the workflows' own hand: the worker, which writes what was decided.
	Worker Kind = "procedure"
	// Door is signing in itself, before anybody is known: it reaches the tables of identity and
	// no table of a case.
	SignIn Kind = "door"
)

// Principal is who asks.
type Principal struct {
	Kind    Kind
	Account casework.AccountID
	Desk    casework.DeskID
	Agency  casework.AgencyID
	Role    casework.Role
	Country casework.Country // ISO 3166-1 alpha-3 of the desk; "*" for a desk of no state
}

type key struct{}

// With returns a context in which p asks.
func With(ctx context.Context, p Principal) context.Context { return context.WithValue(ctx, key{}, p) }

// From returns the principal; ok is false when none was set, and then the database shows no rows.
func From(ctx context.Context) (p Principal, ok bool) {
	p, ok = ctx.Value(key{}).(Principal)
	return p, ok
}
