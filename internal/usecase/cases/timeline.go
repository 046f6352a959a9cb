package cases

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// ShowTimeline shows what has happened to a case: those lines that the caller may see.
func (s *Cases) ShowTimeline(ctx context.Context, ref casework.Ref, oldestFirst bool, paging act.Paging) (act.Page[record.TimelineEntry], error) {
	return act.Run(ctx, s.core, policy.ShowTimeline, act.OfCase(ref), func(ctx context.Context) (act.Page[record.TimelineEntry], error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return act.Page[record.TimelineEntry]{}, err
		}
		page, err := paging.Page()
		if err != nil {
			return act.Page[record.TimelineEntry]{}, err
		}
		out, err := s.timelinePage(ctx, c, oldestFirst, page)
		for i, e := range out.Rows {
			out.Rows[i] = entry(withoutVote(c, e), c.Seen)
		}
		return out, err
	})
}

// timelinePage returns a page of those lines of a timeline that the caller may see.
func (s *Cases) timelinePage(ctx context.Context, c act.Found, oldestFirst bool, page record.Page) (act.Page[record.TimelineEntry], error) {
	if c.Seen.Outside() {
		return s.outsideTimeline(ctx, c, oldestFirst, page)
	}
	return act.Fill(page, func(p record.Page) ([]record.TimelineEntry, *record.Cursor, error) {
		found, err := s.store.Timeline(ctx, record.TimelineFilter{Case: c.State.Ref, Newest: !oldestFirst, Page: p})
		return found.Rows, found.Next, err
	}, func(rows []record.TimelineEntry) ([]record.TimelineEntry, error) {
		return slices.DeleteFunc(slices.Clone(rows), func(e record.TimelineEntry) bool { return !seesEntry(e, c.Seen) }), nil
	})
}

// withoutVote returns a line without the reasons of a vote on which a panel has not decided yet, for a
// caller who has not voted: reasons say what a vote was for.
func withoutVote(c act.Found, e record.TimelineEntry) record.TimelineEntry {
	t, open := c.State.Task(e.Task)
	spec, _ := casework.SpecOf(e.Step)
	mine := func(v casework.Vote) bool { return v.By.Account == c.Seen.Actor().Account }
	if e.Code == casework.EntryVoted && open && spec.Quorum && !slices.ContainsFunc(t.Votes, mine) {
		e.Words = ""
	}
	return e
}

// seesEntry reports whether the caller sees a line of the timeline: a line of their own desk, or one of a
// class that they see. Of operational lines of other desks they see only those about the state of the case.
func seesEntry(e record.TimelineEntry, seen request.Visibility) bool {
	class := policy.EntryClass(e.Entry)
	wide := seen.Whole() || class != policy.Operational || policy.EntryForAll(e.Code) && !seen.Owing()
	return seen.SeesOwn(class, e.Desk) || seen.SeesOwn(class, e.By.Desk) || wide && seen.Sees(class)
}

// entry returns a line that the caller sees, without the cause of a pause, the coded reason, what is in question or the words if those are
// not for them. To a desk outside her team, a line that takes something back names no officer and no command.
func entry(e record.TimelineEntry, seen request.Visibility) record.TimelineEntry {
	seen.RevealAny(policy.EntryClass(e.Entry), e.Desk, e.By.Desk)
	out := record.TimelineEntry{
		Case: e.Case, Seq: e.Seq, N: e.N, At: e.At, Kind: e.Kind, By: visible.Actor(e.By, seen.Actor()), Erased: e.Erased,
		Entry: casework.Entry{Code: e.Code, Step: e.Step, Task: e.Task, Outcome: e.Outcome, Desk: e.Desk, Detail: e.Detail},
	}
	if seen.Outside() && policy.EntryTakesBack(e.Entry) && e.By.Desk != seen.Actor().Desk {
		out.Kind, out.By = "", casework.Actor{}
	}
	if e.Code == casework.EntryTaskPaused && !seen.RevealCause(casework.Cause(e.Detail), e.By.Desk) {
		out.Detail, out.Kind, out.By = "", "", casework.Actor{} // the command and the officer would tell the cause
	}
	if spoken := e.Code == casework.EntryDecided || e.Code == casework.EntryTaskAsked; spoken && e.Detail != "" && !seen.RevealAny(policy.EntryTextClass(e.Entry), e.Desk, e.By.Desk) {
		out.Detail = "" // a coded reason, or what is in question, is for those who may read the words
	}
	out.Words = visible.Words(e, seen)
	return out
}
