package web

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// answerCode confirms a code that another colleague made, or withdraws one.
func (p *Pages) answerCode(c echo.Context, user identity.Caller) error {
	form, err := readForm(c, "code", "answer")
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
	return done(c, "/account/desk", notice)
}
