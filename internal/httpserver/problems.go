package httpserver

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/ratelimit"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/roster/refusal"
)

// The codes that only HTTP has; all others are those of package fault.
const (
	MethodNotAllowed     fault.Code = "method_not_allowed"
	UnsupportedMediaType fault.Code = "unsupported_media_type"
)

// CodeError is an error that is nothing but a code which only HTTP has.
type CodeError struct{ Code fault.Code }

// Error is the code.
func (e *CodeError) Error() string { return string(e.Code) }

// Problem has the values that all failures with a code share.
type Problem struct {
	Code   fault.Code
	Status int
	Title  string
	Help   string // what to do, for the reference
}

// Type is the problem's URI reference: the address of its page.
func (p Problem) Type() string { return "/problems/" + string(p.Code) }

// Problems lists the problem of every code.
func Problems() []Problem {
	return []Problem{
		{fault.Malformed, http.StatusBadRequest, "The request cannot be read", "The body is not what its type says: not JSON, not UTF-8, a member twice, nested too deep, or cut off. Correct the client; the same bytes will fail again."},
		{fault.NoKey, http.StatusBadRequest, "Idempotency-Key is missing", "Every write carries a UUID of its own, so that it is carried out once even if it is sent several times. Make one for each intention, and send the same one again when you repeat the write."},
		{fault.Unsigned, http.StatusUnauthorized, "Not signed in", "The request has no valid session or token. Sign in at /signin, or with “homeward login” on the command line."},
		{fault.StepUp, http.StatusUnauthorized, "A fresh proof is needed", "Prove who you are again, with your passkey or at your agency: the proof must be less than five minutes old. Then send the request again with the same key. A machine cannot do this."},
		{fault.Denied, http.StatusForbidden, "Not allowed", "You may see this, but another role or another desk does it. /whoami lists what your role may do."},
		{fault.NotFound, http.StatusNotFound, "Not found", "There is nothing here that you may see. The answer is the same for things that do not exist."},
		{MethodNotAllowed, http.StatusMethodNotAllowed, "Method not allowed", "This address takes another method; the contract says which."},
		{fault.Conflict, http.StatusConflict, "Not possible in the present state", "The request would be right in another state. Read the resource again."},
		{fault.GateClosed, http.StatusConflict, "A gate is closed", "Some conditions must be met first. Each closed gate lists its unmet conditions, who has to meet each of them, and since when. Some gates can be waived by a named role, with a reason; a gate marked “never” cannot."},
		{fault.Decided, http.StatusConflict, "Already decided", "Another officer of the desk decided first. “decided” says what and when."},
		{fault.Stale, http.StatusPreconditionFailed, "Changed since you read it", "If-Match names an older version. Read the task again, look at the changes, and decide then."},
		{fault.TooLarge, http.StatusRequestEntityTooLarge, "Too large", "JSON is read up to 1 MB, a list up to 20 MB."},
		{UnsupportedMediaType, http.StatusUnsupportedMediaType, "Unsupported media type", "This operation does not take this Content-Type; the contract lists those that it takes."},
		{fault.Invalid, http.StatusUnprocessableEntity, "The request is not valid", "“errors” says where: a JSON pointer or the name of a parameter, and a code. Your values are not repeated."},
		{fault.KeyReused, http.StatusUnprocessableEntity, "The key belongs to another request", "A write with this Idempotency-Key was carried out, or waits to be. Make another key for another intention. A key whose write was refused may be used again."},
		{fault.NoVersion, http.StatusPreconditionRequired, "If-Match is missing", "A decision says which version of the task it answers: send the task's ETag as If-Match."},
		{fault.TooMany, http.StatusTooManyRequests, "Too many requests", "Nothing was done. Wait as many seconds as Retry-After says, then send the request again with the same key."},
		{fault.Unknown, http.StatusInternalServerError, "An error on our side", "It is safe to send the request again with the same key. If it fails again, report the request_id."},
		{fault.Busy, http.StatusServiceUnavailable, "Busy", "Send the request again in a moment, with the same key."},
		{fault.Unavailable, http.StatusServiceUnavailable, "Not available", "A service that is needed for this is down or too slow. Send the request again, with the same key."},
		{fault.RollingOver, http.StatusServiceUnavailable, "The case is moving to a new run", "This takes a moment. Send the request again, with the same key."},
	}
}

// ProblemOf returns the problem of a code, and that of fault.Unknown for a code that is not listed.
func ProblemOf(code fault.Code) Problem {
	for _, p := range Problems() {
		if p.Code == code {
			return p
		}
	}
	return ProblemOf(fault.Unknown)
}

// CodeOf finds the code of an error, also of errors of the router, of lists that are refused, and of
// a deadline that has passed.
func CodeOf(err error) fault.Code {
	if p, ok := errors.AsType[*CodeError](err); ok {
		return p.Code
	}
	if errors.Is(err, identity.ErrStepUp) {
		return fault.StepUp
	}
	if code := fault.CodeOf(err); code != fault.Unknown {
		return code
	}
	if _, ok := errors.AsType[*refusal.Error](err); ok {
		return fault.Invalid
	}
	if he, ok := errors.AsType[*echo.HTTPError](err); ok {
		if code, ok := ofRouter(he.Code); ok {
			return code
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.Unavailable
	}
	return fault.Unknown
}

// ofRouter is the code of a status that the router answers with.
func ofRouter(status int) (fault.Code, bool) {
	switch status {
	case http.StatusNotFound:
		return fault.NotFound, true
	case http.StatusMethodNotAllowed:
		return MethodNotAllowed, true
	case http.StatusRequestEntityTooLarge:
		return fault.TooLarge, true
	case http.StatusUnsupportedMediaType:
		return UnsupportedMediaType, true
	case http.StatusBadRequest:
		return fault.Malformed, true
	default:
		return "", false
	}
}

// waitOf returns the number of seconds to wait after an error, at least one.
func waitOf(err error) int {
	if slow, ok := fault.DetailsOf(err).(identity.RetryDelay); ok {
		return max(1, slow.Seconds)
	}
	if refused, ok := reading.RefusedBy(err); ok {
		return refused.Seconds()
	}
	return max(1, ratelimit.WaitOf(err))
}
