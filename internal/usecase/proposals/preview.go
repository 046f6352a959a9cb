package proposals

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Preview is what would follow if the second person agreed now.
type Preview struct {
	// Impossible is true if the case has changed so that the act is refused now. Nothing else is then filled in.
	Impossible bool
	Asks       []casework.PreviewTask // requests that are opened
	Recalls    []casework.PreviewTask // requests that are called back
	Undoes     []casework.PreviewUndo // acts that are undone
	AskedBack  []casework.DeskID      // desks that must delete what they have received, and attest it

	Stage, StageAfter       casework.Stage
	Modality, ModalityAfter casework.Modality
	Opened, Closed          []casework.GateID // gates that open and that close
	Desks                   []DeskClasses     // the desks that would see more or less of her
	// Withheld is true if there are more consequences at other desks, which the caller may not see.
	Withheld bool
}

// DeskClasses says which field classes the officers of a desk would see that they do not see now, and which they
// would not see any more.
type DeskClasses struct {
	Desk       casework.DeskID
	More, Less []policy.Class
}

// preview runs the rules on a copy of the case.
func (s *Proposals) preview(c act.Found, p casework.Proposal) Preview {
	now := s.core.Now()
	change, err := ruling.PreviewProposal(c.State, p.ID, now, s.procedure)
	if err != nil {
		return Preview{Impossible: true}
	}
	next := change.Next
	out := Preview{Stage: c.State.Stage, StageAfter: next.Stage, Modality: c.State.Modality, ModalityAfter: next.Modality}
	out.tasks(c, p, change)
	out.undoes(c, change)
	out.gates(c, &next, s)
	out.Desks = s.deskClasses(c, &next)
	return out
}

// tasks fills in the requests that are opened and called back, besides the request to the second person.
func (v *Preview) tasks(c act.Found, p casework.Proposal, change casework.Change) {
	var asks, recalls []casework.PreviewTask
	for _, t := range change.Opened {
		if t.Step.Base() == casework.StepAttest {
			v.askBack(t.Desk, c.Seen)
			continue
		}
		asks = append(asks, casework.PreviewTask{Task: t.ID, Step: t.Step, Desk: t.Desk})
	}
	for _, closed := range change.Closed {
		if t, open := c.State.Task(closed.Task); open && t.ID != p.Task {
			recalls = append(recalls, casework.PreviewTask{Task: t.ID, Step: t.Step, Desk: t.Desk})
		}
	}
	var more, others bool
	v.Asks, more = visible.PreviewTasks(asks, c.Seen)
	v.Recalls, others = visible.PreviewTasks(recalls, c.Seen)
	v.Withheld = v.Withheld || more || others
}

// undoes fills in the acts that are undone, the newest first.
func (v *Preview) undoes(c act.Found, change casework.Change) {
	for i, entry := range slices.Backward(change.Next.Undo) {
		if i < len(c.State.Undo) && c.State.Undo[i].State == entry.State {
			continue
		}
		spec := casework.UndoSpecOf(entry.Kind)
		if spec.Method == casework.UndoByAttestation {
			v.askBack(entry.Desk, c.Seen)
		}
		if !c.Seen.RevealPart(policy.Operational, entry.Desk) {
			v.Withheld = true
			continue
		}
		v.Undoes = append(v.Undoes, casework.PreviewUndo{Kind: entry.Kind, Method: spec.Method, Desk: entry.Desk, Leftover: spec.Leftover})
	}
}

func (v *Preview) askBack(desk casework.DeskID, seen request.Visibility) {
	switch {
	case slices.Contains(v.AskedBack, desk) || desk == "":
	case seen.RevealPart(policy.Operational, desk):
		v.AskedBack = append(v.AskedBack, desk)
	default:
		v.Withheld = true
	}
}

// gates fills in the gates whose state changes, as far as the caller may know it.
func (v *Preview) gates(c act.Found, next *casework.Case, s *Proposals) {
	now := s.core.Now()
	for _, rule := range gate.All() {
		before, after := rule.Check(gate.View{Case: &c.State, Now: now}), rule.Check(gate.View{Case: next, Now: now})
		switch {
		case before.Open == after.Open || !visible.MayKnowState(rule, before, c.Seen) || !visible.MayKnowState(rule, after, c.Seen):
		case after.Open:
			v.Opened = append(v.Opened, rule.ID)
		default:
			v.Closed = append(v.Closed, rule.ID)
		}
	}
}
