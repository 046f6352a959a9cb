package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// aggregate is the part of a runner that differs from one kind of thing to the next. A field that is
// marked as optional may be nil.
type aggregate[S, C, Ch, R, A any] struct {
	name string // of the workflow
	noun string // as in "the case", for the texts of refusals

	// kinds are the kinds of commands that others can send; each is an Update by that name.
	kinds []string
	// opening is the kind of the command that opens it.
	opening string
	// as returns the command as one of a kind, without what only the workflow may put into it.
	as func(cmd C, kind string) C
	// at returns the command with the instant at which it is judged.
	at func(cmd C, now time.Time) C

	// known returns the first answer to a key, marked as repeated.
	known func(state S, cmd C) (answer A, known bool, err error)
	// look adds what the rules need to know of the world. It is called under the lock. Optional.
	look func(ctx workflow.Context, cmd C) (C, error)
	// accept judges a command. It is pure.
	accept func(state S, cmd C) (Ch, A, error)
	// check judges a command as far as that needs no look at the world; optional: accept does.
	check func(state S, cmd C) error
	// record is the activity that writes a change and returns an R.
	record any
	// changes reports whether a change is to be recorded at all. Optional: every one is.
	changes func(state S, change Ch) bool
	// take returns the state after a change that is on record.
	take func(state S, change Ch, recorded R) S
	// completed adds to an answer what only the record knows. Optional.
	completed func(answer A, recorded R) A
	// settled returns the answer that the sender gets, when that has to wait for others after the
	// change is on record. It is called without the lock. Optional.
	settled func(ctx workflow.Context, cmd C, answer A) (A, error)
	// again answers an opening whose first answer is forgotten.
	again func(state S) A

	// due is the next instant at which time alone changes something; zero if there is none. Optional.
	due func(state S) time.Time
	// tick is the command that time has passed. It is needed with due.
	tick func(state S) C
	// wakes reports whether the timer that is set for armed has to be set again, for next. Optional.
	wakes func(armed, next time.Time) bool
	// ready reports whether there is work that waits for nothing, and work does some of it. Optional.
	ready func(state S) bool
	work  func(ctx workflow.Context) error
	// begin starts what runs beside the commands, when the state is there. Optional.
	begin func(ctx workflow.Context)
	// over reports whether nothing more is to come. Optional: it never ends.
	over func(state S, now time.Time) bool

	// outgrown reports whether a new run is wanted, and stays whether it has to wait. Optional.
	outgrown, stays func() bool
	// carry is the input of the new run.
	carry func(state S) any
	// windDown ends what runs in the background, before a run ends. Optional.
	windDown func(ctx workflow.Context) error
	// idle reports whether nothing runs in the background any more. Optional.
	idle func() bool
	// untimed is set where no history ends with a timer: see drain.
	untimed bool
	// backoff is how long it waits after so many refusals by the record in a row. Optional.
	backoff func(failures int) time.Duration
}
