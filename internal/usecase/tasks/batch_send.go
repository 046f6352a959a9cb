package tasks

import (
	"context"

	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
)

// batched is the decision of one item of a batch, as its officer sent it.
func batched(item record.BatchItem, d Decision) BatchedDecision {
	return BatchedDecision{
		Write:    Write{Case: item.Case, Task: item.Task, Version: item.Version, Key: item.Body.Key},
		Decision: d, Fingerprint: item.Body.Fingerprint,
	}
}

// commandsOf returns the commands that carry out the decisions of a batch, by their place. as is the context of the
// officer who proposed it. A decision that this officer could not send now is left out: its rule is added to rules.
func (s *Tasks) commandsOf(as context.Context, b record.Batch, rules map[int]string) (map[int]command.New, error) {
	decisions, err := decisionsOf(b)
	if err != nil {
		return nil, err
	}
	out := map[int]command.New{}
	for i, item := range b.Items {
		if rules[i] != "" {
			continue
		}
		made, err := s.commandFor(as, batched(item, decisions[i]))
		switch code := fault.CodeOf(err); {
		case err == nil:
			out[i] = made
		case code == fault.NotFound:
			rules[i] = string(sheet.Over)
		case fault.Lasting(err):
			rules[i] = string(sheet.Changed)
		default:
			return nil, err
		}
	}
	return out, nil
}

// commandFor returns the command of a decision, as decideOne sends it.
func (s *Tasks) commandFor(as context.Context, one BatchedDecision) (command.New, error) {
	own := request.From(as).For(policy.DecideTask)
	own.Looking, own.Fingerprint = true, one.Fingerprint
	ctx := request.With(as, own)
	c, cmd, words, err := s.decision(ctx, one.Write, one.Decision)
	if err != nil {
		return command.New{}, err
	}
	before, err := s.commandOf(ctx, own.Actor.Account, one.Key)
	if err != nil {
		return command.New{}, err
	}
	return s.core.Prepare(ctx, act.ToCase(c.State.Ref, one.Key, cmd, words), before)
}

// carryOut sends those decisions of an agreed batch that are not settled yet, in the name of its officer.
func (s *Tasks) carryOut(ctx context.Context, b record.Batch) error {
	decisions, err := decisionsOf(b)
	if err != nil {
		return err
	}
	as := s.asProposer(ctx, b)
	var unsent []BatchedDecision
	for i, item := range b.Items {
		if item.Rule != "" || item.Body.Key == "" {
			continue
		}
		sent, err := s.commandOf(as, b.By.Account, item.Body.Key)
		if err != nil {
			return err
		}
		if sent == nil || sent.State == record.CommandPending {
			unsent = append(unsent, batched(item, decisions[i]))
		}
	}
	s.decideAll(as, unsent) // each is a command, whose result the batch shows
	return nil
}
