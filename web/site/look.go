package site

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/view"
)

// lookHeader is the header with which the script of a page asks whether the page has changed. Its value is
// the mark of the page that the reader has, or "none".
const lookHeader = "Homeward-Look"

// look is a request that is answered with whether its page has changed, and with nothing else of it. The
// page is made as for every request, with the rights that its reader has now.
type look struct {
	page   view.View // nil until the page is made
	status int       // the status that the page has
}

type lookKey struct{}

// looked answers such a request, and reports false for any other one. Nothing that serve writes reaches the
// client: neither the page nor a file.
func (p *Site) looked(c echo.Context, serve func() error) (bool, error) {
	before := c.Request().Header.Get(lookHeader)
	if before == "" || c.Request().Method != http.MethodGet {
		return false, nil
	}
	l, r, out := &look{}, c.Request(), c.Response()
	ctx := context.WithValue(r.Context(), lookKey{}, l)
	request.From(ctx).Looking = true
	c.SetRequest(r.WithContext(ctx))
	c.SetResponse(echo.NewResponse(nowhere{}, c.Echo()))
	err := serve()
	c.SetRequest(r)
	c.SetResponse(out)
	switch {
	case err != nil:
		return true, err
	case l.page == nil:
		return true, fault.New(fault.NotFound, "there is nothing here that you may see")
	case l.status != http.StatusOK:
		return true, c.NoContent(l.status)
	case before == "none":
		before = ""
	}
	answer, err := p.renderer.Looked(view.FrameOf(l.page).Language, before, view.MarkOf(l.page), p.madeAt(ctx))
	if err != nil {
		return true, err
	}
	return true, c.JSON(http.StatusOK, answer)
}

// looking keeps the page for a request that only asks whether it has changed, and reports false for any
// other request.
func looking(c echo.Context, status int, v view.View) bool {
	l, ok := c.Request().Context().Value(lookKey{}).(*look)
	if ok {
		l.page, l.status = v, status
	}
	return ok
}

// follow makes a page ask whether it has changed, if others change what it shows. The answer to a form has
// an address of its own only if its handler names one.
func (p *Site) follow(c echo.Context, v view.View) {
	f, r := view.FrameOf(v), c.Request()
	fetched := r.Method == http.MethodGet
	if f.Live == nil || !view.Followed(v) || !fetched && f.Path == r.URL.RequestURI() {
		return
	}
	events := "/events?desk=" + string(request.From(r.Context()).Actor.Desk)
	if ref := c.Param("case"); ref != "" {
		events = "/events?case=" + ref
	}
	*f.Live = view.Live{On: true, Path: view.Address(f.Path), Events: events, AsOf: p.madeAt(r.Context())}
	if fetched {
		f.Live.Path, f.Live.Mark = view.Address(r.URL.RequestURI()), view.MarkOf(v)
	}
}

// madeAt is the time of day now, in the zone of the reader's desk.
func (p *Site) madeAt(ctx context.Context) view.Moment {
	return view.Moment{At: p.Usecases.Now(), Zone: p.ZoneOf(identity.Caller{Actor: request.From(ctx).Actor}), Short: true}
}

// nowhere is a response that is never sent.
type nowhere struct{}

// Header returns a header that is not sent.
func (nowhere) Header() http.Header { return http.Header{} }

// WriteHeader does nothing.
func (nowhere) WriteHeader(int) {}

// Write drops what is written.
func (nowhere) Write(content []byte) (int, error) { return len(content), nil }
