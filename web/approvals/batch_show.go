package approvals

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showBatch shows the decisions of a batch that waits for a second person, and the forms that agree or refuse; of one
// that is agreed to and not carried out yet, how far it is.
func (p *pages) showBatch(c echo.Context, user identity.Caller) error {
	page, waits, err := p.batchPage(c, user)
	return p.showWaiting(c, page, waits, err)
}

// batchPage makes the page of a batch. waits reports whether it waits for the user, or is not
// carried out yet.
func (p *pages) batchPage(c echo.Context, user identity.Caller) (page view.ActPage, waits bool, err error) {
	r, ref := p.reader(c, user), casework.Ref(c.Param("batch"))
	found, err := p.Usecases.ShowBatch(c.Request().Context(), ref)
	if err != nil {
		return page, false, err
	}
	page = p.waitingPage(c, "batch", say.BatchPath(ref))
	if page.Banner, err = r.ReceiptBanner(c); err != nil {
		return page, false, err
	}
	page.Entered, page.Effects = r.batchFacts(found), batchEffects(found)
	switch {
	case found.State == record.BatchAgreed && found.Pending > 0 && (found.Mine || found.MaySend):
		sendAgain(&page, found)
		return page, true, nil
	case found.Mine && found.Waits(r.Now):
		page.Lead = view.Say("approval.batch.mine")
		page.Refuse = &view.SmallForm{
			Action: page.Path, Key: site.NewKey(), Submit: view.Say("approval.batch.withdraw"), Hidden: []view.Field{{Name: answerField, Value: refuse}},
		}
		return page, true, nil
	case !found.MayAnswer:
		return page, false, nil
	}
	yes, no := forms("batch", page.Path, false, view.Field{Name: fieldPreview, Value: found.Digest})
	page.Lead, page.Form, page.Refuse = view.Say("approval.batch.lead"), yes, no
	return page, true, nil
}

// batchFacts say which set it is, who proposed it, and when the proposal ends.
func (r reader) batchFacts(b tasks.Batch) []view.Fact {
	return []view.Fact{
		{Name: view.Say("approval.batch.code"), Plain: b.Code, Lang: "en"},
		{Name: view.Say("approval.batch.by"), Value: view.Say("approval.begun", r.DeskName(b.By.Desk), r.At(b.At))},
		{Name: view.Say("approval.cancel.until"), Value: view.Say("approval.cancel.ends", r.At(b.Until))},
	}
}

// answerBatch agrees to a batch, by the digest that the user has seen, refuses it, or withdraws the own one.
func (p *pages) answerBatch(c echo.Context, user identity.Caller) error {
	ctx, ref := c.Request().Context(), casework.Ref(c.Param("batch"))
	return p.answerWaiting(c, func() (view.ActPage, bool, error) { return p.batchPage(c, user) }, func(f site.SentForm) (act.Receipt, error) {
		if f.Get(answerField) == approve {
			_, err := p.Usecases.AgreeBatch(ctx, ref, f.Get(fieldPreview))
			return act.Receipt{}, err
		}
		_, err := p.Usecases.RefuseBatch(ctx, ref)
		if fault.CodeOf(err) == fault.Denied {
			_, err = p.Usecases.WithdrawBatch(ctx, ref)
		}
		return act.Receipt{}, err
	})
}
