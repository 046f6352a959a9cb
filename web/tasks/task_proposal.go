package tasks

import (
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/say"
)

// proposalPath is the page on which an open request to a second person is answered, because an answer needs the
// preview; "" for any other task.
func proposalPath(s shownTask) string {
	number, asks := strings.CutPrefix(string(s.task.Step), string(casework.StepApproval)+"/")
	n, err := strconv.Atoi(number)
	if !asks || err != nil || s.task.Status != record.TaskOpen {
		return ""
	}
	return say.ProposalPath(s.task.Case, n)
}
