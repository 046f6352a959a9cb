package say

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// TaskPath is the path of a task's page. In an address a task is named as in the API: a slash and a
// hash would have to be escaped.
func TaskPath(ref casework.Ref, id casework.TaskID) string {
	return CasePath(ref) + "/tasks/" + strings.NewReplacer("/", "~", "#", ".").Replace(string(id))
}

// AnswerPath is the path of the page on which a task is answered: that of the task, but for a visit and a
// plan.
func AnswerPath(ref casework.Ref, t casework.Task) string {
	switch t.Step.Base() {
	case casework.StepFollowUp:
		return TaskPath(ref, t.ID) + "/visit"
	case casework.StepPlan:
		return CasePath(ref) + "/return/plan"
	default:
		return TaskPath(ref, t.ID)
	}
}

// TaskID reads a task's name from an address. For a name that cannot be one it returns
// fault.NotFound, in the words used of what does not exist.
func TaskID(name string) (casework.TaskID, error) {
	step, attempt, ok := strings.Cut(name, ".")
	if n, err := strconv.Atoi(attempt); !ok || err != nil || n < 1 || strings.ContainsAny(step, "/#") {
		return "", fault.New(fault.NotFound, "there is nothing here that you may see")
	}
	return casework.TaskID(strings.ReplaceAll(step, "~", "/") + "#" + attempt), nil
}
