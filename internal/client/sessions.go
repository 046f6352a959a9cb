package client

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Session is one of the caller's own sessions.
type Session struct {
	ID     string    `json:"id"`
	Device string    `json:"device"` // phone, computer, command_line or other
	This   bool      `json:"this"`
	Since  time.Time `json:"since"`
	Seen   time.Time `json:"seen"`
	Until  time.Time `json:"until"` // when it ends at the latest
}

// Sessions lists the caller's own sessions, the one used last first.
func (c *Client) Sessions(ctx context.Context) ([]Session, error) {
	page, err := read[struct {
		Items []Session `json:"items"`
	}](ctx, c, path("account", "sessions"), nil)
	return page.Items, err
}

// EndSession ends one of the caller's own sessions.
func (c *Client) EndSession(ctx context.Context, id string) error {
	return c.form(ctx, url.Values{"session": {id}}, nil, "account", "sessions", "end")
}

// EndSessions ends all of the caller's sessions, this one too.
func (c *Client) EndSessions(ctx context.Context) error {
	return c.form(ctx, nil, nil, "account", "sessions", "end-all")
}

// SignOut ends the session that signs this client's requests.
func (c *Client) SignOut(ctx context.Context) error { return c.form(ctx, nil, nil, "signout") }

// Redeem trades the code that a browser has brought to an address of this machine for the
// token of a session.
func (c *Client) Redeem(ctx context.Context, code, verifier, redirect string) (token string, err error) {
	var into struct {
		Token string `json:"token"`
	}
	err = c.form(ctx, url.Values{"code": {code}, "code_verifier": {verifier}, "redirect_uri": {redirect}}, &into, "signin", "cli", "token")
	return into.Token, err
}

// form sends what is no part of the contract, as a browser would.
func (c *Client) form(ctx context.Context, form url.Values, into any, segments ...string) error {
	return c.do(ctx, call{
		method: http.MethodPost, path: path(segments...), body: strings.NewReader(form.Encode()), kind: "application/x-www-form-urlencoded",
	}, into)
}
