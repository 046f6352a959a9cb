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
		proposed := r.Case.Proposal > 0 && r.Command != "case."+string(casework.KindDropProposal)
		switch {
		case proposed && r.Case.Access > 0:
			env.Printf(", exclusion %d holds until proposal %d is answered", r.Case.Access, r.Case.Proposal)
		case proposed:
			env.Printf(", proposal %d: nothing is done yet", r.Case.Proposal)
		}
		env.second(proposed, r.Case.Second)
	case r.Operation.Seq > 0:
		env.Printf(", change %d, %s", r.Operation.Seq, r.Operation.State)
		if r.Operation.Cases > 0 {
			env.Printf(", %d cases", r.Operation.Cases)
		}
		if r.Operation.Waits {
			env.Printf(": nothing is done yet")
			env.second(true, r.Operation.Second)
		}
	case r.Movement.Seq > 0:
		env.Printf(", change %d, %s", r.Movement.Seq, r.Movement.Status)
		if r.Movement.Waits {
			env.Printf(": nothing is done yet")
			env.second(true, r.Movement.Second)
		}
	}
	if r.Erasure.Seq > 0 {
		env.Printf(", %s", r.Erasure.State)
		env.second(false, r.Erasure.Second)
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

// second prints for which other person an act waits. waits is true of one that waits for someone in any case, also where
// an earlier server does not name them.
func (env Env) second(waits bool, s wire.SecondPerson) {
	if !waits && s.Desk == "" && len(s.Roles) == 0 {
		return
	}
	env.Printf(", it waits for a second person")
	if len(s.Roles) > 0 {
		env.Printf(", %s", strings.ReplaceAll(words(s.Roles), ", ", " or "))
	}
	if s.Desk != "" {
		env.Printf(", at %s", s.Desk)
	}
}
