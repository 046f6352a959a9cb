package tasks

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
)

// SheetRequest names a request of a sheet.
type SheetRequest struct {
	Case casework.Ref
	Task casework.TaskID
}

// SheetMarks are what an officer has marked on a sheet.
type SheetMarks struct {
	Ticked  []SheetRequest // all that are ticked
	All     bool           // tick every request that no rule takes off the sheet, in place of Ticked
	Outcome casework.Outcome
	Until   time.Time     // zero for no end
	Look    *SheetRequest // the one that is opened now, in its present version
	Review  bool          // the marks are to be confirmed next, so they must be complete
}

// MarkSheet stores what is ticked on a sheet and which request is opened from it. With Review it returns
// an invalid field for marks that cannot be confirmed, and unticks the requests that leave the sheet by a
// rule. Marks that name a request which is not on the sheet are refused whole.
func (s *Tasks) MarkSheet(ctx context.Context, ref casework.Ref, m SheetMarks) (Sheet, error) {
	return act.Run(ctx, s.core, policy.DecideTasks, act.OnNothing(), func(ctx context.Context) (Sheet, error) {
		found, err := s.sheetFor(ctx, ref)
		if err != nil {
			return Sheet{}, err
		}
		if found.ConfirmedAt != nil {
			return Sheet{}, fault.New(fault.Conflict, "this sheet was confirmed; its results stay as they are")
		}
		if err := m.tick(&found); err != nil {
			return Sheet{}, err
		}
		if err := s.look(ctx, &found, m.Look); err != nil {
			return Sheet{}, err
		}
		found.Outcome, found.Until = m.Outcome, untilOf(m.Until)
		if !slices.Contains(sheet.Outcomes(found.Step), found.Outcome) {
			found.Outcome = ""
		}
		if m.Review || m.All {
			loaded, err := s.loadSheet(ctx, found)
			if err != nil {
				return Sheet{}, err
			}
			for i := range found.Items {
				found.Items[i].Ticked = (found.Items[i].Ticked || m.All) && len(loaded[i].leaves) == 0
			}
		}
		if m.Review {
			if err := complete(found, s.core.Now()); err != nil {
				return Sheet{}, err
			}
		}
		return Sheet{Sheet: found}, s.store.MarkSheet(ctx, found)
	})
}

// tick ticks exactly the named requests.
func (m SheetMarks) tick(of *record.Sheet) error {
	known := 0
	for i := range of.Items {
		one := &of.Items[i]
		one.Ticked = slices.Contains(m.Ticked, SheetRequest{one.Case, one.Task})
		if one.Ticked {
			known++
		}
	}
	if known != len(m.Ticked) {
		return act.Invalid("/ticked", act.FieldUnknown)
	}
	return nil
}

// look stores that a request is opened from the sheet: the officer sees it as it is now.
func (s *Tasks) look(ctx context.Context, of *record.Sheet, at *SheetRequest) error {
	if at == nil {
		return nil
	}
	i := slices.IndexFunc(of.Items, func(one record.SheetItem) bool { return one.Case == at.Case && one.Task == at.Task })
	if i < 0 {
		return policy.Missing()
	}
	c, err := s.core.LookUp(ctx, at.Case)
	if err != nil {
		return err
	}
	request.From(ctx).About = ""
	now := s.core.Now().UTC()
	of.Items[i].LookedAt = &now
	if t, open := c.State.Task(at.Task); open {
		of.Items[i].Version, of.Items[i].SeenAt = t.Version, now
	}
	return nil
}

// complete returns the invalid fields of marks that cannot be confirmed.
func complete(of record.Sheet, now time.Time) error {
	var wrong act.InvalidFields
	add := func(isWrong bool, pointer string, code act.InvalidCode) {
		if isWrong {
			wrong = append(wrong, act.InvalidField{Pointer: pointer, Code: code})
		}
	}
	spec, _ := casework.SpecOf(of.Step)
	add(!slices.ContainsFunc(of.Items, func(one record.SheetItem) bool { return one.Ticked }), "/ticked", act.FieldRequired)
	add(of.Outcome == "", "/outcome", act.FieldRequired)
	add(of.Until == nil && spec.NeedsDate(of.Outcome), "/until", act.FieldRequired)
	add(of.Until != nil && !of.Until.After(now), "/until", act.FieldFormat)
	if len(wrong) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "the sheet cannot be confirmed yet; see errors").With(wrong)
}
