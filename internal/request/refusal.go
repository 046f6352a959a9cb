package request

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
)

// Refuse notes that a request of the caller was refused with a code. It keeps a hash of the requested
// reference, whether that exists or not: the caller must not notice a difference, and may have sent
// any text. Codes other than Denied and NotFound are not refusals and are not noted.
func (r *Request) Refuse(asked audit.Subject, code fault.Code) {
	if r.Actor.Account == "" || code != fault.Denied && (code != fault.NotFound || asked.Kind == audit.OfInstallation) {
		return
	}
	e := r.Event(audit.Subject{Kind: asked.Kind}, audit.Denied)
	if e.Code = string(code); asked.Ref != "" {
		e.Subject.Ref = audit.AskedHash(asked.Ref)
	}
	r.trail.refused = append(r.trail.refused, e)
}

// WriteRefusal writes an error to the log as a refusal, with what the error shows of a case. It
// returns the error itself, or the error of WriteAudit if the log cannot be written. A request writes
// one refusal: one that a use-case has written is not written again for the surrounding request.
func (r *Request) WriteRefusal(ctx context.Context, log Log, asked audit.Subject, err error) error {
	if !r.refused {
		r.Refuse(asked, fault.CodeOf(err))
	}
	r.refused = true
	if failed := r.WriteAudit(ctx, log); failed != nil {
		return failed
	}
	return err
}
