package cli

import (
	"context"
	"strings"
	"time"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type caseList struct {
	page `embed:""`

	Operation wire.Ref     `placeholder:"REF" help:"Of this operation."`
	Movement  wire.Ref     `placeholder:"REF" help:"With a place on this movement."`
	Stage     wire.Stage   `placeholder:"clearance" help:"At this stage."`
	Lane      wire.Lane    `placeholder:"B" help:"On this lane."`
	Corridor  string       `placeholder:"ID" help:"In this corridor."`
	Origin    wire.Country `placeholder:"KEN" help:"From this state of origin."`
	Desk      wire.DeskId  `placeholder:"ID" help:"Waiting for this desk."`
	Overdue   *bool        `negatable:"" help:"Only those with an overdue task; or only those without."`
	Open      *bool        `negatable:"" help:"Only those that have not ended; or only those that have."`
	Minor     *bool        `negatable:"" help:"Only children, known or presumed; or only adults."`
	Changed   time.Time    `name:"changed-since" placeholder:"2026-11-02T00:00:00Z" help:"Only those that have changed since then."`
}

func (c *caseList) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListCasesParams{
		Operation: c.Operation, Movement: c.Movement, Stage: c.Stage, Lane: c.Lane, Corridor: c.Corridor, Origin: c.Origin, Desk: c.Desk,
		Overdue: c.Overdue, Open: c.Open, Minor: c.Minor, ChangedSince: c.Changed, Limit: c.Limit, Cursor: c.Cursor,
	}
	return ask(r, env, func(s *client.Client) (wire.CasePage, error) { return s.ListCases(ctx, params) }, func(found wire.CasePage) {
		t := NewTable(env.Out, "CASE", "CORRIDOR", "LANE", "STAGE", "CHILD", "TASKS", "OVERDUE", "NEXT DUE", "PAUSED", "ENDED")
		for _, l := range found.Items {
			t.Row(l.Ref, l.Corridor, l.Lane, l.Stage, yes(l.Minor), l.OpenTasks, l.OverdueTasks, Instant(l.NextDue), paused(l.Paused), Instant(l.EndedAt))
		}
		t.Flush()
		env.more(found.Next)
	})
}

// paused returns the cause of a pause; "yes" if the cause is not shown, "" if there is no pause.
func paused(p wire.Pause) string {
	switch {
	case p.Cause != "":
		return string(p.Cause)
	case !p.Since.IsZero():
		return "yes"
	default:
		return ""
	}
}

type caseShow struct {
	Case wire.Ref `arg:"" help:"The case's reference."`
}

func (c *caseShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Case, error) { return s.ShowCase(ctx, c.Case) }, env.oneCase)
}

// teamOf names the desks of a team with their kinds.
func teamOf(team []wire.TeamDesk) string {
	var out []string
	for _, t := range team {
		out = append(out, t.Desk+" ("+string(t.Kind)+")")
	}
	return strings.Join(out, ", ")
}

func (env Env) oneCase(c wire.Case) {
	env.Printf("Case %s, %s, lane %s, stage %s, %s, change %d\n", c.Ref, c.Corridor, c.Lane, c.Stage, c.Modality, c.Seq)
	env.Printf("You see the field classes %s.\n", words(c.Shown))
	if p := c.Person; p.Name != "" {
		env.Printf("%s, %s, born %s, %s\n", p.Name, p.Nationality, born(p.Birth), p.Sex)
	}
	if c.Paused.Cause != "" {
		env.Printf("Paused since %s: %s. The time counts for %s.\n", Instant(c.Paused.Since), c.Paused.Cause, c.Paused.WhoseTime)
		if !c.Paused.Until.IsZero() {
			env.Printf("The clocks run on at %s.\n", Instant(c.Paused.Until))
		}
	}
	if len(c.Team) > 0 {
		env.Printf("Her team: %s\n", teamOf(c.Team))
	}
	if c.Trip.Movement != "" {
		env.Printf("On movement %s, departing %s\n", c.Trip.Movement, Instant(c.Trip.DepartsAt))
	}
	t := NewTable(env.Out, "STEP", "OUTCOME", "AT", "UNTIL", "BY")
	for _, s := range c.Steps {
		outcome := string(s.Outcome)
		if s.Withheld {
			outcome = "(not for you)"
		}
		t.Row(s.Step, outcome, Instant(s.At), Instant(s.Until), s.Desk)
	}
	t.Flush()
	if len(c.Facts) > 0 {
		env.Printf("\n")
		t = NewTable(env.Out, "FACT", "VALUE", "AT", "BY")
		for _, f := range c.Facts {
			t.Row(f.Name, f.Value, Instant(f.At), f.Desk)
		}
		t.Flush()
	}
	if len(c.Undo) > 0 {
		env.Printf("\n")
		t = NewTable(env.Out, "DONE", "CAN BE UNDONE", "BY", "WHAT STAYS")
		for _, u := range c.Undo {
			t.Row(u.Kind, u.State, u.Desk, u.Leftover)
		}
		t.Flush()
	}
	if len(c.Tasks) > 0 {
		env.Printf("\n")
		env.tasks(c.Tasks)
	}
}

// born returns the birth date, or the text as written if it can mean more than one day.
func born(b wire.Birth) string {
	if b.Date == "" {
		return b.AsWritten
	}
	return b.Date
}

type caseTimeline struct {
	page `embed:""`

	Case   wire.Ref `arg:"" help:"The case's reference."`
	Oldest bool     `help:"The oldest first."`
}

func (c *caseTimeline) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ShowTimelineParams{Limit: c.Limit, Cursor: c.Cursor}
	if c.Oldest {
		params.Order = wire.Oldest
	}
	return ask(r, env, func(s *client.Client) (wire.TimelinePage, error) { return s.ShowTimeline(ctx, c.Case, params) }, func(found wire.TimelinePage) {
		t := NewTable(env.Out, "CHANGE", "AT", "WHAT", "STEP", "OUTCOME", "DESK", "DETAIL", "BY", "WORDS")
		for _, e := range found.Items {
			by := e.By.Desk
			if by == "" {
				by = string(e.By.Role)
			}
			t.Row(e.Seq, Instant(e.At), e.Code, e.Step, e.Outcome, e.Desk, e.Detail, by, e.Words)
		}
		t.Flush()
		env.more(found.Next)
	})
}

type caseWaiting struct {
	Case wire.Ref `arg:"" help:"The case's reference."`
}

func (c *caseWaiting) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Waiting, error) { return s.ShowWaiting(ctx, c.Case) }, func(found wire.Waiting) {
		if found.Paused.Cause != "" {
			env.Printf("The case is paused since %s: %s. The time counts for %s.\n", Instant(found.Paused.Since), found.Paused.Cause, found.Paused.WhoseTime)
		}
		t := NewTable(env.Out, "TASK", "WAITING FOR", "FOR", "DUE", "OVERDUE", "CLAIMED", "PAUSED", "NEXT WHO ACTS", "AT")
		for _, k := range found.Tasks {
			t.Row(k.Task, k.Desk, seconds(k.AgeSeconds), Instant(k.Due), seconds(k.OverdueSeconds), yes(k.Claimed), k.Paused.Cause, k.NextRung.Rung, Instant(k.NextRung.At))
		}
		t.Flush()
		if len(found.Gates) > 0 {
			env.Printf("\n")
			t = NewTable(env.Out, "CLOSED GATE", "UNMET", "WHOSE", "FOR", "WAIVER")
			for _, g := range found.Gates {
				gateRows(t, g.Gate)
			}
			t.Flush()
			env.Printf("\n")
			t = NewTable(env.Out, "CLOSED GATE", "WAITING", "FOR", "OWNER ASKED", "OVERDUE")
			for _, g := range found.Gates {
				t.Row(g.Gate.Gate, words(g.Steps), seconds(g.AgeSeconds), Instant(g.Due), seconds(g.OverdueSeconds))
			}
			t.Flush()
		}
	})
}

type caseGates struct {
	Case   wire.Ref `arg:"" help:"The case's reference."`
	Closed bool     `help:"Only the closed ones."`
}

func (c *caseGates) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Gates, error) { return s.ListGates(ctx, c.Case) }, func(found wire.Gates) {
		t := NewTable(env.Out, "GATE", "UNMET", "WHOSE", "FOR", "WAIVER")
		for _, g := range found.Items {
			switch {
			case !g.Open:
				gateRows(t, g)
			case !c.Closed:
				t.Row(g.Gate, "open", "", "", "")
			}
		}
		t.Flush()
	})
}
