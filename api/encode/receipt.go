package encode

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
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
	}
	if a := r.Movement; a != nil {
		v.Movement = movementAnswer(a)
	}
	if a := r.Erasure; a != nil {
		v.Erasure = wire.ErasureAnswer{Seq: a.Seq, State: a.State, Repeated: a.Repeated}
	}
	return v
}

// CaseAnswer is the answer of a case; zero for nil.
func CaseAnswer(a *casework.Answer) wire.CaseAnswer {
	if a == nil {
		return wire.CaseAnswer{}
	}
	return wire.CaseAnswer{Seq: a.Seq, Stage: a.Stage, Task: TaskName(a.Task), Access: a.Access, Proposal: a.Proposal, Settled: a.Settled, Repeated: a.Repeated}
}

func movementAnswer(a *movement.Answer) wire.MovementAnswer {
	v := wire.MovementAnswer{Seq: a.Seq, Status: a.Status, Manifest: a.Manifest, Proposed: a.Proposed, Waits: a.Waits, Repeated: a.Repeated}
	for _, line := range a.Passengers {
		v.Passengers = append(v.Passengers, wire.PassengerAnswer{
			Case: line.Case, State: line.State, Why: string(line.Why), Refused: line.Refused, Gates: line.Gates,
		})
	}
	return v
}
