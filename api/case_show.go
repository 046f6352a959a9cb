package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// ShowCase shows a case, as far as it is the asker's to see.
func (s *Server) ShowCase(ctx context.Context, r wire.ShowCaseRequestObject) (wire.ShowCaseResponseObject, error) {
	c, err := s.wholeCaseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	return wire.ShowCase200JSONResponse(s.caseView(c)), nil
}

// ShowTimeline shows what has happened to a case.
func (s *Server) ShowTimeline(ctx context.Context, r wire.ShowTimelineRequestObject) (wire.ShowTimelineResponseObject, error) {
	c, err := s.caseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	filter := record.TimelineFilter{Case: r.Case, Newest: r.Params.Order != wire.Oldest}
	rows, next, err := sift(page, func(p record.Page) ([]record.TimelineEntry, *record.Cursor, error) {
		filter.Page = p
		found, err := s.Record.Timeline(ctx, filter)
		return found.Rows, found.Next, err
	}, func(rows []record.TimelineEntry) ([]record.TimelineEntry, error) {
		return slices.DeleteFunc(slices.Clone(rows), func(e record.TimelineEntry) bool {
			_, mine := entryView(e, c.sight)
			return !mine
		}), nil
	})
	if err != nil {
		return nil, err
	}
	v := wire.TimelinePage{Items: []wire.TimelineEntry{}, Next: nextOf(next)}
	for _, e := range rows {
		line, _ := entryView(e, c.sight)
		v.Items = append(v.Items, line)
	}
	link := linkTo("/cases/"+string(r.Case)+"/timeline", v.Next, queryOf("order", string(r.Params.Order), "limit", limitText(r.Params.Limit)))
	return wire.ShowTimeline200JSONResponse{Body: v, Headers: wire.ShowTimeline200ResponseHeaders{Link: link}}, nil
}

// ShowWaiting says who is waited for, since when, and who acts if they don't.
func (s *Server) ShowWaiting(ctx context.Context, r wire.ShowWaitingRequestObject) (wire.ShowWaitingResponseObject, error) {
	c, err := s.wholeCaseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	v := wire.ShowWaiting200JSONResponse{
		Case: c.State.Ref, Seq: c.State.Seq, At: s.Now().UTC(), Paused: pauseSeen(c.State.Pause, c.sight), Tasks: []wire.WaitingTask{}, Gates: []wire.WaitingGate{},
	}
	for _, t := range c.detail.Tasks {
		if s.mayTask(c.seenCase, t.Desk) {
			v.Tasks = append(v.Tasks, s.waitingTask(t, c.sight))
		}
	}
	slices.SortStableFunc(v.Tasks, func(a, b wire.WaitingTask) int {
		return cmp.Or(cmp.Compare(b.OverdueSeconds, a.OverdueSeconds), a.Since.Compare(b.Since))
	})
	for _, wait := range c.State.Waits {
		if !c.sight.RevealPart(policy.Operational, s.deskOf(c.seenCase, wait.For)) {
			continue
		}
		gate, known := casework.GateByID(wait.Gate)
		if !known {
			continue
		}
		status := gate.Check(casework.View{Case: &c.State, Now: s.Now()})
		v.Gates = append(v.Gates, wire.WaitingGate{
			Gate: s.gateView(status, c.sight), Step: string(wait.For), Since: wait.Since.UTC(), AgeSeconds: s.age(wait.Since),
		})
	}
	return v, nil
}

// deskOf is whose a step of the case is.
func (s *Server) deskOf(c seenCase, step casework.Step) casework.DeskID {
	desk, _ := c.State.Rules.DeskOf(step)
	return desk
}

func (s *Server) waitingTask(t record.TaskRow, seen request.Visibility) wire.WaitingTask {
	since := t.StartedAt
	if since.IsZero() {
		since = t.OpenedAt
	}
	v := wire.WaitingTask{
		Task: taskName(t.ID), Step: t.Step, Desk: string(t.Desk), Kind: t.Kind, Since: since.UTC(), AgeSeconds: s.age(since),
		Due: utc(t.Due), OverdueSeconds: int(t.Overdue / time.Second), Claimed: t.ClaimedBy != nil, Paused: pauseSeen(t.Pause, seen),
	}
	if t.NextEscalation != nil {
		v.NextRung = wire.RungAt{Rung: t.NextEscalation.Level, At: t.NextEscalation.At.UTC()}
	}
	return v
}

// ListGates shows every gate of a case, open or closed, and why.
func (s *Server) ListGates(ctx context.Context, r wire.ListGatesRequestObject) (wire.ListGatesResponseObject, error) {
	c, err := s.caseFor(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	view := casework.View{Case: &c.State, Now: s.Now()}
	var all []casework.GateStatus
	for _, gate := range casework.Gates() {
		all = append(all, gate.Check(view))
	}
	return wire.ListGates200JSONResponse{Case: c.State.Ref, Seq: c.State.Seq, Items: s.gateViews(all, c.sight)}, nil
}
