package web

import (
	"net/http"
	"slices"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/static"
)

// routes is the table of all pages and of what their forms and scripts call. None of them is in the
// contract; the reason says why.
func (p *Pages) routes() []httpserver.Route {
	return slices.Concat(p.signInRoutes(), p.accountRoutes(), p.workRoutes(), p.caseRoutes(), p.devRoutes(), []httpserver.Route{
		{Method: http.MethodGet, Path: static.Prefix + ":name", Reason: "a file that pages refer to", Handler: p.showStatic},
		{Method: http.MethodGet, Path: "/", Reason: "where a browser begins", Handler: p.showHome},
	})
}

// workRoutes are of the pages on which officers work.
func (p *Pages) workRoutes() []httpserver.Route {
	const reason = "a page on which officers work"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: "/day", Reason: reason, Handler: p.signedIn(p.showDay)},
		{Method: http.MethodGet, Path: casesPath, Reason: reason, Handler: p.signedIn(p.listCases)},
		{Method: http.MethodGet, Path: searchPath, Reason: reason, Handler: p.signedIn(p.showSearch)},
		{Method: http.MethodPost, Path: searchPath, Reason: "a search holds names, which an address must not", Handler: p.signedIn(p.searchPeople)},
		{Method: http.MethodGet, Path: "/help", Reason: reason, Handler: p.signedIn(p.showHelp)},
		{Method: http.MethodGet, Path: "/inbox", Reason: reason, Handler: p.signedIn(p.listInbox)},
	}
}

// devRoutes are of pages that exist in development only.
func (p *Pages) devRoutes() []httpserver.Route {
	if !p.Dev {
		return nil
	}
	return []httpserver.Route{{Method: http.MethodGet, Path: "/components", Reason: "it shows developers the parts of pages", Handler: p.showComponents}}
}

func (p *Pages) signInRoutes() []httpserver.Route {
	const reason = "signing in happens between a browser and this site"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: "/signin", Reason: reason, Handler: p.showSignIn},
		{Method: http.MethodGet, Path: "/signin/:provider", Reason: reason, Handler: p.countSignIn(p.beginProvider)},
		{Method: http.MethodGet, Path: identity.CallbackPath, Reason: reason, Handler: p.countSignIn(p.finishProvider)},
		{Method: http.MethodPost, Path: "/signin/:provider/logout", Reason: "OpenID Connect says how an agency's provider calls it", Handler: p.logoutByProvider},
		{Method: http.MethodPost, Path: "/signin/passkey/begin", Reason: reason, Handler: p.countSignIn(p.beginPasskey)},
		{Method: http.MethodPost, Path: "/signin/passkey/finish", Reason: reason, Handler: p.countSignIn(p.finishPasskey)},
		{Method: http.MethodGet, Path: "/signin/cli", Reason: reason, Handler: p.signedIn(p.showHandover)},
		{Method: http.MethodPost, Path: "/signin/cli", Reason: reason, Handler: p.signedIn(p.answerHandover)},
		{Method: http.MethodPost, Path: "/signin/cli/token", Reason: "the command line signs in with it", Handler: p.countSignIn(p.finishHandover)},
		{Method: http.MethodGet, Path: "/invitation", Reason: reason, Handler: p.showInvitation},
		{Method: http.MethodPost, Path: "/invitation/open", Reason: reason, Handler: p.countSignIn(p.openInvitation)},
		{Method: http.MethodPost, Path: "/invitation/begin", Reason: reason, Handler: p.countSignIn(p.beginInvitation)},
		{Method: http.MethodPost, Path: "/invitation/finish", Reason: reason, Handler: p.countSignIn(p.finishInvitation)},
		{Method: http.MethodPost, Path: "/signout", Reason: reason, Handler: p.signOut},
	}
}

func (p *Pages) accountRoutes() []httpserver.Route {
	const reason = "a page of the user's own account"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: "/account", Reason: reason, Handler: p.signedIn(p.showAccount)},
		{Method: http.MethodPost, Path: "/account/role", Reason: reason, Handler: p.signedIn(p.switchRole)},
		{Method: http.MethodGet, Path: "/account/sessions", Reason: reason, Handler: p.signedIn(p.listSessions)},
		{Method: http.MethodPost, Path: "/account/sessions/end", Reason: reason, Handler: p.signedIn(p.endSession)},
		{Method: http.MethodPost, Path: "/account/sessions/end-all", Reason: reason, Handler: p.signedIn(p.endAllSessions)},
		{Method: http.MethodGet, Path: "/account/passkeys", Reason: reason, Handler: p.signedIn(p.listPasskeys)},
		{Method: http.MethodPost, Path: "/account/passkeys/begin", Reason: reason, Handler: p.signedIn(p.beginEnrolment)},
		{Method: http.MethodPost, Path: "/account/passkeys/finish", Reason: reason, Handler: p.signedIn(p.finishEnrolment)},
		{Method: http.MethodPost, Path: "/account/passkeys/remove", Reason: reason, Handler: p.signedIn(p.removePasskey)},
		{Method: http.MethodGet, Path: "/account/desk", Reason: reason, Handler: p.signedIn(p.showDesk)},
		{Method: http.MethodPost, Path: "/account/desk/invite", Reason: reason, Handler: p.signedIn(p.inviteColleague)},
		{Method: http.MethodPost, Path: "/account/desk/vouch", Reason: reason, Handler: p.signedIn(p.vouchForColleague)},
		{Method: http.MethodPost, Path: "/account/desk/code", Reason: reason, Handler: p.signedIn(p.answerCode)},
		{Method: http.MethodPost, Path: "/account/desk/disable", Reason: reason, Handler: p.signedIn(p.disableColleague)},
		{Method: http.MethodGet, Path: "/account/prove", Reason: reason, Handler: p.signedIn(p.showProof)},
		{Method: http.MethodGet, Path: "/account/prove/agency", Reason: reason, Handler: p.signedIn(p.beginProviderProof)},
		{Method: http.MethodPost, Path: "/account/prove/begin", Reason: reason, Handler: p.signedIn(p.beginPasskeyProof)},
		{Method: http.MethodPost, Path: "/account/prove/finish", Reason: reason, Handler: p.signedIn(p.finishPasskeyProof)},
	}
}
