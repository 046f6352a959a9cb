package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// AdmissionDoor lets people in who have a code, and makes such codes.
type AdmissionDoor interface {
	Look(ctx context.Context, token string, v identity.Visitor) (identity.Admission, error)
	BeginAdmission(ctx context.Context, token string, v identity.Visitor) (identity.Ceremony, error)
	FinishAdmission(ctx context.Context, token, ceremony, recovery string, label identity.Label, response []byte, v identity.Visitor) (identity.Entry, error)

	Invite(ctx context.Context, c identity.Caller, i identity.Invitation) (identity.Code, error)
	Vouch(ctx context.Context, c identity.Caller, account casework.AccountID) (identity.Code, error)
	Waiting(ctx context.Context, c identity.Caller) ([]identity.Admission, error)
	Confirm(ctx context.Context, c identity.Caller, id string) error
	Withdraw(ctx context.Context, c identity.Caller, id string) error
	Colleagues(ctx context.Context, c identity.Caller) ([]identity.AccountStatus, error)
	Disable(ctx context.Context, c identity.Caller, account casework.AccountID) error
}

// showCode is the page to enter a code on. A link brings it in the part of the address that a
// browser sends to nobody.
func (s *Server) showCode(c echo.Context) error {
	return s.show(c, http.StatusOK, view.Invitation{Frame: s.codeFrame(c)})
}

// codeFrame is the frame of the pages around a code. In another language they begin anew, and
// nothing that somebody may have put behind the address is repeated.
func (s *Server) codeFrame(c echo.Context) view.Frame {
	f := s.frameOf(c, "")
	f.Path = "/invitation"
	return f
}

// openCode shows what a code is for.
func (s *Server) openCode(c echo.Context) error {
	said, err := form(c, "token")
	if err != nil {
		return err
	}
	a, err := s.Door.Look(c.Request().Context(), said["token"], visitor(c))
	if fault.CodeOf(err) == fault.NotFound {
		return s.show(c, http.StatusNotFound, view.Invitation{Frame: s.codeFrame(c), Unknown: true})
	}
	if err != nil {
		return err
	}
	page := view.Welcome{
		Frame: s.codeFrame(c), Token: said["token"], DeskName: s.deskName(a.Desk), Labels: labels(), Again: a.Kind == identity.ToReturn,
		Recovery: a.Kind == identity.ToReturn && !a.Ready, Unconfirmed: a.Kind == identity.ToJoin && !a.Ready, Roles: texts(a.Roles),
	}
	return s.show(c, http.StatusOK, page)
}

func (s *Server) beginAdmission(c echo.Context) error {
	said, err := form(c, "token")
	if err != nil {
		return err
	}
	ceremony, err := s.Door.BeginAdmission(c.Request().Context(), said["token"], visitor(c))
	return ask(c, ceremony, err)
}

func (s *Server) finishAdmission(c echo.Context) error {
	ceremony, credential, rest, err := said(c, "token", "recovery", "label")
	if err != nil {
		return err
	}
	entry, err := s.Door.FinishAdmission(c.Request().Context(), rest["token"], ceremony, rest["recovery"], identity.Label(rest["label"]), credential, visitor(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"to": letIn(c, entry), "recovery": entry.Recovery})
}

// texts are codes as texts.
func texts[T ~string](codes []T) []string {
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = string(code)
	}
	return out
}
