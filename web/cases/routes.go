package cases

import (
	"net/http"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// Routes lists the pages of this package and their forms.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const of, reason = say.CasesPath + "/:case", "a page of a case; programs use the operations of the contract"
	const form = "a form of a page of a case; programs use the operations of the contract"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: say.CasesPath, Reason: "a page on which officers work", Handler: s.SignedIn(p.listCases)},
		{Method: http.MethodGet, Path: of, Reason: reason, Handler: s.SignedIn(p.showCase)},
		{Method: http.MethodGet, Path: of + "/consents", Reason: reason, Handler: s.SignedIn(p.showConsents)},
		{Method: http.MethodPost, Path: of + "/consents/preview", Reason: form, Handler: s.SignedIn(p.previewWithdrawal)},
		{Method: http.MethodPost, Path: of + "/consents/withdraw", Reason: form, Handler: s.SignedIn(p.withdrawConsents)},
		{Method: http.MethodGet, Path: of + "/access", Reason: reason, Handler: s.SignedIn(p.showAccess)},
		{Method: http.MethodGet, Path: of + "/history", Reason: reason, Handler: s.SignedIn(p.showHistory)},
		{Method: http.MethodPost, Path: of + "/consents/give", Reason: form, Handler: s.SignedIn(p.giveConsents)},
		{Method: http.MethodPost, Path: of + "/facts", Reason: form, Handler: s.SignedIn(p.stateFacts)},
		{Method: http.MethodPost, Path: of + "/ask-again", Reason: form, Handler: s.SignedIn(p.askAgain)},
	}
}
