package drafts

import (
	"net/http"
	"regexp"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// anchor is the ID of a form.
var anchor = regexp.MustCompile(`^[a-z][a-z-]{0,40}$`)

// keepDraft keeps a form as it was typed. A browser is sent back to the page of the form, in the language
// that the address names; a script gets what to say.
func (p *pages) keepDraft(c echo.Context, user identity.Caller) error {
	language := words.Negotiate(c.Response(), c.Request())
	kept, err := p.KeepForm(c)
	if !httpserver.WantsHTML(c.Request()) {
		if err != nil {
			return err
		}
		all, err := words.Load()
		if err != nil {
			return err
		}
		text, err := all.Text(language, "draft.kept_at", kept.At.In(p.ZoneOf(user)).Format("15:04"))
		if err != nil {
			return err
		}
		if kept.Sent {
			text = ""
		}
		return c.JSON(http.StatusOK, map[string]any{"text": text, "sent": kept.Sent})
	}
	switch code := fault.CodeOf(err); {
	case code == fault.TooLarge || code == fault.Conflict:
		return p.Render(c, http.StatusConflict, view.Error{Frame: p.Frame(c, ""), Happened: view.Say("draft.full"), Do: view.Say("draft.full_do")})
	case err != nil:
		return err
	}
	notice := "draft.kept"
	if c.QueryParam("language") != "" {
		notice = ""
	}
	return backTo(c, notice)
}

// backTo leads back to the form, with the key of a notice; "" for none.
func backTo(c echo.Context, notice string) error {
	form, _ := site.FormOf(c.QueryParam("of"))
	to := form.Page
	if notice != "" {
		to += "?done=" + notice
	}
	if at := c.QueryParam("at"); anchor.MatchString(at) {
		to += "#" + at
	}
	return c.Redirect(http.StatusSeeOther, to)
}
