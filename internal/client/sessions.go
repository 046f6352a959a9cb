package client

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Session is one of the caller's own sessions.
type Session struct {
	ID     string    `json:"id"`
	Device string    `json:"device"` // phone, computer, command_line or other
	This   bool      `json:"this"`   // the session of this client
	Since  time.Time `json:"since"`
	Seen   time.Time `json:"seen"`
	Until  time.Time `json:"until"` // its latest expiry
}

// Sessions lists the caller's own sessions, the most recently used first.
func (c *Client) Sessions(ctx context.Context) ([]Session, error) {
	page, err := do[struct {
		Items []Session `json:"items"`
	}](ctx, c, call{method: http.MethodGet, path: "/account/sessions"})
	return page.Items, err
}

// EndSession ends one of the caller's own sessions.
func (c *Client) EndSession(ctx context.Context, id string) error {
	return c.form(ctx, "/account/sessions/end", url.Values{"session": {id}})
}

// EndSessions ends all of the caller's sessions, that of this client too.
func (c *Client) EndSessions(ctx context.Context) error {
	return c.form(ctx, "/account/sessions/end-all", url.Values{})
}

// SignOut ends the session of this client.
func (c *Client) SignOut(ctx context.Context) error { return c.form(ctx, "/signout", url.Values{}) }

// Redeem exchanges the code that a browser has brought to an address of this machine for the
// token of a session.
func (c *Client) Redeem(ctx context.Context, code, verifier, redirect string) (token string, err error) {
	form := url.Values{"code": {code}, "code_verifier": {verifier}, "redirect_uri": {redirect}}
	answer, err := do[struct {
		Token string `json:"token"`
	}](ctx, c, call{method: http.MethodPost, path: "/signin/cli/token", body: form})
	return answer.Token, err
}

// form sends a form to a page that is not in the contract. The answer has no content.
func (c *Client) form(ctx context.Context, path string, form url.Values) error {
	_, err := do[struct{}](ctx, c, call{method: http.MethodPost, path: path, body: form})
	return err
}
