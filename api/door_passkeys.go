package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// PasskeyDoor makes and uses passkeys.
type PasskeyDoor interface {
	BeginPasskey(ctx context.Context, v identity.Visitor) (identity.Ceremony, error)
	FinishPasskey(ctx context.Context, ceremony string, response []byte, v identity.Visitor) (identity.Entry, error)
	BeginPasskeyStepUp(ctx context.Context, v identity.Visitor) (identity.Ceremony, error)
	FinishPasskeyStepUp(ctx context.Context, ceremony string, response []byte, v identity.Visitor) (identity.Entry, error)
	BeginEnrolment(ctx context.Context, v identity.Visitor) (identity.Ceremony, error)
	FinishEnrolment(ctx context.Context, ceremony string, label identity.Label, response []byte, v identity.Visitor) (identity.Passkey, error)
	Passkeys(ctx context.Context, c identity.Caller) ([]identity.Passkey, error)
	RemovePasskey(ctx context.Context, c identity.Caller, id string) error
}

// asked is a ceremony as the script of our pages takes it.
type asked struct {
	Ceremony  string          `json:"ceremony"`
	Make      bool            `json:"make"`
	PublicKey json.RawMessage `json:"publicKey"`
}

// ask answers with a ceremony.
func ask(c echo.Context, ceremony identity.Ceremony, err error) error {
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, asked{ceremony.ID, ceremony.Make, ceremony.Options})
}

// goOn tells the script of our pages where to go on.
func goOn(c echo.Context, to string) error { return c.JSON(http.StatusOK, map[string]string{"to": to}) }

// said reads what a browser says of a passkey, and what else the form holds.
func said(c echo.Context, names ...string) (ceremony string, credential []byte, rest map[string]string, err error) {
	rest, err = form(c, append(names, "ceremony", "credential")...)
	return rest["ceremony"], []byte(rest["credential"]), rest, err
}

// localPath is a path of our own pages, or "" for anything else.
func localPath(to string) string {
	u, err := url.Parse(to)
	if err != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\t\r\n") ||
		u.Host != "" || u.Scheme != "" || u.User != nil || len(to) > 512 {
		return ""
	}
	return to
}

func (s *Server) beginPasskey(c echo.Context) error {
	ceremony, err := s.Door.BeginPasskey(c.Request().Context(), visitor(c))
	return ask(c, ceremony, err)
}

func (s *Server) finishPasskey(c echo.Context) error {
	ceremony, credential, rest, err := said(c, "to")
	if err != nil {
		return err
	}
	entry, err := s.Door.FinishPasskey(c.Request().Context(), ceremony, credential, visitor(c))
	if err != nil {
		return err
	}
	entry.To = localPath(rest["to"])
	return goOn(c, letIn(c, entry))
}

// showProve is the page to prove afresh that it is oneself.
func (s *Server) showProve(c echo.Context, who identity.Caller) error {
	keys, err := s.Door.Passkeys(c.Request().Context(), who)
	if err != nil {
		return err
	}
	me, err := s.Door.Me(c.Request().Context(), who)
	if err != nil {
		return err
	}
	page := view.Prove{Frame: s.frameOf(c, ""), Passkeys: len(keys) > 0, To: localPath(c.QueryParam("to"))}
	for _, p := range s.Door.Providers() {
		if p.ID == me.Session.Provider {
			page.Provider = view.Provider{Name: p.Name, Path: "/account/prove/agency?" + url.Values{"to": {page.To}}.Encode()}
		}
	}
	return s.show(c, http.StatusOK, page)
}

// proveAtAgency sends somebody to their agency, to be asked again.
func (s *Server) proveAtAgency(c echo.Context, _ identity.Caller) error {
	if err := s.pacedDoor(c); err != nil {
		return err
	}
	departure, err := s.Door.BeginOIDCStepUp(c.Request().Context(), c.QueryParam("to"), visitor(c))
	return depart(c, departure, err)
}

func (s *Server) beginProof(c echo.Context, _ identity.Caller) error {
	if err := s.pacedDoor(c); err != nil {
		return err
	}
	ceremony, err := s.Door.BeginPasskeyStepUp(c.Request().Context(), visitor(c))
	return ask(c, ceremony, err)
}

func (s *Server) finishProof(c echo.Context, _ identity.Caller) error {
	ceremony, credential, rest, err := said(c, "to")
	if err != nil {
		return err
	}
	entry, err := s.Door.FinishPasskeyStepUp(c.Request().Context(), ceremony, credential, visitor(c))
	if err != nil {
		return err
	}
	entry.To = localPath(rest["to"])
	return goOn(c, letIn(c, entry))
}

// showPasskeys lists one's passkeys.
func (s *Server) showPasskeys(c echo.Context, who identity.Caller) error {
	keys, err := s.Door.Passkeys(c.Request().Context(), who)
	if err != nil {
		return err
	}
	zone := s.zoneOf(who)
	page := view.Passkeys{
		Frame: s.frameOf(c, "passkeys", "passkeys.is_added", "passkeys.removed"), ByAgency: who.Method == identity.ByProvider,
		Labels: labels(), Zone: zone.String(),
	}
	for _, k := range keys {
		page.Passkeys = append(page.Passkeys, view.Passkey{
			ID: k.ID, Label: "label." + string(k.Label), Added: instant(k.Added, zone), Used: instant(k.Used, zone),
		})
	}
	return s.show(c, http.StatusOK, page)
}

// labels are what a passkey can be called.
func labels() []string {
	var out []string
	for _, l := range identity.Labels() {
		out = append(out, string(l))
	}
	return out
}

func (s *Server) beginEnrolment(c echo.Context, _ identity.Caller) error {
	ceremony, err := s.Door.BeginEnrolment(c.Request().Context(), visitor(c))
	return ask(c, ceremony, err)
}

func (s *Server) finishEnrolment(c echo.Context, _ identity.Caller) error {
	ceremony, credential, rest, err := said(c, "label")
	if err != nil {
		return err
	}
	if _, err := s.Door.FinishEnrolment(c.Request().Context(), ceremony, identity.Label(rest["label"]), credential, visitor(c)); err != nil {
		return err
	}
	return goOn(c, "/account/passkeys?done=passkeys.is_added")
}

func (s *Server) removePasskey(c echo.Context, who identity.Caller) error {
	said, err := form(c, "passkey")
	if err != nil {
		return err
	}
	if said["passkey"] == "" {
		return fault.New(fault.Invalid, "the form names no passkey")
	}
	if err := s.Door.RemovePasskey(c.Request().Context(), who, said["passkey"]); err != nil {
		return err
	}
	return done(c, "/account/passkeys", "passkeys.removed")
}
