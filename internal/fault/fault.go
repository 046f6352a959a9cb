// Package fault is the one small set of errors that leave Homeward. A fault has
// a code for machines and a sentence for people; an error without a code is
// internal and is never shown. It never carries personal data, and it never
// carries a cause to a client: the cause is for the log only.
package fault

import (
	"errors"
	"fmt"
)

// Code says what kind of trouble it is. Clients may rely on it for ever.
type Code string

// The codes. Unknown is what every error without a code has.
const (
	Unknown     Code = "unknown"          // an error without a code                      500
	Malformed   Code = "malformed"        // the bytes cannot be read                     400
	Invalid     Code = "invalid"          // the request can never be right               422
	TooLarge    Code = "too_large"        // more than we read                            413
	Unsigned    Code = "unsigned"         // no account is signed in                      401
	StepUp      Code = "step_up_required" // a proof of the moment is needed          401
	Denied      Code = "denied"           // known to the actor, not theirs to do         403
	NotFound    Code = "not_found"        // absent, or not this actor's to see           404
	Conflict    Code = "conflict"         // right once, wrong in the present state       409
	GateClosed  Code = "gate_closed"      // a gate has unmet conditions                  409
	Decided     Code = "decided"          // another officer has answered this task       409
	KeyReused   Code = "key_reused"       // the same key with another request            422
	Stale       Code = "stale"            // If-Match names an older version              412
	NoVersion   Code = "no_version"       // If-Match is missing where it is needed       428
	NoKey       Code = "no_key"           // Idempotency-Key is missing                   400
	TooMany     Code = "too_many"         // too many requests in too short a time        429
	Busy        Code = "busy"             // try again                                    503
	Unavailable Code = "unavailable"      // what we lean on is down                      503
	RollingOver Code = "rolling_over"     // the case is moving to a new run; try again   503
)

// Codes lists every code but Unknown, in the order above.
func Codes() []Code {
	return []Code{
		Malformed, Invalid, TooLarge, Unsigned, StepUp, Denied, NotFound, Conflict, GateClosed,
		Decided, KeyReused, Stale, NoVersion, NoKey, TooMany, Busy, Unavailable, RollingOver,
	}
}

// Error is a fault.
type Error struct {
	Code    Code
	Message string // safe to show; never holds a name, a number or a place
	Err     error  // the cause, for the log only
	Details any    // machine-readable facts that are safe to show, such as closed gates
}

// Error is the text for the log: code, message and cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Message, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Code, e.Message)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes a fault without a cause.
func New(code Code, message string) *Error { return &Error{Code: code, Message: message} }

// Wrap makes a fault of a cause. The cause is logged, never shown.
func Wrap(err error, code Code, message string) *Error {
	return &Error{Code: code, Message: message, Err: err}
}

// With returns a copy of e that carries details which are safe to show.
func (e *Error) With(details any) *Error {
	c := *e
	c.Details = details
	return &c
}

// CodeOf finds the code of err: "" for nil, Unknown for an error without one.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Unknown
}

// MessageOf is what may be shown of err. An error without a code shows nothing of itself.
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

// Lasting reports whether trying again can never help.
func Lasting(err error) bool {
	switch CodeOf(err) {
	case "", Unknown, TooMany, Busy, Unavailable, RollingOver:
		return false
	default:
		return true
	}
}
