package encode

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

// Receipt is the answer to a write.
func Receipt(r act.Receipt) wire.Receipt {
	v := wire.Receipt{
		Key: r.Key, State: r.State, Command: string(r.Target.Kind) + "." + r.Name,
		Target: wire.Target{Kind: r.Target.Kind, Ref: r.Target.Ref}, ReceivedAt: r.ReceivedAt.UTC(), EndedAt: Time(r.EndedAt),
	}
	v.Case = CaseAnswer(r.Case)
	if a := r.Operation; a != nil {
		v.Operation = wire.OperationAnswer{Seq: a.Seq, State: a.State, Cases: a.Cases, Waits: a.Waits, Repeated: a.Repeated}
		v.Operation.Second = waits(a.Waits, map[operation.Kind]policy.Action{operation.KindConfirmList: policy.ApproveList, operation.KindResume: policy.AgreeResume}[operation.Kind(r.Name)])
	}
	if a := r.Movement; a != nil {
		v.Movement = movementAnswer(a)
	}
	if a := r.Erasure; a != nil {
		v.Erasure = wire.ErasureAnswer{Seq: a.Seq, State: a.State, Repeated: a.Repeated}
		v.Erasure.Second = waits(a.State == erasure.Requested, policy.ApproveErasure)
	}
	return v
}

// CaseAnswer is the answer of a case; zero for nil.
func CaseAnswer(a *casework.Answer) wire.CaseAnswer {
	if a == nil {
		return wire.CaseAnswer{}
	}
	v := wire.CaseAnswer{Seq: a.Seq, Stage: a.Stage, Task: TaskName(a.Task), Access: a.Access, Proposal: a.Proposal, Settled: a.Settled, Repeated: a.Repeated}
	if a.Second != nil {
		v.Second = second(*a.Second, a.Proposal > 0)
	}
	return v
}

// second is the second person for whom an act on a case waits.
func second(s casework.Second, proposal bool) wire.SecondPerson {
	action := policy.DecideTask
	if proposal {
		action = policy.AnswerProposal
	}
	roles := s.Roles
	if len(roles) == 0 {
		roles = policy.SecondRoles(action, s.Kind)
	}
	return wire.SecondPerson{Desk: string(s.Desk), Roles: append([]casework.Role{}, roles...)}
}

// waits is the second person for whom another act waits: an officer in a role that may give the other half of it.
func waits(so bool, second policy.Action) wire.SecondPerson {
	if !so {
		return wire.SecondPerson{}
	}
	return wire.SecondPerson{Roles: policy.Roles(second)}
}

func movementAnswer(a *movement.Answer) wire.MovementAnswer {
	v := wire.MovementAnswer{Seq: a.Seq, Status: a.Status, Manifest: a.Manifest, Proposed: a.Proposed, Waits: a.Waits, Second: waits(a.Waits, policy.AgreeCancel), Repeated: a.Repeated}
	for _, line := range a.Passengers {
		v.Passengers = append(v.Passengers, wire.PassengerAnswer{
			Case: line.Case, State: line.State, Why: string(line.Why), Refused: line.Refused, Gates: line.Gates,
		})
	}
	return v
}
