package client

import (
	"context"
	"net/url"

	"example.org/homeward/internal/wire"
)

// PreviewErasure says what erasing a person would destroy, and what stands against it.
func (c *Client) PreviewErasure(ctx context.Context, ref string, query url.Values) (wire.ErasurePreview, error) {
	return read[wire.ErasurePreview](ctx, c, path("cases", ref, "erasure"), query)
}

// RequestErasure asks that the data of a person be destroyed.
func (c *Client) RequestErasure(ctx context.Context, i Intent, ref string, body wire.ErasureRequest) (wire.Receipt, error) {
	return c.write(ctx, i, body, "cases", ref, "erasure")
}

// Erasures lists requests for erasure, newest first.
func (c *Client) Erasures(ctx context.Context, query url.Values) (wire.ErasurePage, error) {
	return read[wire.ErasurePage](ctx, c, path("erasures"), query)
}

// Erasure shows one request.
func (c *Client) Erasure(ctx context.Context, ref string) (wire.Erasure, error) {
	return read[wire.Erasure](ctx, c, path("erasures", ref), nil)
}

// ApproveErasure approves a request, as the second person.
func (c *Client) ApproveErasure(ctx context.Context, i Intent, ref string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "erasures", ref, "approve")
}

// RefuseErasure refuses a request.
func (c *Client) RefuseErasure(ctx context.Context, i Intent, ref string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "erasures", ref, "refuse")
}

// Deletions lists requests to delete what was given of somebody who is erased, newest first.
func (c *Client) Deletions(ctx context.Context, query url.Values) (wire.DeletionPage, error) {
	return read[wire.DeletionPage](ctx, c, path("deletions"), query)
}

// Deletion shows the request to one desk.
func (c *Client) Deletion(ctx context.Context, ref, desk string) (wire.Deletion, error) {
	return read[wire.Deletion](ctx, c, path("erasures", ref, "deletions", desk), nil)
}

// AnswerDeletion says what became of what a desk was given.
func (c *Client) AnswerDeletion(ctx context.Context, i Intent, ref, desk string, body wire.DeletionAnswer) (wire.Receipt, error) {
	return c.write(ctx, i, body, "erasures", ref, "deletions", desk)
}

// Retention shows how long what is kept, and what is over its time.
func (c *Client) Retention(ctx context.Context) (wire.Retention, error) {
	return read[wire.Retention](ctx, c, path("retention"), nil)
}
