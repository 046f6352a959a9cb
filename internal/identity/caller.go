// Package identity says who somebody is: it turns what a request carries, and what an
// agency's identity provider or a passkey has proven, into an account, a desk and a role. It
// never says what they may do (package policy does), and no error or log line of it repeats
// a token, a claim or a name.
package identity

import (
	"time"

	"example.org/homeward/internal/policy"
)

// Caller is who sends a request, and how well that is proven.
type Caller struct {
	Actor policy.Actor
	// Session is the public reference of the session; "" for a machine client.
	Session string
	// Machine says that no person sits there: a client of an agency, bound to one desk.
	Machine bool
	// ProvenAt is when the caller last proved in person who they are, with a passkey or a
	// strong sign-in at their agency; zero when never. What needs a step-up asks for a recent one.
	ProvenAt time.Time
}
