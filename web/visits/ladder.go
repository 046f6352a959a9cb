package visits

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// ladder lists the first call and the visits of the schedule, each with its attempts.
func (r reader) ladder(ref casework.Ref, of cases.View, found aftercare.Reintegration) []view.VisitState {
	var out []view.VisitState
	add := func(step casework.Step, window view.Text) {
		one := view.VisitState{Step: view.Named("step", step), Window: window, Attempts: r.attempts(found.Tries, step)}
		state, known := stateOf(found, step)
		one.State = stateBadge(state, known)
		one.Lost = isLost(found, step)
		if t, open := taskOf(of, step); open {
			one.Acts = view.Say("visits.acts", r.DeskName(t.Desk))
			if r.Mine(t.Desk) {
				one.Path = say.AnswerPath(ref, t.Task)
			}
		}
		out = append(out, one)
	}
	if _, known := stateOf(found, casework.StepSafetyCall); known {
		add(casework.StepSafetyCall, view.Text{})
	}
	for _, visit := range found.Visits {
		var window view.Text
		if !visit.Opens.IsZero() {
			window = view.Say("visits.window", r.At(visit.Opens), r.At(visit.Closes))
		}
		add(visit.Step, window)
	}
	return out
}

// stateOf finds how a visit stands; false if it was not asked for yet.
func stateOf(found aftercare.Reintegration, step casework.Step) (record.FollowUp, bool) {
	for _, f := range found.FollowUps {
		if f.Step == step {
			return f.FollowUp, true
		}
	}
	return record.FollowUp{}, false
}

func stateBadge(f record.FollowUp, known bool) view.Badge {
	switch {
	case !known:
		return view.Badge{Text: view.Say("visits.state.next"), Tone: view.Quiet}
	case f.Status == record.TaskOpen:
		return view.Badge{Text: view.Say("visits.state.open"), Tone: view.Waits}
	case f.Status == record.TaskRecalled || f.Outcome == "":
		return view.Badge{Text: view.Say("visits.state.recalled"), Tone: view.Quiet}
	}
	out := view.Badge{Text: say.OutcomeText(f.Step, f.Outcome)}
	switch f.Outcome {
	case casework.LostContact, casework.AtRisk:
		out.Tone = view.Bad
	case casework.Missed, casework.NoAnswer:
		out.Tone = view.Waits
	default:
	}
	return out
}

// isLost reports whether contact was lost at a visit: by its answer, or after too many missed contacts.
func isLost(found aftercare.Reintegration, step casework.Step) bool {
	missed := 0
	for _, t := range found.Tries {
		if t.Step != step {
			continue
		}
		if t.Outcome == casework.LostContact {
			return true
		}
		if t.Outcome == casework.Missed || t.Outcome == casework.NoAnswer {
			missed++
		}
	}
	return found.Misses > 0 && missed >= found.Misses
}

// attempts lists the answers about one visit, newest first.
func (r reader) attempts(all []record.TryRow, step casework.Step) []view.Attempt {
	var out []view.Attempt
	for _, t := range all {
		if t.Step != step {
			continue
		}
		one := view.Attempt{Outcome: say.OutcomeText(t.Step, t.Outcome), At: r.At(t.At), Desk: r.DeskName(t.By.Desk)}
		switch {
		case t.Reached != "":
			one.Tried = view.Say("visits.reached_by", view.Named("contact_way", t.Reached))
		case len(t.Tried) > 0:
			one.Tried = view.Say("visits.tried_ways", view.Say("case.list", named("contact_way", t.Tried)))
		}
		one.Next = nextText(t.ContactTry)
		out = append(out, one)
	}
	return out
}

// nextText says what was agreed for the next contact; nothing if that is not known.
func nextText(t record.ContactTry) view.Text {
	day, err := civil.ParseDate(t.Next)
	switch {
	case err == nil && t.NextWay != "":
		return view.Say("visits.next_contact_way", day, view.Named("contact_way", t.NextWay))
	case err == nil:
		return view.Say("visits.next_contact", day)
	case t.NextWay != "":
		return view.Say("visits.next_contact", view.Named("contact_way", t.NextWay))
	default:
		return view.Text{}
	}
}
