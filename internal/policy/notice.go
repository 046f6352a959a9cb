package policy

import (
	"strings"

	"example.org/homeward/internal/casework"
)

// SeesNotice reports whether an officer sees a notice to their desk about a case; task is "" for a notice about no
// task. They see each notice of a case that they may look at. A desk that only has to delete what it received sees
// the request to delete alone, and so does every desk of a state that she may fear. A desk that was only asked a
// question sees what is about that question. An officer whom she has excluded sees none.
func SeesNotice(a Actor, about Subject, kind casework.NoticeKind, task casework.TaskID) bool {
	to := about.RelationsOf(a)
	step, _, _ := strings.Cut(string(task), "#")
	base := casework.Step(step).Base()
	deletion := kind == casework.NoticeRecall || base == casework.StepAttest
	switch {
	case about.Fears(a.Country):
		return deletion && to.Has(OwesDeletion) && May(a, ShowCase, to)
	case May(a, ShowCase, to.Without(OwesDeletion)):
		return true
	case deletion:
		return May(a, ShowCase, to)
	default:
		return base == casework.StepInformation && to.Has(Questioned) && May(a, ShowTask, In(OwnDesk))
	}
}

// grantsOfNotices holds the rights on notices. Each row is checked again, with SeesNotice.
func grantsOfNotices() []Grant {
	return []Grant{{actions{ListNotices, ReadNotices}, staff(), relations{Unrelated}}}
}
