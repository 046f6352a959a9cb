package client

import (
	"context"
	"net/url"

	"example.org/homeward/internal/wire"
)

// Account tells as whom the client acts.
func (c *Client) Account(ctx context.Context) (wire.Account, error) {
	return read[wire.Account](ctx, c, path("whoami"), nil)
}

// Desks lists the desks.
func (c *Client) Desks(ctx context.Context, query url.Values) (wire.Desks, error) {
	return read[wire.Desks](ctx, c, path("desks"), query)
}

// Questionnaires lists the questionnaires of the reintegration score.
func (c *Client) Questionnaires(ctx context.Context) (wire.Questionnaires, error) {
	return read[wire.Questionnaires](ctx, c, path("questionnaires"), nil)
}

// Ready says whether the server can serve.
func (c *Client) Ready(ctx context.Context) error {
	_, err := read[wire.Health](ctx, c, path("readyz"), nil)
	return err
}
