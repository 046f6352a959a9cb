package erasure

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// deletion finds the place of the request to a desk.
func (e Erasure) deletion(desk casework.DeskID) int {
	return slices.IndexFunc(e.Deletions, func(d Deletion) bool { return d.Desk == desk })
}

// checkAnswer: a desk, or another of its agency, answers for itself. Another officer can only say that
// the desk does not answer. An answer that data are deleted is final; data that are kept can still
// be deleted.
func (e Erasure) checkAnswer(cmd Command) error {
	i := e.deletion(cmd.Desk)
	if i < 0 {
		return fault.New(fault.NotFound, "this desk was not asked to delete anything")
	}
	d := e.Deletions[i]
	own := cmd.By.Desk == d.Desk || d.Agency != "" && cmd.By.Agency == d.Agency
	switch {
	case !slices.Contains([]Deleting{Deleted, NotHeld, Kept}, cmd.Answer):
		return fault.New(fault.Invalid, "the answer is that it is deleted, that it is not held, or that it cannot be")
	case (cmd.Answer == Kept) != (cmd.Reason != ""):
		return fault.New(fault.Invalid, "what cannot be deleted needs a reason, and nothing else has one")
	case cmd.Reason != "" && !slices.Contains(Reasons(), cmd.Reason):
		return fault.New(fault.Invalid, "the reason is not on the list of reasons")
	case own && cmd.Reason == Unreachable:
		return fault.New(fault.Invalid, "a desk cannot say of itself that it is unreachable")
	case !own && cmd.Reason != Unreachable:
		return fault.New(fault.Denied, "a desk says for itself what became of what it was given")
	case d.settled(), !own && d.State != Waiting:
		return fault.New(fault.Decided, "the desk has answered already")
	}
	return nil
}

// answered is the requests with an answer among them.
func (e Erasure) answered(cmd Command) []Deletion {
	by, at := cmd.By, cmd.At
	out := slices.Clone(e.Deletions)
	d := &out[e.deletion(cmd.Desk)]
	d.State, d.Reason, d.AnsweredAt, d.AnsweredBy = cmd.Answer, cmd.Reason, &at, &by
	return out
}
