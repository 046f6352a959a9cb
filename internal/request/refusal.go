package request

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
)

// Refuse notes that the caller was refused something with a code. It keeps a hash of what was asked
// for, whether that exists or not: the caller can tell no difference, and may have sent anything.
// Codes other than Denied and NotFound are no refusals, and are not noted.
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

// WriteRefusal writes an error as a refusal, with what the error tells of a case. It returns the
// error itself, or, if the log cannot be written, the fault that says so. A request writes one
// refusal: what a use-case has written is not written again for the request that it was part of.
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
