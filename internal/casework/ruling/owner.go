package ruling

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

// KeepOwner asks for what keeps an owner and a clock for an open case: the review of each legal hold whose
// date has come, the owner of each gate that has been closed for too long, and the review of the whole case
// if nothing else has a clock. A procedure calls it last.
func (w *Walk) KeepOwner() {
	if !w.c.Protects() || w.c.Ended != nil {
		return
	}
	from := w.untimedFrom()
	idle := !from.IsZero() && !w.now.Before(from)
	if !idle {
		w.reviewAt = from
	}
	for _, h := range w.c.OnHold {
		w.keep(wantedTask{step: casework.HoldReview(h.ID)}, h.ReviewBy)
	}
	w.keepOrders()
	w.askOwners(idle)
	if idle {
		w.keep(wantedTask{step: casework.StepCaseReview}, w.now)
	}
}

// untimedFrom returns from when on nothing that the procedure asks has a clock. It is now if nothing is asked,
// and zero if something has a clock. A request that is new gets its clock with the record: until then it
// counts as one without.
func (w *Walk) untimedFrom() time.Time {
	from := w.now
	for _, one := range w.wanted {
		t, open := w.c.TaskFor(one.step)
		if !open {
			t.StartedAt = w.now
			if one.notBefore.After(w.now) {
				t.StartedAt = one.notBefore
			}
		}
		then, untimed := w.c.UntimedFrom(t)
		if !untimed {
			return time.Time{}
		}
		if then.After(from) {
			from = then
		}
	}
	return from
}

// keep asks from an instant on. An answer to the step is kept until the case does not need it any more.
func (w *Walk) keep(one wantedTask, from time.Time) {
	w.kept = append(w.kept, one.step)
	if !w.now.Before(from) {
		_, _ = w.ask(one) // nothing else depends on the answer
	}
}

// askOwners asks the owner of each gate at which a step has waited for longer than GateWithin. If the case is
// reviewed by its caseworker anyway, the caseworker is not asked twice.
func (w *Walk) askOwners(reviewed bool) {
	for i, one := range w.waits {
		first := slices.IndexFunc(w.waits, func(other casework.Wait) bool { return other.Gate == one.Gate })
		g, known := gate.ByID(one.Gate)
		if !known || first != i || slices.Contains(w.kept, casework.Blocked(one.Gate)) {
			continue
		}
		unmet, missing := gate.Ownerless(g.Check(gate.View{Case: w.c, Now: w.now}))
		desk, kind := w.ownerOf(unmet)
		if !missing || reviewed && desk == w.c.Rules.Desks[casework.DeskCaseworker] {
			continue
		}
		from := w.waitsSince(one.Gate).Add(w.c.Rules.Paced(casework.GateWithin))
		if w.now.Before(from) {
			w.waits[i].AskAt = from
		}
		w.keep(wantedTask{step: casework.Blocked(one.Gate), desk: desk, kind: kind}, from)
	}
}

// waitsSince returns since when the first of the steps that wait at a gate has waited.
func (w *Walk) waitsSince(id casework.GateID) time.Time {
	since := w.now
	for _, one := range w.waits {
		if one.Gate == id && one.Since.Before(since) {
			since = one.Since
		}
	}
	return since
}

// ownerOf returns the desk that is asked about an unmet condition, and its kind. A desk of the state of
// origin is never asked: the question alone would tell that state of a case that it may not know. Her
// caseworker is asked instead, as where a corridor has no desk of the kind.
func (w *Walk) ownerOf(unmet gate.Unmet) (casework.DeskID, casework.DeskKind) {
	switch unmet.Owner {
	case casework.DeskConsulate, casework.DeskReceiving, casework.DeskReintegration, casework.DeskSurvivor:
	default:
		if unmet.Desk != "" && !abroad(w.c, unmet.Desk) {
			return unmet.Desk, unmet.Owner
		}
	}
	return w.c.Rules.Desks[casework.DeskCaseworker], casework.DeskCaseworker
}

// dropAnswersOfOwners forgets the answers to questions that the case does not need any more, so that they are
// put at once when it needs them again.
func (d *draft) dropAnswersOfOwners(w *Walk) {
	if !d.Protects() {
		return
	}
	d.Settlements = slices.DeleteFunc(d.Settlements, func(s casework.Settlement) bool {
		return s.Step.KeepsOwner() && !slices.Contains(w.kept, s.Step)
	})
}
