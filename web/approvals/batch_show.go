package approvals

import (
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showBatch shows the decisions of a batch that waits for a second person, and the forms that agree or refuse.
func (p *pages) showBatch(c echo.Context, user identity.Caller) error {
	page, waits, err := p.batchPage(c, user)
	return p.showWaiting(c, page, waits, err)
}

// batchPage makes the page of a batch. waits reports whether it waits for the user.
func (p *pages) batchPage(c echo.Context, user identity.Caller) (page view.ActPage, waits bool, err error) {
	r, ref := p.reader(c, user), casework.Ref(c.Param("batch"))
	found, err := p.Usecases.ShowBatch(c.Request().Context(), ref)
	if err != nil {
		return page, false, err
	}
	page = view.ActPage{Frame: p.Frame(c, "", say.NoticeLost), Title: view.Say("approval.batch.title"), Back: say.ApprovalsPath, BackText: view.Say("approvals.title")}
	page.Section, page.Path = "nav.day", say.BatchPath(ref)
	if page.Banner, err = r.ReceiptBanner(c); err != nil {
		return page, false, err
	}
	page.Entered, page.Effects, page.About = r.batchFacts(found), batchEffects(found), view.Say("approval.about")
	switch {
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

// batchEffects list the decisions by what is answered, each with its case, and those that are left out by a rule.
func batchEffects(b tasks.Batch) []view.Effect {
	var out []view.Effect
	left := view.Effect{Title: view.Say("approval.batch.left")}
	var heads []string
	for i, item := range b.Items {
		row := b.Rows[i]
		if len(row.Leaves) > 0 {
			left.Lines = append(left.Lines, view.Say("approval.batch.line", string(item.Case), view.Say("sheet.rule."+string(row.Leaves[0]))))
			continue
		}
		step := casework.StepOf(item.Task)
		head := string(step) + " " + string(item.Outcome)
		at := slices.Index(heads, head)
		if at < 0 {
			heads, at = append(heads, head), len(heads)
			out = append(out, view.Effect{Title: view.Say("approval.batch.line", say.StepText(step), say.OutcomeText(step, item.Outcome))})
		}
		line := view.Say("approval.batch.case", string(item.Case))
		if row.Decision.Reasons != "" {
			line = view.Say("approval.batch.line", string(item.Case), row.Decision.Reasons)
		}
		out[at].Lines = append(out[at].Lines, line)
	}
	if len(left.Lines) > 0 {
		out = append(out, left)
	}
	return out
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
