package api

import (
	"net/http"

	"example.org/homeward/internal/fault"
	"example.org/homeward/web/reference"
)

// The codes that only HTTP needs; all others are fault's.
const (
	methodNotAllowed     fault.Code = "method_not_allowed"
	unsupportedMediaType fault.Code = "unsupported_media_type"
)

// httpError is a problem that only HTTP has.
type httpError struct{ code fault.Code }

// Error names the problem.
func (p *httpError) Error() string { return string(p.code) }

// kind is what is always true of a code.
type kind struct {
	code   fault.Code
	status int
	title  string
	help   string
}

// kinds is the table of problems: code, status, title, and what to do.
func kinds() []kind {
	return []kind{
		{fault.Malformed, http.StatusBadRequest, "The request cannot be read", "The bytes are not what they claim to be: not JSON, not UTF-8, a member twice, nested too deep, or broken off. Mend the client; sending the same again does not help."},
		{fault.NoKey, http.StatusBadRequest, "Idempotency-Key is missing", "Every write carries a UUID of its own, so that it is carried out once however often it is sent. Make one per intention and send it again when you repeat the write."},
		{fault.Unsigned, http.StatusUnauthorized, "Nobody is signed in", "The request does not say, in a way that is accepted here, who sends it: the session has ended, or there was none. Sign in at /signin; the command line does with “homeward login”."},
		{fault.StepUp, http.StatusUnauthorized, "Prove that it is you", "What this opens needs a proof that is fresher than five minutes: sign in once more, with your passkey or at your agency, and send it again with the same key. A machine cannot do it."},
		{fault.Denied, http.StatusForbidden, "Not for you to do", "You may look at this, and it is another role's or another desk's to do. /whoami says what your role may ever do."},
		{fault.NotFound, http.StatusNotFound, "Nothing here", "There is nothing here that you may see. What you may not see is answered in the same words as what never was."},
		{methodNotAllowed, http.StatusMethodNotAllowed, "No such method here", "This address takes another method; the contract says which."},
		{fault.Conflict, http.StatusConflict, "Not in the present state", "It would have been right at another time. Look again at what it was about."},
		{fault.GateClosed, http.StatusConflict, "A gate is closed", "Something else has to be so first. Each closed gate lists what is unmet, whose it is to meet, and since when. Some gates a named role may waive, with a reason; those marked “never” nobody can."},
		{fault.Decided, http.StatusConflict, "Already decided", "Somebody else of the desk was first. “decided” says what they decided and when."},
		{fault.Stale, http.StatusPreconditionFailed, "It has changed since you looked", "If-Match names an older version. Fetch it again, look at what has changed, and decide then."},
		{fault.TooLarge, http.StatusRequestEntityTooLarge, "Too large", "JSON is read up to 1 MB, a list up to 20 MB."},
		{unsupportedMediaType, http.StatusUnsupportedMediaType, "Not in this form", "The Content-Type is not one that this operation takes."},
		{fault.Invalid, http.StatusUnprocessableEntity, "The request can never be right", "“errors” says where: a JSON pointer or the name of a parameter, and a code. What you sent is not repeated."},
		{fault.KeyReused, http.StatusUnprocessableEntity, "The key belongs to another request", "An Idempotency-Key names one intention. For another one make another key."},
		{fault.NoVersion, http.StatusPreconditionRequired, "If-Match is missing", "A decision says which version of the task it answers: send the task's ETag as If-Match."},
		{fault.TooMany, http.StatusTooManyRequests, "Too many requests", "Nothing was done. Wait as many seconds as Retry-After says, then send it again, with the same key."},
		{fault.Unknown, http.StatusInternalServerError, "Something went wrong on our side", "It is safe to send it again with the same key. When it stays so, tell us the request_id."},
		{fault.Busy, http.StatusServiceUnavailable, "Busy", "Send it again in a moment, with the same key."},
		{fault.Unavailable, http.StatusServiceUnavailable, "Not available", "Something that this rests on is down or too slow. Send it again, with the same key."},
		{fault.RollingOver, http.StatusServiceUnavailable, "The case is writing itself anew", "It takes a moment. Send it again, with the same key."},
	}
}

func kindOf(code fault.Code) kind {
	all := kinds()
	for _, k := range all {
		if k.code == code {
			return k
		}
	}
	return kindOf(fault.Unknown)
}

func statusOf(code fault.Code) int   { return kindOf(code).status }
func titleOf(code fault.Code) string { return kindOf(code).title }

// problemPages is what the reference says about each code.
func problemPages() []reference.Problem {
	var out []reference.Problem
	for _, k := range kinds() {
		out = append(out, reference.Problem{Code: string(k.code), Status: k.status, Title: k.title, Help: k.help})
	}
	return out
}
