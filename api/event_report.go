package api

import (
	"context"
	"strings"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ReportEvent takes in something that may happen at any moment. Each event has rights of its own.
func (s *Server) ReportEvent(ctx context.Context, r wire.ReportEventRequestObject) (wire.ReportEventResponseObject, error) {
	q := request.From(ctx)
	c, err := s.lookUp(ctx, r.Case)
	if err != nil {
		return receipt{}, err
	}
	body := *r.Body
	subject := c.subject
	if body.Event == casework.EventSuperseded && body.Step != "" {
		// The question is whose the decision was, not who has a part in the case. It is the
		// supervisor's too, who has one.
		subject = policy.OfTask(subject, s.deciderOf(c, body.Step), s.agencyOf)
	}
	if err := q.AuthorizeAs(policy.ReportOf(body.Event), policy.ShowCase, subject); err != nil {
		return receipt{}, err
	}
	cmd, err := s.eventCommand(c, body)
	if err != nil {
		return receipt{}, err
	}
	if body.Event == casework.EventHoldSet {
		if cmd.Hold.ID, err = mintFrom(q.Actor.Account, r.Params.IdempotencyKey, "hold"); err != nil {
			return receipt{}, err
		}
	}
	cmd.Reasoned = body.Reasons != ""
	text := strings.TrimSpace(body.Reasons + "\n\n" + body.Words)
	return s.sendToCase(ctx, c, r.Params.IdempotencyKey, cmd, record.Words{Text: text})
}

// deciderOf is the desk that has settled a step, or whose it would be.
func (s *Server) deciderOf(c seenCase, step casework.Step) casework.DeskID {
	if settled, ok := c.State.Settlement(step); ok && settled.By.Desk != "" {
		return settled.By.Desk
	}
	return s.deskOf(c, step)
}

// eventCommand makes the command of an event, with what the event needs.
func (s *Server) eventCommand(c seenCase, body wire.EventReport) (casework.Command, error) {
	cmd := casework.Command{Kind: casework.KindReport, Event: body.Event}
	need := func(there bool, pointer string) error {
		if there {
			return nil
		}
		return wrongAt(pointer, contract.Required)
	}
	switch body.Event {
	case casework.EventHoldSet:
		cmd.Hold = &casework.Hold{Kind: string(body.Hold.Kind), ReviewBy: body.Hold.ReviewBy.UTC()}
		if err := need(body.Hold.Kind != "", "/hold/kind"); err != nil {
			return cmd, err
		}
		return cmd, need(!body.Hold.ReviewBy.IsZero(), "/hold/review_by")
	case casework.EventHoldLifted:
		cmd.Hold = &casework.Hold{ID: body.Hold.Id}
		return cmd, need(body.Hold.Id != "", "/hold/id")
	case casework.EventCustodyChanged:
		cmd.Facts = []casework.Statement{{Name: casework.FactCustodian, Value: string(body.Custodian)}}
		return cmd, need(body.Custodian != "", "/custodian")
	case casework.EventSuperseded:
		if err := need(body.Step != "", "/step"); err != nil {
			return cmd, err
		}
		if _, known := casework.SpecOf(body.Step); !known {
			return cmd, wrongAt("/step", contract.NotListed)
		}
		cmd.Step = body.Step
		return cmd, need(body.Reasons != "", "/reasons")
	case casework.EventPaused:
		cmd.Cause = body.Cause
		return cmd, need(body.Cause != "", "/cause")
	case casework.EventCorridorChanged:
		if err := need(body.Corridor != "", "/corridor"); err != nil {
			return cmd, err
		}
		rules, err := s.pin(body.Corridor, body.CorridorVersion, c.State.Rules.Host, c.State.Rules.Origin, "")
		cmd.Pinned = &rules
		return cmd, err
	default:
		return cmd, nil
	}
}

// mintFrom makes an identifier that is the same however often a write is sent.
func mintFrom(account casework.AccountID, key, what string) (string, error) {
	made, err := command.KeyFor(account, key+" "+what)
	return string(made), err
}
