package tasks

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/view"
)

// showGone says what became of the user's form when its task is not for them to see any more, as when
// their desk's part in the case ended with the answer. Without such a form the task is missing.
func (p *pages) showGone(c echo.Context, user identity.Caller, missing error) error {
	if fault.CodeOf(missing) != fault.NotFound {
		return missing
	}
	receipt, banner, err := p.reader(c, user).Receipt(c)
	switch {
	case err != nil:
		return err
	case banner == nil || receipt.Target.Ref != casework.Ref(c.Param("case")):
		return missing
	}
	page := view.TaskGone{Frame: p.Frame(c, ""), Banner: *banner}
	page.Section = "nav.inbox"
	page.Next = p.nextTask(c, user, "", "")
	return p.Render(c, http.StatusOK, page)
}
