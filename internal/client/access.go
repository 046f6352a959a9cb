package client

import (
	"context"
	"net/url"

	"example.org/homeward/internal/wire"
)

// Grants lists what an agency was given of cases, or has given.
func (c *Client) Grants(ctx context.Context, query url.Values) (wire.GrantPage, error) {
	return read[wire.GrantPage](ctx, c, path("access"), query)
}

// Access shows who was let in to a case, and who is kept out.
func (c *Client) Access(ctx context.Context, ref string) (wire.CaseAccess, error) {
	return read[wire.CaseAccess](ctx, c, path("cases", ref, "access"), nil)
}

// GiveAccess lets an agency see a part of a case.
func (c *Client) GiveAccess(ctx context.Context, i Intent, ref string, body wire.AccessGiving) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "access")
}

// EndAccess ends a grant before its time.
func (c *Client) EndAccess(ctx context.Context, i Intent, ref, grant string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "cases", ref, "access", grant, "end")
}

// ExcludeOfficer keeps an officer out of a case.
func (c *Client) ExcludeOfficer(ctx context.Context, i Intent, ref string, body wire.Exclusion) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "exclusions")
}

// ReadmitOfficer lets an officer in again.
func (c *Client) ReadmitOfficer(ctx context.Context, i Intent, ref, exclusion string, body wire.Reasons) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "exclusions", exclusion, "end")
}

// BreakGlass opens a case in an emergency, for an hour.
func (c *Client) BreakGlass(ctx context.Context, i Intent, ref string, body wire.GlassBreaking) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "break-glass")
}
