package erasure

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// deletion returns the index of the request to a desk, or -1.
func (e Erasure) deletion(desk casework.DeskID) int {
	return slices.IndexFunc(e.Deletions, func(d Deletion) bool { return d.Desk == desk })
}

// checkAnswer returns nil if an answer about a desk's data can be accepted. A desk answers for itself, or
// another desk of its agency does. Any other officer can only report the desk as Unreachable. The answers
// Deleted and NotHeld are final; after Kept the data can still be deleted.
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

// answered returns the requests, with the command's answer in the request of its desk.
func (e Erasure) answered(cmd Command) []Deletion {
	by, at := cmd.By, cmd.At
	out := slices.Clone(e.Deletions)
	d := &out[e.deletion(cmd.Desk)]
	d.State, d.Reason, d.AnsweredAt, d.AnsweredBy = cmd.Answer, cmd.Reason, &at, &by
	return out
}
