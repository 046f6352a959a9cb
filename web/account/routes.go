package account

import (
	"net/http"
	"slices"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// Routes lists the pages of this package, and what their forms and scripts call.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	return slices.Concat(p.signInRoutes(), p.accountRoutes())
}

func (p *pages) signInRoutes() []httpserver.Route {
	const reason = "signing in happens between a browser and this site"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: "/signin", Reason: reason, Handler: p.showSignIn},
		{Method: http.MethodGet, Path: "/signin/:provider", Reason: reason, Handler: p.CountSignIn(p.beginProvider)},
		{Method: http.MethodGet, Path: identity.CallbackPath, Reason: reason, Handler: p.CountSignIn(p.finishProvider)},
		{Method: http.MethodPost, Path: "/signin/:provider/logout", Reason: "OpenID Connect says how an agency's provider calls it", Handler: p.logoutByProvider},
		{Method: http.MethodPost, Path: "/signin/passkey/begin", Reason: reason, Handler: p.CountSignIn(p.beginPasskey)},
		{Method: http.MethodPost, Path: "/signin/passkey/finish", Reason: reason, Handler: p.CountSignIn(p.finishPasskey)},
		{Method: http.MethodGet, Path: "/signin/cli", Reason: reason, Handler: p.SignedIn(p.showHandover)},
		{Method: http.MethodPost, Path: "/signin/cli", Reason: reason, Handler: p.SignedIn(p.answerHandover)},
		{Method: http.MethodPost, Path: "/signin/cli/token", Reason: "the command line signs in with it", Handler: p.CountSignIn(p.finishHandover)},
		{Method: http.MethodGet, Path: "/invitation", Reason: reason, Handler: p.showInvitation},
		{Method: http.MethodPost, Path: "/invitation/open", Reason: reason, Handler: p.CountSignIn(p.openInvitation)},
		{Method: http.MethodPost, Path: "/invitation/begin", Reason: reason, Handler: p.CountSignIn(p.beginInvitation)},
		{Method: http.MethodPost, Path: "/invitation/finish", Reason: reason, Handler: p.CountSignIn(p.finishInvitation)},
		{Method: http.MethodPost, Path: "/signout", Reason: reason, Handler: p.signOut},
	}
}

func (p *pages) accountRoutes() []httpserver.Route {
	const reason = "a page of the user's own account"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: "/account", Reason: reason, Handler: p.SignedIn(p.showAccount)},
		{Method: http.MethodPost, Path: "/account/role", Reason: reason, Handler: p.SignedIn(p.switchRole)},
		{Method: http.MethodGet, Path: "/account/sessions", Reason: reason, Handler: p.SignedIn(p.listSessions)},
		{Method: http.MethodPost, Path: "/account/sessions/end", Reason: reason, Handler: p.SignedIn(p.endSession)},
		{Method: http.MethodPost, Path: "/account/sessions/end-all", Reason: reason, Handler: p.SignedIn(p.endAllSessions)},
		{Method: http.MethodGet, Path: "/account/passkeys", Reason: reason, Handler: p.SignedIn(p.listPasskeys)},
		{Method: http.MethodPost, Path: "/account/passkeys/begin", Reason: reason, Handler: p.SignedIn(p.beginEnrolment)},
		{Method: http.MethodPost, Path: "/account/passkeys/finish", Reason: reason, Handler: p.SignedIn(p.finishEnrolment)},
		{Method: http.MethodPost, Path: "/account/passkeys/remove", Reason: reason, Handler: p.SignedIn(p.removePasskey)},
		{Method: http.MethodGet, Path: "/account/desk", Reason: reason, Handler: p.SignedIn(p.showDesk)},
		{Method: http.MethodPost, Path: "/account/desk/invite", Reason: reason, Handler: p.SignedIn(p.inviteColleague)},
		{Method: http.MethodPost, Path: "/account/desk/vouch", Reason: reason, Handler: p.SignedIn(p.vouchForColleague)},
		{Method: http.MethodPost, Path: "/account/desk/code", Reason: reason, Handler: p.SignedIn(p.answerCode)},
		{Method: http.MethodPost, Path: "/account/desk/disable", Reason: reason, Handler: p.SignedIn(p.disableColleague)},
		{Method: http.MethodGet, Path: settingsPath, Reason: reason, Handler: p.SignedIn(p.showSettings)},
		{Method: http.MethodPost, Path: settingsPath + "/keys", Reason: reason, Handler: p.SignedIn(p.switchKeys)},
		{Method: http.MethodPost, Path: settingsPath + "/away", Reason: reason, Handler: p.SignedIn(p.setAway)},
		{Method: http.MethodGet, Path: "/account/prove", Reason: reason, Handler: p.SignedIn(p.showProof)},
		{Method: http.MethodGet, Path: "/account/prove/agency", Reason: reason, Handler: p.SignedIn(p.beginProviderProof)},
		{Method: http.MethodPost, Path: "/account/prove/begin", Reason: reason, Handler: p.SignedIn(p.beginPasskeyProof)},
		{Method: http.MethodPost, Path: "/account/prove/finish", Reason: reason, Handler: p.SignedIn(p.finishPasskeyProof)},
	}
}
