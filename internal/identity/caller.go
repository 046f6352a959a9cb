// Package identity establishes who a caller is: it turns the credentials of a request, and the proofs
// of identity providers and passkeys, into an account, a desk and a role. It never decides what they
// may do (package policy does), it stores no names, and none of its errors or log lines contains a
// token, a claim or an address.
package identity

import (
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
)

// Caller is the sender of a request, with how they proved it.
type Caller struct {
	Actor policy.Actor
	// Session is the public reference of the session; "" for a machine client.
	Session string
	// Method is how the session began; "" for a machine client.
	Method Method
	// Machine reports whether the caller is a program of an agency, bound to one desk, and not a
	// person.
	Machine bool
	// ProvenAt is when the caller last proved their presence, with a passkey or a strong sign-in at
	// their agency; zero if never. An action that needs a step-up needs a recent proof.
	ProvenAt time.Time
}

// Method is how a user signed in.
type Method string

// The methods.
const (
	ByProvider    Method = "provider"     // with the agency's identity provider
	ByPasskey     Method = "passkey"      // with their own passkey
	ByCommandLine Method = "command_line" // approved in a browser that was signed in
)

// event returns an audit event for an action of the caller on their own account.
func (c Caller) event(action audit.Action) audit.Event {
	e := audit.Event{
		Action: action, Session: c.Session, Outcome: audit.Allowed,
		Subject: audit.Subject{Kind: audit.OfAccount, Ref: string(c.Actor.Account)},
	}
	return e.By(c.Actor.Casework())
}
