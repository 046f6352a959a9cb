package web

import (
	"maps"
	"net/http"
	"slices"

	"example.org/homeward/internal/httpserver"
)

// caseRoutes are the pages of cases and tasks, and their forms.
func (p *Pages) caseRoutes() []httpserver.Route {
	const of, task, reason = casesPath + "/:case", casesPath + "/:case/tasks/:task", "a page of a case; programs use the operations of the contract"
	const form = "a form of a page of a case; programs use the operations of the contract"
	out := []httpserver.Route{
		{Method: http.MethodGet, Path: openPath, Reason: reason, Handler: p.signedIn(p.showOpening)},
		{Method: http.MethodPost, Path: openPath, Reason: form, Handler: p.signedIn(p.openCase)},
		{Method: http.MethodGet, Path: of, Reason: reason, Handler: p.signedIn(p.showCase)},
		{Method: http.MethodGet, Path: of + "/consents", Reason: reason, Handler: p.signedIn(p.showConsents)},
		{Method: http.MethodPost, Path: of + "/consents/preview", Reason: form, Handler: p.signedIn(p.previewWithdrawal)},
		{Method: http.MethodPost, Path: of + "/consents/withdraw", Reason: form, Handler: p.signedIn(p.withdrawConsents)},
		{Method: http.MethodGet, Path: of + "/access", Reason: reason, Handler: p.signedIn(p.showAccess)},
		{Method: http.MethodGet, Path: of + "/history", Reason: reason, Handler: p.signedIn(p.showHistory)},
		{Method: http.MethodPost, Path: of + "/consents/give", Reason: form, Handler: p.signedIn(p.giveConsents)},
		{Method: http.MethodPost, Path: of + "/facts", Reason: form, Handler: p.signedIn(p.stateFacts)},
		{Method: http.MethodPost, Path: of + "/ask-again", Reason: form, Handler: p.signedIn(p.askAgain)},
		{Method: http.MethodGet, Path: task, Reason: reason, Handler: p.signedIn(p.showTask)},
		{Method: http.MethodPost, Path: task + "/decide", Reason: form, Handler: p.signedIn(p.decideTask)},
		{Method: http.MethodPost, Path: task + "/answer", Reason: form, Handler: p.signedIn(p.answerTask)},
	}
	for _, name := range slices.Sorted(maps.Keys(taskActs())) {
		out = append(out, httpserver.Route{Method: http.MethodPost, Path: task + "/" + name, Reason: form, Handler: p.signedIn(p.actOnTask(name))})
	}
	return out
}
