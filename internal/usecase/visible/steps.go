package visible

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// SettledStep is a settled step. Withheld is true if the caller may not see the outcome, and the state that it names. Its coded reason is
// "" for a caller who may not read the written reasons.
type SettledStep struct {
	casework.Settlement

	Holds    bool // still, now
	Withheld bool
}

// Steps lists the settled steps. That a step is settled is operational; how, is of the step's class.
func Steps(c casework.Case, seen request.Visibility, now time.Time) []SettledStep {
	out := []SettledStep{}
	for _, settled := range c.Settlements {
		shown := seen.RevealPart(policy.OutcomeClass(settled.Step), settled.By.Desk)
		if !shown && (!seen.Whole() || policy.StepClass(settled.Step) != policy.Operational) {
			continue
		}
		step := SettledStep{Holds: c.StillValid(settled, now), Withheld: !shown, Settlement: casework.Settlement{
			Step: settled.Step, Attempt: settled.Attempt, At: settled.At, Until: settled.Until, By: DeskOnly(settled.By),
		}}
		if shown {
			step.Outcome, step.State = settled.Outcome, settled.State
			if settled.Reason != "" && seen.RevealAny(policy.TextClass(settled.Step), settled.By.Desk) {
				step.Reason = settled.Reason
			}
		}
		out = append(out, step)
	}
	return out
}

// Facts lists the facts whose class the caller sees, or that their own desk has stated.
func Facts(c casework.Case, seen request.Visibility) []casework.Fact {
	out := []casework.Fact{}
	for _, f := range c.Facts {
		if seen.RevealPart(policy.FactClass(f.Name), f.By.Desk) {
			out = append(out, casework.Fact{Name: f.Name, Value: f.Value, At: f.At, By: DeskOnly(f.By)})
		}
	}
	return out
}

// Holds lists what holds a case, for those who may know legal matters; nil for none.
func Holds(c casework.Case, seen request.Visibility) []casework.Hold {
	var out []casework.Hold
	for _, h := range c.OnHold {
		if seen.Reveal(policy.Legal) {
			h.By = DeskOnly(h.By)
			out = append(out, h)
		}
	}
	return out
}
