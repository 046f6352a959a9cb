package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showAccount shows who is signed in and what their role may do.
func (p *pages) showAccount(c echo.Context, user identity.Caller) error {
	me, err := p.SignIn.Me(c.Request().Context(), user)
	if err != nil {
		return err
	}
	actor, zone := user.Actor, p.ZoneOf(user)
	agency, _ := p.Directory.Agency(actor.Agency)
	return p.Render(c, http.StatusOK, view.Account{
		Frame: p.Frame(c, "me"), Account: string(actor.Account), Role: string(actor.Role), DeskName: p.DeskName(actor.Desk),
		AgencyName: agency.Name, Country: string(actor.Country), Method: "method." + string(user.Method),
		Proven: view.Moment{At: me.Session.ProvenAt, Zone: zone}, MayProve: true, Can: say.Abilities(actor), Roles: site.Codes(me.Roles), Zone: zone.String(),
	})
}
