package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// showMe says who one is, and what one may do in words.
func (s *Server) showMe(c echo.Context, who identity.Caller) error {
	me, err := s.Door.Me(c.Request().Context(), who)
	if err != nil {
		return err
	}
	agency, _ := s.Directory.Agency(who.Actor.Agency)
	zone := s.zoneOf(who)
	page := view.Account{
		Frame: s.frameOf(c, "me"), Account: string(who.Actor.Account), Role: string(who.Actor.Role), DeskName: s.deskName(who.Actor.Desk),
		AgencyName: agency.Name, Country: string(who.Actor.Country), Method: "method." + string(who.Method),
		Proven: instant(me.Session.ProvenAt, zone), MayProve: true, Can: abilities(who.Actor), Zone: zone.String(),
	}
	for _, role := range me.Roles {
		page.Roles = append(page.Roles, string(role))
	}
	return s.show(c, http.StatusOK, page)
}

// switchRole lets somebody act in another of their roles, under a new token.
func (s *Server) switchRole(c echo.Context, _ identity.Caller) error {
	said, err := form(c, "role")
	if err != nil {
		return err
	}
	entry, err := s.Door.SwitchRole(c.Request().Context(), visitor(c), casework.Role(said["role"]))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, letIn(c, entry))
}

// ownSession is one's session as a program reads it.
type ownSession struct {
	ID     string    `json:"id"`
	Device string    `json:"device"`
	This   bool      `json:"this"`
	Since  time.Time `json:"since"`
	Seen   time.Time `json:"seen"`
	Until  time.Time `json:"until"`
}

// showSessions lists one's sessions, as a page or for a program.
func (s *Server) showSessions(c echo.Context, who identity.Caller) error {
	all, err := s.Door.Sessions(c.Request().Context(), who)
	if err != nil {
		return err
	}
	if !wantsPage(c.Request()) {
		items := []ownSession{}
		for _, one := range all {
			items = append(items, ownSession{one.ID, string(one.Device), one.ID == who.Session, one.Since.UTC(), one.Seen.UTC(), one.Until.UTC()})
		}
		return c.JSON(http.StatusOK, map[string]any{"items": items})
	}
	zone := s.zoneOf(who)
	page := view.Sessions{Frame: s.frameOf(c, "sessions", "sessions.ended"), Zone: zone.String()}
	for _, one := range all {
		page.Sessions = append(page.Sessions, view.Session{
			ID: one.ID, Device: "sessions." + string(one.Device), This: one.ID == who.Session,
			Since: instant(one.Since, zone), Seen: instant(one.Seen, zone), Until: instant(one.Until, zone),
		})
	}
	return s.show(c, http.StatusOK, page)
}

// endSession ends one of one's sessions.
func (s *Server) endSession(c echo.Context, who identity.Caller) error {
	said, err := form(c, "session")
	if err != nil {
		return err
	}
	if said["session"] == "" {
		return fault.New(fault.Invalid, "the form names no session")
	}
	if err := s.Door.EndSession(c.Request().Context(), who, said["session"]); err != nil {
		return err
	}
	if said["session"] == who.Session {
		forget(c)
		return done(c, "/signin", "signin.ended")
	}
	return done(c, "/account/sessions", "sessions.ended")
}

// endSessions ends all of them.
func (s *Server) endSessions(c echo.Context, who identity.Caller) error {
	if _, err := s.Door.EndAll(c.Request().Context(), who); err != nil {
		return err
	}
	forget(c)
	return done(c, "/signin", "signin.ended")
}
