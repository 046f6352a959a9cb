package web

import (
	"slices"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/web/acts"
	"example.org/homeward/web/approvals"
	"example.org/homeward/web/lists"
	"example.org/homeward/web/movements"
)

// actRoutes are of the pages on which officers act beside answering requests.
func (p *Pages) actRoutes() []httpserver.Route {
	return slices.Concat(acts.Routes(p.Site), approvals.Routes(p.Site), lists.Routes(p.Site), movements.Routes(p.Site))
}
