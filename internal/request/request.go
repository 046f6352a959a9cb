package request

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
)

// Request is one request of a caller. The zero Request has a caller who is not signed in: policy
// allows it nothing. A Request is used by one goroutine at a time.
type Request struct {
	// ID names the request in logs and in error reports.
	ID string
	// Actor is the caller; its Account is "" for a caller who is not signed in.
	Actor policy.Actor
	// Session is the public reference of the caller's session; "" for a machine.
	Session string
	// Machine is true if the caller is a program, not a person.
	Machine bool
	// ProvenAt is when the caller last proved their identity in person; zero for never.
	ProvenAt time.Time
	// Action is what the request is for. Policy is asked about it, and the audit log shows it.
	Action policy.Action
	// Purpose is why personal data is read. PurposeGiven is true if the caller named it; otherwise it is
	// the usual purpose of the caller's role.
	Purpose      policy.Purpose
	PurposeGiven bool
	// Looking is true for a request that is answered with nothing but whether something has changed. No user
	// sees what it reads, so that no line says that it was shown; a refusal is written as for other requests.
	Looking bool
	// Fingerprint is a hash of the whole request. It distinguishes writes that use the same key.
	Fingerprint []byte
	// About is the case of the request, and Code the code of the error that it was answered with; ""
	// for none. Both are for the log.
	About casework.Ref
	Code  fault.Code

	authorized bool // policy was asked
	refused    bool // a refusal is written
	trail      trail
	files      []File         // that were loaded
	counted    []casework.Ref // whose files were counted as read already
}

type key struct{}

// With returns a context that carries the request.
func With(ctx context.Context, r *Request) context.Context { return context.WithValue(ctx, key{}, r) }

// From returns the request that ctx carries, or a zero Request, which is allowed nothing.
func From(ctx context.Context) *Request {
	if r, ok := ctx.Value(key{}).(*Request); ok {
		return r
	}
	return &Request{}
}

// Principal returns the caller as row-level security in the database needs it.
func (r *Request) Principal() principal.Principal {
	a := r.Actor
	if a.Account == "" {
		return principal.Principal{Kind: principal.SignIn}
	}
	return principal.Principal{Kind: principal.Officer, Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role, Country: a.Country}
}

// For returns a request of the same caller for one action. It has been authorized for nothing and
// has an audit trail of its own.
func (r *Request) For(action policy.Action) *Request {
	return &Request{
		ID: r.ID, Actor: r.Actor, Session: r.Session, Machine: r.Machine, ProvenAt: r.ProvenAt, Action: action,
		Purpose: r.Purpose, PurposeGiven: r.PurposeGiven, Fingerprint: r.Fingerprint, About: r.About, Looking: r.Looking,
		counted: slices.Clone(r.counted),
	}
}

// Join takes over the results of a request made by For: whether policy was asked, whether a refusal
// was written, which case it was about, and which files were counted. It does not take over what was shown, because that is
// written already.
func (r *Request) Join(part *Request) {
	r.authorized = r.authorized || part.authorized
	r.refused = r.refused || part.refused
	r.counted = part.counted
	if part.About != "" {
		r.About = part.About
	}
}
