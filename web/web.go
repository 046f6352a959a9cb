package web

import "example.org/homeward/web/site"

// Config is what the pages need.
type Config = site.Config

// Pages serves the pages. It is safe for concurrent use.
type Pages struct{ *site.Site }

// New makes the pages and adds their routes to c.HTTP. It fails when something is missing, or when a
// template or a text is wrong.
func New(c Config) (*Pages, error) {
	s, err := site.New(c)
	if err != nil {
		return nil, err
	}
	p := &Pages{s}
	c.HTTP.AddPages(p.showError, p.routes()...)
	return p, nil
}
