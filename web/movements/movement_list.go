package movements

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// listMovements lists the movements that the user's desk has a part in or watches over.
func (p *pages) listMovements(c echo.Context, user identity.Caller) error {
	r := p.reader(c, user)
	page := view.Movements{Frame: p.Frame(c, "")}
	page.Section, page.Path = "nav.movements", c.Request().URL.RequestURI()
	if !policy.EverAllowed(user.Actor, policy.ListMovements) {
		page.Empty = &view.Empty{Why: view.NotYours, Text: view.Say("trips.refused"), Next: view.Say("nav.day"), NextPath: "/day"}
		return p.Render(c, http.StatusForbidden, page)
	}
	state := movement.Status(c.QueryParam("state"))
	if !slices.Contains(movement.Statuses(), state) {
		state = ""
	}
	query := url.Values{}
	page.Chips = append(page.Chips, view.Chip{Text: view.Say("trips.any"), Path: say.MovementsPath, Now: state == ""})
	for _, one := range movement.Statuses() {
		page.Chips = append(page.Chips, view.Chip{Text: view.Named("movement", one), Path: say.MovementsPath + "?state=" + string(one), Now: state == one})
	}
	if state != "" {
		query.Set("state", string(state))
	}
	found, err := p.Usecases.ListMovements(c.Request().Context(), record.MovementFilter{Status: state}, act.Paging{Cursor: c.QueryParam("after"), Limit: site.PageSize})
	if err != nil {
		return err
	}
	for _, m := range found.Rows {
		page.Rows = append(page.Rows, view.MovementRow{
			Ref: string(m.Ref), Path: say.MovementPath(m.Ref), State: statusBadge(m.Status), Departs: r.At(m.DepartsAt), Seats: seats(m), Desk: r.DeskName(m.Desk), Receiver: r.DeskName(m.Receiving),
		})
	}
	switch {
	case len(page.Rows) > 0:
	case state != "":
		page.Empty = &view.Empty{Why: view.NothingMatches, Text: view.Say("trips.none_state"), Next: view.Say("trips.any"), NextPath: say.MovementsPath}
	default:
		page.Empty = &view.Empty{Why: view.NothingYet, Text: view.Say("trips.none"), Next: view.Say("nav.day"), NextPath: "/day"}
	}
	page.Paging = site.PagingOf(say.MovementsPath, query, len(page.Rows), c.QueryParam("after"), found.Next)
	page.Paging.Shown = view.Count("trips.lines", len(page.Rows))
	return p.Render(c, http.StatusOK, page)
}

// seats say how many seats are taken, and how many people wait for one, as far as the user may know it.
func seats(m movements.Movement) []view.Text {
	if m.Withheld && m.Sold == 0 {
		return []view.Text{view.Count("trips.seats_of", m.Seats)}
	}
	out := []view.Text{view.Say("trips.taken", m.Sold, m.Seats-m.Blocked)}
	if m.Standby > 0 {
		out = append(out, view.Count("trips.standby", m.Standby))
	}
	return out
}

func statusBadge(s movement.Status) view.Badge {
	out := view.Badge{Text: view.Named("movement", s), Tone: view.Waits}
	switch s {
	case movement.Arrived, movement.Departed:
		out.Tone = view.Quiet
	case movement.Cancelled:
		out.Tone = view.Bad
	default:
	}
	return out
}
