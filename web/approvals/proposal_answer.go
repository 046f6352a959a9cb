package approvals

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/proposals"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// answerProposal agrees to a proposal by the digest that the user has seen, refuses it or withdraws it.
func (p *pages) answerProposal(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ref, number, err := numberOf(c)
	if err != nil {
		return err
	}
	ctx, wrong := c.Request().Context(), say.Wrongs{}
	var receipt act.Receipt
	switch answer, reasons := f.Get(answerField), say.ReadText(f, fieldReasons, wrong); {
	case answer == refuse && reasons == "":
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	case len(wrong) > 0:
	case answer == approve:
		receipt, err = p.Usecases.AnswerProposal(ctx, ref, number, f.Key(), proposals.Answer{Agrees: true, Digest: f.Get(fieldDigest)})
	case answer == refuse:
		receipt, err = p.Usecases.AnswerProposal(ctx, ref, number, f.Key(), proposals.Answer{Reasons: reasons})
	case answer == withdraw:
		receipt, err = p.Usecases.WithdrawProposal(ctx, ref, number, f.Key())
	default:
		wrong[answerField] = view.Text{}
	}
	if err == nil && len(wrong) == 0 {
		return site.SentTo(c, say.ApprovalsPath, receipt)
	}
	page, waits, again := p.proposalPage(c, user, wrong)
	switch {
	case again != nil:
		return again
	case !waits:
		return p.gone(c, page, http.StatusConflict)
	case len(wrong) > 0:
		page.Wrong = true
		if page.Refuse != nil {
			page.Problems = say.ProblemsOf(page.Refuse.Questions)
		}
		return p.Render(c, http.StatusUnprocessableEntity, page)
	default:
		return p.sent(c, receipt, err, page)
	}
}
