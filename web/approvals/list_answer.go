package approvals

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// answerList approves or refuses a list, by the preview that the user has seen.
func (p *pages) answerList(c echo.Context, user identity.Caller) error {
	ref := casework.Ref(c.Param("list"))
	return p.answerWaiting(c, func() (view.ActPage, bool, error) { return p.listPage(c, user) }, func(f site.SentForm) (act.Receipt, error) {
		if f.Get(answerField) == approve {
			return p.Usecases.ApproveList(c.Request().Context(), ref, f.Key(), f.Get(fieldPreview))
		}
		return p.Usecases.RefuseList(c.Request().Context(), ref, f.Key())
	})
}
