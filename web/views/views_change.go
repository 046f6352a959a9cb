package views

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

type pages struct{ *site.Site }

// Routes lists the forms of this package.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	return []httpserver.Route{
		{Method: http.MethodPost, Path: say.ViewsPath, Reason: "named filters are of the pages alone", Handler: s.SignedIn(p.changeView)},
	}
}

// changeView saves a view, changes one, or removes one, as the pressed button says, and leads back to the list.
func (p *pages) changeView(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, list := c.Request().Context(), record.ListName(f.Get("list"))
	path, address := p.address(c, user, list, f.Get("query"))
	write := office.ViewWrite{
		Key: f.Key(), List: list, Name: f.Text("name"), Query: address.Encode(), Shared: f.Get("shared") == "yes",
	}
	notice := "views.saved"
	switch f.Get("do") {
	case "remove":
		if _, err := p.Usecases.RemoveView(ctx, list, f.Get("view")); err != nil {
			return err
		}
		return back(c, path, address, "", "done", "views.removed")
	case "change":
		notice = "views.changed"
		if write.ID = f.Get("view"); write.ID == "" {
			return fault.New(fault.Malformed, "the form does not say which view to change")
		}
	}
	id, err := p.Usecases.SaveView(ctx, write)
	if why := wrongName(err); why != "" {
		return back(c, path, address, f.Get("view"), "name", why)
	}
	if err != nil {
		return err
	}
	return back(c, path, address, id, "done", notice)
}

// address is the path of a list with the filters that a form names, as the list itself reads them.
func (p *pages) address(c echo.Context, user identity.Caller, list record.ListName, query string) (string, url.Values) {
	asked, err := site.ReadQuery(query)
	if err != nil {
		asked = url.Values{}
	}
	if list == record.InboxList {
		return queue.InboxPath, queue.InInbox(p.Site, asked, user).Address
	}
	r := say.For(p.Site, c, user)
	return say.CasesPath, queue.InCases(p.Site, r.Language, asked, r.Now).Address
}

// back leads to the list with a view, and one more parameter.
func back(c echo.Context, path string, address url.Values, id, name, value string) error {
	if id != "" {
		address.Set("view", id)
	}
	address.Set(name, value)
	return c.Redirect(http.StatusSeeOther, site.WithQuery(path, address))
}

// wrongName says what is wrong with the name of a view; "" if nothing is.
func wrongName(err error) string {
	fields, ok := fault.DetailsOf(err).(act.InvalidFields)
	if !ok || len(fields) == 0 || fields[0].Pointer != "/name" {
		return ""
	}
	switch fields[0].Code {
	case act.FieldRequired:
		return "missing"
	case act.FieldRepeated:
		return "many"
	default:
		return "long"
	}
}
