// Package identity says who somebody is: it turns what a request carries, and what an
// agency's identity provider or a passkey has proven, into an account, a desk and a role. It
// never says what they may do (package policy does), it keeps no name of anybody, and no
// error or log line of it repeats a token, a claim or an address.
package identity

import (
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
)

// Caller is who sends a request, and how well that is proven.
type Caller struct {
	Actor policy.Actor
	// Session is the public reference of the session; "" for a machine client.
	Session string
	// Method is how the session began; "" for a machine client.
	Method Method
	// Machine says that no person sits there: a client of an agency, bound to one desk.
	Machine bool
	// ProvenAt is when the caller last proved in person who they are, with a passkey or a
	// strong sign-in at their agency; zero when never. What needs a step-up asks for a recent one.
	ProvenAt time.Time
}

// Method is how somebody signed in.
type Method string

// The methods.
const (
	ByProvider    Method = "provider"     // at the agency's identity provider
	ByPasskey     Method = "passkey"      // with a passkey of their own
	ByCommandLine Method = "command_line" // handed over by a browser that was signed in
)

// event is a trace of something that the caller does to itself.
func (c Caller) event(action audit.Action) audit.Event {
	e := audit.Event{
		Action: action, Session: c.Session, Outcome: audit.Allowed,
		Subject: audit.Subject{Kind: audit.OfAccount, Ref: string(c.Actor.Account)},
	}
	return e.By(c.Actor.Casework())
}
