package account

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
)

// answerCode confirms a code that another colleague made, or withdraws one.
func (p *pages) answerCode(c echo.Context, user identity.Caller) error {
	form, err := site.ReadForm(c, "code", "answer")
	if err != nil {
		return err
	}
	answer, notice := p.SignIn.Confirm, "people.confirmed"
	switch form["answer"] {
	case "confirm":
	case "withdraw":
		answer, notice = p.SignIn.Withdraw, "people.withdrawn"
	default:
		return fault.New(fault.Invalid, "the form says neither confirm nor withdraw")
	}
	if err := answer(c.Request().Context(), user, form["code"]); err != nil {
		return err
	}
	return site.Done(c, "/account/desk", notice)
}
