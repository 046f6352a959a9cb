package visits

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The names of the fields of a plan. Those of a thing to do are itemField, its number, and their own name.
const (
	fieldOutcome = "outcome"
	fieldAreas   = "dimension"
	fieldText    = "text"
	fieldReasons = "reasons"
	itemField    = "item."
	planItems    = 8 // so many things to do can be written
	shownItems   = 3 // so many are shown at once
)

// planKinds lists the kinds of things to do, as the contract has them.
func planKinds() []string {
	return []string{"identity_papers", "debt", "shelter", "health", "counselling", "work", "training", "legal", "safety"}
}

// showPlan shows the form of the plan.
func (p *pages) showPlan(c echo.Context, user identity.Caller) error {
	path := returnPath(casework.Ref(c.Param("case"))) + "/plan"
	kept, err := p.Drafts(c, user, path)
	if err != nil {
		return err
	}
	return p.planPage(c, user, kept.Form(path), nil, http.StatusOK, kept, false)
}

// formPlan is the ID of the form of the plan.
const formPlan = "form-plan"

// renderPlan shows the form again with what was typed and what has to be corrected.
func (p *pages) renderPlan(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs, status int) error {
	return p.planPage(c, user, f, wrong, status, site.Drafts{}, false)
}

// planPage shows the form. late compares what was typed with what is on record.
func (p *pages) planPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs, status int, kept site.Drafts, late bool) error {
	ctx, ref, r := c.Request().Context(), casework.Ref(c.Param("case")), p.reader(c, user)
	of, err := p.Usecases.ShowCase(ctx, ref)
	if err != nil {
		return err
	}
	page := view.PlanForm{Frame: p.Frame(c, "", site.FormNotices()...), Head: r.Head(of, ""), Back: returnPath(ref), Do: say.DoText(casework.StepPlan), WhyNot: view.Say("visits.plan_not_asked")}
	page.Section, page.Path, page.Wrong = "nav.cases", returnPath(ref)+"/plan", len(wrong) > 0
	t, open := taskOf(of, casework.StepPlan)
	if open && r.Mine(t.Desk) && user.Actor.Role == casework.RoleReintegration {
		if why, _ := r.NotNow(t); why.Key != "" {
			page.WhyNot = why
		} else {
			page.Form = planForm(of, t, f, wrong)
			page.Problems = problemsOf(page.Form, wrong)
			page.Form.Draft = kept.View(page.Form.Action, formPlan, t.Version)
			page.Typing = &page.Form.Draft
		}
	}
	if late {
		if !open {
			t = visible.Task{TaskRow: record.TaskRow{Case: ref, Task: casework.Task{Step: casework.StepPlan}}}
			t.Spec, _ = casework.SpecOf(casework.StepPlan)
		}
		form, why := planForm(of, t, f, nil), page.WhyNot
		form.Draft.Form = formPlan
		if page.Form != nil {
			why = view.Text{}
		}
		if page.Compare, err = r.compare(c, of, t, *form, why, f); err != nil {
			return err
		}
	}
	return p.Render(c, status, page)
}

// planForm makes the form of the plan.
func planForm(of cases.View, t visible.Task, f site.SentForm, wrong say.Wrongs) *view.AnswerForm {
	readers := view.Say("task.readers.aftercare")
	form := &view.AnswerForm{Action: returnPath(of.Ref) + "/plan", Key: site.NewKey(), Hidden: []view.Field{say.Seen(of)}, Version: t.Version, Submit: view.Say("visits.send_plan")}
	form.Parts = append(form.Parts, view.FormPart{Questions: []view.Question{
		{ID: fieldOutcome, Name: fieldOutcome, Kind: view.AskOne, Label: view.Say("visits.plan_outcome"), Answers: outcomes(t, f), Wrong: wrong[fieldOutcome]},
		{
			ID: fieldAreas, Name: fieldAreas, Kind: view.AskSeveral, Label: view.Say("visits.plan_areas"), Wrong: wrong[fieldAreas],
			Answers: answers("dimension", reintegration.Dimensions(), f.All(fieldAreas)),
		},
		{
			ID: fieldText, Name: fieldText, Kind: view.AskArea, Rows: 5, Label: view.Say("visits.plan_goals"), Hint: view.Say("visits.plan_goals_hint"), Readers: readers,
			Value: f.Get(fieldText), Wrong: wrong[fieldText], Limit: site.TextLimit, Optional: true,
		},
	}})
	more := view.FormPart{Title: view.Say("visits.plan_item_more"), Folded: true}
	for i := 1; i <= planItems; i++ {
		questions := itemQuestions(i, f, wrong)
		if i <= shownItems {
			form.Parts = append(form.Parts, view.FormPart{Title: view.Say("visits.plan_item", i), Questions: questions})
			continue
		}
		more.Questions = append(more.Questions, questions...)
		more.Open = more.Open || f.Get(itemName(i, "kind")) != "" || f.Text(itemName(i, "text")) != ""
	}
	form.Parts = append(form.Parts, more, view.FormPart{Title: view.Say("visits.plan_reasons"), Folded: true, Open: f.Get(fieldReasons) != "", Questions: []view.Question{{
		ID: fieldReasons, Name: fieldReasons, Kind: view.AskArea, Label: view.Say("task.reasons"), Hint: view.Say("visits.plan_reasons_hint"), Readers: readers,
		Value: f.Get(fieldReasons), Wrong: wrong[fieldReasons], Limit: site.TextLimit, Optional: true,
	}}})
	return form
}

func itemName(i int, part string) string { return itemField + strconv.Itoa(i) + "." + part }

// itemQuestions are the fields of one thing to do.
func itemQuestions(i int, f site.SentForm, wrong say.Wrongs) []view.Question {
	kind, text, by := itemName(i, "kind"), itemName(i, "text"), itemName(i, "by")
	return []view.Question{
		{
			ID: kind, Name: kind, Kind: view.AskSelect, Label: view.Say("visits.plan_item", i), Wrong: wrong[kind], Optional: true,
			Answers: append([]view.Answer{{Text: view.Say("task.choose")}}, answers("plan_item", planKinds(), []string{f.Get(kind)})...),
		},
		{ID: text, Name: text, Kind: view.AskText, Label: view.Say("visits.plan_item_text"), Value: f.Get(text), Wrong: wrong[text], Limit: lineLimit, Optional: true},
		{ID: by, Name: by, Kind: view.AskDate, Label: view.Say("visits.plan_item_by"), Date: say.DateParts(f, by), Wrong: wrong[by], Optional: true},
	}
}

// lineLimit is how many characters a thing to do may have.
const lineLimit = 200

// outcomes are the answers that a task can have. None is chosen before the user chooses.
func outcomes(t visible.Task, f site.SentForm) []view.Answer {
	var out []view.Answer
	for _, outcome := range t.Spec.Offered() {
		out = append(out, view.Answer{Value: string(outcome), Text: say.OutcomeText(t.Step, outcome), Chosen: f.Get(fieldOutcome) == string(outcome)})
	}
	return out
}

// answers are codes to choose from.
func answers[T ~string](kind string, all []T, chosen []string) []view.Answer {
	var out []view.Answer
	for _, code := range all {
		out = append(out, view.Answer{Value: string(code), Text: view.Named(kind, code), Chosen: slices.Contains(chosen, string(code))})
	}
	return out
}

// problemsOf lists what has to be corrected, in the order of the fields, then what is of no field.
func problemsOf(form *view.AnswerForm, wrong say.Wrongs) []view.Problem {
	var out []view.Problem
	for i, part := range form.Parts {
		found := say.ProblemsOf(part.Questions)
		form.Parts[i].Open = part.Open || len(found) > 0
		out = append(out, found...)
	}
	if whole, ok := wrong[ofForm]; ok {
		out = append(out, view.Problem{Text: whole, To: fieldOutcome})
	}
	return out
}

// ofForm is the name under which something is wrong with a form as a whole.
const ofForm = "form"

// mayAnswer reports whether the user may answer a task.
func mayAnswer(t visible.Task) bool { return slices.Contains(t.May, policy.DecideTask) }
