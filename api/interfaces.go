package api

import (
	"context"
	"net/http"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/live"
)

// Authenticator returns the caller of a request.
type Authenticator interface {
	// Authenticate returns an error with code fault.Unsigned if the caller is not signed in. The error
	// says neither why nor anything of what was sent.
	Authenticate(r *http.Request) (identity.Caller, error)
	// Recheck returns an error with code fault.Unsigned if the caller of a request that goes on is no
	// longer signed in. Calling it does not extend the session.
	Recheck(r *http.Request, was identity.Caller) error
}

// Pinger is a database that can be asked whether it answers.
type Pinger interface {
	Ping(ctx context.Context) error
}

// Keys decrypt personal data.
type Keys interface {
	// CheckKEK returns an error if the key-encryption key cannot be used now. The error is for the log only.
	CheckKEK(ctx context.Context) error
}

// Events publishes what has changed.
type Events interface {
	Follow(topics ...string) *live.Follower
}
