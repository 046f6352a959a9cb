package main

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type caseList struct {
	page `embed:""`

	Operation string `placeholder:"REF" help:"Of this operation."`
	Movement  string `placeholder:"REF" help:"With a place on this movement."`
	Stage     string `placeholder:"clearance" help:"At this stage."`
	Lane      string `placeholder:"B" help:"On this lane."`
	Corridor  string `placeholder:"ID" help:"In this corridor."`
	Origin    string `placeholder:"KEN" help:"Of this state of origin."`
	Desk      string `placeholder:"ID" help:"Waiting for this desk."`
	Overdue   bool   `help:"Only those with an overdue task."`
	Open      bool   `help:"Only those that have not ended."`
	Minor     bool   `help:"Only children."`
}

func (c *caseList) Run(ctx context.Context, w world, r *Remote) error {
	q := c.query()
	for name, value := range map[string]string{
		"operation": c.Operation, "movement": c.Movement, "stage": c.Stage, "lane": c.Lane, "corridor": c.Corridor, "origin": c.Origin, "desk": c.Desk,
		"overdue": truth(c.Overdue), "open": truth(c.Open), "minor": truth(c.Minor),
	} {
		set(q, name, value)
	}
	return ask(r, w, func(s *client.Client) (wire.CasePage, error) { return s.Cases(ctx, q) }, func(found wire.CasePage) {
		t := newTable(w.out, "CASE", "CORRIDOR", "LANE", "STAGE", "CHILD", "TASKS", "OVERDUE", "NEXT DUE", "STANDS STILL", "ENDED")
		for _, l := range found.Items {
			t.row(l.Ref, l.Corridor, l.Lane, l.Stage, yes(l.Minor), l.OpenTasks, l.OverdueTasks, instant(l.NextDue), standsStill(l.Paused), instant(l.EndedAt))
		}
		t.flush()
		w.more(found.Next)
	})
}

// standsStill is the cause of a pause, where the list has it.
func standsStill(p wire.Pause) string {
	switch {
	case p.Cause != "":
		return string(p.Cause)
	case !p.Since.IsZero():
		return "yes"
	default:
		return ""
	}
}

// truth writes a flag as a query has it: nothing unless it is set.
func truth(b bool) string {
	if b {
		return "true"
	}
	return ""
}

type caseShow struct {
	Case string `arg:"" help:"The case's reference."`
}

func (c *caseShow) Run(ctx context.Context, w world, r *Remote) error {
	return ask(r, w, func(s *client.Client) (wire.Case, error) { return s.Case(ctx, c.Case) }, w.oneCase)
}

func (w world) oneCase(c wire.Case) {
	w.print("Case %s, %s, lane %s, stage %s, %s, change %d\n", c.Ref, c.Corridor, c.Lane, c.Stage, c.Modality, c.Seq)
	w.print("You see the field classes %s.\n", words(c.Shown))
	if p := c.Person; p.Name != "" {
		w.print("%s, %s, born %s, %s\n", p.Name, p.Nationality, born(p.Birth), p.Sex)
	}
	if c.Paused.Cause != "" {
		w.print("It stands still since %s: %s. It is %s who has the time.\n", instant(c.Paused.Since), c.Paused.Cause, c.Paused.WhoseTime)
	}
	if c.Trip.Movement != "" {
		w.print("On movement %s, departing %s\n", c.Trip.Movement, instant(c.Trip.DepartsAt))
	}
	t := newTable(w.out, "STEP", "OUTCOME", "AT", "UNTIL", "BY")
	for _, s := range c.Steps {
		outcome := string(s.Outcome)
		if s.Withheld {
			outcome = "(not for you)"
		}
		t.row(s.Step, outcome, instant(s.At), instant(s.Until), s.Desk)
	}
	t.flush()
	if len(c.Facts) > 0 {
		w.print("\n")
		t = newTable(w.out, "FACT", "VALUE", "AT", "BY")
		for _, f := range c.Facts {
			t.row(f.Name, f.Value, instant(f.At), f.Desk)
		}
		t.flush()
	}
	if len(c.Undo) > 0 {
		w.print("\n")
		t = newTable(w.out, "DONE", "CAN IT BE TAKEN BACK", "BY", "WHAT STAYS")
		for _, u := range c.Undo {
			t.row(u.Kind, u.State, u.Desk, u.Leftover)
		}
		t.flush()
	}
	if len(c.Tasks) > 0 {
		w.print("\n")
		w.tasks(c.Tasks)
	}
}

// born is the birth date as read, or as written when that can mean more than one day.
func born(b wire.Birth) string {
	if b.Date == "" {
		return b.AsWritten
	}
	return b.Date
}

type caseTimeline struct {
	page `embed:""`

	Case   string `arg:"" help:"The case's reference."`
	Oldest bool   `help:"The oldest first."`
}

func (c *caseTimeline) Run(ctx context.Context, w world, r *Remote) error {
	q := c.query()
	if c.Oldest {
		set(q, "order", "oldest")
	}
	return ask(r, w, func(s *client.Client) (wire.TimelinePage, error) { return s.Timeline(ctx, c.Case, q) }, func(found wire.TimelinePage) {
		t := newTable(w.out, "CHANGE", "AT", "WHAT", "STEP", "OUTCOME", "DESK", "DETAIL", "BY", "WORDS")
		for _, e := range found.Items {
			by := e.By.Desk
			if by == "" {
				by = string(e.By.Role)
			}
			t.row(e.Seq, instant(e.At), e.Code, e.Step, e.Outcome, e.Desk, e.Detail, by, e.Words)
		}
		t.flush()
		w.more(found.Next)
	})
}

type caseWaiting struct {
	Case string `arg:"" help:"The case's reference."`
}

func (c *caseWaiting) Run(ctx context.Context, w world, r *Remote) error {
	return ask(r, w, func(s *client.Client) (wire.Waiting, error) { return s.Waiting(ctx, c.Case) }, func(found wire.Waiting) {
		if found.Paused.Cause != "" {
			w.print("The case stands still since %s: %s. It is %s who has the time.\n", instant(found.Paused.Since), found.Paused.Cause, found.Paused.WhoseTime)
		}
		t := newTable(w.out, "TASK", "WAITING FOR", "FOR", "DUE", "OVERDUE", "CLAIMED", "PAUSED", "NEXT WHO ACTS", "AT")
		for _, k := range found.Tasks {
			t.row(k.Task, k.Desk, seconds(k.AgeSeconds), instant(k.Due), seconds(k.OverdueSeconds), yes(k.Claimed), k.Paused.Cause, k.NextRung.Rung, instant(k.NextRung.At))
		}
		t.flush()
		if len(found.Gates) > 0 {
			w.print("\n")
			t = newTable(w.out, "CLOSED GATE", "UNMET", "WHOSE", "FOR", "WAIVER")
			for _, g := range found.Gates {
				gateRows(t, g.Gate)
			}
			t.flush()
		}
	})
}

type caseGates struct {
	Case   string `arg:"" help:"The case's reference."`
	Closed bool   `help:"Only the closed ones."`
}

func (c *caseGates) Run(ctx context.Context, w world, r *Remote) error {
	return ask(r, w, func(s *client.Client) (wire.Gates, error) { return s.Gates(ctx, c.Case) }, func(found wire.Gates) {
		t := newTable(w.out, "GATE", "UNMET", "WHOSE", "FOR", "WAIVER")
		for _, g := range found.Items {
			switch {
			case !g.Open:
				gateRows(t, g)
			case !c.Closed:
				t.row(g.Gate, "open", "", "", "")
			}
		}
		t.flush()
	})
}
