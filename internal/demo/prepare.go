package demo

import (
	"context"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// prepare records the consents, and the facts without which the gates of the way stay closed.
func (d *driver) prepare(ctx context.Context, who person, w way) error {
	consents := []casework.Consent{"C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11"}
	if w.family {
		consents = append(consents, casework.ConsentFamily)
	}
	_, err := d.send(ctx, officer(deskCaseworker, casework.DeskCaseworker), func(c *client.Client) (wire.Receipt, error) {
		return c.GiveConsents(ctx, intent(who.ref, "consents"), who.ref, wire.ConsentGiving{
			Consents: consents, Mode: casework.ModeThumbprint, Language: "en",
		})
	})
	if err != nil {
		return fmt.Errorf("record consents: %w", err)
	}
	for _, s := range w.statements() {
		if err := d.state(ctx, who, s); err != nil {
			return fmt.Errorf("state a fact: %w", err)
		}
	}
	return nil
}

// statement is a fact that a desk states without being asked.
type statement struct {
	desk  casework.DeskID
	kind  casework.DeskKind
	facts wire.Statements
}

// statements returns the facts that the gates of a way need.
func (w way) statements() []statement {
	var out []statement
	if w.answersTo(casework.StepTravelDocument) {
		out = append(out, statement{deskSupervisor, casework.DeskSupervisor, stated(casework.FactSharing, "in_force")})
	}
	if w.family {
		out = append(out, statement{deskCaseworker, casework.DeskCaseworker, stated(casework.FactRecruiter, "known")})
	}
	return out
}

func (d *driver) state(ctx context.Context, who person, s statement) error {
	_, err := d.send(ctx, officer(s.desk, s.kind), func(c *client.Client) (wire.Receipt, error) {
		return c.StateFacts(ctx, intent(who.ref, "fact/"+string(s.facts[0].Name)), who.ref, wire.FactStatement{Facts: s.facts})
	})
	return err
}

// leave does what the way says with requests that stay open.
func (d *driver) leave(ctx context.Context, who person, w way, open []wire.WaitingTask) error {
	for _, t := range open {
		what, yes := w.then[t.Step]
		if !yes {
			continue
		}
		i := intent(who.ref, t.Task+"/"+string(what))
		_, err := d.send(ctx, claimant(t), func(c *client.Client) (wire.Receipt, error) {
			switch what {
			case actClaim:
				return c.ClaimTask(ctx, i, who.ref, t.Task)
			case actPause:
				return c.PauseTask(ctx, i, who.ref, t.Task, wire.PauseRequest{Cause: casework.CauseMedical})
			default:
				return c.AskAtTask(ctx, i, who.ref, t.Task, wire.Question{Question: "In which village was the birth registered?", Items: []wire.QuestionItem{casework.ItemBirth}})
			}
		})
		if err != nil {
			return fmt.Errorf("%s %s: %w", what, t.Step, err)
		}
	}
	return nil
}
