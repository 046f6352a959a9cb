package site

import (
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/request"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// Frame makes the frame of a page. Of the notices that the page can show, it shows the one that the
// address names.
func (p *Site) Frame(c echo.Context, tab string, notices ...string) view.Frame {
	f := view.Frame{Language: words.Negotiate(c.Response(), c.Request()), Path: c.Request().URL.RequestURI(), Tab: tab, Keys: keysWork(c.Request()), Fonts: p.fonts.sheet}
	if actor := request.From(c.Request().Context()).Actor; actor.Account != "" {
		f.SignedIn, f.Live, f.Officer = true, &view.Live{}, &view.Officer{Role: string(actor.Role), DeskName: p.DeskName(actor.Desk), Kind: string(actor.Kind)}
	}
	if tab != "" {
		f.Section = "nav.account"
	}
	if now := p.HTTP.Startup(); now.Waiting {
		f.Starting = &view.Starting{}
		if now.Packages > 0 {
			f.Starting.Compiled, f.Starting.Packages = strconv.Itoa(now.Compiled), strconv.Itoa(now.Packages)
		}
	}
	for _, key := range notices {
		if c.QueryParam("done") == key {
			f.Notice = key
		}
	}
	return f
}

// Render answers with a page. Its forms may also be sent to the origins in forms.
func (p *Site) Render(c echo.Context, status int, v view.View, forms ...string) error {
	if looking(c, status, v) {
		return nil
	}
	p.follow(c, v)
	html, err := p.renderer.Render(v)
	if err != nil {
		return err
	}
	p.noteShown(request.From(c.Request().Context()).Actor.Account, v)
	h := c.Response().Header()
	h.Set("Content-Security-Policy", view.ContentPolicy(forms...))
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), publickey-credentials-get=(self), publickey-credentials-create=(self)")
	h.Add("Vary", "Accept-Language, Cookie, Accept-Encoding, Sec-Fetch-Site")
	if mayPack(c.Request()) {
		if html, err = p.pack(html); err != nil {
			return err
		}
		h.Set("Content-Encoding", "gzip")
	}
	return c.HTMLBlob(status, html)
}

// ZoneOf is the time zone of the user's desk, or UTC.
func (p *Site) ZoneOf(user identity.Caller) *time.Location {
	if desk, ok := p.Directory.Desk(user.Actor.Desk); ok && desk.Zone != nil {
		return desk.Zone
	}
	return time.UTC
}

// DeskName names a desk; "" for one that the directory does not have.
func (p *Site) DeskName(id casework.DeskID) string {
	desk, _ := p.Directory.Desk(id)
	return desk.Name
}

// AgencyName names an agency; "" for one that the directory does not have.
func (p *Site) AgencyName(id casework.AgencyID) string {
	agency, _ := p.Directory.Agency(id)
	return agency.Name
}

// Codes are codes as plain strings.
func Codes[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, code := range all {
		out[i] = string(code)
	}
	return out
}
