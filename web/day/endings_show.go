package day

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// endingsPath is the page of what ends soon, and toldPath that of the notices to the user's desk.
const (
	endingsPath = "/desk/endings"
	toldPath    = "/desk/told"
)

// showEndings shows everything that ends soon in the user's cases.
func (p *pages) showEndings(c echo.Context, user identity.Caller) error {
	r := p.reader(c, user)
	found, err := p.Usecases.ListEndings(c.Request().Context())
	if err != nil {
		return err
	}
	page := view.Endings{Frame: p.Frame(c, ""), Rows: r.endings(found.Rows), More: found.More}
	page.Section, page.Path = "nav.day", endingsPath
	if len(page.Rows) == 0 {
		page.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("endings.none")}
	}
	return p.Render(c, http.StatusOK, page)
}

// endingsPart is the beginning of that list as a part of My day, with the number that leads to all of it.
func (r reader) endingsPart(ctx context.Context) (view.EndingsPart, view.Tile) {
	tile := view.Tile{Text: view.Say("queue.endings"), Path: endingsPath}
	found, err := r.Usecases.ListEndings(ctx)
	if err != nil {
		why := say.NotShown(ctx, err, "/day")
		return view.EndingsPart{Empty: &why}, tile
	}
	tile.Number, tile.More = len(found.Rows), found.More
	part := view.EndingsPart{Rows: r.endings(found.Rows[:min(len(found.Rows), rowsOther)])}
	if len(part.Rows) == 0 {
		part.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("endings.none")}
	}
	if len(part.Rows) < len(found.Rows) {
		part.All = endingsPath
	}
	return part, tile
}

// endings writes what ends soon, the earliest first.
func (r reader) endings(all []cases.Ending) []view.Ending {
	var out []view.Ending
	for _, e := range all {
		one := view.Ending{
			Person: view.Person{Ref: string(e.Case), Path: say.CasePath(e.Case), Origin: string(e.Origin), Badges: say.PersonBadges(e.Minor, false)},
			At:     r.At(e.At), In: view.Say("endings.in", r.Age(e.Desk, r.Now, e.At)), Desk: r.DeskName(e.Desk),
		}
		switch {
		case e.Consent != "":
			one.What, one.Path = view.Say("endings.consent", view.Named("consent", e.Consent)), say.CasePath(e.Case)+"/consents"
		case e.Grant > 0:
			one.What, one.Path = view.Say("endings.access", r.AgencyName(e.Agency)), say.CasePath(e.Case)+"/access"
		case e.Order > 0:
			one.What, one.Path = view.Say("endings.authority"), say.CasePath(e.Case)
		default:
			one.What = say.StepText(e.Step)
		}
		out = append(out, one)
	}
	return out
}
