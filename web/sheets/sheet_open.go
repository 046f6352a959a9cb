package sheets

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// openSheet makes a sheet of a group of alike requests and leads to it.
func (p *pages) openSheet(c echo.Context, _ identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ref, err := p.Usecases.OpenSheet(c.Request().Context(), sheet.Kind{
		Step: casework.Step(f.Get(fieldStep)), Desk: casework.DeskKind(f.Get(fieldDesk)), Corridor: f.Get(fieldCorridor), Version: int(f.Version()),
	}, f.Key())
	if fault.CodeOf(err) == fault.NotFound { // the group has been answered in the meantime
		return c.Redirect(http.StatusSeeOther, say.SheetsPath)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, say.SheetPath(ref))
}
