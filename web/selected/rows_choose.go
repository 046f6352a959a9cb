package selected

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/selection"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// chooseRows takes the form around a list. It freezes all rows under the filters, leads back to the list if
// nothing is ticked, or shows what the act would do to each ticked row.
func (p *pages) chooseRows(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, back := c.Request().Context(), backTo(f)
	if f.Get("all") != "" {
		made, err := p.freeze(c, user, f)
		if err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, say.SelectedPath+"/"+made.ID)
	}
	items, err := selection.Parse(f.All("row"))
	if err != nil {
		return err
	}
	if id := f.Get("selection"); id != "" {
		found, err := p.Usecases.ShowSelection(ctx, id)
		if err != nil {
			return err
		}
		if items, err = selection.Parse(found.Items); err != nil {
			return err
		}
	}
	if len(items) == 0 {
		return c.Redirect(http.StatusSeeOther, withParameter(back, "ticked", "none"))
	}
	return p.renderPreview(c, user, f, items, preview{status: http.StatusOK})
}

// freeze stores all rows under the filters that the form names.
func (p *pages) freeze(c echo.Context, user identity.Caller, f site.SentForm) (record.Selection, error) {
	ctx, r := c.Request().Context(), p.reader(c, user)
	query, err := site.ReadQuery(f.Get("query"))
	if err != nil {
		return record.Selection{}, err
	}
	if f.Get("list") == string(record.InboxList) {
		in := queue.InInbox(p.Site, query, user)
		return p.Usecases.FreezeTasks(ctx, f.Key(), in.Address.Encode(), in.Query)
	}
	list := queue.InCases(p.Site, r.Language, query, r.Now)
	if list.Unknown != "" { // all cases would be chosen
		return record.Selection{}, act.InvalidFilter[string](list.Unknown, act.FieldNotListed)
	}
	return p.Usecases.FreezeCases(ctx, f.Key(), list.Address.Encode(), list.Filter)
}

// backTo is the list that a form came from: one of the two lists, with its filters.
func backTo(f site.SentForm) string {
	path := say.CasesPath
	if f.Get("list") == string(record.InboxList) {
		path = queue.InboxPath
	}
	query, err := site.ReadQuery(f.Get("query"))
	if err != nil {
		return path
	}
	return site.WithQuery(path, query)
}

func withParameter(path, name, value string) string {
	u, err := url.Parse(path)
	if err != nil {
		return path
	}
	q := u.Query()
	q.Set(name, value)
	return u.Path + "?" + q.Encode()
}

// actIn is the act that a form names; a form without one claims.
func actIn(f site.SentForm) selection.Act {
	if act := selection.Act(f.Get("act")); slices.Contains(selection.Acts(), act) {
		return act
	}
	return selection.Claim
}
