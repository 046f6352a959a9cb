package erasure

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Step is one step of an approved erasure.
type Step string

// The steps, in their order. StepKey is the point of no return.
const (
	StepFence     Step = "fence_case"
	StepReceivers Step = "find_receivers"
	StepEnd       Step = "end_run"
	StepKey       Step = "destroy_key"
	StepStrip     Step = "strip_record"
	StepRemove    Step = "remove_runs"
	StepAsk       Step = "ask_receivers"
)

// Steps lists every step.
func Steps() []Step {
	return []Step{StepFence, StepReceivers, StepEnd, StepKey, StepStrip, StepRemove, StepAsk}
}

// Stuck is the refusal of a step of an approved erasure. The workflow retries the step until it
// succeeds; a person must find out why it is refused.
type Stuck struct {
	Step  Step       `json:"step"`
	Code  fault.Code `json:"code"`
	Since time.Time  `json:"since"`
}

// NoticeStuck notifies the desk that approved an erasure that it does not continue.
const NoticeStuck casework.NoticeKind = "erasure_stuck"

func (e Erasure) checkStuck(cmd Command) error {
	switch {
	case e.State != Approved:
		return fault.New(fault.Conflict, "the erasure is not approved")
	case !slices.Contains(Steps(), cmd.Step) || cmd.Code == "":
		return fault.New(fault.Invalid, "a refusal names the step and the code")
	}
	return nil
}

// stuckNotices returns the notice to the desk that approved.
func (e Erasure) stuckNotices() []casework.Notice {
	if e.DecidedBy == nil {
		return nil
	}
	return []casework.Notice{{Kind: NoticeStuck, Desk: e.DecidedBy.Desk}}
}
