package visible

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// DeskOnly names who did something by the desk alone.
func DeskOnly(by casework.Actor) casework.Actor { return casework.Actor{Desk: by.Desk} }

// Actor names who did something, by codes; the account only to colleagues at the same desk.
func Actor(by casework.Actor, caller policy.Actor) casework.Actor {
	if by.Role != casework.RoleSystem && (by.Desk == "" || by.Desk != caller.Desk) {
		by.Account = ""
	}
	return by
}

// Pause returns a pause of a case or a task. Its cause is shown to those who may know it, to the desk
// that gave it, and to those who see the whole case and have to know whom not to press. To others it has neither
// its desk nor its end.
func Pause(p *casework.Pause, seen request.Visibility) *casework.Pause {
	if p == nil {
		return nil
	}
	out := casework.Pause{Cause: p.Cause, Since: p.Since, Until: p.Until, By: DeskOnly(p.By)}
	if p.Cause != "" && !seen.RevealCause(p.Cause, p.By.Desk) {
		// How long it lasts, or that a physician asked for it, would tell the cause.
		out.Cause, out.Until, out.By = "", time.Time{}, casework.Actor{}
	}
	return &out
}

// PreviewTasks keeps the tasks of a preview that the caller may know, and reports whether there are others.
func PreviewTasks(tasks []casework.PreviewTask, seen request.Visibility) (out []casework.PreviewTask, withheld bool) {
	for _, t := range tasks {
		if seen.RevealPart(policy.Operational, t.Desk) {
			out = append(out, t)
		} else {
			withheld = true
		}
	}
	return out, withheld
}

// Permitted keeps the actions that may is true of. It tells a page what to offer: each action asks
// policy again.
func Permitted(may func(policy.Action) bool, all []policy.Action) []policy.Action {
	var out []policy.Action
	for _, action := range all {
		if may(action) {
			out = append(out, action)
		}
	}
	return out
}
