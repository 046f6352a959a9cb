package site

import (
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/view"
)

// Drafts are what the user typed into the forms of a page and did not send. The zero Drafts have none.
type Drafts struct {
	forms map[string]office.Draft
	zone  *time.Location
}

// Drafts returns what the user typed into the forms of a page and did not send. A draft that their ended
// session left in this browser is opened.
func (p *Site) Drafts(c echo.Context, user identity.Caller, page string) (Drafts, error) {
	out := Drafts{forms: map[string]office.Draft{}, zone: p.ZoneOf(user)}
	if !policy.EverAllowed(user.Actor, policy.ShowDrafts) {
		return out, nil
	}
	found, err := p.Usecases.ShowDrafts(c.Request().Context(), page, casework.Ref(c.Param("case")), leftToken(c))
	for _, d := range found {
		out.forms[d.Form] = d
	}
	return out, err
}

// Form returns the form that is sent to an address as it was typed, empty if it was not kept. The query
// of an address does not count.
func (d Drafts) Form(action string) SentForm {
	action, _, _ = strings.Cut(action, "?")
	if kept, ok := d.forms[action]; ok {
		return SentForm{url.Values(kept.Fields)}
	}
	return SentForm{url.Values{}}
}

// View returns what the form needs that is sent to an address and has an ID on the page. version is the
// version of what it is about; 0 for none.
func (d Drafts) View(action, id string, version int64) view.Draft {
	action, _, _ = strings.Cut(action, "?")
	out := view.Draft{Of: action, Form: id}
	if kept, ok := d.forms[action]; ok {
		out.Began, out.Until = view.Moment{At: kept.MadeAt, Zone: d.zone}, view.Moment{At: kept.ExpiresAt, Zone: d.zone}
		out.Changed = d.Form(action).Version() != version
	}
	return out
}
