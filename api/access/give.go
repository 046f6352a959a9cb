package access

import (
	"context"

	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

func (h handlers) give(ctx context.Context, p onCase, body wire.GiveAccessJSONRequestBody) (usecase.Receipt, error) {
	return h.do.GiveAccess(ctx, p.Case, p.Key, usecase.GiveAccess{
		Desk: body.Desk, Classes: body.Classes, Purpose: body.Purpose, Consent: body.Consent, Until: body.Until, Words: body.Words,
	})
}

// onGrant are the parameters of a write to a grant.
type onGrant struct {
	onCase

	Grant int `path:"grant"`
}

func (h handlers) end(ctx context.Context, p onGrant) (usecase.Receipt, error) {
	return h.do.EndAccess(ctx, p.Case, p.Key, p.Grant)
}

func (h handlers) exclude(ctx context.Context, p onCase, body wire.ExcludeOfficerJSONRequestBody) (usecase.Receipt, error) {
	return h.do.ExcludeOfficer(ctx, p.Case, p.Key, usecase.ExcludeOfficer{Account: body.Account, Seq: body.Seq, Words: body.Words})
}

// onExclusion are the parameters of a write to an exclusion.
type onExclusion struct {
	onCase

	Exclusion int `path:"exclusion"`
}

func (h handlers) readmit(ctx context.Context, p onExclusion, body wire.ReadmitOfficerJSONRequestBody) (usecase.Receipt, error) {
	return h.do.ReadmitOfficer(ctx, p.Case, p.Key, p.Exclusion, body.Reasons)
}

func (h handlers) breakGlass(ctx context.Context, p onCase, body wire.BreakGlassJSONRequestBody) (usecase.Receipt, error) {
	return h.do.BreakGlass(ctx, p.Case, p.Key, body.Purpose, body.Reasons)
}
