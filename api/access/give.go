package access

import (
	"context"

	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

func (h handlers) give(ctx context.Context, p onCase, body wire.GiveAccessJSONRequestBody) (act.Receipt, error) {
	return h.do.GiveAccess(ctx, p.Case, p.Key, access.Terms{
		Desk: body.Desk, Classes: body.Classes, Purpose: body.Purpose, Consent: body.Consent, Until: body.Until, Words: body.Words,
	})
}

// onGrant are the parameters of a write to a grant.
type onGrant struct {
	onCase

	Grant int `path:"grant"`
}

func (h handlers) end(ctx context.Context, p onGrant) (act.Receipt, error) {
	return h.do.EndAccess(ctx, p.Case, p.Key, p.Grant)
}

func (h handlers) exclude(ctx context.Context, p onCase, body wire.ExcludeOfficerJSONRequestBody) (act.Receipt, error) {
	return h.do.ExcludeOfficer(ctx, p.Case, p.Key, access.Officer{Account: body.Account, Seq: body.Seq, Words: body.Words})
}

// onExclusion are the parameters of a write to an exclusion.
type onExclusion struct {
	onCase

	Exclusion int `path:"exclusion"`
}

func (h handlers) readmit(ctx context.Context, p onExclusion, body wire.ReadmitOfficerJSONRequestBody) (act.Receipt, error) {
	return h.do.ReadmitOfficer(ctx, p.Case, p.Key, p.Exclusion, body.Reasons)
}

func (h handlers) breakGlass(ctx context.Context, p onCase, body wire.BreakGlassJSONRequestBody) (act.Receipt, error) {
	return h.do.BreakGlass(ctx, p.Case, p.Key, body.Purpose, body.Reasons)
}
