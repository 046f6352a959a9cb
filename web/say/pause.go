package say

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of a pause.
const (
	FieldCause = "cause"
	FieldUntil = "until"
)

// PauseQuestions ask why clocks stand still and until when. Each cause says how long it usually lasts, and how
// long at most.
func (r Reader) PauseQuestions(offers []visible.PauseOffer, f site.SentForm, wrong Wrongs) []view.Question {
	cause := view.Question{
		ID: FieldCause, Name: FieldCause, Kind: view.AskOne, Label: view.Say("task.cause"), Wrong: wrong[FieldCause],
	}
	for _, one := range offers {
		cause.Answers = append(cause.Answers, view.Answer{
			Value: string(one.Cause), Text: view.Named("cause", one.Cause), Chosen: f.Get(FieldCause) == string(one.Cause),
			Hint: view.Say("pause.lasts", r.span(one.Usual), r.span(one.Latest), view.Named("cause", string(one.Cause)+".whose")),
		})
	}
	return []view.Question{cause, {
		ID: FieldUntil, Name: FieldUntil, Kind: view.AskDate, Label: view.Say("pause.until"), Hint: view.Say("pause.until_hint"),
		Date: DateParts(f, FieldUntil), Wrong: wrong[FieldUntil], Optional: true,
	}}
}

// span is the time from now until an instant, in days; in hours or minutes of the fast rules of a demonstration. A minute
// has passed at most since the instant was computed.
func (r Reader) span(until time.Time) view.Text { return r.Age("", r.Now.Add(-time.Minute), until) }

// ReadPause reads a pause; until is zero for the usual time of the cause. A day is its last moment where the user's desk
// is, or on the last day that is allowed the latest moment.
func (r Reader) ReadPause(offers []visible.PauseOffer, f site.SentForm, wrong Wrongs) (cause casework.Cause, until time.Time) {
	i := slices.IndexFunc(offers, func(o visible.PauseOffer) bool { return string(o.Cause) == f.Get(FieldCause) })
	until = r.ReadDate(f, FieldUntil, wrong)
	if i < 0 {
		wrong[FieldCause] = view.Say("task.wrong.cause")
		return "", until
	}
	latest := offers[i].Latest.Add(-time.Minute) // the case sees it some moments later
	switch {
	case until.IsZero() || !until.After(latest):
		return offers[i].Cause, until
	case r.Day(until) == r.Day(latest):
		return offers[i].Cause, latest
	default:
		wrong[FieldUntil] = view.Say("pause.wrong.late", r.At(offers[i].Latest))
		return offers[i].Cause, until
	}
}
