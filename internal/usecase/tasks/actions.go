package tasks

import (
	"example.org/homeward/internal/policy"
)

// actionsOnTasks lists what can be done to a task.
func actionsOnTasks() []policy.Action {
	return []policy.Action{
		policy.ClaimTask, policy.ReleaseTask, policy.GiveTask, policy.DecideTask, policy.PauseTask, policy.ResumeTask, policy.AskAtTask, policy.AnswerTask,
		policy.ReassignTask, policy.RecallTask,
	}
}
