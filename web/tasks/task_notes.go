package tasks

import (
	"slices"
	"time"

	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/visible"
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
	return append(out, s.first()...)
}

// sameInstant is how much the instants of a vote and of its line in the history may differ: the database
// keeps microseconds.
const sameInstant = time.Millisecond

// votes says who has voted, and as soon as the user may know it, what and why.
func (s shownTask) votes() []view.Event {
	var out []view.Event
	for _, v := range s.task.Votes {
		who := view.Say("case.by_role", view.Named("role", v.Role), s.AgencyName(v.Agency))
		if v.Mine {
			who = view.Say("case.by_you")
		}
		one := view.Event{Text: who, At: s.At(v.At)}
		if v.Outcome != "" {
			one.Text = view.Say("panel.vote", who, say.OutcomeText(s.task.Step, v.Outcome))
		}
		for _, e := range s.said {
			if e.At.Sub(v.At).Abs() < sameInstant {
				one.Quote = e.Words
			}
		}
		out = append(out, one)
	}
	return out
}

// lacks says what a panel lacks to decide.
func (s shownTask) lacks() view.Text {
	l := s.task.Lacks
	var all []view.Text
	if l.Members > 0 {
		all = append(all, view.Count("panel.members", l.Members))
	}
	if l.Agencies > 0 {
		all = append(all, view.Count("panel.agencies", l.Agencies))
	}
	if l.Chair {
		all = append(all, view.Say("panel.chair"))
	}
	switch {
	case !s.task.Spec.Quorum || s.task.Status != record.TaskOpen:
		return view.Text{}
	case len(all) == 0:
		return view.Say("panel.enough")
	default:
		return view.Say("panel.lacks", all)
	}
}

// unseen says why no vote is shown, or not yet.
func (s shownTask) unseen() view.Text {
	shown := func(v visible.Vote) bool { return v.Outcome != "" }
	mine := func(v visible.Vote) bool { return v.Mine }
	switch {
	case !s.task.Spec.Quorum || slices.ContainsFunc(s.task.Votes, shown):
		return view.Text{}
	case len(s.task.Votes) == 0 || s.task.Status == record.TaskOpen && s.Mine(s.task.Desk) && !slices.ContainsFunc(s.task.Votes, mine):
		return view.Say("panel.before")
	default:
		return view.Say("panel.not_yours")
	}
}

// first says what the first of two officers has answered, where both must give the same answer.
func (s shownTask) first() []view.Text {
	var out []view.Text
	for _, v := range s.task.Votes {
		switch {
		case s.task.Spec.Quorum || v.Outcome == "":
		case v.Other != "":
			out = append(out, view.Say("merge.first", say.OutcomeText(s.task.Step, v.Outcome), string(v.Other)))
		default:
			out = append(out, view.Say("merge.first_plain", say.OutcomeText(s.task.Step, v.Outcome)))
		}
	}
	if len(out) > 0 {
		out = append(out, view.Say("task.second_waits", s.DeskName(s.task.Desk)))
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
