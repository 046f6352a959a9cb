package account

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// challengeMethod is the only method of a challenge that is accepted (RFC 7636).
const challengeMethod = "S256"

// handoverFields are what a command line asks with.
func handoverFields() []string {
	return []string{"redirect_uri", "code_challenge", "code_challenge_method", "state"}
}

// readHandover checks what a command line asks with. The error is a fault of code Invalid.
func readHandover(fields map[string]string) (identity.Handover, error) {
	h := identity.Handover{Redirect: fields["redirect_uri"], Challenge: fields["code_challenge"]}
	if fields["code_challenge_method"] != challengeMethod || fields["state"] == "" || len(fields["state"]) > 200 {
		return h, fault.New(fault.Invalid, "a command line sends a challenge (S256) and a state")
	}
	return h, identity.CheckHandover(h)
}

// showHandover asks the user whether the command line may act for them.
func (p *pages) showHandover(c echo.Context, user identity.Caller) error {
	query, fields := c.QueryParams(), map[string]string{}
	for _, name := range handoverFields() {
		fields[name] = query.Get(name)
	}
	h, err := readHandover(fields)
	if err != nil {
		return err
	}
	page := view.Handover{
		Frame: p.Frame(c, ""), Role: string(user.Actor.Role), DeskName: p.DeskName(user.Actor.Desk),
		Redirect: h.Redirect, Challenge: h.Challenge, Method: challengeMethod, State: fields["state"],
	}
	return p.Render(c, http.StatusOK, page, originOf(h.Redirect))
}

// originOf is the scheme and host of an address that has been checked.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
