package account

import (
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// inviteColleague makes a code for a new colleague and shows it once.
func (p *pages) inviteColleague(c echo.Context, user identity.Caller) error {
	if _, err := site.ReadForm(c); err != nil {
		return err
	}
	r := c.Request()
	var roles []casework.Role
	for _, role := range r.PostForm["role"] {
		if !slices.Contains(roles, casework.Role(role)) {
			roles = append(roles, casework.Role(role))
		}
	}
	code, err := p.SignIn.Invite(r.Context(), user, identity.Invitation{Desk: user.Actor.Desk, Agency: user.Actor.Agency, Roles: roles})
	if err != nil {
		return err
	}
	return p.renderDesk(c, user, code)
}
