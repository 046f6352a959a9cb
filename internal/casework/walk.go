package casework

import (
	"errors"
	"slices"
	"strconv"
	"time"
)

// Procedure says what a case still has to ask, and in what order. It runs from the top
// after every change and passes over what is settled; it MUST depend on the case alone.
type Procedure func(*Walk)

// ErrWaiting says that a track cannot go on yet: a desk has been asked, or a gate is closed.
var ErrWaiting = errors.New("waiting")

// Walk is one pass of the procedure over a case. It collects what is to be asked now and
// the closed gates that tracks stand before; it changes nothing.
type Walk struct {
	c      *Case
	now    time.Time
	wanted []wantedTask
	waits  []Wait
}

// want is a task that should be open.
type wantedTask struct {
	step      Step
	desk      DeskID
	kind      DeskKind
	notBefore time.Time
	budget    time.Duration
	state     Country
}

// Case gives the case to read. It MUST NOT be changed.
func (w *Walk) Case() *Case { return w.c }

// Now is the instant of the change that the walk follows.
func (w *Walk) Now() time.Time { return w.now }

// Is says whether a step stands settled with one of the outcomes.
func (w *Walk) Is(s Step, outcomes ...Outcome) bool { return w.c.Is(s, w.now, outcomes...) }

// Done says whether a step stands settled at all, or is no part of this corridor.
func (w *Walk) Done(s Step) bool {
	if !w.c.Rules.HasStep(s) {
		return true
	}
	one, ok := w.c.ValidSettlement(s, w.now)
	return ok && !w.mustRepeat(one)
}

// Open says whether every gate before an action is open, without waiting for it.
func (w *Walk) Open(a Action) bool {
	return len(Blocked(View{Case: w.c, Now: w.now}, a)) == 0
}

// Waived says whether those who may have waived a condition of a gate.
func (w *Walk) Waived(gate GateID, condition ConditionID) bool {
	g, known := GateByID(gate)
	return known && g.waived(View{Case: w.c, Now: w.now}, condition)
}

// Await gives nil when every gate before an action is open, and ErrWaiting while one is closed.
func (w *Walk) Await(a Action) error { return w.await(a, "") }

func (w *Walk) await(a Action, step Step) error {
	closed := Blocked(View{Case: w.c, Now: w.now}, a)
	if len(closed) == 0 {
		return nil
	}
	for _, status := range closed {
		w.wait(Wait{Gate: status.Gate, For: step, Since: w.now})
	}
	return ErrWaiting
}

// wait notes a closed gate; one that was waited at before keeps its age.
func (w *Walk) wait(one Wait) {
	for _, before := range w.c.Waits {
		if before.Gate == one.Gate && before.For == one.For && before.Consent == one.Consent {
			one.Since = before.Since
		}
	}
	if !slices.Contains(w.waits, one) {
		w.waits = append(w.waits, one)
	}
}

// Ask gives how a step was settled. While it is not, the desk whose step it is gets a
// task, and ErrWaiting comes back. A step that is no part of the corridor passes with an
// empty settlement.
func (w *Walk) Ask(s Step) (Settlement, error) { return w.ask(wantedTask{step: s}) }

// AskAt is Ask for a step that can be answered from an instant on, within a window.
func (w *Walk) AskAt(s Step, from time.Time, window time.Duration) (Settlement, error) {
	return w.ask(wantedTask{step: s, notBefore: from, budget: window})
}

// AskState is Ask for a step that is put to the mission of another state than the corridor's.
func (w *Walk) AskState(s Step, second OtherState) (Settlement, error) {
	return w.ask(wantedTask{step: s, desk: second.Desk, state: second.State})
}

func (w *Walk) ask(one wantedTask) (Settlement, error) {
	s := one.step
	spec, known := SpecOf(s)
	if !known || !w.c.Rules.HasStep(s) {
		return Settlement{Step: s}, nil
	}
	if done, ok := w.c.ValidSettlement(s, w.now); ok {
		if !w.mustRepeat(done) {
			return done, nil
		}
		if done.Until != nil && done.Until.After(w.now) { // put off until then
			one.notBefore = *done.Until
		}
	}
	if slices.Contains(w.c.Recalled, s) {
		w.wait(Wait{For: s, Since: w.now})
		return Settlement{}, ErrWaiting
	}
	if consent, stopped := w.c.withdrawnConsentFor(s); stopped {
		w.wait(Wait{For: s, Consent: consent, Since: w.now})
		return Settlement{}, ErrWaiting
	}
	if spec.Ask != "" {
		if err := w.await(spec.Ask, s); err != nil {
			return Settlement{}, err
		}
	}
	desk, kind := w.c.Rules.DeskOf(s)
	one.kind = kind
	if one.desk == "" {
		one.desk = desk
	}
	w.wanted = append(w.wanted, one)
	return Settlement{}, ErrWaiting
}

// again says that an answer does not settle its step: the request is put again, until the
// ladder of missed contact has been climbed.
func (w *Walk) mustRepeat(s Settlement) bool {
	spec, _ := SpecOf(s.Step)
	if !spec.Repeats(s.Outcome) {
		return false
	}
	missed := s.Outcome == Missed || s.Outcome == NoAnswer
	return !missed || w.c.Misses[s.Step] < w.c.Rules.Tries
}

// stoppedBy finds the withdrawn consent that keeps a step from being asked.
func (c *Case) withdrawnConsentFor(s Step) (Consent, bool) {
	for _, g := range c.Consents {
		if g.WithdrawnAt != nil && slices.Contains(effectOf(g.Consent).recalls, s.Base()) {
			return g.Consent, true
		}
	}
	return "", false
}

// Together runs tracks side by side and gives nil when all have come to their end.
func (w *Walk) Together(tracks ...func() error) error {
	var waiting error
	for _, track := range tracks {
		if err := track(); err != nil {
			waiting = err
		}
	}
	return waiting
}

// taskID names an attempt at a step.
func taskID(s Step, attempt int) TaskID { return TaskID(string(s) + "#" + strconv.Itoa(attempt)) }
