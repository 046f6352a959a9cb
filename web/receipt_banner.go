package web

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// receiptBanner says what became of the form that led to this page, if the address names one: it is
// recorded, sent, queued or refused. It is nil if the address names none of the user's own.
func (p *Pages) receiptBanner(c echo.Context, user identity.Caller) (*view.Banner, error) {
	_, banner, err := p.receipt(c, user)
	return banner, err
}

// receipt is receiptBanner with the receipt itself.
func (p *Pages) receipt(c echo.Context, user identity.Caller) (usecase.Receipt, *view.Banner, error) {
	key := c.QueryParam("sent")
	if key == "" {
		return usecase.Receipt{}, nil, nil
	}
	receipt, err := p.Usecases.ShowCommand(c.Request().Context(), key)
	if code := fault.CodeOf(err); code == fault.NotFound || code == fault.Invalid {
		return usecase.Receipt{}, nil, nil
	}
	if err != nil {
		return usecase.Receipt{}, nil, err
	}
	banner := p.bannerOf(c, receipt, user)
	return receipt, &banner, nil
}

// bannerOf puts a receipt into words: queued and sent are not recorded.
func (p *Pages) bannerOf(c echo.Context, receipt usecase.Receipt, user identity.Caller) view.Banner {
	r := p.reader(c, user)
	switch {
	case receipt.State == record.CommandRefused:
		return view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say("sent.refused_why")}}
	case receipt.State == record.CommandSettled && receipt.EndedAt != nil:
		return view.Banner{Kind: "done", Title: view.Say("sent.recorded"), Texts: []view.Text{view.Say("sent.recorded_at", r.at(*receipt.EndedAt))}}
	case p.HTTP.Startup().Waiting:
		return view.Banner{Kind: "note", Title: view.Say("sent.queued"), Texts: []view.Text{view.Say("sent.queued_why", r.at(receipt.ReceivedAt))}}
	default:
		return view.Banner{Kind: "note", Title: view.Say("sent.sent"), Texts: []view.Text{view.Say("sent.sent_why", r.at(receipt.ReceivedAt))}}
	}
}
