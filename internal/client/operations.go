package client

import (
	"context"
	"io"
	"net/http"
	"net/url"

	"example.org/homeward/internal/wire"
)

// OpenOperation opens an operation.
func (c *Client) OpenOperation(ctx context.Context, i Intent, body wire.OperationOpening) (wire.Receipt, error) {
	return c.write(ctx, i, body, "operations")
}

// Operations lists operations, newest first.
func (c *Client) Operations(ctx context.Context, query url.Values) (wire.OperationPage, error) {
	return read[wire.OperationPage](ctx, c, path("operations"), query)
}

// Operation shows one operation.
func (c *Client) Operation(ctx context.Context, ref string) (wire.Operation, error) {
	return read[wire.Operation](ctx, c, path("operations", ref), nil)
}

// Funnel shows how far the people of an operation have come.
func (c *Client) Funnel(ctx context.Context, ref string) (wire.Funnel, error) {
	return read[wire.Funnel](ctx, c, path("operations", ref, "funnel"), nil)
}

// PauseOperation lets an operation stand still.
func (c *Client) PauseOperation(ctx context.Context, i Intent, ref string, body wire.OperationPause) (wire.Receipt, error) {
	return c.write(ctx, i, body, "operations", ref, "pause")
}

// ResumeOperation lets it go on.
func (c *Client) ResumeOperation(ctx context.Context, i Intent, ref string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "operations", ref, "resume")
}

// CloseOperation takes no more lists.
func (c *Client) CloseOperation(ctx context.Context, i Intent, ref string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "operations", ref, "close")
}

// UploadList uploads a list and gives the preview.
func (c *Client) UploadList(ctx context.Context, i Intent, operation string, query url.Values, file io.Reader) (wire.List, error) {
	var list wire.List
	err := c.do(ctx, call{
		method: http.MethodPost, path: path("operations", operation, "lists"), query: query, intent: i, body: file, kind: "application/octet-stream",
	}, &list)
	return list, err
}

// Lists lists the lists of an operation, newest first.
func (c *Client) Lists(ctx context.Context, operation string, query url.Values) (wire.ListPage, error) {
	return read[wire.ListPage](ctx, c, path("operations", operation, "lists"), query)
}

// List shows one list, its reconciliation and its progress.
func (c *Client) List(ctx context.Context, ref string) (wire.List, error) {
	return read[wire.List](ctx, c, path("lists", ref), nil)
}

// Rows lists the rows of a list, as written and as read.
func (c *Client) Rows(ctx context.Context, ref string, query url.Values) (wire.ListRowPage, error) {
	return read[wire.ListRowPage](ctx, c, path("lists", ref, "rows"), query)
}

// PreviewList says what would happen if a list were confirmed now.
func (c *Client) PreviewList(ctx context.Context, ref string) (wire.ListPreview, error) {
	return read[wire.ListPreview](ctx, c, path("lists", ref, "preview"), nil)
}

// ConfirmList opens the cases of a list, or proposes it to a second person. preview is the
// fingerprint of what was seen; "" will do for as many people as one officer acts for alone.
func (c *Client) ConfirmList(ctx context.Context, i Intent, ref, preview string) (wire.Receipt, error) {
	return c.write(ctx, i, wire.ListConfirmation{Preview: preview}, "lists", ref, "confirm")
}

// ApproveList lets a proposed list through, as the second person.
func (c *Client) ApproveList(ctx context.Context, i Intent, ref, preview string) (wire.Receipt, error) {
	return c.write(ctx, i, wire.ListApproval{Preview: preview}, "lists", ref, "approve")
}

// RefuseList turns a proposed list down, or takes the proposal back.
func (c *Client) RefuseList(ctx context.Context, i Intent, ref string) (wire.Receipt, error) {
	return c.write(ctx, i, nil, "lists", ref, "refuse")
}
