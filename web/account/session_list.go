package account

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// session is one of the user's sessions, as the command line reads it.
type session struct {
	ID     string    `json:"id"`
	Device string    `json:"device"`
	This   bool      `json:"this"`
	Since  time.Time `json:"since"`
	Seen   time.Time `json:"seen"`
	Until  time.Time `json:"until"`
}

// listSessions lists the user's sessions, as a page or as JSON for the command line.
func (p *pages) listSessions(c echo.Context, user identity.Caller) error {
	all, err := p.SignIn.Sessions(c.Request().Context(), user)
	if err != nil {
		return err
	}
	if !httpserver.WantsHTML(c.Request()) {
		items := []session{}
		for _, s := range all {
			items = append(items, session{s.ID, string(s.Device), s.ID == user.Session, s.Since.UTC(), s.Seen.UTC(), s.Until.UTC()})
		}
		return c.JSON(http.StatusOK, map[string]any{"items": items})
	}
	zone := p.ZoneOf(user)
	page := view.Sessions{Frame: p.Frame(c, "sessions", "sessions.ended"), Zone: zone.String()}
	for _, s := range all {
		page.Sessions = append(page.Sessions, view.Session{
			ID: s.ID, Device: "sessions." + string(s.Device), This: s.ID == user.Session,
			Since: view.Moment{At: s.Since, Zone: zone}, Seen: view.Moment{At: s.Seen, Zone: zone}, Until: view.Moment{At: s.Until, Zone: zone},
		})
	}
	return p.Render(c, http.StatusOK, page)
}
