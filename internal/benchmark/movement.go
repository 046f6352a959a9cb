package benchmark

import (
	"context"
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// moved plans a movement and takes the passenger to the arrival.
func (t *trip) moved(ctx context.Context) error {
	desk := func(kind casework.DeskKind, role casework.Role) (*client.Client, error) {
		return t.as(t.rules.Desks[kind], role, "bench-"+string(kind))
	}
	coordinator, err := desk(casework.DeskTransport, casework.RoleTransport)
	if err != nil {
		return err
	}
	approver, err := desk(casework.DeskMovement, casework.RoleMovementApprover)
	if err != nil {
		return err
	}
	escort, err := desk(casework.DeskEscort, casework.RoleEscort)
	if err != nil {
		return err
	}
	receiver, err := desk(casework.DeskReceiving, casework.RoleReceiver)
	if err != nil {
		return err
	}
	leaves := t.Now().UTC().Add(-time.Hour) // half of the flight is over, so that the arrival can be confirmed
	planned, err := coordinator.PlanMovement(ctx, once(), wire.MovementPlan{
		Legs:  []wire.Leg{{Mode: "air", From: "THDMK", To: "MMRGN", DepartsAt: leaves, ArrivesAt: leaves.Add(2 * time.Hour)}},
		Seats: 4, Receiving: t.rules.Desks[casework.DeskReceiving], Escorts: []wire.DeskId{t.rules.Desks[casework.DeskEscort]},
	})
	if err != nil {
		return fmt.Errorf("plan movement: %w", err)
	}
	movement, ref := planned.Target.Ref, t.ref
	for _, step := range []struct {
		name string
		do   func() (wire.Receipt, error)
	}{
		{"hold", func() (wire.Receipt, error) {
			return coordinator.HoldSeats(ctx, once(), movement, wire.SeatHold{Blocks: wire.Blocks{{Members: []wire.BlockMember{{Case: ref}}}}})
		}},
		{"ticket", func() (wire.Receipt, error) { return coordinator.IssueTickets(ctx, once(), movement, wire.Ticketing{}) }},
		{"lock", func() (wire.Receipt, error) {
			return approver.LockManifest(ctx, once(), movement, wire.ManifestLock{Passengers: []wire.ComparedPassenger{{Case: ref, NamesMatchDocument: "yes", SeparationsKept: "yes"}}})
		}},
		{"last check", func() (wire.Receipt, error) {
			return wire.Receipt{}, t.decide(ctx, answer{casework.StepPreEmbarkation, casework.RoleMedical, wire.TaskDecision{Outcome: casework.Fit}, "doctor"})
		}},
		{"board", func() (wire.Receipt, error) {
			return escort.BoardPassengers(ctx, once(), movement, wire.BoardingRoll{Passengers: []wire.BoardedPassenger{{Case: ref, Outcome: casework.Boarded, IdentityMatch: "yes", ConsentAskedAgain: "yes"}}})
		}},
		{"depart", func() (wire.Receipt, error) { return escort.DepartMovement(ctx, once(), movement, wire.Departure{}) }},
		{"arrive", func() (wire.Receipt, error) {
			return receiver.ConfirmArrivals(ctx, once(), movement, wire.ArrivalRoll{Passengers: []wire.ArrivedPassenger{{Case: ref, Outcome: casework.Met}}})
		}},
	} {
		receipt, err := step.do()
		if err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		for _, p := range receipt.Movement.Passengers {
			if p.Refused != "" {
				return fmt.Errorf("%s: the case refused: %s", step.name, p.Refused)
			}
		}
	}
	return nil
}

// open waits until the task of a step is open and may be answered.
func (t *trip) open(ctx context.Context, officer *client.Client, step casework.Step) (wire.Task, error) {
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for range 3000 {
		page, err := officer.ListTasks(ctx, wire.ListTasksParams{Case: t.ref, Step: step.Base()})
		if err != nil {
			return wire.Task{}, fmt.Errorf("list tasks: %w", err)
		}
		for _, task := range page.Items {
			if task.Step == step && !task.NotBefore.After(t.Now()) {
				return task, nil
			}
		}
		select {
		case <-ctx.Done():
			return wire.Task{}, ctx.Err()
		case <-ticker.C:
		}
	}
	return wire.Task{}, fault.New(fault.Conflict, "no task was opened within a minute: "+string(step))
}
