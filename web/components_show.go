package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/web/view"
)

// showComponents shows the parts that pages are made of, each in each of its states.
func (p *Pages) showComponents(c echo.Context) error {
	f := p.Frame(c, "")
	f.SignedIn, f.Officer = true, &view.Officer{Role: "caseworker", DeskName: "Casework, Mae Sot", Kind: "caseworker"}
	return p.Render(c, http.StatusOK, view.Sample(f))
}
