package web

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// mostActs is how many next acts a page offers as buttons.
const mostActs = 3

// acts are what the user can do next in a case, the longest overdue first and at most three of them,
// and what else belongs to their desk, each with the reason why not now.
func (r reader) acts(c usecase.Case) (acts, others []view.Act) {
	tasks := slices.Clone(c.Tasks)
	slices.SortStableFunc(tasks, func(a, b usecase.Task) int { return int(min(1, max(-1, b.Overdue-a.Overdue))) })
	for _, t := range tasks {
		if !r.mine(t.Desk) {
			continue
		}
		one := view.Act{Text: view.Say("case.answer", stepText(t.Step)), Path: taskPath(c.Ref, t.ID), Note: r.clock(taskDeadline(t)).Text}
		if why, who := r.notNow(t); why.Key != "" {
			one.Note, one.Who = why, who
			others = append(others, one)
			continue
		}
		acts = append(acts, one)
	}
	if len(acts) > mostActs {
		others = append(acts[mostActs:], others...)
		acts = acts[:mostActs]
	}
	if len(acts) < mostActs && slices.Contains(c.May, policy.WithdrawConsent) {
		acts = append(acts, view.Act{Text: view.Say("case.record_consents"), Path: casePath(c.Ref) + "/consents"})
	}
	for _, step := range c.Recalled {
		if !slices.Contains(c.May, policy.AskAgain) {
			others = append(others, view.Act{Text: stepText(step), Note: view.Say("case.recalled"), Who: deskKind(casework.DeskCaseworker)})
		}
	}
	return acts, others
}

func taskDeadline(t usecase.Task) deadline {
	return deadline{desk: t.Desk, due: t.Due, overdue: t.Overdue, pause: t.Pause, notBefore: t.NotBefore, rungs: t.Escalations}
}

// notNow says why a task of the own desk cannot be answered now, and who can change that; nothing if
// it can be answered.
func (r reader) notNow(t usecase.Task) (why, who view.Text) {
	switch {
	case t.Spec.ByMovement:
		return view.Say("task.by_movement"), deskKind(casework.DeskTransport)
	case t.Asked != "":
		return view.Say("tasks.asked"), view.Text{}
	case t.ClaimedBy != nil && t.ClaimedBy.Account != r.user.Actor.Account && !t.Spec.Quorum:
		return view.Say("task.claimed_other"), view.Say("task.your_desk")
	case t.NotBefore.After(r.now):
		return view.Say("task.too_early", r.at(t.NotBefore)), view.Text{}
	case slices.ContainsFunc(t.Votes, func(v usecase.Vote) bool { return v.Mine && t.Spec.Quorum }):
		return view.Say("task.voted"), view.Say("task.your_panel")
	default:
		return view.Text{}, view.Text{}
	}
}
