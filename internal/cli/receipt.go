package cli

import (
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// receipt prints what a settled write has done.
func (env Env) receipt(r wire.Receipt) {
	if r.State == record.CommandPending {
		return
	}
	env.Printf("%s %s: %s", r.Target.Kind, r.Target.Ref, r.Command)
	switch {
	case r.Case.Seq > 0:
		env.Printf(", change %d, stage %s", r.Case.Seq, r.Case.Stage)
		if r.Case.Task != "" {
			env.Printf(", task %s%s", r.Case.Task, map[bool]string{true: " settled"}[r.Case.Settled])
		}
		if r.Case.Proposal > 0 && r.Command != "case."+string(casework.KindDropProposal) {
			env.Printf(", proposal %d: nothing is done yet, it waits for a second person", r.Case.Proposal)
		}
	case r.Operation.Seq > 0:
		env.Printf(", change %d, %s", r.Operation.Seq, r.Operation.State)
		if r.Operation.Cases > 0 {
			env.Printf(", %d cases", r.Operation.Cases)
		}
		if r.Operation.Waits {
			env.Printf(", waiting for a second person")
		}
	case r.Movement.Seq > 0:
		env.Printf(", change %d, %s", r.Movement.Seq, r.Movement.Status)
	}
	if r.Erasure.Seq > 0 {
		env.Printf(", %s", r.Erasure.State)
	}
	if r.Erasure.Repeated || r.Case.Repeated || r.Operation.Repeated || r.Movement.Repeated {
		env.Printf(" (it was sent before; this is the first answer again)")
	}
	env.Printf("\n")
	if len(r.Movement.Passengers) > 0 {
		t := NewTable(env.Out, "CASE", "STATE", "WHY", "REFUSED", "GATES")
		for _, p := range r.Movement.Passengers {
			t.Row(p.Case, p.State, p.Why, p.Refused, words(p.Gates))
		}
		t.Flush()
	}
	if len(r.Movement.Proposed) > 0 {
		env.Printf("On standby, and the free seats are enough now: %s\n", strings.ReplaceAll(words(r.Movement.Proposed), ",", ""))
	}
}
