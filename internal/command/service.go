package command

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// Wait is how long the sender of a command waits. An unsettled command is sent again first after
// FirstAgain, and later after at most LastAgain.
const (
	Wait       = 8 * time.Second
	FirstAgain = 10 * time.Second
	LastAgain  = 5 * time.Minute
)

// Service carries out commands. All fields but Wait are required. It is safe for concurrent use.
type Service struct {
	Store  Store
	Sender Sender
	// Wait is how long Do waits for a command to be settled; 0 is the constant Wait.
	Wait   time.Duration
	Now    func() time.Time
	NewRef func() casework.Ref // makes the references of new things; see NewRef
	Logger *slog.Logger
}

// Result is the state of a command.
type Result struct {
	Key    casework.Key // to ask for the command while it is pending
	Target record.Target
	State  record.CommandState // settled or pending; a refusal is an error
	Answer json.RawMessage     // of a settled command
	// ReceivedAt is when the command was first stored, EndedAt when it was settled; nil while it is pending.
	ReceivedAt time.Time
	EndedAt    *time.Time
	// Repeated is true if this request was sent before.
	Repeated bool
}

// Do stores a command, sends it, and returns its answer. A refusal is a fault. It has done nothing, and the key
// does not belong to it: sent again with the same key, as it was or changed, a refused request is judged once more. A command that is not settled in time, or that cannot be sent now, is pending: it
// will be sent again until it is settled or refused. The same key with another request is
// fault.KeyReused. After an error without a lasting code the command may not be stored: the caller must
// try again with the same key.
func (s *Service) Do(ctx context.Context, r Request) (Result, error) {
	// A stored command is carried out even if its sender has disconnected.
	ctx = context.WithoutCancel(ctx)
	stored, hash, fresh, err := s.store(ctx, r)
	if err != nil {
		return Result{}, err
	}
	if stored.Hash != hash {
		return Result{}, fault.New(fault.KeyReused, "this key belongs to another request; send this request with a new key")
	}
	if stored.State == record.CommandPending {
		if stored, err = s.send(ctx, stored, s.wait()); err != nil {
			return Result{}, err
		}
	}
	return result(stored, !fresh)
}

// store stores a request as a command, or finds the command that it is. The commands with its key that were refused
// do not count: the next one takes their place. hash is that of the request.
func (s *Service) store(ctx context.Context, r Request) (stored Stored, hash string, fresh bool, err error) {
	for nth := 1; ; nth = max(nth, stored.Nth) + 1 {
		n, err := r.New(s.Now(), nth)
		if err != nil {
			return Stored{}, "", false, err
		}
		if n.Target.Ref == "" {
			n.Target.Ref = s.NewRef()
		}
		stored, fresh, err = s.Store.StoreCommand(ctx, n)
		if err != nil || fresh || stored.State != record.CommandRefused {
			return stored, n.Hash, fresh, err
		}
	}
}

func (s *Service) wait() time.Duration {
	if s.Wait > 0 {
		return s.Wait
	}
	return Wait
}

// send sends a command to its workflow and stores the outcome. If the outcome is not known, the command
// stays pending.
func (s *Service) send(ctx context.Context, c Stored, within time.Duration) (Stored, error) {
	sending, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	answer, err := s.Sender.Send(sending, c.Target, c.Name, c.Key, c.Args)
	switch {
	case err == nil:
		return s.Store.SettleCommand(ctx, c.Key, answer)
	case fault.Lasting(err):
		return s.Store.RefuseCommand(ctx, c.Key, fault.CodeOf(err), fault.MessageOf(err), details(err))
	default:
		s.Logger.WarnContext(ctx, "command not settled yet", slog.String("command", string(c.Key)), slog.String("target", string(c.Target.Kind)),
			slog.String("ref", string(c.Target.Ref)), slog.String("code", string(fault.CodeOf(err))), slog.Int("attempts", c.Attempts))
		return c, nil
	}
}

// details returns the safe details of a refusal as JSON; nil if there are none.
func details(err error) json.RawMessage {
	found := fault.DetailsOf(err)
	if found == nil {
		return nil
	}
	raw, err := json.Marshal(found)
	if err != nil {
		return nil
	}
	return raw
}

func result(c Stored, repeated bool) (Result, error) {
	if c.State == record.CommandRefused {
		refusal := fault.New(c.Code, c.Message)
		if len(c.Details) > 0 {
			refusal = refusal.With(c.Details)
		}
		return Result{}, refusal
	}
	return Result{
		Key: c.Key, Target: c.Target, State: c.State, Answer: c.Answer, ReceivedAt: c.CreatedAt, EndedAt: c.EndedAt, Repeated: repeated,
	}, nil
}

// errNotSent wraps the errors of a sweep that could not store outcomes.
var errNotSent = errors.New("store the outcomes of commands")
