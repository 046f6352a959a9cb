package tasks

import (
	"example.org/homeward/internal/record"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// notes say what else is to be known of a task: who works on it, why its clock stands still, for whom
// it waits.
func (s shownTask) notes() []view.Text {
	t, out := s.task, []view.Text(nil)
	if t.Status != record.TaskOpen {
		return nil
	}
	if claimed := s.Claimed(t); claimed.Key != "" {
		out = append(out, claimed)
	}
	if s.MayTakeOver(t) {
		out = append(out, view.Say("claim.advice"))
	}
	if t.Asked != "" {
		out = append(out, view.Say("tasks.asked"))
	}
	if still := s.Still(t.Pause); still.Key != "" {
		out = append(out, still)
	}
	if t.Attempt > 1 {
		out = append(out, view.Count("tasks.again", t.Attempt-1))
	}
	if t.Reassigned {
		out = append(out, view.Say("task.reassigned"))
	}
	if t.State != "" {
		out = append(out, view.Say("task.other_state", s.Country(t.State)))
	}
	return out
}

// votes says who has voted, and not what.
func (s shownTask) votes() []view.Event {
	var out []view.Event
	for _, v := range s.task.Votes {
		who := view.Say("case.by_role", view.Named("role", v.Role), s.AgencyName(v.Agency))
		if v.Mine {
			who = view.Say("case.by_you")
		}
		out = append(out, view.Event{Text: who, At: s.At(v.At)})
	}
	return out
}

// quorum says how many officers of how many agencies decide together.
func (s shownTask) quorum() view.Text {
	if !s.task.Spec.Quorum {
		return view.Text{}
	}
	return view.Say("task.quorum", len(s.task.Votes), s.task.Quorum.Members, s.task.Quorum.Agencies)
}

// settled says how a task that is over has ended.
func (s shownTask) settled() []view.Fact {
	t := s.task
	if t.Status == record.TaskOpen {
		return nil
	}
	out := []view.Fact{{Name: view.Say("task.ended"), Value: view.Say("task.recalled")}}
	if t.Status == record.TaskDecided {
		out[0] = view.Fact{Name: view.Say("task.outcome"), None: view.Withheld}
		if t.Outcome != "" {
			out[0] = view.Fact{Name: view.Say("task.outcome"), Value: say.OutcomeText(t.Step, t.Outcome)}
		}
	}
	if t.Receipts.Decided != nil {
		out = append(out, view.Fact{Name: view.Say("task.ended_on"), At: s.At(*t.Receipts.Decided)})
	}
	return out
}
