package cases

import (
	"cmp"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// mostActs is how many next acts a page offers as buttons.
const mostActs = 3

// acts are what the user can do next in a case, the longest overdue first, then what is due first, and at most
// three of them, and what else belongs to their desk, each with the reason why not now.
func (r reader) acts(c cases.View) (acts, others []view.Act) {
	tasks := slices.Clone(c.Tasks)
	slices.SortStableFunc(tasks, firstDue)
	for _, t := range tasks {
		if !r.Mine(t.Desk) {
			continue
		}
		one := view.Act{Text: view.Say("case.answer", say.StepText(t.Step)), Path: say.AnswerPath(c.Ref, t.Task), Note: r.TaskClock(t).Text}
		if why, who := r.NotNow(t); why.Key != "" {
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
	if len(acts) < mostActs && slices.Contains(c.May, policy.ListConsents) && slices.Contains(c.May, policy.WithdrawConsent) {
		acts = append(acts, view.Act{Text: view.Say("case.record_consents"), Path: say.CasePath(c.Ref) + "/consents"})
	}
	for _, step := range c.Recalled {
		if !slices.Contains(c.May, policy.AskAgain) {
			others = append(others, view.Act{Text: say.StepText(step), Note: view.Say("case.recalled"), Who: say.DeskKind(casework.DeskCaseworker)})
		}
	}
	return acts, others
}

// firstDue puts the longest overdue first, then what is due first, and what has no due time last.
func firstDue(a, b visible.Task) int {
	switch {
	case a.Overdue != b.Overdue:
		return cmp.Compare(b.Overdue, a.Overdue)
	case a.Due == nil && b.Due == nil:
		return 0
	case a.Due == nil:
		return 1
	case b.Due == nil:
		return -1
	default:
		return a.Due.Compare(*b.Due)
	}
}
