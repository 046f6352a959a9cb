package request

import (
	"errors"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// ErrNotAuthorized is the error of a use-case that was about to answer without asking policy. It is a
// bug in the program, not an answer to the caller.
var ErrNotAuthorized = errors.New("a use-case answered without asking policy")

// Admit returns nil if the caller's role may ever do what the request is for and, where that needs
// step-up authentication, if the caller's proof is recent at now. Otherwise it returns a fault of code
// Denied or StepUp. It is called before anything is read; Authorize asks about the subject afterwards.
func (r *Request) Admit(now time.Time) error {
	if !policy.EverAllowed(r.Actor, r.Action) {
		return policy.Refusal()
	}
	if policy.StepUp(r.Action) {
		return r.Prove(now)
	}
	return nil
}

// Prove returns nil if the caller's proof is recent at now, and a fault of code StepUp if it is not. It is for a request
// that needs step-up authentication because of what it is about, which is not known before it is read.
func (r *Request) Prove(now time.Time) error {
	if r.proven(now) {
		return nil
	}
	return fault.New(fault.StepUp, "prove again that it is you, then send the request again")
}

// proven reports whether the caller proved their identity recently. A machine never does.
func (r *Request) proven(now time.Time) bool {
	age := now.Sub(r.ProvenAt)
	return !r.Machine && !r.ProvenAt.IsZero() && age <= policy.StepUpWithin && age > -time.Minute
}

// Authorize returns nil if policy allows the caller to do the request's action to a subject. Otherwise it
// returns fault.Denied if the caller may look at the subject by the action look, and fault.NotFound with
// the message of a thing that does not exist if not.
func (r *Request) Authorize(look policy.Action, subject policy.Subject) error {
	return r.AuthorizeAs(r.Action, look, subject)
}

// AuthorizeAs is Authorize for another action than the request's own.
func (r *Request) AuthorizeAs(action, look policy.Action, subject policy.Subject) error {
	r.authorized = true
	return policy.Check(r.Actor, action, look, subject.RelationsOf(r.Actor))
}

// AuthorizeLook returns nil if the caller may look at a subject. It is for a write whose right depends on
// another subject than the thing that it changes, and is asked before AuthorizeAs.
func (r *Request) AuthorizeLook(look policy.Action, subject policy.Subject) error {
	r.authorized = true
	if policy.May(r.Actor, look, subject.RelationsOf(r.Actor)) {
		return nil
	}
	return policy.Missing()
}

// AuthorizeGlobal asks policy about an action without a subject, such as listing.
func (r *Request) AuthorizeGlobal() error {
	r.authorized = true
	if policy.May(r.Actor, r.Action, policy.In(policy.Unrelated)) {
		return nil
	}
	return policy.Refusal()
}

// AuthorizeRole returns nil if the caller's role may ever do what the request is for, otherwise
// fault.Denied. That is enough only for a request that has no subject itself and asks policy about each thing it contains.
func (r *Request) AuthorizeRole() error {
	r.authorized = true
	if policy.EverAllowed(r.Actor, r.Action) {
		return nil
	}
	return policy.Refusal()
}

// Authorized reports whether policy was asked.
func (r *Request) Authorized() bool { return r.authorized }

// May reports whether the caller may do something to a subject. It does not count as asking policy for
// the request itself: a use-case that lists things calls it for each of them.
func (r *Request) May(action policy.Action, subject policy.Subject) bool {
	return policy.May(r.Actor, action, subject.RelationsOf(r.Actor))
}
