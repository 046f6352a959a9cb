package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/web/view"
)

// showInvitation shows the page to enter a code on. A link carries the code in the fragment of its
// address, which browsers do not send.
func (p *pages) showInvitation(c echo.Context) error {
	return p.Render(c, http.StatusOK, view.Invitation{Frame: p.invitationFrame(c)})
}

// invitationFrame is the frame of all pages about a code. A link to another language leads to the
// first of them, without any query of the present address: it could hold the code.
func (p *pages) invitationFrame(c echo.Context) view.Frame {
	f := p.Frame(c, "")
	f.Path = "/invitation"
	return f
}
