package approvals

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// pages serves approvals. It is safe for concurrent use.
type pages struct{ *site.Site }

// answerField says which of the two forms was sent.
const (
	answerField = "answer"
	approve     = "approve"
	refuse      = "refuse"
)

// Routes lists the pages of this package and their forms.
func Routes(s *site.Site) []httpserver.Route {
	p := &pages{s}
	const reason, form = "a page on which officers work", "a form that approves or refuses; programs use the operations of the contract"
	return []httpserver.Route{
		{Method: http.MethodGet, Path: say.ApprovalsPath, Reason: reason, Handler: s.SignedIn(p.listApprovals)},
		{Method: http.MethodGet, Path: say.ApprovalsPath + "/lists/:list", Reason: reason, Handler: s.SignedIn(p.showList)},
		{Method: http.MethodPost, Path: say.ApprovalsPath + "/lists/:list", Reason: form, Handler: s.SignedIn(p.answerList)},
		{Method: http.MethodGet, Path: say.ApprovalsPath + "/movements/:movement", Reason: reason, Handler: s.SignedIn(p.showCancel)},
		{Method: http.MethodPost, Path: say.ApprovalsPath + "/movements/:movement", Reason: form, Handler: s.SignedIn(p.answerCancel)},
		{Method: http.MethodGet, Path: say.ApprovalsPath + "/batches/:batch", Reason: reason, Handler: s.SignedIn(p.showBatch)},
		{Method: http.MethodPost, Path: say.ApprovalsPath + "/batches/:batch", Reason: form, Handler: s.SignedIn(p.answerBatch)},
		{Method: http.MethodGet, Path: say.ApprovalsPath + "/operations/:operation", Reason: reason, Handler: s.SignedIn(p.showResume)},
		{Method: http.MethodPost, Path: say.ApprovalsPath + "/operations/:operation", Reason: form, Handler: s.SignedIn(p.answerResume)},
		{Method: http.MethodGet, Path: say.ApprovalsPath + "/reading/:review", Reason: reason, Handler: s.SignedIn(p.showReading)},
		{Method: http.MethodPost, Path: say.ApprovalsPath + "/reading/:review", Reason: form, Handler: s.SignedIn(p.answerReading)},
		{Method: http.MethodGet, Path: say.ApprovalsPath + "/erasures/:erasure", Reason: reason, Handler: s.SignedIn(p.showErasure)},
		{Method: http.MethodPost, Path: say.ApprovalsPath + "/erasures/:erasure", Reason: form, Handler: s.SignedIn(p.answerErasure)},
		{Method: http.MethodGet, Path: say.ApprovalsPath + "/cases/:case/:number", Reason: reason, Handler: s.SignedIn(p.showProposal)},
		{Method: http.MethodPost, Path: say.ApprovalsPath + "/cases/:case/:number", Reason: form, Handler: s.SignedIn(p.answerProposal)},
	}
}

// listApprovals shows everything that waits for the user's approval.
func (p *pages) listApprovals(c echo.Context, user identity.Caller) error {
	r := say.For(p.Site, c, user)
	page := view.ApprovalList{Frame: p.Frame(c, "", say.NoticeLost)}
	page.Section, page.Path = "nav.day", say.ApprovalsPath
	var err error
	if page.Banner, err = r.ReceiptBanner(c); err != nil {
		return err
	}
	found, err := p.Usecases.ListApprovals(c.Request().Context())
	if err != nil {
		return err
	}
	page.Approvals = r.Approvals(found)
	return p.Render(c, http.StatusOK, page)
}

// gone is the page of something that does not wait for the user.
func (p *pages) gone(c echo.Context, page view.ActPage, status int) error {
	page.Form, page.Refuse, page.Effects, page.Prove, page.Lead = nil, nil, nil, "", view.Text{}
	page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("approval.missing"), Next: view.Say("approvals.title"), NextPath: say.ApprovalsPath}
	return p.Render(c, status, page)
}

// sent answers a form that was carried out, or shows the page again with the reason why not.
func (p *pages) sent(c echo.Context, receipt act.Receipt, err error, page view.ActPage) error {
	if err == nil {
		return site.SentTo(c, say.ApprovalsPath, receipt)
	}
	switch fault.CodeOf(err) {
	case fault.Conflict, fault.Invalid, fault.Stale, fault.KeyReused, fault.GateClosed, fault.Denied, fault.Decided:
		page.Wrong = true
		page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{say.Refused(err, view.Say("approval.not_now"))}}
		return p.Render(c, http.StatusConflict, page)
	default:
		return err
	}
}

// forms are the two forms of an approval: each has a key of its own.
func forms(kind, path string, danger bool, hidden ...view.Field) (yes, no *view.SmallForm) {
	with := func(answer string) []view.Field {
		return append([]view.Field{{Name: answerField, Value: answer}}, hidden...)
	}
	yes = &view.SmallForm{Action: path, Key: site.NewKey(), Submit: view.Say("approval." + kind + ".approve"), Danger: danger, Hidden: with(approve)}
	no = &view.SmallForm{Action: path, Key: site.NewKey(), Submit: view.Say("approval." + kind + ".refuse"), Hint: view.Say("approval.refuse_hint"), Hidden: with(refuse)}
	return yes, no
}
