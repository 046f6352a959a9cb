package act

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Receipt is the state of a write: settled, or pending with a key to ask for it. A settled write has one
// of the four answers, by the kind of its target.
type Receipt struct {
	Key        string // the caller's own
	State      record.CommandState
	Name       string // of the command, as "decide"
	Target     record.Target
	ReceivedAt time.Time
	EndedAt    *time.Time // nil while it is pending
	// Created is true if the target is new.
	Created bool
	// Registers is the desk that registers a case which was opened by this write and which the caller may not
	// see; "" for any other write. Only OpenCase sets it.
	Registers casework.DeskID

	// Refusal is why the write was refused; nil if it was not. Only ShowCommand sets it, because a write
	// that is refused at once returns an error.
	Refusal error

	Case      *casework.Answer
	Operation *operation.Answer
	Movement  *movement.Answer // of those passengers whom the caller may know of
	Erasure   *erasure.Answer
}

// Write is one write on its way.
type Write struct {
	Key    string        // the caller's
	Target record.Target // Ref "" for something new
	Name   string
	Args   command.Args
	Words  record.Words
}

// Send carries out a write. A refusal is an error.
func (s *Core) Send(ctx context.Context, w Write) (Receipt, error) {
	result, err := s.Commands.Do(ctx, w.of(request.From(ctx)))
	if err != nil {
		return Receipt{}, err
	}
	out := Receipt{
		Key: w.Key, State: result.State, Name: w.Name, Target: result.Target, ReceivedAt: result.ReceivedAt, EndedAt: result.EndedAt,
		Created: w.Target.Ref == "",
	}
	if err := out.read(result.Answer, result.Repeated); err != nil || out.Movement == nil {
		return out, err
	}
	err = s.redactAnswer(ctx, out.Movement)
	return out, err
}

// of is the write as the caller of a request sends it.
func (w Write) of(r *request.Request) command.Request {
	return command.Request{Key: w.Key, Actor: r.Actor.Casework(), Target: w.Target, Name: w.Name, Args: w.Args, Words: w.Words, Hash: r.Fingerprint}
}

// Prepare returns the command of a write, without storing or sending it. Sent by Send with the same request and key,
// the write is this command. before is the latest command that was sent with the key; nil for none.
func (s *Core) Prepare(ctx context.Context, w Write, before *record.CommandRow) (command.New, error) {
	nth := 1
	if before != nil {
		nth = before.Nth
		if before.State == record.CommandRefused {
			nth++
		}
	}
	return w.of(request.From(ctx)).New(s.Now().UTC(), nth)
}

// ReceiptOf returns the receipt of a write that was stored, by the caller's key. The receipt of a refused
// write has its Refusal.
func (s *Core) ReceiptOf(ctx context.Context, key string, row record.CommandRow) (Receipt, error) {
	out := Receipt{Key: key, State: row.State, Name: row.Name, Target: row.Target, ReceivedAt: row.CreatedAt, EndedAt: row.EndedAt}
	if err := out.read(row.Answer, false); err != nil {
		return Receipt{}, err
	}
	if out.Movement != nil {
		if err := s.redactAnswer(ctx, out.Movement); err != nil {
			return Receipt{}, err
		}
	}
	if out.Case != nil {
		seen := request.From(ctx).Nothing()
		if c, err := s.LookUp(ctx, row.Target.Ref); err == nil {
			seen = c.Seen
		}
		out.seenBy(seen)
	}
	if row.State == record.CommandRefused {
		out.Refusal = s.RefusalOf(ctx, row)
	}
	return out, nil
}

// seenBy leaves in the answer of a case what the caller sees of it: outside the case the number of the change is the
// instant at which it was settled, and a question or a request to delete shows nothing of where the case stands.
func (r *Receipt) seenBy(seen request.Visibility) {
	if r.Case == nil || !seen.Outside() {
		return
	}
	if r.EndedAt != nil {
		r.Case.Seq = seen.Change(r.Case.Seq, *r.EndedAt)
	}
	step, _, _ := strings.Cut(string(r.Case.Task), ".")
	if base := casework.Step(step).Base(); base == casework.StepInformation || base == casework.StepAttest {
		spec, _ := casework.SpecOf(base)
		r.Case.Stage = spec.Stage
	}
}

// read puts what the workflow answered into the receipt; repeated is true if it had answered before.
func (r *Receipt) read(raw json.RawMessage, repeated bool) error {
	if r.State != record.CommandSettled || len(raw) == 0 {
		return nil
	}
	var err error
	switch r.Target.Kind {
	case record.TargetCase:
		r.Case, err = answerOf[casework.Answer](raw)
		r.Case.Repeated = r.Case.Repeated || repeated
	case record.TargetOperation:
		r.Operation, err = answerOf[operation.Answer](raw)
		r.Operation.Repeated = r.Operation.Repeated || repeated
	case record.TargetMovement:
		r.Movement, err = answerOf[movement.Answer](raw)
		r.Movement.Repeated = r.Movement.Repeated || repeated
	case record.TargetErasure:
		r.Erasure, err = answerOf[erasure.Answer](raw)
		r.Erasure.Repeated = r.Erasure.Repeated || repeated
	}
	return err
}

func answerOf[A any](raw json.RawMessage) (*A, error) {
	a := new(A)
	if err := json.Unmarshal(raw, a); err != nil {
		return a, fmt.Errorf("read the answer of a command: %w", err)
	}
	return a, nil
}

// OwnKey returns the key under which a write of the caller is stored.
func OwnKey(ctx context.Context, key string) (casework.Key, error) {
	return command.KeyFor(request.From(ctx).Actor.Account, key)
}

// Mint makes a reference that is the same however often a write is sent.
func Mint(ctx context.Context, key, what string) (string, error) {
	made, err := command.KeyFor(request.From(ctx).Actor.Account, key+" "+what)
	return string(made), err
}

// Pending reports whether the write is not settled yet.
func (r *Receipt) Pending() bool { return r.State == record.CommandPending }
