package drafts

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// dropDraft discards what was kept of a form, and leads back to where that was asked.
func (p *pages) dropDraft(c echo.Context, _ identity.Caller) error {
	form, ok := site.FormOf(c.QueryParam("of"))
	if !ok {
		return policy.Missing()
	}
	if _, err := p.Usecases.DropDraft(c.Request().Context(), form.Path); err != nil {
		return err
	}
	if c.QueryParam("at") == "" { // it was asked in the list
		return site.Done(c, view.DraftsPath, "draft.discarded")
	}
	return backTo(c, "draft.discarded")
}
