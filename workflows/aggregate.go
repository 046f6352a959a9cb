package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// aggregate is the part of a runner that differs between cases, operations, movements and erasures. A
// field that is marked as optional may be nil.
type aggregate[S, C, Ch, R, A any] struct {
	name string // of the workflow
	noun string // such as "the case", for the texts of refusals

	// kinds are the kinds of commands that others can send; each is the name of an Update.
	kinds []string
	// opening is the kind of the command that opens it.
	opening string
	// as returns the command with a kind, without the fields that only the workflow may set.
	as func(cmd C, kind string) C
	// at returns the command with the instant of its acceptance.
	at func(cmd C, now time.Time) C

	// known returns the first answer to a key, marked as repeated, or an error if the key was used for
	// another command.
	known func(state S, cmd C) (answer A, known bool, err error)
	// look adds data from activities that the rules need. It is called with the lock held. Optional.
	look func(ctx workflow.Context, cmd C) (C, error)
	// accept returns the change and the answer of a command, or its refusal. It is pure.
	accept func(state S, cmd C) (Ch, A, error)
	// check returns nil, or the refusal of a command as far as that is possible without look. Optional: by
	// default accept is used.
	check func(state S, cmd C) error
	// record is the activity that writes a change and returns an R.
	record any
	// changes reports whether a change must be recorded. Optional: by default every change is.
	changes func(state S, change Ch) bool
	// take returns the state after a recorded change.
	take func(state S, change Ch, recorded R) S
	// completed adds the recorded values to an answer. Optional.
	completed func(answer A, recorded R) A
	// settled returns the final answer for the sender, if that depends on others after the change was
	// recorded. It is called without the lock. Optional.
	settled func(ctx workflow.Context, cmd C, answer A) (A, error)
	// again returns the answer to a repeated opening whose first answer is no longer remembered.
	again func(state S) A

	// due returns the next instant at which a tick is needed; zero if there is none. Optional.
	due func(state S) time.Time
	// tick returns the command that time has passed. It is required with due.
	tick func(state S) C
	// wakes reports whether the timer that is set for armed must be replaced by one for next. Optional.
	wakes func(armed, next time.Time) bool
	// ready reports whether there is work to do now, and work does a part of it. Optional.
	ready func(state S) bool
	work  func(ctx workflow.Context) error
	// begin starts background work, after the opening is on record. Optional.
	begin func(ctx workflow.Context)
	// over reports whether the workflow can end. Optional: by default it never ends.
	over func(state S, now time.Time) bool

	// outgrown reports whether a new run is wanted, and stays whether it must wait. Optional.
	outgrown, stays func() bool
	// carry returns the input of the new run.
	carry func(state S) any
	// windDown ends background work before a run ends. Optional.
	windDown func(ctx workflow.Context) error
	// idle reports whether no background work runs. Optional.
	idle func() bool
	// untimed is true if no history ends with a timer; see drain.
	untimed bool
	// backoff returns how long to wait after a number of consecutive failed steps. Optional.
	backoff func(failures int) time.Duration
}
