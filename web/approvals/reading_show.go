package approvals

import (
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/readings"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showReading shows what an officer has read beyond the work of the desk, and the forms that accept or reject it.
func (p *pages) showReading(c echo.Context, user identity.Caller) error {
	page, waits, err := p.readingPage(c, user)
	return p.showWaiting(c, page, waits, err)
}

// readingPage makes the page of a review. waits reports whether the user can answer it.
func (p *pages) readingPage(c echo.Context, user identity.Caller) (page view.ActPage, waits bool, err error) {
	r, ref := p.reader(c, user), casework.Ref(c.Param("review"))
	all, err := p.Usecases.ListReadingReviews(c.Request().Context())
	if err != nil {
		return page, false, err
	}
	i := slices.IndexFunc(all, func(v readings.Review) bool { return v.Ref == ref && !v.Mine })
	if i < 0 {
		return page, false, policy.Missing()
	}
	page = p.waitingPage(c, "reading", say.ReadingReviewPath(ref))
	if !all[i].MayAnswer {
		return page, false, nil
	}
	page.Lead, page.Entered = view.Say("approval.reading.lead"), r.ReadingFacts(all[i])
	page.Form, page.Refuse = forms("reading", page.Path, false)
	page.Refuse.Hint = view.Say("approval.reading.refuse_hint")
	if all[i].State == reading.Rejected {
		page.Refuse = nil
	}
	return page, true, nil
}

// answerReading accepts or rejects what an officer has read.
func (p *pages) answerReading(c echo.Context, user identity.Caller) error {
	ctx, ref := c.Request().Context(), casework.Ref(c.Param("review"))
	return p.answerWaiting(c, func() (view.ActPage, bool, error) { return p.readingPage(c, user) }, func(f site.SentForm) (act.Receipt, error) {
		var err error
		if f.Get(answerField) == approve {
			_, err = p.Usecases.AcceptReading(ctx, ref)
		} else {
			_, err = p.Usecases.RejectReading(ctx, ref)
		}
		return act.Receipt{}, err
	})
}
