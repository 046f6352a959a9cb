package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// retryAfter is how many seconds to wait before looking at a command again.
const retryAfter = "2"

// receipt is the answer to a write: settled, or put off with a place to look at.
type receipt struct {
	wire.Receipt

	// created is where what is new can be found; "" when nothing is.
	created string
}

// write is one write on its way.
type write struct {
	key    string // the client's
	target record.Target
	name   string
	args   any
	words  record.Words
	// at is where something new will be found, before its reference.
	at string
}

// send carries a write out and makes its receipt. A refusal is an error.
func (s *Server) send(ctx context.Context, w write) (receipt, error) {
	q := request.From(ctx)
	result, err := s.Commands.Do(ctx, command.Request{
		Key: w.key, Actor: q.Actor.Casework(), Target: w.target, Name: w.name, Args: w.args, Words: w.words,
		Hash: q.Fingerprint,
	})
	if err != nil {
		return receipt{}, err
	}
	r := receipt{Receipt: wire.Receipt{
		Key: w.key, State: result.State, Command: string(w.target.Kind) + "." + w.name,
		Target: wire.Target{Kind: result.Target.Kind, Ref: result.Target.Ref}, ReceivedAt: result.ReceivedAt.UTC(), EndedAt: encode.Time(result.EndedAt),
	}}
	if w.at != "" {
		r.created = w.at + string(result.Target.Ref)
	}
	if err := readAnswer(&r.Receipt, result.Answer, result.Repeated); err != nil {
		return receipt{}, err
	}
	if err := s.keepKnown(ctx, &r.Movement); err != nil {
		return receipt{}, err
	}
	return r, nil
}

// readAnswer puts what the workflow said into a receipt; repeated says that it was said before.
func readAnswer(r *wire.Receipt, raw json.RawMessage, repeated bool) error {
	if r.State != record.CommandSettled || len(raw) == 0 {
		return nil
	}
	var err error
	switch r.Target.Kind {
	case record.TargetCase:
		var a casework.Answer
		err = json.Unmarshal(raw, &a)
		r.Case = wire.CaseAnswer{Seq: a.Seq, Stage: a.Stage, Task: encode.TaskName(a.Task), Access: a.Access, Settled: a.Settled, Repeated: repeated || a.Repeated}
	case record.TargetOperation:
		var a operation.Answer
		err = json.Unmarshal(raw, &a)
		r.Operation = wire.OperationAnswer{Seq: a.Seq, State: a.State, Cases: a.Cases, Waits: a.Waits, Repeated: repeated || a.Repeated}
	case record.TargetMovement:
		var a movement.Answer
		err = json.Unmarshal(raw, &a)
		a.Repeated = repeated || a.Repeated
		r.Movement = movementAnswer(a)
	case record.TargetErasure:
		var a erasure.Answer
		err = json.Unmarshal(raw, &a)
		r.Erasure = wire.ErasureAnswer{Seq: a.Seq, State: a.State, Repeated: repeated || a.Repeated}
	}
	if err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	return nil
}

func movementAnswer(a movement.Answer) wire.MovementAnswer {
	out := wire.MovementAnswer{Seq: a.Seq, Status: a.Status, Manifest: a.Manifest, Proposed: a.Proposed, Repeated: a.Repeated}
	for _, line := range a.Passengers {
		out.Passengers = append(out.Passengers, wire.PassengerAnswer{
			Case: line.Case, State: line.State, Why: string(line.Why), Refused: line.Refused, Gates: policy.OperationalGates(line.Gates),
		})
	}
	return out
}

// put writes the receipt as an answer.
func (r receipt) put(w http.ResponseWriter) error {
	raw, err := json.Marshal(r.Receipt)
	if err != nil {
		return fmt.Errorf("write receipt: %w", err)
	}
	status := http.StatusOK
	switch {
	case r.State == record.CommandPending:
		status = http.StatusAccepted
		w.Header().Set("Location", "/commands/"+r.Key)
		w.Header().Set("Retry-After", retryAfter)
	case r.created != "":
		status = http.StatusCreated
		w.Header().Set("Location", r.created)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, err = w.Write(raw)
	return err
}
