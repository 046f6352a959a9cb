package approvals

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// stop is the answer of the form that stops an approved erasure, with fieldReasons.
const (
	stop         = "stop"
	fieldReasons = "reasons"
)

// stopForm is the form that stops an approved erasure, as it was typed.
func (r reader) stopForm(c echo.Context, path string, wrong say.Wrongs) *view.SmallForm {
	return &view.SmallForm{
		Action: path, Key: site.NewKey(), Submit: view.Say("approval.erasure.stop"), Hidden: []view.Field{{Name: answerField, Value: stop}},
		Questions: []view.Question{{
			ID: fieldReasons, Name: fieldReasons, Kind: view.AskArea, Label: view.Say("acts.reasons"), Hint: view.Say("acts.reasons_hint"), Readers: view.Say("approval.erasure.readers"),
			Value: c.FormValue(fieldReasons), Wrong: wrong[fieldReasons], Limit: site.TextLimit,
		}},
	}
}

// answerErasure approves, refuses or stops an erasure.
func (p *pages) answerErasure(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, ref, wrong := c.Request().Context(), casework.Ref(c.Param("erasure")), say.Wrongs{}
	var receipt act.Receipt
	switch answer, reasons := f.Get(answerField), say.ReadText(f, fieldReasons, wrong); {
	case answer == stop && reasons == "":
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	case len(wrong) > 0:
	case answer == stop:
		receipt, err = p.Usecases.StopErasure(ctx, ref, f.Key(), reasons)
	case answer == approve:
		receipt, err = p.Usecases.ApproveErasure(ctx, ref, f.Key())
	case answer == refuse:
		receipt, err = p.Usecases.RefuseErasure(ctx, ref, f.Key())
	default:
		wrong[answerField] = view.Text{}
	}
	if err == nil && len(wrong) == 0 {
		return site.SentTo(c, say.ApprovalsPath, receipt)
	}
	page, open, again := p.erasurePage(c, user, wrong)
	switch {
	case again != nil:
		return again
	case !open:
		return p.gone(c, page, http.StatusConflict)
	case len(wrong) > 0:
		page.Wrong = true
		if page.Form != nil {
			page.Problems = say.ProblemsOf(page.Form.Questions)
		}
		return p.Render(c, http.StatusUnprocessableEntity, page)
	default:
		return p.sent(c, receipt, err, page)
	}
}
