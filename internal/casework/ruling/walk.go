package ruling

import (
	"errors"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

// Procedure lists what a case still has to ask, in order. It runs from the top after every change and
// skips what is settled. It MUST depend on the case alone.
type Procedure func(*Walk)

// ErrWaiting means that a track cannot continue yet: a desk has a request, or a gate is closed.
var ErrWaiting = errors.New("waiting")

// Walk is one run of the procedure over a case. It collects the tasks that should be open and the
// closed gates at which tracks wait. It does not change the case.
type Walk struct {
	c        *casework.Case
	now      time.Time
	wanted   []wantedTask
	waits    []casework.Wait
	kept     []casework.Step // of KeepOwner: the steps that the case still needs
	reviewAt time.Time       // of KeepOwner; zero if something has a clock
}

// wantedTask is a task that should be open.
type wantedTask struct {
	step      casework.Step
	desk      casework.DeskID
	kind      casework.DeskKind
	notBefore time.Time
	budget    time.Duration
	state     casework.Country
}

// Case returns the case. It MUST NOT be modified.
func (w *Walk) Case() *casework.Case { return w.c }

// Now returns the instant of the change after which the procedure runs.
func (w *Walk) Now() time.Time { return w.now }

// Is reports whether a step has a valid settlement with one of the outcomes.
func (w *Walk) Is(s casework.Step, outcomes ...casework.Outcome) bool {
	return w.c.Is(s, w.now, outcomes...)
}

// Done reports whether a step has a valid settlement that need not be repeated, or is not part of the
// corridor.
func (w *Walk) Done(s casework.Step) bool {
	if !w.c.Rules.HasStep(s) {
		return true
	}
	one, ok := w.c.ValidSettlement(s, w.now)
	return ok && !w.mustRepeat(one)
}

// Open reports whether every gate of an action is open. It does not wait.
func (w *Walk) Open(a casework.Action) bool {
	return len(gate.Blocked(gate.View{Case: w.c, Now: w.now}, a)) == 0
}

// Waived reports whether enough officers have waived a condition of a gate.
func (w *Walk) Waived(id casework.GateID, condition casework.ConditionID) bool {
	g, known := gate.ByID(id)
	return known && g.Waived(gate.View{Case: w.c, Now: w.now}, condition)
}

// Await returns nil if every gate of an action is open, and otherwise ErrWaiting.
func (w *Walk) Await(a casework.Action) error { return w.await(a, "") }

func (w *Walk) await(a casework.Action, step casework.Step) error {
	closed := gate.Blocked(gate.View{Case: w.c, Now: w.now}, a)
	if len(closed) == 0 {
		return nil
	}
	for _, status := range closed {
		w.wait(casework.Wait{Gate: status.Gate, For: step, Since: w.now})
	}
	return ErrWaiting
}

// wait records a closed gate. A gate that was waited at before keeps its age.
func (w *Walk) wait(one casework.Wait) {
	for _, before := range w.c.Waits {
		if before.Gate == one.Gate && before.For == one.For && before.Consent == one.Consent {
			one.Since = before.Since
		}
	}
	if !slices.Contains(w.waits, one) {
		w.waits = append(w.waits, one)
	}
}

// Ask returns the settlement of a step. If there is no valid one, it requests a task at the step's desk
// and returns ErrWaiting. For a step that is not part of the corridor it returns an empty settlement.
func (w *Walk) Ask(s casework.Step) (casework.Settlement, error) { return w.ask(wantedTask{step: s}) }

// AskAt is Ask for a step that can be answered from an instant on, within a window.
func (w *Walk) AskAt(s casework.Step, from time.Time, window time.Duration) (casework.Settlement, error) {
	return w.ask(wantedTask{step: s, notBefore: from, budget: window})
}

// AskState is Ask for a step that goes to the mission of another state than the corridor's.
func (w *Walk) AskState(s casework.Step, second casework.OtherState) (casework.Settlement, error) {
	return w.ask(wantedTask{step: s, desk: second.Desk, state: second.State})
}

func (w *Walk) ask(one wantedTask) (casework.Settlement, error) {
	s := one.step
	spec, known := casework.SpecOf(s)
	if !known || !w.c.Rules.HasStep(s) {
		return casework.Settlement{Step: s}, nil
	}
	if w.c.AsksNoState() && s.TowardsOrigin() { // a caseworker looks for the right state; until then none is asked
		return casework.Settlement{}, ErrWaiting
	}
	if done, ok := w.c.ValidSettlement(s, w.now); ok {
		if !w.mustRepeat(done) {
			return done, nil
		}
		if done.Until != nil && done.Until.After(w.now) { // postponed until then
			one.notBefore = *done.Until
		}
	}
	if slices.Contains(w.c.Recalled, s) {
		w.wait(casework.Wait{For: s, Since: w.now})
		return casework.Settlement{}, ErrWaiting
	}
	if consent, stopped := w.c.WithdrawnConsentFor(s); stopped {
		w.wait(casework.Wait{For: s, Consent: consent, Since: w.now})
		return casework.Settlement{}, ErrWaiting
	}
	if spec.Ask != "" {
		if err := w.await(spec.Ask, s); err != nil {
			return casework.Settlement{}, err
		}
	}
	desk, kind := w.c.Rules.DeskOf(s)
	if one.kind == "" {
		one.kind = kind
	}
	if one.desk == "" {
		one.desk = desk
	}
	if named, agreed := w.c.ReceiverNamed(w.now); agreed && s == casework.StepReception {
		one.desk = named
	}
	if one.budget == 0 {
		one.budget = w.c.Rules.Paced(spec.FixedBudget)
	}
	w.wanted = append(w.wanted, one)
	return casework.Settlement{}, ErrWaiting
}

// mustRepeat reports whether a settlement does not complete its step: the request is sent again, for
// missed contacts up to the permitted number of tries.
func (w *Walk) mustRepeat(s casework.Settlement) bool {
	spec, _ := casework.SpecOf(s.Step)
	if !spec.Repeats(s.Outcome) {
		return false
	}
	missed := s.Outcome == casework.Missed || s.Outcome == casework.NoAnswer
	return !missed || w.c.Misses[s.Step] < w.c.Rules.Tries
}

// Together runs tracks in parallel. It returns nil once all tracks are complete.
func (w *Walk) Together(tracks ...func() error) error {
	var waiting error
	for _, track := range tracks {
		if err := track(); err != nil {
			waiting = err
		}
	}
	return waiting
}
