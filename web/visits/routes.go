package visits

import (
	"net/http"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// Routes are the pages of this package.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const of, reason = say.CasesPath + "/:case", "a page of the time after the return; programs use the operations of the contract"
	const form = "a form of such a page; programs use the operations of the contract"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: queue.VisitsPath, Reason: reason, Handler: s.SignedIn(p.listVisits)},
		{Method: http.MethodGet, Path: of + "/return", Reason: reason, Handler: s.SignedIn(p.showReturn)},
		{Method: http.MethodGet, Path: of + "/return/plan", Reason: reason, Handler: s.SignedIn(p.showPlan)},
		{Method: http.MethodPost, Path: of + "/return/plan", Reason: form, Handler: s.SignedIn(p.settlePlan)},
		{Method: http.MethodGet, Path: of + "/tasks/:task/visit", Reason: reason, Handler: s.SignedIn(p.showVisit)},
		{Method: http.MethodPost, Path: of + "/tasks/:task/visit", Reason: form, Handler: s.SignedIn(p.settleVisit)},
		{Method: http.MethodGet, Path: of + "/contact", Reason: reason, Handler: s.SignedIn(p.showContact)},
		{Method: http.MethodPost, Path: of + "/contact/agree", Reason: form, Handler: s.SignedIn(p.agreeContact)},
		{Method: http.MethodPost, Path: of + "/contact/number", Reason: "a number is shown only as the answer to a form that says why", Handler: s.SignedIn(p.revealNumber)},
	}
}
