package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// HandoverDoor lets a command line in, on the word of a browser.
type HandoverDoor interface {
	ApproveHandover(ctx context.Context, v identity.Visitor, h identity.Handover) (string, error)
	FinishHandover(ctx context.Context, code, verifier, redirect string, v identity.Visitor) (identity.Entry, error)
}

// handoverOf reads and checks what a command line asks.
func handoverOf(said map[string]string) (identity.Handover, error) {
	h := identity.Handover{Redirect: said["redirect_uri"], Challenge: said["code_challenge"]}
	if said["code_challenge_method"] != "S256" || said["state"] == "" || len(said["state"]) > 200 {
		return h, fault.New(fault.Invalid, "a command line asks with a challenge and a state")
	}
	return h, identity.CheckHandover(h)
}

// showHandover asks whether a command line may act for one.
func (s *Server) showHandover(c echo.Context, who identity.Caller) error {
	q := c.QueryParams()
	said := map[string]string{}
	for _, name := range []string{"redirect_uri", "code_challenge", "code_challenge_method", "state"} {
		said[name] = q.Get(name)
	}
	h, err := handoverOf(said)
	if err != nil {
		return err
	}
	page := view.Handover{
		Frame: s.frameOf(c, ""), Role: string(who.Actor.Role), DeskName: s.deskName(who.Actor.Desk),
		Redirect: h.Redirect, Challenge: h.Challenge, Method: "S256", State: said["state"],
	}
	return s.show(c, http.StatusOK, page, originOf(h.Redirect))
}

// originOf is the part of an address that names a server; the address was checked before.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// answerHandover sends the browser to the command line, with a code or with a no.
func (s *Server) answerHandover(c echo.Context, _ identity.Caller) error {
	said, err := form(c, "redirect_uri", "code_challenge", "code_challenge_method", "state", "answer")
	if err != nil {
		return err
	}
	h, err := handoverOf(said)
	if err != nil {
		return err
	}
	answer := url.Values{"state": {said["state"]}, "error": {"access_denied"}}
	if said["answer"] == "allow" {
		code, err := s.Door.ApproveHandover(c.Request().Context(), visitor(c), h)
		if err != nil {
			return err
		}
		answer.Del("error")
		answer.Set("code", code)
	}
	return c.Redirect(http.StatusSeeOther, h.Redirect+"?"+answer.Encode())
}

// redeemHandover gives a command line its own session for its code.
func (s *Server) redeemHandover(c echo.Context) error {
	said, err := form(c, "code", "code_verifier", "redirect_uri")
	if err != nil {
		return err
	}
	entry, err := s.Door.FinishHandover(c.Request().Context(), said["code"], said["code_verifier"], said["redirect_uri"], visitor(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"token": entry.Token})
}
