package visits

import (
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// settlePlan records the plan, or that she wants none.
func (p *pages) settlePlan(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	in, wrong := p.reader(c, user).readPlan(f)
	if len(wrong) > 0 {
		return p.renderPlan(c, user, f, wrong, http.StatusUnprocessableEntity)
	}
	ref := casework.Ref(c.Param("case"))
	receipt, err := p.Usecases.SettlePlan(c.Request().Context(), ref, f.Key(), in)
	if err == nil {
		return site.SentTo(c, returnPath(ref), receipt)
	}
	if wrong, ok := refused(err); ok {
		return p.planPage(c, user, f, wrong, http.StatusConflict, site.Drafts{}, tooLate(err))
	}
	return err
}

// refused says why a form was refused that can be sent again; false for any other error.
func refused(err error) (say.Wrongs, bool) {
	switch fault.CodeOf(err) {
	case fault.Conflict, fault.Stale, fault.Decided, fault.KeyReused, fault.GateClosed, fault.Invalid:
		return say.Wrongs{ofForm: say.Refused(err, view.Say("task.refused.conflict"))}, true
	default:
		return nil, false
	}
}

// readPlan reads the form of the plan.
func (r reader) readPlan(f site.SentForm) (aftercare.SettlePlan, say.Wrongs) {
	wrong := say.Wrongs{}
	in := aftercare.SettlePlan{Version: f.Version(), Outcome: casework.Outcome(f.Get(fieldOutcome)), Reasons: say.ReadText(f, fieldReasons, wrong)}
	plan := record.Plan{Text: say.ReadText(f, fieldText, wrong)}
	for _, d := range reintegration.Dimensions() {
		if slices.Contains(f.All(fieldAreas), string(d)) {
			plan.Dimensions = append(plan.Dimensions, string(d))
		}
	}
	for i := 1; i <= planItems; i++ {
		if item, written := r.readItem(i, f, wrong); written {
			plan.Items = append(plan.Items, item)
		}
	}
	switch in.Outcome {
	case casework.Agreed:
		if len(plan.Dimensions) == 0 {
			wrong[fieldAreas] = view.Say("visits.wrong.areas")
		}
		in.Plan = plan
	case casework.Declined:
		if len(plan.Dimensions)+len(plan.Items) > 0 || plan.Text != "" {
			wrong[fieldOutcome] = view.Say("visits.wrong.none")
		}
	default:
		wrong[fieldOutcome] = view.Say("task.wrong.outcome")
	}
	return in, wrong
}

// readItem reads one thing to do, and reports whether anything of it is written.
func (r reader) readItem(i int, f site.SentForm, wrong say.Wrongs) (record.Item, bool) {
	kind, text, by := itemName(i, "kind"), itemName(i, "text"), itemName(i, "by")
	item := record.Item{Kind: f.Get(kind), Text: f.Text(text)}
	until := r.ReadDate(f, by, wrong)
	if !until.IsZero() {
		item.By = r.Day(until).String()
	}
	if utf8.RuneCountInString(item.Text) > lineLimit {
		wrong[text] = view.Say("task.wrong.long", lineLimit)
	}
	if item == (record.Item{}) {
		return item, false
	}
	if !slices.Contains(planKinds(), item.Kind) {
		wrong[kind] = view.Say("visits.wrong.kind")
	}
	return item, true
}
