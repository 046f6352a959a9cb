package movements

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// holdSeats holds seats for the chosen people.
func (p *pages) holdSeats(c echo.Context, user identity.Caller) error {
	return p.seat(c, user, func(ctx context.Context, ref casework.Ref, key string, blocks []movement.Block) (act.Receipt, error) {
		return p.Usecases.HoldSeats(ctx, ref, key, blocks, time.Time{})
	})
}

// queueStandby puts the chosen people on standby.
func (p *pages) queueStandby(c echo.Context, user identity.Caller) error {
	return p.seat(c, user, p.Usecases.QueueStandby)
}

// seat carries out the form of the people who could get a seat.
func (p *pages) seat(c echo.Context, user identity.Caller, do func(context.Context, casework.Ref, string, []movement.Block) (act.Receipt, error)) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong, ref := say.Wrongs{}, casework.Ref(c.Param("movement"))
	blocks := blocksIn(f, wrong)
	if len(wrong) > 0 {
		return p.again(c, user, f, wrong, view.Text{}, http.StatusUnprocessableEntity)
	}
	receipt, err := do(c.Request().Context(), ref, f.Key(), blocks)
	return p.answered(c, user, f, ref, receipt, err)
}

// blocksIn are the chosen people: each alone, or all of them together.
func blocksIn(f site.SentForm, wrong say.Wrongs) []movement.Block {
	var members []movement.Member
	for _, ref := range f.All(fieldCase) {
		members = append(members, movement.Member{Case: casework.Ref(ref)})
	}
	if len(members) == 0 {
		wrong[fieldCase] = view.Say("trips.wrong.who")
	}
	switch f.Get(fieldTogether) {
	case asBlock:
		return []movement.Block{{Members: members}}
	case eachAlone:
		var out []movement.Block
		for _, one := range members {
			out = append(out, movement.Block{Members: []movement.Member{one}})
		}
		return out
	default:
		wrong[fieldTogether] = view.Say("acts.wrong.choose")
		return nil
	}
}

// releaseForm is the form that gives seats back; nil when no passenger has one or waits for one.
func (s shown) releaseForm(f site.SentForm, wrong say.Wrongs) *view.SmallForm {
	who := view.Question{ID: fieldRelease, Name: fieldRelease, Kind: view.AskSeveral, Label: view.Say("trips.hold_who"), Wrong: wrong[fieldRelease]}
	for _, one := range s.of.Passengers {
		if one.State != movement.Off {
			who.Answers = append(who.Answers, view.Answer{Value: string(one.Case), Plain: string(one.Case), Hint: view.Named("passenger", one.State), Chosen: slices.Contains(f.All(fieldRelease), string(one.Case))})
		}
	}
	if len(who.Answers) == 0 {
		return nil
	}
	why := view.Question{ID: fieldCause, Name: fieldCause, Kind: view.AskSelect, Label: view.Say("trips.release_cause"), Wrong: wrong[fieldCause], Answers: []view.Answer{{Text: view.Say("task.choose")}}}
	for _, spec := range casework.Causes() {
		why.Answers = append(why.Answers, view.Answer{Value: string(spec.Cause), Text: view.Named("cause", spec.Cause), Chosen: f.Get(fieldCause) == string(spec.Cause)})
	}
	return &view.SmallForm{
		ID: "give-back", Action: say.MovementPath(s.of.Ref) + "/release", Key: site.NewKey(), Title: view.Say("trips.release"), Hint: view.Say("trips.release_hint"), Submit: view.Say("trips.release_do"),
		Questions: []view.Question{who, why}, Danger: true, Open: f.Has(fieldCause),
	}
}

// releaseSeats returns the seats of the chosen passengers.
func (p *pages) releaseSeats(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong, ref := say.Wrongs{}, casework.Ref(c.Param("movement"))
	var cases []casework.Ref
	for _, one := range f.All(fieldRelease) {
		cases = append(cases, casework.Ref(one))
	}
	if len(cases) == 0 {
		wrong[fieldRelease] = view.Say("trips.wrong.who")
	}
	cause := casework.Cause(f.Get(fieldCause))
	if _, known := casework.CauseOf(cause); !known {
		wrong[fieldCause] = view.Say("acts.wrong.choose")
	}
	if len(wrong) > 0 {
		return p.again(c, user, f, wrong, view.Text{}, http.StatusUnprocessableEntity)
	}
	receipt, err := p.Usecases.ReleaseSeats(c.Request().Context(), ref, f.Key(), cases, cause)
	return p.answered(c, user, f, ref, receipt, err)
}

// answered leads to the movement after a form, or shows the form again with the reason why not.
func (p *pages) answered(c echo.Context, user identity.Caller, f site.SentForm, ref casework.Ref, receipt act.Receipt, err error) error {
	if err == nil {
		return site.SentTo(c, say.MovementPath(ref), receipt)
	}
	switch fault.CodeOf(err) {
	case fault.Invalid:
		return p.again(c, user, f, nil, say.Refused(err, view.Say("trips.refused_who")), http.StatusConflict)
	case fault.Conflict, fault.Stale, fault.GateClosed:
		return p.again(c, user, f, nil, say.Refused(err, view.Say("acts.refused")), http.StatusConflict)
	case fault.KeyReused:
		return p.again(c, user, f, nil, view.Say("task.refused.sent_before"), http.StatusConflict)
	default:
		return err
	}
}

// again shows the page with a form as it was typed, and what is wrong with it.
func (p *pages) again(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs, why view.Text, status int) error {
	s, err := p.find(c, user)
	if err != nil {
		return err
	}
	page := s.page(p.Frame(c, ""), typed{hold: f, release: f}, wrong)
	page.Wrong = true
	for _, field := range []string{fieldCase, fieldTogether, fieldRelease, fieldCause} {
		if text := wrong[field]; text.Key != "" {
			page.Problems = append(page.Problems, view.Problem{Text: text, To: field})
		}
	}
	if why.Key != "" {
		page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{why}}
	}
	return p.Render(c, status, page)
}
