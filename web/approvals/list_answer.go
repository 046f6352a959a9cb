package approvals

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
)

// answerList approves or refuses a list, by the preview that the user has seen.
func (p *pages) answerList(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, ref := c.Request().Context(), casework.Ref(c.Param("list"))
	var receipt act.Receipt
	switch f.Get(answerField) {
	case approve:
		receipt, err = p.Usecases.ApproveList(ctx, ref, f.Key(), f.Get(fieldPreview))
	case refuse:
		receipt, err = p.Usecases.RefuseList(ctx, ref, f.Key())
	default:
		page, _, err := p.listPage(c, user)
		if err != nil {
			return err
		}
		return p.Render(c, http.StatusUnprocessableEntity, page)
	}
	if err == nil {
		return site.SentTo(c, say.ApprovalsPath, receipt)
	}
	page, waits, again := p.listPage(c, user)
	switch {
	case again != nil:
		return again
	case !waits:
		return p.gone(c, page, http.StatusConflict)
	default:
		return p.sent(c, receipt, err, page)
	}
}
