package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// driver acts as the officers of all desks.
type driver struct {
	server string
	signIn *client.PersonaSignIn
	now    func() time.Time
	from   time.Time // the start of the rescue: what has an end counts from here
}

// intent returns the key of an act, which is the same on every start.
func intent(about casework.Ref, what string) client.Intent {
	return client.Intent{Key: uuid.NewSHA1(uuid.NameSpaceURL, []byte("homeward:demo/"+string(about)+"/"+what)).String()}
}

// send sends a write as an officer and waits until it is carried out. It sends it again while the
// server asks for patience.
func (d *driver) send(ctx context.Context, by client.Persona, write func(c *client.Client) (wire.Receipt, error)) (wire.Receipt, error) {
	c, err := client.New(client.Options{Server: d.server, Sign: d.signIn.As(by)})
	if err != nil {
		return wire.Receipt{}, err
	}
	for try := 1; ; try++ {
		receipt, err := write(c)
		if err == nil {
			receipt, err = c.Settle(ctx, receipt, 100*time.Millisecond)
		}
		switch {
		case err == nil && receipt.State != record.CommandSettled:
			return receipt, context.Cause(ctx)
		case !refused(err, fault.Busy, fault.Unavailable, fault.RollingOver, fault.Stale) || try == tries:
			return receipt, err
		}
		if err := pause(ctx, time.Duration(try)*200*time.Millisecond); err != nil {
			return receipt, err
		}
	}
}

// tries is how often a write is sent before its refusal counts.
const tries = 6

// refused reports whether an error is a refusal with one of these codes.
func refused(err error, codes ...fault.Code) bool {
	problem, ok := errors.AsType[*client.ProblemError](err)
	return ok && slices.Contains(codes, problem.Code)
}

// pause waits. It returns the cause if ctx ends first.
func pause(ctx context.Context, length time.Duration) error {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// firstRequest ends the name of the first request of a step. What is asked again stays open: it has
// come back to its desk.
const firstRequest = ".1"

// bring answers the open requests of a case, as its way says, until none is left that it answers.
func (d *driver) bring(ctx context.Context, who person, w way) error {
	caseworker, err := client.New(client.Options{Server: d.server, Sign: d.signIn.As(reader(who))})
	if err != nil {
		return err
	}
	answered, prepared := map[casework.Step]bool{}, false
	for {
		waiting, err := caseworker.ShowWaiting(ctx, who.ref)
		if err != nil {
			return fmt.Errorf("look at the case: %w", err)
		}
		progress := false
		for _, t := range waiting.Tasks {
			a, yes := w.answers[t.Step]
			if !yes || answered[t.Step] || !strings.HasSuffix(t.Task, firstRequest) {
				continue
			}
			answered[t.Step], progress = true, true
			if err := d.answer(ctx, who, w, t, a); err != nil {
				return fmt.Errorf("answer %s: %w", t.Step, err)
			}
		}
		if !prepared && w.answersTo(casework.StepRegister) {
			prepared, progress = true, true
			if err := d.prepare(ctx, who, w); err != nil {
				return fmt.Errorf("prepare the case: %w", err)
			}
		}
		if !progress {
			return d.leave(ctx, who, w, waiting.Tasks)
		}
	}
}

// answer answers one request as its desk.
func (d *driver) answer(ctx context.Context, who person, w way, t wire.WaitingTask, a answer) error {
	desk := casework.DeskID(t.Desk)
	switch {
	case t.Step == casework.StepDetermination:
		for n, member := range panel(desk)[:w.votes] {
			if err := d.decide(ctx, member, who, t, fmt.Sprintf("vote %d", n), a); err != nil {
				return err
			}
		}
		return nil
	case t.Step == casework.StepPlan:
		return d.plan(ctx, officer(desk, t.Kind), who, t)
	case t.Step == casework.StepTravelDocument && a.outcome == casework.Issued:
		a.number = "X" + strings.ToUpper(uuid.NewSHA1(uuid.NameSpaceURL, []byte(who.ref)).String()[:8])
	}
	if t.Step == casework.StepBorderSlot && who.corridor == "tha-ken" { // its gate waits for a ministry's word
		a.facts = stated("mmr_mfa_approval", "yes")
	}
	return d.decide(ctx, officer(desk, t.Kind), who, t, "answer", a)
}

func (d *driver) decide(ctx context.Context, by client.Persona, who person, t wire.WaitingTask, what string, a answer) error {
	i := intent(who.ref, t.Task+"/"+what)
	_, err := d.send(ctx, by, func(c *client.Client) (receipt wire.Receipt, err error) {
		if i.Version, err = d.read(ctx, c, who, t); err != nil {
			return receipt, err
		}
		receipt, err = c.DecideTask(ctx, i, who.ref, t.Task, a.decision(d.from))
		return d.again(ctx, c, i, receipt, err)
	})
	return err
}

// again returns the receipt of a write that an interrupted start has sent, about an earlier version of
// the request.
func (d *driver) again(ctx context.Context, c *client.Client, i client.Intent, receipt wire.Receipt, err error) (wire.Receipt, error) {
	if refused(err, fault.KeyReused) {
		return c.ShowCommand(ctx, i.Key)
	}
	return receipt, err
}

// read reads a request as an officer does, and waits until it can be answered. It returns its version.
func (d *driver) read(ctx context.Context, c *client.Client, who person, t wire.WaitingTask) (int64, error) {
	seen, err := c.ShowTask(ctx, who.ref, t.Task)
	if err == nil && seen.NotBefore.After(d.now()) {
		err = pause(ctx, seen.NotBefore.Sub(d.now())+20*time.Millisecond)
	}
	return seen.Version, err
}

// plan makes a plan for the time after the return.
func (d *driver) plan(ctx context.Context, by client.Persona, who person, t wire.WaitingTask) error {
	i := intent(who.ref, t.Task)
	_, err := d.send(ctx, by, func(c *client.Client) (receipt wire.Receipt, err error) {
		if i.Version, err = d.read(ctx, c, who, t); err != nil {
			return receipt, err
		}
		receipt, err = c.SettlePlan(ctx, i, who.ref, wire.PlanDecision{
			Outcome: casework.Agreed,
			Plan: wire.PlanInput{
				Dimensions: []wire.PlanInputDimensions{"economic", "social"}, Text: "A tailoring course, and a room with an aunt.",
				Items: []wire.PlanItemInput{{Kind: "training", Text: "The course begins next month."}},
			},
		})
		return d.again(ctx, c, i, receipt, err)
	})
	return err
}
