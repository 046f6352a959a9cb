package act

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/request"
)

// Run carries out one use-case for the caller in ctx. It calls do with a request for this action only. It
// returns the answer of do only if policy was asked and the audit rows are written. It returns an error
// of do, with the reasons that the caller may know, after the refusal is written. The file of a case is shown
// only within the limit of package reading. asked is what the caller asked for; the log has a hash of it.
func Run[R any](ctx context.Context, s *Core, action policy.Action, asked audit.Subject, do func(ctx context.Context) (R, error)) (R, error) {
	var none R
	outer := request.From(ctx)
	r := outer.For(action)
	defer outer.Join(r)
	ctx = principal.With(request.With(ctx, r), r.Principal())
	answer, err := none, r.Admit(s.Now())
	if err == nil {
		answer, err = do(ctx)
	}
	if err == nil && !r.Authorized() {
		err = request.ErrNotAuthorized
	}
	if err == nil {
		err = s.countFile(ctx, r, asked)
	}
	if err != nil {
		return none, r.WriteRefusal(ctx, s.Audit, asked, Explain(err, r.Nothing(), s.Now()))
	}
	if err := r.WriteAudit(ctx, s.Audit); err != nil {
		return none, err
	}
	return answer, nil
}

// OfCase names a case as what a use-case was asked for.
func OfCase(ref casework.Ref) audit.Subject {
	return audit.Subject{Kind: audit.OfCase, Ref: string(ref)}
}

// OnNothing is for a use-case that was asked for no single thing.
func OnNothing() audit.Subject { return audit.Subject{Kind: audit.OfInstallation} }
