package sheets

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// confirmSheet confirms the set that the form names and leads to the results. A form of another set than
// the sheet has now sends nothing and shows the set as it is.
func (p *pages) confirmSheet(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, ref := c.Request().Context(), sheetRef(c)
	count, notNumber := say.Number(f.Get("number"))
	if notNumber {
		return fault.New(fault.Malformed, "the form has a number that cannot be read")
	}
	_, err = p.Usecases.ConfirmSheet(ctx, ref, f.Get("set"), count)
	if code := fault.CodeOf(err); code == fault.Stale {
		return p.renderStale(c, user)
	} else if err != nil && code != fault.Invalid { // invalid: its date has passed since it was reviewed
		return err
	}
	return c.Redirect(http.StatusSeeOther, say.SheetPath(ref))
}

// renderStale shows the set as it is now to a user who confirmed another one. Nothing was sent.
func (p *pages) renderStale(c echo.Context, user identity.Caller) error {
	found, err := p.Usecases.ShowSheet(c.Request().Context(), sheetRef(c))
	if err != nil {
		return err
	}
	if found.ConfirmedAt != nil || found.Ticked == 0 || found.Outcome == "" {
		return c.Redirect(http.StatusSeeOther, say.SheetPath(found.Ref))
	}
	page := p.reader(c, user).confirmation(p.Frame(c, ""), found)
	page.Problem = &view.Banner{Kind: "alert", Title: view.Say("sheet.stale"), Texts: []view.Text{view.Say("sheet.stale_why")}}
	page.Wrong = true
	return p.Render(c, http.StatusConflict, page)
}

// againSheet makes a sheet of the refused requests of a confirmed one.
func (p *pages) againSheet(c echo.Context, _ identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	next, err := p.Usecases.AgainSheet(c.Request().Context(), sheetRef(c), f.Key())
	if fault.CodeOf(err) == fault.Conflict {
		return c.Redirect(http.StatusSeeOther, say.SheetPath(sheetRef(c)))
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, say.SheetPath(next))
}
