package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/web/static"
)

// outside is a route that is no part of the contract: clients of the API have nothing to do
// with it, and it may change with any release.
type outside struct {
	method, path string
	why          string // it is no part of the contract
	serve        echo.HandlerFunc
}

// outsides is the table of them. A test wants every route to stand in the contract or here.
func (s *Server) outsides() []outside {
	const signing, own = "signing in is between a browser and us", "a page of one's own account"
	all := []outside{{http.MethodGet, static.Prefix + ":name", "a file that a page refers to", s.showAsset}}
	if s.Codec != nil {
		const why = "Temporal's own pages ask in Temporal's own way"
		all = append(all, outside{http.MethodPost, codecPath, why, s.withCORS(s.decodePayloads)}, outside{http.MethodOptions, codecPath, why, s.withCORS(s.allowDecode)})
	}
	if s.Door == nil {
		return all
	}
	return append(all, []outside{
		{http.MethodGet, "/", "where a browser begins", s.showHome},
		{http.MethodGet, "/signin", signing, s.showSignIn},
		{http.MethodGet, "/signin/:provider", signing, s.atDoor(s.beginSignIn)},
		{http.MethodGet, identity.CallbackPath, signing, s.atDoor(s.finishSignIn)},
		{http.MethodPost, "/signin/:provider/logout", "an agency's provider speaks to us as OpenID Connect has it", s.endByProvider},
		{http.MethodPost, "/signin/passkey/begin", signing, s.atDoor(s.beginPasskey)},
		{http.MethodPost, "/signin/passkey/finish", signing, s.atDoor(s.finishPasskey)},
		{http.MethodGet, "/signin/cli", signing, s.signed(s.showHandover)},
		{http.MethodPost, "/signin/cli", signing, s.signed(s.answerHandover)},
		{http.MethodPost, "/signin/cli/token", "signing the command line in", s.atDoor(s.redeemHandover)},
		{http.MethodGet, "/invitation", signing, s.showCode},
		{http.MethodPost, "/invitation/open", signing, s.atDoor(s.openCode)},
		{http.MethodPost, "/invitation/begin", signing, s.atDoor(s.beginAdmission)},
		{http.MethodPost, "/invitation/finish", signing, s.atDoor(s.finishAdmission)},
		{http.MethodPost, "/signout", signing, s.signOut},
		{http.MethodGet, "/account", own, s.signed(s.showMe)},
		{http.MethodPost, "/account/role", own, s.signed(s.switchRole)},
		{http.MethodGet, "/account/sessions", own, s.signed(s.showSessions)},
		{http.MethodPost, "/account/sessions/end", own, s.signed(s.endSession)},
		{http.MethodPost, "/account/sessions/end-all", own, s.signed(s.endSessions)},
		{http.MethodGet, "/account/passkeys", own, s.signed(s.showPasskeys)},
		{http.MethodPost, "/account/passkeys/begin", own, s.signed(s.beginEnrolment)},
		{http.MethodPost, "/account/passkeys/finish", own, s.signed(s.finishEnrolment)},
		{http.MethodPost, "/account/passkeys/remove", own, s.signed(s.removePasskey)},
		{http.MethodGet, "/account/desk", own, s.signed(s.showPeople)},
		{http.MethodPost, "/account/desk/invite", own, s.signed(s.invite)},
		{http.MethodPost, "/account/desk/vouch", own, s.signed(s.vouch)},
		{http.MethodPost, "/account/desk/code", own, s.signed(s.answerCode)},
		{http.MethodPost, "/account/desk/disable", own, s.signed(s.disable)},
		{http.MethodGet, "/account/prove", own, s.signed(s.showProve)},
		{http.MethodGet, "/account/prove/agency", own, s.signed(s.proveAtAgency)},
		{http.MethodPost, "/account/prove/begin", own, s.signed(s.beginProof)},
		{http.MethodPost, "/account/prove/finish", own, s.signed(s.finishProof)},
	}...)
}

// Outside lists the routes that are no part of the contract, as "GET /path".
func (s *Server) Outside() []string {
	var out []string
	for _, o := range s.outsides() {
		out = append(out, o.method+" "+o.path)
	}
	return out
}

// routeOutside registers them.
func (s *Server) routeOutside(e *echo.Echo) {
	s.atPage = map[string]bool{}
	for _, o := range s.outsides() {
		s.atPage[o.path] = true
		e.Add(o.method, o.path, o.serve)
	}
}

// showAsset gives a file that pages refer to. Its name changes with its content.
func (s *Server) showAsset(c echo.Context) error {
	file, ok := s.renderer.File(c.Param("name"))
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, file.MediaType, file.Content)
}
