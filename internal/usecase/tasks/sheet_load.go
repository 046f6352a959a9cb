package tasks

import (
	"context"
	"slices"
	"sync"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// loadedItem is one request of a sheet with its case, as far as the officer may see it.
type loadedItem struct {
	act.FoundDetail

	visible bool // it is there, and for the officer to answer
	row     record.TaskRow
	person  record.Person
	leaves  []sheet.Rule
	version int64 // of the request, with which it is answered
}

// maxLoads is how many cases of a sheet are read at the same time.
const maxLoads = 8

// loadSheet reads the cases of a sheet and judges each request by the rules, on what the officer may see.
func (s *Tasks) loadSheet(ctx context.Context, of record.Sheet) ([]loadedItem, error) {
	details, errs := make([]record.CaseDetail, len(of.Items)), make([]error, len(of.Items))
	slots := make(chan struct{}, maxLoads)
	var all sync.WaitGroup
	for i, item := range of.Items {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			details[i], errs[i] = s.store.Case(ctx, item.Case)
		})
	}
	all.Wait()
	out := make([]loadedItem, len(of.Items))
	for i, item := range of.Items {
		switch {
		case fault.CodeOf(errs[i]) == fault.NotFound: // in the same words as one that was called back
			out[i].leaves, out[i].version = []sheet.Rule{sheet.Over}, item.Version
		case errs[i] != nil:
			return nil, errs[i]
		default:
			out[i] = s.judge(ctx, act.FoundDetail{Found: s.core.Found(ctx, details[i].State), Detail: details[i]}, item)
		}
	}
	request.From(ctx).About = "" // it is about many
	return out, nil
}

// judge finds the request of an item in its case, and the rules by which it leaves the sheet.
func (s *Tasks) judge(ctx context.Context, c act.FoundDetail, item record.SheetItem) loadedItem {
	out := loadedItem{FoundDetail: c, version: item.Version}
	r := request.From(ctx)
	at := slices.IndexFunc(c.Detail.Tasks, func(t record.TaskRow) bool { return t.ID == item.Task })
	if at >= 0 {
		out.row = c.Detail.Tasks[at]
		out.visible = out.row.Desk == r.Actor.Desk && r.May(policy.DecideTask, policy.OfTask(c.Subject, out.row.Desk, s.core.AgencyOf))
	}
	if !out.visible {
		out.leaves = []sheet.Rule{sheet.Over}
		return out
	}
	out.person = visible.Person(c.Detail.Person, c.Seen)
	asked := sheet.Request{
		Case: item.Case, Task: out.row.Task, Open: true, Child: c.Detail.Minor, Deceased: c.Detail.Deceased, Still: c.Detail.Paused != nil,
		Origin: c.Detail.Origin, Nationality: casework.Country(out.person.Nationality), Facts: visible.Facts(c.State, c.Seen), Holds: len(visible.Holds(c.State, c.Seen)),
		Young: young(out.person.Birth, civil.DateOf(s.core.Now(), time.UTC)),
		Seen:  sheet.Seen{Version: item.Version, At: item.SeenAt},
	}
	for _, settled := range visible.Steps(c.State, c.Seen, s.core.Now()) {
		if !settled.Withheld {
			asked.Answers = append(asked.Answers, sheet.Answered{Step: settled.Step, Outcome: settled.Outcome, Holds: settled.Holds})
		}
	}
	if len(c.Detail.Documents) > 0 && c.Seen.Reveal(policy.TravelCard) {
		for _, d := range c.Detail.Documents {
			asked.Papers = append(asked.Papers, sheet.Paper{At: d.At, ExpiresAt: d.ExpiresAt})
		}
	}
	out.leaves = sheet.Leaves(asked, r.Actor.Account, s.core.Now())
	if asked.TakenOn(r.Actor.Account) { // it is what the officer saw, with her own claim
		out.version = out.row.Version
	}
	return out
}

// young reports whether a birth date leaves open that a person is under eighteen. Without a birth date
// the facts of the case say whether she is treated as a child.
func young(b birth.Date, today civil.Date) bool {
	return len(b.Readings) > 0 && b.Minor(today) != birth.MinorNo
}

// sheetRow makes the row of an item.
func (s *Tasks) sheetRow(ctx context.Context, of record.Sheet, item record.SheetItem, l loadedItem, second *record.Batch) (SheetRow, error) {
	out := SheetRow{SheetItem: item, Leaves: l.leaves, Person: l.person}
	if l.visible {
		out.Task = visible.TaskOf(l.row, l.Seen)
	}
	if of.ConfirmedAt == nil || !item.Ticked {
		return out, nil
	}
	result, err := s.sheetResult(ctx, of, item, second)
	if result.State == "" && !l.visible { // it was never sent, and cannot be sent any more
		result = SheetResult{State: record.CommandRefused, Rule: sheet.Over, At: of.ConfirmedAt}
	}
	out.Result = &result
	if !l.visible && l.Detail.Person != nil && request.From(ctx).May(policy.ShowCase, l.Subject) { // it is answered; she is who she was
		out.Person = visible.Person(l.Detail.Person, l.Seen)
	}
	return out, err
}
