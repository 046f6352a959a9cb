// Package principal names the user on whose behalf a transaction runs. Row-level security in the
// database, the second check after package policy, uses it in every transaction. It holds codes only
// and decides nothing. Its values always come from an authenticated caller, never from the content of a
// request.
package principal

import (
	"context"

	"example.org/homeward/internal/casework"
)

// Kind is the kind of a principal.
type Kind string

// The kinds.
const (
	// Officer is an account that has signed in, or a program of a desk.
	Officer Kind = "officer"
	// Worker is the worker, which writes what workflows have decided.
	Worker Kind = "procedure"
	// SignIn is the code for signing in, before the user is known: it can use the tables of accounts and
	// sessions and no table of a case.
	SignIn Kind = "door"
)

// Principal is the user on whose behalf a transaction runs.
type Principal struct {
	Kind    Kind
	Account casework.AccountID
	Desk    casework.DeskID
	Agency  casework.AgencyID
	Role    casework.Role
	Country casework.Country // ISO 3166-1 alpha-3 of the desk; "*" for a desk without a state
}

type key struct{}

// With returns a context that carries p.
func With(ctx context.Context, p Principal) context.Context { return context.WithValue(ctx, key{}, p) }

// From returns the principal that ctx carries. If ok is false there is none, and the database returns
// no rows.
func From(ctx context.Context) (p Principal, ok bool) {
	p, ok = ctx.Value(key{}).(Principal)
	return p, ok
}
