package cases

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/wire"
)

func (h handlers) show(ctx context.Context, p ofCase) (wire.Case, error) {
	c, err := h.do.ShowCase(ctx, p.Case)
	return view(c), err
}

func view(c cases.View) wire.Case {
	v := wire.Case{
		Ref: c.Ref, Operation: c.Operation, Corridor: c.Corridor, CorridorVersion: c.Version, Host: string(c.Host), Origin: string(c.Origin),
		Lane: c.Lane, Stage: c.Stage, Modality: c.Modality, Seq: c.Seq, Minor: c.Minor, OpenedAt: c.OpenedAt.UTC(), UpdatedAt: c.UpdatedAt.UTC(),
		OpenTasks: c.OpenTasks, OverdueTasks: c.Overdue, NextDue: encode.Time(c.NextDue), Paused: encode.Pause(c.Paused), Movement: c.Movement,
		Closed: c.Closed, Deceased: c.Deceased, EndedAt: encode.Time(c.EndedAt), Shown: c.Shown, Person: encode.Person(c.Person),
		Documents: encode.Documents(c.Documents), Recalled: c.Recalled,
		Steps: []wire.SettledStep{}, Facts: []wire.Fact{}, Tasks: []wire.Task{},
	}
	if trip := c.Trip; trip != nil {
		v.Trip = encode.Trip(*trip)
	}
	for _, s := range c.Steps {
		v.Steps = append(v.Steps, encode.Step(s))
	}
	for _, f := range c.Facts {
		v.Facts = append(v.Facts, encode.Fact(f))
	}
	for _, t := range c.Tasks {
		v.Tasks = append(v.Tasks, encode.Task(t))
	}
	for _, desk := range c.Team {
		v.Team = append(v.Team, wire.TeamDesk{Desk: string(desk.Desk), Kind: desk.Kind})
	}
	for _, given := range c.Consents {
		v.Consents = append(v.Consents, consent(given))
	}
	addHistory(&v, c)
	return v
}

// addHistory adds holds, waivers and undone steps.
func addHistory(v *wire.Case, c cases.View) {
	for _, hold := range c.Holds {
		v.Holds = append(v.Holds, wire.Hold{
			Id: hold.ID, Kind: hold.Kind, Since: hold.Since.UTC(), ReviewBy: hold.ReviewBy.UTC(), Desk: string(hold.By.Desk),
		})
	}
	for _, w := range c.Waivers {
		given := wire.WaiverGiven{Gate: w.Gate, Role: w.By.Role, Desk: string(w.By.Desk), At: w.At.UTC()}
		for _, condition := range w.Conditions {
			given.Conditions = append(given.Conditions, string(condition))
		}
		v.Waivers = append(v.Waivers, given)
	}
	for _, u := range c.Undo {
		v.Undo = append(v.Undo, wire.UndoLine{
			Kind: string(u.Kind), State: wire.UndoLineState(u.State), Step: string(u.Step), Desk: string(u.Desk),
			Leftover: casework.UndoSpecOf(u.Kind).Leftover,
		})
	}
}
