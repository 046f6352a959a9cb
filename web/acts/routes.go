package acts

import (
	"net/http"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// Routes lists the pages of this package and their forms.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const acts, reason = say.CasesPath + "/:case/acts", "a page of a case; programs use the operations of the contract"
	const form = "a form of a page of a case; programs use the operations of the contract"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: acts, Reason: reason, Handler: s.SignedIn(p.listActs)},
		{Method: http.MethodGet, Path: acts + "/waive", Reason: reason, Handler: s.SignedIn(p.showWaive)},
		{Method: http.MethodPost, Path: acts + "/waive", Reason: form, Handler: s.SignedIn(p.waive)},
		{Method: http.MethodGet, Path: acts + "/report", Reason: reason, Handler: s.SignedIn(p.listEvents)},
		{Method: http.MethodGet, Path: acts + "/report/:event", Reason: reason, Handler: s.SignedIn(p.showReport)},
		{Method: http.MethodPost, Path: acts + "/report/:event", Reason: form, Handler: s.SignedIn(p.report)},
		{Method: http.MethodGet, Path: acts + "/correct", Reason: reason, Handler: s.SignedIn(p.showCorrect)},
		{Method: http.MethodPost, Path: acts + "/correct", Reason: form, Handler: s.SignedIn(p.correctIdentity)},
		{Method: http.MethodGet, Path: acts + "/give_access", Reason: reason, Handler: s.SignedIn(p.showGive)},
		{Method: http.MethodPost, Path: acts + "/give_access", Reason: form, Handler: s.SignedIn(p.give)},
		{Method: http.MethodGet, Path: acts + "/end_access/:grant", Reason: reason, Handler: s.SignedIn(p.showEnd)},
		{Method: http.MethodPost, Path: acts + "/end_access/:grant", Reason: form, Handler: s.SignedIn(p.end)},
		{Method: http.MethodGet, Path: acts + "/order", Reason: reason, Handler: s.SignedIn(p.showOrder)},
		{Method: http.MethodPost, Path: acts + "/order", Reason: form, Handler: s.SignedIn(p.order)},
		{Method: http.MethodGet, Path: acts + "/end_order", Reason: reason, Handler: s.SignedIn(p.showEndOrder)},
		{Method: http.MethodPost, Path: acts + "/end_order", Reason: form, Handler: s.SignedIn(p.endOrder)},
		{Method: http.MethodGet, Path: acts + "/exclude", Reason: reason, Handler: s.SignedIn(p.showExclude)},
		{Method: http.MethodPost, Path: acts + "/exclude", Reason: form, Handler: s.SignedIn(p.exclude)},
		{Method: http.MethodGet, Path: acts + "/readmit/:exclusion", Reason: reason, Handler: s.SignedIn(p.showReadmit)},
		{Method: http.MethodPost, Path: acts + "/readmit/:exclusion", Reason: form, Handler: s.SignedIn(p.readmit)},
		{Method: http.MethodGet, Path: acts + "/erase", Reason: reason, Handler: s.SignedIn(p.showErase)},
		{Method: http.MethodPost, Path: acts + "/erase", Reason: form, Handler: s.SignedIn(p.erase)},
		{Method: http.MethodGet, Path: say.EmergencyPath, Reason: "it opens a case in an emergency", Handler: s.SignedIn(p.showEmergency)},
		{Method: http.MethodPost, Path: say.EmergencyPath, Reason: "the form that opens a case in an emergency", Handler: s.SignedIn(p.breakGlass)},
	}
}
