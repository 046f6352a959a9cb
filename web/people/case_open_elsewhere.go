package people

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// showOpenedElsewhere shows that a case was opened which its rules give to other desks than the user's. Its page
// would answer as if there were no such case, and the user would open it a second time.
func (p *pages) showOpenedElsewhere(c echo.Context, r reader, receipt act.Receipt) error {
	p.DropForm(c)
	page := view.OpenedElsewhere{
		Frame: p.Frame(c, ""), Banner: r.BannerOf(receipt), Ref: string(receipt.Target.Ref), Desk: r.DeskName(receipt.Registers), Own: r.DeskName(r.User.Actor.Desk), Open: say.OpenPath,
	}
	page.Section, page.Path = "nav.cases", say.OpenPath
	return p.Render(c, http.StatusOK, page)
}
