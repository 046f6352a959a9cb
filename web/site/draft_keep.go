package site

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/view"
)

// leftCookie holds the token that opens the forms which an ended session left in this browser.
const leftCookie = "__Host-homeward-kept"

// formKept marks a request whose form is kept, so that the answer says so.
const formKept = "site.form_kept"

// leftToken returns the token of the forms that an ended session left in the browser; "" for none.
func leftToken(c echo.Context) string {
	if cookies := c.Request().CookiesNamed(leftCookie); len(cookies) == 1 {
		return cookies[0].Value
	}
	return ""
}

// SentFormOf names the form that a request has sent, if what is typed into it is kept.
func SentFormOf(c echo.Context) (office.DraftForm, bool) {
	r := c.Request()
	if r.Method != http.MethodPost {
		return office.DraftForm{}, false
	}
	path := r.URL.Path
	if c.Path() == view.DraftsPath {
		path = r.URL.Query().Get("of")
	}
	return FormOf(path)
}

// KeepForm keeps what the user has sent, as it was typed, without carrying it out.
func (p *Site) KeepForm(c echo.Context) (office.KeptDraft, error) {
	form, ok := SentFormOf(c)
	if !ok {
		return office.KeptDraft{}, policy.Missing()
	}
	f, err := OpenForm(c)
	if err != nil {
		return office.KeptDraft{}, err
	}
	form.Key = f.Key()
	return p.Usecases.KeepDraft(c.Request().Context(), form, record.Fields(f.Values))
}

// KeepAgain keeps a form that is shown again with something to correct, if it can be kept, so that what was
// kept before does not take the place of what was sent last.
func (p *Site) KeepAgain(c echo.Context) { _, _ = p.KeepForm(c) }

// KeepBeforeProof keeps a form that was refused because a proof is needed first, and reports whether it
// did.
func (p *Site) KeepBeforeProof(c echo.Context) bool {
	_, err := p.KeepForm(c)
	return err == nil
}

// keepLeft keeps a form that was sent after the session had ended, if the session ended by itself. The
// browser gets a token with which the same account can open it. After any failure nothing is kept, and
// the page says so.
func (p *Site) keepLeft(c echo.Context) {
	form, ok := SentFormOf(c)
	if !ok {
		return
	}
	ctx := c.Request().Context()
	former, err := p.SignIn.Formerly(ctx, tokenOf(c.Request()))
	if err != nil || former.Machine || p.HTTP.CountAccount(former.Actor.Account, ofAccount) != nil {
		return
	}
	f, err := OpenForm(c)
	if err != nil {
		return
	}
	form.Key = f.Key()
	left := &request.Request{ID: request.From(ctx).ID} // the caller stays unknown to everything else that answers this request
	httpserver.SetCaller(left, former)
	kept, err := p.Usecases.KeepLeftDraft(request.With(ctx, left), form, record.Fields(f.Values), leftToken(c))
	if err != nil || kept.Token == "" {
		return
	}
	SetCookie(c, leftCookie, kept.Token, office.LeftLifetime)
	c.Response().Header().Set("Draft-Kept", "yes")
	c.Set(formKept, true)
}

// FormKept reports whether the form of a request without a session is kept.
func FormKept(c echo.Context) bool {
	kept, _ := c.Get(formKept).(bool)
	return kept
}

// DropForm discards what was kept of the form that a request has sent, because it was carried out. A
// draft that stays because of a failure is shown to its owner, and expires.
func (p *Site) DropForm(c echo.Context) {
	if form, ok := SentFormOf(c); ok && p.mayDraft(c) {
		_, _ = p.Usecases.DropDraft(c.Request().Context(), form.Path)
	}
}

// DropAll discards all that the user has typed and not sent.
func (p *Site) DropAll(c echo.Context) error {
	if !p.mayDraft(c) {
		return nil
	}
	_, err := p.Usecases.DropDraft(c.Request().Context(), "")
	return err
}

func (*Site) mayDraft(c echo.Context) bool {
	return policy.EverAllowed(request.From(c.Request().Context()).Actor, policy.DropDrafts)
}
