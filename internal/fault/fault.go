// Package fault has the errors that clients get. A fault has a code for programs and a sentence for
// people. An error without a code is internal and never shown. A fault never holds personal data, and
// its cause is for the log only, never for a client.
package fault

import (
	"errors"
	"fmt"
)

// Code is the kind of an error. Clients may depend on it; it never changes.
type Code string

// The codes, with their HTTP statuses.
const (
	Unknown     Code = "unknown"          // an error without a code                      500
	Malformed   Code = "malformed"        // the bytes cannot be read                     400
	Invalid     Code = "invalid"          // the request can never be right               422
	TooLarge    Code = "too_large"        // the body is larger than we read              413
	Unsigned    Code = "unsigned"         // no account is signed in                      401
	StepUp      Code = "step_up_required" // a recent proof of identity is needed         401
	Denied      Code = "denied"           // the caller may see it but not do this        403
	NotFound    Code = "not_found"        // absent, or the caller may not see it         404
	Conflict    Code = "conflict"         // valid, but not in the present state          409
	GateClosed  Code = "gate_closed"      // a gate has unmet conditions                  409
	Decided     Code = "decided"          // another officer has answered this task       409
	KeyReused   Code = "key_reused"       // the same key with another request            422
	Stale       Code = "stale"            // If-Match names an older version              412
	NoVersion   Code = "no_version"       // If-Match is missing where it is needed       428
	NoKey       Code = "no_key"           // Idempotency-Key is missing                   400
	TooMany     Code = "too_many"         // too many requests in too short a time        429
	Busy        Code = "busy"             // try again                                    503
	Unavailable Code = "unavailable"      // another service that we need is down         503
	RollingOver Code = "rolling_over"     // the case is moving to a new run; try again   503
)

// Codes lists every code but Unknown, in the order above.
func Codes() []Code {
	return []Code{
		Malformed, Invalid, TooLarge, Unsigned, StepUp, Denied, NotFound, Conflict, GateClosed,
		Decided, KeyReused, Stale, NoVersion, NoKey, TooMany, Busy, Unavailable, RollingOver,
	}
}

// Error is an error with a code.
type Error struct {
	Code    Code
	Message string // safe to show; never holds a name, a number or a place
	Err     error  // the cause, for the log only
	Details any    // machine-readable details that are safe to show, such as closed gates
}

// Error returns the text for the log: code, message and cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Message, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Code, e.Message)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New returns a fault without a cause.
func New(code Code, message string) *Error { return &Error{Code: code, Message: message} }

// Wrap returns a fault with a cause. The cause is logged, never shown.
func Wrap(err error, code Code, message string) *Error {
	return &Error{Code: code, Message: message, Err: err}
}

// With returns a copy of e with details that are safe to show.
func (e *Error) With(details any) *Error {
	c := *e
	c.Details = details
	return &c
}

// CodeOf returns the code of err: "" for nil, Unknown for an error without a code.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Unknown
}

// MessageOf returns the message of err that may be shown. For an error without a code it is a general
// sentence.
func MessageOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Message
	}
	return "something went wrong on our side; it is safe to try again with the same key"
}

// DetailsOf returns the safe details of err, or nil.
func DetailsOf(err error) any {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Details
	}
	return nil
}

// Lasting reports whether trying again can never succeed.
func Lasting(err error) bool {
	switch CodeOf(err) {
	case "", Unknown, TooMany, Busy, Unavailable, RollingOver:
		return false
	default:
		return true
	}
}
