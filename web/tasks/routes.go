package tasks

import (
	"maps"
	"net/http"
	"slices"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// Routes lists the pages of this package and their forms.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const task, reason = say.CasesPath + "/:case/tasks/:task", "a page of a case; programs use the operations of the contract"
	const form = "a form of a page of a case; programs use the operations of the contract"
	out := []httpserver.Route{
		{Method: http.MethodGet, Path: task, Reason: reason, Handler: s.SignedIn(p.showTask)},
		{Method: http.MethodPost, Path: task + "/decide", Reason: form, Handler: s.SignedIn(p.decideTask)},
		{Method: http.MethodPost, Path: task + "/answer", Reason: form, Handler: s.SignedIn(p.answerTask)},
	}
	for _, name := range slices.Sorted(maps.Keys(taskActs())) {
		out = append(out, httpserver.Route{Method: http.MethodPost, Path: task + "/" + name, Reason: form, Handler: s.SignedIn(p.actOnTask(name))})
	}
	return out
}
