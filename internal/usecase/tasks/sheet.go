package tasks

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Sheet is a sheet as its officer sees it.
type Sheet struct {
	record.Sheet

	Host, Origin casework.Country // of its corridor; "" for any
	// Outcomes are the answers that can be given on it.
	Outcomes []casework.Outcome
	// Rows are its requests that can be answered on it, Leaving those that leave it by a rule. Of a
	// confirmed sheet, Rows are those that were asked for, each with its result, and Leaving the others.
	Rows, Leaving []SheetRow
	// Set is the code of what one confirmation would cover now, Code a short form for people.
	Set, Code string
	// Ticked is how many are ticked, and TickedLeaving how many of them leave the sheet by a rule.
	Ticked, TickedLeaving int
	// Opens are the requests that the chosen answer would open, and OpensNothing is for how many people it
	// would open none yet; only of a sheet that is not confirmed.
	Opens        []SheetOpens
	OpensNothing int
	Sums         SheetSums
	// Alone is for how many one officer may answer alone, and BySecond whether what is ticked takes a second
	// person.
	Alone    int
	BySecond bool
	// Second is the batch that waits, or waited, for a second person; nil for none. Only of a confirmed sheet.
	Second *Batch
}

// SheetRow is one request of a sheet.
type SheetRow struct {
	record.SheetItem

	Task   visible.Task  // without content if it is not for the officer to see any more
	Person record.Person // as far as the officer sees her
	Leaves []sheet.Rule
	Result *SheetResult // of a confirmed sheet; nil for a request that was not asked for
}

// SheetOpens counts requests that would be sent to one desk.
type SheetOpens struct {
	Step   casework.Step
	Desk   casework.DeskID
	Number int
}

// sheetFor loads a sheet of the caller.
func (s *Tasks) sheetFor(ctx context.Context, ref casework.Ref) (record.Sheet, error) {
	r := request.From(ctx)
	if err := r.AuthorizeRole(); err != nil { // each request is authorized separately
		return record.Sheet{}, err
	}
	found, err := s.store.Sheet(ctx, ref)
	if err != nil {
		return record.Sheet{}, act.AsMissing(err)
	}
	if found.By.Account != r.Actor.Account || found.By.Desk != r.Actor.Desk {
		return record.Sheet{}, policy.Missing()
	}
	return found, nil
}

// setOf is what one confirmation of a sheet covers: its ticked requests in their order.
func setOf(of record.Sheet) sheet.Set {
	set := sheet.Set{Sheet: of.Ref, Outcome: of.Outcome}
	if of.Until != nil {
		set.Until = *of.Until
	}
	for _, one := range of.Items {
		if one.Ticked {
			set.Items = append(set.Items, sheet.Item{Case: one.Case, Task: one.Task, Version: one.Version})
		}
	}
	return set
}

// ShowSheet shows a sheet: its requests, which of them leave it by which rule now, what its answer would
// open, and after its confirmation the result of each.
func (s *Tasks) ShowSheet(ctx context.Context, ref casework.Ref) (Sheet, error) {
	return act.Run(ctx, s.core, policy.DecideTasks, act.OnNothing(), func(ctx context.Context) (Sheet, error) {
		found, err := s.sheetFor(ctx, ref)
		if err != nil {
			return Sheet{}, err
		}
		loaded, err := s.loadSheet(ctx, found)
		if err != nil {
			return Sheet{}, err
		}
		set := setOf(found)
		out := Sheet{Sheet: found, Outcomes: sheet.Outcomes(found.Step), Set: set.Digest()}
		out.Code = sheet.Code(out.Set)
		out.Host, out.Origin = s.statesOf(found.Corridor, found.Version)
		second, err := s.secondOf(ctx, found)
		if err != nil {
			return Sheet{}, err
		}
		for i, item := range found.Items {
			row, err := s.sheetRow(ctx, found, item, loaded[i], second)
			if err != nil {
				return Sheet{}, err
			}
			out.add(row)
		}
		out.Alone = s.aloneOn(found)
		out.BySecond = out.Ticked-out.TickedLeaving > out.Alone
		if second != nil {
			line := s.batchLine(ctx, *second)
			out.Second = &line
		}
		if out.ConfirmedAt == nil {
			s.previewSheet(ctx, &out, loaded)
		}
		return out, nil
	})
}

// add puts a row where it belongs.
func (s *Sheet) add(row SheetRow) {
	if row.Ticked {
		s.Ticked++
	}
	switch {
	case row.Result != nil:
		s.Sums.add(*row.Result)
		s.Rows = append(s.Rows, row)
	case s.ConfirmedAt != nil || len(row.Leaves) > 0:
		if row.Ticked {
			s.TickedLeaving++
		}
		s.Leaving = append(s.Leaving, row)
	default:
		s.Rows = append(s.Rows, row)
	}
}

// previewSheet counts what the chosen answer would open for the ticked requests.
func (s *Tasks) previewSheet(ctx context.Context, out *Sheet, loaded []loadedItem) {
	if out.Outcome == "" {
		return
	}
	for i, item := range out.Items {
		if !item.Ticked || !loaded[i].visible || len(loaded[i].leaves) > 0 {
			continue
		}
		opens := s.previewOutcome(ctx, loaded[i].Found, loaded[i].row.Task, out.Outcome).Opens
		if len(opens) == 0 {
			out.OpensNothing++
		}
		for _, one := range opens {
			at := slices.IndexFunc(out.Opens, func(o SheetOpens) bool { return o.Step == one.Step && o.Desk == one.Desk })
			if at < 0 {
				out.Opens, at = append(out.Opens, SheetOpens{Step: one.Step, Desk: one.Desk}), len(out.Opens)
			}
			out.Opens[at].Number++
		}
	}
}

// untilOf returns an end as the record keeps it; nil for none.
func untilOf(until time.Time) *time.Time {
	if until.IsZero() {
		return nil
	}
	utc := until.UTC()
	return &utc
}
