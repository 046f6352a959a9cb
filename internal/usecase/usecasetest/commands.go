package usecasetest

import (
	"cmp"
	"context"
	"encoding/json"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/workflows"
)

// Commands keeps commands in memory and carries them out by the rules. It is safe for concurrent use.
type Commands struct {
	now    func() time.Time
	record *Record

	turn    sync.Mutex
	answers map[casework.Key]json.RawMessage // of what was carried out; under turn
	mu      sync.Mutex
	stored  map[casework.Key]command.Stored
	firsts  map[casework.Key]casework.Key // of a stored key: the first with the key of the client
	held    bool
	sent    []Sent
}

// Sent is a command that was carried out or refused, with what was written.
type Sent struct {
	casework.Command

	Words record.Words
}

// Hold keeps commands from being carried out: they stay pending. Hold(false) lets them through again.
func (c *Commands) Hold(held bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = held
}

// Sent lists the commands that were sent, each once, with what was written.
func (c *Commands) Sent() []Sent {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Sent(nil), c.sent...)
}

func (c *Commands) words(key casework.Key) record.Words {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, sent := range c.sent {
		if sent.Key == key {
			return sent.Words
		}
	}
	return record.Words{}
}

func (c *Commands) row(key casework.Key) (record.CommandRow, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if found, ok := c.latest(key); ok {
		return found.CommandRow, nil
	}
	return record.CommandRow{}, missing()
}

// latest finds the latest command with the key of the first; the caller holds the lock.
func (c *Commands) latest(first casework.Key) (command.Stored, bool) {
	found, ok := c.stored[first]
	for _, one := range c.stored {
		if c.firsts[one.Key] == first && one.Nth > found.Nth {
			found = one
		}
	}
	return found, ok
}

// StoreCommand implements command.Store.
func (c *Commands) StoreCommand(_ context.Context, n command.New) (command.Stored, bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.stored[n.Key]; ok {
		found, _ := c.latest(cmp.Or(n.First, n.Key))
		return found, false, nil
	}
	var words record.Words
	if len(n.Words) > 0 {
		if err := json.Unmarshal(n.Words, &words); err != nil {
			return command.Stored{}, false, fault.Wrap(err, fault.Invalid, "the words cannot be read")
		}
	}
	made := command.Stored{
		CommandRow: record.CommandRow{Key: n.Key, Nth: max(1, n.Nth), Actor: n.Actor, Target: n.Target, Name: n.Name, State: record.CommandPending, CreatedAt: n.At},
		Args:       n.Args, Hash: n.Hash,
	}
	var cmd casework.Command
	if err := json.Unmarshal(n.Args, &cmd); err != nil && n.Target.Kind == record.TargetCase {
		return command.Stored{}, false, fault.Wrap(err, fault.Invalid, "the command cannot be read")
	}
	c.sent = append(c.sent, Sent{cmd, words})
	c.stored[n.Key], c.firsts[n.Key] = made, n.First
	return made, true, nil
}

// SettleCommand implements command.Store.
func (c *Commands) SettleCommand(_ context.Context, key casework.Key, answer json.RawMessage) (command.Stored, error) {
	return c.end(key, func(s *command.Stored) { s.State, s.Answer = record.CommandSettled, answer })
}

// RefuseCommand implements command.Store.
func (c *Commands) RefuseCommand(_ context.Context, key casework.Key, code fault.Code, message string, details json.RawMessage) (command.Stored, error) {
	return c.end(key, func(s *command.Stored) {
		s.State, s.Code, s.Message, s.Details = record.CommandRefused, code, message, details
	})
}

func (c *Commands) end(key casework.Key, change func(*command.Stored)) (command.Stored, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, ok := c.stored[key]
	if !ok {
		return command.Stored{}, missing()
	}
	at := c.now()
	found.EndedAt = &at
	change(&found)
	c.stored[key] = found
	return found, nil
}

// TakePending implements command.Store; nothing is sent a second time here.
func (c *Commands) TakePending(context.Context, int, time.Duration, time.Duration) ([]command.Stored, error) {
	return nil, nil
}

// Send implements command.Sender: the rules accept the command or refuse it.
func (c *Commands) Send(ctx context.Context, target record.Target, name string, key casework.Key, args json.RawMessage) (json.RawMessage, error) {
	c.mu.Lock()
	held := c.held
	c.mu.Unlock()
	if held {
		return nil, fault.New(fault.Unavailable, "held back")
	}
	if target.Kind != record.TargetCase {
		return nil, fault.New(fault.Invalid, "only cases carry commands out here")
	}
	var cmd casework.Command
	if err := json.Unmarshal(args, &cmd); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "the command cannot be read")
	}
	c.turn.Lock() // a case carries out one command after the other
	defer c.turn.Unlock()
	state, err := c.record.CaseState(ctx, target.Ref)
	if err != nil {
		return nil, err
	}
	if answered, known := c.answers[key]; known { // as the workflow: a key that is settled gets its answer again
		return answered, nil
	}
	cmd.Kind, cmd.Key, cmd.At = casework.Kind(name), key, c.now()
	change, answer, err := ruling.Accept(state, cmd, workflows.Procedure)
	if err != nil {
		return nil, err
	}
	if err := c.write(ctx, change); err != nil {
		return nil, err
	}
	answered, err := json.Marshal(answer)
	c.answers[key] = answered
	return answered, err
}

// write writes a change with the clocks that it orders. Every step may take ten days.
func (c *Commands) write(ctx context.Context, change casework.Change) error {
	const budget = 10 * 24 * time.Hour
	var clocks []casework.ClockSet
	for _, order := range change.Clocks {
		set := casework.ClockSet{Task: order.Task}
		for _, l := range casework.EscalationThresholds() {
			set.Escalations = append(set.Escalations, casework.EscalationAt{Level: l.Level, At: order.Start.Add(budget * time.Duration(l.Percent) / 100)})
		}
		clocks = append(clocks, set)
	}
	_, err := c.record.WriteChange(ctx, change, clocks)
	if err == nil {
		c.record.correct(change)
	}
	return err
}
