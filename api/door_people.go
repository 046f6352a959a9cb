package api

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/view"
)

// showPeople is the page of one's desk: who sits there, and whom one lets in.
func (s *Server) showPeople(c echo.Context, who identity.Caller) error {
	return s.people(c, who, identity.Code{})
}

// people shows the page, with a code that was just made.
func (s *Server) people(c echo.Context, who identity.Caller, made identity.Code) error {
	ctx, zone := c.Request().Context(), s.zoneOf(who)
	waiting, err := s.Door.Waiting(ctx, who)
	if err != nil {
		return err
	}
	colleagues, err := s.Door.Colleagues(ctx, who)
	if err != nil {
		return err
	}
	page := view.Desk{
		Frame:    s.frameOf(c, "people", "people.confirmed", "people.withdrawn", "people.disabled"),
		DeskName: s.deskName(who.Actor.Desk), Zone: zone.String(), Roles: s.grantable(who),
		Token: made.Token, Address: s.Origin + "/invitation", Expires: instant(made.Expires, zone),
	}
	page.Path = "/account/desk" // also when a form was sent
	for _, a := range waiting {
		page.Codes = append(page.Codes, view.Code{
			ID: a.ID, Kind: "people." + string(a.Kind), DeskName: s.deskName(a.Desk), By: string(a.By), Roles: texts(a.Roles), Ready: a.Ready,
			Until: instant(a.Expires, zone), MayConfirm: !a.Ready && a.By != who.Actor.Account && a.Account != who.Actor.Account,
			MayWithdraw: a.By == who.Actor.Account || supervises(who.Actor.Role),
		})
	}
	for _, one := range colleagues {
		page.Colleagues = append(page.Colleagues, view.Colleague{
			Account: string(one.ID), Roles: texts(one.Roles), This: one.ID == who.Actor.Account, Disabled: !one.Active,
			MayVouch:   one.Active && one.Source != identity.FromProvider && one.ID != who.Actor.Account,
			MayDisable: one.Active && one.ID != who.Actor.Account && supervises(who.Actor.Role),
		})
	}
	return s.show(c, http.StatusOK, page)
}

// supervises says who may look after the accounts of a desk; package identity is asked again.
func supervises(role casework.Role) bool {
	return role == casework.RoleSupervisor || role == casework.RoleMissionHead
}

// grantable are the roles that one can invite to: those that sit at one's own desk.
func (s *Server) grantable(who identity.Caller) []string {
	var out []string
	if !supervises(who.Actor.Role) {
		return nil
	}
	for _, role := range casework.Roles() {
		if policy.RoleFitsDesk(role, who.Actor.Kind) {
			out = append(out, string(role))
		}
	}
	return out
}

// invite makes a code for a colleague who is to join.
func (s *Server) invite(c echo.Context, who identity.Caller) error {
	if _, err := form(c); err != nil {
		return err
	}
	r := c.Request()
	var roles []casework.Role
	for _, role := range r.PostForm["role"] {
		if !slices.Contains(roles, casework.Role(role)) {
			roles = append(roles, casework.Role(role))
		}
	}
	code, err := s.Door.Invite(r.Context(), who, identity.Invitation{Desk: who.Actor.Desk, Agency: who.Actor.Agency, Roles: roles})
	if err != nil {
		return err
	}
	return s.people(c, who, code)
}

// vouch makes a code for a colleague who has lost every passkey.
func (s *Server) vouch(c echo.Context, who identity.Caller) error {
	said, err := form(c, "account")
	if err != nil {
		return err
	}
	code, err := s.Door.Vouch(c.Request().Context(), who, casework.AccountID(said["account"]))
	if err != nil {
		return err
	}
	return s.people(c, who, code)
}

// answerCode confirms a code that somebody else has made, or takes one back.
func (s *Server) answerCode(c echo.Context, who identity.Caller) error {
	said, err := form(c, "code", "answer")
	if err != nil {
		return err
	}
	switch said["answer"] {
	case "confirm":
		if err := s.Door.Confirm(c.Request().Context(), who, said["code"]); err != nil {
			return err
		}
		return done(c, "/account/desk", "people.confirmed")
	case "withdraw":
		if err := s.Door.Withdraw(c.Request().Context(), who, said["code"]); err != nil {
			return err
		}
		return done(c, "/account/desk", "people.withdrawn")
	default:
		return fault.New(fault.Invalid, "the form says neither yes nor no")
	}
}

// disable has a colleague's account out.
func (s *Server) disable(c echo.Context, who identity.Caller) error {
	said, err := form(c, "account")
	if err != nil {
		return err
	}
	if err := s.Door.Disable(c.Request().Context(), who, casework.AccountID(said["account"])); err != nil {
		return err
	}
	return done(c, "/account/desk", "people.disabled")
}
