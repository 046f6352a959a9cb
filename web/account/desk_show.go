package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showDesk shows the user's desk: its colleagues and the codes that are open.
func (p *pages) showDesk(c echo.Context, user identity.Caller) error {
	return p.renderDesk(c, user, identity.Code{})
}

// renderDesk shows the desk with a code that was just made; the zero Code for none.
func (p *pages) renderDesk(c echo.Context, user identity.Caller, made identity.Code) error {
	ctx, zone := c.Request().Context(), p.ZoneOf(user)
	waiting, err := p.SignIn.Waiting(ctx, user)
	if err != nil {
		return err
	}
	colleagues, err := p.SignIn.Colleagues(ctx, user)
	if err != nil {
		return err
	}
	page := view.Desk{
		Frame:    p.Frame(c, "people", "people.confirmed", "people.withdrawn", "people.disabled"),
		DeskName: p.DeskName(user.Actor.Desk), Zone: zone.String(), Roles: rolesToInvite(user.Actor),
		Token: made.Token, Address: p.HTTP.Origin() + "/invitation", Expires: view.Moment{At: made.Expires, Zone: zone},
	}
	page.Path = "/account/desk" // not that of the form which was sent
	for _, a := range waiting {
		page.Codes = append(page.Codes, view.Code{
			ID: a.ID, Kind: "people." + string(a.Kind), DeskName: p.DeskName(a.Desk), By: string(a.By), Roles: site.Codes(a.Roles), Ready: a.Ready,
			Until: view.Moment{At: a.Expires, Zone: zone}, MayConfirm: !a.Ready && a.By != user.Actor.Account && a.Account != user.Actor.Account,
			MayWithdraw: a.By == user.Actor.Account || supervises(user.Actor.Role),
		})
	}
	for _, one := range colleagues {
		page.Colleagues = append(page.Colleagues, view.Colleague{
			Account: string(one.ID), Roles: site.Codes(one.Roles), This: one.ID == user.Actor.Account, Disabled: !one.Active,
			MayVouch:   one.Active && one.Source != identity.FromProvider && one.ID != user.Actor.Account,
			MayDisable: one.Active && one.ID != user.Actor.Account && supervises(user.Actor.Role),
		})
	}
	return p.Render(c, http.StatusOK, page)
}

// supervises reports whether a role is offered the buttons that manage accounts. Package identity
// decides whether it may use them.
func supervises(role casework.Role) bool {
	return role == casework.RoleSupervisor || role == casework.RoleMissionHead
}

// rolesToInvite are the roles that a supervisor is offered in the invitation form: those of the own desk.
func rolesToInvite(actor policy.Actor) []string {
	if !supervises(actor.Role) {
		return nil
	}
	var out []string
	for _, role := range casework.Roles() {
		if policy.RoleFitsDesk(role, actor.Kind) {
			out = append(out, string(role))
		}
	}
	return out
}
