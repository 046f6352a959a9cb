package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// TransportInput starts a movement, or goes on with one. Exactly one of Open and Carried is set.
type TransportInput struct {
	Ref  casework.Ref      `json:"ref"`
	Open *movement.Command `json:"open,omitempty"` // with the plan
	// Carried is the state that a continue-as-new hands on, with the words that wait and the known keys.
	Carried *movement.Movement `json:"carried,omitempty"`
}

// Transport is one movement: seats, tickets, manifest, roll call, departure, arrival. It
// takes commands at any moment, tells the case of every passenger what has become of her
// place and minds what that case answers, and watches over silence: a departure that
// nobody reports, an arrival that the receiver does not confirm. It ends a day after it
// is over, when every case has heard. It returns an error only when its plan is refused or
// an administrator cancels it.
func Transport(ctx workflow.Context, in TransportInput) error {
	v := &voyage{
		Movement: movement.Unplanned(in.Ref), turn: workflow.NewMutex(ctx), underWay: map[casework.Ref]bool{},
	}
	if in.Carried != nil {
		v.Movement = *in.Carried
	}
	if err := v.turn.Lock(ctx); err != nil { // nobody commands before the plan is on record
		return err
	}
	if err := v.listen(ctx); err != nil {
		return err
	}
	if in.Open != nil {
		if err := v.open(ctx, *in.Open); err != nil {
			return err
		}
	}
	v.turn.Unlock()

	speaking, hush := workflow.WithCancel(ctx)
	workflow.Go(speaking, v.speak)
	for {
		if err := v.rest(ctx); err != nil {
			return err
		}
		switch {
		case v.anew(ctx):
			return v.rollOver(ctx, hush)
		case v.finished(ctx):
			return v.settle(ctx, hush)
		}
		if err := v.letTimePass(ctx); err != nil {
			return err
		}
	}
}

// voyage is the run of a Transport. Its only lasting state is the movement itself.
type voyage struct {
	movement.Movement

	turn     workflow.Mutex // held from judging a command until the record has it
	refused  error          // the plan was not accepted: there is no movement
	rolling  bool           // somebody asked for a new run
	draining bool           // it is about to begin: nobody is let in any more
	leaving  bool           // it begins now: whoever still waits for a case's answer asks again there

	underWay map[casework.Ref]bool // cases that are being told something; only looked up, never walked
	telling  int                   // batches of words that are being told
}

// movementLinger is how long a movement that is over still answers those who send again.
const movementLinger = 24 * time.Hour

// listen takes commands from the first moment on.
func (v *voyage) listen(ctx workflow.Context) error {
	for _, kind := range movement.UpdateKinds() {
		handle := func(ctx workflow.Context, cmd movement.Command) (movement.Answer, error) {
			cmd.Kind = kind
			return v.carryOut(ctx, cmd)
		}
		options := workflow.UpdateHandlerOptions{Validator: func(ctx workflow.Context, cmd movement.Command) error {
			cmd.Kind = kind
			return v.admit(ctx, cmd)
		}}
		if err := workflow.SetUpdateHandlerWithOptions(ctx, string(kind), handle, options); err != nil {
			return err
		}
	}
	if err := workflow.SetUpdateHandler(ctx, string(casework.KindOpen), v.opened); err != nil {
		return err
	}
	if err := workflow.SetUpdateHandler(ctx, UpdateRollover, func(workflow.Context) error { v.rolling = true; return nil }); err != nil {
		return err
	}
	return workflow.SetQueryHandler(ctx, QueryState, func() (movement.Movement, error) { return v.Movement, nil })
}

// open puts the plan on record. A plan that is refused ends the movement before it began.
func (v *voyage) open(ctx workflow.Context, cmd movement.Command) error {
	cmd.Kind = movement.KindPlan
	if err := v.apply(ctx, cmd); err != nil {
		v.refused = err
		v.turn.Unlock() // whoever waits hears that there is no such movement
		if unsettled := v.settle(ctx, func() {}); unsettled != nil {
			return unsettled
		}
		return err
	}
	return nil
}

// opened answers whoever planned the movement, once it is on record.
func (v *voyage) opened(ctx workflow.Context, cmd movement.Command) (movement.Answer, error) {
	if err := workflow.Await(ctx, func() bool { return v.Seq > 0 || v.refused != nil }); err != nil {
		return movement.Answer{}, err
	}
	if v.refused != nil {
		return movement.Answer{}, v.refused
	}
	answer, known, err := v.Known(cmd.Key, movement.KindPlan)
	if err != nil {
		return movement.Answer{}, refusal(err)
	}
	if !known { // long ago, or by somebody else: it is planned
		return movement.Answer{Seq: 1, Status: v.Status, Manifest: v.Manifest, Repeated: true}, nil
	}
	return answer, nil
}

// rest sleeps until something is to be done: the armed instant has come, an earlier one is
// known, or the run should go on as new. One timer per movement.
func (v *voyage) rest(ctx workflow.Context) error {
	armed := v.due()
	sooner := func() bool {
		next := v.due()
		return v.anew(ctx) || !next.IsZero() && (armed.IsZero() || next.Before(armed))
	}
	if armed.IsZero() {
		return workflow.Await(ctx, sooner)
	}
	return awaitFor(ctx, armed.Sub(workflow.Now(ctx)), sooner)
}

// due is the next instant at which something happens by itself; zero when there is none.
func (v *voyage) due() time.Time {
	switch {
	case v.Over() && len(v.Outbox) > 0:
		return time.Time{} // until every case has heard
	case v.Over():
		return v.EndedAt.Add(movementLinger)
	default:
		next, _ := v.Next()
		return next
	}
}

// letTimePass gives the movement a tick when an instant has come.
func (v *voyage) letTimePass(ctx workflow.Context) error {
	if next := v.due(); v.Over() || next.IsZero() || next.After(workflow.Now(ctx)) {
		return nil
	}
	if err := v.turn.Lock(ctx); err != nil {
		return err
	}
	err := v.apply(ctx, movement.Command{Kind: movement.KindTick, By: casework.System()})
	v.turn.Unlock()
	if err == nil || ctx.Err() != nil {
		return err
	}
	workflow.GetLogger(ctx).Error("the record refused what comes by itself", "code", refusalCode(err))
	return workflow.Sleep(ctx, movementPause)
}

// movementPause lies between two attempts of what should never fail and did.
const movementPause = time.Minute
