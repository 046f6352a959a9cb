package request

import (
	"errors"
	"time"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
)

// ErrNotAuthorized says that a use-case was about to answer without having asked policy. It is a
// mistake in the program and no answer to the caller.
var ErrNotAuthorized = errors.New("a use-case answered without asking policy")

// Admit returns nil if a caller of this role may ever do what the request is for, and, where that
// needs a step-up, if the proof is fresh at now. Otherwise it returns a fault of code Denied or
// StepUp. It is asked before anything is read; what the request is about is asked afterwards.
func (r *Request) Admit(now time.Time) error {
	if !policy.EverAllowed(r.Actor, r.Action) {
		return policy.Refusal()
	}
	if policy.StepUp(r.Action) && !r.proven(now) {
		return fault.New(fault.StepUp, "this needs a fresh proof that it is you")
	}
	return nil
}

// proven says whether the caller proved who they are a moment ago. A machine never has.
func (r *Request) proven(now time.Time) bool {
	age := now.Sub(r.ProvenAt)
	return !r.Machine && !r.ProvenAt.IsZero() && age <= policy.StepUpWithin && age > -time.Minute
}

// Authorize asks policy whether the caller may do what the request is for to a subject. If not, the
// fault is Denied for a subject that the caller may look at by the action look, and otherwise
// NotFound, in the words used of what does not exist.
func (r *Request) Authorize(look policy.Action, subject policy.Subject) error {
	return r.AuthorizeAs(r.Action, look, subject)
}

// AuthorizeAs is Authorize for another action than the request's own.
func (r *Request) AuthorizeAs(action, look policy.Action, subject policy.Subject) error {
	r.authorized = true
	return policy.Check(r.Actor, action, look, subject.RelationsOf(r.Actor))
}

// AuthorizeGlobal asks policy about an action that is about nothing in particular, as a list is.
func (r *Request) AuthorizeGlobal() error {
	r.authorized = true
	if policy.May(r.Actor, r.Action, policy.In(policy.Unrelated)) {
		return nil
	}
	return policy.Refusal()
}

// AuthorizeRole asks policy whether the caller's role may ever do what the request is for. It is enough
// only for a request that is about nothing by itself, and asks about each thing that it is given.
func (r *Request) AuthorizeRole() error {
	r.authorized = true
	if policy.EverAllowed(r.Actor, r.Action) {
		return nil
	}
	return policy.Refusal()
}

// Authorized says whether policy was asked.
func (r *Request) Authorized() bool { return r.authorized }

// May says whether the caller may do something to a subject. It does not count as asking policy for
// the request itself: a use-case that lists things calls it for each of them.
func (r *Request) May(action policy.Action, subject policy.Subject) bool {
	return policy.May(r.Actor, action, subject.RelationsOf(r.Actor))
}
